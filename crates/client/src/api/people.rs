//! People, devices, what is held, and who did what: the office's calls. All of them need the network.

use super::phone::Role;
use super::{Language, WorkshopRef, api};

api! {
    /// Everybody, and the workshops they can be in.
    pub struct PeopleView {
        /// By name; those who have left come last.
        pub people: Vec<PersonRow>,
        /// By code.
        pub workshops: Vec<WorkshopRef>,
        /// What people here can do or would have to: the words that can be chosen, in the words of the people list.
        pub skills: Vec<String>,
    }

    /// A person.
    pub struct PersonRow {
        /// Their number.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// What they are, or were.
        pub role: Role,
        /// Their workshop, none for a coordinator.
        pub workshop: Option<WorkshopRef>,
        /// Their phone number; empty when it is not known.
        pub phone: String,
        /// What they can do; empty when it is not known.
        pub skills: Vec<String>,
        /// Hours a week they can work; none when not known.
        pub hours_per_week: Option<u32>,
        /// When they left; none while they are here.
        pub left: Option<i64>,
        /// Whether it is who asks.
        pub me: bool,
    }

    /// Arguments of `person.add`.
    pub struct AddPerson {
        /// Their name, which is one person's only.
        pub name: String,
        /// What they will be.
        pub role: Role,
        /// Their workshop, none for a coordinator.
        pub workshop: Option<u32>,
        /// Their phone number, may be empty.
        pub phone: String,
        /// The language that they read.
        pub language: Language,
        /// What they can do; empty when it is not known.
        pub skills: Vec<String>,
        /// Hours a week they can work; none when not known.
        pub hours_per_week: Option<u32>,
    }

    /// Arguments of `person.change`. What is none stays as it is.
    pub struct ChangePerson {
        /// Who.
        pub person: u32,
        /// How their name is written.
        pub name: Option<String>,
        /// Their phone number; empty when it is not known any more.
        pub phone: Option<String>,
        /// All that they can do.
        pub skills: Option<Vec<String>>,
        /// How much they can work.
        pub hours: Option<HoursGiven>,
    }

    /// Hours a week that somebody can work.
    pub struct HoursGiven {
        /// How many; none when it is not known any more.
        pub per_week: Option<u32>,
    }

    /// Arguments of `person.move`.
    pub struct MovePerson {
        /// Who.
        pub person: u32,
        /// What they are from now on.
        pub role: Role,
        /// Their workshop, none for a coordinator.
        pub workshop: Option<u32>,
    }

    /// Arguments of a call about a person.
    pub struct OfPerson {
        /// Who.
        pub person: u32,
    }

    /// Number of what was made.
    pub struct Made {
        /// The number; none when it was there before.
        pub number: Option<u32>,
    }

    /// Arguments of `workshop.add`.
    pub struct AddWorkshop {
        /// The code that files name it by.
        pub code: String,
        /// Where it is.
        pub place: String,
    }

    /// A new invitation. Its code is shown now and never again.
    pub struct InvitationView {
        /// The characters, in groups of four.
        pub code: String,
        /// What its QR code holds.
        pub text: String,
        /// For whom.
        pub name: String,
        /// Until when.
        pub expires: i64,
    }

    /// An invitation that can still be used.
    pub struct InvitationRow {
        /// Names it.
        pub invitation: String,
        /// For whom.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// When it was made.
        pub created: i64,
        /// Until when.
        pub expires: i64,
    }

    /// Arguments of `invitation.revoke`.
    pub struct OfInvitation {
        /// Which.
        pub invitation: String,
    }

    /// A device.
    pub struct DeviceRow {
        /// Its id.
        pub device: String,
        /// Whose it is.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Version of its app.
        pub app: String,
        /// Entries that waited on it when it last said so.
        pub unsent: u32,
        /// When it was enrolled.
        pub enrolled: i64,
        /// When it was last heard of.
        pub last_seen: i64,
        /// When it was closed; none while it is open.
        pub closed: Option<i64>,
        /// Whether it is the device that asks.
        pub mine: bool,
    }

    /// Arguments of `device.revoke`.
    pub struct OfDevice {
        /// Which.
        pub device: String,
    }

    /// Work that came too late and waits for a decision.
    pub struct HeldRow {
        /// Names it.
        pub held: String,
        /// Whose device brought it.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// When it came.
        pub at: i64,
        /// Why it is held: `revoked`, `ended` or `not_permitted`.
        pub why: String,
        /// What kind of document, such as `work`.
        pub kind: String,
        /// The workshop that it is about, where it is about one.
        pub workshop: Option<WorkshopRef>,
        /// Whose work or material it is about; empty when it is about nobody's.
        pub about: String,
        /// Changes.
        pub changes: u32,
        /// Entries that it would add.
        pub entries: u32,
        /// Pieces that it logs as made.
        pub made: u32,
        /// Pieces that it hands in.
        pub handed_in: u32,
        /// The code of what taking it would fail with.
        pub problem: Option<String>,
    }

    /// Arguments of a call about something that is held.
    pub struct OfHeld {
        /// Which.
        pub held: String,
    }

    /// Arguments of `audit.list`.
    pub struct AuditBefore {
        /// Only what is older than this line; empty for the newest.
        pub before: String,
    }

    /// A line of the audit log.
    pub struct AuditRow {
        /// Its number.
        pub line: String,
        /// When.
        pub at: i64,
        /// The coordinator who did it; none for the server's command line.
        pub by: Option<String>,
        /// What, as a word such as `person_ended`.
        pub act: String,
        /// About whom; empty for nobody.
        pub about: String,
        /// More, such as the id of a device.
        pub detail: String,
    }
}
