//! Ids: who, where, which document, which phone. Ids are never used again for something else.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// A person of the organisation. Numbered from 1 by the central server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub u32);

/// A workshop of the organisation. Numbered from 1 by the central server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkshopId(pub u32);

/// The first 12 bytes of the SHA-256 of a device's Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub [u8; 12]);

/// Which life of a device's database wrote something. Drawn anew when a database was copied or restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Incarnation(pub u32);

/// The automerge actor of a device: its id (12 bytes) and its incarnation (4 bytes, big-endian).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(pub [u8; 16]);

impl Actor {
    /// The actor of the first change of every document, which is the same on all devices.
    pub const GENESIS: Self = Self([0; 16]);

    /// The actor of `device` in its life `incarnation`.
    pub fn new(device: DeviceId, incarnation: Incarnation) -> Self {
        let mut bytes = [0; 16];
        let (head, tail) = bytes.split_at_mut(12);
        head.copy_from_slice(&device.0);
        tail.copy_from_slice(&incarnation.0.to_be_bytes());
        Self(bytes)
    }

    /// The device that this actor belongs to.
    pub fn device(self) -> DeviceId {
        let mut bytes = [0; 12];
        for (to, from) in bytes.iter_mut().zip(self.0) {
            *to = from;
        }
        DeviceId(bytes)
    }
}

/// The name of a document among those of its kind in its feed. Random (UUID version 4) or derived from
/// what it is about, so that two phones that create the same document offline create one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocKey(pub Uuid);

/// The namespace of derived keys: UUID version 5 of the DNS namespace and `karakana`.
const NAMESPACE: Uuid = Uuid::from_u128(0x3a91_ad1d_efd9_5f18_a79b_8cde_abcd_1e1e);

impl DocKey {
    /// The only document of its kind in its feed (organisation facts, workshop facts).
    pub const ONLY: Self = Self(Uuid::nil());

    /// The key of something that has a name in the outside world: UUID version 5 of `what:name`.
    pub fn named(what: &str, name: &str) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("{what}:{name}").as_bytes()))
    }

    /// The key of a ledger: the month's number in the last four bytes, big-endian.
    pub fn month(month: crate::time::Month) -> Self {
        Self(Uuid::from_u128(u128::from(month.0)))
    }

    /// The month of a ledger's key; `None` for a key that is no month.
    pub fn as_month(&self) -> Option<crate::time::Month> {
        u32::try_from(self.0.as_u128()).ok().map(crate::time::Month)
    }

    /// The key of something that is counted up, such as a run of payouts: the number in the last four bytes, big-endian. Two
    /// devices that begin the next one offline begin the same.
    pub fn numbered(number: u32) -> Self {
        Self(Uuid::from_u128(u128::from(number)))
    }

    /// The number of such a key; `None` for another key.
    pub fn as_number(&self) -> Option<u32> {
        u32::try_from(self.0.as_u128()).ok()
    }

    /// The 16 bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// From 16 bytes; `None` for any other length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Uuid::from_slice(bytes).ok().map(Self)
    }
}

impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.simple().fmt(f)
    }
}

impl std::str::FromStr for DocKey {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// One immutable entry of a document: the automerge operation that inserted it. Unique in its document only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// The operation's counter.
    pub counter: u64,
    /// The actor that inserted it.
    pub actor: Actor,
}

impl fmt::Display for EntryRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.counter, self.actor)
    }
}

impl std::str::FromStr for EntryRef {
    type Err = BadEntryRef;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (counter, actor) = text.split_once('@').ok_or(BadEntryRef)?;
        let actor: Uuid = actor.parse().map_err(|_| BadEntryRef)?;
        Ok(Self { counter: counter.parse().map_err(|_| BadEntryRef)?, actor: Actor(*actor.as_bytes()) })
    }
}

/// A text that should name an entry as `counter@actor` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an entry")]
pub struct BadEntryRef;

fn hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|b| write!(f, "{b:02x}"))
}

macro_rules! hex_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex(&self.0, f)
            }
        }
    )*};
}

hex_text!(DeviceId, Actor);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_names_its_device_and_its_life() {
        let device = DeviceId(*b"amina's fone");
        let actor = Actor::new(device, Incarnation(7));
        assert_eq!(actor.device(), device);
        assert_eq!(actor.0[12..], [0, 0, 0, 7]);
    }

    #[test]
    fn an_entry_name_survives_its_text() {
        let entry = EntryRef { counter: 12, actor: Actor([7; 16]) };
        assert_eq!(entry.to_string().parse(), Ok(entry));
        assert_eq!("12@xyz".parse::<EntryRef>(), Err(BadEntryRef));
    }

    #[test]
    fn two_phones_give_the_same_product_the_same_key() {
        assert_eq!(DocKey::named("product", "SK-HOOP-01"), DocKey::named("product", "SK-HOOP-01"));
        assert_ne!(DocKey::named("product", "SK-HOOP-01"), DocKey::named("material", "SK-HOOP-01"));
    }
}
