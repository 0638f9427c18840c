//! Material: what was issued was received or is in transit, and nobody gave away what they did not have.

use super::Report;
use crate::books::{Books, Place};
use domain::agree::{Effects, Question};
use domain::count::{Counted, Counts};
use domain::entry::{Count, HoldingMovement, IssueMovement, Recorded, StoreMovement};
use domain::id::{EntryRef, PersonId, WorkshopId};
use domain::material::{HoldingSums, StoreSums};
use domain::quantity::Tenths;
use domain::time::Month;
use std::collections::BTreeMap;

/// An entry of an issue ledger.
type Issue = (WorkshopId, PersonId, Month, EntryRef);

/// Checks every hand and every store.
pub fn check(books: &Books, report: &mut Report) {
    let confirmed = transit(books, report);
    let counts = counts(books);
    let mut hands = BTreeMap::<(WorkshopId, PersonId, &str), HoldingSums>::new();
    for ((workshop, person, _), entries) in &books.holdings {
        for recorded in entries {
            // Confirmations are counted once for each issue, below.
            if !matches!(recorded.entry.movement, HoldingMovement::Received { issue: Some(_) }) {
                hands.entry((*workshop, *person, &recorded.entry.material)).or_default().add(&recorded.entry);
            }
        }
    }
    for ((workshop, person, ..), (material, quantity)) in &confirmed {
        let sums = hands.entry((*workshop, *person, material)).or_default();
        sums.received = sums.received + *quantity;
    }
    for (((workshop, person), material), all) in &counts {
        if let Some(person) = person {
            hands.entry((*workshop, *person, material)).or_default().counted =
                counted(books, (*workshop, Some(*person)), material, all);
        }
    }
    for ((workshop, person, material), mut sums) in hands {
        sums.agreed = in_hands(books, (workshop, Some(person)), material).arrived;
        if sums.held() < Tenths(0) {
            let about = format!("{material} in the hands of {} in {}", books.person(person), books.workshop(workshop));
            report.books(about, format!("{} are held: more went out than came in", sums.held()));
        }
    }
    let mut stores = BTreeMap::<(WorkshopId, &str), StoreSums>::new();
    for ((workshop, _), entries) in &books.stores {
        for recorded in entries {
            stores.entry((*workshop, &recorded.entry.material)).or_default().add_store(&recorded.entry);
        }
    }
    for ((workshop, ..), entries) in &books.issues {
        for recorded in entries {
            stores.entry((*workshop, &recorded.entry.material)).or_default().add_issue(&recorded.entry);
        }
    }
    for ((workshop, material), mut sums) in stores {
        let decided = books.decided(|place, entry| place.0 == workshop && entry.about == material);
        sums.agreed = decided.stayed;
        if let Some(all) = counts.get(&((workshop, None), material)) {
            sums.counted = counted(books, (workshop, None), material, all);
        }
        if sums.in_store() < Tenths(0) {
            let about = format!("{material} in the store of {}", books.workshop(workshop));
            report.books(about, format!("{} are there: more went out than came in", sums.in_store()));
        }
    }
}

/// The counts of each store and of what each person holds, by place and material.
fn counts(books: &Books) -> BTreeMap<(Place, &str), Vec<Counted>> {
    let mut counts = BTreeMap::<(Place, &str), Vec<Counted>>::new();
    let of = |month: Month, id: EntryRef, found: Tenths, count: &Count| Counted {
        id: (month, id),
        after: count.after,
        difference: found - count.books,
    };
    for ((workshop, month), entries) in &books.stores {
        for Recorded { id, entry, .. } in entries {
            if let StoreMovement::Counted(count) = &entry.movement {
                let place = ((*workshop, None), entry.material.as_str());
                counts.entry(place).or_default().push(of(*month, *id, entry.quantity, count));
            }
        }
    }
    for ((workshop, person, month), entries) in &books.issues {
        for Recorded { id, entry, .. } in entries {
            if let IssueMovement::Counted(count) = &entry.movement {
                let place = ((*workshop, Some(*person)), entry.material.as_str());
                counts.entry(place).or_default().push(of(*month, *id, entry.quantity, count));
            }
        }
    }
    counts
}

/// What the counts of a material in a place come to, with what people decided about them.
fn counted(books: &Books, place: Place, material: &str, all: &[Counted]) -> Tenths {
    let about = |of: &Place, question, about: &str| *of == place && question == Question::Count && about == material;
    let decided = books.decided(|of, entry| about(of, entry.question, &entry.about));
    Counts::of(all, &decided.chosen).difference
}

/// What people decided about a material in somebody's hands.
fn in_hands(books: &Books, place: Place, material: &str) -> Effects {
    books.decided(|of, entry| *of == place && entry.question == Question::Receipt && entry.about == material)
}

/// Every issue is received or in transit: what was confirmed of it is not more than it. Gives what was confirmed; of the
/// confirmations of one issue, which copies of a phone may each have made, the least counts.
fn transit<'b>(books: &'b Books, report: &mut Report) -> BTreeMap<Issue, (&'b str, Tenths)> {
    let mut issued = BTreeMap::<Issue, (&str, Tenths)>::new();
    for ((workshop, person, month), entries) in &books.issues {
        for recorded in entries {
            if matches!(recorded.entry.movement, IssueMovement::Issued { .. }) {
                let of = (recorded.entry.material.as_str(), recorded.entry.quantity);
                issued.insert((*workshop, *person, *month, recorded.id), of);
            }
        }
    }
    let mut confirmed = BTreeMap::<Issue, (&str, Tenths)>::new();
    for ((workshop, person, _), entries) in &books.holdings {
        for recorded in entries {
            let HoldingMovement::Received { issue: Some((month, entry)) } = recorded.entry.movement else { continue };
            let (material, quantity) = (recorded.entry.material.as_str(), recorded.entry.quantity);
            let least = confirmed.entry((*workshop, *person, month, entry)).or_insert((material, quantity));
            if quantity < least.1 {
                *least = (material, quantity);
            }
        }
    }
    for (issue @ (workshop, person, month, entry), (material, quantity)) in &confirmed {
        let about = format!("{material} of {} in {}", books.person(*person), books.workshop(*workshop));
        match issued.get(issue) {
            Some((of, most)) if of == material && quantity <= most => {}
            Some((of, most)) => {
                report.books(about, format!("{quantity} were confirmed of {most} of {of} ({entry} of {month})"));
            }
            None => report.books(about, format!("{quantity} were confirmed that nobody issued ({entry} of {month})")),
        }
    }
    confirmed
}
