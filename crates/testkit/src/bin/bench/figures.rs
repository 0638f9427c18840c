//! What a process has used so far, as Linux counts it, and what is reported of a measured sync.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Instant;
use testkit::Count;

/// Ticks a second of the kernel's processor accounting, the same on all machines that Debian supports.
const TICKS: f64 = 100.0;

/// A process at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Process {
    /// Seconds of processor time, all threads.
    pub cpu: f64,
    /// Bytes of memory now.
    pub memory: u64,
    /// Bytes of memory at most until now.
    pub peak: u64,
}

impl Process {
    /// This process, or another by its number.
    pub fn read(number: Option<u32>) -> Result<Self> {
        let folder = PathBuf::from("/proc").join(number.map_or_else(|| "self".to_owned(), |n| n.to_string()));
        let status = std::fs::read_to_string(folder.join("status")).context("figures of processes need Linux")?;
        let bytes = |key: &str| -> Option<u64> {
            let line = status.lines().find_map(|l| l.strip_prefix(key))?;
            Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1_024)
        };
        let stat = std::fs::read_to_string(folder.join("stat"))?;
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks: f64 = after_name.split(' ').skip(11).take(2).filter_map(|f| f.parse::<f64>().ok()).sum();
        // To the nanosecond, but without threads that have ended.
        let mut living = 0.0;
        for task in std::fs::read_dir(folder.join("task"))? {
            let run = std::fs::read_to_string(task?.path().join("schedstat")).unwrap_or_default();
            living += run.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e9;
        }
        Ok(Self {
            cpu: living.max(ticks / TICKS),
            memory: bytes("VmRSS:").context("VmRSS")?,
            peak: bytes("VmHWM:").context("VmHWM")?,
        })
    }
}

/// What the process of one phone reports of its one sync.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct OneSync {
    /// From the call until all is stored on both sides.
    pub seconds: f64,
    /// Seconds of processor time of the sync.
    pub client_cpu_seconds: f64,
    /// Bytes of memory before it.
    pub client_idle_bytes: u64,
    /// Bytes of memory at most, until its end.
    pub client_peak_bytes: u64,
    /// How often it was called until nothing was left. More than one only where the link is cut.
    pub calls: u32,
}

/// What one workload cost.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Cost {
    /// Bytes from the phone to the server, TCP payload with HTTP headers.
    pub up: u64,
    /// Bytes to the phone.
    pub down: u64,
    /// Requests with their answers.
    pub round_trips: u64,
    /// TCP connections.
    pub connections: u64,
    /// The phone.
    #[serde(flatten)]
    pub phone: OneSync,
    /// Seconds of processor time of the server during the sync.
    pub server_cpu_seconds: f64,
    /// Bytes of memory of the server at most.
    pub server_peak_bytes: u64,
    /// Bytes of all files in the phone's folder afterwards.
    pub client_disk_bytes: u64,
    /// Bytes of all files in the server's data folder afterwards, its write-ahead log included.
    pub server_disk_bytes: u64,
}

impl Cost {
    /// With what passed on the link.
    pub fn with(mut self, count: Count) -> Self {
        (self.up, self.down) = (count.up, count.down);
        (self.round_trips, self.connections) = (count.round_trips, count.connections);
        self
    }

    /// Bytes both ways.
    pub fn sum(&self) -> u64 {
        self.up + self.down
    }
}

/// The middle of a few, by what `by` says of each.
pub fn median<T: Copy>(all: &[T], by: impl Fn(&T) -> f64) -> Option<f64> {
    let mut values: Vec<f64> = all.iter().map(by).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The moment, to measure from.
#[allow(clippy::disallowed_methods, reason = "a benchmark's job")]
pub fn now() -> Instant {
    Instant::now()
}
