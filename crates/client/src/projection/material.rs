//! Movements of material, whichever ledger they are in.

use super::{counter, place};
use crate::error::Result;
use crate::use_cases::lots;
use documents::{Document, entries};
use domain::entry::{Count, HoldingMovement, IssueMovement, Recorded, StoreMovement};
use domain::id::{DocKey, EntryRef};
use domain::lot::Part;
use domain::quantity::Tenths;
use domain::time::Month;
use rusqlite::{Transaction, params};

/// A row without what the entry and its document say themselves.
#[derive(Default)]
struct Movement<'a> {
    ledger: &'a str,
    what: &'a str,
    material: &'a str,
    quantity: Tenths,
    assignment: Option<DocKey>,
    /// The entry that it names: of a confirmation the issue, of a count the count before.
    names: Option<(Month, EntryRef)>,
    lot: &'a str,
    lots: &'a [Part],
    books: Tenths,
    reason: &'a str,
}

impl<'a> Movement<'a> {
    fn counted(self, count: &'a Count) -> Self {
        Self { what: "counted", names: count.after, books: count.books, reason: &count.reason, ..self }
    }
}

pub fn holding(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::holdings(document)?.0 {
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        let any = Movement { ledger: "holding", material, quantity, ..Movement::default() };
        let movement = match &r.entry.movement {
            HoldingMovement::Received { issue } => Movement { what: "received", names: *issue, ..any },
            HoldingMovement::Used { assignment } => Movement { what: "used", assignment: *assignment, ..any },
            HoldingMovement::Returned { lots } => Movement { what: "returned", lots, ..any },
            HoldingMovement::Scrapped => Movement { what: "scrapped", ..any },
        };
        keep(tx, row, document, &r, &movement)?;
    }
    Ok(())
}

pub fn issue(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::issues(document)?.0 {
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        let any = Movement { ledger: "issue", material, quantity, ..Movement::default() };
        let movement = match &r.entry.movement {
            IssueMovement::Issued { assignment, lots } => {
                Movement { what: "issued", assignment: *assignment, lots, ..any }
            }
            IssueMovement::TakenBack { lots } => Movement { what: "taken_back", lots, ..any },
            IssueMovement::Counted(count) => any.counted(count),
        };
        keep(tx, row, document, &r, &movement)?;
    }
    Ok(())
}

pub fn store(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::stores(document)?.0 {
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        let any = Movement { ledger: "store", material, quantity, ..Movement::default() };
        let movement = match &r.entry.movement {
            StoreMovement::Received { lot } => Movement { what: "received", lot, ..any },
            StoreMovement::Scrapped => Movement { what: "scrapped", ..any },
            StoreMovement::Counted(count) => any.counted(count),
        };
        keep(tx, row, document, &r, &movement)?;
    }
    Ok(())
}

fn keep<E>(tx: &Transaction<'_>, row: i64, document: &Document, r: &Recorded<E>, m: &Movement<'_>) -> Result<()> {
    let sql = "INSERT INTO movement (document, counter, actor, ledger, workshop, person, month, what, at, material,
               quantity, assignment, issue_month, issue_counter, issue_actor, lot, books, reason, lots)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
    let (workshop, person) = place(document);
    let month = document.id().key.as_month().map_or(0, |m| m.0);
    tx.prepare_cached(sql)?.execute(params![
        row,
        counter(r.id.counter),
        r.id.actor.0.as_slice(),
        m.ledger,
        workshop,
        person,
        month,
        m.what,
        r.at.0,
        m.material,
        m.quantity.0,
        m.assignment.map_or(vec![], |a| a.bytes().to_vec()),
        m.names.map_or(0, |(month, _)| month.0),
        m.names.map_or(0, |(_, e)| counter(e.counter)),
        m.names.map_or(vec![], |(_, e)| e.actor.0.to_vec()),
        m.lot,
        m.books.0,
        m.reason,
        lots::written(m.lots),
    ])?;
    Ok(())
}
