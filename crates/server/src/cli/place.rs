//! Where the data is: the words that all commands share.

use super::CommandError;
use crate::data::{Data, DataError};
use crate::store::Read;
use crate::store::record::Organisation;
use clap::Args;
use std::path::PathBuf;

/// Where the data is.
#[derive(Debug, Args)]
pub struct Where {
    /// Folder of the database and the key.
    #[arg(long, env = "KARAKANA_DATA")]
    pub data: PathBuf,
}

impl Where {
    /// Opens what was created before.
    pub fn open(&self) -> Result<Data, CommandError> {
        Ok(Data::open(&self.data)?)
    }

    /// Opens it, and makes it where there is nothing.
    pub fn create(&self) -> Result<Data, CommandError> {
        Ok(Data::create(&self.data)?)
    }
}

/// Which organisation's data.
#[derive(Debug, Args)]
pub struct Place {
    /// Where all data is.
    #[command(flatten)]
    pub place: Where,
    /// The organisation; needed only where the database holds several.
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,
}

impl Place {
    /// Opens what was created before.
    pub fn open(&self) -> Result<Data, CommandError> {
        self.place.open()
    }

    /// The organisation that is meant.
    pub fn chosen(&self, tx: &(impl Read + ?Sized)) -> Result<Organisation, CommandError> {
        let mut all = tx.organisations()?;
        let names = all.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join(", ");
        match &self.org {
            Some(name) => all.into_iter().find(|o| o.name == *name).ok_or_else(|| {
                let message = format!("there is no organisation {name}; there is: {names}");
                CommandError::usage("unknown_organisation", message)
            }),
            None if all.len() > 1 => {
                Err(CommandError::usage("which_organisation", format!("name one with --org: {names}")))
            }
            None => all.pop().ok_or_else(|| DataError::Nothing(self.place.data.clone()).into()),
        }
    }
}
