//! `docs/protocol.cddl`, held against what the vectors hold. Shared with the protocol's vectors.

use cddl_cat::validate_cbor_bytes;
use std::path::PathBuf;

/// Whether CBOR is what the rule of this name says, or why not.
pub fn fits(rule: &str, cbor: &[u8]) -> Result<(), String> {
    // The checker knows no tags. A bundle is the one thing that has one, and whoever asks has cut it off.
    let cddl = std::fs::read_to_string(path()).unwrap().replace("#6.18(", "(");
    validate_cbor_bytes(rule, &cddl, cbor).map_err(|error| format!("{rule}: {error}"))
}

/// As [`fits`], for what must.
pub fn must_fit(rule: &str, cbor: &[u8], what: &str) {
    if let Err(error) = fits(rule, cbor) {
        panic!("{what}: {error}");
    }
}

fn path() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../../docs/protocol.cddl")
}
