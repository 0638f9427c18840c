//! `export`: everything, as tables and documents.

use super::{CommandError, Place};
use crate::export::export;
use clap::Args;
use std::io::Write as _;
use std::path::PathBuf;

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// A new folder for it.
    pub to: PathBuf,
    /// Where the data is. It may be served meanwhile.
    #[command(flatten)]
    pub place: Place,
}

impl Export {
    /// Writes it.
    pub fn run(self) -> Result<(), CommandError> {
        let data = self.place.open()?;
        let tx = data.store.read()?;
        let org = self.place.chosen(&*tx)?;
        let exported = export(&*tx, org.id, &self.to)?;
        let mut out = std::io::stdout();
        for (table, lines) in &exported.tables {
            writeln!(out, "{table}.csv: {lines}")?;
        }
        writeln!(out, "documents: {}", exported.documents)?;
        if exported.unreadable > 0 {
            writeln!(out, "of these do not read: {}; ask verify", exported.unreadable)?;
        }
        Ok(())
    }
}
