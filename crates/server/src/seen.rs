//! When devices were last heard of. A sync with nothing new costs no write, so this is kept in memory and written for all
//! devices together, once an hour, and when the server stops or a coordinator asks. A server that is killed forgets at
//! most that hour: the device list then shows a device as last seen earlier than it was, never later.

use crate::store::people::Sighting;
use crate::store::{Store, StoreError};
use domain::id::DeviceId;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Seconds between two writes.
const EVERY: i64 = 60 * 60;
/// Devices that are kept in memory: about 2 MB.
const MOST: usize = 20_000;

/// What was seen and is not written yet.
#[derive(Debug, Default)]
pub struct Seen(Mutex<New>);

#[derive(Debug, Default)]
struct New {
    since: Option<Timestamp>,
    devices: BTreeMap<DeviceId, Sighting>,
}

impl Seen {
    /// Notes that a device was heard of. Says whether it is time to write.
    pub fn note(&self, device: DeviceId, sighting: Sighting) -> bool {
        let mut new = self.lock();
        let now = sighting.at;
        let since = *new.since.get_or_insert(now);
        new.devices.insert(device, sighting);
        now.0.saturating_sub(since.0) >= EVERY || new.devices.len() >= MOST
    }

    /// Writes what was seen, in one transaction.
    pub fn write(&self, store: &dyn Store) -> Result<(), StoreError> {
        let devices = {
            let mut new = self.lock();
            new.since = None;
            std::mem::take(&mut new.devices)
        };
        if devices.is_empty() {
            return Ok(());
        }
        let written = store.write().and_then(|mut tx| {
            tx.note_sightings(&devices)?;
            tx.commit()
        });
        if written.is_err() {
            // For the next time, but not in place of what was seen meanwhile.
            let mut new = self.lock();
            devices.into_iter().for_each(|(device, sighting)| {
                new.devices.entry(device).or_insert(sighting);
            });
        }
        written
    }

    fn lock(&self) -> MutexGuard<'_, New> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_time_once_an_hour_and_when_there_are_too_many() {
        let seen = Seen::default();
        let at = |at| Sighting { app: "1".into(), unsent: 0, at: Timestamp(at) };
        assert!(!seen.note(DeviceId([1; 12]), at(1_000)) && !seen.note(DeviceId([2; 12]), at(1_000 + EVERY - 1)));
        assert!(seen.note(DeviceId([1; 12]), at(1_000 + EVERY)));
        let crowd = Seen::default();
        let device = |n: u32| DeviceId([n.to_be_bytes(), [0; 4], [0; 4]].concat().try_into().unwrap());
        let most = u32::try_from(MOST).unwrap();
        assert!((1..most).all(|n| !crowd.note(device(n), at(1_000))) && crowd.note(device(most), at(1_000)));
    }
}
