//! How things are named for front ends, and found again by those names.

use crate::api::{MaterialRef, ProductRef, WorkshopRef};
use crate::error::{ClientError, Result};
use crate::identity::Me;
use domain::id::{DeviceId, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::may_read;
use rusqlite::{Connection, OptionalExtension};

/// `workshop-person-key`.
pub fn assignment_name(workshop: u32, person: u32, key: &[u8]) -> String {
    let key = DocKey::from_slice(key).unwrap_or(DocKey::ONLY);
    format!("{workshop}-{person}-{key}")
}

/// The name of an assignment that this person may look at; empty for others', and where there is no key.
pub fn readable_assignment(me: &Me, workshop: u32, person: u32, key: &[u8]) -> String {
    let feed = Feed::Work(WorkshopId(workshop), PersonId(person));
    if key.is_empty() || !may_read(me.person, me.role, feed) {
        return String::new();
    }
    assignment_name(workshop, person, key)
}

/// The assignment document of that name.
pub fn assignment(name: &str) -> Result<DocId> {
    let parse = || {
        let mut parts = name.splitn(3, '-');
        let workshop = WorkshopId(parts.next()?.parse().ok()?);
        let person = PersonId(parts.next()?.parse().ok()?);
        let key: DocKey = parts.next()?.parse().ok()?;
        Some(DocId::new(Feed::Work(workshop, person), Kind::Assignment, key))
    };
    parse().ok_or(ClientError::NotFound("assignment"))
}

/// `workshop-key`.
pub fn batch_name(workshop: u32, key: &[u8]) -> String {
    let key = DocKey::from_slice(key).unwrap_or(DocKey::ONLY);
    format!("{workshop}-{key}")
}

/// The batch document of that name.
pub fn batch(name: &str) -> Result<(WorkshopId, DocKey)> {
    let parse = || {
        let (workshop, key) = name.split_once('-')?;
        Some((WorkshopId(workshop.parse().ok()?), key.parse().ok()?))
    };
    parse().ok_or(ClientError::NotFound("batch"))
}

/// A product by SKU; its SKU stands for names that are not here.
pub fn product(c: &Connection, sku: &str) -> Result<ProductRef> {
    let mut statement = c.prepare_cached("SELECT name_en, name_sw FROM product WHERE sku = ?1")?;
    let names: Option<(String, String)> = statement.query_row([sku], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    let (name_en, name_sw) = names.unwrap_or_else(|| (sku.to_owned(), sku.to_owned()));
    Ok(ProductRef { sku: sku.to_owned(), name_en, name_sw })
}

/// A material by code; its code stands for names that are not here.
pub fn material(c: &Connection, code: &str) -> Result<MaterialRef> {
    let mut statement = c.prepare_cached("SELECT name_en, name_sw, unit FROM material WHERE code = ?1")?;
    let found = statement
        .query_row([code], |r| {
            Ok(MaterialRef { code: code.into(), name_en: r.get(0)?, name_sw: r.get(1)?, unit: r.get(2)? })
        })
        .optional()?;
    Ok(found.unwrap_or_else(|| MaterialRef {
        code: code.into(),
        name_en: code.into(),
        name_sw: code.into(),
        unit: String::new(),
    }))
}

/// That a material is one of the organisation's.
pub fn known_material(c: &Connection, code: &str) -> Result<()> {
    let known: bool =
        c.prepare_cached("SELECT EXISTS (SELECT 1 FROM material WHERE code = ?1)")?.query_row([code], |r| r.get(0))?;
    if known { Ok(()) } else { Err(ClientError::NotFound("material")) }
}

/// A workshop by number; its number stands for names that are not here.
pub fn workshop(c: &Connection, workshop: u32) -> Result<WorkshopRef> {
    let mut statement = c.prepare_cached("SELECT code, place FROM workshop WHERE workshop = ?1")?;
    let names: Option<(String, String)> = statement.query_row([workshop], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    let (code, place) = names.unwrap_or_else(|| (workshop.to_string(), String::new()));
    Ok(WorkshopRef { workshop, code, place })
}

/// A person's name; empty when they are not known here.
pub fn person(c: &Connection, person: u32) -> Result<String> {
    let mut statement = c.prepare_cached("SELECT name FROM known_person WHERE person = ?1")?;
    Ok(statement.query_row([person], |r| r.get(0)).optional()?.unwrap_or_default())
}

/// Whose device an actor is of: their number and name; `None` when the device is not known here.
pub fn author(c: &Connection, actor: &[u8]) -> Result<Option<(u32, String)>> {
    let Ok(actor) = <[u8; 16]>::try_from(actor) else { return Ok(None) };
    let DeviceId(device) = domain::id::Actor(actor).device();
    let mut statement = c.prepare_cached("SELECT person FROM device WHERE device = ?1 LIMIT 1")?;
    let found: Option<u32> = statement.query_row([device.as_slice()], |r| r.get(0)).optional()?;
    found.map(|number| Ok((number, person(c, number)?))).transpose()
}

/// How a device is called in trails: the beginning of its name, which is enough to tell a person's phones apart.
pub fn device(actor: &[u8]) -> String {
    actor.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether an entry is no longer waiting to be sent.
pub fn sent(c: &Connection, document: i64, actor: &[u8], counter: i64) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE document = ?1 AND actor = ?2 AND start_op <= ?3)";
    Ok(c.prepare_cached(sql)?.query_row(rusqlite::params![document, actor, counter], |r| r.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_documents_and_rubbish_leads_nowhere() {
        let key = DocKey::named("test", "a");
        let id = assignment(&assignment_name(1, 3, key.bytes())).unwrap();
        assert_eq!(id, DocId::new(Feed::Work(WorkshopId(1), PersonId(3)), Kind::Assignment, key));
        assert_eq!(batch(&batch_name(1, key.bytes())).unwrap(), (WorkshopId(1), key));
        for bad in ["", "1", "1-2", "1-2-x", "x-2-0", "é-é-é"] {
            assert_eq!(assignment(bad).unwrap_err().code(), "not_found");
            assert_eq!(batch(bad).unwrap_err().code(), "not_found");
        }
    }
}
