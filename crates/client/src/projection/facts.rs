//! People, workshops, devices.

use super::place;
use crate::error::Result;
use documents::Document;
use documents::facts::{self, Person};
use domain::id::{DeviceId, PersonId};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

pub fn organisation(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let facts = facts::read_organisation(document)?;
    crate::store::settings::put(tx, "organisation", facts.name)?;
    people(tx, row, None, &facts.coordinators)?;
    devices(tx, row, &facts.devices)
}

pub fn workshop(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let facts = facts::read_workshop(document)?;
    let (workshop, _) = place(document);
    let sql = "INSERT INTO workshop (document, workshop, code, place) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?.execute(params![row, workshop, facts.code, facts.place])?;
    people(tx, row, Some(workshop), &facts.members)?;
    devices(tx, row, &facts.devices)
}

fn people(tx: &Transaction<'_>, row: i64, workshop: Option<u32>, people: &BTreeMap<PersonId, Person>) -> Result<()> {
    let sql = "INSERT INTO member (document, person, workshop, name, lead, phone, skills, hours)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (id, p) in people {
        let skills = p.skills.join(" ");
        let values = params![row, id.0, workshop, p.name, p.lead, p.phone, skills, p.hours_per_week];
        tx.prepare_cached(sql)?.execute(values)?;
        let sql = "INSERT OR REPLACE INTO known_person (person, name) VALUES (?1, ?2)";
        tx.prepare_cached(sql)?.execute(params![id.0, p.name])?;
    }
    Ok(())
}

fn devices(tx: &Transaction<'_>, row: i64, devices: &BTreeMap<DeviceId, PersonId>) -> Result<()> {
    let sql = "INSERT INTO device (document, device, person) VALUES (?1, ?2, ?3)";
    for (device, person) in devices {
        tx.prepare_cached(sql)?.execute(params![row, device.0.as_slice(), person.0])?;
    }
    Ok(())
}
