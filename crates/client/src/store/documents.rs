//! Documents in the database: by name, as chunks.

use crate::error::Result;
use crate::projection;
use documents::{Document, Written};
use domain::id::DocKey;
use domain::kind::{DocId, Kind};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// After so many chunks a document is written anew as one, once the server has everything of it.
const MOST_CHUNKS: usize = 24;

/// The row of a document, when it is on this phone.
pub fn row(connection: &Connection, id: DocId) -> Result<Option<i64>> {
    let sql = "SELECT id FROM document WHERE feed = ?1 AND kind = ?2 AND key = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let key = id.key.bytes().as_slice();
    Ok(statement.query_row(params![id.feed.to_string(), id.kind.number(), key], |r| r.get(0)).optional()?)
}

/// The row of a document, made when it is not there.
pub fn row_or_new(tx: &Transaction<'_>, id: DocId) -> Result<i64> {
    if let Some(row) = row(tx, id)? {
        return Ok(row);
    }
    let sql = "INSERT INTO document (feed, kind, key) VALUES (?1, ?2, ?3)";
    let key = id.key.bytes().as_slice();
    tx.prepare_cached(sql)?.execute(params![id.feed.to_string(), id.kind.number(), key])?;
    Ok(tx.last_insert_rowid())
}

/// A document; one that nobody has written to when it is not on this phone.
pub fn load(connection: &Connection, id: DocId) -> Result<Document> {
    let Some(row) = row(connection, id)? else { return Ok(Document::new(id)?) };
    let mut statement = connection.prepare_cached("SELECT bytes FROM chunk WHERE document = ?1 ORDER BY id")?;
    let chunks = statement.query_map([row], |r| r.get(0))?.collect::<rusqlite::Result<Vec<Vec<u8>>>>()?;
    Ok(Document::from_chunks(id, chunks.iter().map(Vec::as_slice))?)
}

/// Keeps a change made on this phone, and what screens show of it.
pub fn keep_own(tx: &Transaction<'_>, document: &Document, written: &Written, actor: &[u8]) -> Result<()> {
    let row = row_or_new(tx, document.id())?;
    keep_chunk(tx, row, &written.hash, &written.bytes)?;
    let sql = "INSERT INTO outbox (document, hash, bytes, actor, start_op) VALUES (?1, ?2, ?3, ?4, ?5)";
    let start_op = i64::try_from(written.start_op).unwrap_or(i64::MAX);
    tx.prepare_cached(sql)?.execute(params![row, written.hash.as_slice(), written.bytes, actor, start_op])?;
    projection::project(tx, row, document)
}

/// Adds chunks and a run from the server. What this phone has already is not kept twice.
pub fn keep_pulled(tx: &Transaction<'_>, id: DocId, chunks: &[Vec<u8>], run: Option<&[u8]>) -> Result<()> {
    let run = run.map(::documents::unpack_run).transpose()?.unwrap_or_default();
    let mut document = load(tx, id)?;
    let before = document.heads();
    // In one go: each time is a copy of the document so far.
    let all = chunks.iter().chain(&run).map(Vec::as_slice).collect::<Vec<_>>().concat();
    if !all.is_empty() {
        document.apply(&all)?;
    }
    if document.heads() == before {
        return Ok(());
    }
    let row = row_or_new(tx, id)?;
    // Read first: a document that does not read leaves nothing behind.
    projection::project(tx, row, &document)?;
    let fresh = document.changes_since(&before);
    let kept: i64 =
        tx.prepare_cached("SELECT count(*) FROM chunk WHERE document = ?1")?.query_row([row], |r| r.get(0))?;
    let unsent: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE document = ?1)")?
        .query_row([row], |r| r.get(0))?;
    // One chunk of many, but never while something waits to be sent: a change that the server refuses must still be
    // possible to take out.
    let many = usize::try_from(kept).unwrap_or(0).saturating_add(fresh.len()) > MOST_CHUNKS || kept == 0;
    if many && !unsent && (kept > 0 || fresh.len() > 1) {
        tx.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([row])?;
        return keep_chunk(tx, row, &[], &document.whole());
    }
    for change in fresh {
        keep_chunk(tx, row, &[], &change.bytes)?;
    }
    Ok(())
}

/// Keeps every change of a document as a chunk of its own.
pub fn explode(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    tx.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([row])?;
    for change in document.changes_since(&[]) {
        keep_chunk(tx, row, &change.hash, &change.bytes)?;
    }
    Ok(())
}

pub(super) fn keep_chunk(tx: &Transaction<'_>, row: i64, hash: &[u8], bytes: &[u8]) -> Result<()> {
    let sql = "INSERT INTO chunk (document, hash, bytes) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![row, hash, bytes])?;
    Ok(())
}

/// Reads a document's name from columns `feed`, `kind`, `key` at `at`, `at + 1`, `at + 2`. `None` for a row of
/// a kind that this version does not know.
pub fn id_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<DocId>> {
    let (feed, kind, key): (String, u8, Vec<u8>) = (row.get(at)?, row.get(at + 1)?, row.get(at + 2)?);
    let id = || Some(DocId::new(feed.parse().ok()?, Kind::from_number(kind)?, DocKey::from_slice(&key)?));
    Ok(id())
}

/// Takes a change of this phone out of its document again, and all that was built on it. Returns the hashes
/// of what went.
pub fn take_out(tx: &Transaction<'_>, id: DocId, hash: &[u8; 32]) -> Result<Vec<[u8; 32]>> {
    let Some(row) = row(tx, id)? else { return Ok(vec![]) };
    let mut statement = tx.prepare_cached("SELECT id, hash, bytes FROM chunk WHERE document = ?1 ORDER BY id")?;
    let chunks = statement
        .query_map([row], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(i64, Vec<u8>, Vec<u8>)>>>()?;
    let mut document = Document::new(id)?;
    let mut gone = Vec::new();
    for (chunk, its_hash, bytes) in chunks {
        // What was built on the change that goes can no longer be applied, and goes with it.
        if its_hash != hash && document.apply(&bytes).is_ok() {
            continue;
        }
        tx.prepare_cached("DELETE FROM chunk WHERE id = ?1")?.execute([chunk])?;
        if let Ok(hash) = <[u8; 32]>::try_from(its_hash) {
            gone.push(hash);
        }
    }
    projection::project(tx, row, &document)?;
    Ok(gone)
}
