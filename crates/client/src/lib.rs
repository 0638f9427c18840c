//! The app core of a phone: use cases, SQLite store, HTTP transport, and the one call table that front ends use.
//!
//! A command is: check the rule (domain) → one automerge change (documents) → one SQLite transaction that holds
//! the change, the projection rows and the outbox entry → an event to the UI. Nothing on that path waits for the
//! network, and opening a phone never touches it. This crate must never know Tauri, HTTP serving or a screen.
//!
//! Start reading with [`calls`] (what a front end can ask), then one of the use cases, then `store` and
//! `syncing`. [`Phone`] is what a host opens.

mod admin;
pub mod api;
mod app;
mod background;
pub mod calls;
mod chance;
mod clock;
mod error;
mod identity;
mod leaving;
mod phone;
mod platform;
mod projection;
mod store;
mod syncing;
mod transport;
mod use_cases;

pub use background::{Bounds, Brought, News, What, sync_once};
pub use chance::Chance;
pub use clock::Clock;
pub use error::ClientError;
pub use phone::{Phone, PhoneOptions, language_in};
pub use platform::{Platform, Vault};
#[doc(hidden)]
pub use store::{Cut, Disk, Held};
pub use syncing::{Courier, Reply, ReplyKind, Step};
pub use use_cases::enrolment::Asking;
