//! Customers' orders, for the office.

use crate::api::office::{OfOrder, OrderLineRow, OrderRow, OrderSource, OrderState, OrderView};
use crate::api::workshop::{BatchRow, BatchState};
use crate::api::{Nothing, ProductRef};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::{batch, names};
use domain::RuleError;
use domain::id::DocKey;
use domain::quantity::Pieces;
use domain::time::Day;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `order.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<OrderRow>> {
    app.read(|c, _| {
        // One pass over all batches: an order's state follows from its own.
        let batches = batch::rows_by_order(c)?;
        let mut lines: BTreeMap<i64, Vec<Line>> = BTreeMap::new();
        let mut statement = c.prepare_cached("SELECT document, sku, pieces, due FROM order_line ORDER BY sku")?;
        for row in statement.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?))))? {
            let (document, line) = row?;
            lines.entry(document).or_default().push(line);
        }
        let mut statement = c.prepare_cached(&select(""))?;
        let orders = statement.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut rows: Vec<_> = orders
            .into_iter()
            .map(|order| {
                let of_this = batches.get(&order.key).map(Vec::as_slice).unwrap_or_default();
                let lines = lines.remove(&order.document).unwrap_or_default();
                with_progress(order.row, &lines, of_this)
            })
            .collect();
        rows.sort_by(|a, b| {
            let key =
                |r: &OrderRow| (rank(&r.state), r.due.is_empty(), r.due.clone(), r.placed.clone(), r.number.clone());
            key(a).cmp(&key(b))
        });
        Ok(rows)
    })
}

fn rank(state: &OrderState) -> u8 {
    match state {
        OrderState::ToPlan => 0,
        OrderState::InProgress => 1,
        OrderState::Complete => 2,
        OrderState::Cancelled => 3,
    }
}

/// `order.get`
pub fn get(app: &Arc<App>, args: OfOrder) -> Result<OrderView> {
    app.read(|c, _| {
        let order = named(c, &args.order)?;
        let batches = batch::rows_of_order(c, order.key.bytes().as_slice())?;
        let mut statement =
            c.prepare_cached("SELECT sku, pieces, due FROM order_line WHERE document = ?1 ORDER BY sku")?;
        let lines = statement
            .query_map([order.document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
            .collect::<rusqlite::Result<Vec<Line>>>()?;
        let row = with_progress(order.row, &lines, &batches);
        let lines = lines
            .into_iter()
            .map(|(sku, pieces, due)| {
                let of_sku = || batches.iter().filter(|b| b.product.sku == sku);
                Ok(OrderLineRow {
                    product: names::product(c, &sku)?,
                    pieces,
                    due,
                    batched: of_sku().map(taken).sum(),
                    accepted: of_sku().map(|b| b.accepted).sum(),
                })
            })
            .collect::<Result<_>>()?;
        Ok(OrderView { row, note: order.note, lines, batches })
    })
}

/// What a line of an order has left to plan.
pub struct LeftLine {
    pub product: ProductRef,
    pub pieces: u32,
    pub due: Option<Day>,
}

/// The order's number, and its lines that have something left to plan.
pub fn left(c: &Connection, name: &str) -> Result<(String, Vec<LeftLine>)> {
    let order = named(c, name)?;
    if order.row.state == OrderState::Cancelled {
        return Ok((order.row.number, vec![]));
    }
    let batches = batch::rows_of_order(c, order.key.bytes().as_slice())?;
    let mut statement = c.prepare_cached("SELECT sku, pieces, due FROM order_line WHERE document = ?1 ORDER BY sku")?;
    let lines = statement
        .query_map([order.document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<Line>>>()?;
    let left = lines.into_iter().filter_map(|(sku, pieces, due)| {
        let taken: u32 = batches.iter().filter(|b| b.product.sku == sku).map(taken).sum();
        let pieces = pieces.saturating_sub(taken);
        (pieces > 0).then(|| Ok(LeftLine { product: names::product(c, &sku)?, pieces, due: Day::parse(&due) }))
    });
    Ok((order.row.number, left.collect::<Result<_>>()?))
}

/// The order's key and number, when so many pieces of that line can still be planned.
pub fn open_line(c: &Connection, name: &str, sku: &str, pieces: Pieces) -> Result<(DocKey, String)> {
    let order = named(c, name)?;
    if order.row.state == OrderState::Cancelled {
        return Err(RuleError::Closed.into());
    }
    let line = "SELECT pieces FROM order_line WHERE document = ?1 AND sku = ?2";
    let asked: Option<u32> =
        c.prepare_cached(line)?.query_row(params![order.document, sku], |r| r.get(0)).optional()?;
    let asked = asked.ok_or(ClientError::NotFound("line"))?;
    let batches = batch::rows_of_order(c, order.key.bytes().as_slice())?;
    let batched: u32 = batches.iter().filter(|b| b.product.sku == sku).map(taken).sum();
    let left = asked.saturating_sub(batched);
    if pieces.0 > left {
        return Err(RuleError::MoreThanBatch { left }.into());
    }
    Ok((order.key, order.row.number))
}

/// What a batch takes of its order: of a cancelled one what was made, of a short one what was accepted.
fn taken(batch: &BatchRow) -> u32 {
    match batch.state {
        BatchState::Cancelled | BatchState::Complete => batch.accepted,
        _ => batch.pieces,
    }
}

/// SKU, pieces, due day.
type Line = (String, u32, String);

/// An order is planned when each of its lines is: plenty of one product does not make up for another.
fn with_progress(mut row: OrderRow, lines: &[Line], batches: &[BatchRow]) -> OrderRow {
    let of = |sku: &str| batches.iter().filter(|b| b.product.sku == sku).map(taken).sum::<u32>();
    row.batched = lines.iter().map(|(sku, pieces, _)| of(sku).min(*pieces)).sum();
    row.accepted = batches.iter().map(|b| b.accepted).sum();
    row.state = match row.state {
        OrderState::Cancelled => OrderState::Cancelled,
        _ if row.batched < row.pieces => OrderState::ToPlan,
        _ if batches.iter().all(|b| matches!(b.state, BatchState::Complete | BatchState::Cancelled)) => {
            OrderState::Complete
        }
        _ => OrderState::InProgress,
    };
    row
}

struct FoundOrder {
    document: i64,
    key: DocKey,
    note: String,
    row: OrderRow,
}

fn select(filter: &str) -> String {
    format!(
        "SELECT o.document, o.key, o.number, o.source, o.placed, o.cancelled, o.note,
                coalesce(min(nullif(l.due, '')), ''), count(l.sku), coalesce(sum(l.pieces), 0)
         FROM customer_order o LEFT JOIN order_line l ON l.document = o.document {filter} GROUP BY o.document"
    )
}

fn named(c: &Connection, name: &str) -> Result<FoundOrder> {
    let missing = || ClientError::NotFound("order");
    let key: DocKey = name.parse().map_err(|_| missing())?;
    let mut statement = c.prepare_cached(&select("WHERE o.key = ?1"))?;
    statement.query_row([key.bytes().as_slice()], read).optional()?.ok_or_else(missing)
}

fn read(r: &Row<'_>) -> rusqlite::Result<FoundOrder> {
    let key: Vec<u8> = r.get(1)?;
    let key = DocKey::from_slice(&key).unwrap_or(DocKey::ONLY);
    let source: String = r.get(3)?;
    let row = OrderRow {
        order: key.to_string(),
        number: r.get(2)?,
        source: if source == "shopify" { OrderSource::Shopify } else { OrderSource::Wholesale },
        placed: r.get(4)?,
        due: r.get(7)?,
        state: if r.get(5)? { OrderState::Cancelled } else { OrderState::ToPlan },
        lines: r.get(8)?,
        pieces: r.get(9)?,
        batched: 0,
        accepted: 0,
    };
    Ok(FoundOrder { document: r.get(0)?, key, note: r.get(6)?, row })
}
