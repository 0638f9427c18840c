//! Serving phones over HTTP/1.1: connections, time-outs, and an end that loses no accepted request.

mod attempts;
mod route;

use crate::data::Data;
use crate::host::Host;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections that are held open at the same time; further ones wait.
const MOST_CONNECTIONS: usize = 2_000;
/// How long a connection may take to send the head of its next request; also how long it may idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);
/// How long requests may take to finish once the server was told to stop.
const LAST_CALL: Duration = Duration::from_secs(30);
/// Pause after the system refused a connection, for example because files ran out.
const BREATH: Duration = Duration::from_millis(100);

/// Why the server could not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is taken or is not this machine's.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// Threads, signals or standard output are not to be had.
    #[error("cannot start: {0}")]
    Start(#[from] io::Error),
}

impl ServeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "cannot_listen",
            Self::Start(_) => "cannot_start",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        false
    }
}

/// Serves on `address` until the process is told to stop, and says on standard output where.
pub fn run(data: Data, address: SocketAddr) -> Result<(), ServeError> {
    log_to_stderr();
    let host = Arc::new(Host::new(data.store, data.key));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let listening = TcpListener::bind(address).await;
        let listener = listening.map_err(|error| ServeError::Listen { address, error })?;
        let stop = stop_signal()?;
        writeln!(io::stdout(), "listening on http://{}/", listener.local_addr()?)?;
        io::stdout().flush()?;
        serve(listener, route::router(Arc::clone(&host)), stop).await;
        Ok(())
    });
    if let Err(error) = host.seen.write(&*host.store) {
        tracing::warn!(%error, "when devices were seen was not written");
    }
    served
}

/// A log whose reader has gone away is no reason to stop: what cannot be written is dropped.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).log_internal_errors(false);
    // A second one would be refused; then the first one has the log.
    let _ = log.with_ansi(io::stderr().is_terminal()).try_init();
}

/// Serves connections of `listener` until `stop`, then lets the requests that were begun finish.
async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
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
        // Answers are small and complete: holding them back for more gains nothing.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(route::from_peer(router.clone(), peer));
        // No date header: the clock is in the signed answer, and 37 bytes are a tenth of a small one.
        let connection = http1::Builder::new()
            .auto_date_header(false)
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(place);
        });
    }
    tracing::info!("stopping");
    if tokio::time::timeout(LAST_CALL, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still open at the end");
    }
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
