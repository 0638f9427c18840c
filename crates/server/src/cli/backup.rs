//! `backup` and `restore`.

use super::{CommandError, Where};
use crate::backup::{backup, name, prune, restore};
use crate::clock;
use crate::store::tables::Tally;
use clap::Args;
use std::io::Write as _;
use std::path::PathBuf;

/// `backup`
#[derive(Debug, Args)]
pub struct Backup {
    /// A new folder for the backup; with --keep, a folder of backups, in which the new one is called by its time.
    pub to: PathBuf,
    /// How many backups stay in the folder. Older ones are removed once the new one is whole.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep: Option<u16>,
    /// Where the data is. It may be served meanwhile.
    #[command(flatten)]
    pub place: Where,
}

impl Backup {
    /// Makes it.
    pub fn run(self) -> Result<(), CommandError> {
        let data = self.place.open()?;
        let now = clock::now();
        let to = match self.keep {
            Some(_) => self.to.join(name(now)),
            None => self.to.clone(),
        };
        let tallies = backup(&data, &to, now)?;
        let mut out = std::io::stdout();
        say(&tallies, "backed up")?;
        writeln!(out, "{}", to.display())?;
        if let Some(keep) = self.keep {
            for gone in prune(&self.to, keep.into())? {
                writeln!(out, "removed {}", gone.display())?;
            }
        }
        Ok(())
    }
}

/// `restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    pub from: PathBuf,
    /// A data folder that is not there yet, and a database that holds nothing where one is named.
    #[command(flatten)]
    pub place: Where,
}

impl Restore {
    /// Restores it.
    pub fn run(self) -> Result<(), CommandError> {
        let settled = self.place.settled()?;
        let tallies = restore(&self.from, settled.folder()?, settled.database.as_ref())?;
        say(&tallies, "restored")
    }
}

fn say(tallies: &[Tally], done: &str) -> Result<(), CommandError> {
    let rows = |table: &str| tallies.iter().find(|tally| tally.table == table).map_or(0, |tally| tally.rows);
    let (people, devices, documents, log) = (rows("person"), rows("device"), rows("document"), rows("log"));
    let mut out = std::io::stdout();
    Ok(writeln!(out, "{done}: {people} people, {devices} devices, {documents} documents, {log} rows of the log")?)
}
