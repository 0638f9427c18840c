//! Between libFuzzer and `hostile`: a panic that the code under test catches is in order, every other is a finding.

pub use libfuzzer_sys::fuzz_target;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// libfuzzer-sys ends the process at any panic, caught or not. This keeps what it said and lets it be caught.
pub fn let_panics_be_caught() {
    std::panic::set_hook(Box::new(|panic| LAST.with_borrow_mut(|last| *last = panic.to_string())));
}

/// Runs the target; a panic that comes out of it ends the process.
pub fn run(target: hostile::Target, input: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
        LAST.with_borrow(|last| eprintln!("{last}"));
        std::process::abort();
    }
}

/// The program of one target.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::fuzz_target!(init: $crate::let_panics_be_caught(), |input: &[u8]| {
            $crate::run(hostile::target($name).expect("a target of this name"), input)
        });
    };
}
