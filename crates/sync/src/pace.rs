//! How much to ask for at once, and how long to wait after a failure.

use protocol::limits;

/// Shrinks and slows down when transfers fail, grows back when they succeed.
#[derive(Debug, Clone)]
pub struct Pace {
    budget: u32,
    failures: u32,
}

/// What a first transfer is given: packed, some seconds at 50 kbit/s.
const FIRST: u32 = 256 << 10;
/// The shortest and the longest wait.
const SHORTEST_MS: u64 = 2_000;
const LONGEST_MS: u64 = 10 * 60 * 1_000;

impl Default for Pace {
    fn default() -> Self {
        Self { budget: FIRST, failures: 0 }
    }
}

impl Pace {
    /// Bytes for the next transfer, each way.
    pub fn budget(&self) -> u32 {
        self.budget
    }

    /// A transfer came through.
    pub fn went_well(&mut self) {
        self.failures = 0;
        self.budget = self.budget.saturating_mul(2).min(limits::MOST_BUDGET);
    }

    /// A transfer failed. Returns how many milliseconds to wait: exponential with full jitter, so that a
    /// thousand phones that lost the same server do not come back in the same second.
    pub fn went_badly(&mut self, random: u64) -> u64 {
        self.budget = (self.budget / 2).max(limits::LEAST_BUDGET);
        let ceiling = SHORTEST_MS.saturating_mul(1_u64.checked_shl(self.failures).unwrap_or(u64::MAX)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1).min(32);
        random % (ceiling + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_for_less_on_a_bad_link_and_for_more_on_a_good_one() {
        let mut pace = Pace::default();
        for _ in 0..20 {
            pace.went_badly(0);
        }
        assert_eq!(pace.budget(), limits::LEAST_BUDGET);
        for _ in 0..20 {
            pace.went_well();
        }
        assert_eq!(pace.budget(), limits::MOST_BUDGET);
    }

    #[test]
    fn waits_grow_to_ten_minutes_and_start_anew_after_a_success() {
        let mut pace = Pace::default();
        let waits: Vec<u64> = (0..40).map(|_| pace.went_badly(u64::MAX / 2)).collect();
        assert!(waits.iter().all(|w| *w <= LONGEST_MS));
        for _ in 0..100 {
            assert!(pace.went_badly(LONGEST_MS) <= LONGEST_MS);
        }
        assert_eq!(pace.went_badly(LONGEST_MS), LONGEST_MS);
        pace.went_well();
        assert!(pace.went_badly(LONGEST_MS) <= SHORTEST_MS);
    }

    #[test]
    fn a_thousand_phones_that_lost_the_same_server_come_back_all_over_the_wait() {
        let mut thirds = [0, 0, 0];
        for phone in 0..1_000_u64 {
            let mut pace = Pace::default();
            let draw = |n: u64| (phone * 31 + n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            pace.went_badly(draw(1));
            pace.went_badly(draw(2));
            let wait = pace.went_badly(draw(3));
            assert!(wait <= 4 * SHORTEST_MS);
            thirds[usize::try_from(wait * 3 / (4 * SHORTEST_MS + 1)).unwrap()] += 1;
        }
        assert!(thirds.iter().all(|phones| *phones > 250), "{thirds:?}");
    }
}
