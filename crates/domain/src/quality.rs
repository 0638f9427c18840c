//! How a person's work turned out, as counts. Never a share, and never beside another person's.

use crate::assignment::{Progress, State};
use crate::entry::{CheckEntry, Recorded};
use crate::quantity::Pieces;
use crate::time::Day;

/// One assignment's part in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quality {
    /// Pieces looked at for the first time.
    pub checked: Pieces,
    /// Of these, accepted at once.
    pub good_at_first: Pieces,
    /// Assignments that are finished.
    pub finished: u32,
    /// Of these, those whose last hand-in is of the day that they were due, or earlier.
    pub on_time: u32,
}

impl Quality {
    /// From an assignment's checks and its last hand-in. Whatever was sent back is looked at again, so that of the pieces in a
    /// check those sent back before are not looked at for the first time.
    pub fn of(progress: &Progress, checks: &[Recorded<CheckEntry>], due: Day, last_hand_in: Option<Day>) -> Self {
        let mut sorted: Vec<_> = checks.iter().collect();
        sorted.sort_by_key(|r| r.id);
        let mut quality = Self::default();
        let mut back = Pieces(0);
        for Recorded { entry, .. } in sorted {
            let all = entry.accepted + entry.rework + entry.rejected;
            // The pieces that come back come back first, as far as anybody can know.
            let again = all.min(back);
            let bad = entry.rework + entry.rejected;
            let first = all - again;
            quality.checked = quality.checked + first;
            quality.good_at_first = quality.good_at_first + (first - bad.min(first));
            back = back - again + entry.rework;
        }
        if progress.state() == State::Done {
            quality.finished = 1;
            quality.on_time = u32::from(last_hand_in.is_some_and(|day| day <= due));
        }
        quality
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{CheckSums, WorkSums};
    use crate::id::{Actor, EntryRef};
    use crate::time::Timestamp;

    fn check(counter: u64, accepted: u32, rework: u32, rejected: u32) -> Recorded<CheckEntry> {
        let (accepted, rework, rejected) = (Pieces(accepted), Pieces(rework), Pieces(rejected));
        let entry = CheckEntry { accepted, rework, rejected, reason: String::new() };
        Recorded { id: EntryRef { counter, actor: Actor([1; 16]) }, at: Timestamp(0), entry }
    }

    #[test]
    fn of_forty_pieces_thirty_eight_were_good_at_first_though_two_were_mended() {
        let checks = [check(5, 2, 0, 0), check(4, 38, 2, 0)];
        let progress = Progress {
            assigned: Pieces(40),
            withdrawn: false,
            accepted: Some(true),
            work: WorkSums { handed_in: Pieces(42), ..WorkSums::default() },
            checks: CheckSums::of(&checks),
            office_rejected: Pieces(0),
            stopped: false,
            moved: Pieces(0),
        };
        let quality = Quality::of(&progress, &checks, Day(10), Some(Day(10)));
        assert_eq!((quality.checked, quality.good_at_first), (Pieces(40), Pieces(38)));
        assert_eq!((quality.finished, quality.on_time), (1, 1));
        assert_eq!(Quality::of(&progress, &checks, Day(9), Some(Day(10))).on_time, 0);
    }
}
