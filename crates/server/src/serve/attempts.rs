//! How often an address may show a wrong invitation: ten at once, then ten a minute. Who has more addresses than are
//! remembered is counted together with all others that are not: a thousand at once, then a hundred a second. At that
//! rate 60 bits hold for longer than anybody guesses (see docs/PROTOCOL.md, Enrolment).

use crate::pace::block;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MOST: u32 = 10;
const PER: Duration = Duration::from_secs(6);
/// Addresses that are remembered. When there are more, those that have no wrong attempt left are forgotten.
const ADDRESSES: usize = 10_000;
/// The same for all that are not remembered, together.
const MOST_OTHERS: u32 = 1_000;
const PER_OTHER: Duration = Duration::from_millis(10);

/// Wrong attempts by address.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    addresses: BTreeMap<IpAddr, Count>,
    others: Option<Count>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    wrong: u32,
    since: Instant,
}

impl Count {
    /// Forgives one attempt for each `per` that has passed.
    fn at(self, now: Instant, per: Duration) -> Self {
        let passed = now.saturating_duration_since(self.since);
        let forgiven = u32::try_from(passed.as_millis() / per.as_millis()).unwrap_or(u32::MAX);
        Self { wrong: self.wrong.saturating_sub(forgiven), since: self.since + per * forgiven.min(self.wrong) }
    }

    /// One more.
    fn more(before: Option<Self>, now: Instant, per: Duration) -> Self {
        let before = before.map_or(Self { wrong: 0, since: now }, |count| count.at(now, per));
        let since = if before.wrong == 0 { now } else { before.since };
        Self { wrong: before.wrong.saturating_add(1), since }
    }
}

impl Attempts {
    /// Whether `from` may try.
    pub fn may_try(&self, from: IpAddr, now: Instant) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.addresses.get(&block(from)) {
            Some(count) => count.at(now, PER).wrong < MOST,
            None if known.addresses.len() < ADDRESSES => true,
            None => known.others.is_none_or(|count| count.at(now, PER_OTHER).wrong < MOST_OTHERS),
        }
    }

    /// Counts a wrong attempt of `from`.
    pub fn wrong(&self, from: IpAddr, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.addresses.len() >= ADDRESSES {
            known.addresses.retain(|_, count| count.at(now, PER).wrong > 0);
        }
        let from = block(from);
        if known.addresses.len() >= ADDRESSES && !known.addresses.contains_key(&from) {
            known.others = Some(Count::more(known.others, now, PER_OTHER));
            return;
        }
        let count = Count::more(known.addresses.get(&from).copied(), now, PER);
        known.addresses.insert(from, count);
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

    #[test]
    fn ten_thousand_addresses_that_guess_use_up_what_all_others_share() {
        let (attempts, start) = (Attempts::default(), clock::instant());
        let address = |n: u32| IpAddr::from((0x0a00_0000 + n).to_be_bytes());
        for n in 0..10_000 {
            attempts.wrong(address(n), start);
        }
        let mut more = 0;
        while attempts.may_try(address(20_000 + more), start) {
            attempts.wrong(address(20_000 + more), start);
            more += 1;
        }
        assert_eq!(more, MOST_OTHERS);
        // An address that was known before has its own count, and the others soon have one more.
        assert!(attempts.may_try(address(3), start));
        assert!(attempts.may_try(address(40_000), start + PER_OTHER));
        // When the guessing stops nobody is held up for it.
        attempts.wrong(address(7), start + PER * 20);
        assert!((50_000..51_000).all(|n| attempts.may_try(address(n), start + PER * 20)));
    }
}
