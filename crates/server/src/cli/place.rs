//! Where the data is: the words that all commands share.

use super::CommandError;
use crate::data::{Data, DataError};
use crate::settings::{File, Layer};
use crate::store::Read;
use crate::store::postgres::{Address, BadAddress};
use crate::store::record::Organisation;
use clap::Args;
use std::path::{Path, PathBuf};

/// Where the data is, as the command line and the environment say.
#[derive(Debug, Args)]
pub struct Where {
    /// A settings file, for what is not said otherwise.
    #[arg(long, env = "KARAKANA_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the key, and of the database unless that is elsewhere.
    #[arg(long, env = "KARAKANA_DATA")]
    pub data: Option<PathBuf>,
    /// A database on PostgreSQL instead: postgres://USER:PASSWORD@HOST:PORT/NAME.
    #[arg(long, env = "KARAKANA_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<Address>,
}

/// Where the data is, with what the settings file says.
#[derive(Debug)]
pub struct Settled {
    /// Folder of the key, and of the database unless that is elsewhere.
    pub data: Option<PathBuf>,
    /// A database elsewhere.
    pub database: Option<Address>,
    /// What the file says of serving.
    pub serve: Layer,
}

impl Where {
    /// With what the settings file says.
    pub fn settled(&self) -> Result<Settled, CommandError> {
        let file = self.config.as_deref().map(File::read).transpose()?.unwrap_or_default();
        let database = match (&self.database, file.database) {
            (Some(address), _) => Some(address.clone()),
            (None, Some(text)) => Some(text.parse().map_err(|error: BadAddress| {
                CommandError::usage("bad_database", format!("database in the settings file: {error}"))
            })?),
            (None, None) => None,
        };
        Ok(Settled { data: self.data.clone().or(file.data), database, serve: file.serve })
    }

    /// Opens what was created before.
    pub fn open(&self) -> Result<Data, CommandError> {
        self.settled()?.open()
    }

    /// Opens it, and makes it where there is nothing.
    pub fn create(&self) -> Result<Data, CommandError> {
        let settled = self.settled()?;
        Ok(Data::create(settled.folder()?, settled.database.as_ref())?)
    }
}

impl Settled {
    /// The data folder.
    pub fn folder(&self) -> Result<&Path, CommandError> {
        let missing = "say where the data is: --data FOLDER, KARAKANA_DATA, or data = \"FOLDER\" in the settings file";
        self.data.as_deref().ok_or_else(|| CommandError::usage("no_data", missing))
    }

    /// Opens what was created before.
    pub fn open(&self) -> Result<Data, CommandError> {
        Ok(Data::open(self.folder()?, self.database.as_ref())?)
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
            None => match all.pop() {
                Some(only) => Ok(only),
                None => Err(DataError::Nothing(self.place.settled()?.folder()?.to_owned()).into()),
            },
        }
    }
}
