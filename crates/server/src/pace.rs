//! How often somebody may ask: so many times in a second on average, and so many at once after a silence. Counted by the
//! generic cell rate algorithm, which keeps one number for each who asked lately.

use domain::id::DeviceId;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::fmt;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// Questions after which those are forgotten who did not ask for a while.
const SWEEP: u32 = 10_000;

/// How often each `K` may ask.
pub struct Pace<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    asked: AtomicU32,
}

/// How often a device may ask.
pub type DevicePace = Pace<[u8; 12]>;
/// How often an address may ask.
pub type AddressPace = Pace<IpAddr>;

impl<K: Hash + Eq + Clone> Pace<K> {
    /// So many in a second, and so many at once. 0 counts as 1.
    pub fn new(per_second: u32, burst: u32) -> Self {
        let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst));
        Self { limiter: RateLimiter::keyed(quota), asked: AtomicU32::new(0) }
    }

    /// Counts a request of `who`; whether it may be answered.
    fn allows(&self, who: &K) -> bool {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(who).is_ok()
    }
}

impl DevicePace {
    /// Counts a request that `device` signed; whether it may be answered.
    pub fn allows_device(&self, device: DeviceId) -> bool {
        self.allows(&device.0)
    }
}

impl AddressPace {
    /// Counts a request from `address`; whether it may be answered.
    pub fn allows_address(&self, address: IpAddr) -> bool {
        self.allows(&block(address))
    }
}

impl Default for DevicePace {
    /// More than any phone asks that is not out of its mind.
    fn default() -> Self {
        Self::new(50, 1_000)
    }
}

impl<K: Hash + Eq + Clone> fmt::Debug for Pace<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pace").finish_non_exhaustive()
    }
}

/// Whoever has one IPv6 address has the 2^64 beside it.
pub fn block(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_often_waits_and_nobody_else_does() {
        let pace = AddressPace::new(1, 3);
        let (greedy, modest) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let answered = (0..50).filter(|_| pace.allows_address(greedy)).count();
        assert!((3..50).contains(&answered), "{answered}");
        assert!(pace.allows_address(modest));
    }

    #[test]
    fn a_neighbour_in_the_same_ipv6_network_is_the_same() {
        let of = |text: &str| block(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
