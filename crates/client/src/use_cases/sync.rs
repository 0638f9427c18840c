//! The badge, the button, what the server refused, and what this app cannot read.

use crate::api::sync::{RefusedRow, SyncState, SyncView, UnreadRow};
use crate::api::{CallError, Nothing};
use crate::app::App;
use crate::error::Result;
use crate::store::{outbox, quarantine, settings};
use crate::syncing::{self, LastTry};
use domain::kind::Kind;
use std::sync::Arc;

/// `sync.status`
pub fn status(app: &Arc<App>, _: Nothing) -> Result<SyncView> {
    view(app, app.sync.running())
}

fn view(app: &App, running: bool) -> Result<SyncView> {
    app.store.read(|c| {
        let unsent = outbox::waiting(c)?;
        let last_sync: Option<i64> = settings::get(c, "last_sync")?;
        let refused = c.prepare_cached("SELECT count(*) FROM refused")?.query_row([], |r| r.get(0))?;
        let ahead: Option<i64> = settings::get(c, "clock_ahead")?;
        let (state, error) = state(app, running, unsent, last_sync.is_some());
        let unread = quarantine::count(c)?;
        Ok(SyncView { state, unsent, last_sync, error, refused, unread, clock_ahead: ahead.filter(|a| *a != 0) })
    })
}

/// What the badge says. Work that waits for the next try is "about to": the phone does that by itself.
fn state(app: &App, running: bool, unsent: u32, ever: bool) -> (SyncState, Option<CallError>) {
    if !app.sync.online() {
        return (SyncState::Offline, None);
    }
    if running {
        return (SyncState::Syncing, None);
    }
    match app.last_try() {
        LastTry::Failed { offline: true, .. } => (SyncState::Offline, None),
        LastTry::Failed { code, detail, permanent, .. } => {
            (SyncState::Failed, Some(CallError { code, number: None, permanent, detail }))
        }
        LastTry::None | LastTry::Done if unsent == 0 && ever => (SyncState::Sent, None),
        LastTry::None | LastTry::Done => (SyncState::Syncing, None),
    }
}

/// `sync.now`
pub async fn now(app: &Arc<App>, _: Nothing) -> Result<SyncView> {
    syncing::sync_now(app).await;
    let app = app.clone();
    // How this one went: the background may be at its next already.
    tokio::task::spawn_blocking(move || view(&app, false))
        .await
        .map_err(|_| crate::ClientError::Internal("a use case panicked"))?
}

/// `sync.refused`
pub fn refused(app: &Arc<App>, _: Nothing) -> Result<Vec<RefusedRow>> {
    app.store.read(|c| {
        let mut statement = c.prepare_cached("SELECT kind, code, at FROM refused ORDER BY id DESC")?;
        let rows = statement.query_map([], |r| {
            let kind = Kind::from_number(r.get(0)?).map_or("unknown", Kind::name).to_owned();
            Ok(RefusedRow { kind, code: r.get(1)?, at: r.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}

/// `sync.unread`
pub fn unread(app: &Arc<App>, _: Nothing) -> Result<Vec<UnreadRow>> {
    let rows = app.store.read(quarantine::list)?;
    let row = |unread: quarantine::Unread| UnreadRow {
        kind: unread.kind.map_or("unknown", Kind::name).to_owned(),
        newer: unread.kind.is_none(),
    };
    Ok(rows.into_iter().map(row).collect())
}
