//! Who the person is.

use super::phone::Role;
use super::{WorkshopRef, api};

api! {
    /// The person that this phone's profile belongs to.
    pub struct Me {
        /// Their number.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// The organisation's name.
        pub organisation: String,
        /// Their workshop, none for a coordinator.
        pub workshop: Option<WorkshopRef>,
        /// Who to call: the workshop's lead, or none for a lead or coordinator.
        pub lead: Option<Contact>,
    }

    /// Somebody to call.
    pub struct Contact {
        /// Their name.
        pub name: String,
        /// Their phone number; empty when it is not known.
        pub phone: String,
    }

    /// A member of a workshop.
    pub struct MemberRow {
        /// Their number.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// Their workshop.
        pub workshop: u32,
        /// What they can do, in the words of the people list.
        pub skills: Vec<String>,
        /// Hours a week they can work; none when not known.
        pub hours_per_week: Option<u32>,
        /// Pieces they hold that are not yet handed in.
        pub open_pieces: u32,
    }
}
