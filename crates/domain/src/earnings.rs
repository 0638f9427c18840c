//! Earnings: derived from checks, never typed in. Each accepted piece earns its assignment's rate.

use crate::entry::{CheckEntry, Recorded};
use crate::id::{DocKey, EntryRef};
use crate::quantity::{Cents, Pieces};
use crate::time::{Month, Timestamp};

/// One line of a statement: the accepted pieces of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarningsLine {
    /// The assignment.
    pub assignment: DocKey,
    /// The check behind the line.
    pub check: EntryRef,
    /// When it was checked, by the lead's clock; decides the month.
    pub at: Timestamp,
    /// Accepted pieces.
    pub pieces: Pieces,
    /// What each earns.
    pub rate: Cents,
}

impl EarningsLine {
    /// pieces x rate.
    pub fn amount(&self) -> Cents {
        self.pieces.at_rate(self.rate)
    }

    /// The month whose statement the line belongs to.
    pub fn month(&self) -> Month {
        self.at.month()
    }
}

/// The lines that the checks of one assignment give. A check that accepted nothing gives none.
pub fn lines(assignment: DocKey, rate: Cents, checks: &[Recorded<CheckEntry>]) -> Vec<EarningsLine> {
    checks
        .iter()
        .filter(|r| r.entry.accepted.0 > 0)
        .map(|r| EarningsLine { assignment, check: r.id, at: r.at, pieces: r.entry.accepted, rate })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::CheckSums;
    use crate::id::Actor;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_owed_is_accepted_pieces_times_rate(
            rate in 0..1_000_000_i64, counts in prop::collection::vec((0..500_u32, 0..20_u32, 0..20_u32), 0..30),
        ) {
            let checks: Vec<_> = counts.iter().zip(1_u64..).map(|((a, w, r), counter)| Recorded {
                id: EntryRef { counter, actor: Actor([1; 16]) },
                at: Timestamp(0),
                entry: CheckEntry { accepted: Pieces(*a), rework: Pieces(*w), rejected: Pieces(*r), reason: String::new() },
            }).collect();
            let owed: Cents = lines(DocKey::ONLY, Cents(rate), &checks).iter().map(EarningsLine::amount).sum();
            prop_assert_eq!(owed, CheckSums::of(&checks).accepted.at_rate(Cents(rate)));
        }
    }
}
