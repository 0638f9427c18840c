//! A simulated fleet of phones on the worst network. See `testkit::fleet`.

use clap::Parser;
use std::process::ExitCode;
use testkit::fleet::{Fault, Faults, Plan, run};

/// Simulates many phones, the server and everything between them that goes wrong, in virtual time and out of one seed,
/// and holds what is left at the end against a reference model. Exits with 1 when anything was lost, doubled, different
/// or wrong. The same seed is the same run, but for how long it takes.
#[derive(Parser)]
#[command(after_help = after_help())]
struct Cli {
    /// Decides everything that happens.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many phones there are at the beginning.
    #[arg(long, default_value_t = 20)]
    devices: u32,
    /// For how many days they are used.
    #[arg(long, default_value_t = 10)]
    days: u32,
    /// `all`, `none`, or names with commas between; `all,-twice` is all but one.
    #[arg(long, default_value = "all", value_parser = Faults::parse)]
    faults: Faults,
    /// How many times as often as usual what happens to phones, people and the server's machine happens.
    #[arg(long, default_value_t = 1)]
    often: u32,
    /// One line of JSON.
    #[arg(long)]
    json: bool,
    /// Say on stderr everything that happens.
    #[arg(long)]
    verbose: bool,
}

fn after_help() -> String {
    let lines: Vec<_> = Fault::ALL.iter().map(|f| format!("  {:16}{}", f.word(), f.says())).collect();
    format!("Faults:\n{}", lines.join("\n"))
}

fn main() -> anyhow::Result<ExitCode> {
    let Cli { seed, devices, days, faults, often, json, verbose } = Cli::parse();
    let report = run(Plan { seed, devices, days, faults, often, verbose })?;
    for line in &report.wrong {
        eprintln!("{line}");
    }
    if json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        println!("{report:#?}");
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
