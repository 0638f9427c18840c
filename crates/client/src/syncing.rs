//! Drives the sync engine with this phone's database, key and network.

mod allowance;
mod apply;
mod courier;
mod turn;

pub use allowance::Allowance;
use courier::CutOff;
pub use courier::{Courier, Reply, ReplyKind, Step};
pub use turn::Turn;

use crate::app::{App, bundle_number};
use crate::error::{ClientError, Result};
use crate::identity;
use crate::store::told;
use ::sync::{Engine, Event, Outcome};
use protocol::SYNC_PATH;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    cut_off: Mutex<Option<CutOff>>,
    seen: AtomicI64,
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
            cut_off: Mutex::default(),
            seen: AtomicI64::new(0),
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

    /// The beginning of an answer that was cut off.
    pub(crate) fn cut_off(&self) -> MutexGuard<'_, Option<CutOff>> {
        self.cut_off.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last bundle that screens show the answer of is `number`. Gives whether it was another before.
    pub(crate) fn saw(&self, number: i64) -> bool {
        self.seen.swap(number, Ordering::Relaxed) != number
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
    let in_front = app.shared.in_front.clone();
    drop(app);
    tokio::spawn(async move {
        let mut wait = AFTER_WRITE;
        loop {
            tokio::select! {
                () = wanted.notified() => {
                    tokio::time::sleep(AFTER_WRITE.min(idle)).await;
                    // What was wanted meanwhile is in this one.
                    tokio::select! { biased; () = wanted.notified() => {} () = std::future::ready(()) => {} }
                }
                () = tokio::time::sleep(wait) => {
                    // The platform's background worker asks for an app that nobody sees.
                    if !in_front.load(Ordering::Relaxed) {
                        wait = idle;
                        continue;
                    }
                }
            }
            let Some(app) = weak.upgrade() else { return };
            wait = match sync_now(&app).await {
                Outcome::Left(_) => return,
                Outcome::TryAgain { after_ms, .. } => Duration::from_millis(after_ms).max(AFTER_WRITE).min(idle),
                _ => idle,
            };
        }
    });
}

/// Syncs until neither side has more, or it fails. One at a time.
pub async fn sync_now(app: &Arc<App>) -> Outcome {
    sync_within(app, &Allowance::unlimited(), None).await
}

/// As [`sync_now`], for so many bytes at most. When `turn` was not taken before, it waits for it.
pub async fn sync_within(app: &Arc<App>, allowance: &Allowance, turn: Option<Turn>) -> Outcome {
    let mut engine = app.sync.engine.lock().await;
    app.sync.running.store(true, Ordering::Relaxed);
    let before = app.sync.last_try();
    let courier = Courier::new(app.clone());
    let begin = |courier: &mut Courier| (turn.or_else(|| courier.app.turn()), shows_another_state(&courier.app));
    let (courier, begun) = blocking(courier, begin).await;
    let (turn, stale) = begun.unwrap_or_default();
    if stale {
        app.changed();
    }
    let courier = courier.in_turn(turn);
    let (courier, outcome) = until_rest(courier, &mut engine, allowance).await;
    let last = courier.last_try(&outcome);
    let (courier, _) = blocking(courier, |courier| shown(&courier.app)).await;
    let news = courier.has_news() || last != before;
    app.sync.set_last(last);
    app.sync.running.store(false, Ordering::Relaxed);
    if news {
        app.changed();
    }
    outcome
}

/// Whether somebody else has synced since the screens were told last.
fn shows_another_state(app: &App) -> bool {
    app.store.read(bundle_number).is_ok_and(|number| app.sync.saw(number))
}

/// The screens show what came, so nobody has to be told of it by a notification, if there is somebody to see them.
fn shown(app: &App) {
    let _ = shows_another_state(app);
    if app.has_left() || !app.shared.in_front.load(Ordering::Relaxed) {
        return;
    }
    let caught_up = app.read(|c, me| told::is_behind(c, me.person.0)).and_then(|behind| match behind {
        true => app.store.write(|tx| told::catch_up(tx, identity::me(tx)?.person.0)),
        false => Ok(()),
    });
    if let Err(error) = caught_up {
        tracing::warn!(%error, "what was shown may be told once more");
    }
}

/// Drives the engine: the courier's steps on a thread for what blocks, the network here.
async fn until_rest(mut courier: Courier, engine: &mut Engine, allowance: &Allowance) -> (Courier, Outcome) {
    let mut effect = engine.handle(Event::Wanted, random());
    loop {
        let Some(held) = allowance.hold(effect) else {
            return (courier, Outcome::TryAgain { after_ms: 0, code: None });
        };
        let step;
        (courier, step) = blocking(courier, move |courier| courier.carry_out(held)).await;
        let event = match step {
            Some(Step::Post(bundle)) => {
                let reply = post(&courier.app, bundle, allowance).await;
                let event;
                (courier, event) = blocking(courier, move |courier| courier.replied(reply)).await;
                event.unwrap_or(Event::NoAnswer)
            }
            Some(Step::Tell(event)) => event,
            Some(Step::Rest(outcome)) => return (courier, outcome),
            None => Event::Broken,
        };
        effect = engine.handle(event, random());
    }
}

/// Runs a step where it may block. `None` when it panicked.
async fn blocking<T: Send + 'static>(
    mut courier: Courier,
    step: impl FnOnce(&mut Courier) -> T + Send + 'static,
) -> (Courier, Option<T>) {
    let app = courier.app.clone();
    let done = tokio::task::spawn_blocking(move || {
        let out = step(&mut courier);
        (courier, out)
    });
    match done.await {
        Ok((courier, out)) => (courier, Some(out)),
        Err(_) => {
            tracing::error!("a step of the sync panicked");
            (Courier::new(app), None)
        }
    }
}

async fn post(app: &App, bundle: Vec<u8>, allowance: &Allowance) -> Result<Reply> {
    if !app.sync.online() {
        return Err(ClientError::Offline);
    }
    allowance.spend(bundle.len());
    let reply = app.shared.transport.post(&app.server()?, SYNC_PATH, bundle).await?;
    allowance.spend(reply.body.len());
    Ok(reply)
}

fn random() -> u64 {
    let mut bytes = [0; 8];
    // Jitter only: without randomness all phones wait equally long.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
