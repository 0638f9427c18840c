//! Every address that is served.
//!
//! | address | what |
//! | --- | --- |
//! | `POST /api/call/{name}` | one call of the client's table, see [`call`] |
//! | `GET /api/events` | server-sent events: whose data changed, see [`events`] |
//! | anything else | the built UI, see [`pages`] |

pub mod call;
mod events;
mod pages;

use crate::guard;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, get, post};
use client::Phone;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;

/// The longest request body, in bytes: a file of orders of 5 MiB in base 64.
const BODY_LIMIT: usize = 8 << 20;

/// What the routes share.
#[derive(Clone)]
pub struct Host {
    /// The phone that is served.
    pub phone: Arc<Phone>,
    /// Set once the process was asked to stop.
    pub stopped: watch::Receiver<bool>,
}

/// All routes, behind the guard, with `ui` as the folder of the built UI.
pub fn router(host: Host, ui: &Path) -> Router {
    let api = Router::new()
        .route("/call/{name}", post(call::call))
        .route("/events", get(events::events))
        .fallback(any(nothing_here))
        .layer(middleware::from_fn(guard::own_pages_only))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(host);
    Router::new()
        .nest("/api", api)
        .fallback_service(pages::pages(ui))
        .layer(middleware::from_fn(guard::loopback_names_only))
        .layer(middleware::map_response(guard::headers))
}

async fn nothing_here() -> Response {
    call::refuse(axum::http::StatusCode::NOT_FOUND, "no_such_address", "no such address under /api")
}
