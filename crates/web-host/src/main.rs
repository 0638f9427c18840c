//! Serves the UI and the app core over loopback HTTP: for a browser, for demonstrations, for browser tests.
//!
//! It is to a browser what the Tauri shell is to the app's own window: a thin host around one
//! [`client::Phone`]. It knows no call by name but `phone.enrol`, which its command line offers; the
//! table of calls is the client's. It must never know documents, the sync protocol or the database,
//! and it must never be reachable from another machine: there is no login, whoever can connect is
//! the person holding the phone. `guard` says how that is kept.
//!
//! Start reading at [`routes`], which shows every address that is served; [`command`] is the command line.

mod command;
mod enrol;
mod guard;
mod routes;
mod serve;

use clap::Parser;
use command::{Cli, Command};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match Cli::parse().command {
        Command::Serve(serve) => serve::serve(serve).await,
        Command::Enrol(enrol) => enrol::enrol(enrol).await,
    }
}
