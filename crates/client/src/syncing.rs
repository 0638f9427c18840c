//! Drives the sync engine with this phone's database, key and network.

mod apply;

use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::{outbox, settings};
use ::sync::{Effect, Engine, Event, Outcome};
use protocol::{Failure, SYNC_PATH, SyncAnswer, SyncRequest, VERSION, open, seal_from_device};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// How long after a write a sync starts: long enough to gather a few taps.
const AFTER_WRITE: Duration = Duration::from_secs(2);
/// How often an open app asks when nothing happens. One question costs some 400 bytes.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// The same in the demonstration, where two people watch each other's screens.
const IDLE_DEMO: Duration = Duration::from_secs(5);

/// The sync of one profile.
#[derive(Debug)]
pub struct Sync {
    engine: tokio::sync::Mutex<Engine>,
    wanted: Arc<Notify>,
    running: AtomicBool,
    online: AtomicBool,
    last: Mutex<LastTry>,
}

/// How the last attempt ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LastTry {
    /// There was none since the app was started.
    #[default]
    None,
    /// Both sides have everything.
    Done,
    /// It failed.
    Failed {
        /// Stable code.
        code: String,
        /// Whether it is just the network.
        offline: bool,
        /// For logs.
        detail: String,
        /// Whether trying again cannot help.
        permanent: bool,
    },
}

impl Default for Sync {
    fn default() -> Self {
        Self {
            engine: tokio::sync::Mutex::default(),
            wanted: Arc::default(),
            running: AtomicBool::new(false),
            online: AtomicBool::new(true),
            last: Mutex::default(),
        }
    }
}

impl Sync {
    /// A sync is wanted soon.
    pub fn want(&self) {
        self.wanted.notify_one();
    }

    /// Whether one is running.
    pub fn running(&self) -> bool {
        self.running.load(Ordering::Relaxed)
    }

    /// Whether the demonstration's switch has the network on.
    pub fn online(&self) -> bool {
        self.online.load(Ordering::Relaxed)
    }

    /// The demonstration's switch.
    pub fn set_online(&self, online: bool) {
        self.online.store(online, Ordering::Relaxed);
        self.set_last(LastTry::None);
        self.want();
    }

    pub(crate) fn last_try(&self) -> LastTry {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_last(&self, last: LastTry) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = last;
    }
}

/// Starts the task that syncs when it is wanted, after a failure, and now and then.
pub fn start(app: Arc<App>, demo: bool) {
    let idle = if demo { IDLE_DEMO } else { IDLE };
    // Waits without holding the profile, so that a phone that is closed lets go of its database at once.
    let (weak, wanted) = (Arc::downgrade(&app), app.sync.wanted.clone());
    drop(app);
    tokio::spawn(async move {
        let mut wait = AFTER_WRITE;
        loop {
            tokio::select! {
                () = wanted.notified() => tokio::time::sleep(AFTER_WRITE.min(idle)).await,
                () = tokio::time::sleep(wait) => {}
            }
            let Some(app) = weak.upgrade() else { return };
            wait = match sync_now(&app).await {
                Outcome::TryAgain { after_ms, .. } => Duration::from_millis(after_ms).max(AFTER_WRITE).min(idle),
                _ => idle,
            };
        }
    });
}

/// Syncs until neither side has more, or it fails. One at a time.
pub async fn sync_now(app: &Arc<App>) -> Outcome {
    let mut engine = app.sync.engine.lock().await;
    app.sync.running.store(true, Ordering::Relaxed);
    let before = app.sync.last_try();
    let mut run = Run { app, last_row: 0, error: None, news: false };
    let outcome = run.until_rest(&mut engine).await;
    let last = run.last_try(&outcome);
    let news = run.news || last != before;
    app.sync.set_last(last);
    app.sync.running.store(false, Ordering::Relaxed);
    if news {
        app.changed();
    }
    outcome
}

/// One sync under way.
struct Run<'a> {
    app: &'a Arc<App>,
    /// The last row of the outbox that the request under way holds.
    last_row: i64,
    error: Option<ClientError>,
    news: bool,
}

impl Run<'_> {
    async fn until_rest(&mut self, engine: &mut Engine) -> Outcome {
        let mut effect = engine.handle(Event::Wanted, random());
        loop {
            let event = match effect {
                Effect::Collect { bytes } => self.collect(bytes).await,
                Effect::Transmit(request) => self.transmit(&request).await,
                Effect::Store(answer) => self.store(*answer).await,
                Effect::Renew { accepted } => self.renew(accepted).await,
                Effect::ForgetCursor => self.forget_cursor().await,
                Effect::Rest(outcome) => return outcome,
                Effect::Ignore => Event::Broken,
            };
            effect = engine.handle(event, random());
        }
    }

    async fn collect(&mut self, bytes: u32) -> Event {
        let packed = self.blocking(move |app| collect(app, bytes)).await;
        match self.noted(packed) {
            Some((request, last_row)) => {
                self.last_row = last_row;
                Event::Collected(Box::new(request))
            }
            None => Event::Broken,
        }
    }

    async fn transmit(&mut self, request: &SyncRequest) -> Event {
        let answer = transmit(self.app, request).await;
        self.noted(answer).unwrap_or(Event::NoAnswer)
    }

    async fn store(&mut self, answer: SyncAnswer) -> Event {
        let last_row = self.last_row;
        let stored = self.blocking(move |app| apply::store(app, &answer, last_row)).await;
        match self.noted(stored) {
            Some((left, news)) => {
                self.news |= news;
                Event::Stored { left }
            }
            None => Event::Broken,
        }
    }

    async fn renew(&mut self, accepted: u64) -> Event {
        let done = self.blocking(move |app| app.renew(accepted)).await;
        self.noted(done).map_or(Event::Broken, |()| Event::Repaired)
    }

    async fn forget_cursor(&mut self) -> Event {
        let done = self.blocking(|app| app.store.write(|tx| settings::forget(tx, "cursor"))).await;
        self.noted(done).map_or(Event::Broken, |()| Event::Repaired)
    }

    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(&App) -> Result<T> + Send + 'static) -> Result<T> {
        let app = self.app.clone();
        let done = tokio::task::spawn_blocking(move || work(&app)).await;
        done.map_err(|_| ClientError::Internal("a step of the sync panicked"))?
    }

    fn noted<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.error = Some(error)).ok()
    }

    fn last_try(&self, outcome: &Outcome) -> LastTry {
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
        let packed = outbox::pack(c2, bytes)?;
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

async fn transmit(app: &App, request: &SyncRequest) -> Result<Event> {
    if !app.sync.online() {
        return Err(ClientError::Offline);
    }
    let server_key = app.store.read(crate::identity::server_key)?;
    let bundle = seal_from_device(request, &app.key)?;
    let reply = app.shared.transport.post(&app.server()?, SYNC_PATH, bundle).await?;
    if reply.ok {
        Ok(Event::Answered(Box::new(open::<SyncAnswer>(&reply.body, &server_key)?)))
    } else {
        Ok(Event::Failed(open::<Failure>(&reply.body, &server_key)?))
    }
}

fn random() -> u64 {
    let mut bytes = [0; 8];
    // Jitter only: without randomness all phones wait equally long.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
