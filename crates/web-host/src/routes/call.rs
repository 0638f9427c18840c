//! One route for every call of the client's table.
//!
//! The body is `{"profile": string | null, "args": {…}}`. The answer is 200 with the reply as JSON, or
//! a [`CallError`] as JSON: 404 when there is no such call, 400 when the same call would fail again,
//! 503 when it may work later.

use super::Host;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use client::api::CallError;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The body of a call.
#[derive(Debug, Deserialize)]
pub struct Call {
    /// Whose call it is; none for a call about the phone.
    #[serde(default)]
    profile: Option<String>,
    /// The call's arguments; none is the same as an empty object.
    #[serde(default)]
    args: Map<String, Value>,
}

/// Answers `POST /api/call/{name}`.
pub async fn call(
    State(host): State<Host>,
    Path(name): Path<String>,
    body: Result<Json<Call>, JsonRejection>,
) -> Response {
    let Json(call) = match body {
        Ok(body) => body,
        Err(rejection) => return refuse(rejection.status(), code(&rejection), &rejection.body_text()),
    };
    match host.phone.call(call.profile.as_deref(), &name, Value::Object(call.args)).await {
        Ok(reply) => Json(reply).into_response(),
        Err(error) => (status(&error), Json(error)).into_response(),
    }
}

/// An answer of the host itself, in the shape of every other refusal.
pub fn refuse(status: StatusCode, code: &str, detail: &str) -> Response {
    let error = CallError { code: code.into(), number: None, permanent: true, detail: detail.into() };
    (status, Json(error)).into_response()
}

fn status(error: &CallError) -> StatusCode {
    match (error.code.as_str(), error.permanent) {
        ("unknown_call", _) => StatusCode::NOT_FOUND,
        (_, true) => StatusCode::BAD_REQUEST,
        (_, false) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn code(rejection: &JsonRejection) -> &'static str {
    match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not_json",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        _ => "bad_arguments",
    }
}
