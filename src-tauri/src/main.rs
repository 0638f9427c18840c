//! The desktop program. Phones enter through `karakana::run` in the library.

fn main() -> tauri::Result<()> {
    karakana::start()
}
