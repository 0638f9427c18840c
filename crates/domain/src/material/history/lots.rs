//! The same histories lot by lot.

use super::*;
use crate::lot::{Left, Lots, Part};
use std::collections::BTreeSet;

/// Some of what comes has no number.
pub fn name(much: i64) -> String {
    if much % 4 == 0 { String::new() } else { format!("L-{}", much % 4) }
}

/// Where material is, lot by lot.
#[derive(Debug, Clone, Default)]
pub struct Places {
    pub store: Lots,
    pub hand: Lots,
    /// Returned, and not taken back.
    pub returning: Lots,
    /// What of each lot came into the store, waits to be received, and was taken back beyond what was returned.
    came: BTreeMap<String, Tenths>,
    waits: BTreeMap<String, Tenths>,
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.left() == other.left()
    }
}

impl Places {
    /// What moved and said, or may say, its lots.
    pub fn of(facts: &Facts, given: &BTreeMap<EntryRef, Given>, decisions: &[&AgreementEntry]) -> Self {
        let mut out = Self::default();
        for fact in facts.values() {
            match fact {
                Fact::Store(StoreEntry { quantity, movement: StoreMovement::Received { lot }, .. }) => {
                    out.store.came(lot, *quantity);
                    add(&mut out.came, lot, *quantity);
                }
                Fact::Issue(IssueEntry { quantity, movement: IssueMovement::Issued { lots, .. }, .. }) => {
                    out.store.gone(lots, *quantity);
                }
                Fact::Issue(IssueEntry { quantity, movement: IssueMovement::TakenBack { lots }, .. }) => {
                    out.store.back(lots, *quantity);
                    out.returning.gone(lots, *quantity);
                }
                Fact::Holding(HoldingEntry { quantity, movement: HoldingMovement::Returned { lots }, .. }) => {
                    out.hand.gone(lots, *quantity);
                    out.returning.came_of(lots, *quantity);
                }
                _ => {}
            }
        }
        for given in given.values() {
            match given.confirmed.iter().min() {
                Some(came) => out.hand.came_of(&lot::split(&given.lots, *came).0, *came),
                None => given.lots.iter().for_each(|part| add(&mut out.waits, &part.lot, part.quantity)),
            }
        }
        for decision in decisions {
            let difference = Tenths(decision.difference);
            let of = decision.entry.and_then(|issue| given.get(&issue));
            let parts = of.map(|of| lot::split(&of.lots, of.issued - difference).1).unwrap_or_default();
            match decision.choice {
                Choice::Stayed => out.store.back(&parts, difference),
                Choice::Arrived => out.hand.came_of(&parts, difference),
                _ => {}
            }
        }
        out
    }

    fn left(&self) -> [Vec<Left>; 3] {
        [&self.store, &self.hand, &self.returning].map(Lots::left)
    }

    /// What more went of lots than came, in store and hand.
    pub fn over(&self) -> Tenths {
        self.left().iter().take(2).flatten().map(|left| left.over).sum()
    }
}

fn add(to: &mut BTreeMap<String, Tenths>, lot: &str, quantity: Tenths) {
    let sum = to.entry(lot.to_owned()).or_default();
    *sum = *sum + quantity;
}

/// In each place the lots are all that is there, and none is below nothing but where the books are; no more of a lot is
/// anywhere than came of it, but for what shows as too much, or is not agreed on.
pub fn add_up(now: &Books) -> Result<(), TestCaseError> {
    let lots = &now.lots;
    for (place, balance) in [(&lots.store, now.store.in_store()), (&lots.hand, now.hand.held())] {
        let left = place.left();
        prop_assert_eq!(left.iter().map(|of| of.left).sum::<Tenths>(), balance);
        for of in &left {
            prop_assert!(of.left >= Tenths(0) || (of.lot.is_empty() && balance < Tenths(0)), "{:?}", left);
        }
    }
    let names: BTreeSet<&String> = lots.came.keys().filter(|lot| !lot.is_empty()).collect();
    for name in names {
        let of = |left: &[Left], what: fn(&Left) -> Tenths| -> Tenths {
            left.iter().filter(|of| of.lot == *name).map(what).sum()
        };
        let [store, hand, returning] = lots.left();
        let there: Tenths = of(&store, |of| of.left) + of(&hand, |of| of.left);
        let over: Tenths = of(&store, |of| of.over) + of(&hand, |of| of.over) + of(&returning, |of| of.over);
        // More was said of an issue than this phone knows to be missing.
        let said: Tenths =
            now.given.values().map(|of| (of.decided - of.missing().unwrap_or_default()).max(Tenths(0))).sum();
        let waits = lots.waits.get(name).copied().unwrap_or_default();
        let came = lots.came.get(name).copied().unwrap_or_default();
        prop_assert!(there + waits <= came + over + said, "{}: {:?}", name, lots);
    }
    Ok(())
}

#[test]
fn what_baraka_holds_is_told_by_lot_and_what_he_returns_goes_back_to_its_lot() {
    let part = |lot: &str, quantity| Part { lot: lot.into(), quantity: Tenths(quantity) };
    let mut facts = Facts::new();
    let mut write = |fact| {
        let counter = u64::try_from(facts.len()).unwrap() + 1;
        facts.insert(EntryRef { counter, actor: Actor([1; 16]) }, fact);
        Books::of(&facts)
    };
    let material = || "BRASS-WIRE".to_owned();
    let came = |lot: &str, quantity| {
        let movement = StoreMovement::Received { lot: lot.into() };
        Fact::Store(StoreEntry { material: material(), quantity: Tenths(quantity), movement })
    };
    let issue =
        |quantity, movement| Fact::Issue(IssueEntry { material: material(), quantity: Tenths(quantity), movement });
    let holding =
        |quantity, movement| Fact::Holding(HoldingEntry { material: material(), quantity: Tenths(quantity), movement });
    write(came("L-1", 1_000));
    let now = write(came("L-2", 2_000));
    let lots = now.lots.store.say(Tenths(1_300));
    assert_eq!(lots, [part("L-1", 1_000), part("L-2", 300)]);
    let now = write(issue(1_300, IssueMovement::Issued { assignment: None, lots }));
    let (issue_id, _) = now.given.iter().next().map(|(id, given)| (*id, given.clone())).unwrap();
    // Ten grams did not come: they are of the last lot.
    let now = write(holding(1_200, HoldingMovement::Received { issue: Some((NOVEMBER, issue_id)) }));
    assert_eq!(now.lots.hand.take(Tenths(1_200)), [part("L-1", 1_000), part("L-2", 200)]);
    let now = write(holding(900, HoldingMovement::Used { assignment: None }));
    let lots = now.lots.hand.say(Tenths(250));
    assert_eq!(lots, [part("L-1", 100), part("L-2", 150)]);
    let now = write(holding(250, HoldingMovement::Returned { lots }));
    let lots = lot::brought(&now.lots.returning, &now.lots.hand, Tenths(250));
    let now = write(issue(250, IssueMovement::TakenBack { lots }));
    assert_eq!(now.lots.store.take(Tenths(1_950)), [part("L-1", 100), part("L-2", 1_850)]);
    assert_eq!(now.lots.hand.take(Tenths(50)), [part("L-2", 50)]);
    add_up(&now).unwrap();
}
