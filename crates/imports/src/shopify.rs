//! A Shopify order export. An order is one row for each line item, its `Name` repeated; what is said of the
//! order as a whole stands on its first row only. Columns that are not named here are passed over.

use crate::fields::{sensible, short};
use crate::{Problem, Reason, Row, Table};
use chrono::DateTime;
use domain::catalogue::{MOST_CODE, MOST_CUSTOMER_NOTE, Order, OrderLine, OrderSource};
use domain::quantity::Pieces;
use domain::time::{Day, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

pub const NUMBER: &str = "Name";
pub const SKU: &str = "Lineitem sku";
pub const COLUMNS: &[&str] = &[NUMBER, "Created at", "Lineitem quantity", SKU, "Notes", "Cancelled at"];
/// What shops with fewer columns leave out.
pub const OPTIONAL: &[&str] = &[STATUS];
const STATUS: &str = "Financial Status";
/// Words of the financial status that say that nobody pays for the order, so that nothing is to be made for it.
const NOT_PAID_FOR: &[&str] = &["refunded", "voided"];

/// Reads the orders of a Shopify export by their numbers.
pub fn read(table: &Table, known: &BTreeSet<String>, problems: &mut Vec<Problem>) -> BTreeMap<String, Order> {
    let lines = table.read(problems, |row| line(row, known));
    let mut found: BTreeMap<String, Order> = BTreeMap::new();
    for row in &table.rows {
        let number = row.get(NUMBER);
        if !number.is_empty() && !found.contains_key(number) {
            // The first row of an order, usable or not: what it says of the order is checked here.
            match order(row) {
                Ok(order) => drop(found.insert(number.to_owned(), order)),
                Err(reason) => {
                    note(problems, table.problem(row, reason));
                    found.insert(number.to_owned(), blank(number));
                }
            }
        }
    }
    for (row, (number, line)) in lines {
        if let Some(order) = found.get_mut(&number)
            && let Err(reason) = add(order, line)
        {
            note(problems, table.problem(row, reason));
        }
    }
    found
}

/// One reason for each row is enough.
fn note(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.iter().all(|p| p.line != problem.line) {
        problems.push(problem);
    }
}

fn blank(number: &str) -> Order {
    Order {
        number: number.into(),
        source: OrderSource::Shopify,
        placed: None,
        cancelled: false,
        note: String::new(),
        lines: Vec::new(),
    }
}

fn order(row: &Row) -> Result<Order, Reason> {
    let note = row.get("Notes");
    if note.chars().count() > MOST_CUSTOMER_NOTE {
        return Err(Reason::TooLong { field: "Notes", most: MOST_CUSTOMER_NOTE });
    }
    Ok(Order {
        placed: created(row.get("Created at"))?,
        cancelled: !row.get("Cancelled at").is_empty() || NOT_PAID_FOR.contains(&row.get(STATUS)),
        note: note.into(),
        ..blank(&row.text(NUMBER, MOST_CODE)?)
    })
}

/// The day in Nairobi of `2026-10-01 12:08:00 +0300`.
fn created(text: &str) -> Result<Option<Day>, Reason> {
    if text.is_empty() {
        return Ok(None);
    }
    let time = DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S %z").ok();
    let day = sensible(time.map(|t| Timestamp(t.timestamp()).day()));
    day.map(Some).ok_or_else(|| Reason::BadDate { field: "Created at", text: short(text) })
}

fn line(row: &Row, known: &BTreeSet<String>) -> Result<(String, OrderLine), Reason> {
    let number = row.text(NUMBER, MOST_CODE)?;
    let sku = row.text(SKU, MOST_CODE)?;
    if !known.contains(&sku) {
        return Err(Reason::UnknownSku(sku));
    }
    Ok((number, OrderLine { sku, pieces: row.pieces("Lineitem quantity")?, due: None }))
}

/// Adds a line item; those of one product are one line.
fn add(order: &mut Order, line: OrderLine) -> Result<(), Reason> {
    let Some(before) = order.lines.iter_mut().find(|l| l.sku == line.sku) else {
        order.lines.push(line);
        return Ok(());
    };
    let sum = before.pieces + line.pieces;
    if sum > Pieces::MOST {
        let (least, most) = ("1".into(), Pieces::MOST.0.to_string());
        return Err(Reason::OutOfBounds { field: "Lineitem quantity", text: sum.0.to_string(), least, most });
    }
    before.pieces = sum;
    Ok(())
}
