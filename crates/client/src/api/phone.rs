//! The phone as a whole, before a person is chosen.

use super::{Language, api};

api! {
    /// What the first screen needs.
    pub struct PhoneView {
        /// The language chosen on this phone, if one was.
        pub language: Option<Language>,
        /// The people enrolled on this phone, in the order they were.
        pub people: Vec<PersonOnPhone>,
        /// Whether this is the demonstration, where each person's network can be switched off.
        pub demo: bool,
        /// Version of the app.
        pub version: String,
        /// People whom the office has taken off this phone, until somebody has read it.
        pub left: Vec<LeftPerson>,
    }

    /// Somebody whom the office took off this phone. Nothing else of them is here.
    pub struct LeftPerson {
        /// Names them in `phone.forget_left`.
        pub profile: String,
        /// Their name.
        pub name: String,
        /// The organisation's name.
        pub organisation: String,
        /// Why: `revoked` (this phone) or `ended` (the person has left).
        pub reason: String,
        /// Entries that had not been sent and that the office has now.
        pub handed_over: u32,
        /// When, by this phone's clock.
        pub at: i64,
    }

    /// Arguments of `phone.forget_left`.
    pub struct ForgetLeft {
        /// Whom.
        pub profile: String,
    }

    /// A person enrolled on this phone.
    pub struct PersonOnPhone {
        /// Names the person in every other call.
        pub profile: String,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// Code of their workshop, none for a coordinator.
        pub workshop: Option<String>,
        /// Entries on this phone that the server has not confirmed.
        pub unsent: u32,
        /// Whether the demonstration's switch has the network on.
        pub network: bool,
    }

    /// What a person is in the organisation.
    pub enum Role {
        /// Makes pieces.
        Artisan,
        /// Leads a workshop.
        Lead,
        /// Works at the office.
        Coordinator,
    }

    /// Arguments of `phone.set_language`.
    pub struct SetLanguage {
        /// The language.
        pub language: Language,
    }

    /// Arguments of `phone.enrol`.
    pub struct Enrol {
        /// Address of the server, `https://…`; empty for the one this app was built or started with.
        pub server: String,
        /// The 12 characters of the invitation; spaces, dashes and lower case do not matter.
        pub code: String,
    }

    /// Arguments of `phone.set_network`, which only the demonstration allows.
    pub struct SetNetwork {
        /// Whose.
        pub profile: String,
        /// On or off.
        pub on: bool,
    }
}
