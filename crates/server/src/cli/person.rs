//! `person` and `workshop`.

use super::desk::{self, RoleWord, act, look, moment, table};
use super::{CommandError, Place};
use crate::desk::{ChangedPerson, NewPerson};
use clap::Subcommand;
use domain::policy::Role;
use std::io::Write as _;

/// `person`
#[derive(Debug, Subcommand)]
pub enum People {
    /// Everybody, those who have left included.
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Add a person.
    Add {
        /// Their name, which is one person's only.
        name: String,
        /// What they are.
        #[arg(long)]
        role: RoleWord,
        /// Code of their workshop; none for a coordinator.
        #[arg(long, value_name = "CODE")]
        workshop: Option<String>,
        /// Their telephone number.
        #[arg(long, default_value = "")]
        phone: String,
        /// `sw` or `en`.
        #[arg(long, default_value = "sw")]
        language: String,
        /// What they can do, such as `"brass casting"`.
        #[arg(long, default_value = "")]
        skills: String,
        /// Hours a week they can work.
        #[arg(long)]
        hours: Option<u32>,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Change what is known of a person: what is not given stays as it is.
    Change {
        /// Who, as the name is written until now.
        name: String,
        /// How the name is written.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        /// Their telephone number; empty when it is not known any more.
        #[arg(long)]
        phone: Option<String>,
        /// All that they can do, such as `"brass casting"`.
        #[arg(long)]
        skills: Option<String>,
        /// Hours a week they can work; empty when that is not known any more.
        #[arg(long)]
        hours: Option<String>,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Give a person another role or workshop, or take somebody back who had left.
    Move {
        /// Who.
        name: String,
        /// What they are from now on.
        #[arg(long)]
        role: RoleWord,
        /// Code of their workshop; none for a coordinator.
        #[arg(long, value_name = "CODE")]
        workshop: Option<String>,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// A person leaves: their devices hand over what they had not sent, and wipe what they hold.
    End {
        /// Who.
        name: String,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

/// `workshop`
#[derive(Debug, Subcommand)]
pub enum Workshops {
    /// All workshops.
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Add a workshop.
    Add {
        /// The code that files name it by.
        code: String,
        /// Where it is.
        spot: String,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

impl People {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            People::List { place } => look(&place, |tx, org| {
                let (workshops, ended) = (tx.workshops(org)?, tx.ended(org)?);
                let rows = tx.people(org)?.into_iter().map(|p| {
                    let word = match p.role {
                        Role::Coordinator => "coordinator",
                        Role::Lead(_) => "lead",
                        Role::Artisan(_) => "artisan",
                    };
                    let of = p.role.workshop();
                    let code = workshops.iter().find(|w| Some(w.number) == of).map_or("", |w| w.code.as_str());
                    let left = ended.get(&p.number).map_or_else(String::new, |at| moment(*at));
                    let hours = p.hours_per_week.map(|hours| hours.to_string()).unwrap_or_default();
                    let (word, code, skills) = (word.to_owned(), code.to_owned(), p.skills.join(" "));
                    [p.number.0.to_string(), p.name, word, code, p.phone, skills, hours, left]
                });
                let headings = ["no", "name", "role", "workshop", "phone", "skills", "hours", "left"];
                Ok(table(headings, rows.collect()))
            }),
            People::Add { name, role, workshop, phone, language, skills, hours, place } => {
                let number = act(&place, |desk| {
                    let role = desk::role(&*desk.tx, desk.org, role, workshop.as_deref())?;
                    let name = name.clone();
                    Ok(desk.add_person(NewPerson { name, role, phone, language, skills, hours_per_week: hours })?)
                })?;
                say(&format!("{} is person {}", name.trim(), number.0))
            }
            People::Change { name, rename, phone, skills, hours, place } => {
                let hours_per_week = hours.as_deref().map(hours_given).transpose()?;
                act(&place, |desk| {
                    let person = desk::person(&*desk.tx, desk.org, &name)?;
                    Ok(desk
                        .change_person(person.number, &ChangedPerson { name: rename, phone, skills, hours_per_week })?)
                })?;
                say(&format!("changed {}", name.trim()))
            }
            People::Move { name, role, workshop, place } => {
                act(&place, |desk| {
                    let person = desk::person(&*desk.tx, desk.org, &name)?;
                    let role = desk::role(&*desk.tx, desk.org, role, workshop.as_deref())?;
                    Ok(desk.move_person(person.number, role)?)
                })?;
                say(&format!("moved {}", name.trim()))
            }
            People::End { name, place } => {
                act(&place, |desk| {
                    let person = desk::person(&*desk.tx, desk.org, &name)?;
                    Ok(desk.end_person(person.number)?)
                })?;
                say(&format!("{} has left", name.trim()))
            }
        }
    }
}

impl Workshops {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Workshops::List { place } => look(&place, |tx, org| {
                let rows = tx.workshops(org)?.into_iter().map(|w| [w.number.0.to_string(), w.code, w.place]);
                Ok(table(["no", "code", "place"], rows.collect()))
            }),
            Workshops::Add { code, spot, place } => {
                let number = act(&place, |desk| Ok(desk.add_workshop(&code, &spot)?))?;
                say(&format!("{} is workshop {}", code.trim(), number.0))
            }
        }
    }
}

/// A number of hours, or none where nothing is given.
fn hours_given(text: &str) -> Result<Option<u32>, CommandError> {
    let text = text.trim();
    let number = (!text.is_empty()).then(|| text.parse()).transpose();
    number.map_err(|_| CommandError::usage("bad_hours", "hours are a whole number, or empty when not known"))
}

fn say(text: &str) -> Result<(), CommandError> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}
