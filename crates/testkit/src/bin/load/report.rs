//! What is printed.

use crate::Load;
use crate::drive::Seen;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::Process;

/// The figures of one run.
#[derive(Debug, Serialize)]
pub struct Figures {
    devices: u32,
    connections: u32,
    bring: String,
    rate: Option<u32>,
    seconds: f64,
    syncs: u64,
    syncs_per_second: f64,
    milliseconds: Latency,
    errors: BTreeMap<String, u64>,
    load_cpu_seconds: f64,
    /// Of the server's process, when it is on this machine.
    server: Option<Server>,
}

/// How long syncs took.
#[derive(Debug, Serialize)]
struct Latency {
    p50: f64,
    p95: f64,
    p99: f64,
    most: f64,
}

#[derive(Debug, Serialize)]
struct Server {
    cpu_seconds: f64,
    cpu_seconds_per_1000_syncs: f64,
    memory_bytes: u64,
    peak_bytes: u64,
}

impl Figures {
    /// From what was seen, and both processes before and after.
    pub fn new(
        load: &Load,
        seen: Seen,
        elapsed: Duration,
        server: Option<(Process, Process)>,
        mine: (Process, Process),
    ) -> Self {
        let syncs = seen.latency.len();
        let (seconds, many) = (elapsed.as_secs_f64(), f64_of(syncs).max(1.0));
        let at = |quantile: f64| f64_of(seen.latency.value_at_quantile(quantile)) / 1_000.0;
        Self {
            devices: load.devices,
            connections: load.connections,
            bring: format!("{:?}", load.bring).to_lowercase(),
            rate: load.rate,
            seconds,
            syncs,
            syncs_per_second: f64_of(syncs) / seconds,
            milliseconds: Latency { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1.0) },
            errors: seen.errors,
            load_cpu_seconds: mine.1.cpu - mine.0.cpu,
            server: server.map(|(before, after)| Server {
                cpu_seconds: after.cpu - before.cpu,
                cpu_seconds_per_1000_syncs: (after.cpu - before.cpu) * 1_000.0 / many,
                memory_bytes: after.memory,
                peak_bytes: after.peak,
            }),
        }
    }
}

impl Figures {
    /// Milliseconds of the sync in the middle.
    pub fn middle(&self) -> f64 {
        self.milliseconds.p50
    }

    /// Milliseconds of the server's processor for one sync.
    pub fn server_cpu_milliseconds(&self) -> f64 {
        self.server.as_ref().map_or(f64::NAN, |server| server.cpu_seconds_per_1000_syncs)
    }

    /// Bytes of the server's memory at most.
    pub fn server_peak_bytes(&self) -> u64 {
        self.server.as_ref().map_or(0, |server| server.peak_bytes)
    }
}

/// Exact below 2^53.
#[allow(clippy::cast_precision_loss)]
fn f64_of(n: u64) -> f64 {
    n as f64
}

/// Prints them.
pub fn print(figures: &Figures, json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(figures)?);
        return Ok(());
    }
    let Figures { milliseconds: ms, .. } = figures;
    println!("{} devices on {} connections, {:.1} s", figures.devices, figures.connections, figures.seconds);
    println!("{} syncs, {:.0} a second", figures.syncs, figures.syncs_per_second);
    println!("milliseconds: p50 {:.1}, p95 {:.1}, p99 {:.1}, most {:.1}", ms.p50, ms.p95, ms.p99, ms.most);
    println!("errors: {:?}", figures.errors);
    println!("load: {:.1} s of CPU", figures.load_cpu_seconds);
    match &figures.server {
        Some(server) => println!(
            "server: {:.2} s of CPU, {:.3} s for 1,000 syncs; memory {} MB, at most {} MB",
            server.cpu_seconds,
            server.cpu_seconds_per_1000_syncs,
            server.memory_bytes / 1_000_000,
            server.peak_bytes / 1_000_000
        ),
        None => println!("server: not on this machine"),
    }
    Ok(())
}
