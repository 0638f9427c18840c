//! What travels between a phone and the central server, and how: messages in CBOR (RFC 8949), compressed
//! with zstd (RFC 8878), signed as COSE_Sign1 (RFC 9052). The same bytes whatever carries them.
//!
//! This crate knows bytes and their meaning. It must never know HTTP, a database, a clock or automerge;
//! changes and documents are opaque bytes here.
//!
//! Start reading with [`bundle`] (the envelope), then [`message`] (what is inside), then [`code`] (how a
//! "no" is said) and [`limits`] (how big anything may be).

pub mod admin;
pub mod bundle;
mod cbor;
pub mod code;
pub mod invitation;
pub mod key;
pub mod limits;
pub mod message;
mod outline;
pub mod packing;
pub mod ticket;

pub use bundle::{
    BundleError, open, open_enrol_answer, open_enrolment, read_enrol_failure, seal, seal_from_device, sender,
};
pub use code::Code;
pub use key::{PublicKey, SecretKey};
pub use message::{
    DocHeads, DocPull, DocPush, EnrolAnswer, EnrolRequest, EnrolRole, Failure, Message, Partial, Refusal, SyncAnswer,
    SyncRequest, WireDoc, capability, digest,
};
pub use packing::Packing;
pub use ticket::Ticket;

/// The protocol's version, in every message.
pub const VERSION: u16 = 1;
/// The oldest version that this code still answers.
pub const MINIMUM_VERSION: u16 = 1;
/// Where a host answers enrolment requests, as a path for POST.
pub const ENROL_PATH: &str = "/v1/enrol";
/// Where a host answers coordinators' requests about people and devices, as a path for POST.
pub const ADMIN_PATH: &str = "/v1/admin";
/// Where a host answers sync requests, as a path for POST.
pub const SYNC_PATH: &str = "/v1/sync";
