//! Movements of material, whichever ledger they are in.

use super::{counter, place};
use crate::error::Result;
use documents::{Document, entries};
use domain::entry::{HoldingMovement, IssueMovement, Recorded, StoreMovement};
use domain::id::{DocKey, EntryRef};
use domain::quantity::Tenths;
use domain::time::Month;
use rusqlite::{Transaction, params};

struct Movement<'a> {
    ledger: &'a str,
    what: &'a str,
    material: &'a str,
    quantity: Tenths,
    assignment: Option<DocKey>,
    issue: Option<(Month, EntryRef)>,
}

pub fn holding(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::holdings(document)?.0 {
        let (what, assignment, issue) = match &r.entry.movement {
            HoldingMovement::Received { issue } => ("received", None, *issue),
            HoldingMovement::Used { assignment } => ("used", *assignment, None),
            HoldingMovement::Returned => ("returned", None, None),
            HoldingMovement::Scrapped => ("scrapped", None, None),
        };
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        keep(tx, row, document, &r, &Movement { ledger: "holding", what, material, quantity, assignment, issue })?;
    }
    Ok(())
}

pub fn issue(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::issues(document)?.0 {
        let (what, assignment) = match &r.entry.movement {
            IssueMovement::Issued { assignment } => ("issued", *assignment),
            IssueMovement::TakenBack => ("taken_back", None),
        };
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        keep(tx, row, document, &r, &Movement { ledger: "issue", what, material, quantity, assignment, issue: None })?;
    }
    Ok(())
}

pub fn store(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    for r in entries::stores(document)?.0 {
        let what = match r.entry.movement {
            StoreMovement::Received { .. } => "received",
            StoreMovement::Scrapped => "scrapped",
        };
        let (material, quantity) = (r.entry.material.as_str(), r.entry.quantity);
        let movement = Movement { ledger: "store", what, material, quantity, assignment: None, issue: None };
        keep(tx, row, document, &r, &movement)?;
    }
    Ok(())
}

fn keep<E>(tx: &Transaction<'_>, row: i64, document: &Document, r: &Recorded<E>, m: &Movement<'_>) -> Result<()> {
    let sql = "INSERT INTO movement (document, counter, actor, ledger, workshop, person, month, what, at, material,
               quantity, assignment, issue_month, issue_counter, issue_actor)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
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
        m.issue.map_or(0, |(month, _)| month.0),
        m.issue.map_or(0, |(_, e)| counter(e.counter)),
        m.issue.map_or(vec![], |(_, e)| e.actor.0.to_vec()),
    ])?;
    Ok(())
}
