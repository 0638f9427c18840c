//! A clock that stands still until it is told.

use client::Clock;
use domain::time::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A phone's clock in a test. Clones show the same time.
#[derive(Debug, Clone)]
pub struct FakeClock(Arc<AtomicI64>);

impl FakeClock {
    /// Starts at `seconds` since 1970 UTC.
    pub fn at(seconds: i64) -> Self {
        Self(Arc::new(AtomicI64::new(seconds)))
    }

    /// Jumps to `seconds` since 1970 UTC, back or forth.
    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    /// Goes on by `seconds`.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The clock for a phone.
    pub fn clock(&self) -> Clock {
        let time = self.0.clone();
        Clock::new(move || Timestamp(time.load(Ordering::Relaxed)))
    }
}
