//! `docs/MERGING.md` says for each pair of commands which test holds what it says. The tests are there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of Rust with the names of the tests in it.
struct Source {
    path: PathBuf,
    tests: BTreeSet<String>,
}

/// Every `.rs` file of the crates and of the whole-system tests.
fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("crates"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "node_modules") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let tests = tests_in(&fs::read_to_string(&path).unwrap());
                found.push(Source { path, tests });
            }
        }
    }
    found
}

/// The folder of the checkout.
fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..").canonicalize().unwrap()
}

/// The functions with a `#[test]`, of whatever kind, or in `proptest!`.
fn tests_in(text: &str) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        let name = line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next());
        match name {
            Some(name) if marked => {
                tests.insert(name.to_owned());
                marked = false;
            }
            _ if line.starts_with("#[") => marked |= line.contains("test]") || line.contains("test("),
            _ if line.starts_with("//") => {}
            _ => marked = false,
        }
    }
    tests
}

/// The rows of the tables: the two commands, and what the last cell says of tests.
fn rows(document: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for line in document.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<_> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 5, "not five cells: {line}");
        if cells[4] != "test" && !cells[0].starts_with("---") {
            assert!(cells.iter().all(|cell| !cell.is_empty()), "an empty cell: {line}");
            rows.push((format!("{} | {}", cells[0], cells[1]), cells[4].to_owned()));
        }
    }
    rows
}

/// What a cell names in backticks.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Why there is no such test; `None` when there is one.
fn missing(name: &str, sources: &[Source]) -> Option<String> {
    let (file, test) = name.rsplit_once(": ").map_or((None, name), |(file, test)| (Some(file), test));
    // `domain/count.rs` is in the folder of the crate, below `src` or not.
    let is_there = |source: &&Source| {
        let path = source.path.strip_prefix(root()).unwrap().to_string_lossy().replace("/src/", "/");
        file.is_none_or(|file| path == file || path == format!("crates/{file}"))
    };
    let mut places = sources.iter().filter(is_there).peekable();
    if places.peek().is_none() {
        return Some(format!("there is no file {}", file.unwrap_or_default()));
    }
    (!places.any(|source| source.tests.contains(test))).then(|| format!("there is no test {test}"))
}

#[test]
fn every_row_names_a_test_that_is_there() {
    let sources = sources();
    let document = fs::read_to_string(root().join("docs/MERGING.md")).unwrap();
    let rows = rows(&document);
    assert!(rows.len() > 40, "only {} rows", rows.len());
    let mut before = false;
    for (commands, cell) in rows {
        let names = named(&cell);
        assert!(!names.is_empty() || (before && cell == "the same"), "{commands}: names no test, but says {cell:?}");
        before = true;
        for name in names {
            assert_eq!(missing(name, &sources), None, "{commands}");
        }
    }
}

#[test]
fn a_name_that_is_wrong_is_found() {
    let sources = [Source {
        path: root().join("crates/domain/src/count.rs"),
        tests: tests_in(
            "#[test]\nfn one() {}\nfn helper() {}\n#[tokio::test(flavor = \"multi_thread\")]\nasync fn two() -> Result<()> {",
        ),
    }];
    assert_eq!(sources[0].tests, ["one", "two"].map(str::to_owned).into());
    assert_eq!(missing("domain/count.rs: one", &sources), None);
    assert_eq!(missing("two", &sources), None);
    assert!(missing("helper", &sources).is_some() && missing("domain/lot.rs: one", &sources).is_some());
    assert_eq!(named("`one`, `domain/count.rs: two` for what"), ["one", "domain/count.rs: two"]);
}
