//! How often an address may show a wrong invitation: ten at once, then ten a minute.

use crate::pace::block;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MOST: u32 = 10;
const PER: Duration = Duration::from_secs(6);
/// Addresses that are remembered. When there are more, those that could try again are forgotten first.
const ADDRESSES: usize = 10_000;

/// Wrong attempts by address.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<BTreeMap<IpAddr, Count>>);

#[derive(Debug, Clone, Copy)]
struct Count {
    wrong: u32,
    since: Instant,
}

impl Count {
    /// Forgives one attempt for each [`PER`] that has passed.
    fn at(self, now: Instant) -> Self {
        let passed = now.saturating_duration_since(self.since);
        let forgiven = u32::try_from(passed.as_millis() / PER.as_millis()).unwrap_or(u32::MAX);
        Self { wrong: self.wrong.saturating_sub(forgiven), since: self.since + PER * forgiven.min(self.wrong) }
    }
}

impl Attempts {
    /// Whether `from` may try.
    pub fn may_try(&self, from: IpAddr, now: Instant) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&block(from)).is_none_or(|count| count.at(now).wrong < MOST)
    }

    /// Counts a wrong attempt of `from`.
    pub fn wrong(&self, from: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ADDRESSES {
            known.retain(|_, count| count.at(now).wrong > 0);
        }
        if known.len() >= ADDRESSES {
            known.retain(|_, count| count.at(now).wrong >= MOST);
        }
        let count = known.entry(block(from)).or_insert(Count { wrong: 0, since: now });
        let before = count.at(now);
        let since = if before.wrong == 0 { now } else { before.since };
        *count = Count { wrong: before.wrong.saturating_add(1), since };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn ten_wrong_ones_then_one_in_six_seconds() {
        let (attempts, start) = (Attempts::default(), clock::instant());
        let (thief, amina) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..10 {
            assert!(attempts.may_try(thief, start));
            attempts.wrong(thief, start);
        }
        assert!(!attempts.may_try(thief, start) && attempts.may_try(amina, start));
        assert!(!attempts.may_try(thief, start + PER - Duration::from_millis(1)));
        assert!(attempts.may_try(thief, start + PER));
        attempts.wrong(thief, start + PER);
        assert!(!attempts.may_try(thief, start + PER));
        assert!(attempts.may_try(thief, start + PER * 20));
    }
}
