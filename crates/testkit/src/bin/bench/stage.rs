//! A moment before a sync, kept: the server's data and one phone, so that the sync can be measured as often as wanted.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use crate::figures::{Cost, Process, median};
use crate::once::Once;
use anyhow::{Context, Result};
use std::time::Duration;
use tempfile::TempDir;
use testkit::{Handset, Link, Office, Quality, bytes_in, copy};

/// 600 ms there and back and 50 kbit/s each way: an evening in the hills.
pub const SLOW: Quality =
    Quality { round_trip: Duration::from_millis(600), bits_per_second: Some(50_000), cut_after: None };
/// Every connection ends after 20,000 bytes downwards.
pub const CUT: Quality = Quality { round_trip: Duration::ZERO, bits_per_second: None, cut_after: Some(20_000) };
/// How often a phone on the cut link tries.
const MOST_CALLS: u32 = 500;

/// What is kept.
#[derive(Debug)]
pub struct Stage {
    server: TempDir,
    phone: TempDir,
    once: Once,
}

impl Stage {
    /// Switches `phone` and the server off, keeps both as they are, and switches the server on again.
    pub async fn keep(office: &mut Office, link: &Link, phone: &mut Handset, at: i64) -> Result<Self> {
        phone.switch_off().await;
        office.kill()?;
        let (server, folder) = (TempDir::new()?, TempDir::new()?);
        copy(office.folder(), server.path())?;
        copy(&phone.folder(), folder.path())?;
        office.serve()?;
        link.move_to(office.url());
        let once = Once { folder: folder.path().to_owned(), profile: phone.profile().to_owned(), at, calls: 1 };
        Ok(Self { server, phone: folder, once })
    }

    /// Measures the sync so often, each time from the same start. Bytes are those of the run in the middle.
    pub fn measure(&self, link: &Link, quality: Quality, runs: usize) -> Result<Cost> {
        let mut costs = (0..runs.max(1)).map(|_| self.once(link, quality)).collect::<Result<Vec<_>>>()?;
        costs.sort_by_key(Cost::sum);
        let mut cost = *costs.get(costs.len() / 2).context("a run")?;
        let middle = |by: fn(&Cost) -> f64| median(&costs, by).unwrap_or_default();
        cost.phone.seconds = middle(|c| c.phone.seconds);
        cost.phone.client_cpu_seconds = middle(|c| c.phone.client_cpu_seconds);
        cost.server_cpu_seconds = middle(|c| c.server_cpu_seconds);
        Ok(cost)
    }

    fn once(&self, link: &Link, quality: Quality) -> Result<Cost> {
        let office = Office::of(self.server.path())?;
        let phone = TempDir::new()?;
        copy(self.phone.path(), phone.path())?;
        link.move_to(office.url());
        link.be(quality);
        let (before, server) = (link.count(), Process::read(office.process())?);
        let calls = if quality.cut_after.is_some() { MOST_CALLS } else { 1 };
        let done = self.once.on(phone.path(), calls).in_a_process()?;
        let passed = link.count().since(before);
        let after = Process::read(office.process())?;
        link.be(Quality::default());
        Ok(Cost {
            phone: done,
            server_cpu_seconds: after.cpu - server.cpu,
            server_peak_bytes: after.peak,
            client_disk_bytes: bytes_in(phone.path())?,
            server_disk_bytes: bytes_in(office.folder())?,
            ..Cost::default()
        }
        .with(passed))
    }
}
