//! What the store holds, as plain values.

use crate::authority::Scope;
use domain::id::{Actor, DeviceId, Incarnation, PersonId, WorkshopId};
use domain::kind::DocId;
use domain::policy::Role;
use domain::time::Timestamp;
use protocol::PublicKey;

/// An organisation in this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrgId(pub i64);

/// A document's row in this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocRow(pub i64);

/// A feed's row in this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeedRow(pub i64);

/// A place in an organisation's log, from 1. 0 is before the first.
pub type Seq = i64;

/// What a stretch of the log is called that one run of the program wrote. 0 before the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch(pub u32);

/// SHA-256 of an invitation's twelve characters.
pub type SecretHash = [u8; 32];

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Which.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// Drawn when it was made.
    pub history: u32,
    /// The last sequence number that was given out.
    pub head: Seq,
}

/// A workshop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workshop {
    /// Its number.
    pub number: WorkshopId,
    /// The code that files name it by.
    pub code: String,
    /// Where it is.
    pub place: String,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub number: PersonId,
    /// Their name, which is one person's only in the organisation.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Telephone number, may be empty.
    pub phone: String,
    /// `en` or `sw`.
    pub language: String,
    /// Words without spaces.
    pub skills: Vec<String>,
    /// Hours they want to work, where known.
    pub hours_per_week: Option<u32>,
}

/// A scope that a person holds or held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// What.
    pub scope: Scope,
    /// Since when.
    pub granted: Seq,
    /// Until when; `None` while it holds.
    pub lost: Option<Seq>,
}

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Where it is enrolled.
    pub organisation: OrgId,
    /// Whom it acts for.
    pub person: PersonId,
    /// Its key.
    pub key: PublicKey,
    /// The number of the last bundle whose changes were stored, 0 for none.
    pub number: u64,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// What a device said of itself in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The life of its database.
    pub incarnation: Incarnation,
    /// The bundle's number.
    pub number: u64,
    /// The app's version.
    pub app: String,
    /// Changes that still waited on it.
    pub unsent: u32,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Hash of the secret.
    pub secret: SecretHash,
    /// For which organisation.
    pub organisation: OrgId,
    /// For whom.
    pub person: PersonId,
    /// Until when.
    pub expires: Timestamp,
    /// The device that used it.
    pub used_by: Option<DeviceId>,
}

/// A document that has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocHead {
    /// Its row.
    pub row: DocRow,
    /// Its name.
    pub id: DocId,
    /// The number of its first row in the log.
    pub first: Seq,
}

/// A document's changes so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The number of its last row, 0 when it has none.
    pub last: Seq,
    /// Automerge change chunks in the order in which they were stored.
    pub changes: Vec<Vec<u8>>,
}

/// A row of the log without its changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowHead {
    /// Its number.
    pub seq: Seq,
    /// Whose changes.
    pub id: DocId,
    /// Who wrote it.
    pub by: Author,
}

/// A device in one life of its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The device; the server's own id for what the server writes.
    pub device: DeviceId,
    /// Its life.
    pub incarnation: Incarnation,
}

impl Author {
    /// The automerge actor.
    pub fn actor(self) -> Actor {
        Actor::new(self.device, self.incarnation)
    }
}

/// New changes of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Which document.
    pub id: DocId,
    /// Automerge change chunks, each after what it depends on.
    pub changes: Vec<Vec<u8>>,
}

/// Which feeds to look into.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    /// All of the organisation.
    All,
    /// These.
    Feeds(&'a [FeedRow]),
}

/// A stretch of the log: after `after`, up to and with `upto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The last number before it.
    pub after: Seq,
    /// The last number in it.
    pub upto: Seq,
}
