//! Movements of material.

use super::lines::{Table, time};
use crate::books::Books;
use domain::entry::{Count, HoldingMovement, IssueMovement, StoreMovement};
use domain::id::{EntryRef, PersonId, WorkshopId};
use domain::lot::Part;
use domain::quantity::Tenths;
use domain::spreadsheet::plain;
use domain::time::Timestamp;

/// The one table.
pub fn tables(books: &Books) -> Vec<Table> {
    let columns =
        &["workshop", "ledger", "person", "name", "entry", "at", "movement", "material", "quantity", "about", "lots"];
    let mut table = Table::new("movements", columns);
    for ((workshop, _), entries) in &books.stores {
        for recorded in entries.iter().rev() {
            let (word, about) = match &recorded.entry.movement {
                StoreMovement::Received { lot } => ("received", plain(lot)),
                StoreMovement::Scrapped => ("scrapped", String::new()),
                StoreMovement::Counted(count) => ("counted", of_count(count)),
            };
            let moved = Moved { ledger: "store", word, about, lots: &[], material: &recorded.entry.material };
            table.line(moved.line(books, *workshop, None, (recorded.id, recorded.at), recorded.entry.quantity));
        }
    }
    for ((workshop, person, _), entries) in &books.issues {
        for recorded in entries.iter().rev() {
            let (word, about, lots): (_, _, &[Part]) = match &recorded.entry.movement {
                IssueMovement::Issued { assignment, lots } => ("issued", assignment.map(|key| key.to_string()), lots),
                IssueMovement::TakenBack { lots } => ("taken_back", None, lots),
                IssueMovement::Counted(count) => ("counted", Some(of_count(count)), &[]),
            };
            let about = about.unwrap_or_default();
            let moved = Moved { ledger: "issue", word, about, lots, material: &recorded.entry.material };
            table.line(moved.line(
                books,
                *workshop,
                Some(*person),
                (recorded.id, recorded.at),
                recorded.entry.quantity,
            ));
        }
    }
    for ((workshop, person, _), entries) in &books.holdings {
        for recorded in entries.iter().rev() {
            let (word, about, lots): (_, _, &[Part]) = match &recorded.entry.movement {
                HoldingMovement::Received { issue } => {
                    ("received", issue.map(|(month, entry)| format!("{month} {entry}")), &[])
                }
                HoldingMovement::Used { assignment } => ("used", assignment.map(|key| key.to_string()), &[]),
                HoldingMovement::Returned { lots } => ("returned", None, lots),
                HoldingMovement::Scrapped => ("scrapped", None, &[]),
            };
            let about = about.unwrap_or_default();
            let moved = Moved { ledger: "holding", word, about, lots, material: &recorded.entry.material };
            table.line(moved.line(
                books,
                *workshop,
                Some(*person),
                (recorded.id, recorded.at),
                recorded.entry.quantity,
            ));
        }
    }
    vec![table]
}

/// What the books said, and why it was not what was found.
fn of_count(count: &Count) -> String {
    plain(format!("books {}; {}", count.books, count.reason).trim_end_matches("; "))
}

/// Of which lots, where that is said: `L-1 150, L-2 50`.
fn of_lots(parts: &[Part]) -> String {
    let parts: Vec<String> =
        parts.iter().map(|part| format!("{} {}", part.lot, part.quantity).trim().to_owned()).collect();
    plain(&parts.join(", "))
}

/// What a movement says, whichever ledger it is in.
struct Moved<'b> {
    ledger: &'static str,
    word: &'static str,
    about: String,
    lots: &'b [Part],
    material: &'b str,
}

impl Moved<'_> {
    fn line(
        self,
        books: &Books,
        workshop: WorkshopId,
        person: Option<PersonId>,
        (entry, at): (EntryRef, Timestamp),
        quantity: Tenths,
    ) -> [String; 11] {
        [
            plain(&books.workshop(workshop)),
            self.ledger.to_owned(),
            person.map(|person| person.0.to_string()).unwrap_or_default(),
            person.map(|person| plain(&books.person(person))).unwrap_or_default(),
            entry.to_string(),
            time(at),
            self.word.to_owned(),
            plain(self.material),
            quantity.to_string(),
            self.about,
            of_lots(self.lots),
        ]
    }
}
