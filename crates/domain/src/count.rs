//! Counts of material: what somebody found, against what the books said.
//!
//! The books go by the *difference*, which is a movement like any other: what moved before or after and comes to light
//! later still counts. A count says which count it follows. Two that follow the same one were made by people who did not
//! know of each other: they found the same stock, so that only one of them holds. One that was followed by another count
//! holds before one that was not, since somebody went on from it; else, until somebody decides, the one that found the
//! least. What follows a count that does not hold does not hold either.

use crate::catalogue::{MOST_TEXT, short_text};
use crate::entry::Count;
use crate::error::RuleError;
use crate::id::EntryRef;
use crate::quantity::{Tenths, within};
use crate::time::Month;
use std::collections::{BTreeMap, BTreeSet};

/// A count's identity: the month of its ledger, and the entry in it.
pub type CountId = (Month, EntryRef);

/// The most that books may say, either way: more than all entries of a ledger could add up to.
pub const MOST_BOOKS: Tenths = Tenths(1_000_000_000_000);

/// A count as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Its identity.
    pub id: CountId,
    /// The count that it follows.
    pub after: Option<CountId>,
    /// What was found, less what the books said.
    pub difference: Tenths,
}

/// What the counts of one material in one place come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// The sum of the differences that hold.
    pub difference: Tenths,
    /// The counts that hold, each after the one that it follows.
    pub holds: Vec<CountId>,
    /// Of each set of counts that were made apart, found different amounts, and wait for a decision: all of them, by identity.
    pub apart: Vec<Vec<Counted>>,
}

impl Counts {
    /// Puts counts together. `chosen` are those that people said hold, the latest decision last.
    pub fn of(all: &[Counted], chosen: &[CountId]) -> Self {
        let known: BTreeSet<CountId> = all.iter().map(|count| count.id).collect();
        let mut following: BTreeMap<Option<CountId>, Vec<Counted>> = BTreeMap::new();
        for count in all {
            following.entry(count.after).or_default().push(*count);
        }
        for counts in following.values_mut() {
            counts.sort_by_key(|count| count.id);
        }
        // One that follows a count which is not here yet begins for itself.
        let begins = |after: &&Option<CountId>| after.is_none_or(|id| !known.contains(&id));
        let mut next: Vec<Option<CountId>> = following.keys().filter(begins).copied().collect();
        let mut out = Self::default();
        // Whoever names a count that follows them is never reached, so this ends.
        while let Some(after) = next.pop() {
            let Some(siblings) = following.remove(&after) else { continue };
            let (followed, bare): (Vec<_>, Vec<_>) =
                siblings.into_iter().partition(|count| following.contains_key(&Some(count.id)));
            let open = if followed.is_empty() { bare } else { followed };
            let decided = chosen.iter().rev().find_map(|id| open.iter().find(|count| count.id == *id));
            let least = open.iter().min_by_key(|count| (count.difference, count.id));
            if let Some(holding) = decided.or(least) {
                out.difference = out.difference + holding.difference;
                out.holds.push(holding.id);
                next.push(Some(holding.id));
            }
            let first = open.first().map(|count| count.difference);
            if open.iter().any(|count| Some(count.difference) != first) {
                out.apart.push(open);
            }
        }
        out
    }

    /// The count that the next one follows.
    pub fn last(&self) -> Option<CountId> {
        self.holds.last().copied()
    }
}

/// May this be recorded as a count? A difference needs a reason.
pub fn count(counted: Tenths, count: &Count) -> Result<(), RuleError> {
    within("quantity", counted.0, 0, Tenths::MOST.0)?;
    within("books", count.books.0, -MOST_BOOKS.0, MOST_BOOKS.0)?;
    if counted != count.books && count.reason.trim().is_empty() {
        return Err(RuleError::ReasonNeeded);
    }
    short_text("reason", &count.reason, MOST_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Actor;
    use proptest::prelude::*;

    fn id(counter: u64, phone: u8) -> CountId {
        (Month(24_316), EntryRef { counter, actor: Actor([phone; 16]) })
    }

    fn counted(id: CountId, after: Option<CountId>, difference: i64) -> Counted {
        Counted { id, after, difference: Tenths(difference) }
    }

    #[test]
    fn amina_counts_twice_and_both_differences_are_in_the_books() {
        let first = counted(id(4, 1), None, -200);
        let second = counted(id(9, 1), Some(first.id), 50);
        let counts = Counts::of(&[second, first], &[]);
        assert_eq!((counts.difference, counts.last()), (Tenths(-150), Some(second.id)));
        assert!(counts.apart.is_empty());
    }

    #[test]
    fn two_phones_that_count_the_same_stock_count_it_once() {
        let (one, other) = (counted(id(4, 1), None, -200), counted(id(4, 2), None, -200));
        let counts = Counts::of(&[one, other], &[]);
        assert_eq!((counts.difference, counts.holds.as_slice()), (Tenths(-200), [one.id].as_slice()));
        assert!(counts.apart.is_empty(), "they found the same");
    }

    #[test]
    fn of_two_counts_that_differ_the_lesser_holds_until_somebody_decides() {
        let (one, other) = (counted(id(4, 1), None, -200), counted(id(4, 2), None, -300));
        let all = [one, other];
        let before = Counts::of(&all, &[]);
        assert_eq!((before.difference, before.apart.as_slice()), (Tenths(-300), [vec![one, other]].as_slice()));
        assert_eq!(Counts::of(&all, &[one.id]).difference, Tenths(-200));
        // Decided twice: the later decision counts.
        assert_eq!(Counts::of(&all, &[one.id, other.id]).difference, Tenths(-300));
    }

    #[test]
    fn a_count_that_somebody_went_on_from_holds_and_nothing_is_left_to_decide() {
        let (one, other) = (counted(id(4, 1), None, -200), counted(id(4, 2), None, -300));
        let later = counted(id(8, 1), Some(one.id), 40);
        let counts = Counts::of(&[one, other, later], &[other.id]);
        assert_eq!((counts.difference, counts.last()), (Tenths(-160), Some(later.id)));
        assert!(counts.apart.is_empty());
        let beside = counted(id(9, 2), Some(other.id), 10);
        let all = [one, other, later, beside];
        assert_eq!(Counts::of(&all, &[]).difference, Tenths(-290));
        assert_eq!(Counts::of(&all, &[one.id]).difference, Tenths(-160));
    }

    #[test]
    fn a_count_whose_forerunner_is_not_here_counts_and_a_circle_does_not() {
        let alone = counted(id(9, 1), Some(id(4, 1)), -10);
        assert_eq!(Counts::of(&[alone], &[]).difference, Tenths(-10));
        let (one, other) = (counted(id(1, 1), Some(id(2, 1)), 5), counted(id(2, 1), Some(id(1, 1)), 7));
        assert_eq!(Counts::of(&[one, other], &[]), Counts::default());
    }

    #[test]
    fn a_difference_needs_a_reason_and_nothing_found_is_a_count() {
        let says = |books, reason: &str| Count { books: Tenths(books), reason: reason.into(), after: None };
        assert_eq!(count(Tenths(0), &says(20, "")), Err(RuleError::ReasonNeeded));
        count(Tenths(0), &says(20, "spilt")).unwrap();
        count(Tenths(20), &says(20, "")).unwrap();
        assert_eq!(count(Tenths(-1), &says(0, "x")).unwrap_err().code(), "out_of_bounds");
    }

    proptest! {
        /// In whichever order counts come, every device has the same sum; and one device that counts again and again ends
        /// with what it counted last.
        #[test]
        fn the_order_in_which_counts_come_changes_nothing(
            found in prop::collection::vec((0..3_u8, -300..300_i64), 1..20),
            picks in prop::collection::vec(any::<prop::sample::Index>(), 20),
            turn in any::<prop::sample::Index>(),
        ) {
            let mut all: Vec<Counted> = Vec::new();
            for (n, ((phone, difference), pick)) in found.iter().zip(picks).enumerate() {
                let after = if all.is_empty() || *phone == 0 { None } else { Some(pick.get(&all).id) };
                all.push(counted(id(u64::try_from(n).unwrap() + 1, *phone), after, *difference));
            }
            let mut other = all.clone();
            other.rotate_left(turn.index(all.len()));
            other.reverse();
            let (one, other) = (Counts::of(&all, &[]), Counts::of(&other, &[]));
            prop_assert_eq!(&one, &other);
            let held: Tenths = all.iter().filter(|count| one.holds.contains(&count.id)).map(|count| count.difference).sum();
            prop_assert_eq!(one.difference, held);
            let mut chain: Vec<Counted> = Vec::new();
            for count in &all {
                chain.push(Counted { after: chain.last().map(|last| last.id), ..*count });
            }
            let all_of_them: Tenths = chain.iter().map(|count| count.difference).sum();
            prop_assert_eq!(Counts::of(&chain, &[]).difference, all_of_them);
        }
    }
}
