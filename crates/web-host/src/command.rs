//! The command line.

use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Karakana in a browser on this machine.
#[derive(Debug, Parser)]
#[command(name = "karakana-web-host", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The two things it does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a phone's UI and calls to browsers on this machine.
    Serve(Serve),
    /// Enrol a person on a phone with an invitation, without a browser.
    Enrol(Enrol),
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Folder of the phone; made when it is not there.
    #[arg(long, value_name = "DIR", env = "KARAKANA_PHONE")]
    pub phone: PathBuf,
    /// Server that people enrol with when they name none.
    #[arg(long, value_name = "URL", env = "KARAKANA_SERVER")]
    pub server: Option<String>,
    /// Offer a switch that takes each person off the network and back.
    #[arg(long)]
    pub demo: bool,
    /// Loopback address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8420")]
    pub listen: SocketAddr,
    /// Folder of the built UI.
    #[arg(long, value_name = "DIR", default_value = "ui/dist")]
    pub ui: PathBuf,
}

/// Arguments of `enrol`.
#[derive(Debug, Args)]
pub struct Enrol {
    /// Folder of the phone; made when it is not there.
    #[arg(long, value_name = "DIR", env = "KARAKANA_PHONE")]
    pub phone: PathBuf,
    /// The server that gave the invitation.
    #[arg(long, value_name = "URL", env = "KARAKANA_SERVER")]
    pub server: String,
    /// The 12 characters of the invitation.
    pub code: String,
}
