//! `docs/MERGING.md` says what happens to each pair of commands that collide, and names the test that shows it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the checkout.
fn root() -> PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../..")
}

/// Every Rust and JavaScript file under `folder`.
fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "node_modules" && name != "target" {
            sources(&path, into);
        } else if name.ends_with(".rs") || name.ends_with(".mjs") {
            into.push(fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_row_of_the_merging_table_has_its_test() {
    let table = fs::read_to_string(root().join("docs/MERGING.md")).unwrap();
    let mut code = Vec::new();
    sources(&root().join("crates"), &mut code);
    sources(&root().join("tests"), &mut code);
    let mut rows = 0;
    for row in table.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 5, "not five cells: {row}");
        if cells[4] == "test" || cells[0].starts_with("---") {
            continue;
        }
        assert!(cells.iter().all(|cell| !cell.is_empty()), "an empty cell: {row}");
        // `file: name` or a name, which may end in an ellipsis; "the same" is that of the row before.
        for name in cells[4].split('`').skip(1).step_by(2) {
            let name = name.rsplit(' ').next().unwrap().trim_end_matches('…');
            let declared = [format!("fn {name}"), format!("test('{name}")];
            assert!(code.iter().any(|file| declared.iter().any(|d| file.contains(d))), "there is no test {name}");
            rows += 1;
        }
    }
    assert!(rows > 0, "the table names no test");
}
