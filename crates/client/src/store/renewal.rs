//! After this database turned out to be a copy: what waits here may be at the server already, from the other copy, or
//! may have to be made anew since the other copy has used its actor for something else.
//!
//! So a new life first fetches everything and sends nothing. Each document that comes has what waits put back on top of
//! it: what came back is settled, what still fits stays the very change it was (the other copy may hold it too, and a
//! change counts once), and only what no longer fits is made anew, by every copy in the same way.

use super::documents::{keep_chunk, keep_own, row};
use super::settings;
use crate::error::Result;
use crate::projection;
use documents::{Document, Renamed, unpack_run};
use domain::id::Actor;
use domain::kind::DocId;
use protocol::DocPull;
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
pub fn put_on_top(tx: &Transaction<'_>, id: DocId, pull: &DocPull, actor: Actor) -> Result<bool> {
    let Some(place) = row(tx, id)? else { return Ok(false) };
    let waiting = tx
        .prepare_cached("SELECT id, hash, bytes, actor FROM outbox WHERE document = ?1 ORDER BY id")?
        .query_map([place], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<rusqlite::Result<Vec<(i64, [u8; 32], Vec<u8>, [u8; 16])>>>()?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let run = pull.run.as_deref().map(unpack_run).transpose()?.unwrap_or_default();
    let (mut document, built_on_it) = confirmed(tx, id, place)?;
    for chunk in pull.chunks.iter().chain(&run) {
        document.apply(chunk)?;
    }
    tx.prepare_cached("DELETE FROM chunk WHERE document = ?1")?.execute([place])?;
    keep_chunk(tx, place, &[], &document.whole())?;
    let mut renamed = Renamed::default();
    for (waits, hash, bytes, by) in waiting {
        if !document.has(&hash) {
            let others = Actor(by).device() != actor.device();
            // What others made is passed on as it is or not at all.
            let fits =
                if others { document.apply(&bytes).is_ok() } else { document.admit(&bytes, actor.device()).is_ok() };
            if fits {
                keep_chunk(tx, place, &hash, &bytes)?;
                continue;
            }
            // The new one goes behind all others, as does what builds on it.
            if !others
                && let Some(redone) = document.redo(&bytes, &mut renamed)?
                && !redone.was_there
            {
                keep_own(tx, &document, &redone.written, &redone.actor.0)?;
            }
        }
        tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([waits])?;
    }
    for chunk in built_on_it {
        if document.apply(&chunk).is_ok() {
            keep_chunk(tx, place, &[], &chunk)?;
        }
    }
    projection::project(tx, place, &document)?;
    Ok(true)
}

/// The document without what waits in it, and chunks that build on that.
fn confirmed(tx: &Transaction<'_>, id: DocId, place: i64) -> Result<(Document, Vec<Vec<u8>>)> {
    let sql = "SELECT bytes FROM chunk WHERE document = ?1
               AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.document = ?1 AND outbox.hash = chunk.hash) ORDER BY id";
    let chunks =
        tx.prepare_cached(sql)?.query_map(params![place], |r| r.get(0))?.collect::<rusqlite::Result<Vec<Vec<u8>>>>()?;
    let (mut document, mut built_on_it) = (Document::new(id)?, Vec::new());
    for chunk in chunks {
        if document.apply(&chunk).is_err() {
            built_on_it.push(chunk);
        }
    }
    Ok((document, built_on_it))
}
