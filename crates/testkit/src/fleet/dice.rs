//! The one source of chance in a run: the same seed draws the same.

use client::Chance;
use std::sync::{Arc, Mutex, PoisonError};

/// Seeded dice.
#[derive(Debug)]
pub struct Dice(fastrand::Rng);

impl Dice {
    /// Dice that draw what `seed` says.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Other dice, which do not disturb these from here on.
    pub fn fork(&mut self) -> Self {
        Self(self.0.fork())
    }

    /// Whether something that happens so many times in a thousand happens now.
    pub fn permille(&mut self, times: u32) -> bool {
        self.0.u32(0..1_000) < times
    }

    /// From `least` up to `most`, both included.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        self.0.u64(least..=most.max(least))
    }

    /// As [`Dice::between`], for counts.
    pub fn count(&mut self, least: u32, most: u32) -> u32 {
        self.0.u32(least..=most.max(least))
    }

    /// A place in something of `length`; 0 when there is none.
    pub fn place(&mut self, length: usize) -> usize {
        if length == 0 { 0 } else { self.0.usize(0..length) }
    }

    /// One of `all`.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = self.place(all.len());
        all.get(place)
    }

    /// So many bytes of a seed or id.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// Randomness for a phone: its own dice from here on.
    pub fn chance(&mut self) -> Chance {
        let dice = Arc::new(Mutex::new(self.0.fork()));
        Chance::new(move |bytes| dice.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes))
    }
}
