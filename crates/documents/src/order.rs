//! Customers' orders.

use crate::codec::{self, Item, Items};
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::catalogue::{Order, OrderLine, OrderSource};
use domain::quantity::Pieces;
use domain::time::Day;

/// Writes what differs from `order`. A line that the order no longer has is taken out.
pub fn write(w: &mut Writer<'_>, order: &Order) -> Result<(), DocumentError> {
    w.put("number", order.number.as_str())?;
    w.put("source", order.source.word())?;
    if let Some(placed) = order.placed {
        w.put("placed", i64::from(placed.0))?;
    }
    w.put("cancelled", order.cancelled)?;
    w.put("note", order.note.as_str())?;
    for gone in w.map_keys("lines")?.iter().filter(|sku| order.lines.iter().all(|l| l.sku != **sku)) {
        w.remove_from_map("lines", gone)?;
    }
    for line in &order.lines {
        let due = line.due.map_or(Item::Nothing, |d| Item::Int(i64::from(d.0)));
        w.put_in_map("lines", &line.sku, codec::array(vec![Item::number(line.pieces.0), due]))?;
    }
    Ok(())
}

/// Reads an order, its lines sorted by SKU.
pub fn read(document: &Document) -> Result<Order, DocumentError> {
    let bad = || DocumentError::Field("lines");
    let mut lines = Vec::new();
    for (sku, value) in document.map("lines")? {
        let ScalarValue::Bytes(bytes) = value else { return Err(bad()) };
        let mut items = Items::read(&bytes).ok_or_else(bad)?;
        let pieces = Pieces(items.count("lines")?);
        let due = match items.next() {
            Item::Int(day) => Some(Day(i32::try_from(day).map_err(|_| bad())?)),
            _ => None,
        };
        lines.push(OrderLine { sku, pieces, due });
    }
    let placed = match document.values("placed")?.is_empty() {
        true => None,
        false => Some(Day(i32::try_from(document.least("placed")?).map_err(|_| DocumentError::Field("placed"))?)),
    };
    Ok(Order {
        number: document.text("number")?,
        source: OrderSource::parse(&document.text("source")?).ok_or(DocumentError::Field("source"))?,
        placed,
        cancelled: document.all_say_yes("cancelled")?,
        note: document.text("note")?,
        lines,
    })
}
