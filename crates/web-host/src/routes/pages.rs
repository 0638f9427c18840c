//! The built UI: its files, and its one page for every address that is not a file.

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// Serves `folder`. An address whose last part looks like a file that is not there is a 404, so that a
/// missing script never arrives as a page; every other address is the UI's own and gets `index.html`.
pub fn pages(folder: &Path) -> ServeDir<Router> {
    let page = ServeFile::new(folder.join("index.html"));
    let fallback = Router::new().fallback(any(move |request: Request| own_address(page.clone(), request)));
    ServeDir::new(folder).fallback(fallback)
}

async fn own_address(mut page: ServeFile, request: Request) -> Response {
    let last = request.uri().path().rsplit('/').next().unwrap_or_default();
    if last.contains('.') {
        return StatusCode::NOT_FOUND.into_response();
    }
    match page.try_call(request).await {
        Ok(response) => response.into_response(),
        Err(error) => {
            tracing::error!(%error, "index.html cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
