//! The life of an assignment: what its entries add up to, what state that is, what may happen next.

use crate::catalogue::{Assignment, MOST_TEXT, short_text};
use crate::entry::{CheckEntry, Decision, MoveEntry, OfficeCheckEntry, Recorded, WorkEntry};
use crate::error::RuleError;
use crate::id::{DocKey, EntryRef};
use crate::quantity::{Minutes, Pieces};
use std::collections::{BTreeMap, BTreeSet};

/// Where an assignment stands. Derived, never stored as a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// The artisan has not answered.
    Offered,
    /// The artisan said no.
    Declined,
    /// The lead or the office took it back before anything was made.
    Withdrawn,
    /// The office took the batch back: no more is to be made. What was made can be logged, handed in and paid.
    Stopped,
    /// Accepted, nothing made yet.
    Accepted,
    /// Being made.
    InProgress,
    /// All pieces are with the lead, waiting for the check.
    HandedIn,
    /// Pieces came back to be mended and nothing waits for a check.
    Rework,
    /// Every piece was accepted or rejected.
    Done,
}

impl State {
    /// The stable word that the UI switches on.
    pub fn word(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Accepted => "accepted",
            Self::InProgress => "in_progress",
            Self::HandedIn => "handed_in",
            Self::Rework => "rework",
            Self::Done => "done",
        }
    }
}

/// What the work entries of an assignment add up to, corrections applied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WorkSums {
    /// Pieces made.
    pub logged: Pieces,
    /// Time worked.
    pub minutes: Minutes,
    /// Pieces spoilt.
    pub scrap: Pieces,
    /// Pieces handed in, those handed in again after rework included.
    pub handed_in: Pieces,
}

impl WorkSums {
    /// Adds up `entries`. Of a log and its corrections the one with the greatest operation id counts,
    /// which is the same on every device.
    pub fn of(entries: &[Recorded<WorkEntry>]) -> Self {
        let replaced = replaced(entries);
        let mut sums = Self::default();
        for recorded in entries.iter().filter(|r| !replaced.contains(&r.id)) {
            match &recorded.entry {
                WorkEntry::Log { pieces, minutes, scrap, .. } => {
                    sums.logged = sums.logged + *pieces;
                    sums.minutes = sums.minutes + *minutes;
                    sums.scrap = sums.scrap + *scrap;
                }
                WorkEntry::HandIn { pieces } => sums.handed_in = sums.handed_in + *pieces,
            }
        }
        sums
    }
}

/// The log entries that no longer count. A log and all that corrects it, directly or through other corrections, are one
/// fact: of these the entry with the greatest operation id counts.
pub fn replaced(entries: &[Recorded<WorkEntry>]) -> BTreeSet<EntryRef> {
    let mut corrects: BTreeMap<EntryRef, Option<EntryRef>> = BTreeMap::new();
    for recorded in entries {
        if let WorkEntry::Log { corrects: target, .. } = &recorded.entry {
            // An operation is always greater than one its writer had seen; naming a later one is nonsense.
            corrects.insert(recorded.id, target.filter(|target| *target < recorded.id));
        }
    }
    // In the order of ids, what is corrected comes before what corrects it, so its first log is known already.
    let mut first_log: BTreeMap<EntryRef, EntryRef> = BTreeMap::new();
    let mut counts: BTreeMap<EntryRef, EntryRef> = BTreeMap::new();
    for (id, target) in &corrects {
        let first = target.and_then(|target| first_log.get(&target).copied()).unwrap_or(*id);
        first_log.insert(*id, first);
        counts.insert(first, *id);
    }
    first_log.into_iter().filter(|(id, first)| counts.get(first) != Some(id)).map(|(id, _)| id).collect()
}

/// What the checks of an assignment add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckSums {
    /// Good pieces.
    pub accepted: Pieces,
    /// Pieces sent back, each time counted anew.
    pub rework: Pieces,
    /// Pieces that cannot be used.
    pub rejected: Pieces,
}

impl CheckSums {
    /// Adds up `entries`.
    pub fn of(entries: &[Recorded<CheckEntry>]) -> Self {
        entries.iter().fold(Self::default(), |sums, r| Self {
            accepted: sums.accepted + r.entry.accepted,
            rework: sums.rework + r.entry.rework,
            rejected: sums.rejected + r.entry.rejected,
        })
    }

    /// All pieces that were looked at.
    pub fn checked(&self) -> Pieces {
        self.accepted + self.rework + self.rejected
    }
}

/// An assignment's numbers, from which everything else about it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pieces assigned.
    pub assigned: Pieces,
    /// Pieces that went on to somebody else.
    pub moved: Pieces,
    /// Whether the office took the batch back.
    pub stopped: bool,
    /// Whether the lead took it back.
    pub withdrawn: bool,
    /// The artisan's answer, `None` while offered.
    pub accepted: Option<bool>,
    /// What was made and handed in.
    pub work: WorkSums,
    /// What was checked.
    pub checks: CheckSums,
    /// Of the accepted pieces, those that the office rejected at its second look. The artisan's part is done all the same.
    pub office_rejected: Pieces,
}

impl Progress {
    /// Puts the documents of an assignment together; `batch_cancelled` is what its batch says. The office has not looked.
    pub fn of(
        terms: &Assignment,
        batch_cancelled: bool,
        moves: &[Recorded<MoveEntry>],
        decision: Option<&Decision>,
        work: WorkSums,
        checks: CheckSums,
    ) -> Self {
        Self {
            assigned: terms.pieces,
            moved: moved(moves),
            stopped: batch_cancelled,
            withdrawn: terms.withdrawn,
            accepted: decision.map(|d| d.accepted),
            work,
            checks,
            office_rejected: Pieces(0),
        }
    }

    /// Accepted pieces that are still good after the office's second look.
    pub fn good(&self) -> Pieces {
        self.checks.accepted - self.office_rejected
    }

    /// Pieces with the lead that nobody has looked at. Zero when the check has counted more than was handed in.
    pub fn waiting(&self) -> Pieces {
        self.work.handed_in - self.checks.checked()
    }

    /// Pieces that the artisan made, as far as anybody wrote down: logged, or handed in without a log.
    pub fn made(&self) -> Pieces {
        let handed_in_once = self.work.handed_in - self.checks.rework;
        Pieces(self.work.logged.0.max(handed_in_once.0).min(self.assigned.0))
    }

    /// Pieces that are the artisan's: those assigned that did not go on to somebody else, and whatever they had made
    /// before they heard of it. What was made stays theirs, whoever the rest went to and even if the office took the batch back.
    pub fn own(&self) -> Pieces {
        let left = if self.stopped { Pieces(0) } else { self.assigned - self.moved };
        Pieces(left.0.max(self.made().0))
    }

    /// Pieces that nobody has begun and that may go on to somebody else.
    pub fn movable(&self) -> Pieces {
        match self.state() {
            State::Offered | State::Accepted | State::InProgress | State::Rework => self.own() - self.made(),
            _ => Pieces(0),
        }
    }

    /// Pieces that the artisan can still hand in: those not yet made, and those sent back.
    pub fn open(&self) -> Pieces {
        self.own() + self.checks.rework - self.work.handed_in
    }

    /// Of the open pieces, those that were made once and came back.
    pub fn to_rework(&self) -> Pieces {
        Pieces(self.checks.rework.0.min(self.open().0))
    }

    /// Where the assignment stands.
    pub fn state(&self) -> State {
        let begun = self.work.logged.0 > 0 || self.work.handed_in.0 > 0;
        match (self.accepted, self.withdrawn) {
            (Some(false), _) if !begun => State::Declined,
            (None, true) => State::Withdrawn,
            (Some(true), true) if !begun => State::Withdrawn,
            (None, false) if !begun && (self.stopped || self.own().0 == 0) => State::Withdrawn,
            (None, false) if !begun => State::Offered,
            (Some(true), _) if !begun && self.stopped => State::Stopped,
            (Some(true), _) if !begun && self.own().0 == 0 => State::Withdrawn,
            _ if self.open().0 == 0 && self.waiting().0 == 0 => State::Done,
            _ if self.open().0 == 0 => State::HandedIn,
            _ if self.waiting().0 == 0 && self.to_rework().0 > 0 && self.to_rework() == self.open() => State::Rework,
            _ if self.stopped => State::Stopped,
            _ if begun => State::InProgress,
            _ => State::Accepted,
        }
    }

    /// May the artisan (or the lead for them) accept or decline? Declining needs a reason.
    pub fn decide(&self, accept: bool, reason: &str) -> Result<(), RuleError> {
        match self.state() {
            State::Offered => {}
            // A yes can be a slip of the finger, and whoever said it can fall ill: until something is made it can become a no.
            State::Accepted if !accept => {}
            State::Withdrawn => return Err(RuleError::Closed),
            _ => return Err(RuleError::AlreadyDecided),
        }
        if !accept && reason.trim().is_empty() {
            return Err(RuleError::ReasonNeeded);
        }
        short_text("reason", reason, MOST_TEXT)
    }

    fn at_work(&self) -> Result<(), RuleError> {
        match self.state() {
            State::Offered => Err(RuleError::NotAccepted),
            State::Declined | State::Withdrawn | State::Done => Err(RuleError::Closed),
            _ => Ok(()),
        }
    }

    /// Whether work can be logged. Where pieces went on to somebody else or the batch was taken back, whoever made some
    /// before they heard of it can say so, even when all that was known of is done.
    pub fn may_log(&self) -> Result<(), RuleError> {
        let unheard = self.stopped || self.moved.0 > 0;
        match self.at_work() {
            Err(RuleError::Closed) if unheard && self.accepted == Some(true) && self.made() < self.assigned => Ok(()),
            answer => answer,
        }
    }

    /// May this be logged? An entry must say something: pieces, minutes or scrap.
    pub fn log(&self, pieces: Pieces, minutes: Minutes, scrap: Pieces, note: &str) -> Result<(), RuleError> {
        self.may_log()?;
        if pieces.0 == 0 && minutes.0 == 0 && scrap.0 == 0 {
            return Err(RuleError::NothingCounted);
        }
        pieces.bounded("pieces")?;
        minutes.bounded("minutes")?;
        scrap.bounded("scrap")?;
        short_text("note", note, MOST_TEXT)
    }

    /// May so many pieces go on to somebody else? At most those that are not begun.
    pub fn move_on(&self, pieces: Pieces, reason: &str) -> Result<(), RuleError> {
        pieces.at_least_one("pieces")?;
        match self.movable() {
            Pieces(0) => Err(RuleError::Closed),
            most if pieces > most => Err(RuleError::MoreThanAssigned { most: most.0 }),
            _ => short_text("reason", reason, MOST_TEXT),
        }
    }

    /// May so many pieces be handed in?
    pub fn hand_in(&self, pieces: Pieces) -> Result<(), RuleError> {
        self.at_work()?;
        pieces.at_least_one("pieces")?;
        if pieces > self.open() { Err(RuleError::MoreThanAssigned { most: self.open().0 }) } else { Ok(()) }
    }

    /// May this be the result of a check?
    pub fn check(&self, check: &CheckEntry) -> Result<(), RuleError> {
        let counted = check.accepted + check.rework + check.rejected;
        counted.at_least_one("pieces")?;
        if counted > self.waiting() {
            return Err(RuleError::MoreThanHandedIn { waiting: self.waiting().0 });
        }
        if (check.rework.0 > 0 || check.rejected.0 > 0) && check.reason.trim().is_empty() {
            return Err(RuleError::ReasonNeeded);
        }
        short_text("reason", &check.reason, MOST_TEXT)
    }

    /// May so many pieces be said not to have come, of those that wait for the check?
    pub fn not_here(&self, pieces: Pieces) -> Result<(), RuleError> {
        pieces.at_least_one("pieces")?;
        let waiting = self.waiting();
        if pieces > waiting { Err(RuleError::MoreThanHandedIn { waiting: waiting.0 }) } else { Ok(()) }
    }

    /// May this check be taken back, so that its pieces wait for another? Not when something was handed in `since`, which may be what it sent
    /// back, and not when the office, which looked at so many accepted pieces, would have looked at pieces that nobody accepted.
    pub fn take_check_back(&self, check: &CheckEntry, looked_at: Pieces, since: bool) -> Result<(), RuleError> {
        let rework = self.checks.rework - check.rework;
        let without = Self { checks: CheckSums { rework, ..self.checks }, ..*self };
        let came_again = check.rework.0 > 0 && since || without.over_handed_in() > self.over_handed_in();
        let looked_at_too_many = self.checks.accepted - check.accepted < looked_at;
        if came_again || looked_at_too_many { Err(RuleError::GoneOn) } else { Ok(()) }
    }

    /// May this be the office's second look, when it has looked at so many before? It looks only at what was accepted.
    pub fn office_check(&self, check: &OfficeCheckEntry, looked_at: Pieces) -> Result<(), RuleError> {
        let counted = check.good + check.rejected;
        counted.at_least_one("pieces")?;
        let left = self.checks.accepted - looked_at;
        if counted > left {
            return Err(RuleError::MoreThanHandedIn { waiting: left.0 });
        }
        if check.rejected.0 > 0 && check.reason.trim().is_empty() {
            return Err(RuleError::ReasonNeeded);
        }
        short_text("reason", &check.reason, MOST_TEXT)
    }
}

/// Pieces that went on to others. Of entries that name the same new assignment, which two phones wrote that did not know of
/// each other, the one with the fewest pieces counts: it was moved once.
pub fn moved(entries: &[Recorded<MoveEntry>]) -> Pieces {
    let mut once: BTreeMap<DocKey, Pieces> = BTreeMap::new();
    for recorded in entries {
        let pieces = recorded.entry.pieces;
        let least = once.entry(recorded.entry.assignment).or_insert(pieces);
        *least = pieces.min(*least);
    }
    once.into_values().sum()
}

#[cfg(test)]
mod tests;
