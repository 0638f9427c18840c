//! `serve`: phones are answered until the process is told to stop.

use super::{CommandError, Where};
use crate::serve;
use crate::settings::{Layer, Settings};
use clap::Args;
use serde::Serialize;
use std::io::Write as _;

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub place: Where,
    /// What is set by flags and by the environment.
    #[command(flatten)]
    pub settings: Layer,
    /// Print what holds, as a settings file, and do nothing. Passwords are masked.
    #[arg(long)]
    pub print_config: bool,
}

/// All that holds, in the form of a settings file.
#[derive(Serialize)]
struct Printed {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    serve: Settings,
}

impl Serve {
    /// Serves.
    pub fn run(self) -> Result<(), CommandError> {
        let settled = self.place.settled()?;
        let settings = self.settings.over(settled.serve.clone()).settled();
        if self.print_config {
            let data = settled.data.as_ref().map(|data| data.display().to_string());
            let printed = Printed {
                data,
                database: settled.database.as_ref().map(|address| format!("{address:?}")),
                serve: settings,
            };
            let text = toml::to_string(&printed).map_err(|e| CommandError::usage("unprintable", e.to_string()))?;
            write!(std::io::stdout(), "{text}")?;
            return Ok(());
        }
        let folder = settled.folder()?.to_owned();
        Ok(serve::run(settled.open()?, folder, settings)?)
    }
}
