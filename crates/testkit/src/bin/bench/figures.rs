//! What is reported of a measured sync.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use serde::{Deserialize, Serialize};
use std::time::Instant;
use testkit::Count;
pub use testkit::Process;

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
