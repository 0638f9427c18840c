//! The routes: bytes in, bytes out, and a line in the log.

use super::attempts::Attempts;
use super::moving::Patience;
use super::{Serving, address, body, watch};
use crate::admin::admin;
use crate::clock;
use crate::enrol::enrol;
use crate::host::Denied;
use crate::pace::AddressPace;
use crate::sync::{Answered, Moved, sync};
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{get, post};
use protocol::{ADMIN_PATH, Code, ENROL_PATH, Packing, SYNC_PATH};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tracing::Instrument;

/// Requests that are worked on at the same time.
const MOST_AT_WORK: usize = 32;
/// How long a request waits for its turn.
const TURN: Duration = Duration::from_secs(10);

#[derive(Clone, Copy)]
struct Peer(SocketAddr);

struct Routes {
    serving: Arc<Serving>,
    attempts: Attempts,
    pace: AddressPace,
    turns: Semaphore,
    /// Which run of the program, so that the numbers of two runs or nodes are not the same in a log.
    run: u32,
    requests: AtomicU64,
}

/// A request before it is known whose it is.
struct Asking {
    route: &'static str,
    from: IpAddr,
    begun: Instant,
}

/// All routes of phones.
pub fn router(serving: Arc<Serving>) -> Router {
    let settings = &serving.settings;
    let routes = Routes {
        attempts: Attempts::default(),
        pace: AddressPace::new(settings.requests_per_address, settings.burst_per_address),
        turns: Semaphore::new(MOST_AT_WORK),
        // A number that is always the same only makes logs harder to tell apart.
        run: getrandom::u32().unwrap_or_default(),
        requests: AtomicU64::new(1),
        serving: Arc::clone(&serving),
    };
    let health = Router::new().route("/healthz", get(watch::alive)).route("/readyz", get(watch::ready));
    Router::new()
        .route(SYNC_PATH, post(sync_route))
        .route(ENROL_PATH, post(enrol_route))
        .route(ADMIN_PATH, post(admin_route))
        .with_state(Arc::new(routes))
        .merge(health.with_state(serving))
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
    let asking = routes.asking("sync", peer, &headers);
    let span = routes.span(&asking);
    async move {
        let host = Arc::clone(&routes.serving.host);
        let done = async {
            let body = routes.read(&asking, &headers, body).await?;
            routes.work(move || sync(&host, &body, clock::now())).await
        };
        let done = done.await;
        routes.reply(&asking, done)
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
    let asking = routes.asking("enrol", peer, &headers);
    let span = routes.span(&asking);
    async move {
        let host = Arc::clone(&routes.serving.host);
        let done = async {
            let body = routes.read(&asking, &headers, body).await?;
            if !routes.attempts.may_try(asking.from, clock::instant()) {
                return Err(Denied::new(Code::TooManyAttempts, "too many wrong invitations from this address"));
            }
            routes.work(move || enrol(&host, &body, clock::now())).await
        };
        let whole = |bytes| Answered { bytes, rest: false, moved: Moved::default() };
        let reply = done.await.map(whole);
        if reply.as_ref().is_err_and(|denied| denied.0.code() == Code::BadInvitation) {
            routes.attempts.wrong(asking.from, clock::instant());
        }
        routes.reply(&asking, reply)
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
    let asking = routes.asking("admin", peer, &headers);
    let span = routes.span(&asking);
    async move {
        let host = Arc::clone(&routes.serving.host);
        let done = async {
            let body = routes.read(&asking, &headers, body).await?;
            routes.work(move || admin(&host, &body, clock::now())).await
        };
        let whole = |bytes| Answered { bytes, rest: false, moved: Moved::default() };
        let reply = done.await.map(whole);
        routes.reply(&asking, reply)
    }
    .instrument(span)
    .await
}

impl Routes {
    fn asking(&self, route: &'static str, peer: Peer, headers: &HeaderMap) -> Asking {
        let from = address::of(peer.0.ip(), headers, &self.serving.settings.trusted_proxies);
        Asking { route, from, begun: clock::instant() }
    }

    fn span(&self, asking: &Asking) -> tracing::Span {
        let request = self.requests.fetch_add(1, Ordering::Relaxed);
        tracing::info_span!("request", id = %format_args!("{:08x}-{request}", self.run), route = asking.route, from = %asking.from)
    }

    /// Reads the body of a request whose address may ask.
    async fn read(&self, asking: &Asking, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Denied> {
        let settings = &self.serving.settings;
        if !settings.unlimited.contain(asking.from) && !self.pace.allows_address(asking.from) {
            return Err(Denied::new(Code::TooManyRequests, "too many requests from this address"));
        }
        let patience = Patience {
            standstill: Duration::from_secs(settings.standstill),
            longest: Duration::from_secs(settings.longest),
        };
        let bytes = body::read(headers, body, patience).await?;
        self.serving.metrics.received(bytes.len());
        Ok(bytes)
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

    fn reply(&self, asking: &Asking, reply: Result<Answered, Denied>) -> Response<Body> {
        let took = asking.begun.elapsed();
        let milliseconds = took.as_millis();
        let (status, word, bytes) = match reply {
            Ok(Answered { bytes, rest, moved }) => {
                let Moved { pushed, refused, pulled, .. } = moved;
                tracing::info!(bytes = bytes.len(), rest, milliseconds, pushed, refused, pulled, "answered");
                self.serving.metrics.moved(moved);
                (if rest { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK }, "ok", bytes)
            }
            Err(denied) => {
                let code = denied.0.code();
                tracing::info!(code = code.word(), detail = denied.0.detail, milliseconds, "refused");
                let bytes = self.serving.host.seal(&denied.0, Packing::Plain).unwrap_or_default();
                (status(code), code.word(), bytes)
            }
        };
        self.serving.metrics.answered(asking.route, word, bytes.len(), took);
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
        Code::NameTaken | Code::Decided | Code::HasLeft => StatusCode::CONFLICT,
        code if code.is_permanent() && code.number() >= Code::NotPermitted.number() => StatusCode::BAD_REQUEST,
        Code::TooOld => StatusCode::UPGRADE_REQUIRED,
        Code::StaleBundle | Code::BadCursor | Code::Unsupported => StatusCode::CONFLICT,
        Code::TooManyAttempts | Code::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
        Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
