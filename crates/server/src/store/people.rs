//! What the store keeps of people who leave, devices that are closed, what these hand over, and who did what about it.

use super::StoreError;
use super::record::{OrgId, SecretHash};
use domain::id::{DeviceId, Incarnation, PersonId};
use domain::time::Timestamp;
use protocol::WireDoc;
use std::collections::BTreeMap;

/// A device as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Version of its app.
    pub app: String,
    /// Changes that waited on it when it last said so.
    pub unsent: u32,
    /// When it was enrolled.
    pub enrolled: Timestamp,
    /// When it was last heard of.
    pub last_seen: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}

/// An invitation that can still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its hash.
    pub secret: SecretHash,
    /// For whom.
    pub person: PersonId,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it can be used.
    pub expires: Timestamp,
}

/// What is said of a device without a bundle of its own that stores something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Version of its app.
    pub app: String,
    /// Changes that waited on it.
    pub unsent: u32,
    /// When.
    pub at: Timestamp,
}

/// Changes of one document that are to be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The document; its kind may be one that is not known here.
    pub doc: WireDoc,
    /// Why: number of a code of the protocol.
    pub code: u16,
    /// The changes with their hashes, in order.
    pub changes: Vec<([u8; 32], Vec<u8>)>,
}

/// Who brings what is to be held.
#[derive(Debug, Clone, Copy)]
pub struct Bringer<'b> {
    /// Where.
    pub organisation: OrgId,
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// The life of its database.
    pub incarnation: Incarnation,
    /// The signed bundle.
    pub bundle: &'b [u8],
}

/// Held changes of one document, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Names it.
    pub id: i64,
    /// Who brought it.
    pub device: DeviceId,
    /// Whose the device is.
    pub person: PersonId,
    /// The life of the device's database.
    pub incarnation: Incarnation,
    /// Why: number of a code of the protocol.
    pub code: u16,
    /// The document.
    pub doc: WireDoc,
    /// When it came.
    pub at: Timestamp,
    /// The changes, each after what it builds on; none when it is decided.
    pub changes: Vec<Vec<u8>>,
    /// Whether it was decided.
    pub decided: Option<Decision>,
}

/// What became of held changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// They are in the log.
    Accepted,
    /// They are dropped.
    Discarded,
}

impl Decision {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Discarded => "discarded",
        }
    }

    /// The decision with this word; `None` for an empty one.
    pub fn from_word(word: &str) -> Result<Option<Self>, StoreError> {
        match word {
            "" => Ok(None),
            "accepted" => Ok(Some(Self::Accepted)),
            "discarded" => Ok(Some(Self::Discarded)),
            _ => Err(StoreError::Corrupt("decision")),
        }
    }
}

/// How much of a device is held and waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// Rows.
    pub rows: usize,
    /// Bytes of changes and bundles.
    pub bytes: usize,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub at: Timestamp,
    /// The coordinator and the device that signed; none for the command line.
    pub by: Option<(PersonId, DeviceId)>,
    /// What, as a word such as `person_ended`.
    pub act: String,
    /// About whom.
    pub about: Option<PersonId>,
    /// More, such as the id of a device.
    pub detail: String,
}

/// Reads of people and devices.
pub trait ReadPeople {
    /// Who has left, and when.
    fn ended(&self, org: OrgId) -> Result<BTreeMap<PersonId, Timestamp>, StoreError>;

    /// All devices, by person and time of enrolment.
    fn listed(&self, org: OrgId) -> Result<Vec<Listed>, StoreError>;

    /// Why a device is closed: the number of a code, 0 while it is open.
    fn closed_for(&self, device: DeviceId) -> Result<u16, StoreError>;

    /// The number of the last act that a device asked for, and the digest of the request. 0 and zeros for none.
    fn last_act(&self, device: DeviceId) -> Result<(u64, [u8; 32]), StoreError>;

    /// Invitations that were not used, not revoked, and have not expired at `now`; the oldest first.
    fn open_invitations(&self, org: OrgId, now: Timestamp) -> Result<Vec<Open>, StoreError>;

    /// Whether an invitation was taken back.
    fn is_revoked(&self, secret: &SecretHash) -> Result<bool, StoreError>;

    /// Whether this change of a device was ever held.
    fn was_held(&self, device: DeviceId, doc: &WireDoc, hash: &[u8; 32]) -> Result<bool, StoreError>;

    /// How much of a device is held and waits.
    fn held_weight(&self, device: DeviceId) -> Result<Weight, StoreError>;

    /// What is held and waits, oldest first.
    fn held(&self, org: OrgId) -> Result<Vec<Held>, StoreError>;

    /// One that is or was held.
    fn held_one(&self, org: OrgId, id: i64) -> Result<Option<Held>, StoreError>;

    /// The lines of the audit log before line `before`, newest first, at most `most`.
    fn audit(&self, org: OrgId, before: i64, most: usize) -> Result<Vec<(i64, Deed)>, StoreError>;
}

/// Writes of people and devices.
pub trait WritePeople: ReadPeople {
    /// Records that somebody left, or came back.
    fn set_ended(&mut self, org: OrgId, person: PersonId, at: Option<Timestamp>) -> Result<(), StoreError>;

    /// Closes a device for the reason `code`. One that is closed stays as it is.
    fn close_device(&mut self, device: DeviceId, code: u16, at: Timestamp) -> Result<(), StoreError>;

    /// Opens the devices of a person that were closed for the reason `code`.
    fn open_devices(&mut self, org: OrgId, person: PersonId, code: u16) -> Result<(), StoreError>;

    /// Records an act of a device.
    fn note_act(&mut self, device: DeviceId, number: u64, digest: &[u8; 32]) -> Result<(), StoreError>;

    /// Records when devices were seen, where that is later than what is known.
    fn note_sightings(&mut self, sightings: &BTreeMap<DeviceId, Sighting>) -> Result<(), StoreError>;

    /// Takes an invitation back.
    fn revoke_invitation(&mut self, secret: &SecretHash, at: Timestamp) -> Result<(), StoreError>;

    /// Holds changes.
    fn hold(&mut self, by: Bringer<'_>, holdings: &[Holding], at: Timestamp) -> Result<(), StoreError>;

    /// Records what became of held changes, and lets go of their bytes.
    fn decide(&mut self, held: &Held, decision: Decision) -> Result<(), StoreError>;

    /// Adds a line to the audit log.
    fn add_deed(&mut self, org: OrgId, deed: &Deed) -> Result<(), StoreError>;
}
