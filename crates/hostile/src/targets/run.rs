//! Runs of changes, as they travel: what unpacks is change chunks within the limits, and packs again.

use crate::input::Input;
use documents::{pack_run, unpack_run};
use domain::kind::Kind;

/// The first byte says of which kind, the rest is the run.
pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let kind = input.one_of(&Kind::ALL);
    let Ok(changes) = unpack_run(kind, input.0) else { return };
    assert!(changes.len() <= protocol::limits::CHANGES);
    assert!(changes.iter().map(Vec::len).sum::<usize>() <= protocol::limits::WHOLE);
    if let Some(packed) = pack_run(kind, &changes) {
        assert_eq!(unpack_run(kind, &packed), Ok(changes));
    }
}
