//! Listening, saying so, and stopping.

use crate::command::Serve;
use crate::routes::{self, Host};
use anyhow::{Context, bail};
use client::{Phone, PhoneOptions};
use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How long a call that is under way may take once the process was asked to stop.
const LAST_CALLS: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or ctrl-c. Prints one line on stdout, once connections are taken.
///
/// Errors: an address that other machines could reach, a port that is taken, a phone that cannot be opened.
pub async fn serve(args: Serve) -> anyhow::Result<()> {
    let listener = listen(args.listen).await?;
    warn_without_ui(&args.ui);
    let options = PhoneOptions { folder: args.phone.clone(), server: args.server, demo: args.demo, background: true };
    let phone = Phone::open(options).map_err(|e| {
        anyhow::anyhow!("the phone in {} could not be opened: {} ({})", args.phone.display(), e.detail, e.code)
    })?;

    let (stop, stopped) = watch::channel(false);
    let app = routes::router(Host { phone, stopped: stopped.clone() }, &args.ui);
    let address = listener.local_addr()?;
    writeln!(io::stdout(), "listening on http://{address}/")?;

    let server = axum::serve(listener, app).with_graceful_shutdown(until(stopped.clone()));
    let give_up = async {
        until(stopped).await;
        tokio::time::sleep(LAST_CALLS).await;
    };
    tokio::spawn(async move {
        if let Err(error) = asked_to_stop().await {
            tracing::error!(%error, "cannot listen for signals");
        }
        stop.send_replace(true);
    });
    tokio::select! {
        served = async { server.await } => served.context("serving"),
        () = give_up => Ok(()),
    }
}

/// Resolves once the watched flag is set, or its setter is gone.
pub async fn until(mut flag: watch::Receiver<bool>) {
    // An error says that the setter is gone, which is a stop as well.
    let _ = flag.wait_for(|set| *set).await;
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    if !address.ip().is_loopback() {
        bail!("{address} can be reached from other machines; only loopback addresses such as 127.0.0.1 are served");
    }
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!("another program listens on {address}: stop it, or choose another port with --listen")
        }
        _ => anyhow::Error::new(error).context(format!("cannot listen on {address}")),
    })
}

fn warn_without_ui(folder: &Path) {
    if !folder.join("index.html").is_file() {
        tracing::warn!("there is no built UI in {}: only calls are answered", folder.display());
    }
}

async fn asked_to_stop() -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}
