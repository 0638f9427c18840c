//! The documents as files, each under its name, and the list of them.

use super::lines::Table;
use super::{ExportError, make};
use crate::books::Stored;
use domain::kind::DocId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files of an export.
pub struct Files {
    folder: PathBuf,
    made: BTreeSet<PathBuf>,
    table: Table,
}

impl Files {
    /// In `folder`, which is made.
    pub fn new(folder: PathBuf) -> Result<Self, ExportError> {
        make(&folder)?;
        let table = Table::new("documents", &["file", "feed", "kind", "key", "changes", "reads"]);
        Ok(Self { folder, made: BTreeSet::new(), table })
    }

    /// Writes a document as one chunk with its history; one that does not read as its changes, one behind the other.
    pub fn write(&mut self, stored: &Stored) -> Result<(), ExportError> {
        let id = stored.head.id;
        let file = file(id);
        let path = self.folder.join(&file);
        let bytes = match &stored.document {
            Ok(document) => document.whole(),
            Err(_) => stored.changes.concat(),
        };
        let parent = path.parent().unwrap_or(&self.folder);
        if self.made.insert(parent.to_owned()) {
            make(parent)?;
        }
        write(&path, &bytes)?;
        let reads = if stored.document.is_ok() { "yes" } else { "no" };
        let name = Path::new("documents").join(&file).display().to_string();
        let (feed, kind) = (id.feed.to_string(), id.kind.name().to_owned());
        self.table.line([name, feed, kind, id.key.to_string(), stored.changes.len().to_string(), reads.to_owned()]);
        Ok(())
    }

    /// The list of what was written.
    pub fn done(self) -> Table {
        self.table
    }
}

/// `work-1-7/check/{key}.automerge`: no system minds these names.
fn file(id: DocId) -> PathBuf {
    let feed = id.feed.to_string().replace(':', "-");
    Path::new(&feed).join(id.kind.name()).join(format!("{}.automerge", id.key))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    std::fs::write(path, bytes).map_err(|error| ExportError::File { path: path.into(), error })
}
