//! The plain wholesale form: `order,sku,quantity,due`, one row for each product of an order.

use crate::{Problem, Reason, Row, Seen, Table};
use domain::catalogue::{MOST_CODE, Order, OrderLine, OrderSource};
use std::collections::{BTreeMap, BTreeSet};

pub const NUMBER: &str = "order";
pub const SKU: &str = "sku";
pub const COLUMNS: &[&str] = &[NUMBER, SKU, "quantity", "due"];

/// Reads wholesale orders by their numbers.
pub fn read(table: &Table, known: &BTreeSet<String>, problems: &mut Vec<Problem>) -> BTreeMap<String, Order> {
    let mut seen = Seen::new("product of an order");
    let mut found: BTreeMap<String, Order> = BTreeMap::new();
    for (_, (number, line)) in table.read(problems, |row| line(row, known, &mut seen)) {
        let order = found.entry(number.clone()).or_insert_with(|| Order {
            number,
            source: OrderSource::Wholesale,
            placed: None,
            cancelled: false,
            note: String::new(),
            lines: Vec::new(),
        });
        order.lines.push(line);
    }
    found
}

fn line(row: &Row, known: &BTreeSet<String>, seen: &mut Seen) -> Result<(String, OrderLine), Reason> {
    let number = row.text(NUMBER, MOST_CODE)?;
    let sku = row.text(SKU, MOST_CODE)?;
    if !known.contains(&sku) {
        return Err(Reason::UnknownSku(sku));
    }
    seen.once(row, &format!("{sku} of {number}"))?;
    let line = OrderLine { sku, pieces: row.pieces("quantity")?, due: row.day("due")? };
    Ok((number, line))
}
