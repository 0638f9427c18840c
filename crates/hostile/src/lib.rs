//! What strangers may send, as one function for each fuzz target. `fuzz/` gives them to libFuzzer; the tests here give them
//! what is committed in `fuzz/corpus` (seeds) and `fuzz/cases` (inputs that once broke something), so that both run
//! with the plain toolchain in `make test`.
//!
//! A target takes any bytes. It returns when what the code under test said was in order, and panics otherwise.
//! Panics that the code under test catches itself are in order.
//!
//! Start reading with [`TARGETS`], then one of [`targets`]. [`chunk`] and [`seal`] make what gets past checksums and
//! signatures, [`cast`] the people and their server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what is not as it must be stops the fuzzer"
)]

pub mod cast;
pub mod chunk;
pub mod handset;
pub mod input;
pub mod office;
pub mod seal;
pub mod targets;

/// A fuzz target.
pub type Target = fn(&[u8]);

/// Every target by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("answer", targets::answer::run),
    ("bundle", targets::bundle::run),
    ("admit", targets::admit::run),
    ("document", targets::document::run),
    ("message", targets::message::run),
    ("pull", targets::pull::run),
    ("push", targets::push::run),
    ("run", targets::run::run),
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, run)| *run)
}
