//! What is committed for each target runs through it: seeds, and inputs that once broke something.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use hostile::TARGETS;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// Runs all files of a folder; gives the names of those that went wrong.
fn replay(folder: &str, target: &str, run: hostile::Target) -> Vec<String> {
    // Asked when it runs: what was built in another checkout with the same cache says where that one was.
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let Ok(files) = fs::read_dir(root.join("../../fuzz").join(folder).join(target)) else { return Vec::new() };
    let wrong = |path: &PathBuf| catch_unwind(AssertUnwindSafe(|| run(&fs::read(path).unwrap()))).is_err();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().filter(|path| wrong(path)).map(|path| path.display().to_string()).collect()
}

fn all(folder: &str) {
    let wrong: Vec<_> = TARGETS.iter().flat_map(|(target, run)| replay(folder, target, *run)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_seed_is_taken_as_it_should_be() {
    all("corpus");
}

#[test]
fn what_once_broke_something_does_not_again() {
    all("cases");
}
