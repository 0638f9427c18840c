//! `compact`: the same log in less space.

use super::{CommandError, Where};
use crate::compact::compact;
use clap::Args;
use std::io::Write as _;

/// `compact`
#[derive(Debug, Args)]
pub struct Compact {
    /// How many of the newest rows stay as they are: phones that were away for a while read these one by one.
    #[arg(long, default_value_t = 10_000, value_name = "ROWS", value_parser = clap::value_parser!(i64).range(0..))]
    pub loose: i64,
    /// Where the data is. It may be served meanwhile, by programs of this version or newer.
    #[command(flatten)]
    pub place: Where,
}

impl Compact {
    /// Packs what is old, and gives the space back.
    pub fn run(self) -> Result<(), CommandError> {
        let data = self.place.open()?;
        let organisations = data.store.read()?.organisations()?;
        let mut out = std::io::stdout();
        for org in organisations {
            let saved = compact(&*data.store, org.id, self.loose)?;
            writeln!(out, "{}: {} documents packed, {} bytes saved", org.name, saved.documents, saved.bytes)?;
        }
        data.store.tidy()?;
        Ok(())
    }
}
