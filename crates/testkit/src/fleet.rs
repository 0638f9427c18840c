//! A simulated fleet: many real phones, a real server, and everything between them that goes wrong, in one thread, in
//! virtual time, out of one seed.
//!
//! Phones are [`client::Phone`]s on folders of their own that nobody but the simulation syncs, the server is the
//! `server` crate on its own SQLite file. What people do, what the network does, when batteries are pulled, folders
//! put back and people moved: [`Fault`] has the list, [`Dice`](dice::Dice) decide. A [`model`] that knows plain sets of
//! entries says at the end whether anything was lost, doubled, or different on two phones.
//!
//! *The same seed is the same run*: keys, actors, ids and the order of events come from the seed; no clock, no sleep, no
//! thread that decides anything. Not from the seed: how long it takes, and automerge's own hash tables, whose order
//! nothing here depends on.
//!
//! Start reading with [`run`], then `world.rs` (the queue), then the file of what interests you.

mod body;
mod books;
#[cfg(test)]
mod cases;
mod deed;
mod dice;
mod fault;
mod habits;
mod leading;
mod mishaps;
mod model;
mod office;
mod syncing;
mod verdict;
mod wire;
mod world;

pub(crate) use dice::Dice;
pub use fault::{Fault, Faults};

use serde::Serialize;
use std::collections::BTreeMap;
use world::World;

/// What to simulate.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides everything.
    pub seed: u64,
    /// How many phones there are at the start.
    pub devices: u32,
    /// How many days they are used.
    pub days: u32,
    /// What may go wrong.
    pub faults: Faults,
    /// How many times as often as usual what happens to phones, people and the server's machine happens.
    pub often: u32,
    /// Whether to say on stderr what happens.
    pub verbose: bool,
}

/// How a run went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// As planned.
    pub seed: u64,
    /// As planned.
    pub devices: u32,
    /// As planned.
    pub days: u32,
    /// Things that people were shown as saved.
    pub edits: u64,
    /// Faults that happened.
    pub faults: u64,
    /// Things shown as saved that nobody has and nothing excuses.
    pub lost: u64,
    /// Things that are there more often than they were written, or that nobody wrote.
    pub duplicated: u64,
    /// Documents that a phone has otherwise than the server, feeds that it should or should not have, phones that do not
    /// come to rest.
    pub diverged: u64,
    /// Sums on a screen that are not those of the entries.
    pub books_wrong: u64,
    /// Refusals and errors shown to a person that nothing explains.
    pub unexplained_refusals: u64,
    /// Requests to sync.
    pub syncs: u64,
    /// Bytes of bundles that phones sent.
    pub bytes_up: u64,
    /// Bytes of bundles that phones got.
    pub bytes_down: u64,
    /// How often each fault happened.
    pub happened: BTreeMap<&'static str, u64>,
    /// What is wrong, in words.
    #[serde(skip)]
    pub wrong: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.lost + self.duplicated + self.diverged + self.books_wrong + self.unexplained_refusals == 0
    }
}

/// Plays a plan to its end. An error is one of the simulation itself.
pub fn run(plan: Plan) -> anyhow::Result<Report> {
    let mut world = World::begin(plan)?;
    world.live()?;
    world.verdict()
}
