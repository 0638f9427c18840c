//! The document kinds as automerge documents: create, edit, read, merge, admit from a stranger.
//!
//! The only crate that names automerge. It must never know a database, a socket or a clock.
//!
//! A document has registers (plain fields), maps of such fields, and a list of immutable entries. Which of
//! them a kind has is declared in [`shape`]; [`document`] does what is the same for all kinds; the other
//! modules read and write one family of kinds each. Start reading with [`shape`].

mod admit;

pub mod assignment;
pub mod batch;
pub mod catalogue;
mod claims;
mod codec;
pub mod document;
pub mod entries;
pub mod error;
pub mod facts;
mod lots;
pub mod order;
pub mod pay;
mod redo;
mod run;
pub mod shape;
mod sound;
pub mod work;
mod writer;

pub use admit::{Admitted, change_hash};

pub use document::{Disagreement, Document, Past, Side};
pub use error::{DocumentError, Reason};
pub use redo::{Redone, Renamed};
pub use run::{digest, is_whole, pack_run, unpack_run};
pub use writer::{Writer, Written};
