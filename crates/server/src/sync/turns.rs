//! Pushes that wait for the database are committed together: whoever finds nobody at it takes along what all others have
//! ready, and one commit makes all of it durable. A busy server waits for its disk once, and not once for each phone.

use super::push::Offer;
use crate::host::{Denied, Host};
use crate::store::record::OrgId;
use protocol::Refusal;
use std::collections::BTreeMap;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What became of an offer.
pub enum Stored {
    /// It is durable. These were not part of it.
    Yes(Vec<Refusal>),
    /// The request is refused as a whole.
    No(Denied),
    /// Another request was first, or something else got in the way: it has to be looked at again, alone.
    Alone,
}

/// A line for each organisation that is written in.
#[derive(Default)]
pub struct Turns(Mutex<BTreeMap<i64, Arc<Line>>>);

#[derive(Default)]
struct Line {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    /// Whether somebody is at the database for all who waited.
    busy: bool,
}

/// Somebody's offer, and where they look for the answer.
struct Waiting {
    offer: Offer,
    answer: Answer,
}

type Answer = Arc<Mutex<Option<Stored>>>;

impl Turns {
    /// Stores an offer, together with others when there are any. Blocks until it is durable or is not.
    pub fn store(&self, host: &Host, org: OrgId, offer: Offer) -> Stored {
        let line = Arc::clone(lock(&self.0).entry(org.0).or_default());
        let answer = Answer::default();
        let mut state = lock(&line.state);
        state.waiting.push(Waiting { offer, answer: Arc::clone(&answer) });
        loop {
            if let Some(stored) = lock(&answer).take() {
                return stored;
            }
            if state.busy {
                state = line.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.busy = true;
            let all = mem::take(&mut state.waiting);
            drop(state);
            let mut turn = Turn { line: &line, all };
            turn.take(host, org);
            drop(turn);
            state = lock(&line.state);
        }
    }
}

/// Everybody who waited, in the hands of one of them.
struct Turn<'l> {
    line: &'l Line,
    all: Vec<Waiting>,
}

impl Turn<'_> {
    fn take(&mut self, host: &Host, org: OrgId) {
        let written = self.write(host, org);
        let one = self.all.len() == 1;
        for (n, Waiting { offer, answer }) in self.all.iter_mut().enumerate() {
            let stored = match &written {
                Ok(verdicts) => match verdicts.get(n) {
                    Some(Ok(true)) => Stored::Yes(offer.refused()),
                    Some(Err(denied)) => Stored::No(denied.clone()),
                    Some(Ok(false)) | None => Stored::Alone,
                },
                // Nothing was stored for anybody. Whose offer it was that the database did not take shows when each is alone.
                Err(denied) if one => Stored::No(denied.clone()),
                Err(_) => Stored::Alone,
            };
            *lock(answer) = Some(stored);
        }
    }

    /// Writes all offers in one transaction; for each, whether it was written. An error: nothing was.
    fn write(&self, host: &Host, org: OrgId) -> Result<Vec<Result<bool, Denied>>, Denied> {
        let mut tx = host.store.write_in(org)?;
        let mut verdicts = Vec::new();
        for waiting in &self.all {
            verdicts.push(waiting.offer.write(&mut *tx, org)?);
        }
        if verdicts.iter().any(|verdict| matches!(verdict, Ok(true))) {
            tx.commit()?;
        }
        Ok(verdicts)
    }
}

impl Drop for Turn<'_> {
    /// Lets the next one go on, after a panic too.
    fn drop(&mut self) {
        for Waiting { answer, .. } in &self.all {
            lock(answer).get_or_insert(Stored::Alone);
        }
        lock(&self.line.state).busy = false;
        self.line.moved.notify_all();
    }
}

/// A lock whose holder panicked is taken all the same: what it guards is whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
