//! What came from the server and cannot be read here: a kind of a later version, or a document that is damaged. It is kept
//! as it came, shown as a number, stops nothing else, and is tried again when the app opens: it may be a newer one.

use super::documents::{id_at, keep_pulled};
use crate::error::{ClientError, Result};
use documents::unpack_run;
use domain::kind::Kind;
use protocol::DocPull;
use rusqlite::{Connection, Transaction, params};

/// A document that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its kind, when this version knows it.
    pub kind: Option<Kind>,
    /// How many pieces of it came.
    pub pieces: u32,
}

/// Puts aside what came of a document. What is here already is not kept twice.
pub fn put(tx: &Transaction<'_>, pull: &DocPull, reason: &str) -> Result<()> {
    let sql = "INSERT INTO quarantine (feed, kind, key, bytes, reason) SELECT ?1, ?2, ?3, ?4, ?5
               WHERE NOT EXISTS (SELECT 1 FROM quarantine WHERE feed = ?1 AND kind = ?2 AND key = ?3 AND bytes = ?4)";
    let run = pull.run.as_deref().map(unpack_run).transpose();
    // A run that does not unpack stays as it is.
    let run = run.unwrap_or_else(|_| pull.run.clone().map(|run| vec![run])).unwrap_or_default();
    for chunk in pull.chunks.iter().chain(&run) {
        let doc = &pull.doc;
        tx.execute(sql, params![doc.feed.to_string(), doc.kind, doc.key.as_slice(), chunk, reason])?;
    }
    Ok(())
}

/// How many documents cannot be read.
pub fn count(connection: &Connection) -> Result<u32> {
    let sql = "SELECT count(*) FROM (SELECT DISTINCT feed, kind, key FROM quarantine)";
    Ok(connection.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
}

/// The documents that cannot be read, the latest first.
pub fn list(connection: &Connection) -> Result<Vec<Unread>> {
    let sql = "SELECT kind, count(*) FROM quarantine GROUP BY feed, kind, key ORDER BY max(id) DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok(Unread { kind: Kind::from_number(r.get(0)?), pieces: r.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes in what can be read by now; the rest stays.
pub fn try_again(tx: &Transaction<'_>) -> Result<()> {
    let found = tx
        .prepare("SELECT DISTINCT feed, kind, key FROM quarantine")?
        .query_map([], |r| id_at(r, 0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for id in found.into_iter().flatten() {
        let name = params![id.feed.to_string(), id.kind.number(), id.key.bytes().as_slice()];
        let chunks = tx
            .prepare_cached("SELECT bytes FROM quarantine WHERE feed = ?1 AND kind = ?2 AND key = ?3 ORDER BY id")?
            .query_map(name, |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Vec<u8>>>>()?;
        tx.execute_batch("SAVEPOINT again")?;
        match keep_pulled(tx, id, &chunks, None) {
            Ok(()) => {
                tx.execute("DELETE FROM quarantine WHERE feed = ?1 AND kind = ?2 AND key = ?3", name)?;
            }
            Err(ClientError::Document(_)) => tx.execute_batch("ROLLBACK TO again")?,
            Err(error) => return Err(error),
        }
        tx.execute_batch("RELEASE again")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
