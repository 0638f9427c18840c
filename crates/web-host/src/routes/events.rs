//! Server-sent events (HTML Living Standard, 9.2): `event: changed`, `data: PROFILE`, each time the
//! data or the sync state of a person changes.
//!
//! A listener that fell so far behind that events were dropped is disconnected: a browser connects
//! again by itself, and a page reads everything afresh when it is connected.

use super::Host;
use crate::serve::until;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt};
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;

/// Answers `GET /api/events` until the listener leaves or the process is asked to stop.
///
/// Somebody who begins to listen has just opened the page, so the phone is woken to sync.
pub async fn events(State(host): State<Host>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = stream::unfold(host.phone.changes(), next).take_until(until(host.stopped));
    host.phone.wake();
    Sse::new(changes).keep_alive(KeepAlive::default())
}

async fn next(mut changes: Receiver<String>) -> Option<(Result<Event, Infallible>, Receiver<String>)> {
    let profile = changes.recv().await.ok()?;
    Some((Ok(Event::default().event("changed").data(profile)), changes))
}
