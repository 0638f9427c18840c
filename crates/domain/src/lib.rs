//! The words and rules of the workshop: who may do what, what a count means, when a batch is complete.
//!
//! Everything here is a plain value or a pure function. This crate must never know a clock, a file, a
//! socket, a database or automerge; times and random ids come in as arguments.
//!
//! Start reading with [`kind`] (what kinds of document there are and which feed they live in), then
//! [`policy`] (who may write and read which), then [`assignment`] (the life of a piece of work).
//! Quantities are whole numbers of the smallest unit ([`quantity`]); there are no floats.

pub mod agree;
pub mod assignment;
pub mod batch;
pub mod board;
pub mod catalogue;
pub mod chart;
pub mod count;
pub mod earnings;
pub mod entry;
pub mod error;
pub mod forecast;
pub mod id;
pub mod kind;
pub mod lot;
pub mod material;
pub mod pay;
pub mod person;
pub mod planning;
pub mod policy;
pub mod quality;
pub mod quantity;
pub mod skill;
pub mod spreadsheet;
pub mod time;
pub mod timer;
pub mod week;

pub use error::RuleError;
