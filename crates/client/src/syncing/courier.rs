//! The phone's half of one sync: carries out what the engine asks for on this phone's database, and packs and opens
//! the bundles. It knows no network and never waits, so whoever brings the bundles to the server, a task or a
//! simulation, drives it step by step.

use super::apply::{self, Sent};
use super::{LastTry, Turn};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity;
use crate::store::outbox::{self, Packed};
use crate::store::{compare, leaving, renewal, settings};
use ::sync::{Effect, Event, Outcome};
use protocol::{Code, Failure, Packing, Partial, SyncAnswer, SyncRequest, VERSION};
use protocol::{capability, limits, open, seal_from_device};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One sync of one profile under way.
#[derive(Debug)]
pub struct Courier {
    pub(super) app: Arc<App>,
    /// What the request under way holds.
    sent: Sent,
    /// Documents with changes that the server could not take in this sync.
    held: BTreeSet<i64>,
    /// Why it could not.
    held_for: Option<Code>,
    error: Option<ClientError>,
    news: bool,
    /// Here, so that it lasts as long as a step that is under way when the sync is given up.
    _turn: Option<Turn>,
}

/// The beginning of an answer that was cut off.
#[derive(Debug)]
pub struct CutOff {
    number: u64,
    incarnation: u32,
    /// What the request held that it answers.
    sent: Sent,
    body: Vec<u8>,
}

/// So many bytes have to come before it is worth asking for the rest.
const WORTH_KEEPING: usize = 1_000;

/// What to do after an effect was carried out.
#[derive(Debug)]
pub enum Step {
    /// Bring this bundle to the server, and the reply to [`Courier::replied`].
    Post(Vec<u8>),
    /// Give this to the engine.
    Tell(Event),
    /// Nothing: the sync is over.
    Rest(Outcome),
}

/// What came back for a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What its status says that it is.
    pub kind: ReplyKind,
    /// The body as far as it came, at most [`protocol::limits::ANSWER`] bytes.
    pub body: Vec<u8>,
    /// Whether the body came to its end.
    pub whole: bool,
}

/// What the body of a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// An answer.
    Answer,
    /// The rest of an answer that began to come before.
    Rest,
    /// A failure.
    Failure,
}

impl Reply {
    /// A whole answer.
    pub fn answer(body: Vec<u8>) -> Self {
        Self { kind: ReplyKind::Answer, body, whole: true }
    }

    /// A whole failure.
    pub fn failure(body: Vec<u8>) -> Self {
        Self { kind: ReplyKind::Failure, body, whole: true }
    }
}

impl Courier {
    /// For a sync of `app` that begins.
    pub(crate) fn new(app: Arc<App>) -> Self {
        let (sent, held) = (Sent::default(), BTreeSet::new());
        Self { app, sent, held, held_for: None, error: None, news: false, _turn: None }
    }

    /// With the turn to sync.
    pub(super) fn in_turn(self, turn: Option<Turn>) -> Self {
        Self { _turn: turn, ..self }
    }

    /// Carries out an effect.
    pub fn carry_out(&mut self, effect: Effect) -> Step {
        let done = match effect {
            Effect::Collect { bytes } => self.collect(bytes).map(Step::Tell),
            Effect::Transmit(request) => self.seal(&request).map(Step::Post),
            Effect::Store(answer) => self.store(&answer).map(Step::Tell),
            Effect::Renew { accepted } => self.repair(|app| app.renew(accepted)),
            Effect::Repair => self.repair(App::begin_anew),
            Effect::SpeakPlainly => self.repair(App::forget_what_the_server_can),
            Effect::Leave => self.app.leave().map(|left| Step::Tell(if left { Event::Gone } else { Event::Stays })),
            Effect::Rest(outcome) => Ok(Step::Rest(outcome)),
            Effect::Ignore => Ok(Step::Tell(Event::Broken)),
        };
        done.unwrap_or_else(|error| {
            self.error = Some(error);
            Step::Tell(Event::Broken)
        })
    }

    /// Reads what came back for the bundle of [`Step::Post`], or why nothing did.
    pub fn replied(&mut self, reply: std::result::Result<Reply, ClientError>) -> Event {
        reply.and_then(|reply| self.opened(reply)).unwrap_or_else(|error| {
            self.error = Some(error);
            Event::NoAnswer
        })
    }

    fn collect(&mut self, bytes: u32) -> Result<Event> {
        let (request, sent) = self.request(bytes)?;
        self.sent = sent;
        Ok(Event::Collected(Box::new(request)))
    }

    /// The request, complete but for version and budget, and what it holds.
    fn request(&self, bytes: u32) -> Result<(SyncRequest, Sent)> {
        let app = &self.app;
        let cut_off = app.sync.cut_off();
        app.store.read(|c2| {
            let (number, incarnation) = next(app, c2)?;
            let cut_off = cut_off.as_ref().filter(|it| it.number == number && it.incarnation == incarnation);
            let server_can = server_can(c2)?;
            let (mut packed, mut heads, mut compared, mut refused) = (Packed::default(), None, vec![], vec![]);
            let closed = leaving::reason(c2)?.is_some();
            // Who asks for the rest of an answer has brought what it had to bring.
            // A new life fetches before it sends.
            if cut_off.is_none() && (closed || !renewal::is_fetching(c2)?) {
                packed = outbox::pack(c2, bytes, &self.held, server_can & capability::RUNS != 0)?;
                if closed && packed.rows.is_empty() {
                    (packed.push, refused) = leaving::pack_refused(c2, bytes)?;
                }
                if !closed && server_can & capability::HEADS != 0 && compare::is_wanted(c2)? {
                    let (some, rows) = compare::heads(c2, bytes)?;
                    (heads, compared) = (Some(some), rows);
                }
            }
            let request = SyncRequest {
                version: VERSION,
                capabilities: PHONE_CAN,
                incarnation,
                number,
                cursor: settings::get(c2, "cursor")?.unwrap_or_default(),
                budget: bytes,
                clock: app.now().0,
                unsent: outbox::waiting(c2)?,
                app: env!("CARGO_PKG_VERSION").to_owned(),
                push: packed.push,
                heads,
                partial: cut_off.map(CutOff::partial),
            };
            Ok((request, Sent { rows: packed.rows, refused, compared }))
        })
    }

    fn seal(&self, request: &SyncRequest) -> Result<Vec<u8>> {
        let packing = Packing::for_reader(self.app.store.read(server_can)?);
        Ok(seal_from_device(request, &self.app.key, packing)?)
    }

    fn opened(&mut self, reply: Reply) -> Result<Event> {
        let mut cut_off = self.app.sync.cut_off();
        let came = reply.body.len();
        let body = match (reply.kind, cut_off.take()) {
            (ReplyKind::Rest, Some(begun)) => {
                self.sent = begun.sent;
                [begun.body, reply.body].concat()
            }
            (ReplyKind::Rest, None) => return Err(ClientError::NotTheServer("the rest of nothing".into())),
            (ReplyKind::Failure, begun) => {
                *cut_off = begun; // It says nothing of what came before.
                reply.body
            }
            (ReplyKind::Answer, _) => reply.body,
        };
        if !reply.whole {
            self.error = Some(ClientError::Network("the link was cut".into()));
            if reply.kind == ReplyKind::Failure || body.len() < WORTH_KEEPING || body.len() > limits::ANSWER {
                return Ok(Event::NoAnswer);
            }
            let (number, incarnation) = self.app.store.read(|c| next(&self.app, c))?;
            *cut_off = Some(CutOff { number, incarnation, sent: std::mem::take(&mut self.sent), body });
            return Ok(if came < WORTH_KEEPING { Event::NoAnswer } else { Event::Interrupted });
        }
        drop(cut_off);
        let server_key = self.app.store.read(identity::server_key)?;
        if reply.kind == ReplyKind::Failure {
            Ok(Event::Failed(open::<Failure>(&body, &server_key)?))
        } else {
            Ok(Event::Answered(Box::new(open::<SyncAnswer>(&body, &server_key)?)))
        }
    }

    fn store(&mut self, answer: &SyncAnswer) -> Result<Event> {
        let applied = apply::store(&self.app, answer, &self.sent)?;
        self.news |= applied.news;
        if !applied.held.is_empty() {
            self.held_for = answer.refused.last().and_then(|refusal| Code::from_number(refusal.code));
        }
        self.held.extend(applied.held);
        self.held.retain(|document| !applied.again.contains(document));
        let left = self.app.store.read(|c| {
            if leaving::reason(c)?.is_some() {
                let waiting = outbox::waiting(c)?.saturating_add(leaving::refused_waiting(c)?);
                return Ok(if applied.held_full { 0 } else { waiting });
            }
            let waiting = outbox::waiting_beside(c, &self.held)?;
            Ok(waiting.saturating_add(u32::from(can_compare(c)?)))
        })?;
        Ok(Event::Stored { left })
    }

    fn repair(&self, repair: impl FnOnce(&App) -> Result<()>) -> Result<Step> {
        *self.app.sync.cut_off() = None;
        repair(&self.app)?;
        Ok(Step::Tell(Event::Repaired))
    }

    /// Whether there is anything new to show.
    pub(super) fn has_news(&self) -> bool {
        self.news
    }

    /// What is remembered of a sync that ended so.
    pub(super) fn last_try(&self, outcome: &Outcome) -> LastTry {
        let said = |code: &str, permanent| LastTry::Failed {
            code: code.to_owned(),
            offline: false,
            detail: String::new(),
            permanent,
        };
        match (outcome, &self.error) {
            // The server could not take some of it today. It is tried again.
            (Outcome::Done, _) if !self.held.is_empty() => said(self.held_for.unwrap_or(Code::Server).word(), false),
            (Outcome::Done, _) => LastTry::Done,
            (Outcome::Refused(code) | Outcome::Left(code), _) => said(code.word(), true),
            (Outcome::TryAgain { code: Some(code), .. }, _) => said(code.word(), false),
            (_, Some(error)) => {
                tracing::info!(%error, "sync failed");
                LastTry::Failed {
                    code: error.code().to_owned(),
                    offline: matches!(error, ClientError::Offline | ClientError::Network(_)),
                    detail: error.to_string(),
                    permanent: error.is_permanent(),
                }
            }
            (_, None) => said("network", false),
        }
    }
}

/// What this version can do.
const PHONE_CAN: u32 = capability::RUNS | capability::DICTIONARY_1 | capability::LEAVES;

/// The number of the next bundle, and the life of the database that it is from.
fn next(app: &App, connection: &Connection) -> Result<(u64, u32)> {
    let number: i64 = settings::get(connection, "number")?.unwrap_or(0);
    let [.., a, b, c, d] = app.actor(connection)?.0;
    Ok((u64::try_from(number).unwrap_or(0) + 1, u32::from_be_bytes([a, b, c, d])))
}

/// What the server said last that it can do.
fn server_can(connection: &Connection) -> Result<u32> {
    Ok(settings::get(connection, "server_can")?.unwrap_or(0))
}

/// Whether heads wait to be compared with a server that does that.
fn can_compare(connection: &Connection) -> Result<bool> {
    Ok(server_can(connection)? & capability::HEADS != 0 && compare::is_wanted(connection)?)
}

impl CutOff {
    fn partial(&self) -> Partial {
        Partial { bytes: u32::try_from(self.body.len()).unwrap_or(u32::MAX), digest: protocol::digest(&self.body) }
    }
}
