//! What screens read: rows made from documents, and made anew whenever a document changes.

mod agree;
mod catalogue;
mod facts;
mod material;
mod pay;
mod work;

use crate::error::Result;
use crate::store::settings;
use documents::Document;
use domain::id::{PersonId, WorkshopId};
use domain::kind::{Feed, Kind};
use rusqlite::{Connection, Transaction, params};

/// The tables whose rows belong to one document each.
const TABLES: &[&str] = &[
    "product",
    "product_material",
    "product_step",
    "material",
    "customer_order",
    "order_line",
    "workshop",
    "member",
    "device",
    "batch",
    "completion",
    "assignment",
    "work",
    "checked",
    "history",
    "moved",
    "movement",
    "statement_entry",
    "run_entry",
    "office_checked",
    "agreement",
    "disagreement",
];

/// Makes the rows of `document`, whose row in the table of documents is `row`.
pub fn project(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let id = document.id();
    forget(tx, row, id.kind)?;
    if document.heads() == Document::new(id)?.heads() {
        return Ok(()); // Nobody has written to it, or what was written was taken out again.
    }
    match id.kind {
        Kind::Organisation => facts::organisation(tx, row, document),
        Kind::Workshop => facts::workshop(tx, row, document),
        Kind::Product => catalogue::product(tx, row, document),
        Kind::Material => catalogue::material(tx, row, document),
        Kind::Order => catalogue::order(tx, row, document),
        Kind::Batch => work::batch(tx, row, document),
        Kind::Completion => work::completion(tx, row, document),
        Kind::Assignment => work::assignment(tx, row, document),
        Kind::Work => work::work(tx, row, document),
        Kind::Check => work::check(tx, row, document),
        Kind::Moves => work::moves(tx, row, document),
        Kind::HoldingLedger => material::holding(tx, row, document),
        Kind::IssueLedger => material::issue(tx, row, document),
        Kind::StoreLedger => material::store(tx, row, document),
        Kind::Statement => pay::statement(tx, row, document),
        Kind::PayoutRun => pay::run(tx, row, document),
        Kind::OfficeCheck => pay::office_check(tx, row, document),
        Kind::Agreement => agree::agreement(tx, row, document),
    }?;
    agree::disagreements(tx, row, document)
}

fn forget(tx: &Transaction<'_>, row: i64, kind: Kind) -> Result<()> {
    let tables: &[&str] = match kind {
        Kind::Organisation => &["member", "device"],
        Kind::Workshop => &["workshop", "member", "device"],
        Kind::Product => &["product", "product_material", "product_step"],
        Kind::Material => &["material"],
        Kind::Order => &["customer_order", "order_line"],
        Kind::Batch => &["batch"],
        Kind::Completion => &["completion"],
        Kind::Assignment => &["assignment"],
        Kind::Work => &["work", "history"],
        Kind::Check => &["checked", "history"],
        Kind::Moves => &["moved"],
        Kind::HoldingLedger | Kind::IssueLedger | Kind::StoreLedger => &["movement"],
        Kind::Statement => &["statement_entry"],
        Kind::PayoutRun => &["run_entry"],
        Kind::OfficeCheck => &["office_checked", "history"],
        Kind::Agreement => &["agreement"],
    };
    for table in tables.iter().chain(&["disagreement"]) {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute(params![row])?;
    }
    Ok(())
}

/// The version of what this module writes. When it changes, the next start makes all rows anew.
const VERSION: i64 = 6;

/// Whether the rows are of this version.
pub fn is_current(c: &Connection) -> Result<bool> {
    Ok(settings::get(c, "projection")? == Some(VERSION))
}

/// Makes all rows anew and notes the version.
pub fn make_anew(tx: &Transaction<'_>) -> Result<()> {
    let unreadable = rebuild(tx)?;
    if unreadable > 0 {
        tracing::warn!(unreadable, "documents that do not read are not shown");
    }
    settings::put(tx, "projection", VERSION)
}

/// Drops all rows and makes them anew from the chunks. Returns how many documents did not read.
fn rebuild(tx: &Transaction<'_>) -> Result<u32> {
    for table in TABLES {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut statement = tx.prepare("SELECT id, feed, kind, key FROM document")?;
    let all = statement
        .query_map([], |r| Ok((r.get::<_, i64>(0)?, crate::store::documents::id_at(r, 1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut unreadable = 0;
    for (row, id) in all {
        let made = id.map(|id| project(tx, row, &crate::store::documents::load(tx, id)?));
        unreadable += u32::from(!matches!(made, Some(Ok(()))));
    }
    Ok(unreadable)
}

/// The workshop and person that a document's feed names; 0 where it names none.
fn place(document: &Document) -> (u32, u32) {
    match document.id().feed {
        Feed::Workshop(WorkshopId(w)) | Feed::Leads(WorkshopId(w)) => (w, 0),
        Feed::Work(WorkshopId(w), PersonId(p)) => (w, p),
        Feed::Private(PersonId(p)) => (0, p),
        Feed::Org | Feed::Office => (0, 0),
    }
}

fn counter(of: u64) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}
