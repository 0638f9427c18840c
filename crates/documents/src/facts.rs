//! Facts that the server writes: who is in the organisation and its workshops, and which devices are whose.

use crate::codec::{self, Item, Items};
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::id::{DeviceId, PersonId};
use std::collections::BTreeMap;

/// The organisation, as everybody in it may know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// The people of the office.
    pub coordinators: BTreeMap<PersonId, Person>,
    /// Whose each coordinator's device is, revoked ones included: their history stays theirs.
    pub devices: BTreeMap<DeviceId, PersonId>,
}

/// A workshop, as its members and the office know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workshop {
    /// Its code, such as `KIBERA-1`.
    pub code: String,
    /// Where it is.
    pub place: String,
    /// Who works there.
    pub members: BTreeMap<PersonId, Person>,
    /// Whose each member's device is, revoked ones included.
    pub devices: BTreeMap<DeviceId, PersonId>,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Whether they lead the workshop. `false` for a coordinator.
    pub lead: bool,
    /// Phone number; empty when not known.
    pub phone: String,
    /// `sw`, `en` or empty.
    pub language: String,
    /// What they can do, in the words of the people list.
    pub skills: Vec<String>,
    /// Hours a week they can work; none when not known.
    pub hours_per_week: Option<u32>,
}

/// Writes what differs from `organisation`.
pub fn write_organisation(w: &mut Writer<'_>, organisation: &Organisation) -> Result<(), DocumentError> {
    w.put("name", organisation.name.as_str())?;
    write_people(w, "coordinators", &organisation.coordinators)?;
    write_devices(w, &organisation.devices)
}

/// Reads an organisation.
pub fn read_organisation(document: &Document) -> Result<Organisation, DocumentError> {
    Ok(Organisation {
        name: document.text("name")?,
        coordinators: read_people(document, "coordinators")?,
        devices: read_devices(document)?,
    })
}

/// Writes what differs from `workshop`.
pub fn write_workshop(w: &mut Writer<'_>, workshop: &Workshop) -> Result<(), DocumentError> {
    w.put("code", workshop.code.as_str())?;
    w.put("place", workshop.place.as_str())?;
    write_people(w, "members", &workshop.members)?;
    write_devices(w, &workshop.devices)
}

/// Reads a workshop.
pub fn read_workshop(document: &Document) -> Result<Workshop, DocumentError> {
    Ok(Workshop {
        code: document.text("code")?,
        place: document.text("place")?,
        members: read_people(document, "members")?,
        devices: read_devices(document)?,
    })
}

fn write_people(
    w: &mut Writer<'_>,
    map: &'static str,
    people: &BTreeMap<PersonId, Person>,
) -> Result<(), DocumentError> {
    for gone in w.map_keys(map)?.iter().filter(|k| k.parse().is_ok_and(|p| !people.contains_key(&PersonId(p)))) {
        w.remove_from_map(map, gone)?;
    }
    for (id, person) in people {
        let items = vec![
            Item::text(&person.name),
            Item::Bool(person.lead),
            Item::text(&person.phone),
            Item::text(&person.language),
            Item::List(person.skills.iter().map(|s| Item::Text(s.clone())).collect()),
            person.hours_per_week.map_or(Item::Nothing, |h| Item::Int(i64::from(h))),
        ];
        w.put_in_map(map, &id.0.to_string(), codec::array(items))?;
    }
    Ok(())
}

fn read_people(document: &Document, map: &'static str) -> Result<BTreeMap<PersonId, Person>, DocumentError> {
    let bad = || DocumentError::Field(map);
    let mut out = BTreeMap::new();
    for (key, value) in document.map(map)? {
        let ScalarValue::Bytes(bytes) = value else { return Err(bad()) };
        let mut items = Items::read(&bytes).ok_or_else(bad)?;
        let mut person = Person {
            name: items.text(map)?,
            lead: items.bool(map)?,
            phone: items.text(map)?,
            language: items.text(map)?,
            ..Person::default()
        };
        if let Item::List(skills) = items.next() {
            person.skills =
                skills.into_iter().filter_map(|s| if let Item::Text(t) = s { Some(t) } else { None }).collect();
        }
        if let Item::Int(hours) = items.next() {
            person.hours_per_week = Some(u32::try_from(hours).map_err(|_| bad())?);
        }
        out.insert(PersonId(key.parse().map_err(|_| bad())?), person);
    }
    Ok(out)
}

fn write_devices(w: &mut Writer<'_>, devices: &BTreeMap<DeviceId, PersonId>) -> Result<(), DocumentError> {
    devices.iter().try_for_each(|(device, person)| w.put_in_map("devices", &device.to_string(), i64::from(person.0)))
}

fn read_devices(document: &Document) -> Result<BTreeMap<DeviceId, PersonId>, DocumentError> {
    let bad = || DocumentError::Field("devices");
    let mut out = BTreeMap::new();
    for (key, value) in document.map("devices")? {
        let ScalarValue::Int(person) = value else { return Err(bad()) };
        out.insert(device(&key).ok_or_else(bad)?, PersonId(u32::try_from(person).map_err(|_| bad())?));
    }
    Ok(out)
}

/// Reads the 24 hexadecimal digits of a device id.
fn device(text: &str) -> Option<DeviceId> {
    if text.len() != 24 || !text.is_ascii() {
        return None;
    }
    let mut id = [0; 12];
    for (byte, at) in id.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(DeviceId(id))
}
