//! How a "no" is said: a number on the wire, a word for the UI and logs, and whether trying again can help.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal, $word:literal, $permanent:literal;)*) => {
        /// Why something was refused. Numbers and words are never used again for something else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Code {
            $($(#[doc = $doc])+ $name = $number,)*
        }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Whether the same request or change would be refused again.
            pub fn is_permanent(self) -> bool {
                match self { $(Self::$name => $permanent,)* }
            }
        }
    };
}

codes! {
    /// The bytes are not a bundle, or its message is not what its place asks for.
    Malformed = 1, "malformed", true;
    /// Something is larger than [`crate::limits`] allow.
    TooLarge = 2, "too_large", true;
    /// The signature is not the sender's.
    BadSignature = 3, "bad_signature", true;
    /// The device is not enrolled.
    UnknownDevice = 4, "unknown_device", true;
    /// The device was revoked.
    Revoked = 5, "revoked", true;
    /// The app speaks a protocol that the server no longer does.
    TooOld = 6, "too_old", true;
    /// The bundle number is lower than one accepted before: the phone's database was restored or copied.
    StaleBundle = 7, "stale_bundle", false;
    /// The cursor is not one that this server gave to this person.
    BadCursor = 8, "bad_cursor", false;
    /// The server is busy; try again later.
    Busy = 9, "server_busy", false;
    /// Something is wrong at the server; try again later.
    Server = 10, "server_error", false;
    /// The bundle uses a capability that this server does not have: send it again without.
    Unsupported = 11, "unsupported", false;
    /// The device's person has left the organisation.
    Ended = 12, "ended", true;
    /// So much of this device is held that nothing more is, until a coordinator has decided about it.
    HeldFull = 13, "held_full", false;
    /// The device or its address asks more often than it may; try again later.
    TooManyRequests = 14, "too_many_requests", false;
    /// There is no such invitation.
    BadInvitation = 20, "bad_invitation", true;
    /// The invitation has been used.
    UsedInvitation = 21, "used_invitation", true;
    /// The invitation is too old.
    ExpiredInvitation = 22, "expired_invitation", true;
    /// Too many wrong invitations from here; try again later.
    TooManyAttempts = 23, "too_many_attempts", false;
    /// The person may not write this kind of document in this feed.
    NotPermitted = 40, "not_permitted", true;
    /// This kind of document does not live in this feed.
    WrongFeed = 41, "wrong_feed", true;
    /// A change was made by an actor that is not the sending device's.
    ForgedActor = 42, "forged_actor", true;
    /// A change builds on one that the server does not have. With it, when the phone sends it, or after whoever has it did.
    MissingDependency = 43, "missing_dependency", false;
    /// The change does not decode, or the document does not read under its schema with it.
    Unreadable = 44, "unreadable", true;
    /// The document would grow past its limits.
    Limit = 45, "limit", true;
    /// The kind of document is not known to this server.
    UnknownKind = 46, "unknown_kind", true;
    /// Somebody else decided it before: the month is closed, the run of payouts approved, cancelled or changed.
    Settled = 47, "settled", true;
    /// Only a coordinator may ask that.
    NotCoordinator = 60, "not_coordinator", true;
    /// There is no such person, workshop, device, or thing that is held.
    NoSuch = 61, "no_such", true;
    /// Somebody or something else has that name.
    NameTaken = 62, "name_taken", true;
    /// A name, number or role that cannot be.
    BadValue = 63, "bad_value", true;
    /// Nobody does that to themself.
    NotYourself = 64, "not_yourself", true;
    /// It was decided otherwise before.
    Decided = 65, "decided", true;
    /// Not a telephone number.
    BadPhone = 66, "bad_phone", true;
    /// More hours than a week has.
    BadHours = 67, "bad_hours", true;
    /// A skill that is no word, or too many of them.
    BadSkill = 68, "bad_skill", true;
    /// The person that it is about has left, and has to be taken back first.
    HasLeft = 69, "has_left", true;
}

impl Code {
    /// The number on the wire.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The code with this number; `None` for one that this version does not know.
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
