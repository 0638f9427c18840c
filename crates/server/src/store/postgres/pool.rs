//! Connections that are lent and come back.

use super::address::Address;
use super::wire::Wire;
use crate::store::StoreError;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Connections of one node. PostgreSQL allows 100 in all unless it is told otherwise.
const MOST: usize = 20;
/// How long to wait for one that comes back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections to one database.
pub struct Pool {
    address: Address,
    life: u32,
    state: Mutex<State>,
    came_back: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Wire>,
    /// Lent or idle.
    open: usize,
}

/// A connection on loan. It comes back when it is dropped.
pub struct Lent<'p> {
    wire: Option<Wire>,
    pool: &'p Pool,
    /// Whether it was connected just now.
    pub is_new: bool,
}

impl Pool {
    /// No connection yet. `life` is of this run of the program.
    pub fn new(address: Address, life: u32) -> Self {
        Self { address, life, state: Mutex::default(), came_back: Condvar::new() }
    }

    /// A connection that is nobody else's and does not come back.
    pub fn connect(&self) -> Result<Wire, StoreError> {
        Wire::connect(&self.address, self.life)
    }

    /// One that lies idle, or a new one, or the next that comes back.
    pub fn take(&self) -> Result<Lent<'_>, StoreError> {
        let mut state = self.state();
        loop {
            if let Some(wire) = state.idle.pop() {
                return Ok(Lent { wire: Some(wire), pool: self, is_new: false });
            }
            if state.open < MOST {
                state.open += 1;
                drop(state);
                // Counted already: when it cannot be had, dropping the loan counts it back.
                let mut lent = Lent { wire: None, pool: self, is_new: true };
                lent.wire = Some(self.connect()?);
                return Ok(lent);
            }
            let waited = self.came_back.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            if waited.1.timed_out() {
                return Err(StoreError::Busy);
            }
            state = waited.0;
        }
    }

    /// Lets go of all that lie idle.
    pub fn forget_idle(&self) {
        let mut state = self.state();
        let idle = std::mem::take(&mut state.idle);
        state.open = state.open.saturating_sub(idle.len());
        drop(state);
        self.came_back.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    /// The connection.
    pub fn wire(&self) -> Result<&Wire, StoreError> {
        self.wire.as_ref().ok_or_else(|| StoreError::Unreachable("the connection is gone".into()))
    }

    /// Does not give it back: nobody knows what it is in the middle of.
    pub fn throw_away(&mut self) {
        self.wire = None;
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let wire = self.wire.take().filter(|wire| !wire.is_closed());
        let mut state = self.pool.state();
        match wire {
            Some(wire) => state.idle.push(wire),
            None => state.open = state.open.saturating_sub(1),
        }
        drop(state);
        self.pool.came_back.notify_one();
    }
}
