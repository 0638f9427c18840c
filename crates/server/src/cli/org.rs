//! `org`: organisations.

use super::{CommandError, Where};
use crate::clock;
use crate::desk::Desk;
use crate::facts;
use crate::store::StoreError;
use crate::writing::server_author;
use clap::Subcommand;
use std::io::Write as _;

/// Characters of an organisation's name.
const MOST_NAME: usize = 100;

/// `org`
#[derive(Debug, Subcommand)]
pub enum Org {
    /// Make an organisation, and the data folder where there is none.
    Create {
        /// Its name.
        name: String,
        /// Where the data is or will be.
        #[command(flatten)]
        place: Where,
    },
}

impl Org {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Create { name, place } => create(name.trim(), &place),
        }
    }
}

fn create(name: &str, place: &Where) -> Result<(), CommandError> {
    if name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(char::is_control) {
        let message = format!("a name has 1 to {MOST_NAME} characters on one line");
        return Err(CommandError::usage("bad_name", message));
    }
    let data = place.create()?;
    let mut tx = data.store.write()?;
    if tx.organisations()?.iter().any(|o| o.name == name) {
        return Err(CommandError::usage("duplicate", format!("there is an organisation {name} already")));
    }
    let history = getrandom::u32().map_err(|e| StoreError::Database(e.to_string()))?;
    let org = tx.add_organisation(name, history, clock::now())?;
    let author = server_author(&data.key.public(), tx.incarnation()?);
    facts::write_all(&mut *tx, org, author)?;
    Desk { tx: &mut *tx, org, author, by: None, now: clock::now() }.note("org_created", None, name)?;
    tx.commit()?;
    writeln!(std::io::stdout(), "created {name}")?;
    Ok(())
}
