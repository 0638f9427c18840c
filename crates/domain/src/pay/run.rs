//! A run of payouts: prepared by one coordinator, approved by another.

use super::statement::reason_given;
use crate::entry::Recorded;
use crate::error::RuleError;
use crate::id::{Actor, DeviceId, DocKey, EntryRef, PersonId};
use crate::quantity::Cents;
use crate::time::{Month, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a run pays to one person for one closed month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    /// To whom.
    pub person: PersonId,
    /// For which month.
    pub month: Month,
    /// How much; above zero.
    pub amount: Cents,
    /// The number it goes to, as it was when the run was prepared.
    pub phone: String,
}

/// Something that happened to a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEntry {
    /// It pays this.
    Line(RunLine),
    /// It does not pay this line after all.
    LeftOut {
        /// Which.
        line: EntryRef,
        /// Why.
        reason: String,
    },
    /// Somebody else has looked at all of it.
    Approved {
        /// What they saw the run pay in all.
        total: Cents,
        /// The [`Run::digest`] of what they saw.
        of: DocKey,
    },
    /// It pays nothing.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// Waits for somebody else to approve it.
    Prepared,
    /// May be paid.
    Approved {
        /// By whom.
        by: Actor,
        /// When, by their clock.
        at: Timestamp,
    },
    /// Pays nothing.
    Cancelled,
}

/// A run as its entries make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What it pays, by entry; what was left out is not in it.
    pub lines: BTreeMap<EntryRef, RunLine>,
    /// What somebody else prepared under the same number without knowing of it. It pays nothing.
    pub beside: BTreeMap<EntryRef, RunLine>,
    /// Who prepared it; `None` while it has no line.
    pub maker: Option<Actor>,
    /// When it was begun, by their clock.
    pub at: Timestamp,
    /// Where it stands.
    pub state: RunState,
    /// Whether somebody approved it as it is not, or who may not. That approval counts for nothing.
    pub void_approval: bool,
}

type Lines = BTreeMap<EntryRef, RunLine>;

impl Run {
    /// A run from its entries, in any order. `whose` says whose a device is, where that is known.
    ///
    /// Of two people who prepared it apart, the one whose lines were approved is its maker, or else the one who wrote the first
    /// line. Only the maker's device changes it.
    pub fn of(entries: &[Recorded<RunEntry>], whose: impl Fn(DeviceId) -> Option<PersonId>) -> Self {
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_key(|r| r.id);
        let by_maker = by_maker(&sorted);
        let mut approved = None;
        let mut void_approval = false;
        for Recorded { id, at, entry } in &sorted {
            let RunEntry::Approved { of, .. } = entry else { continue };
            let mut makers = by_maker.iter().filter(|(_, (_, lines))| digest(lines) == *of);
            match makers.find(|(maker, _)| !same_hand(**maker, id.actor.device(), &whose)) {
                Some((maker, _)) => approved = approved.or(Some((*maker, id.actor, *at))),
                None => void_approval = true,
            }
        }
        let first = by_maker.iter().min_by_key(|(_, (first, _))| *first).map(|(maker, _)| *maker);
        let maker = approved.map(|(maker, ..)| maker).or(first);
        let (mut lines, mut beside) = (Lines::new(), Lines::new());
        for (of, (_, theirs)) in by_maker {
            if Some(of) == maker { &mut lines } else { &mut beside }.extend(theirs);
        }
        let cancelled = sorted.iter().any(|r| matches!(r.entry, RunEntry::Cancelled { .. }));
        let state = match approved {
            _ if cancelled => RunState::Cancelled,
            Some((_, by, at)) => RunState::Approved { by, at },
            None => RunState::Prepared,
        };
        let begun = |r: &&&Recorded<RunEntry>| Some(r.id.actor.device()) == maker;
        let first = sorted.iter().find(begun).or(sorted.first());
        Self {
            lines,
            beside,
            maker: first.map(|r| r.id.actor),
            at: first.map_or(Timestamp(0), |r| r.at),
            state,
            void_approval,
        }
    }

    /// What it pays in all.
    pub fn total(&self) -> Cents {
        self.lines.values().map(|line| line.amount).sum()
    }

    /// Stands for exactly these lines, and what they say.
    pub fn digest(&self) -> DocKey {
        digest(&self.lines)
    }

    /// The approval of `actor`, who must be somebody else than who prepared it.
    pub fn approval(&self, actor: Actor, whose: impl Fn(DeviceId) -> Option<PersonId>) -> Result<RunEntry, RuleError> {
        self.changeable()?;
        if self.maker.is_none_or(|maker| same_hand(maker.device(), actor.device(), &whose)) {
            return Err(RuleError::SameHand);
        }
        if self.lines.is_empty() {
            return Err(RuleError::NothingOwed);
        }
        Ok(RunEntry::Approved { total: self.total(), of: self.digest() })
    }

    /// May `actor` leave a line out? Only who prepared it changes it, so that somebody else is left to approve it.
    pub fn leave_out(&self, line: EntryRef, actor: Actor, reason: &str) -> Result<RunEntry, RuleError> {
        self.changeable()?;
        reason_given(reason)?;
        if self.maker.map(Actor::device) != Some(actor.device()) {
            return Err(RuleError::NotAllowed);
        }
        if !self.lines.contains_key(&line) {
            return Err(RuleError::NotToPay);
        }
        Ok(RunEntry::LeftOut { line, reason: reason.trim().to_owned() })
    }

    /// May it be cancelled? Once it is approved it may be on its way.
    pub fn cancel(&self, reason: &str) -> Result<RunEntry, RuleError> {
        self.changeable()?;
        reason_given(reason)?;
        Ok(RunEntry::Cancelled { reason: reason.trim().to_owned() })
    }

    fn changeable(&self) -> Result<(), RuleError> {
        if self.state == RunState::Prepared { Ok(()) } else { Err(RuleError::RunFixed) }
    }
}

/// Each device's lines, without those that it left out, and its first.
fn by_maker(sorted: &[&Recorded<RunEntry>]) -> BTreeMap<DeviceId, (EntryRef, Lines)> {
    let mut makers: BTreeMap<DeviceId, (EntryRef, Lines)> = BTreeMap::new();
    for Recorded { id, entry, .. } in sorted {
        if let RunEntry::Line(line) = entry {
            let (_, lines) = makers.entry(id.actor.device()).or_insert((*id, Lines::new()));
            lines.insert(*id, line.clone());
        }
    }
    for Recorded { id, entry, .. } in sorted {
        if let (RunEntry::LeftOut { line, .. }, Some((_, lines))) = (entry, makers.get_mut(&id.actor.device())) {
            lines.remove(line);
        }
    }
    makers
}

fn digest(lines: &Lines) -> DocKey {
    let mut text = String::new();
    for (id, line) in lines {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{id} {} {} {} {}", line.person.0, line.month.0, line.amount.0, line.phone);
    }
    DocKey::named("payout run", &text)
}

/// Whether two devices are one, or of one person. A device that nobody knows is taken for another person's: it may have been
/// taken off the list since, and what it approved stays approved.
fn same_hand(one: DeviceId, other: DeviceId, whose: impl Fn(DeviceId) -> Option<PersonId>) -> bool {
    one == other || whose(one).is_some_and(|person| whose(other) == Some(person))
}

#[cfg(test)]
mod tests;
