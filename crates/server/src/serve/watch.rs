//! What operators look at, on an address that phones cannot reach.

use super::{Serving, health};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Said on every route but those of phones: there a header costs everybody bytes, and no browser ever reads an answer.
pub const CAREFUL: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
];

/// Serves /metrics where the settings say. That the address is taken is said, and is no reason not to serve phones.
pub async fn start(serving: &Arc<Serving>) {
    let Some(address) = serving.settings.metrics.0 else { return };
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) => return tracing::warn!(%address, %error, "no /metrics: cannot listen there"),
    };
    let at = listener.local_addr().unwrap_or(address);
    tracing::info!("metrics on http://{at}/metrics");
    let router = Router::new().route("/metrics", get(metrics)).with_state(Arc::clone(serving));
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "no more /metrics");
        }
    });
}

async fn metrics(State(serving): State<Arc<Serving>>) -> impl IntoResponse {
    health::look(&serving).await;
    let form = [(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")];
    (CAREFUL, form, serving.metrics.text())
}

/// Whether the process is alive.
pub async fn alive() -> impl IntoResponse {
    (CAREFUL, "ok\n")
}

/// Whether requests should be sent here.
pub async fn ready(State(serving): State<Arc<Serving>>) -> impl IntoResponse {
    match health::look(&serving).await {
        None => (StatusCode::OK, CAREFUL, "ready\n".to_owned()),
        Some(problem) => (StatusCode::SERVICE_UNAVAILABLE, CAREFUL, format!("{problem}\n")),
    }
}
