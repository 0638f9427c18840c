//! `verify`: whether all is as it was written, and whether the books add up.

use super::{CommandError, Where};
use crate::clock;
use crate::verify::{Weight, verify};
use clap::Args;
use std::io::Write as _;

/// `verify`
#[derive(Debug, Args)]
pub struct Verify {
    /// Where the data is: a server's, or a backup's. It may be served meanwhile.
    #[command(flatten)]
    pub place: Where,
}

impl Verify {
    /// Reads all of every organisation and prints what is wrong.
    pub fn run(self) -> Result<(), CommandError> {
        let data = self.place.open()?;
        let tx = data.store.read()?;
        let mut out = std::io::stdout();
        let (mut damage, mut books) = (0, 0);
        for org in tx.organisations()? {
            let report = verify(&*tx, &org, data.key.public().device(), clock::now().month())?;
            for problem in &report.problems {
                writeln!(out, "{problem}")?;
            }
            let (rows, changes, documents) = (report.rows, report.changes, report.documents);
            writeln!(out, "{}: {documents} documents, {rows} rows with {changes} changes", org.name)?;
            damage += report.count(Weight::Damage);
            books += report.count(Weight::Books);
        }
        match (damage, books) {
            (0, 0) => Ok(writeln!(out, "everything is as it was written, and the books add up")?),
            (0, books) => Err(CommandError::Books(books)),
            (damage, _) => Err(CommandError::Damage(damage)),
        }
    }
}
