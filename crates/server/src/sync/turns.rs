//! Pushes that wait for the database are committed together: whoever finds nobody at it takes along what all others have
//! ready, and one commit makes all of it durable. A busy server waits for its disk once, and not once for each phone.

use super::push::Offer;
use crate::host::{Denied, Host};
use crate::store::record::OrgId;
use protocol::Refusal;
use std::collections::BTreeMap;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{iter, mem};

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
struct Line(Mutex<State>);

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    /// Whether somebody is at the database.
    busy: bool,
}

/// Somebody's offer, and where they hear what comes next.
struct Waiting {
    offer: Offer,
    word: SyncSender<Word>,
}

/// What somebody who waits is told: just one of these, once.
enum Word {
    /// Another took the offer along.
    Stored(Stored),
    /// It is their turn to take along all who wait.
    YourTurn(Box<Offer>),
}

impl Turns {
    /// Stores an offer, together with others when there are any. Blocks until it is durable or is not.
    pub fn store(&self, host: &Host, org: OrgId, offer: Offer) -> Stored {
        let line = Arc::clone(lock(&self.0).entry(org.0).or_default());
        let mut state = lock(&line.0);
        let mine = if state.busy {
            let (word, heard) = sync_channel(1);
            state.waiting.push(Waiting { offer, word });
            drop(state);
            match heard.recv() {
                Ok(Word::Stored(stored)) => return stored,
                Ok(Word::YourTurn(offer)) => *offer,
                Err(_) => return Stored::Alone,
            }
        } else {
            state.busy = true;
            drop(state);
            offer
        };
        // From here on somebody else's turn comes when this one is dropped, after a panic too.
        let mut turn = Turn { line: &line, mine, others: mem::take(&mut lock(&line.0).waiting) };
        turn.take(host, org)
    }
}

/// One who is at the database, with everybody who waited.
struct Turn<'l> {
    line: &'l Line,
    mine: Offer,
    others: Vec<Waiting>,
}

impl Turn<'_> {
    fn take(&mut self, host: &Host, org: OrgId) -> Stored {
        let written = self.write(host, org);
        let one = self.others.is_empty();
        let stored = |n: usize, offer: &mut Offer| match &written {
            Ok(verdicts) => match verdicts.get(n) {
                Some(Ok(true)) => Stored::Yes(offer.refused()),
                Some(Err(denied)) => Stored::No(denied.clone()),
                Some(Ok(false)) | None => Stored::Alone,
            },
            // Nothing was stored for anybody. Whose offer it was that the database did not take shows when each is alone.
            Err(denied) if one => Stored::No(denied.clone()),
            Err(_) => Stored::Alone,
        };
        for (n, Waiting { mut offer, word }) in self.others.drain(..).enumerate() {
            let _ = word.send(Word::Stored(stored(n + 1, &mut offer)));
        }
        stored(0, &mut self.mine)
    }

    /// Writes all offers in one transaction; for each, whether it was written. An error: nothing was.
    fn write(&self, host: &Host, org: OrgId) -> Result<Vec<Result<bool, Denied>>, Denied> {
        let mut tx = host.store.write_in(org)?;
        let mut verdicts = Vec::new();
        for offer in iter::once(&self.mine).chain(self.others.iter().map(|waiting| &waiting.offer)) {
            verdicts.push(offer.write(&mut *tx, org)?);
        }
        if verdicts.iter().any(|verdict| matches!(verdict, Ok(true))) {
            tx.commit()?;
        }
        Ok(verdicts)
    }
}

impl Drop for Turn<'_> {
    /// Lets the next one go on. Whoever was taken along and told nothing, since there was a panic, finds nobody to hear from.
    fn drop(&mut self) {
        let mut state = lock(&self.line.0);
        while !state.waiting.is_empty() {
            let Waiting { offer, word } = state.waiting.remove(0);
            if word.send(Word::YourTurn(Box::new(offer))).is_ok() {
                return;
            }
        }
        state.busy = false;
    }
}

/// A lock whose holder panicked is taken all the same: what it guards is whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
