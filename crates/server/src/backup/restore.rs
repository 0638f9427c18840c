//! A backup becomes a server's data again, on this machine or another, in either database.

use super::manifest::Manifest;
use super::{BackupError, filled};
use crate::data::{self, DATABASE, Data, KEY};
use crate::store::postgres::Address;
use crate::store::sqlite::Sqlite;
use crate::store::tables::{self, Tally};
use crate::store::{Store, StoreError};
use std::fs::File;
use std::io;
use std::path::Path;

/// Restores the backup in `from` to the new data folder `to`, and into the database at the address where one is given;
/// gives how many rows each table has. The backup is only read.
pub fn restore(from: &Path, to: &Path, database: Option<&Address>) -> Result<Vec<Tally>, BackupError> {
    Manifest::check(from)?;
    if to.exists() {
        return Err(BackupError::Exists(to.into()));
    }
    filled(to, |partial| fill(from, partial, database))
}

fn fill(from: &Path, partial: &Path, database: Option<&Address>) -> Result<Vec<Tally>, BackupError> {
    for name in [DATABASE, KEY] {
        copy_file(&from.join(name), &partial.join(name))?;
    }
    // Opened where it is to be, so that the backup itself is never written to, and brought to this program's schema.
    let file = partial.join(DATABASE);
    let tallies = {
        let copied = Sqlite::open(&file, false)?;
        let tx = copied.read()?;
        match database {
            None => tables::tally(&*tx)?,
            Some(address) => into_database(&*tx, partial, address)?,
        }
    };
    if database.is_some() {
        std::fs::remove_file(&file).map_err(BackupError::file(&file))?;
    }
    Ok(tallies)
}

fn into_database(tx: &dyn crate::store::Read, folder: &Path, address: &Address) -> Result<Vec<Tally>, BackupError> {
    let data = Data::create(folder, Some(address))?;
    let mut into = data.store.write()?;
    if !into.organisations()?.is_empty() {
        return Err(BackupError::NotEmpty);
    }
    let tallies = tables::copy(tx, &mut *into)?;
    into.commit()?;
    if tables::tally(&*data.store.read()?)? != tallies {
        return Err(BackupError::Store(StoreError::Corrupt("row that was just written")));
    }
    Ok(tallies)
}

/// Copies a file to where none is, readable by nobody else, and has it on the disk.
fn copy_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut reading = File::open(from).map_err(BackupError::file(from))?;
    let mut writing = data::new_file(to).map_err(BackupError::file(to))?;
    io::copy(&mut reading, &mut writing).and_then(|_| writing.sync_all()).map_err(BackupError::file(to))
}
