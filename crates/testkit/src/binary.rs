//! Finds the workspace's binaries beside the test that runs.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// The path of the binary `name` of this build. `make test` builds them all before the tests.
pub fn binary(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe().context("where this test is")?;
    for folder in test.ancestors().skip(1).take(3) {
        let path = folder.join(name);
        if path.is_file() {
            return Ok(path);
        }
    }
    bail!("{name} is not built: run `cargo build --workspace --bins` first")
}
