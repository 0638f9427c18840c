//! How many connections an address holds open.

use crate::pace::block;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Connections by address.
#[derive(Debug, Default)]
pub struct Places(Mutex<BTreeMap<IpAddr, u32>>);

/// A connection's place. Dropped, it is free again.
#[derive(Debug)]
pub struct Place {
    of: Arc<Places>,
    address: IpAddr,
}

impl Places {
    /// One more for `address`, unless it has `most` already.
    pub fn take(self: &Arc<Self>, address: IpAddr, most: u32) -> Option<Place> {
        let address = block(address);
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let held = taken.entry(address).or_default();
        if *held >= most {
            return None;
        }
        *held += 1;
        Some(Place { of: Arc::clone(self), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = taken.get_mut(&self.address) {
            *held -= 1;
            if *held == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_was_left_can_be_taken_again() {
        let places = Arc::new(Places::default());
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let held: Vec<_> = (0..3).map(|_| places.take(one, 3).unwrap()).collect();
        assert!(places.take(one, 3).is_none() && places.take(other, 3).is_some());
        drop(held);
        assert!(places.take(one, 1).is_some());
        assert!(places.0.lock().unwrap().is_empty());
    }
}
