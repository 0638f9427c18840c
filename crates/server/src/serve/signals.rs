//! What the system tells the process: to stop, and that certificates are new.

use super::Serving;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How often certificate files are looked at without being told.
const LOOK: Duration = Duration::from_secs(60);

/// Ends when the process is told to stop.
#[cfg(unix)]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends when the process is told to stop.
#[cfg(not(unix))]
pub fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// Reads certificates again at SIGHUP, and when they changed. Without certificates SIGHUP does nothing.
pub fn renew_at_hangup(serving: &Arc<Serving>) -> io::Result<()> {
    let mut hangup = Hangup::new()?;
    let serving = Arc::clone(serving);
    tokio::spawn(async move {
        loop {
            let asked = tokio::select! {
                () = hangup.told() => true,
                () = tokio::time::sleep(LOOK) => false,
            };
            let at_work = Arc::clone(&serving);
            let renewing = move || at_work.tls.as_ref().map(|tls| tls.renew(asked));
            // Only a panic could be the matter, and it was in nobody's request.
            let _ = tokio::task::spawn_blocking(renewing).await;
        }
    });
    Ok(())
}

/// SIGHUP, where there is one.
struct Hangup {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Hangup {
    fn new() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?,
        })
    }

    #[cfg(unix)]
    async fn told(&mut self) {
        self.signal.recv().await;
    }

    #[cfg(not(unix))]
    async fn told(&mut self) {
        std::future::pending().await
    }
}
