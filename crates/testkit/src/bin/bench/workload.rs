//! The recorded workload: what people did, in time order.

use serde::Deserialize;
use std::path::Path;

/// The whole file; what the benchmark does not need is left out.
#[derive(Debug, Deserialize)]
pub struct Workload {
    /// What it was drawn from.
    pub seed: String,
    /// First moment, seconds since 1970 UTC.
    pub t0: i64,
    /// The history that a new lead's phone downloads.
    pub w1: Vec<Event>,
    /// A week offline.
    pub w2: Week,
    /// One tap.
    pub w4: Event,
}

/// A week of one artisan, and what others did meanwhile.
#[derive(Debug, Deserialize)]
pub struct Week {
    /// The artisan's events.
    pub off: Vec<Event>,
    /// The others'.
    pub oth: Vec<Event>,
}

/// One command of a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "k")]
pub enum Event {
    /// An assignment is created by the lead.
    #[serde(rename = "a")]
    Assignment { a: u32, t: i64, product: String, design: String, qty: u32, rate: i64, due: i32, notes: String },
    /// A work log.
    #[serde(rename = "w")]
    Work { d: u32, a: u32, t: i64, min: u32, done: u32, scrap: u32, note: String },
    /// A change of status.
    #[serde(rename = "s")]
    Status { d: u32, a: u32, t: i64, status: String },
    /// A movement of material.
    #[serde(rename = "m")]
    Material { d: u32, a: u32, t: i64, mat: String, kind: String, g: i64, lot: String },
}

impl Event {
    /// When.
    pub fn time(&self) -> i64 {
        match self {
            Self::Assignment { t, .. } | Self::Work { t, .. } | Self::Status { t, .. } | Self::Material { t, .. } => *t,
        }
    }
}

/// Reads the file.
pub fn read(path: &Path) -> anyhow::Result<Workload> {
    Ok(serde_json::from_slice(&std::fs::read(path)?)?)
}
