//! Customers' orders, of a shop's export or in the plain wholesale form.

use super::{File, ImportError, Into, Tally, unless};
use crate::writing::write_document;
use documents::order;
use domain::catalogue::{Order, OrderSource};
use domain::kind::{DocId, Feed, Kind};
use imports::OrderFile;
use std::collections::BTreeSet;

/// Imports the orders of a Shopify export.
pub fn orders_shopify(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    orders(into, OrderSource::Shopify, file)
}

/// Imports wholesale orders.
pub fn orders_wholesale(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    orders(into, OrderSource::Wholesale, file)
}

fn orders(into: &mut Into<'_>, source: OrderSource, file: &File) -> Result<Tally, ImportError> {
    let file = OrderFile::open(source, file)?;
    let mut known = BTreeSet::new();
    for sku in file.skus() {
        if into.has_product(sku)? {
            known.insert(sku.to_owned());
        }
    }
    let read = file.read(&known);
    let mut tally = Tally::default();
    for order in unless(read.problems, read.orders)? {
        let id = DocId::new(Feed::Office, Kind::Order, Order::key(order.source, &order.number));
        tally.count(write_document(into.tx, into.org, into.author, id, |w| order::write(w, &order))?);
    }
    Ok(tally)
}
