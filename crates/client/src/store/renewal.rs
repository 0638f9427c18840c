//! After this database turned out to be a copy: what waits here may be at the server already, from the other copy, or
//! may have to be made anew since the other copy has used its actor for something else.
//!
//! So a new life first fetches everything and sends nothing. Each document that comes has what waits put back on top of
//! it: what came back is settled, what still fits stays the very change it was (the other copy may hold it too, and a
//! change counts once), and only what no longer fits is made anew.

use super::documents::{keep_chunk, keep_own, row};
use super::settings;
use crate::error::Result;
use crate::projection;
use documents::{Document, Renamed};
use domain::id::Actor;
use domain::kind::DocId;
use rusqlite::{Connection, Transaction, params};

/// The setting that says that the new life has not fetched everything yet.
const FETCHING: &str = "renewing";

/// Whether everything has to be fetched before anything is sent.
pub fn is_fetching(connection: &Connection) -> Result<bool> {
    Ok(settings::get::<bool>(connection, FETCHING)?.unwrap_or(false))
}

/// A new life begins.
pub fn begin(tx: &Transaction<'_>) -> Result<()> {
    settings::put(tx, FETCHING, true)
}

/// Everything was fetched.
pub fn end(tx: &Transaction<'_>) -> Result<()> {
    settings::forget(tx, FETCHING)
}

/// Takes in a document that the server sent, and puts what waits in it back on top. Gives `false`, and does nothing, when
/// nothing of the document waits.
pub fn put_on_top(tx: &Transaction<'_>, id: DocId, pulled: &[Vec<u8>], actor: Actor) -> Result<bool> {
    let Some(place) = row(tx, id)? else { return Ok(false) };
    let waiting = tx
        .prepare_cached("SELECT id, hash, bytes FROM outbox WHERE document = ?1 ORDER BY id")?
        .query_map([place], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(i64, [u8; 32], Vec<u8>)>>>()?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let mut document = confirmed(tx, id, place)?;
    for chunk in pulled {
        document.apply(chunk)?;
    }
    tx.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([place])?;
    keep_chunk(tx, place, &[], &document.whole())?;
    let mut renamed = Renamed::new();
    for (waits, hash, bytes) in waiting {
        if !document.has(&hash) {
            if document.admit(&bytes, actor.device()).is_ok() {
                keep_chunk(tx, place, &hash, &bytes)?;
                continue;
            }
            // The new one goes behind all others, as does what builds on it.
            if let Some(written) = document.redo(actor, &bytes, &mut renamed)? {
                keep_own(tx, &document, &written, &actor.0)?;
            }
        }
        tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([waits])?;
    }
    projection::project(tx, place, &document)?;
    Ok(true)
}

/// The document without what waits in it. What builds on that is left out too: it comes with what it builds on.
fn confirmed(tx: &Transaction<'_>, id: DocId, place: i64) -> Result<Document> {
    let sql = "SELECT bytes FROM chunk WHERE document = ?1
               AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.document = ?1 AND outbox.hash = chunk.hash) ORDER BY id";
    let chunks =
        tx.prepare_cached(sql)?.query_map(params![place], |r| r.get(0))?.collect::<rusqlite::Result<Vec<Vec<u8>>>>()?;
    let mut document = Document::new(id)?;
    for chunk in chunks {
        let _ = document.apply(&chunk);
    }
    Ok(document)
}
