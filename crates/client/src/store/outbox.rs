//! Changes on their way to the server.

use super::documents::{id_at, take_out};
use crate::error::Result;
use domain::kind::DocId;
use domain::time::Timestamp;
use protocol::{Code, DocPush, Refusal, limits};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

/// How many changes wait.
pub fn waiting(connection: &Connection) -> Result<u32> {
    Ok(connection.prepare_cached("SELECT count(*) FROM outbox")?.query_row([], |r| r.get(0))?)
}

/// What goes into one request.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The changes by document.
    pub push: Vec<DocPush>,
    /// The last row of the outbox that is in it; 0 for none.
    pub last: i64,
}

/// The oldest changes, up to about so many bytes and always at least one. In the order they were made: a
/// change never goes before one that it builds on.
pub fn pack(connection: &Connection, bytes: u32) -> Result<Packed> {
    let sql = "SELECT outbox.id, outbox.bytes, feed, kind, key FROM outbox JOIN document ON document.id = document
               ORDER BY outbox.id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut packed = Packed::default();
    let mut places: BTreeMap<DocId, usize> = BTreeMap::new();
    let mut total = 0;
    let budget = usize::try_from(bytes).unwrap_or(usize::MAX);
    while let Some(row) = rows.next()? {
        let (id, change): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let Some(doc) = id_at(row, 2)? else { continue };
        total += change.len();
        if packed.last > 0 && (total > budget || places.len() >= limits::DOCUMENTS) {
            break;
        }
        packed.last = id;
        let place = *places.entry(doc).or_insert_with(|| {
            packed.push.push(DocPush { doc: doc.into(), changes: vec![] });
            packed.push.len() - 1
        });
        if let Some(push) = packed.push.get_mut(place) {
            push.changes.push(change);
            if push.changes.len() >= limits::CHANGES {
                break;
            }
        }
    }
    Ok(packed)
}

/// The server has answered for everything up to `last`: what it refused for good is set aside, what it could not
/// take today stays, the rest is done. Returns how many stay: they are for another day, not for the next request.
pub fn settle(tx: &Transaction<'_>, last: i64, refused: &[Refusal], now: Timestamp) -> Result<u32> {
    let mut kept = Vec::new();
    for refusal in refused {
        let Some(doc) = refusal.doc.id() else { continue };
        // A code of a newer server counts as a passing trouble: nothing is given up for it.
        match Code::from_number(refusal.code) {
            Some(code) if code.is_permanent() => set_aside(tx, doc, &refusal.hash, refused, now)?,
            _ => kept.extend(row(tx, doc, &refusal.hash)?),
        }
    }
    let stay = kept.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    tx.execute(&format!("DELETE FROM outbox WHERE id <= ?1 AND id NOT IN ({stay})"), [last])?;
    Ok(u32::try_from(kept.len()).unwrap_or(u32::MAX))
}

/// The row of a change. Its hash alone does not name it: the same first edit in two documents is the same bytes.
fn row(tx: &Transaction<'_>, doc: DocId, hash: &[u8; 32]) -> Result<Option<i64>> {
    let sql = "SELECT outbox.id FROM outbox JOIN document ON document.id = document
               WHERE feed = ?1 AND kind = ?2 AND key = ?3 AND hash = ?4";
    let values = params![doc.feed.to_string(), doc.kind.number(), doc.key.bytes().as_slice(), hash.as_slice()];
    Ok(tx.prepare_cached(sql)?.query_row(values, |r| r.get(0)).optional()?)
}

/// Takes a refused change, and what was built on it, out of its document and keeps each with its code.
fn set_aside(tx: &Transaction<'_>, doc: DocId, hash: &[u8; 32], refused: &[Refusal], now: Timestamp) -> Result<()> {
    if row(tx, doc, hash)?.is_none() {
        return Ok(()); // It went with one that it was built on.
    }
    for gone in take_out(tx, doc, hash)? {
        let Some(row) = row(tx, doc, &gone)? else { continue };
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
