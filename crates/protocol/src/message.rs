//! The messages inside bundles. CBOR maps with small integer keys; a reader skips keys it does not know.
//! `docs/protocol.cddl` has the same in CDDL.

use crate::cbor;
use crate::code::Code;
use crate::limits;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// A message: what place it is for, and whether it stays within the limits.
pub trait Message: Encode<()> + for<'b> Decode<'b, ()> {
    /// The external authenticated data of its signature, so that one message never passes for another.
    const PURPOSE: &'static str;

    /// Whether every count and length in it is within [`limits`].
    fn within_limits(&self) -> bool;
}

/// A document's name on the wire. The kind may be one that this version does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct WireDoc {
    /// Number of the kind.
    #[n(0)]
    pub kind: u8,
    /// The key, 16 bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub key: [u8; 16],
    /// The feed.
    #[cbor(n(2), with = "cbor::feed")]
    pub feed: Feed,
}

impl WireDoc {
    /// The document, when its kind is known.
    pub fn id(&self) -> Option<DocId> {
        let kind = Kind::from_number(self.kind)?;
        Some(DocId::new(self.feed, kind, DocKey::from_slice(&self.key)?))
    }
}

impl From<DocId> for WireDoc {
    fn from(id: DocId) -> Self {
        Self { kind: id.kind.number(), key: *id.key.bytes(), feed: id.feed }
    }
}

/// New changes of one document, from a phone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DocPush {
    /// Which document.
    #[n(0)]
    pub doc: WireDoc,
    /// Automerge change chunks, each after what it depends on.
    #[cbor(n(1), with = "cbor::byte_strings")]
    pub changes: Vec<Vec<u8>>,
    /// More changes, after those, as a run (see `docs/PROTOCOL.md`). Only to who has [`capability::RUNS`].
    #[cbor(n(2), with = "minicbor::bytes")]
    pub run: Option<Vec<u8>>,
}

/// News of one document, from the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DocPull {
    /// Which document.
    #[n(0)]
    pub doc: WireDoc,
    /// Automerge chunks: whole documents or changes, each after what it depends on.
    #[cbor(n(1), with = "cbor::byte_strings")]
    pub chunks: Vec<Vec<u8>>,
    /// Changes, after those, as a run (see `docs/PROTOCOL.md`). Only to who has [`capability::RUNS`].
    #[cbor(n(2), with = "minicbor::bytes")]
    pub run: Option<Vec<u8>>,
}

/// What one side holds of a document: the hashes that nothing there builds on yet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DocHeads {
    /// Which document.
    #[n(0)]
    pub doc: WireDoc,
    /// Hashes of changes, 32 bytes each.
    #[cbor(n(1), with = "cbor::hashes")]
    pub heads: Vec<[u8; 32]>,
}

/// The beginning of an answer that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Partial {
    /// How many bytes of its bundle came.
    #[n(0)]
    pub bytes: u32,
    /// The first 8 bytes of their SHA-256.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub digest: [u8; 8],
}

/// What the beginning of an answer is told by: the first 8 bytes of its SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 8] {
    let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = Sha256::digest(bytes).into();
    [a, b, c, d, e, f, g, h]
}

/// Bits that say what a side can do beyond the plain protocol. Unknown ones are ignored.
pub mod capability {
    /// Reads changes packed as a run.
    pub const RUNS: u32 = 1;
    /// Reads frames that were packed with dictionary 1.
    pub const DICTIONARY_1: u32 = 2;
    /// A server that compares heads: answers `heads` with `lacking`.
    pub const HEADS: u32 = 4;
    /// A server that takes changes of other devices from who holds them, after it was restored from a backup.
    pub const RELAYS: u32 = 8;
    /// A phone that hands over what it had not sent and wipes itself when an answer says [`super::SyncAnswer::leave`].
    pub const LEAVES: u32 = 16;
}

/// What a phone asks: here is what is new here, what is new there?
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SyncRequest {
    /// [`crate::VERSION`].
    #[n(0)]
    pub version: u16,
    /// What the phone can do: bits of [`capability`].
    #[n(1)]
    pub capabilities: u32,
    /// The life of the phone's database.
    #[n(2)]
    pub incarnation: u32,
    /// One more than the last number that was answered; the same again when no answer came.
    #[n(3)]
    pub number: u64,
    /// The cursor of the last answer; empty at first.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub cursor: Vec<u8>,
    /// How many bytes the answer should have at most.
    #[n(5)]
    pub budget: u32,
    /// The phone's clock, seconds since 1970 UTC.
    #[n(6)]
    pub clock: i64,
    /// Changes that wait on the phone, those in this request included.
    #[n(7)]
    pub unsent: u32,
    /// The app's version, for the device list.
    #[n(8)]
    pub app: String,
    /// What is new on the phone.
    #[n(9)]
    pub push: Vec<DocPush>,
    /// What the phone holds of some documents, when it has to find out what the server lost.
    #[n(10)]
    pub heads: Option<Vec<DocHeads>>,
    /// An answer to this number began to come before: the rest of it will do.
    #[n(11)]
    pub partial: Option<Partial>,
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SyncAnswer {
    /// The version that is spoken.
    #[n(0)]
    pub version: u16,
    /// The number of the request that this answers. Every change of it that is not in `refused` is accepted.
    #[n(1)]
    pub number: u64,
    /// The server's clock, seconds since 1970 UTC.
    #[n(2)]
    pub clock: i64,
    /// To be sent with the next request.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub cursor: Vec<u8>,
    /// Whether there is more to fetch right away.
    #[n(4)]
    pub more: bool,
    /// Changes that were not accepted.
    #[n(5)]
    pub refused: Vec<Refusal>,
    /// Feeds that the person may read now and could not before.
    #[cbor(n(6), with = "cbor::feeds")]
    pub gained: Vec<Feed>,
    /// Feeds that the person may no longer read. Their documents leave the phone.
    #[cbor(n(7), with = "cbor::feeds")]
    pub lost: Vec<Feed>,
    /// What is new at the server.
    #[n(8)]
    pub pull: Vec<DocPull>,
    /// What the server can do: bits of [`capability`]. A server that says nothing can do nothing beyond the plain protocol.
    #[n(9)]
    pub capabilities: Option<u32>,
    /// The documents of the request's `heads` of which the server lacks something, with what it holds of them.
    #[n(10)]
    pub lacking: Option<Vec<DocHeads>>,
    /// The device is closed, for the reason of this [`Code`]. What the request brought is held at the office. Only to
    /// who has [`capability::LEAVES`].
    #[n(16)]
    pub leave: Option<u16>,
}

/// A change that was not accepted. Named by document and hash: the same first edit in two documents of a kind is the
/// same bytes, and so has the same hash.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refusal {
    /// Automerge hash of the change, 32 bytes; of bytes that are no change, their SHA-256.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub hash: [u8; 32],
    /// Number of a [`Code`]. After one that is not permanent the phone keeps the change and sends it again.
    #[n(1)]
    pub code: u16,
    /// The document it was sent for.
    #[n(2)]
    pub doc: WireDoc,
}

/// A request as a whole was refused. Signed by the server like any answer, so that nothing on the way can say it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Failure {
    /// The version that is spoken.
    #[n(0)]
    pub version: u16,
    /// Number of a [`Code`].
    #[n(1)]
    pub code: u16,
    /// The number of the request, 0 when it could not be read.
    #[n(2)]
    pub number: u64,
    /// For [`Code::StaleBundle`]: the last number that was accepted. For [`Code::TooOld`]: the oldest version spoken.
    #[n(3)]
    pub expected: u64,
    /// For logs, in English.
    #[n(4)]
    pub detail: String,
}

impl Failure {
    /// A failure with `code`, about the request `number`.
    pub fn new(code: Code, number: u64, detail: impl Into<String>) -> Self {
        Self { version: crate::VERSION, code: code.number(), number, expected: 0, detail: detail.into() }
    }

    /// The code; one that this version does not know counts as a passing trouble of the server.
    pub fn code(&self) -> Code {
        Code::from_number(self.code).unwrap_or(Code::Server)
    }
}

/// A new phone asks to act for the person that the invitation is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EnrolRequest {
    /// [`crate::VERSION`].
    #[n(0)]
    pub version: u16,
    /// The 12 characters.
    #[n(1)]
    pub invitation: String,
    /// The phone's new public key, which also signs this.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub public_key: [u8; 32],
    /// The app's version, for the device list.
    #[n(3)]
    pub app: String,
}

/// Who the phone acts for from now on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EnrolAnswer {
    /// The version that is spoken.
    #[n(0)]
    pub version: u16,
    /// The server's public key, which signs this and every later answer.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub server_key: [u8; 32],
    /// Number of the person.
    #[n(2)]
    pub person: u32,
    /// Their name.
    #[n(3)]
    pub name: String,
    /// Their role.
    #[n(4)]
    pub role: EnrolRole,
    /// Number of their workshop, none for a coordinator.
    #[n(5)]
    pub workshop: Option<u32>,
    /// The organisation's name.
    #[n(6)]
    pub organisation: String,
    /// The server's clock, seconds since 1970 UTC.
    #[n(7)]
    pub clock: i64,
    /// What the server can do: bits of [`capability`].
    #[n(8)]
    pub capabilities: Option<u32>,
}

/// A role on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum EnrolRole {
    /// Makes pieces.
    #[n(0)]
    Artisan,
    /// Leads a workshop.
    #[n(1)]
    Lead,
    /// Works at the office.
    #[n(2)]
    Coordinator,
}

impl EnrolRole {
    /// A role and its workshop, taken apart.
    pub fn of(role: Role) -> (Self, Option<u32>) {
        match role {
            Role::Artisan(w) => (Self::Artisan, Some(w.0)),
            Role::Lead(w) => (Self::Lead, Some(w.0)),
            Role::Coordinator => (Self::Coordinator, None),
        }
    }

    /// Put together again; `None` for an artisan or lead without a workshop.
    pub fn role(self, workshop: Option<u32>) -> Option<Role> {
        match (self, workshop) {
            (Self::Coordinator, _) => Some(Role::Coordinator),
            (Self::Artisan, Some(w)) => Some(Role::Artisan(WorkshopId(w))),
            (Self::Lead, Some(w)) => Some(Role::Lead(WorkshopId(w))),
            (_, None) => None,
        }
    }
}

impl EnrolAnswer {
    /// The person and role; `None` when the message contradicts itself.
    pub fn identity(&self) -> Option<(PersonId, Role)> {
        Some((PersonId(self.person), self.role.role(self.workshop)?))
    }
}

impl Message for SyncRequest {
    const PURPOSE: &'static str = "karakana/1 sync request";

    fn within_limits(&self) -> bool {
        let changes = |d: &DocPush| d.changes.len();
        self.cursor.len() <= limits::CURSOR
            && self.app.len() <= limits::TEXT
            && self.push.len() <= limits::DOCUMENTS
            && self.push.iter().map(changes).sum::<usize>() <= limits::CHANGES_IN_ALL
            && self
                .push
                .iter()
                .all(|d| changes(d) <= limits::CHANGES && d.changes.iter().all(|c| c.len() <= limits::CHANGE))
            && heads_within_limits(self.heads.as_deref())
    }
}

impl Message for SyncAnswer {
    const PURPOSE: &'static str = "karakana/1 sync answer";

    fn within_limits(&self) -> bool {
        self.cursor.len() <= limits::CURSOR
            && self.pull.len() <= limits::DOCUMENTS
            && self
                .pull
                .iter()
                .all(|d| d.chunks.len() <= limits::CHANGES && d.chunks.iter().all(|c| c.len() <= limits::WHOLE))
            && heads_within_limits(self.lacking.as_deref())
    }
}

fn heads_within_limits(heads: Option<&[DocHeads]>) -> bool {
    heads.is_none_or(|docs| docs.len() <= limits::DOCUMENTS && docs.iter().all(|d| d.heads.len() <= limits::HEADS))
}

impl Message for Failure {
    const PURPOSE: &'static str = "karakana/1 failure";

    fn within_limits(&self) -> bool {
        self.detail.len() <= limits::TEXT
    }
}

impl Message for EnrolRequest {
    const PURPOSE: &'static str = "karakana/1 enrol request";

    fn within_limits(&self) -> bool {
        self.invitation.len() <= limits::TEXT && self.app.len() <= limits::TEXT
    }
}

impl Message for EnrolAnswer {
    const PURPOSE: &'static str = "karakana/1 enrol answer";

    fn within_limits(&self) -> bool {
        self.name.len() <= limits::TEXT && self.organisation.len() <= limits::TEXT
    }
}
