//! Everything that an office would want to take with it: tables for a spreadsheet, and the documents as they are, which any
//! automerge library opens.

mod files;
mod lines;
mod material;
mod pay;
mod people;
mod work;

use crate::books::{Books, each_document};
use crate::store::record::OrgId;
use crate::store::{Read, StoreError};
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why nothing was exported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// There is something already. Nothing is ever written over.
    #[error("{0} is there already: name a folder that is not")]
    Exists(PathBuf),
    /// A file could not be written.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExportError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists(_) => "exists_already",
            Self::File { .. } => "unwritable_file",
            Self::Store(error) => error.code(),
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Exists(_) => true,
            Self::File { .. } => false,
            Self::Store(error) => error.is_permanent(),
        }
    }
}

/// What was written.
#[derive(Debug, Default)]
pub struct Exported {
    /// Tables, each with its lines.
    pub tables: Vec<(&'static str, usize)>,
    /// Documents.
    pub documents: usize,
    /// Documents that do not read: their changes are written all the same.
    pub unreadable: usize,
}

/// Writes all of an organisation, as of the moment of `tx`, into the new folder `to`. It has its name only when all is there.
pub fn export(tx: &dyn Read, org: OrgId, to: &Path) -> Result<Exported, ExportError> {
    if to.exists() {
        return Err(ExportError::Exists(to.into()));
    }
    let partial = beside(to);
    make(&partial)?;
    let mut exported = Exported::default();
    let mut books = Books::begin(tx, org)?;
    let mut files = files::Files::new(partial.join("documents"))?;
    let mut failed = None;
    each_document(tx, org, |stored| {
        let readable = stored.document.as_ref().is_ok_and(|document| books.add(document).is_ok());
        exported.documents += 1;
        exported.unreadable += usize::from(!readable);
        if failed.is_none() {
            failed = files.write(&stored).err();
        }
        Ok(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    let mut tables = vec![files.done()];
    tables.extend(people::tables(tx, org, &books)?);
    tables.extend(work::tables(&books));
    tables.extend(material::tables(&books));
    tables.extend(pay::tables(&books, &tx.devices(org)?.into_iter().collect()));
    for table in tables {
        exported.tables.push((table.name, table.write(&partial)?));
    }
    std::fs::rename(&partial, to).map_err(|error| ExportError::File { path: to.into(), error })?;
    Ok(exported)
}

fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    to.with_file_name(name)
}

/// Makes a folder that nobody else looks into: it will hold telephone numbers and pay.
fn make(folder: &Path) -> Result<(), ExportError> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(|error| ExportError::File { path: folder.into(), error })
}
