//! The documents that tell phones who is in the organisation and which devices are whose, written from the
//! tables. Writing them when nothing changed writes nothing.

use crate::store::Write;
use crate::store::record::{Author, OrgId, Person, Workshop};
use crate::writing::{WritingError, write_document};
use documents::facts::{self, write_organisation, write_workshop};
use domain::id::{DeviceId, DocKey, PersonId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use std::collections::BTreeMap;

/// Writes the facts of the organisation and of all its workshops.
pub fn write_all(tx: &mut dyn Write, org: OrgId, author: Author) -> Result<(), WritingError> {
    let people = here(tx, org)?;
    let devices = tx.devices(org)?;
    organisation(tx, org, author, &people, &devices)?;
    for place in tx.workshops(org)? {
        workshop(tx, org, author, &place, &people, &devices)?;
    }
    Ok(())
}

/// Writes the facts that name `person`: of the organisation for a coordinator, else of their workshop.
pub fn write_about(tx: &mut dyn Write, org: OrgId, author: Author, person: &Person) -> Result<(), WritingError> {
    let people = here(tx, org)?;
    let devices = tx.devices(org)?;
    let Some(number) = person.role.workshop() else { return organisation(tx, org, author, &people, &devices) };
    match tx.workshops(org)?.iter().find(|w| w.number == number) {
        Some(place) => workshop(tx, org, author, place, &people, &devices),
        None => Ok(()),
    }
}

/// Everybody who has not left.
fn here(tx: &dyn Write, org: OrgId) -> Result<Vec<Person>, WritingError> {
    let ended = tx.ended(org)?;
    Ok(tx.people(org)?.into_iter().filter(|p| !ended.contains_key(&p.number)).collect())
}

fn organisation(
    tx: &mut dyn Write,
    org: OrgId,
    author: Author,
    people: &[Person],
    devices: &[(DeviceId, PersonId)],
) -> Result<(), WritingError> {
    let coordinators = chosen(people, |p| p.role == Role::Coordinator);
    let devices = owned(devices, &coordinators);
    let says = facts::Organisation { name: tx.organisation(org)?.name, coordinators, devices };
    let id = DocId::new(Feed::Org, Kind::Organisation, DocKey::ONLY);
    write_document(tx, org, author, id, |w| write_organisation(w, &says)).map(drop)
}

fn workshop(
    tx: &mut dyn Write,
    org: OrgId,
    author: Author,
    place: &Workshop,
    people: &[Person],
    devices: &[(DeviceId, PersonId)],
) -> Result<(), WritingError> {
    let members = chosen(people, |p| p.role.workshop() == Some(place.number));
    let devices = owned(devices, &members);
    let says = facts::Workshop { code: place.code.clone(), place: place.place.clone(), members, devices };
    let id = DocId::new(Feed::Workshop(place.number), Kind::Workshop, DocKey::ONLY);
    write_document(tx, org, author, id, |w| write_workshop(w, &says)).map(drop)
}

fn chosen(people: &[Person], which: impl Fn(&Person) -> bool) -> BTreeMap<PersonId, facts::Person> {
    let says = |p: &Person| facts::Person {
        name: p.name.clone(),
        lead: matches!(p.role, Role::Lead(_)),
        phone: p.phone.clone(),
        language: p.language.clone(),
        skills: p.skills.clone(),
        hours_per_week: p.hours_per_week,
    };
    people.iter().filter(|p| which(p)).map(|p| (p.number, says(p))).collect()
}

fn owned(devices: &[(DeviceId, PersonId)], people: &BTreeMap<PersonId, facts::Person>) -> BTreeMap<DeviceId, PersonId> {
    devices.iter().filter(|(_, person)| people.contains_key(person)).copied().collect()
}
