//! Runs of changes, as they travel: what unpacks is change chunks within the limits, and packs again.

use crate::input::Input;
use documents::{pack_run, unpack_run};

/// All of the input is the run.
pub fn run(input: &[u8]) {
    let input = Input(input);
    let Ok(changes) = unpack_run(input.0) else { return };
    assert!(changes.len() <= protocol::limits::CHANGES);
    assert!(changes.iter().map(Vec::len).sum::<usize>() <= protocol::limits::WHOLE);
    if let Some(packed) = pack_run(&changes) {
        assert_eq!(unpack_run(&packed), Ok(changes));
    }
}
