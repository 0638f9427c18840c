//! `device` and `held`.

use super::desk::{act, look, moment, table};
use super::{CommandError, Place};
use crate::desk::{problem, said};
use crate::store::record::Person;
use clap::Subcommand;
use domain::id::PersonId;
use domain::kind::Kind;

/// `device`
#[derive(Debug, Subcommand)]
pub enum Devices {
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
pub enum Held {
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

impl Devices {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Devices::List { place } => look(&place, |tx, org| {
                let people = tx.people(org)?;
                let rows = tx.listed(org)?.into_iter().map(|d| {
                    let closed = d.closed.map_or_else(String::new, moment);
                    let (seen, since) = (moment(d.last_seen), moment(d.enrolled));
                    [d.device.to_string(), name(&people, d.person), d.app, d.unsent.to_string(), seen, since, closed]
                });
                Ok(table(["id", "of", "app", "unsent", "last seen", "enrolled", "closed"], rows.collect()))
            }),
            Devices::Revoke { id, place } => act(&place, |desk| {
                let id = id.trim().to_ascii_lowercase();
                let all = desk.tx.listed(desk.org)?;
                let mut found = all.iter().filter(|d| !id.is_empty() && d.device.to_string().starts_with(&id));
                match (found.next(), found.next()) {
                    (Some(device), None) => Ok(desk.revoke_device(device.device)?),
                    (Some(_), Some(_)) => Err(CommandError::usage("which_device", "more than one device begins so")),
                    (None, _) => Err(CommandError::usage("unknown_device", "no device has that id")),
                }
            }),
        }
    }
}

impl Held {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Held::List { place } => look(&place, |tx, org| {
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
            Held::Accept { number, place } => act(&place, |desk| Ok(desk.accept_held(number)?)),
            Held::Discard { number, place } => act(&place, |desk| Ok(desk.discard_held(number)?)),
        }
    }
}

/// What a person is called.
pub(super) fn name(people: &[Person], number: PersonId) -> String {
    people.iter().find(|p| p.number == number).map_or_else(|| number.0.to_string(), |p| p.name.clone())
}
