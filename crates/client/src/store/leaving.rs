//! A device that the office has closed: nothing more is written here, what waits is handed over, then all of it goes.

use super::documents::id_at;
use super::settings;
use crate::error::{ClientError, Result};
use domain::kind::DocId;
use protocol::{Code, DocPush, Refusal};
use rusqlite::{Connection, Transaction};

/// Why the office closed this device, when it did.
pub fn reason(connection: &Connection) -> Result<Option<Code>> {
    let number: Option<u16> = settings::get(connection, "leaving")?;
    Ok(number.map(|number| Code::from_number(number).unwrap_or(Code::Revoked)))
}

/// That nothing may be written any more, when the device is closed.
pub fn check_open(connection: &Connection) -> Result<()> {
    reason(connection)?.map_or(Ok(()), |code| Err(ClientError::Server(code)))
}

/// The server says that the device is closed, or that it is open again.
pub fn put(tx: &Transaction<'_>, code: Option<u16>) -> Result<()> {
    match code {
        Some(code) => settings::put(tx, "leaving", code),
        None => settings::forget(tx, "leaving"),
    }
}

/// How many changes were handed over.
pub fn handed_over(connection: &Connection) -> Result<u32> {
    Ok(settings::get(connection, "handed_over")?.unwrap_or(0))
}

/// Refused edits that were not handed over. They are this phone's only: a wipe would lose them.
pub fn refused_waiting(connection: &Connection) -> Result<u32> {
    Ok(connection.prepare_cached("SELECT count(*) FROM refused")?.query_row([], |r| r.get(0))?)
}

/// Refused edits up to about so many bytes and at least one, with their rows.
pub fn pack_refused(connection: &Connection, bytes: u32) -> Result<(Vec<DocPush>, Vec<i64>)> {
    let mut statement = connection.prepare_cached("SELECT id, bytes, feed, kind, key FROM refused ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut push: Vec<(DocId, Vec<Vec<u8>>)> = Vec::new();
    let mut packed = Vec::new();
    let mut total = 0;
    while let Some(row) = rows.next()? {
        let (id, change): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        total += change.len();
        if !packed.is_empty() && total > usize::try_from(bytes).unwrap_or(usize::MAX) {
            break;
        }
        packed.push(id);
        // A document of a kind that is not known here cannot have been written here.
        let Some(doc) = id_at(row, 2)? else { continue };
        match push.last_mut() {
            Some((last, changes)) if *last == doc => changes.push(change),
            _ => push.push((doc, vec![change])),
        }
    }
    let push = push.into_iter().map(|(doc, changes)| DocPush { doc: doc.into(), changes, run: None });
    Ok((push.collect(), packed))
}

/// The server holds what was brought, so many changes of the outbox and these refused edits, except what it named.
pub fn settle(tx: &Transaction<'_>, outbox: u32, refused: &[i64], not_held: &[Refusal]) -> Result<()> {
    let mut count = handed_over(tx)?.saturating_add(outbox);
    for id in refused {
        let hash: [u8; 32] =
            tx.prepare_cached("SELECT hash FROM refused WHERE id = ?1")?.query_row([id], |r| r.get(0))?;
        if not_held.iter().any(|refusal| refusal.hash == hash) {
            continue;
        }
        tx.prepare_cached("DELETE FROM refused WHERE id = ?1")?.execute([id])?;
        count = count.saturating_add(1);
    }
    settings::put(tx, "handed_over", count)
}
