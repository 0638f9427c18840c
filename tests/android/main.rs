//! What the Android project must be, held against its real files: nothing here can build it, so that what a slip of the hand would
//! change in silence fails here. docs/ANDROID.md says why each of these is so.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may")]

mod build;
mod kotlin;
mod manifest;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the app's module in `gen/android`.
fn app(path: &str) -> String {
    read(&root().join("gen/android/app").join(path))
}

/// The checkout. Asked when it runs: what was built in another checkout with the same cache says where that one was.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below `folder` whose names end so, with their texts.
fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // Written by the Tauri CLI at each build, and not in git.
            if path.file_name().is_some_and(|name| name != "generated" && name != "build") {
                found.extend(files(&path, ending));
            }
        } else if path.to_string_lossy().ends_with(ending) {
            let text = read(&path);
            found.push((path, text));
        }
    }
    found.sort();
    found
}
