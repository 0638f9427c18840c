//! What a coordinator's phone asks of the server beside documents: who is in the organisation and with which devices, what
//! was handed over by devices that are closed, and what was done about all that. Needs the network, unlike all other work.
//!
//! A request asks one thing. Asking what there is changes nothing; an act does. Acts are numbered, so that one that is
//! sent again, by the phone or by somebody who recorded it, is not done again.

mod answer;

pub use answer::{AdminAnswer, AuditLine, DeviceLine, HeldLine, InvitationLine, PersonLine, WorkshopLine};

use crate::limits;
use crate::message::{EnrolRole, Message};
use minicbor::{Decode, Encode};

/// Rows of one list in an answer.
pub const MOST_ROWS: usize = 20_000;
/// Lines of the audit log in one answer.
pub const AUDIT_PAGE: usize = 100;

/// What a coordinator's phone asks.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AdminRequest {
    /// [`crate::VERSION`].
    #[n(0)]
    pub version: u16,
    /// One more than that of the last act that this phone asked for; of no account when the request is no act.
    #[n(1)]
    pub number: u64,
    /// The phone's clock, seconds since 1970 UTC.
    #[n(2)]
    pub clock: i64,
    /// What it asks.
    #[n(3)]
    pub ask: Ask,
}

/// One thing to ask.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Ask {
    /// Who is there, and which workshops.
    #[n(0)]
    People,
    /// Which devices there are.
    #[n(1)]
    Devices,
    /// What is held.
    #[n(2)]
    Held,
    /// What was done, newest first.
    #[n(3)]
    Audit {
        /// Only what is older than this line; 0 for the newest.
        #[n(0)]
        before: u64,
    },
    /// Invitations that can still be used.
    #[n(4)]
    Invitations,
    /// A new person.
    #[n(16)]
    AddPerson {
        /// Their name.
        #[n(0)]
        name: String,
        /// Their role.
        #[n(1)]
        role: EnrolRole,
        /// Number of their workshop, none for a coordinator.
        #[n(2)]
        workshop: Option<u32>,
        /// Telephone number, may be empty.
        #[n(3)]
        phone: String,
        /// `en` or `sw`.
        #[n(4)]
        language: String,
        /// What they can do, words with spaces between them; none when not known.
        #[n(5)]
        skills: Option<String>,
        /// Hours a week they can work; none when not known.
        #[n(6)]
        hours: Option<u32>,
    },
    /// Another role or workshop. Takes back in who had ended.
    #[n(17)]
    MovePerson {
        /// Who.
        #[n(0)]
        person: u32,
        /// What they are from now on.
        #[n(1)]
        role: EnrolRole,
        /// And where.
        #[n(2)]
        workshop: Option<u32>,
    },
    /// The person leaves the organisation.
    #[n(18)]
    EndPerson {
        /// Who.
        #[n(0)]
        person: u32,
    },
    /// An invitation, of which the server only learns the hash.
    #[n(19)]
    Invite {
        /// For whom.
        #[n(0)]
        person: u32,
        /// SHA-256 of the twelve characters, which the phone drew.
        #[cbor(n(1), with = "minicbor::bytes")]
        secret: [u8; 32],
        /// Days that it holds, from 1 to 365.
        #[n(2)]
        days: u16,
    },
    /// An invitation can no longer be used.
    #[n(20)]
    RevokeInvitation {
        /// Which: the first 8 bytes of its hash.
        #[cbor(n(0), with = "minicbor::bytes")]
        invitation: [u8; 8],
    },
    /// A device is closed.
    #[n(21)]
    RevokeDevice {
        /// Which.
        #[cbor(n(0), with = "minicbor::bytes")]
        device: [u8; 12],
    },
    /// Held changes are taken as if they had come in time.
    #[n(22)]
    AcceptHeld {
        /// Which.
        #[n(0)]
        held: u64,
    },
    /// Held changes are dropped.
    #[n(23)]
    DiscardHeld {
        /// Which.
        #[n(0)]
        held: u64,
    },
    /// A new workshop.
    #[n(24)]
    AddWorkshop {
        /// The code that files name it by.
        #[n(0)]
        code: String,
        /// Where it is.
        #[n(1)]
        place: String,
    },
    /// What is known of a person is another. What is none stays as it is.
    #[n(25)]
    ChangePerson {
        /// Who.
        #[n(0)]
        person: u32,
        /// How their name is written.
        #[n(1)]
        name: Option<String>,
        /// Telephone number; empty when it is not known any more.
        #[n(2)]
        phone: Option<String>,
        /// All that they can do, words with spaces between them.
        #[n(3)]
        skills: Option<String>,
        /// How much they can work.
        #[n(4)]
        hours: Option<Hours>,
    },
}

/// Hours a week that somebody can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Hours {
    /// How many; none when it is not known any more.
    #[n(0)]
    pub per_week: Option<u32>,
}

impl Ask {
    /// Whether it changes something, and so counts.
    pub fn is_act(&self) -> bool {
        !matches!(self, Self::People | Self::Devices | Self::Held | Self::Audit { .. } | Self::Invitations)
    }
}

impl Message for AdminRequest {
    const PURPOSE: &'static str = "karakana/1 admin request";

    fn within_limits(&self) -> bool {
        let short = |text: &String| text.len() <= limits::TEXT;
        match &self.ask {
            Ask::AddPerson { name, phone, language, skills, .. } => {
                [name, phone, language].into_iter().chain(skills).all(short)
            }
            Ask::ChangePerson { name, phone, skills, .. } => [name, phone, skills].into_iter().flatten().all(short),
            Ask::AddWorkshop { code, place } => [code, place].into_iter().all(short),
            _ => true,
        }
    }
}
