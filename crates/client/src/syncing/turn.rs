//! Whose turn it is to sync a profile: the app's, or the background worker's, which may be another process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held by who syncs a profile; dropped, or its process killed, it is the next one's. What is under it is not the database,
/// which everybody may use at any time, but the number of the next bundle: two at once would look like two phones to the server.
#[derive(Debug)]
pub struct Turn {
    /// The lock goes when the file is closed.
    _file: File,
}

impl Turn {
    /// Waits for it. Blocks. `None` when the file cannot be made, say on a full disk: better a sync without it than none.
    pub fn wait(path: &Path) -> Option<Self> {
        let file = open(path)?;
        if let Err(error) = file.lock() {
            tracing::warn!(%error, "no lock for the sync");
        }
        Some(Self { _file: file })
    }

    /// Takes it, unless somebody has it.
    pub fn if_free(path: &Path) -> Option<Self> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Some(Self { _file: file }),
            Err(TryLockError::WouldBlock) => None,
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "no lock for the sync");
                None
            }
        }
    }
}

fn open(path: &Path) -> Option<File> {
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    opened.inspect_err(|error| tracing::warn!(%error, "no file to lock for the sync")).ok()
}
