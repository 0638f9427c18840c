//! What people have to agree on: counts that do not fit together, because two phones that did not know of each other
//! each wrote what they saw. Nothing here is decided silently: until somebody decides, the careful number stands, and
//! what a decision changes is said by [`Effects`].
//!
//! A matter is named by what it is about *and* by its numbers. So a decision holds for what was seen when it was made,
//! and when the numbers change the matter comes up again.

use crate::assignment::{CheckSums, Progress, State};
use crate::batch::BatchSums;
use crate::count::CountId;
use crate::entry::{AgreementEntry, CompletionEntry};
use crate::id::{DocKey, EntryRef};
use crate::quantity::{Pieces, Tenths};
use crate::time::Month;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What a matter is about. The number is the one in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Question {
    /// The store gave more than the person says came.
    Receipt = 1,
    /// More pieces were handed in than were assigned.
    HandedIn = 2,
    /// More pieces were checked than were handed in.
    Checked = 3,
    /// More pieces were given out than the batch has.
    Split = 4,
    /// A batch went on after it was recorded complete.
    Completion = 5,
    /// Two devices wrote different values into one field.
    Field = 6,
    /// Material was counted by two devices that did not know of each other, and they found different amounts.
    Count = 7,
}

/// What was decided. The number is the one in documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Choice {
    /// Receipt: what is missing never left the store.
    Stayed = 1,
    /// Receipt: what is missing was lost on the way.
    Lost = 2,
    /// Receipt: all of it came, it was counted wrong on arrival.
    Arrived = 3,
    /// The pieces that are too many are there: they count.
    Real = 4,
    /// Pieces were counted twice: those that are too many do not count.
    Twice = 5,
    /// One entry does not count.
    Struck = 6,
    /// Everything stays as it was recorded.
    Leave = 7,
    /// One of several values or counts holds.
    Side = 8,
}

macro_rules! numbered {
    ($name:ident: $($variant:ident),+) => {
        impl $name {
            /// Every one, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The number in documents.
            pub fn number(self) -> u8 {
                self as u8
            }

            /// The one with this number, or `None` for one that this version does not know.
            pub fn from_number(number: u8) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.number() == number)
            }
        }
    };
}

numbered!(Question: Receipt, HandedIn, Checked, Split, Completion, Field, Count);
numbered!(Choice: Stayed, Lost, Arrived, Real, Twice, Struck, Leave, Side);

impl Question {
    /// Whether `choice` is an answer to it.
    pub fn takes(self, choice: Choice) -> bool {
        use Choice::{Arrived, Leave, Lost, Real, Side, Stayed, Struck, Twice};
        match self {
            Self::Receipt => matches!(choice, Stayed | Lost | Arrived),
            Self::HandedIn => matches!(choice, Real | Twice),
            Self::Checked => matches!(choice, Real | Struck),
            Self::Split => choice == Leave,
            Self::Completion => matches!(choice, Real | Leave),
            Self::Field | Self::Count => choice == Side,
        }
    }
}

/// The name of a matter: the same on every device that sees the same numbers.
pub fn matter(question: Question, about: &str, numbers: &[i64]) -> DocKey {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    DocKey::named("matter", &format!("{}:{about}:{}", question.number(), numbers.join(",")))
}

/// What is missing of an issue, when it was confirmed with these counts. Where two phones of one person confirmed it,
/// it came once, and the lesser count stands until people decide.
pub fn missing_of_issue(issued: Tenths, confirmed: &[Tenths]) -> Option<Tenths> {
    let least = confirmed.iter().min()?;
    let agree = confirmed.iter().all(|count| count == least);
    (*least < issued || !agree).then(|| (issued - *least).max(Tenths(0)))
}

impl Progress {
    /// Pieces handed in beyond those assigned and sent back.
    pub fn over_handed_in(&self) -> Pieces {
        match self.state() {
            State::Declined | State::Withdrawn => Pieces(0),
            _ => self.work.handed_in - (self.assigned + self.checks.rework),
        }
    }

    /// Pieces checked beyond those handed in.
    pub fn over_checked(&self) -> Pieces {
        self.checks.checked() - self.work.handed_in
    }
}

impl BatchSums {
    /// Pieces given out beyond those that the batch asks for and those that have to be made again.
    pub fn over_assigned(&self) -> Pieces {
        self.assigned - (self.pieces + self.checks.rejected)
    }

    /// Whether the batch went on after `recorded`.
    pub fn differs_from(&self, recorded: &CompletionEntry) -> bool {
        let CheckSums { accepted, rejected, .. } = self.checks;
        self.waiting.0 > 0 || accepted != recorded.accepted || rejected != recorded.rejected
    }
}

impl AgreementEntry {
    /// The count that holds: `subject` is the month of its ledger, `entry` the entry in it.
    pub fn count(&self) -> Option<CountId> {
        Some((self.subject?.as_month()?, self.entry?))
    }
}

/// A decision with the place whose ledger it stands in, the month of that ledger, and its identity.
pub type Decision<'a, P> = (P, (Month, EntryRef), &'a AgreementEntry);

/// The decisions that count, in the order in which they were made; they come in any order. Of several about one matter the last
/// counts. So it does of several about one issue: its numbers change when another phone's confirmation comes to light, and
/// what is said then is said of all that is missing. An issue is named by its place too: what a phone wrote first into
/// two people's ledgers of a month has one identity.
pub fn in_force<'a, P: Ord + Copy>(decisions: impl IntoIterator<Item = Decision<'a, P>>) -> Vec<&'a AgreementEntry> {
    let mut all: Vec<_> = decisions.into_iter().collect();
    all.sort_unstable_by_key(|(_, id, _)| Reverse(*id));
    let (mut matters, mut issues) = (BTreeSet::new(), BTreeSet::new());
    let mut last: Vec<_> = all
        .into_iter()
        .filter(|(place, _, entry)| {
            let issue = entry.entry.filter(|_| entry.question == Question::Receipt);
            let about_issue = issue.is_none_or(|issue| issues.insert((*place, entry.subject, issue)));
            matters.insert(entry.matter) && about_issue
        })
        .map(|(.., entry)| entry)
        .collect();
    last.reverse();
    last
}

/// What decisions change in the numbers of one subject: a person's material, or an assignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Goes back into the store's books.
    pub stayed: Tenths,
    /// Was lost between the store and the person.
    pub lost: Tenths,
    /// Is held on top of what was confirmed.
    pub arrived: Tenths,
    /// Pieces handed in on top of those written down.
    pub more_handed_in: Pieces,
    /// Pieces handed in that do not count.
    pub fewer_handed_in: Pieces,
    /// Entries that do not count.
    pub struck: Vec<EntryRef>,
    /// Counts that hold, in the order in which that was decided.
    pub chosen: Vec<CountId>,
}

impl Effects {
    /// Of the decisions that count, see [`in_force`].
    pub fn of<'a>(decisions: impl IntoIterator<Item = &'a AgreementEntry>) -> Self {
        let mut effects = Self::default();
        for decision in decisions {
            let pieces = Pieces(u32::try_from(decision.difference).unwrap_or(0));
            let tenths = Tenths(decision.difference);
            match (decision.question, decision.choice) {
                (Question::Receipt, Choice::Stayed) => effects.stayed = effects.stayed + tenths,
                (Question::Receipt, Choice::Lost) => effects.lost = effects.lost + tenths,
                (Question::Receipt, Choice::Arrived) => effects.arrived = effects.arrived + tenths,
                (Question::Checked, Choice::Real) => effects.more_handed_in = effects.more_handed_in + pieces,
                (Question::HandedIn, Choice::Twice) => effects.fewer_handed_in = effects.fewer_handed_in + pieces,
                (Question::Checked, Choice::Struck) => effects.struck.extend(decision.entry),
                (Question::Count, Choice::Side) => effects.chosen.extend(decision.count()),
                _ => {}
            }
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::WorkSums;
    use proptest::prelude::*;

    fn progress(assigned: u32, handed_in: u32, checked: u32) -> Progress {
        Progress {
            assigned: Pieces(assigned),
            moved: Pieces(0),
            stopped: false,
            withdrawn: false,
            accepted: Some(true),
            work: WorkSums { handed_in: Pieces(handed_in), ..WorkSums::default() },
            checks: CheckSums { accepted: Pieces(checked), ..CheckSums::default() },
            office_rejected: Pieces(0),
        }
    }

    fn decided(question: Question, choice: Choice, difference: i64) -> AgreementEntry {
        let matter = matter(question, "baraka", &[difference]);
        AgreementEntry {
            matter,
            question,
            choice,
            difference,
            about: String::new(),
            subject: None,
            entry: None,
            seen: 0,
        }
    }

    #[test]
    fn baraka_confirms_what_came_and_nobody_has_to_agree_on_anything() {
        assert_eq!(missing_of_issue(Tenths(1_900), &[Tenths(1_900)]), None);
        assert_eq!(missing_of_issue(Tenths(1_900), &[]), None);
        assert_eq!(missing_of_issue(Tenths(1_900), &[Tenths(1_800)]), Some(Tenths(100)));
    }

    #[test]
    fn two_phones_that_confirm_different_counts_are_a_matter_even_when_one_is_whole() {
        assert_eq!(missing_of_issue(Tenths(1_900), &[Tenths(1_900), Tenths(1_700)]), Some(Tenths(200)));
        assert_eq!(missing_of_issue(Tenths(1_900), &[Tenths(1_900), Tenths(1_900)]), None);
    }

    #[test]
    fn two_phones_that_hand_in_the_same_pieces_hand_in_too_many() {
        assert_eq!(progress(20, 20, 0).over_handed_in(), Pieces(0));
        assert_eq!(progress(20, 32, 0).over_handed_in(), Pieces(12));
        assert_eq!(progress(20, 20, 32).over_checked(), Pieces(12));
    }

    #[test]
    fn a_matter_comes_up_again_when_its_numbers_change() {
        let seen = matter(Question::HandedIn, "1-3-a", &[32, 20]);
        assert_eq!(seen, matter(Question::HandedIn, "1-3-a", &[32, 20]));
        assert_ne!(seen, matter(Question::HandedIn, "1-3-a", &[40, 20]));
        assert_ne!(seen, matter(Question::Checked, "1-3-a", &[32, 20]));
    }

    #[test]
    fn every_question_has_an_answer_and_every_answer_a_question() {
        for question in Question::ALL {
            assert!(Choice::ALL.iter().any(|choice| question.takes(*choice)), "{question:?}");
            assert_eq!(Question::from_number(question.number()), Some(*question));
        }
        for choice in Choice::ALL {
            assert!(Question::ALL.iter().any(|question| question.takes(*choice)), "{choice:?}");
            assert_eq!(Choice::from_number(choice.number()), Some(*choice));
        }
        assert_eq!((Question::from_number(0), Choice::from_number(99)), (None, None));
    }

    proptest! {
        /// Whatever is decided on a receipt, what left the store's books is held, lost, or back in them.
        #[test]
        fn what_was_issued_is_held_lost_or_back(issued in 1..100_000_i64, came in 0..100_000_i64, choice in 1..=3_u8) {
            let confirmed = came.min(issued);
            let choice = Choice::from_number(choice).unwrap();
            let effects = match missing_of_issue(Tenths(issued), &[Tenths(confirmed)]) {
                Some(missing) => Effects::of([&decided(Question::Receipt, choice, missing.0)]),
                None => Effects::default(),
            };
            let held = Tenths(confirmed) + effects.arrived;
            prop_assert_eq!(Tenths(issued), held + effects.lost + effects.stayed);
        }

        /// After a decision on pieces that are too many, either way, no more are handed in than are assigned.
        #[test]
        fn pieces_too_many_are_settled_either_way(assigned in 1..1_000_u32, handed_in in 1..2_000_u32, real: bool) {
            let before = progress(assigned, handed_in, 0);
            let over = before.over_handed_in();
            let choice = if real { Choice::Real } else { Choice::Twice };
            let effects = Effects::of([&decided(Question::HandedIn, choice, i64::from(over.0))]);
            let raised = if real { assigned + over.0 } else { assigned };
            let after = progress(raised, (Pieces(handed_in) - effects.fewer_handed_in).0, 0);
            prop_assert_eq!(after.over_handed_in(), Pieces(0));
        }
    }
}
