//! `device`, `held` and `audit`.

use super::Place;
use super::desk::{act, look, moment, table};
use super::run::{CommandError, usage};
use crate::desk::{problem, said};
use crate::store::record::Person;
use clap::Subcommand;
use domain::id::PersonId;
use domain::kind::Kind;

/// `device`
#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// All devices: whose, when last seen, how much had not been sent. A server that runs writes what it has seen once
    /// an hour.
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Close a device: at its next contact it hands over what it had not sent, and wipes what it holds.
    Revoke {
        /// Its id or the beginning of it, as the list shows it.
        id: String,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

/// `held`
#[derive(Debug, Subcommand)]
pub enum HeldCommand {
    /// What closed devices handed over, and what was written for a workshop that somebody had left.
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Take it as if it had come in time.
    Accept {
        /// Its number.
        number: i64,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Drop it.
    Discard {
        /// Its number.
        number: i64,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

/// Does what `device` asks.
pub fn device(command: DeviceCommand) -> Result<(), CommandError> {
    match command {
        DeviceCommand::List { place } => look(&place, |tx, org| {
            let people = tx.people(org)?;
            let rows = tx.listed(org)?.into_iter().map(|d| {
                let closed = d.closed.map_or_else(String::new, moment);
                let (seen, since) = (moment(d.last_seen), moment(d.enrolled));
                [d.device.to_string(), name(&people, d.person), d.app, d.unsent.to_string(), seen, since, closed]
            });
            Ok(table(["id", "of", "app", "unsent", "last seen", "enrolled", "closed"], rows.collect()))
        }),
        DeviceCommand::Revoke { id, place } => act(&place, |desk| {
            let id = id.trim().to_ascii_lowercase();
            let all = desk.tx.listed(desk.org)?;
            let mut found = all.iter().filter(|d| !id.is_empty() && d.device.to_string().starts_with(&id));
            match (found.next(), found.next()) {
                (Some(device), None) => Ok(desk.revoke_device(device.device)?),
                (Some(_), Some(_)) => Err(usage("which_device", "more than one device begins so")),
                (None, _) => Err(usage("unknown_device", "no device has that id")),
            }
        }),
    }
}

/// Does what `held` asks.
pub fn held(command: HeldCommand) -> Result<(), CommandError> {
    match command {
        HeldCommand::List { place } => look(&place, |tx, org| {
            let people = tx.people(org)?;
            let mut rows = Vec::new();
            for held in tx.held(org)? {
                let says = said(&held);
                let kind = Kind::from_number(held.doc.kind).map_or("unknown", Kind::name);
                let problem = problem(tx, org, &held)?.map_or("", |code| code.word());
                rows.push([
                    held.id.to_string(),
                    name(&people, held.person),
                    moment(held.at),
                    format!("{kind} in {}", held.doc.feed),
                    held.changes.len().to_string(),
                    says.made.to_string(),
                    says.handed_in.to_string(),
                    problem.to_owned(),
                ]);
            }
            let headings = ["no", "of", "came", "what", "changes", "made", "handed in", "cannot be taken"];
            Ok(table(headings, rows))
        }),
        HeldCommand::Accept { number, place } => act(&place, |desk| Ok(desk.accept_held(number)?)),
        HeldCommand::Discard { number, place } => act(&place, |desk| Ok(desk.discard_held(number)?)),
    }
}

/// Prints the newest `most` lines of the audit log, the newest first.
pub fn audit(most: usize, place: &Place) -> Result<(), CommandError> {
    look(place, |tx, org| {
        let people = tx.people(org)?;
        let rows = tx.audit(org, i64::MAX, most)?.into_iter().map(|(_, deed)| {
            let by = deed.by.map_or("command line".into(), |(person, _)| name(&people, person));
            let about = deed.about.map_or_else(String::new, |person| name(&people, person));
            [moment(deed.at), by, deed.act, about, deed.detail]
        });
        Ok(table(["when", "who", "what", "about", "detail"], rows.collect()))
    })
}

fn name(people: &[Person], number: PersonId) -> String {
    people.iter().find(|p| p.number == number).map_or_else(|| number.0.to_string(), |p| p.name.clone())
}
