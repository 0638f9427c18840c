//! Who wrote an entry, when and from which phone: said the same way by trails, movements and the sides of a matter.

use crate::api::trail::Signed;
use crate::app::App;
use crate::error::Result;
use crate::store::{Session, settings};
use crate::use_cases::names;
use domain::id::{Actor, DeviceId};
use domain::time::Timestamp;
use rusqlite::Connection;

/// No clock of an honest phone showed anything before 2020.
const YEAR_2020: i64 = 1_577_836_800;
/// A clock may be ahead of this phone's by so many seconds.
const AHEAD: i64 = 86_400;

/// What this phone knows of clocks.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    now: Timestamp,
    own: DeviceId,
}

impl Clock {
    /// Of a call that reads.
    pub fn of(app: &App) -> Self {
        Self { now: app.now(), own: app.key.public().device() }
    }

    /// Of a command.
    pub fn within(session: &Session<'_>) -> Self {
        Self { now: session.now, own: session.actor.device() }
    }

    fn is_doubtful(&self, at: i64) -> bool {
        at < YEAR_2020 || at > self.now.0.saturating_add(AHEAD)
    }

    /// The entry with this operation in a document; `at` is what the clock of its device showed.
    pub fn signed(&self, c: &Connection, document: i64, counter: i64, actor: &[u8], at: Option<i64>) -> Result<Signed> {
        let sent = names::sent(c, document, actor, counter)?;
        // How far a clock is off is known of this phone's own, as of its last sync: that is what its unsent entries were
        // written by.
        let own = <[u8; 16]>::try_from(actor).is_ok_and(|actor| Actor(actor).device() == self.own);
        let ahead: Option<i64> = if own && !sent { settings::get(c, "clock_ahead")? } else { None };
        let ahead = ahead.filter(|ahead| *ahead != 0);
        Ok(Signed {
            by: names::author(c, actor)?.map(|(_, name)| name).unwrap_or_default(),
            device: names::device(actor),
            corrected: at.zip(ahead).map(|(at, ahead)| at.saturating_sub(ahead)),
            sent,
            ..self.stamped(at)
        })
    }

    /// What nobody's operation stands for, or somebody's that is not known, with the time that it says.
    pub fn stamped(&self, at: Option<i64>) -> Signed {
        Signed { at, doubtful: at.is_some_and(|at| self.is_doubtful(at)), ..Self::nobody() }
    }

    /// What nobody wrote.
    pub fn nobody() -> Signed {
        Signed { by: String::new(), device: String::new(), at: None, corrected: None, doubtful: false, sent: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_of_1970_and_one_of_next_week_are_doubtful_and_one_of_this_morning_is_not() {
        let clock = Clock { now: Timestamp(1_795_410_000), own: DeviceId([1; 12]) };
        let doubtful = |at| clock.stamped(Some(at)).doubtful;
        assert!(doubtful(0) && doubtful(1_500_000_000) && doubtful(1_795_410_000 + 7 * 86_400));
        assert!(!doubtful(1_795_410_000 - 3_600) && !doubtful(1_795_410_000 + 3_600));
        assert!(!clock.stamped(None).doubtful, "nothing was said");
    }
}
