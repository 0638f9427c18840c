//! What the server answers to a coordinator's phone.

use super::MOST_ROWS;
use crate::message::{EnrolRole, Message, WireDoc};
use minicbor::{Decode, Encode};

/// What the server answers: the list that was asked for, or that the act is done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AdminAnswer {
    /// The version that is spoken.
    #[n(0)]
    pub version: u16,
    /// The request's number.
    #[n(1)]
    pub number: u64,
    /// The server's clock, seconds since 1970 UTC.
    #[n(2)]
    pub clock: i64,
    /// Everybody, those who have left included.
    #[n(3)]
    pub people: Option<Vec<PersonLine>>,
    /// All workshops.
    #[n(4)]
    pub workshops: Option<Vec<WorkshopLine>>,
    /// All devices, closed ones included.
    #[n(5)]
    pub devices: Option<Vec<DeviceLine>>,
    /// What is held and waits for a decision, oldest first.
    #[n(6)]
    pub held: Option<Vec<HeldLine>>,
    /// A page of the audit log, newest first.
    #[n(7)]
    pub audit: Option<Vec<AuditLine>>,
    /// Invitations that can still be used.
    #[n(8)]
    pub invitations: Option<Vec<InvitationLine>>,
    /// Number of the person or workshop that was made.
    #[n(9)]
    pub made: Option<u32>,
    /// Until when the invitation holds, seconds since 1970 UTC.
    #[n(10)]
    pub expires: Option<i64>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonLine {
    /// Their number.
    #[n(0)]
    pub person: u32,
    /// Their name.
    #[n(1)]
    pub name: String,
    /// Their role, or what it was.
    #[n(2)]
    pub role: EnrolRole,
    /// Number of their workshop.
    #[n(3)]
    pub workshop: Option<u32>,
    /// Telephone number, may be empty.
    #[n(4)]
    pub phone: String,
    /// When they left, 0 while they are here.
    #[n(5)]
    pub ended: i64,
    /// What they can do, words with spaces between them; none when not known.
    #[n(6)]
    pub skills: Option<String>,
    /// Hours a week they can work; none when not known.
    #[n(7)]
    pub hours: Option<u32>,
}

/// A workshop.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct WorkshopLine {
    /// Its number.
    #[n(0)]
    pub workshop: u32,
    /// Its code.
    #[n(1)]
    pub code: String,
    /// Where it is.
    #[n(2)]
    pub place: String,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceLine {
    /// Its id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub device: [u8; 12],
    /// Whose it is.
    #[n(1)]
    pub person: u32,
    /// Version of its app.
    #[n(2)]
    pub app: String,
    /// Changes that waited on it when it last said so.
    #[n(3)]
    pub unsent: u32,
    /// When it was enrolled.
    #[n(4)]
    pub enrolled: i64,
    /// When it was last heard of.
    #[n(5)]
    pub last_seen: i64,
    /// When it was closed, 0 while it is open.
    #[n(6)]
    pub closed: i64,
}

/// Changes of one document that a device brought when it was closed, or its person could no longer write there.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HeldLine {
    /// Names it.
    #[n(0)]
    pub held: u64,
    /// Who brought it.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub device: [u8; 12],
    /// Whose the device is.
    #[n(2)]
    pub person: u32,
    /// When it came.
    #[n(3)]
    pub at: i64,
    /// Why it is held: number of a [`crate::Code`].
    #[n(4)]
    pub code: u16,
    /// The document.
    #[n(5)]
    pub doc: WireDoc,
    /// How many changes.
    #[n(6)]
    pub changes: u32,
    /// Entries that it would add.
    #[n(7)]
    pub entries: u32,
    /// Pieces that it would log as made.
    #[n(8)]
    pub made: u32,
    /// Pieces that it would hand in.
    #[n(9)]
    pub handed_in: u32,
    /// Number of the [`crate::Code`] that taking it would fail with, 0 for none.
    #[n(10)]
    pub problem: u16,
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AuditLine {
    /// Its number.
    #[n(0)]
    pub line: u64,
    /// When.
    #[n(1)]
    pub at: i64,
    /// The coordinator who did it, 0 for the command line.
    #[n(2)]
    pub by: u32,
    /// What, as a word such as `person_ended`.
    #[n(3)]
    pub act: String,
    /// About whom, 0 for nobody.
    #[n(4)]
    pub about: u32,
    /// More, such as the id of a device.
    #[n(5)]
    pub detail: String,
}

/// An invitation that can still be used.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct InvitationLine {
    /// The first 8 bytes of its hash.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub invitation: [u8; 8],
    /// For whom.
    #[n(1)]
    pub person: u32,
    /// When it was made.
    #[n(2)]
    pub created: i64,
    /// Until when it can be used.
    #[n(3)]
    pub expires: i64,
}

impl Message for AdminAnswer {
    const PURPOSE: &'static str = "karakana/1 admin answer";

    fn within_limits(&self) -> bool {
        fn few<T>(rows: Option<&Vec<T>>) -> bool {
            rows.is_none_or(|rows| rows.len() <= MOST_ROWS)
        }
        few(self.people.as_ref())
            && few(self.workshops.as_ref())
            && few(self.devices.as_ref())
            && few(self.held.as_ref())
            && few(self.audit.as_ref())
            && few(self.invitations.as_ref())
    }
}
