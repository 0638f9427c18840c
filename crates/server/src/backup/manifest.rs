//! What a backup says of itself: when it was made, by which program, and what its files are.

use super::BackupError;
use crate::data::{DATABASE, KEY};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

/// The manifest's file.
pub const NAME: &str = "backup.toml";

/// What a backup says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that made it.
    program: String,
    /// Seconds since 1970 UTC.
    made: i64,
    /// SHA-256 of each file, in hexadecimal digits.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// Of the files in `folder`.
    pub fn of(folder: &Path, now: Timestamp) -> Result<Self, BackupError> {
        let mut files = BTreeMap::new();
        for name in [DATABASE, KEY] {
            files.insert(name.to_owned(), digest(&folder.join(name))?);
        }
        Ok(Self { program: env!("CARGO_PKG_VERSION").into(), made: now.0, files })
    }

    /// Writes it.
    pub fn write(&self, folder: &Path) -> Result<(), BackupError> {
        let path = folder.join(NAME);
        let text = toml::to_string(self).map_err(|error| BackupError::file(&path)(io::Error::other(error)))?;
        std::fs::write(&path, text).map_err(BackupError::file(&path))
    }

    /// Holds the files in `folder` against what they were.
    pub fn check(folder: &Path) -> Result<(), BackupError> {
        let path = folder.join(NAME);
        let damaged = |name: &str| BackupError::Damaged(folder.join(name));
        let text = std::fs::read_to_string(&path).map_err(|_| damaged(NAME))?;
        let manifest: Self = toml::from_str(&text).map_err(|_| damaged(NAME))?;
        for name in [DATABASE, KEY] {
            let now = digest(&folder.join(name)).map_err(|_| damaged(name))?;
            if manifest.files.get(name) != Some(&now) {
                return Err(damaged(name));
            }
        }
        Ok(())
    }
}

fn digest(path: &Path) -> Result<String, BackupError> {
    let mut digest = Sha256::new();
    File::open(path).and_then(|mut file| io::copy(&mut file, &mut digest)).map_err(BackupError::file(path))?;
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
