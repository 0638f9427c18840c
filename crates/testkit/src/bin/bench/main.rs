//! Measures what `docs/BENCHMARKS.md` reports, with real processes, databases and HTTP. Prints how it was done.

#![allow(clippy::indexing_slicing, reason = "of JSON values, where a missing one is null")]

mod phone;
mod replay;
mod stats;
mod sync;
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
    /// Bytes and round trips of first sync, a week offline, nothing new and one tap, from a recorded workload.
    Sync {
        /// The workload, as `workload.mjs` writes it.
        #[arg(long)]
        workload: std::path::PathBuf,
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().what {
        What::Phone { assignments, runs, json, keep } => phone::run(assignments, runs, json, keep.as_deref()).await,
        What::Sync { workload, json } => sync::run(&workload, json).await,
    }
}
