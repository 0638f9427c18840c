//! Where a file goes that a screen saves: into the person's downloads, or home where the system names no such folder. Nothing
//! is written over. Android's WebView has no downloads, see gen/android's Downloads.kt.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use tauri::webview::DownloadEvent;
use tauri::{App, Emitter, Manager, Webview, WebviewWindowBuilder};

/// The event that says how a download ended; its payload is what the file is called, or nothing when it was not kept.
const SAVED: &str = "saved";

/// Opens the windows of the configuration. The framework would do it by itself, and leave files where the program was started.
pub fn open_windows(app: &App) -> tauri::Result<()> {
    for window in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app.handle(), window)?.on_download(place).build()?;
    }
    Ok(())
}

fn place(webview: Webview, event: DownloadEvent<'_>) -> bool {
    match event {
        DownloadEvent::Requested { destination, .. } => {
            let folder = webview.path().download_dir().or_else(|_| webview.path().home_dir());
            let wanted = destination.file_name().map(OsStr::to_owned);
            if let (Ok(folder), Some(name)) = (folder, wanted) {
                *destination = free(&folder, Path::new(&name));
            }
        }
        DownloadEvent::Finished { path, success, .. } => {
            let name = path.as_deref().and_then(Path::file_name).filter(|_| success);
            if let Err(error) = webview.emit(SAVED, name.map(OsStr::to_string_lossy)) {
                tracing::warn!(%error, "the window was not told of a file");
            }
        }
        _ => {}
    }
    true
}

/// The name in the folder, with a number when it is taken.
fn free(folder: &Path, name: &Path) -> PathBuf {
    let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (base, ending) = (part(name.file_stem()), part(name.extension()));
    let numbered = (1..).map(|number| format!("{base} ({number}).{ending}"));
    let mut names = std::iter::once(part(Some(name.as_os_str()))).chain(numbered).map(|name| folder.join(name));
    names.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let folder = tempfile::tempdir().unwrap();
        let name = Path::new("karakana-batches-2026-11-25.csv");
        for expected in ["karakana-batches-2026-11-25.csv", "karakana-batches-2026-11-25 (1).csv"] {
            let path = free(folder.path(), name);
            assert_eq!(path, folder.path().join(expected));
            std::fs::write(path, "").unwrap();
        }
    }
}
