//! Backups: one folder with the whole database as of one moment, the server's key, and what a restore holds it against. It
//! is made while phones are served, from either database, and restored into either.
//!
//! A backup is a data folder: `verify` and `export` read it as they read a server's.

mod manifest;
mod restore;
mod several;

pub use restore::restore;
pub use several::{name, prune};

use crate::data::{self, DATABASE, Data, DataError, KEY};
use crate::store::sqlite::Sqlite;
use crate::store::tables::{self, Tally};
use crate::store::{Store, StoreError};
use domain::time::Timestamp;
use manifest::Manifest;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why no backup was made, or none restored. What was there before is as it was.
#[derive(Debug, Error)]
pub enum BackupError {
    /// There is something already. Nothing is ever written over.
    #[error("{0} is there already and is left alone: name a place where nothing is")]
    Exists(PathBuf),
    /// The database that a backup should go into holds an organisation.
    #[error("the database holds an organisation already and is left alone: name an empty one")]
    NotEmpty,
    /// A file is missing in the backup, or is not what was written.
    #[error("{0} is missing or is not what was written: take another backup")]
    Damaged(PathBuf),
    /// What was read again is not what was written.
    #[error("what was written to {0} does not read as the same: this disk cannot be trusted")]
    Differs(PathBuf),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A data folder could not be made or opened.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists(_) => "exists_already",
            Self::NotEmpty => "not_empty",
            Self::Damaged(_) => "backup_damaged",
            Self::Differs(_) => "backup_differs",
            Self::File { .. } => "unwritable_file",
            Self::Data(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Exists(_) | Self::NotEmpty | Self::Damaged(_) => true,
            Self::Differs(_) | Self::File { .. } => false,
            Self::Data(error) => error.is_permanent(),
            Self::Store(error) => error.is_permanent(),
        }
    }

    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }
}

/// Makes a backup in the new folder `to`; gives how many rows each table has. The folder has its name only when all is in
/// it, on the disk, and was read again.
pub fn backup(from: &Data, to: &Path, now: Timestamp) -> Result<Vec<Tally>, BackupError> {
    if to.exists() {
        return Err(BackupError::Exists(to.into()));
    }
    filled(to, |partial| fill(from, partial, now))
}

fn fill(from: &Data, partial: &Path, now: Timestamp) -> Result<Vec<Tally>, BackupError> {
    data::write_key(&partial.join(KEY), &from.key).map_err(BackupError::file(partial))?;
    let database = partial.join(DATABASE);
    let written = {
        let copy = Sqlite::open(&database, true)?;
        let mut into = copy.write()?;
        let tallies = tables::copy(&*from.store.read()?, &mut *into)?;
        into.commit()?;
        tallies
    };
    let read_again = {
        let copy = Sqlite::open(&database, false)?;
        let tx = copy.read()?;
        tables::tally(&*tx)?
    };
    if written != read_again {
        return Err(BackupError::Differs(database));
    }
    Manifest::of(partial, now)?.write(partial)?;
    for file in [DATABASE, KEY, manifest::NAME] {
        let path = partial.join(file);
        File::open(&path).and_then(|file| file.sync_all()).map_err(BackupError::file(&path))?;
    }
    Ok(written)
}

/// Lets a new folder be filled and gives it the name `to` when it is. One that could not be filled goes again.
fn filled<T>(to: &Path, fill: impl FnOnce(&Path) -> Result<T, BackupError>) -> Result<T, BackupError> {
    let partial = beside(to);
    if partial.exists() {
        // What an attempt left that was cut off.
        std::fs::remove_dir_all(&partial).map_err(BackupError::file(&partial))?;
    }
    data::make_folder(&partial).map_err(BackupError::file(&partial))?;
    match fill(&partial) {
        Ok(done) => {
            sync_folder(&partial)?;
            std::fs::rename(&partial, to).map_err(BackupError::file(to))?;
            sync_folder(to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
            Ok(done)
        }
        Err(error) => {
            let _ = std::fs::remove_dir_all(&partial);
            Err(error)
        }
    }
}

/// The folder's name while it is being filled.
fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    to.with_file_name(name)
}

/// Names of files are on the disk when their folder is.
fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(BackupError::file(folder))?;
    }
    Ok(())
}
