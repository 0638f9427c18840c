//! `invite`: the code that puts a person on a phone.

use super::{CommandError, Place};
use crate::clock;
use crate::invite;
use clap::Args;
use std::io::Write as _;

/// `invite`
#[derive(Debug, Args)]
pub struct Invite {
    /// The person's name, as it was imported.
    pub name: String,
    /// How many days the invitation holds.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: u16,
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
}

impl Invite {
    /// Makes the invitation and prints its code.
    pub fn run(self) -> Result<(), CommandError> {
        let Self { name, days, place } = self;
        let data = place.open()?;
        let mut tx = data.store.write()?;
        let organisation = place.chosen(&*tx)?;
        let people = tx.people(organisation.id)?;
        let Some(person) = people.iter().find(|p| p.name == name.trim()) else {
            let message = format!("there is no person {name} in {}", organisation.name);
            return Err(CommandError::usage("unknown_person", message));
        };
        let (code, expires) = invite::invite(&mut *tx, organisation.id, person.number, days, clock::now())?;
        tx.commit()?;
        writeln!(std::io::stdout(), "{code}")?;
        let mut stderr = std::io::stderr();
        writeln!(stderr, "Invitation for {name} of {}: one phone, until {}.", organisation.name, expires.day())?;
        Ok(())
    }
}
