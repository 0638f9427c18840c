//! How many bytes a sync may cost.

use ::sync::Effect;
use protocol::limits;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that may still be spent, both ways together: bodies, without what HTTP and TLS add.
#[derive(Debug)]
pub struct Allowance(AtomicU64);

impl Allowance {
    /// So many bytes, give or take what one page is longer than it was asked to be.
    pub fn of(bytes: u64) -> Self {
        Self(AtomicU64::new(bytes))
    }

    /// As many as it takes.
    pub fn unlimited() -> Self {
        Self::of(u64::MAX)
    }

    /// What is left.
    pub fn left(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// So many bytes went over the network.
    pub fn spend(&self, bytes: usize) {
        let spent = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.0.store(self.left().saturating_sub(spent), Ordering::Relaxed);
    }

    /// The effect, asking for no more than what is left. `None` when a next page cannot be paid for.
    pub fn hold(&self, effect: Effect) -> Option<Effect> {
        let left = u32::try_from(self.left()).unwrap_or(u32::MAX);
        match effect {
            Effect::Collect { .. } if left < limits::LEAST_BUDGET => None,
            Effect::Collect { bytes } => Some(Effect::Collect { bytes: bytes.min(left) }),
            Effect::Transmit(mut request) => {
                request.budget = request.budget.min(left).max(limits::LEAST_BUDGET);
                Some(Effect::Transmit(request))
            }
            other => Some(other),
        }
    }
}
