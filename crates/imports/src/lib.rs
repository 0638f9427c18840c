//! Files that the office brings: CSV read as tables, orders read from tables, and what is wrong, by line.
//!
//! Everything here is a pure function of bytes, so that the server's command line and a coordinator's phone that has
//! no network read the same file as the same orders. This crate must never know a file system, a database, automerge or
//! where its result goes; what is in the catalogue comes in as an argument.
//!
//! Start reading with [`File::table`], then [`OrderFile`], then [`compare`].

mod compare;
mod fields;
mod orders;
mod problem;
mod seen;
mod shopify;
mod table;
mod wholesale;

pub use compare::{Difference, LineChange, compare};
pub use fields::short;
pub use orders::{OrderFile, ReadOrders};
pub use problem::{Problem, Reason};
pub use seen::Seen;
pub use table::{File, Row, Table};
