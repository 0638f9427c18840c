//! Finding out what the server lost: heads of documents are compared, and what it lacks waits to be sent again.

use super::documents::{explode, id_at, load, row};
use crate::error::Result;
use documents::Document;
use domain::id::{Actor, DeviceId};
use domain::kind::DocId;
use protocol::{DocHeads, limits};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;

/// Documents that are compared in one request, at most.
const MOST: u32 = 500;
/// Bytes that one takes, about.
const EACH: u32 = 80;

/// The heads of a document are to be compared.
pub fn want(tx: &Transaction<'_>, document: i64) -> Result<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO compare (document) VALUES (?1)")?.execute([document])?;
    Ok(())
}

/// The heads of all documents are to be compared.
pub fn want_all(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("INSERT OR IGNORE INTO compare (document) SELECT id FROM document", [])?;
    Ok(())
}

/// Whether there is anything to compare.
pub fn is_wanted(connection: &Connection) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM compare)")?.query_row([], |r| r.get(0))?)
}

/// What this phone holds of some documents that are to be compared, in about so many bytes, and their rows.
pub fn heads(connection: &Connection, bytes: u32) -> Result<(Vec<DocHeads>, Vec<i64>)> {
    let sql = "SELECT document, feed, kind, key FROM compare JOIN document ON id = document ORDER BY document LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([(bytes / EACH).clamp(1, MOST)])?;
    let (mut heads, mut compared) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        compared.push(row.get(0)?);
        let Some(doc) = id_at(row, 1)? else { continue };
        let mut all = load(connection, doc)?.heads();
        all.truncate(limits::HEADS);
        heads.push(DocHeads { doc: doc.into(), heads: all });
    }
    Ok((heads, compared))
}

/// The server has compared these documents and lacks something of `lacking`: what this phone made of it, or anybody
/// when it takes that too, waits to be sent again, before everything that may build on it. Gives the rows of those documents.
pub fn compared(
    tx: &Transaction<'_>,
    compared: &[i64],
    lacking: &[DocHeads],
    of: DeviceId,
    anybody: bool,
) -> Result<BTreeSet<i64>> {
    let mut again = BTreeSet::new();
    for it in lacking {
        let Some(doc) = it.doc.id() else { continue };
        let Some(row) = row(tx, doc)? else { continue };
        let document = load(tx, doc)?;
        if send_again(tx, row, doc, &document, &it.heads, of, anybody)? {
            again.insert(row);
        }
    }
    let mut delete = tx.prepare_cached("DELETE FROM compare WHERE document = ?1")?;
    for document in compared {
        delete.execute([document])?;
    }
    Ok(again)
}

fn send_again(
    tx: &Transaction<'_>,
    row: i64,
    doc: DocId,
    document: &Document,
    there: &[[u8; 32]],
    of: DeviceId,
    anybody: bool,
) -> Result<bool> {
    let waits = |hash: &[u8; 32]| -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM outbox WHERE document = ?1 AND hash = ?2)";
        Ok(tx.prepare_cached(sql)?.query_row(params![row, hash.as_slice()], |r| r.get(0))?)
    };
    let mut lost = Vec::new();
    for change in document.changes_since(there) {
        let actor: Option<[u8; 16]> = change.actor.as_slice().try_into().ok();
        let Some(actor) = actor.map(Actor) else { continue };
        if (anybody || actor.device() == of) && !waits(&change.hash)? {
            lost.push((change, actor));
        }
    }
    if lost.is_empty() {
        return Ok(false);
    }
    tracing::warn!(document = %doc, changes = lost.len(), "the server lost these and gets them again");
    // Each a chunk of its own, so that one that is refused can come out again.
    explode(tx, row, document)?;
    let first: i64 = tx.query_row("SELECT min(0, ifnull(min(id), 0)) FROM outbox", [], |r| r.get(0))?;
    let count = i64::try_from(lost.len()).unwrap_or(i64::MAX);
    let sql = "INSERT INTO outbox (id, document, hash, bytes, actor, start_op) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (place, (change, actor)) in (first.saturating_sub(count)..).zip(lost) {
        let start_op = i64::try_from(change.start_op).unwrap_or(i64::MAX);
        tx.prepare_cached(sql)?.execute(params![
            place,
            row,
            change.hash.as_slice(),
            change.bytes,
            actor.0.as_slice(),
            start_op
        ])?;
    }
    Ok(true)
}
