//! The plain wholesale form: `order,sku,quantity,due`, one row for each product of an order.

use super::seen::Seen;
use super::table::{File, Row};
use super::{ImportError, Into, Reason, Tally, orders, unless};
use domain::catalogue::{MOST_CODE, Order, OrderLine, OrderSource};
use std::collections::BTreeMap;

/// Imports wholesale orders.
pub fn orders_wholesale(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(&["order", "sku", "quantity", "due"], &[], &mut problems)?;
    let known = orders::known_skus(into, &table, "sku")?;
    let mut seen = Seen::new("product of an order");
    let read = table.read(&mut problems, |row| line(row, &known, &mut seen));
    let mut found: BTreeMap<String, Order> = BTreeMap::new();
    for (_, (number, line)) in unless(problems, read)? {
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
    orders::write(into, found.into_values())
}

fn line(row: &Row, known: &BTreeMap<String, bool>, seen: &mut Seen) -> Result<(String, OrderLine), Reason> {
    let number = row.text("order", MOST_CODE)?;
    let sku = row.text("sku", MOST_CODE)?;
    if known.get(&sku) != Some(&true) {
        return Err(Reason::UnknownSku(sku));
    }
    seen.once(row, &format!("{sku} of {number}"))?;
    let line = OrderLine { sku, pieces: row.pieces("quantity")?, due: row.day("due")? };
    Ok((number, line))
}
