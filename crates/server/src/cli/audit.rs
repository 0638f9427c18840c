//! `audit`: who did what.

use super::desk::{look, moment, table};
use super::device::name;
use super::{CommandError, Place};
use clap::Args;

/// `audit`
#[derive(Debug, Args)]
pub struct Audit {
    /// How many lines.
    #[arg(long, default_value_t = 100)]
    pub lines: usize,
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
}

impl Audit {
    /// Prints the newest lines of the audit log, the newest first.
    pub fn run(self) -> Result<(), CommandError> {
        look(&self.place, |tx, org| {
            let people = tx.people(org)?;
            let rows = tx.audit(org, i64::MAX, self.lines)?.into_iter().map(|(_, deed)| {
                let by = deed.by.map_or("command line".into(), |(person, _)| name(&people, person));
                let about = deed.about.map_or_else(String::new, |person| name(&people, person));
                [moment(deed.at), by, deed.act, about, deed.detail]
            });
            Ok(table(["when", "who", "what", "about", "detail"], rows.collect()))
        })
    }
}
