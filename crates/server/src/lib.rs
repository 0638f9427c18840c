//! The central server of an organisation: keeps the log of every document's changes, says who may read and
//! write which, and hands each phone what is new to it.
pub mod authority;
pub mod cli;
pub mod clock;
pub mod data;
pub mod facts;
pub mod import;
pub mod invite;
pub mod membership;
pub mod serve;
pub mod store;
pub mod writing;
