//! The people: `role,name,workshop,language,skills,hours_per_week` and, where it is known, `phone`. A name is
//! one person's only: it is how invitations and later files mean them. Where a file says nothing of somebody's number,
//! skills or hours, what is known stays: the office may have learnt it since the file was made.

use super::{ImportError, Into, Tally, unless};
use crate::facts;
use crate::membership;
use crate::store::record::{Person, Workshop};
use crate::writing::Outcome;
use domain::catalogue::MOST_CODE;
use domain::id::{PersonId, WorkshopId};
use domain::person::{self, MOST_HOURS, MOST_NAME, MOST_PHONE, MOST_SKILLS};
use domain::policy::Role;
use imports::{File, Reason, Row, Seen, short};

const COLUMNS: &[&str] = &["role", "name", "workshop", "language", "skills", "hours_per_week"];

/// Imports people. Who has left stays away. Whoever has another role or workshop than before gains and loses what goes with it.
pub fn people(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(COLUMNS, &["phone"], &mut problems)?;
    let workshops = into.tx.workshops(into.org)?;
    let mut seen = Seen::new("person");
    let read = table.read(&mut problems, |row| person(row, &workshops, &mut seen));

    let known = into.tx.people(into.org)?;
    let ended = into.tx.ended(into.org)?;
    let mut last = known.iter().map(|p| p.number.0).max().unwrap_or(0);
    let mut moves = membership::Moves::default();
    let mut tally = Tally::default();
    for (_, mut person) in unless(problems, read)? {
        let before = known.iter().find(|p| p.name == person.name);
        match before {
            Some(before) => known_before(&mut person, before),
            None => {
                last += 1;
                person.number = PersonId(last);
            }
        }
        // An old list does not bring back who has left: that is somebody's decision.
        if before == Some(&person) || ended.contains_key(&person.number) {
            tally.count(Outcome::Same);
            continue;
        }
        into.tx.put_person(into.org, &person)?;
        moves.add(person.number, before.map(|p| p.role), person.role);
        tally.count(if before.is_some() { Outcome::Changed } else { Outcome::New });
    }
    moves.record(into.tx, into.org)?;
    if tally.new + tally.changed > 0 {
        facts::write_all(into.tx, into.org, into.author)?;
    }
    Ok(tally)
}

/// What the file says of somebody who is there already, with what it leaves open.
fn known_before(person: &mut Person, before: &Person) {
    person.number = before.number;
    if person.phone.is_empty() {
        person.phone.clone_from(&before.phone);
    }
    if person.skills.is_empty() {
        person.skills.clone_from(&before.skills);
    }
    person.hours_per_week = person.hours_per_week.or(before.hours_per_week);
}

fn person(row: &Row, workshops: &[Workshop], seen: &mut Seen) -> Result<Person, Reason> {
    let name = row.text("name", MOST_NAME)?;
    seen.once(row, &name)?;
    let role = role(row, workshops)?;
    let language = match row.get("language") {
        "" => "sw",
        known @ ("sw" | "en") => known,
        other => return Err(Reason::BadLanguage(short(other))),
    };
    let written = row.may_be_empty("phone", MOST_PHONE)?;
    let phone = person::phone(&written).ok_or(Reason::BadPhone(written))?;
    let hours_per_week = match row.get("hours_per_week") {
        "" => None,
        _ => Some(row.whole("hours_per_week", 0..=MOST_HOURS)?),
    };
    let written = row.may_be_empty("skills", MOST_SKILLS)?;
    let skills = person::skills(written.split_whitespace());
    let skills = skills.ok_or(Reason::TooLong { field: "skills", most: MOST_SKILLS })?;
    Ok(Person { number: PersonId(0), name, role, phone, language: language.into(), skills, hours_per_week })
}

fn role(row: &Row, workshops: &[Workshop]) -> Result<Role, Reason> {
    let of: fn(WorkshopId) -> Role = match row.needed("role")? {
        "coordinator" if row.get("workshop").is_empty() => return Ok(Role::Coordinator),
        "coordinator" => return Err(Reason::BadRole("a coordinator belongs to no workshop".into())),
        "lead" => Role::Lead,
        "artisan" => Role::Artisan,
        other => {
            return Err(Reason::BadRole(format!("{} is not a role: use coordinator, lead or artisan", short(other))));
        }
    };
    let code = row.text("workshop", MOST_CODE)?;
    workshops.iter().find(|w| w.code == code).map(|w| of(w.number)).ok_or(Reason::UnknownWorkshop(code))
}
