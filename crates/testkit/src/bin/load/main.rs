//! Simulated phones over real HTTP, with real keys, documents and signatures, as many as wanted.
//!
//! `load prepare --data DIR --devices 10000 --documents 100000` writes people, devices and documents into a new database
//! with the server's own code. `karakana-server serve --data DIR` serves it, and `load --server URL --devices 10000
//! --seconds 60` has each phone send one new log entry after the other and prints how many syncs a second that were, how long they
//! took, and what they cost the server, when it is on this machine. Whose phone is which follows from its number, so the two share nothing but that.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

mod device;
mod drive;
mod grow;
mod plot;
mod prepare;
mod report;
mod wire;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// A load of simulated phones.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    load: Load,
}

#[derive(Subcommand)]
enum What {
    /// Writes people, devices and documents into a new database.
    Prepare(Box<Prepare>),
    /// Measures how cost grows with the log, documents and feeds.
    Grow(Grow),
}

/// What is written.
#[derive(Debug, Clone, Args)]
pub struct Prepare {
    /// Folder of the server's data, new.
    #[arg(long)]
    pub data: PathBuf,
    /// A database on PostgreSQL instead.
    #[arg(long)]
    pub database: Option<server::store::postgres::Address>,
    /// Enrolled devices, one for each person, twenty in a workshop.
    #[arg(long, default_value_t = 10_000)]
    pub devices: u32,
    /// Documents of their work, all devices together.
    #[arg(long, default_value_t = 100_000)]
    pub documents: u32,
    /// Rows of the log in these, all together; at least one for each.
    #[arg(long, default_value_t = 0)]
    pub rows: u32,
}

/// At which sizes, and how long each.
#[derive(Debug, Clone, Args)]
pub struct Grow {
    /// Rows of the log, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000, 1_000_000])]
    pub rows: Vec<u32>,
    /// Seconds for each of the three kinds of sync at each size.
    #[arg(long, default_value_t = 5)]
    pub seconds: u64,
    /// An empty database on PostgreSQL, for one size.
    #[arg(long)]
    pub database: Option<String>,
    /// An SVG file to draw.
    #[arg(long)]
    pub picture: Option<PathBuf>,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// What is sent.
#[derive(Debug, Clone, Args)]
pub struct Load {
    /// Address of the server.
    #[arg(long, default_value = "http://127.0.0.1:8421")]
    pub server: String,
    /// Devices, as many as were prepared or fewer.
    #[arg(long, default_value_t = 10_000)]
    pub devices: u32,
    /// How long.
    #[arg(long, default_value_t = 30)]
    pub seconds: u64,
    /// Requests at the same time, each on a connection of its own that stays open.
    #[arg(long, default_value_t = 32)]
    pub connections: u32,
    /// Syncs a second, sent by the clock whether the server keeps up or not; without it, each connection sends the next
    /// when it has the answer to the last.
    #[arg(long)]
    pub rate: Option<u32>,
    /// What a sync brings.
    #[arg(long, value_enum, default_value_t = Bring::Entry)]
    pub bring: Bring,
    /// One JSON object instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// What a sync brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Bring {
    /// One new entry.
    Entry,
    /// Nothing, and there is nothing new.
    Nothing,
    /// Nothing, from a phone that has nothing yet.
    First,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.what {
        Some(What::Prepare(prepare)) => prepare::run(&prepare),
        Some(What::Grow(plan)) => runtime()?.block_on(grow::run(&plan)),
        None => {
            let figures = runtime()?.block_on(drive::run(&cli.load))?;
            report::print(&figures, cli.load.json)
        }
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
