//! Makes a month of KIBERA-1 to look at. See `testkit::month`.

use anyhow::{Context, Result, bail};
use clap::Parser;
use domain::time::{Day, Timestamp};
use std::path::PathBuf;
use std::process::Command;
use testkit::month::{Plan, play};

/// Plays a month of work at KIBERA-1 on a new phone with everybody on it, against a server that serves the example data.
/// The same seed and day give the same month.
#[derive(Parser)]
struct Cli {
    /// Decides everything that happens.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last day, such as 2026-11-25; without it the month ends now.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// The folder of the phone; nobody may be on it yet.
    #[arg(long, value_name = "DIR")]
    phone: PathBuf,
    /// The data folder of the server, for invitations.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where it serves.
    #[arg(long, value_name = "URL")]
    server: String,
}

/// Seconds from midnight in Nairobi to five in the afternoon, in UTC.
const EVENING: i64 = 14 * 3_600;

#[tokio::main]
async fn main() -> Result<()> {
    let Cli { seed, until, phone, data, server } = Cli::parse();
    let until = match until {
        Some(day) => Timestamp(i64::from(Day::parse(&day).context("a day is 2026-12-31")?.0) * 86_400 + EVENING),
        None => client::Clock::system().now(),
    };
    let plan = Plan { seed, until, days: 31, batches: 40, phone, server };
    let invite = |name: &str| {
        let mut command = Command::new(testkit::binary("karakana-server")?);
        let out = command.args(["invite", name, "--data"]).arg(&data).output()?;
        if !out.status.success() {
            bail!("no invitation for {name}: {}", String::from_utf8_lossy(&out.stderr));
        }
        Ok(String::from_utf8(out.stdout)?.lines().next().unwrap_or_default().to_owned())
    };
    let made = play(&plan, invite).await?;
    println!(
        "a month of KIBERA-1: {} batches, {} assignments, {} work logs, {} hand-ins, {} checks",
        made.batches, made.shares, made.logs, made.hand_ins, made.checks
    );
    Ok(())
}
