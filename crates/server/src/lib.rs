//! The central server of an organisation: keeps the log of every document's changes, says who may read and
//! write which, and hands each phone what is new to it.
//!
//! It knows documents and bundles through `documents` and `protocol`; it must never know how a phone keeps
//! them or what a screen shows. HTTP is named in [`serve`] only, a database in [`store::sqlite`]
//! and [`store::postgres`] only, the clock
//! in [`clock`] only.
//!
//! Start reading with [`store`] (what is kept), then [`authority`] (who may read what), then [`sync`] (one
//! request, one answer). [`import`] brings in the office's files, [`enrol`] lists new phones, [`desk`] is what the office does about people and
//! devices, for [`admin`] (a coordinator's signed requests) and for [`cli`], the
//! command line.

pub mod admin;
pub mod authority;
pub mod backup;
pub mod books;
pub mod cli;
pub mod clock;
pub mod compact;
pub mod data;
pub mod desk;
pub mod enrol;
pub mod export;
pub mod facts;
pub mod host;
pub mod import;
pub mod invite;
pub mod membership;
pub mod pace;
pub mod seen;
pub mod serve;
pub mod settings;
pub mod store;
pub mod sync;
pub mod verify;
pub mod writing;
