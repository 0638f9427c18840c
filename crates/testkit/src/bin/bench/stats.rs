//! The smallest, the middle and the largest of some measurements.

#![allow(clippy::disallowed_types, reason = "times in milliseconds, for reading only")]

use serde::Serialize;
use std::time::Duration;

/// What is reported of a series.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Series {
    /// Smallest.
    pub min: f64,
    /// Middle.
    pub median: f64,
    /// Largest.
    pub max: f64,
}

impl Series {
    /// Of durations, in milliseconds.
    pub fn milliseconds(times: &[Duration]) -> Self {
        let mut ms: Vec<f64> = times.iter().map(|t| t.as_secs_f64() * 1_000.0).collect();
        ms.sort_by(f64::total_cmp);
        let at = |n: usize| ms.get(n).copied().unwrap_or(f64::NAN);
        Self { min: at(0), median: at(ms.len() / 2), max: at(ms.len().saturating_sub(1)) }
    }
}

impl std::fmt::Display for Series {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:8.2} {:8.2} {:8.2}", self.min, self.median, self.max)
    }
}
