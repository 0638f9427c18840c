//! Whether this node should be sent requests: its database answers, and its disk has room.

use super::Serving;
use crate::clock;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a finding is good for: whoever asks more often costs nothing.
const GOOD_FOR: Duration = Duration::from_secs(1);
const MEGABYTE: u64 = 1 << 20;

/// Why no requests should be sent here.
pub type Problem = Option<&'static str>;

/// What was found last.
pub struct Health {
    folder: PathBuf,
    /// Bytes that have to be free.
    least_free: u64,
    last: Mutex<Option<(Instant, Problem)>>,
}

impl Health {
    /// Of a node with its data in `folder`, which needs so many free megabytes.
    pub fn new(folder: PathBuf, least_free: u64) -> Self {
        Self { folder, least_free: least_free.saturating_mul(MEGABYTE), last: Mutex::default() }
    }

    fn known(&self, now: Instant) -> Option<Problem> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|(at, _)| now.saturating_duration_since(*at) < GOOD_FOR).map(|(_, problem)| problem)
    }

    fn note(&self, now: Instant, problem: Problem) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, problem));
    }
}

/// Looks, unless somebody just did.
pub async fn look(serving: &Arc<Serving>) -> Problem {
    let now = clock::instant();
    if let Some(known) = serving.health.known(now) {
        return known;
    }
    let at_work = Arc::clone(serving);
    let looked = tokio::task::spawn_blocking(move || blocking(&at_work)).await;
    let problem = looked.unwrap_or(Some("a look at the database broke down"));
    serving.health.note(now, problem);
    problem
}

fn blocking(serving: &Serving) -> Problem {
    let free = free(&serving.health.folder);
    if let Some(bytes) = free {
        serving.metrics.free.set(i64::try_from(bytes).unwrap_or(i64::MAX));
    }
    let organisations = serving.host.store.read().and_then(|tx| tx.organisations());
    serving.metrics.database.set(organisations.is_ok().into());
    match organisations {
        Err(error) => {
            tracing::warn!(%error, code = error.code(), "not ready");
            return Some("the database does not answer");
        }
        Ok(all) => all.into_iter().for_each(|org| serving.metrics.head(org.name, org.head)),
    }
    free.is_some_and(|bytes| bytes < serving.health.least_free).then_some("the disk is nearly full")
}

/// Free bytes for who is not root; `None` where the system does not say.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(folder).ok()?;
    Some(about.f_bavail.saturating_mul(about.f_frsize))
}

/// Free bytes; `None` where the system does not say.
#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
