//! A batch at the workshop: splitting it, and recording it complete.

use crate::assignment::{CheckSums, Progress, State};
use crate::catalogue::{Batch, MOST_TEXT, short_text};
use crate::entry::CompletionEntry;
use crate::error::RuleError;
use crate::quantity::Pieces;

/// What the assignments of a batch add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BatchSums {
    /// Pieces that the batch asks for.
    pub pieces: Pieces,
    /// Pieces assigned to somebody who has not declined.
    pub assigned: Pieces,
    /// Pieces made by the artisans' logs.
    pub logged: Pieces,
    /// Pieces handed in, rework included each time.
    pub handed_in: Pieces,
    /// What was checked. What a lead accepted and the office rejected counts as rejected.
    pub checks: CheckSums,
    /// Pieces with the lead, waiting for the check.
    pub waiting: Pieces,
}

impl BatchSums {
    /// Adds up the assignments of a batch of `pieces`.
    pub fn of<'a>(pieces: Pieces, assignments: impl IntoIterator<Item = &'a Progress>) -> Self {
        let mut sums = Self { pieces, ..Self::default() };
        for p in assignments {
            if !matches!(p.state(), State::Declined | State::Withdrawn) {
                sums.assigned = sums.assigned + p.own();
            }
            sums.logged = sums.logged + p.work.logged;
            sums.handed_in = sums.handed_in + p.work.handed_in;
            sums.checks.accepted = sums.checks.accepted + p.good();
            sums.checks.rework = sums.checks.rework + p.checks.rework;
            sums.checks.rejected = sums.checks.rejected + p.checks.rejected + (p.checks.accepted - p.good());
            sums.waiting = sums.waiting + p.waiting();
        }
        sums
    }

    /// Pieces that nobody has been asked to make. Rejected pieces have to be made again by somebody.
    pub fn unassigned(&self) -> Pieces {
        self.pieces + self.checks.rejected - self.assigned
    }

    /// Pieces that the batch asked for and that are not accepted.
    pub fn missing(&self) -> Pieces {
        self.pieces - self.checks.accepted
    }

    /// May the batch be split into these shares, on top of what is assigned?
    pub fn split(&self, batch: &Batch, shares: &[Pieces], complete: bool) -> Result<(), RuleError> {
        if complete {
            return Err(RuleError::AlreadyComplete);
        }
        if batch.cancelled {
            return Err(RuleError::Closed);
        }
        if shares.is_empty() {
            return Err(RuleError::NothingCounted);
        }
        for share in shares {
            share.at_least_one("pieces")?;
        }
        let asked: Pieces = shares.iter().copied().sum();
        if asked > self.unassigned() { Err(RuleError::MoreThanBatch { left: self.unassigned().0 }) } else { Ok(()) }
    }

    /// May the office change the batch or take it back? Not once the workshop recorded it complete.
    pub fn change(&self, batch: &Batch, complete: bool) -> Result<(), RuleError> {
        match () {
            () if complete => Err(RuleError::AlreadyComplete),
            () if batch.cancelled => Err(RuleError::Closed),
            () => Ok(()),
        }
    }

    /// The record that the batch is complete. A short batch needs a reason; pieces that wait must be checked first.
    pub fn complete(&self, reason: &str, already: bool) -> Result<CompletionEntry, RuleError> {
        if already {
            return Err(RuleError::AlreadyComplete);
        }
        if self.waiting.0 > 0 {
            return Err(RuleError::WaitingForCheck { waiting: self.waiting.0 });
        }
        if self.missing().0 > 0 && reason.trim().is_empty() {
            return Err(RuleError::ReasonNeeded);
        }
        short_text("reason", reason, MOST_TEXT)?;
        Ok(CompletionEntry {
            accepted: self.checks.accepted,
            rejected: self.checks.rejected,
            missing: self.missing(),
            reason: reason.trim().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::WorkSums;
    use crate::id::DocKey;
    use crate::quantity::Cents;
    use crate::time::Day;

    fn share(assigned: u32, handed_in: u32, accepted: u32, rejected: u32) -> Progress {
        Progress {
            assigned: Pieces(assigned),
            moved: Pieces(0),
            stopped: false,
            withdrawn: false,
            accepted: Some(true),
            work: WorkSums { handed_in: Pieces(handed_in), ..WorkSums::default() },
            checks: CheckSums { accepted: Pieces(accepted), rework: Pieces(0), rejected: Pieces(rejected) },
            office_rejected: Pieces(0),
        }
    }

    fn batch() -> Batch {
        Batch {
            order: DocKey::ONLY,
            order_number: "PO-0770".into(),
            sku: "SK-HOOP-02".into(),
            rate: Cents(12_000),
            pieces: Pieces(240),
            due: Day(0),
            note: String::new(),
            cancelled: false,
        }
    }

    #[test]
    fn amina_cannot_give_out_more_than_the_batch_has() {
        let sums = BatchSums::of(Pieces(240), &[share(200, 0, 0, 0)]);
        assert_eq!(sums.split(&batch(), &[Pieces(20), Pieces(21)], false), Err(RuleError::MoreThanBatch { left: 40 }));
        sums.split(&batch(), &[Pieces(20), Pieces(20)], false).unwrap();
        assert_eq!(sums.split(&batch(), &[Pieces(0)], false), Err(RuleError::NothingCounted));
        assert_eq!(sums.split(&batch(), &[Pieces(1)], true), Err(RuleError::AlreadyComplete));
    }

    #[test]
    fn a_declined_share_and_a_rejected_piece_can_be_given_out_again() {
        let declined = Progress { accepted: Some(false), ..share(40, 0, 0, 0) };
        let sums = BatchSums::of(Pieces(240), &[share(200, 200, 198, 2), declined]);
        assert_eq!(sums.unassigned(), Pieces(42));
    }

    #[test]
    fn what_the_office_rejected_is_missing_and_can_be_given_out_again() {
        let looked_at = Progress { office_rejected: Pieces(3), ..share(240, 240, 238, 2) };
        let sums = BatchSums::of(Pieces(240), &[looked_at]);
        assert_eq!((sums.checks.accepted, sums.checks.rejected), (Pieces(235), Pieces(5)));
        assert_eq!((sums.missing(), sums.unassigned()), (Pieces(5), Pieces(5)));
        // What was never accepted cannot be rejected twice.
        let too_much = Progress { office_rejected: Pieces(9), ..share(10, 10, 4, 6) };
        assert_eq!(BatchSums::of(Pieces(10), &[too_much]).checks.rejected, Pieces(10));
    }

    #[test]
    fn a_batch_is_complete_when_everything_is_checked_and_shortage_has_a_reason() {
        let waiting = BatchSums::of(Pieces(240), &[share(240, 240, 200, 0)]);
        assert_eq!(waiting.complete("", false), Err(RuleError::WaitingForCheck { waiting: 40 }));
        let short = BatchSums::of(Pieces(240), &[share(240, 236, 236, 0)]);
        assert_eq!(short.complete("", false), Err(RuleError::ReasonNeeded));
        assert_eq!(short.complete("brass ran out", false).unwrap().missing, Pieces(4));
        let full = BatchSums::of(Pieces(240), &[share(240, 240, 240, 0)]);
        assert_eq!(full.complete("", false).unwrap().missing, Pieces(0));
        assert_eq!(full.complete("", true), Err(RuleError::AlreadyComplete));
    }
}
