//! Changes on their way to the server.

use super::compare;
use super::documents::{id_at, take_out};
use crate::error::Result;
use domain::kind::DocId;
use domain::time::Timestamp;
use protocol::{Code, DocPush, Refusal, limits};
use rusqlite::{Connection, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// How many changes wait.
pub fn waiting(connection: &Connection) -> Result<u32> {
    Ok(connection.prepare_cached("SELECT count(*) FROM outbox")?.query_row([], |r| r.get(0))?)
}

/// How many changes wait that are not of the documents `held`.
pub fn waiting_beside(connection: &Connection, held: &BTreeSet<i64>) -> Result<u32> {
    let mut statement = connection.prepare_cached("SELECT document, count(*) FROM outbox GROUP BY document")?;
    let mut rows = statement.query([])?;
    let mut waiting = 0_u32;
    while let Some(row) = rows.next()? {
        if !held.contains(&row.get(0)?) {
            waiting = waiting.saturating_add(row.get(1)?);
        }
    }
    Ok(waiting)
}

/// What goes into one request.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The changes by document.
    pub push: Vec<DocPush>,
    /// The rows of the outbox that are in it.
    pub rows: Vec<i64>,
}

/// The oldest changes, up to about so many bytes and always at least one, but none of the documents `held`. In the
/// order they were made: a change never goes before one that it builds on.
pub fn pack(connection: &Connection, bytes: u32, held: &BTreeSet<i64>, runs: bool) -> Result<Packed> {
    let sql = "SELECT outbox.id, outbox.bytes, document, feed, kind, key FROM outbox
               JOIN document ON document.id = document ORDER BY outbox.id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut packed = Vec::new();
    let mut by_document: Vec<(DocId, Vec<Vec<u8>>)> = Vec::new();
    let mut places: BTreeMap<DocId, usize> = BTreeMap::new();
    let mut total = 0;
    let budget = usize::try_from(bytes).unwrap_or(usize::MAX);
    while let Some(row) = rows.next()? {
        if held.contains(&row.get(2)?) {
            continue;
        }
        let change: Vec<u8> = row.get(1)?;
        // A row of a kind that this version does not know waits for one that does.
        let Some(doc) = id_at(row, 3)? else { continue };
        total += change.len();
        if !packed.is_empty() && (total > budget || places.len() >= limits::DOCUMENTS) {
            break;
        }
        packed.push(row.get(0)?);
        let place = *places.entry(doc).or_insert_with(|| {
            by_document.push((doc, vec![]));
            by_document.len() - 1
        });
        if let Some((_, changes)) = by_document.get_mut(place) {
            changes.push(change);
            if changes.len() >= limits::CHANGES {
                break;
            }
        }
    }
    let push = by_document.into_iter().map(|(doc, changes)| {
        let run = if runs { ::documents::pack_run(&changes) } else { None };
        let changes = if run.is_some() { vec![] } else { changes };
        DocPush { doc: doc.into(), changes, run }
    });
    Ok(Packed { push: push.collect(), rows: packed })
}

/// The server has answered for `rows`: what it refused for good is set aside, what it could not take today stays, the
/// rest is done. Returns the documents of what stays: it is for another day, not for the next request.
pub fn settle(tx: &Transaction<'_>, rows: &[i64], refused: &[Refusal], now: Timestamp) -> Result<BTreeSet<i64>> {
    let mut stays = BTreeSet::new();
    let mut held = BTreeSet::new();
    for refusal in refused {
        let Some(doc) = refusal.doc.id() else { continue };
        let Some(change) = row(tx, doc, &refusal.hash)? else { continue }; // It went with one that it was built on.
        // A code of a newer server counts as a passing trouble: nothing is given up for it.
        match Code::from_number(refusal.code) {
            Some(code) if code.is_permanent() => set_aside(tx, doc, &change.hash, refused, now)?,
            code => {
                stays.insert(change.id);
                held.insert(change.document);
                if code == Some(Code::MissingDependency) {
                    compare::want(tx, change.document)?;
                }
            }
        }
    }
    let mut delete = tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?;
    for row in rows.iter().filter(|row| !stays.contains(*row)) {
        delete.execute([row])?;
    }
    Ok(held)
}

/// A change that waits.
struct Waiting {
    id: i64,
    document: i64,
    hash: [u8; 32],
}

/// Finds a change. Its hash alone does not name it: the same first edit in two documents is the same bytes. A server
/// that cannot read a change names it by the SHA-256 of its bytes.
fn row(tx: &Transaction<'_>, doc: DocId, named: &[u8; 32]) -> Result<Option<Waiting>> {
    let sql = "SELECT outbox.id, document, hash, outbox.bytes FROM outbox JOIN document ON document.id = document
               WHERE feed = ?1 AND kind = ?2 AND key = ?3 ORDER BY outbox.id";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query(params![doc.feed.to_string(), doc.kind.number(), doc.key.bytes().as_slice()])?;
    while let Some(row) = rows.next()? {
        let (hash, bytes): ([u8; 32], Vec<u8>) = (row.get(2)?, row.get(3)?);
        if hash == *named || ::documents::digest(&bytes) == *named {
            return Ok(Some(Waiting { id: row.get(0)?, document: row.get(1)?, hash }));
        }
    }
    Ok(None)
}

/// Takes a refused change, and what was built on it, out of its document and keeps each with its code.
fn set_aside(tx: &Transaction<'_>, doc: DocId, hash: &[u8; 32], refused: &[Refusal], now: Timestamp) -> Result<()> {
    for gone in take_out(tx, doc, hash)? {
        let Some(Waiting { id: row, .. }) = row(tx, doc, &gone)? else { continue };
        // What was built on it went with it, and may have been refused for a reason of its own.
        let said = refused.iter().find(|r| r.hash == gone && r.doc.id() == Some(doc));
        let code = said.and_then(|r| Code::from_number(r.code)).unwrap_or(Code::MissingDependency).word();
        let sql = "INSERT INTO refused (feed, kind, key, hash, bytes, code, at)
                   SELECT feed, kind, key, hash, bytes, ?2, ?3 FROM outbox JOIN document ON document.id = document
                   WHERE outbox.id = ?1";
        tx.prepare_cached(sql)?.execute(params![row, code, now.0])?;
        tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([row])?;
    }
    Ok(())
}
