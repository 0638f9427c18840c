//! Takes an answer into the database: all of it in one transaction, so that a cut leaves either the state
//! before, with the old cursor, or the state after, with the new one.

use crate::app::App;
use crate::error::Result;
use crate::identity;
use crate::store::{compare, documents, leaving, outbox, quarantine, renewal, settings};
use domain::id::Actor;
use domain::kind::DocId;
use domain::time::Timestamp;
use protocol::{DocPull, SyncAnswer, capability};
use rusqlite::Transaction;
use std::collections::BTreeSet;

/// A phone's clock that is further off than this many seconds is shown to be wrong.
const CLOCK_TOLERANCE: i64 = 5 * 60;

/// What a request held, to be settled when its answer comes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Rows of the outbox.
    pub rows: Vec<i64>,
    /// Rows of refused edits, which a device that is closed hands over as well.
    pub refused: Vec<i64>,
    /// Documents whose heads were compared, as rows.
    pub compared: Vec<i64>,
}

/// What became of an answer.
#[derive(Debug, Default)]
pub struct Applied {
    /// Documents with changes that the server could not take today, as rows.
    pub held: BTreeSet<i64>,
    /// Documents of which the server had lost something that it gets again: what it could not take since it builds on
    /// that goes along.
    pub again: BTreeSet<i64>,
    /// Whether there is anything new to show.
    pub news: bool,
    /// Whether the office could not hold all of it.
    pub held_full: bool,
}

/// Applies `answer` to the request that held `sent`.
pub fn store(app: &App, answer: &SyncAnswer, sent: &Sent) -> Result<Applied> {
    let now = app.now();
    app.store.write(|tx| {
        let actor = app.actor(tx)?;
        leaving::put(tx, answer.leave)?;
        if answer.leave.is_some() {
            return hand_over(tx, answer, sent, now);
        }
        let held = outbox::settle(tx, &sent.rows, &answer.refused, now)?;
        let renewing = renewal::is_fetching(tx)?;
        for pull in &answer.pull {
            keep_or_quarantine(tx, pull, actor, renewing)?;
        }
        if renewing && !answer.more {
            renewal::end(tx)?;
        }
        let capabilities = answer.capabilities.unwrap_or(0);
        let lacking = answer.lacking.as_deref().unwrap_or_default();
        let device = app.key.public().device();
        let again = compare::compared(tx, &sent.compared, lacking, device, capabilities & capability::RELAYS != 0)?;
        for feed in &answer.gained {
            tx.execute("DELETE FROM lost_feed WHERE feed = ?1", [feed.to_string()])?;
        }
        for feed in &answer.lost {
            tx.execute("INSERT OR IGNORE INTO lost_feed (feed) VALUES (?1)", [feed.to_string()])?;
        }
        leave_lost_feeds(tx)?;
        identity::follow_facts(tx)?;
        settings::put(tx, "server_can", capabilities)?;
        settings::put(tx, "cursor", answer.cursor.as_slice())?;
        settings::put(tx, "number", i64::try_from(answer.number).unwrap_or(i64::MAX))?;
        settings::put(tx, "last_sync", now.0)?;
        let ahead = now.0.saturating_sub(answer.clock);
        settings::put(tx, "clock_ahead", if ahead.abs() > CLOCK_TOLERANCE { ahead } else { 0 })?;
        let news = !(sent.rows.is_empty()
            && answer.pull.is_empty()
            && answer.gained.is_empty()
            && answer.lost.is_empty()
            && answer.refused.is_empty());
        Ok(Applied { held, again, news, held_full: false })
    })
}

/// The device is closed: what was brought is at the office, except what it had no room for.
fn hand_over(tx: &Transaction<'_>, answer: &SyncAnswer, sent: &Sent, now: Timestamp) -> Result<Applied> {
    let before = outbox::waiting(tx)?;
    let held = outbox::settle(tx, &sent.rows, &answer.refused, now)?;
    let gone = before.saturating_sub(outbox::waiting(tx)?);
    leaving::settle(tx, gone, &sent.refused, &answer.refused)?;
    settings::put(tx, "number", i64::try_from(answer.number).unwrap_or(i64::MAX))?;
    settings::put(tx, "last_sync", now.0)?;
    Ok(Applied { held, again: BTreeSet::new(), news: true, held_full: !answer.refused.is_empty() })
}

/// Keeps news of a document; what cannot be read is put aside whole and stops nothing else.
fn keep_or_quarantine(tx: &Transaction<'_>, pull: &DocPull, actor: Actor, renewing: bool) -> Result<()> {
    tx.execute_batch("SAVEPOINT pull")?;
    let reason = match pull.doc.id() {
        None => Some("kind".to_owned()),
        Some(id) => match keep(tx, id, pull, actor, renewing) {
            Ok(()) => None,
            // Only what is wrong with the document; a full disk is wrong with the phone and stops the sync.
            Err(crate::ClientError::Document(error)) => Some(error.to_string()),
            Err(error) => return Err(error),
        },
    };
    if let Some(reason) = reason {
        tx.execute_batch("ROLLBACK TO pull")?;
        tracing::warn!(feed = %pull.doc.feed, kind = pull.doc.kind, reason, "quarantined");
        quarantine::put(tx, pull, &reason)?;
    }
    tx.execute_batch("RELEASE pull")?;
    Ok(())
}

/// Keeps news of a document. In a new life, what waits goes on top of it; and so it does when what comes is of a copy of
/// this phone that has used its actor for something else.
fn keep(tx: &Transaction<'_>, id: DocId, pull: &DocPull, actor: Actor, renewing: bool) -> Result<()> {
    if renewing && renewal::put_on_top(tx, id, pull, actor)? {
        return Ok(());
    }
    match documents::keep_pulled(tx, id, &pull.chunks, pull.run.as_deref()) {
        Err(crate::ClientError::Document(_)) if renewal::put_on_top(tx, id, pull, actor)? => Ok(()),
        kept => kept,
    }
}

/// Documents of feeds that the person may no longer read leave the phone, once nothing of them waits to be sent.
fn leave_lost_feeds(tx: &Transaction<'_>) -> Result<()> {
    let sql = "DELETE FROM document WHERE feed IN (SELECT feed FROM lost_feed)
               AND id NOT IN (SELECT document FROM outbox) AND id NOT IN (SELECT document FROM compare)";
    tx.execute(sql, [])?;
    tx.execute("DELETE FROM quarantine WHERE feed IN (SELECT feed FROM lost_feed)", [])?;
    let sql = "DELETE FROM lost_feed WHERE NOT EXISTS (SELECT 1 FROM document WHERE document.feed = lost_feed.feed)";
    tx.execute(sql, [])?;
    Ok(())
}
