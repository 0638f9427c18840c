//! The disk under a phone's databases, as a simulation may spoil it: full, or the battery pulled around a commit.
//! On a phone nothing is ever spoilt.

use crate::error::{ClientError, Result};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A disk. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    full: bool,
    /// Databases may have been told that they must not grow.
    limited: bool,
    cut: Option<Cut>,
    dead: bool,
}

/// When the battery is pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// After so many more commits, in the middle of the next one: it leaves nothing.
    Before(u32),
    /// Right behind the commit after so many more: it is durable, and nobody is told.
    After(u32),
}

/// No database has more pages than this.
const MOST_PAGES: i64 = 0xffff_fffe;

impl Disk {
    /// Full: no database grows any more. Or free again.
    pub fn set_full(&self, full: bool) {
        let mut state = self.state();
        state.full = full;
        state.limited |= full;
    }

    /// The battery will be pulled. From then on nothing is written until somebody opens the phone anew.
    pub fn cut(&self, cut: Option<Cut>) {
        self.state().cut = cut;
    }

    /// Whether the battery was pulled.
    pub fn is_dead(&self) -> bool {
        self.state().dead
    }

    pub(super) fn begin(&self, writer: &Connection) -> Result<()> {
        let state = self.state();
        if state.dead {
            return Err(DEAD);
        }
        if state.limited {
            let pages: i64 = writer.pragma_query_value(None, "page_count", |row| row.get(0))?;
            let most = if state.full { pages } else { MOST_PAGES };
            writer.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        }
        Ok(())
    }

    pub(super) fn before_commit(&self) -> Result<()> {
        self.pass(|cut| matches!(cut, Cut::Before(0)))
    }

    pub(super) fn after_commit(&self) -> Result<()> {
        self.pass(|cut| matches!(cut, Cut::After(0)))?;
        let mut state = self.state();
        state.cut = state.cut.map(|cut| match cut {
            Cut::Before(n) => Cut::Before(n.saturating_sub(1)),
            Cut::After(n) => Cut::After(n.saturating_sub(1)),
        });
        Ok(())
    }

    fn pass(&self, now: impl Fn(Cut) -> bool) -> Result<()> {
        let mut state = self.state();
        if state.cut.is_some_and(now) {
            state.dead = true;
            return Err(DEAD);
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const DEAD: ClientError = ClientError::Internal("the battery was pulled");
