//! The routes: bytes in, bytes out, and a line in the log.

use super::attempts::Attempts;
use crate::admin::admin;
use crate::clock;
use crate::enrol::enrol;
use crate::host::{Denied, Host};
use crate::sync::{Answered, Moved, sync};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use protocol::{ADMIN_PATH, Code, ENROL_PATH, Packing, SYNC_PATH, limits};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tracing::Instrument;

/// How long a body may stand still. A slow link may take as long as it needs, as long as it moves.
const STANDSTILL: Duration = Duration::from_secs(30);
/// How long a body may take in all.
const BODY: Duration = Duration::from_secs(600);
/// Requests that are worked on at the same time.
const MOST_AT_WORK: usize = 32;
/// How long a request waits for its turn.
const TURN: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
struct Peer(SocketAddr);

struct Routes {
    host: Arc<Host>,
    attempts: Attempts,
    turns: Semaphore,
    requests: AtomicU64,
}

/// All routes of `host`.
pub fn router(host: Arc<Host>) -> Router {
    let (attempts, turns) = (Attempts::default(), Semaphore::new(MOST_AT_WORK));
    let routes = Arc::new(Routes { host, attempts, turns, requests: AtomicU64::new(1) });
    Router::new()
        .route(SYNC_PATH, post(sync_route))
        .route(ENROL_PATH, post(enrol_route))
        .route(ADMIN_PATH, post(admin_route))
        .route("/healthz", get(|| async { "ok\n" }))
        .with_state(routes)
}

/// The routes for a connection from `peer`.
pub fn from_peer(router: Router, peer: SocketAddr) -> Router {
    router.layer(Extension(Peer(peer)))
}

async fn sync_route(
    State(routes): State<Arc<Routes>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let span = routes.span("sync", peer);
    async move {
        let begun = clock::instant();
        let host = Arc::clone(&routes.host);
        let done = async {
            let body = read(&headers, body).await?;
            routes.work(move || sync(&host, &body, clock::now())).await
        };
        routes.reply(done.await, begun)
    }
    .instrument(span)
    .await
}

async fn enrol_route(
    State(routes): State<Arc<Routes>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let span = routes.span("enrol", peer);
    async move {
        let begun = clock::instant();
        let host = Arc::clone(&routes.host);
        let done = async {
            let body = read(&headers, body).await?;
            if !routes.attempts.may_try(peer.0.ip(), clock::instant()) {
                return Err(Denied::new(Code::TooManyAttempts, "too many wrong invitations from this address"));
            }
            routes.work(move || enrol(&host, &body, clock::now())).await
        };
        let whole = |bytes| Answered { bytes, rest: false, moved: Moved::default() };
        let reply = done.await.map(whole);
        if reply.as_ref().is_err_and(|denied| denied.0.code() == Code::BadInvitation) {
            routes.attempts.wrong(peer.0.ip(), clock::instant());
        }
        routes.reply(reply, begun)
    }
    .instrument(span)
    .await
}

async fn admin_route(
    State(routes): State<Arc<Routes>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let span = routes.span("admin", peer);
    async move {
        let begun = clock::instant();
        let host = Arc::clone(&routes.host);
        let done = async {
            let body = read(&headers, body).await?;
            routes.work(move || admin(&host, &body, clock::now())).await
        };
        let whole = |bytes| Answered { bytes, rest: false, moved: Moved::default() };
        routes.reply(done.await.map(whole), begun)
    }
    .instrument(span)
    .await
}

/// Reads a body of at most [`limits::BUNDLE`] bytes that keeps moving.
async fn read(headers: &HeaderMap, mut body: Body) -> Result<Vec<u8>, Denied> {
    let too_large = || Denied::new(Code::TooLarge, "larger than a bundle may be");
    let length = headers.get(header::CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limits::BUNDLE) {
        return Err(too_large());
    }
    let slow = |_| Denied::new(Code::Busy, "the body stood still for too long");
    let whole = async {
        let mut bytes = Vec::with_capacity(length.unwrap_or_default());
        while let Some(frame) = tokio::time::timeout(STANDSTILL, body.frame()).await.map_err(slow)? {
            let frame = frame.map_err(|_| Denied::new(Code::Malformed, "the body broke off"))?;
            bytes.extend_from_slice(&frame.into_data().unwrap_or_else(|_| Bytes::new()));
            if bytes.len() > limits::BUNDLE {
                return Err(too_large());
            }
        }
        Ok(bytes)
    };
    tokio::time::timeout(BODY, whole).await.map_err(slow)?
}

impl Routes {
    fn span(&self, route: &'static str, peer: Peer) -> tracing::Span {
        let request = self.requests.fetch_add(1, Ordering::Relaxed);
        tracing::info_span!("request", request, route, peer = %peer.0)
    }

    /// Does blocking work on a thread of its own, when there is a turn. A panic there is the server's fault, and
    /// no more than this one request's end.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Denied> + Send + 'static,
    ) -> Result<T, Denied> {
        let busy = || Denied::new(Code::Busy, "too many requests at the same time");
        let Ok(Ok(_turn)) = tokio::time::timeout(TURN, self.turns.acquire()).await else { return Err(busy()) };
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || span.in_scope(work)).await;
        done.unwrap_or_else(|error| {
            tracing::error!(%error, "a request broke down");
            Err(Denied::new(Code::Server, "the request broke down"))
        })
    }

    fn reply(&self, reply: Result<Answered, Denied>, begun: Instant) -> Response<Body> {
        let milliseconds = begun.elapsed().as_millis();
        let (status, bytes) = match reply {
            Ok(Answered { bytes, rest, moved: Moved { pushed, refused, pulled, .. } }) => {
                tracing::info!(bytes = bytes.len(), rest, milliseconds, pushed, refused, pulled, "answered");
                (if rest { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK }, bytes)
            }
            Err(denied) => {
                let code = denied.0.code();
                tracing::info!(code = code.word(), detail = denied.0.detail, milliseconds, "refused");
                (status(code), self.host.seal(&denied.0, Packing::Plain).unwrap_or_default())
            }
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = status;
        response
    }
}

/// The HTTP status that goes with a code.
fn status(code: Code) -> StatusCode {
    match code {
        Code::Malformed | Code::BadInvitation | Code::UsedInvitation | Code::ExpiredInvitation => {
            StatusCode::BAD_REQUEST
        }
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::BadSignature | Code::UnknownDevice => StatusCode::UNAUTHORIZED,
        Code::Revoked | Code::Ended | Code::NotCoordinator | Code::NotYourself => StatusCode::FORBIDDEN,
        Code::NoSuch => StatusCode::NOT_FOUND,
        Code::NameTaken | Code::Decided => StatusCode::CONFLICT,
        code if code.is_permanent() && code.number() >= Code::NotPermitted.number() => StatusCode::BAD_REQUEST,
        Code::TooOld => StatusCode::UPGRADE_REQUIRED,
        Code::StaleBundle | Code::BadCursor | Code::Unsupported => StatusCode::CONFLICT,
        Code::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
