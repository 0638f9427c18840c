//! The board of a workshop or of the office: what is late, what is at risk, what waits and for what.
//!
//! **At risk** compares minutes with minutes. What a person still has to make or mend, for everything of theirs that is due
//! by the same day or before, is held against the hours they have until that day: hours a week, by sevenths, today
//! included. Whoever did not say how many hours counts with [`USUAL_HOURS`]. Work is done in the order of its days, so
//! that one large batch of next month puts nothing of this week at risk. What nobody was given yet is held against
//! what the people of the workshop have left until its day.
//!
//! One thing may stand in several places: a late batch may wait for a check as well. Late and at risk exclude each other.

use crate::assignment::{Progress, State};
use crate::batch::BatchSums;
use crate::planning::{MOST_DAYS, USUAL_HOURS};
use crate::quantity::{Minutes, Pieces, Tenths};
use crate::time::Day;

/// Where something stands on the board. All false: it goes its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its day has passed and something is still to be made, handed in or accepted.
    pub late: bool,
    /// Its day is to come, and the hours until then do not reach.
    pub at_risk: bool,
    /// What is there of some material is not enough to go on.
    pub waiting_for_material: bool,
    /// Pieces were handed in that nobody has looked at.
    pub waiting_for_check: bool,
    /// Every piece is accepted; that it is complete is still to be recorded.
    pub ready: bool,
}

/// Minutes needed against minutes there are, until a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// For what is still to be made or mended by then.
    pub needed: u64,
    /// That there are until then.
    pub left: u64,
}

impl Load {
    /// Whether the minutes do not reach.
    pub fn is_too_much(self) -> bool {
        self.needed > self.left
    }
}

/// Minutes that somebody with so many hours a week has from `today` to the end of `due`; none when it has passed.
pub fn minutes_until(hours_per_week: Option<u32>, today: Day, due: Day) -> u64 {
    let days = u64::try_from(i64::from(due.0) - i64::from(today.0) + 1).unwrap_or(0);
    u64::from(hours_per_week.unwrap_or(USUAL_HOURS)) * 60 * days.min(u64::from(MOST_DAYS)) / 7
}

/// Minutes that the rest of an assignment takes: pieces to make, and pieces to mend. What is offered counts, since it may be
/// accepted; what is declined, taken back, stopped or done takes none.
pub fn minutes_needed(progress: &Progress, each: Minutes) -> u64 {
    if matches!(progress.state(), State::Declined | State::Withdrawn | State::Stopped | State::Done) {
        return 0;
    }
    let pieces = (progress.own() - progress.made()) + progress.to_rework();
    u64::from(pieces.0) * u64::from(each.0)
}

/// The load of somebody's work that is due on `due`: of all their work, given as its day and the minutes that it takes,
/// everything due by then, against the hours until then.
pub fn load(hours_per_week: Option<u32>, today: Day, work: &[(Day, u64)], due: Day) -> Load {
    Load { needed: due_by(work, due), left: minutes_until(hours_per_week, today, due) }
}

fn due_by(work: &[(Day, u64)], due: Day) -> u64 {
    work.iter().filter(|(day, _)| *day <= due).map(|(_, minutes)| *minutes).fold(0, u64::saturating_add)
}

/// Somebody's hours, and the work that they hold.
#[derive(Debug, Clone, Copy)]
pub struct Hands<'a> {
    /// Hours a week; none when not known.
    pub hours_per_week: Option<u32>,
    /// Each with its day and the minutes that it takes.
    pub work: &'a [(Day, u64)],
}

/// The load of pieces that a workshop has given to nobody yet: their minutes against what its people, each with their hours
/// and the work that they hold, have left until `due`.
pub fn load_of_rest(needed: u64, people: &[Hands<'_>], today: Day, due: Day) -> Load {
    let free =
        people.iter().map(|of| minutes_until(of.hours_per_week, today, due).saturating_sub(due_by(of.work, due)));
    Load { needed, left: free.fold(0, u64::saturating_add) }
}

/// Whether an assignment waits for material: it is accepted, has pieces to make, and of some material in `bill` (for each
/// piece) its artisan `holds` too little for even one more.
pub fn share_waits_for_material(progress: &Progress, bill: &[(Tenths, Tenths)]) -> bool {
    let making = matches!(progress.state(), State::Accepted | State::InProgress);
    making && progress.own() > progress.made() && bill.iter().any(|(each, holds)| holds < each)
}

/// Whether a batch waits for material: of some material in `bill` (for each piece) what the store and the hands of its
/// workshop have does not reach for the pieces that are still to make.
pub fn batch_waits_for_material(sums: &BatchSums, bill: &[(Tenths, Tenths)]) -> bool {
    let to_make = still_to_make(sums);
    to_make.0 > 0 && bill.iter().any(|(each, there)| *there < each.times(to_make))
}

/// Pieces of a batch that nobody has made, those in place of rejected ones included.
pub fn still_to_make(sums: &BatchSums) -> Pieces {
    sums.pieces + sums.checks.rejected - Pieces(sums.logged.0.max((sums.handed_in - sums.checks.rework).0))
}

/// Where an assignment stands. Its day is the artisan's: it is late while they still have pieces.
pub fn share(progress: &Progress, today: Day, due: Day, load: Load, waits_for_material: bool) -> Standing {
    let gone = matches!(progress.state(), State::Declined | State::Withdrawn | State::Stopped | State::Done);
    let open = !gone && progress.open().0 > 0;
    let late = open && due < today;
    Standing {
        late,
        at_risk: open && !late && load.is_too_much(),
        waiting_for_material: waits_for_material,
        waiting_for_check: progress.waiting().0 > 0,
        ready: false,
    }
}

/// Where a batch that is neither complete nor cancelled stands. Its day is the office's: it is late while pieces are not
/// accepted. It is at risk when one of its shares is late or at risk, or what nobody was given does not fit.
pub fn batch(
    sums: &BatchSums,
    today: Day,
    due: Day,
    rest: Load,
    shares: &[Standing],
    waits_for_material: bool,
) -> Standing {
    let missing = sums.missing().0 > 0;
    let late = missing && due < today;
    let share_is_off = shares.iter().any(|share| share.late || share.at_risk);
    Standing {
        late,
        at_risk: missing && !late && (share_is_off || rest.is_too_much()),
        waiting_for_material: waits_for_material,
        waiting_for_check: sums.waiting.0 > 0,
        ready: !missing && sums.waiting.0 == 0,
    }
}

#[cfg(test)]
mod tests;
