//! Acts of the office by command line: one transaction each, with its line in the audit log.

use super::{CommandError, Place};
use crate::clock;
use crate::desk::Desk;
use crate::store::Read;
use crate::store::record::{OrgId, Person, Workshop};
use crate::writing::server_author;
use chrono::{DateTime, FixedOffset};
use clap::ValueEnum;
use domain::policy::Role;
use domain::time::Timestamp;
use std::io::Write as _;

/// Seconds that Nairobi is ahead of UTC.
const NAIROBI: i32 = 3 * 60 * 60;

/// A role, without its workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleWord {
    /// Makes pieces in a workshop.
    Artisan,
    /// Leads a workshop.
    Lead,
    /// Works at the office.
    Coordinator,
}

/// Does one act and commits it.
pub fn act<T>(place: &Place, act: impl FnOnce(&mut Desk<'_>) -> Result<T, CommandError>) -> Result<T, CommandError> {
    let data = place.open()?;
    let mut tx = data.store.write()?;
    let org = place.chosen(&*tx)?.id;
    let author = server_author(&data.key.public(), tx.incarnation()?);
    let done = act(&mut Desk { tx: &mut *tx, org, author, by: None, now: clock::now() })?;
    tx.commit()?;
    Ok(done)
}

/// Reads and prints.
pub fn look(
    place: &Place,
    look: impl FnOnce(&dyn Read, OrgId) -> Result<String, CommandError>,
) -> Result<(), CommandError> {
    let data = place.open()?;
    let tx = data.store.read()?;
    let org = place.chosen(&*tx)?.id;
    let text = look(&*tx, org)?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The person of this name.
pub fn person(tx: &(impl Read + ?Sized), org: OrgId, name: &str) -> Result<Person, CommandError> {
    let found = tx.people(org)?.into_iter().find(|p| p.name == name.trim());
    found.ok_or_else(|| CommandError::usage("unknown_person", format!("there is no person {name}")))
}

/// A role in a workshop of this code.
pub fn role(
    tx: &(impl Read + ?Sized),
    org: OrgId,
    role: RoleWord,
    workshop: Option<&str>,
) -> Result<Role, CommandError> {
    let known = tx.workshops(org)?;
    let found = |code: &str| known.iter().find(|w: &&Workshop| w.code == code).map(|w| w.number);
    match (role, workshop) {
        (RoleWord::Coordinator, None) => Ok(Role::Coordinator),
        (RoleWord::Coordinator, Some(_)) => {
            Err(CommandError::usage("bad_role", "a coordinator belongs to no workshop"))
        }
        (_, None) => Err(CommandError::usage("bad_role", "name the workshop with --workshop CODE")),
        (word, Some(code)) => {
            let unknown = || CommandError::usage("unknown_workshop", format!("there is no workshop {code}"));
            let number = found(code).ok_or_else(unknown)?;
            Ok(if word == RoleWord::Lead { Role::Lead(number) } else { Role::Artisan(number) })
        }
    }
}

/// A moment as people in Nairobi write it.
pub fn moment(at: Timestamp) -> String {
    let zone = FixedOffset::east_opt(NAIROBI);
    let utc = DateTime::from_timestamp(at.0, 0);
    match (utc, zone) {
        (Some(utc), Some(zone)) => utc.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
        _ => at.0.to_string(),
    }
}

/// Rows under their headings, in columns.
pub fn table<const N: usize>(headings: [&str; N], rows: Vec<[String; N]>) -> String {
    let mut all = vec![headings.map(str::to_owned)];
    all.extend(rows);
    let mut widths = [0; N];
    for row in &all {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in &all {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let rows = vec![["1".to_owned(), "Amina".to_owned()], ["12".to_owned(), String::new()]];
        assert_eq!(table(["no", "name"], rows), "no  name\n1   Amina\n12\n");
        assert_eq!(moment(Timestamp(1_790_000_000)), "2026-09-21 17:13");
    }
}
