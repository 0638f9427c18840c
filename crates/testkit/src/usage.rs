//! What a process has used so far, as Linux counts it.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use anyhow::{Context, Result};
use std::path::PathBuf;

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
