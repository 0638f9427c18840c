//! Sends.

use crate::device::{Device, key};
use crate::report::Figures;
use crate::wire::{self, Wire};
use crate::{Bring, Load};
use anyhow::Result;
use domain::id::Incarnation;
use hdrhistogram::Histogram;
use protocol::{Code, PublicKey};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use testkit::Process;
use tokio::task::JoinSet;

/// Rounds of a phone until it has everything, at most.
const MOST_ROUNDS: usize = 1_000;

/// What one connection has seen.
pub struct Seen {
    /// Microseconds of each sync that was answered.
    pub latency: Histogram<u64>,
    /// What went wrong, how often.
    pub errors: BTreeMap<String, u64>,
}

impl Seen {
    /// Up to ten minutes, to three digits.
    fn nothing() -> Result<Self> {
        Ok(Self { latency: Histogram::new_with_bounds(1, 600_000_000, 3)?, errors: BTreeMap::new() })
    }
}

/// One connection with its phones.
struct Line {
    wire: Wire,
    server: PublicKey,
    devices: Vec<Device>,
    seen: Seen,
}

/// Brings all phones up to date, then measures.
pub async fn run(load: &Load) -> Result<Figures> {
    wire::check(&load.server)?;
    let server = key(0).public();
    let incarnation = Incarnation(fastrand::u32(2..));
    let lines = load.connections.clamp(1, load.devices.max(1));
    let mut starting = JoinSet::new();
    for line in 0..lines {
        let numbers: Vec<u32> = (1..=load.devices).filter(|n| n % lines == line).collect();
        let wire = Wire::to(&load.server);
        starting.spawn(async move {
            let devices = numbers.into_iter().map(|number| Device::new(number, incarnation)).collect();
            let seen = Seen::nothing()?;
            let mut line = Line { wire, server, devices, seen };
            line.catch_up().await?;
            anyhow::Ok(line)
        });
    }
    let mut ready = Vec::new();
    while let Some(line) = starting.join_next().await {
        ready.push(line??);
    }
    let process = wire::listener(&load.server);
    let (before, mine) = (process.map(|n| Process::read(Some(n))).transpose()?, Process::read(None)?);
    let begin = now();
    let end = begin + Duration::from_secs(load.seconds);
    let mut sending = JoinSet::new();
    for (at, line) in (0..).zip(ready) {
        let pace = load.rate.map(|rate| Pace {
            first: begin + Duration::from_secs(1) * at / rate.max(1),
            every: Duration::from_secs(1) * lines / rate.max(1),
        });
        sending.spawn(line.send(load.bring, pace, end));
    }
    let mut all = Seen::nothing()?;
    while let Some(seen) = sending.join_next().await {
        let seen = seen?;
        all.latency.add(&seen.latency)?;
        for (what, many) in seen.errors {
            *all.errors.entry(what).or_default() += many;
        }
    }
    let elapsed = begin.elapsed();
    let after = process.map(|n| Process::read(Some(n))).transpose()?;
    Ok(Figures::new(load, all, elapsed, before.zip(after), (mine, Process::read(None)?)))
}

/// When the next one is due.
struct Pace {
    first: Instant,
    every: Duration,
}

impl Line {
    /// Fetches everything for every phone, so that afterwards only what is new comes.
    async fn catch_up(&mut self) -> Result<()> {
        for device in &mut self.devices {
            for _ in 0..MOST_ROUNDS {
                let (_, body) = self.wire.post(device.request(false)?).await?;
                match device.take(&body, &self.server) {
                    Ok(true) | Err(Code::StaleBundle | Code::Busy) => {}
                    Ok(false) => break,
                    Err(code) => anyhow::bail!("a phone is refused: {}", code.word()),
                }
            }
        }
        Ok(())
    }

    /// Sends for one phone after the other until `end`.
    async fn send(mut self, bring: Bring, pace: Option<Pace>, end: Instant) -> Seen {
        let many = self.devices.len();
        for n in 0.. {
            let begun = match &pace {
                Some(pace) => {
                    // From when it was due: a server that keeps others waiting does not look faster for it.
                    let due = pace.first + pace.every * n;
                    tokio::time::sleep_until(due.into()).await;
                    due
                }
                None => now(),
            };
            if begun >= end || many == 0 {
                break;
            }
            let Some(device) = usize::try_from(n).ok().and_then(|n| self.devices.get_mut(n % many)) else { break };
            match one(&mut self.wire, device, bring, &self.server).await {
                Ok(()) => {
                    self.seen.latency.saturating_record(u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX))
                }
                Err(what) => *self.seen.errors.entry(what).or_default() += 1,
            }
        }
        self.seen
    }
}

/// One sync.
async fn one(wire: &mut Wire, device: &mut Device, bring: Bring, server: &PublicKey) -> Result<(), String> {
    if bring == Bring::First {
        device.forget();
    }
    let request = device.request(bring == Bring::Entry).map_err(|e| e.to_string())?;
    let (_, body) = wire.post(request).await.map_err(|_| "connection".to_owned())?;
    device.take(&body, server).map(drop).map_err(|code| code.word().to_owned())
}

/// The moment, to measure from.
#[allow(clippy::disallowed_methods, reason = "a benchmark's job")]
fn now() -> Instant {
    Instant::now()
}
