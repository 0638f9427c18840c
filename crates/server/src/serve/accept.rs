//! Connections: who gets one, for how long, and how they end.

use super::Serving;
use super::moving::{Moving, Patience};
use super::places::Places;
use super::route;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How long a connection may take to send the head of its next request; also how long it may idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);
/// How long a handshake may take: some round trips of the slowest link.
const HANDSHAKE: Duration = Duration::from_secs(30);
/// How long requests may take to finish once the server was told to stop.
const LAST_CALL: Duration = Duration::from_secs(30);
/// Pause after the system refused a connection, for example because files ran out.
const BREATH: Duration = Duration::from_millis(100);

/// Serves connections of `listener` until `stop`, then lets the requests that were begun finish.
pub async fn serve(listener: TcpListener, serving: &Arc<Serving>, stop: impl Future<Output = ()>) {
    let most = usize::try_from(serving.settings.connections).unwrap_or(usize::MAX).clamp(1, Semaphore::MAX_PERMITS);
    let (places, of_addresses) = (Arc::new(Semaphore::new(most)), Arc::new(Places::default()));
    let router = route::router(Arc::clone(serving));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let most = most_of(serving, peer);
        let Some(of_address) = of_addresses.take(peer.ip(), most) else {
            serving.metrics.turned_away.inc();
            tracing::debug!(%peer, "too many connections of one address");
            continue;
        };
        // Answers are small and complete: holding them back for more gains nothing.
        let _ = stream.set_nodelay(true);
        let (serving, router, watcher) = (Arc::clone(serving), router.clone(), graceful.watcher());
        tokio::spawn(async move {
            serving.metrics.connections.inc();
            connection(&serving, stream, peer, router, watcher).await;
            serving.metrics.connections.dec();
            drop((place, of_address));
        });
    }
    drop(listener);
    tracing::info!("stopping");
    if timeout(LAST_CALL, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still open at the end");
    }
}

/// How many connections an address may hold. A proxy of ours holds those of many phones.
fn most_of(serving: &Serving, peer: SocketAddr) -> u32 {
    let settings = &serving.settings;
    let free = settings.unlimited.contain(peer.ip()) || settings.trusted_proxies.contain(peer.ip());
    if free { u32::MAX } else { settings.connections_per_address }
}

async fn connection(serving: &Serving, stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    let patience = Patience {
        standstill: Duration::from_secs(serving.settings.standstill),
        longest: Duration::from_secs(serving.settings.longest),
    };
    let stream = Moving::new(stream, patience);
    let Some(tls) = &serving.tls else { return requests(stream, peer, router, watcher).await };
    match timeout(HANDSHAKE, tls.acceptor().accept(stream)).await {
        Ok(Ok(stream)) => requests(stream, peer, router, watcher).await,
        Ok(Err(error)) => tracing::debug!(%peer, %error, "no handshake"),
        Err(_) => tracing::debug!(%peer, "a handshake took too long"),
    }
}

async fn requests(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
) {
    let service = TowerToHyperService::new(route::from_peer(router, peer));
    // No date header: the clock is in the signed answer, and 37 bytes are a tenth of a small one.
    let connection = http1::Builder::new()
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%peer, %error, "a connection broke off");
    }
}
