//! What the two order forms have in common.

use super::table::Table;
use super::{ImportError, Into, Tally};
use crate::store::StoreError;
use crate::writing::write_document;
use documents::order;
use domain::catalogue::Order;
use domain::kind::{DocId, Feed, Kind};
use std::collections::BTreeMap;

/// Which of the SKUs in `column` are in the catalogue.
pub fn known_skus(into: &Into<'_>, table: &Table, column: &'static str) -> Result<BTreeMap<String, bool>, StoreError> {
    let mut known = BTreeMap::new();
    for row in &table.rows {
        let sku = row.get(column);
        if !known.contains_key(sku) {
            known.insert(sku.to_owned(), into.has_product(sku)?);
        }
    }
    Ok(known)
}

/// Writes the orders.
pub fn write(into: &mut Into<'_>, orders: impl IntoIterator<Item = Order>) -> Result<Tally, ImportError> {
    let mut tally = Tally::default();
    for mut order in orders {
        order.lines.sort_by(|a, b| a.sku.cmp(&b.sku));
        let id = DocId::new(Feed::Office, Kind::Order, Order::key(order.source, &order.number));
        tally.count(write_document(into.tx, into.org, into.author, id, |w| order::write(w, &order))?);
    }
    Ok(tally)
}
