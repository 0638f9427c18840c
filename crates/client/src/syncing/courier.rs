//! The phone's half of one sync: carries out what the engine asks for on this phone's database, and packs and opens
//! the bundles. It knows no network and never waits, so whoever brings the bundles to the server, a task or a
//! simulation, drives it step by step.

use super::{LastTry, apply};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity;
use crate::store::outbox::{self, Packed};
use crate::store::{renewal, settings};
use ::sync::{Effect, Event, Outcome};
use protocol::{Failure, SyncAnswer, SyncRequest, VERSION, open, seal_from_device};
use std::sync::Arc;

/// One sync of one profile under way.
#[derive(Debug)]
pub struct Courier {
    pub(super) app: Arc<App>,
    /// The last row of the outbox that the request under way holds.
    last_row: i64,
    error: Option<ClientError>,
    news: bool,
}

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
    /// Whether the status says that the body is an answer and not a failure.
    pub ok: bool,
    /// The body, at most [`protocol::limits::BUNDLE`] bytes.
    pub body: Vec<u8>,
}

impl Courier {
    /// For a sync of `app` that begins.
    pub(crate) fn new(app: Arc<App>) -> Self {
        Self { app, last_row: 0, error: None, news: false }
    }

    /// Carries out an effect.
    pub fn carry_out(&mut self, effect: Effect) -> Step {
        let done = match effect {
            Effect::Collect { bytes } => self.collect(bytes).map(Step::Tell),
            Effect::Transmit(request) => seal_from_device(&*request, &self.app.key).map_err(Into::into).map(Step::Post),
            Effect::Store(answer) => self.store(&answer).map(Step::Tell),
            Effect::Renew { accepted } => self.app.renew(accepted).map(|()| Step::Tell(Event::Repaired)),
            Effect::ForgetCursor => self.forget_cursor().map(Step::Tell),
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
        reply.and_then(|reply| self.opened(&reply)).unwrap_or_else(|error| {
            self.error = Some(error);
            Event::NoAnswer
        })
    }

    fn collect(&mut self, bytes: u32) -> Result<Event> {
        let (request, last_row) = collect(&self.app, bytes)?;
        self.last_row = last_row;
        Ok(Event::Collected(Box::new(request)))
    }

    fn opened(&self, reply: &Reply) -> Result<Event> {
        let server_key = self.app.store.read(identity::server_key)?;
        if reply.ok {
            Ok(Event::Answered(Box::new(open::<SyncAnswer>(&reply.body, &server_key)?)))
        } else {
            Ok(Event::Failed(open::<Failure>(&reply.body, &server_key)?))
        }
    }

    fn store(&mut self, answer: &SyncAnswer) -> Result<Event> {
        let (left, news) = apply::store(&self.app, answer, self.last_row)?;
        self.news |= news;
        Ok(Event::Stored { left })
    }

    fn forget_cursor(&self) -> Result<Event> {
        self.app.store.write(|tx| settings::forget(tx, "cursor"))?;
        Ok(Event::Repaired)
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
            (Outcome::Done, _) => LastTry::Done,
            (Outcome::Refused(code), _) => said(code.word(), true),
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

/// The request, complete but for version and budget, and the last outbox row in it.
fn collect(app: &App, bytes: u32) -> Result<(SyncRequest, i64)> {
    let actor = app.actor();
    let [.., a, b, c, d] = actor.0;
    app.store.read(|c2| {
        let packed = if renewal::is_fetching(c2)? { Packed::default() } else { outbox::pack(c2, bytes)? };
        let number: i64 = settings::get(c2, "number")?.unwrap_or(0);
        let request = SyncRequest {
            version: VERSION,
            capabilities: 0,
            incarnation: u32::from_be_bytes([a, b, c, d]),
            number: u64::try_from(number).unwrap_or(0) + 1,
            cursor: settings::get(c2, "cursor")?.unwrap_or_default(),
            budget: bytes,
            clock: app.now().0,
            unsent: outbox::waiting(c2)?,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            push: packed.push,
        };
        Ok((request, packed.last))
    })
}
