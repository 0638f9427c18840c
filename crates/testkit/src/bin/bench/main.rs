//! Measures what `docs/BENCHMARKS.md` reports, with real processes, databases and HTTP. Prints how it was done.

#![allow(clippy::indexing_slicing, reason = "of JSON values, where a missing one is null")]

mod crowd;
mod figures;
mod history;
mod once;
mod phone;
mod replay;
mod stage;
mod stats;
mod sync;
mod table;
mod wire;
mod workload;

use clap::{Parser, Subcommand};

/// Benchmarks of Karakana.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Start, tap and a sync with one new entry, with many assignments on the phone.
    Phone {
        /// How many assignments.
        #[arg(long, default_value_t = 600)]
        assignments: u32,
        /// How often each thing is measured.
        #[arg(long, default_value_t = 31)]
        runs: usize,
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
        /// Copies the phone's folder here at the end.
        #[arg(long)]
        keep: Option<std::path::PathBuf>,
    },
    /// What first sync, a week offline, nothing new, one tap and a fleet cost, from a recorded workload. Linux only.
    Sync {
        /// The workload, as `workload.mjs` writes it.
        #[arg(long)]
        workload: std::path::PathBuf,
        #[command(flatten)]
        extent: sync::Extent,
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// A counting link that may be slow, before any TCP server, for drivers in other languages.
    Wire {
        /// The server, as `127.0.0.1:PORT` or with `http://` before it.
        #[arg(long, default_value = "127.0.0.1:0")]
        to: String,
    },
    /// One phone and one sync: what `sync` starts for each measurement.
    #[command(hide = true)]
    Once(once::Once),
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    // A phone that is measured runs in one thread: nothing it does in the background comes between its sync and the
    // figures.
    let mut builder = match cli.what {
        What::Once(_) => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    builder.enable_all().build()?.block_on(run(cli.what))
}

async fn run(what: What) -> anyhow::Result<()> {
    match what {
        What::Phone { assignments, runs, json, keep } => phone::run(assignments, runs, json, keep.as_deref()).await,
        What::Sync { workload, extent, json } => sync::run(&workload, extent, json).await,
        What::Wire { to } => wire::run(&to).await,
        What::Once(once) => once::run(once).await,
    }
}
