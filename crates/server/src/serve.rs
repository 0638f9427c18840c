//! Serving phones over HTTP/1.1: connections, time-outs, limits, and an end that loses no accepted request.
//!
//! Start reading with [`accept`] (a connection), then [`route`] (a request). What phones must not see is on an address of
//! its own: [`watch`].

mod accept;
mod address;
mod attempts;
mod body;
mod health;
mod log;
mod metrics;
mod moving;
mod places;
mod route;
mod signals;
mod tls;
mod watch;

pub use tls::TlsError;

use crate::data::Data;
use crate::host::Host;
use crate::pace::DevicePace;
use crate::settings::Settings;
use health::Health;
use metrics::Metrics;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;
use tls::Tls;
use tokio::net::TcpListener;

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
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Threads, signals or standard output are not to be had.
    #[error("cannot start: {0}")]
    Start(#[from] io::Error),
}

impl ServeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Listen { .. } => "cannot_listen",
            Self::Tls(error) => error.code(),
            Self::Start(_) => "cannot_start",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        false
    }
}

/// What all connections share.
struct Serving {
    host: Arc<Host>,
    settings: Settings,
    metrics: Metrics,
    health: Health,
    tls: Option<Tls>,
}

/// Serves until the process is told to stop, and says on standard output where. `folder` is where the data is.
pub fn run(data: Data, folder: PathBuf, settings: Settings) -> Result<(), ServeError> {
    log::start(settings.log);
    let mut host = Host::new(data.store, data.key);
    host.pace = DevicePace::new(settings.requests_per_device, settings.burst_per_device);
    let serving = Arc::new(Serving {
        health: Health::new(folder, settings.least_free),
        tls: Tls::of(&settings)?,
        metrics: Metrics::new(),
        host: Arc::new(host),
        settings,
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(listen(Arc::clone(&serving)));
    if let Err(error) = serving.host.seen.write(&*serving.host.store) {
        tracing::warn!(%error, "when devices were seen was not written");
    }
    served
}

async fn listen(serving: Arc<Serving>) -> Result<(), ServeError> {
    let address = serving.settings.listen;
    let listening = TcpListener::bind(address).await;
    let listener = listening.map_err(|error| ServeError::Listen { address, error })?;
    let stop = signals::stop()?;
    signals::renew_at_hangup(&serving)?;
    watch::start(&serving).await;
    let scheme = if serving.tls.is_some() { "https" } else { "http" };
    writeln!(io::stdout(), "listening on {scheme}://{}/", listener.local_addr()?)?;
    io::stdout().flush()?;
    accept::serve(listener, &serving, stop).await;
    Ok(())
}
