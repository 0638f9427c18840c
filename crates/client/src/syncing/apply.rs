//! Takes an answer into the database: all of it in one transaction, so that a cut leaves either the state
//! before, with the old cursor, or the state after, with the new one.

use crate::app::App;
use crate::error::Result;
use crate::identity;
use crate::store::{documents, outbox, renewal, settings};
use domain::id::Actor;
use domain::kind::DocId;
use protocol::{DocPull, SyncAnswer};
use rusqlite::{Transaction, params};

/// A phone's clock that is further off than this many seconds is shown to be wrong.
const CLOCK_TOLERANCE: i64 = 5 * 60;

/// Applies `answer` to the request that held the outbox up to `last_row`. Returns how many changes still wait,
/// and whether there is anything new to show.
pub fn store(app: &App, answer: &SyncAnswer, last_row: i64) -> Result<(u32, bool)> {
    let (now, actor) = (app.now(), app.actor());
    app.store.write(|tx| {
        let stay = outbox::settle(tx, last_row, &answer.refused, now)?;
        let renewing = renewal::is_fetching(tx)?;
        for pull in &answer.pull {
            keep_or_quarantine(tx, pull, actor, renewing)?;
        }
        if renewing && !answer.more {
            renewal::end(tx)?;
        }
        for feed in &answer.gained {
            tx.execute("DELETE FROM lost_feed WHERE feed = ?1", [feed.to_string()])?;
        }
        for feed in &answer.lost {
            tx.execute("INSERT OR IGNORE INTO lost_feed (feed) VALUES (?1)", [feed.to_string()])?;
        }
        leave_lost_feeds(tx)?;
        identity::follow_facts(tx)?;
        settings::put(tx, "cursor", answer.cursor.as_slice())?;
        settings::put(tx, "number", i64::try_from(answer.number).unwrap_or(i64::MAX))?;
        settings::put(tx, "last_sync", now.0)?;
        let ahead = now.0.saturating_sub(answer.clock);
        settings::put(tx, "clock_ahead", if ahead.abs() > CLOCK_TOLERANCE { ahead } else { 0 })?;
        let news = last_row > 0
            || !(answer.pull.is_empty()
                && answer.gained.is_empty()
                && answer.lost.is_empty()
                && answer.refused.is_empty());
        Ok((outbox::waiting(tx)?.saturating_sub(stay), news))
    })
}

/// Keeps news of a document; what cannot be read is put aside whole and stops nothing else.
fn keep_or_quarantine(tx: &Transaction<'_>, pull: &DocPull, actor: Actor, renewing: bool) -> Result<()> {
    tx.execute_batch("SAVEPOINT pull")?;
    let reason = match pull.doc.id() {
        None => Some("kind".to_owned()),
        Some(id) => match keep(tx, id, &pull.chunks, actor, renewing) {
            Ok(()) => None,
            // Only what is wrong with the document; a full disk is wrong with the phone and stops the sync.
            Err(crate::ClientError::Document(error)) => Some(error.to_string()),
            Err(error) => return Err(error),
        },
    };
    if let Some(reason) = reason {
        tx.execute_batch("ROLLBACK TO pull")?;
        tracing::warn!(feed = %pull.doc.feed, kind = pull.doc.kind, reason, "quarantined");
        let sql = "INSERT INTO quarantine (feed, kind, key, bytes, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
        for chunk in &pull.chunks {
            let doc = &pull.doc;
            tx.execute(sql, params![doc.feed.to_string(), doc.kind, doc.key.as_slice(), chunk, reason])?;
        }
    }
    tx.execute_batch("RELEASE pull")?;
    Ok(())
}

/// Keeps news of a document. In a new life, what waits goes on top of it; and so it does when what comes is of a copy of
/// this phone that has used its actor for something else.
fn keep(tx: &Transaction<'_>, id: DocId, chunks: &[Vec<u8>], actor: Actor, renewing: bool) -> Result<()> {
    if renewing && renewal::put_on_top(tx, id, chunks, actor)? {
        return Ok(());
    }
    match documents::keep_pulled(tx, id, chunks) {
        Err(crate::ClientError::Document(_)) if renewal::put_on_top(tx, id, chunks, actor)? => Ok(()),
        kept => kept,
    }
}

/// Documents of feeds that the person may no longer read leave the phone, once nothing of them waits to be sent.
fn leave_lost_feeds(tx: &Transaction<'_>) -> Result<()> {
    let sql = "DELETE FROM document WHERE feed IN (SELECT feed FROM lost_feed)
               AND id NOT IN (SELECT document FROM outbox)";
    tx.execute(sql, [])?;
    let sql = "DELETE FROM lost_feed WHERE NOT EXISTS (SELECT 1 FROM document WHERE document.feed = lost_feed.feed)";
    tx.execute(sql, [])?;
    Ok(())
}
