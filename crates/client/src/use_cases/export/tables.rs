//! What is in each table.

use super::sheet::{Cell, Sheet};
use crate::api::pay::EarningsView;
use crate::error::Result;
use crate::use_cases::lots::SAID;
use crate::use_cases::pay::load::Ledger;
use crate::use_cases::{assignment, batch, earnings, names};
use chrono::{DateTime, FixedOffset};
use domain::id::{PersonId, WorkshopId};
use domain::quantity::{Cents, Tenths};
use domain::time::Month;
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// Nairobi, three hours ahead.
const NAIROBI: i32 = 3 * 3600;

/// A row of a query's result, before what needs other queries is put in.
type Cells = Vec<Cell>;

/// Lines of all orders.
pub fn orders(c: &Connection) -> Result<Sheet> {
    let sql =
        "SELECT o.number, o.source, o.placed, o.cancelled, l.sku, coalesce(p.name_en, l.sku), l.pieces, l.due, o.note
               FROM customer_order o JOIN order_line l USING (document) LEFT JOIN product p ON p.sku = l.sku
               ORDER BY o.placed, o.number, l.sku";
    let rows = query(c, sql, [], |r| {
        let cancelled = if r.get(3)? { "yes" } else { "no" };
        Ok(vec![
            text(r, 0)?,
            text(r, 1)?,
            text(r, 2)?,
            cancelled.into(),
            text(r, 4)?,
            text(r, 5)?,
            count(r, 6)?,
            text(r, 7)?,
            text(r, 8)?,
        ])
    })?;
    let columns = &["order", "source", "placed", "cancelled", "sku", "product", "pieces", "due", "note"];
    Ok(Sheet { name: "orders", columns, rows })
}

/// Batches, by the day that they are due.
pub fn batches(c: &Connection, workshop: Option<WorkshopId>) -> Result<Sheet> {
    let filter = "WHERE ?1 IS NULL OR b.workshop = ?1 ORDER BY b.due, b.key";
    let found = batch::find(c, filter, params![workshop.map(|w| w.0)])?;
    let rows = found.iter().map(|found| {
        let row = batch::row(c, found)?;
        let completed = found.completion.as_ref();
        Ok(vec![
            row.batch.into(),
            row.workshop.code.into(),
            row.order_number.into(),
            row.product.sku.into(),
            row.product.name_en.into(),
            word(&row.state),
            row.due.into(),
            Cents(row.rate).into(),
            row.pieces.into(),
            row.assigned.into(),
            row.logged.into(),
            row.handed_in.into(),
            row.waiting.into(),
            row.accepted.into(),
            row.rework.into(),
            row.rejected.into(),
            completed.map_or_else(String::new, |done| moment(done.at)).into(),
            completed.map_or_else(String::new, |done| done.by.clone()).into(),
            completed.map_or_else(String::new, |done| done.reason.clone()).into(),
        ])
    });
    let columns = &[
        "batch",
        "workshop",
        "order",
        "sku",
        "product",
        "state",
        "due",
        "rate_kes",
        "pieces",
        "assigned",
        "logged",
        "handed_in",
        "waiting",
        "accepted",
        "rework",
        "rejected",
        "completed_at",
        "completed_by",
        "reason",
    ];
    Ok(Sheet { name: "batches", columns, rows: rows.collect::<Result<_>>()? })
}

/// Assignments, by the day that they are due.
pub fn assignments(c: &Connection, workshop: Option<WorkshopId>) -> Result<Sheet> {
    let mut found = assignment::find(c, "WHERE ?1 IS NULL OR a.workshop = ?1", params![workshop.map(|w| w.0)])?;
    found.sort_by(|a, b| (&a.row.due, a.key, a.person).cmp(&(&b.row.due, b.key, b.person)));
    let rows = found.into_iter().map(|found| {
        let row = found.row;
        Ok(vec![
            row.assignment.into(),
            names::batch_name(found.workshop.0, found.batch.bytes()).into(),
            names::workshop(c, found.workshop.0)?.code.into(),
            row.name.into(),
            row.product.sku.into(),
            row.product.name_en.into(),
            word(&row.state),
            row.due.into(),
            Cents(row.rate).into(),
            row.pieces.into(),
            row.logged.into(),
            row.minutes.into(),
            row.scrap.into(),
            row.handed_in.into(),
            row.waiting.into(),
            row.accepted.into(),
            row.rework.into(),
            row.rejected.into(),
            word(&row.origin),
            row.origin_name.into(),
            found.decline_reason.into(),
        ])
    });
    let columns = &[
        "assignment",
        "batch",
        "workshop",
        "person",
        "sku",
        "product",
        "state",
        "due",
        "rate_kes",
        "pieces",
        "logged",
        "minutes",
        "spoilt",
        "handed_in",
        "waiting",
        "accepted",
        "rework",
        "rejected",
        "origin",
        "origin_person",
        "declined_why",
    ];
    Ok(Sheet { name: "assignments", columns, rows: rows.collect::<Result<_>>()? })
}

/// What rows of history have in common: document, workshop, person, assignment's key, SKU, what, time, whether it counts.
const HISTORY: &str = "h.actor, a.workshop, a.person, a.key, a.sku, h.what, h.at, h.replaced, h.pieces, h.note
    FROM history h JOIN assignment a ON a.key = h.key AND a.person = h.person
    AND a.workshop = coalesce((SELECT w.workshop FROM work w WHERE w.document = h.document),
      (SELECT k.workshop FROM checked k WHERE k.document = h.document),
      (SELECT o.workshop FROM office_checked o WHERE o.document = h.document))";

/// Work logs and hand-ins, the oldest first.
pub fn work_logs(c: &Connection, workshop: Option<WorkshopId>) -> Result<Sheet> {
    let sql = format!(
        "SELECT h.minutes, h.scrap, {HISTORY} WHERE h.what IN ('log', 'hand_in') AND (?1 IS NULL OR a.workshop = ?1)
         ORDER BY h.at, h.counter, h.actor"
    );
    let rows = query(c, &sql, params![workshop.map(|w| w.0)], |r| history(c, r, &[count(r, 0)?, count(r, 1)?]))?;
    let columns = &[
        "at",
        "what",
        "workshop",
        "person",
        "assignment",
        "sku",
        "pieces",
        "minutes",
        "spoilt",
        "note",
        "counts",
        "by",
        "device",
    ];
    Ok(Sheet { name: "work-logs", columns, rows })
}

/// Checks, the oldest first.
pub fn checks(c: &Connection, workshop: Option<WorkshopId>) -> Result<Sheet> {
    let sql = format!(
        "SELECT h.rework, h.rejected, {HISTORY} WHERE h.what IN ('check', 'office_check') AND (?1 IS NULL OR a.workshop = ?1)
         ORDER BY h.at, h.counter, h.actor"
    );
    let rows = query(c, &sql, params![workshop.map(|w| w.0)], |r| history(c, r, &[count(r, 0)?, count(r, 1)?]))?;
    let columns = &[
        "at",
        "what",
        "workshop",
        "person",
        "assignment",
        "sku",
        "accepted",
        "rework",
        "rejected",
        "reason",
        "counts",
        "by",
        "device",
    ];
    Ok(Sheet { name: "checks", columns, rows })
}

fn history(c: &Connection, r: &Row<'_>, own: &[Cell]) -> Result<Cells> {
    let (actor, workshop, person, key): (Vec<u8>, u32, u32, Vec<u8>) = (r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?);
    let (by, device) = author(c, &actor)?;
    let counts = if r.get(9)? { "no" } else { "yes" };
    let mut cells: Cells = vec![
        moment(r.get(8)?).into(),
        text(r, 7)?,
        names::workshop(c, workshop)?.code.into(),
        names::person(c, person)?.into(),
        names::assignment_name(workshop, person, &key).into(),
        text(r, 6)?,
        count(r, 10)?,
    ];
    cells.extend_from_slice(own);
    cells.extend([text(r, 11)?, counts.into(), by, device]);
    Ok(cells)
}

/// Movements of material, the oldest first.
pub fn movements(c: &Connection, workshop: Option<WorkshopId>) -> Result<Sheet> {
    let sql = format!(
        "SELECT m.at, m.ledger, m.what, m.workshop, m.person, m.material, coalesce(t.name_en, m.material), m.quantity,
                 coalesce(t.unit, ''), coalesce(t.source, ''), m.assignment, m.actor,
                 CASE what WHEN 'counted' THEN '' ELSE {SAID} END
               FROM movement m LEFT JOIN material t ON t.code = m.material
               WHERE ?1 IS NULL OR m.workshop = ?1 ORDER BY m.at, m.counter, m.actor"
    );
    let rows = query(c, &sql, params![workshop.map(|w| w.0)], |r| {
        let (workshop, person, key): (u32, u32, Vec<u8>) = (r.get(3)?, r.get(4)?, r.get(10)?);
        let (by, device) = author(c, &r.get::<_, Vec<u8>>(11)?)?;
        let assignment = if key.is_empty() { String::new() } else { names::assignment_name(workshop, person, &key) };
        Ok(vec![
            moment(r.get(0)?).into(),
            text(r, 1)?,
            text(r, 2)?,
            names::workshop(c, workshop)?.code.into(),
            names::person(c, person)?.into(),
            text(r, 5)?,
            text(r, 6)?,
            Tenths(r.get(7)?).into(),
            text(r, 8)?,
            text(r, 9)?,
            text(r, 12)?,
            assignment.into(),
            by,
            device,
        ])
    })?;
    let columns = &[
        "at",
        "ledger",
        "what",
        "workshop",
        "person",
        "material",
        "name",
        "quantity",
        "unit",
        "source",
        "lot",
        "assignment",
        "by",
        "device",
    ];
    Ok(Sheet { name: "material-movements", columns, rows })
}

/// Lines of all statements, by person and month.
pub fn earnings(c: &Connection, now: Month) -> Result<Sheet> {
    let mut rows = Vec::new();
    each_month(c, now, |person, name, view| {
        let state = if view.closed_at.is_some() { "closed" } else { "open" };
        for line in view.lines {
            let sku = line.product.map(|product| product.sku).unwrap_or_default();
            rows.push(vec![
                Cell::from(person),
                name.into(),
                view.month.as_str().into(),
                state.into(),
                word(&line.what),
                line.at.map(moment).unwrap_or_default().into(),
                line.assignment.into(),
                sku.into(),
                line.pieces.into(),
                Cents(line.rate).into(),
                Cents(line.amount).into(),
                line.reason.into(),
                line.receipt.into(),
                word(&line.why),
                line.from.into(),
            ]);
        }
    })?;
    let columns = &[
        "person",
        "name",
        "month",
        "state",
        "what",
        "at",
        "assignment",
        "sku",
        "pieces",
        "rate_kes",
        "amount_kes",
        "reason",
        "receipt",
        "why",
        "from_month",
    ];
    Ok(Sheet { name: "earnings", columns, rows })
}

/// What was paid and what failed, by person and month.
pub fn payments(c: &Connection, now: Month) -> Result<Sheet> {
    let mut rows = Vec::new();
    each_month(c, now, |person, name, view| {
        for payment in view.payments {
            let state = if payment.failed.is_empty() { "paid" } else { "failed" };
            rows.push(vec![
                Cell::from(person),
                name.into(),
                view.month.as_str().into(),
                payment.run.into(),
                moment(payment.at).into(),
                state.into(),
                Cents(payment.amount).into(),
                payment.receipt.into(),
                payment.failed.into(),
            ]);
        }
    })?;
    let columns = &["person", "name", "month", "list", "at", "state", "amount_kes", "receipt", "failed_why"];
    Ok(Sheet { name: "payments", columns, rows })
}

/// Every month of everybody's books, as the person sees it.
fn each_month(c: &Connection, now: Month, mut row: impl FnMut(u32, &str, EarningsView)) -> Result<()> {
    let ledger = Ledger::of(c, None, now)?;
    for (PersonId(person), books) in &ledger.books {
        let name = names::person(c, *person)?;
        for month in books.months.keys() {
            row(*person, &name, earnings::view(c, PersonId(*person), books, &ledger, *month)?);
        }
    }
    Ok(())
}

fn query(
    c: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    row: impl Fn(&Row<'_>) -> Result<Cells>,
) -> Result<Vec<Cells>> {
    let mut statement = c.prepare_cached(sql)?;
    let mut found = statement.query(values)?;
    let mut rows = Vec::new();
    while let Some(r) = found.next()? {
        rows.push(row(r)?);
    }
    Ok(rows)
}

fn text(r: &Row<'_>, at: usize) -> Result<Cell> {
    Ok(Cell::Text(r.get(at)?))
}

fn count(r: &Row<'_>, at: usize) -> Result<Cell> {
    Ok(Cell::Count(r.get(at)?))
}

/// A state as the word that it has at the border.
fn word(of: &impl Serialize) -> Cell {
    let word = serde_json::to_value(of).ok();
    Cell::Text(word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default())
}

/// Who wrote an entry, and from which device: the beginning of its name, as trails show it.
fn author(c: &Connection, actor: &[u8]) -> Result<(Cell, Cell)> {
    let by = names::author(c, actor)?.map(|(_, name)| name).unwrap_or_default();
    Ok((by.into(), names::device(actor).into()))
}

/// `2026-11-25T08:00:00+03:00`
fn moment(at: i64) -> String {
    let zone = FixedOffset::east_opt(NAIROBI);
    let time = DateTime::from_timestamp(at, 0).zip(zone).map(|(time, zone)| time.with_timezone(&zone).to_rfc3339());
    time.unwrap_or_default()
}
