//! Prepares what `tauri::generate_context!` embeds: configuration, capabilities, icons and the built UI.

use std::path::Path;

const UI: &str = "ui/dist";

fn main() {
    // Only when it is there: cargo takes a missing file for one that always changed.
    if Path::new(UI).exists() {
        println!("cargo:rerun-if-changed={UI}");
    }
    tauri_build::build();
}
