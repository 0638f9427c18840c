//! Replays the workload through real phones and a real server, and measures each sync in a process of its own.

use crate::crowd::{self, Crowd};
use crate::figures::Cost;
use crate::stage::{CUT, SLOW};
use crate::{history, table, workload};
use anyhow::Result;
use serde::Serialize;
use std::path::Path;
use testkit::{Link, Quality};

/// What is measured, and how often.
#[derive(Debug, Clone, Copy, clap::Args, Serialize)]
pub struct Extent {
    /// How often each sync is measured at full speed.
    #[arg(long, default_value_t = 5)]
    pub runs: usize,
    /// Leaves out the link of 600 ms and 50 kbit/s and the one that is cut.
    #[arg(long)]
    pub fast: bool,
    /// Phones of the fleet; none leaves it out.
    #[arg(long, default_value_t = 1_000)]
    pub fleet: usize,
}

/// W1 to W4 over one link.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Four {
    /// First sync of a lead.
    pub w1: Cost,
    /// A week offline.
    pub w2: Cost,
    /// Nothing new.
    pub w3: Cost,
    /// One tap with all documents on the phone.
    pub w4: Cost,
}

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The system.
    pub system: &'static str,
    /// The seed of the workload.
    pub seed: String,
    /// How many changes the history has.
    pub history: usize,
    /// How it was measured.
    pub extent: Extent,
    /// At full speed.
    #[serde(flatten)]
    pub full: Four,
    /// At 600 ms and 50 kbit/s, once.
    pub slow: Option<Four>,
    /// W1 over a link that is cut every 20,000 bytes downwards; what went wrong, when it never ends.
    pub w1_cut: Option<Result<Cost, String>>,
    /// W5: many phones with one tap each.
    pub w5: Option<Crowd>,
}

/// Runs the benchmark.
pub async fn run(path: &Path, extent: Extent, as_json: bool) -> Result<()> {
    let workload = workload::read(path)?;
    // Nobody is there yet; `history::play` puts its server behind it.
    let link = Link::before("127.0.0.1:0").await?;
    let stages = history::play(&workload, &link).await?;
    let four = |quality, runs| {
        anyhow::Ok(Four {
            w1: stages.first_sync.measure(&link, quality, runs)?,
            w2: stages.week.measure(&link, quality, runs)?,
            w3: stages.nothing_new.measure(&link, quality, runs)?,
            w4: stages.one_tap.measure(&link, quality, runs)?,
        })
    };
    let full = four(Quality::default(), extent.runs)?;
    let slow = (!extent.fast).then(|| four(SLOW, 1)).transpose()?;
    let cut = || stages.first_sync.measure(&link, CUT, 1).map_err(|e| format!("{e:#}"));
    let w1_cut = (!extent.fast).then(cut);
    let w5 = if extent.fleet > 0 { Some(crowd::run(extent.fleet).await?) } else { None };
    let (system, history) = ("Karakana", workload.w1.len());
    let figures = Figures { system, seed: workload.seed, history, extent, full, slow, w1_cut, w5 };
    if as_json {
        println!("{}", serde_json::to_string(&figures)?);
    } else {
        table::print(&figures);
    }
    Ok(())
}
