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

/// The server has answered for everything up to `last`: what it refused is set aside, the rest is done.
pub fn settle(tx: &Transaction<'_>, last: i64, refused: &[Refusal], now: Timestamp) -> Result<()> {
    for refusal in refused {
        let code = Code::from_number(refusal.code).map_or("server_error", Code::word);
        set_aside(tx, &refusal.hash, code, now)?;
    }
    tx.prepare_cached("DELETE FROM outbox WHERE id <= ?1")?.execute([last])?;
    Ok(())
}

/// Takes a refused change, and what was built on it, out of its document and keeps it with the code.
fn set_aside(tx: &Transaction<'_>, hash: &[u8; 32], code: &str, now: Timestamp) -> Result<()> {
    let sql = "SELECT feed, kind, key FROM outbox JOIN document ON document.id = document WHERE hash = ?1";
    let doc = tx.prepare_cached(sql)?.query_row([hash.as_slice()], |r| id_at(r, 0)).optional()?.flatten();
    let Some(doc) = doc else { return Ok(()) };
    for gone in take_out(tx, doc, hash)? {
        let code = if gone == *hash { code } else { Code::MissingDependency.word() };
        let sql = "INSERT INTO refused (feed, kind, key, hash, bytes, code, at)
                   SELECT feed, kind, key, hash, bytes, ?2, ?3 FROM outbox JOIN document ON document.id = document
                   WHERE hash = ?1";
        tx.prepare_cached(sql)?.execute(params![gone.as_slice(), code, now.0])?;
        tx.prepare_cached("DELETE FROM outbox WHERE hash = ?1")?.execute([gone.as_slice()])?;
    }
    Ok(())
}
