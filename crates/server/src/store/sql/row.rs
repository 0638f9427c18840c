//! Values as they stand in columns, and back.

use super::Row;
use crate::store::StoreError;
use crate::store::record::{Author, DocHead, DocRow, OrgId, Organisation, Person, RowHead};
use domain::id::{DeviceId, DocKey, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use minicbor::bytes::ByteVec;

/// The word in `person.role` and the number in `person.workshop`.
pub fn role_columns(role: Role) -> (&'static str, u32) {
    match role {
        Role::Coordinator => ("coordinator", 0),
        Role::Lead(w) => ("lead", w.0),
        Role::Artisan(w) => ("artisan", w.0),
    }
}

fn role(word: &str, workshop: u32) -> Result<Role, StoreError> {
    match (word, workshop) {
        ("coordinator", _) => Ok(Role::Coordinator),
        ("lead", w) => Ok(Role::Lead(WorkshopId(w))),
        ("artisan", w) => Ok(Role::Artisan(WorkshopId(w))),
        _ => Err(StoreError::Corrupt("role")),
    }
}

/// `id, name, history, head`
pub fn organisation(row: &Row<'_>) -> Result<Organisation, StoreError> {
    Ok(Organisation { id: OrgId(row.get(0)?), name: row.get(1)?, history: row.get(2)?, head: row.get(3)? })
}

/// `number, name, role, workshop, phone, language, skills, hours_per_week`
pub fn person(row: &Row<'_>) -> Result<Person, StoreError> {
    let skills: String = row.get(6)?;
    let hours: i64 = row.get(7)?;
    Ok(Person {
        number: PersonId(row.get(0)?),
        name: row.get(1)?,
        role: role(row.text(2)?, row.get(3)?)?,
        phone: row.get(4)?,
        language: row.get(5)?,
        skills: skills.split_whitespace().map(str::to_owned).collect(),
        hours_per_week: u32::try_from(hours).ok(),
    })
}

/// `document.id, feed.name, document.kind, document.key, document.first`
pub fn doc_head(row: &Row<'_>) -> Result<DocHead, StoreError> {
    Ok(DocHead { row: DocRow(row.get(0)?), id: doc_id(row, 1)?, first: row.get(4)? })
}

/// `log.seq, feed.name, document.kind, document.key, log.device, log.incarnation`
pub fn row_head(row: &Row<'_>) -> Result<RowHead, StoreError> {
    let by = Author { device: DeviceId(row.get(4)?), incarnation: Incarnation(row.get(5)?) };
    Ok(RowHead { seq: row.get(0)?, id: doc_id(row, 1)?, by })
}

fn doc_id(row: &Row<'_>, at: usize) -> Result<DocId, StoreError> {
    let kind = Kind::from_number(row.get(at + 1)?).ok_or(StoreError::Corrupt("kind"))?;
    let key = DocKey::from_slice(&row.get::<[u8; 16]>(at + 2)?).ok_or(StoreError::Corrupt("key"))?;
    Ok(DocId::new(feed(row.text(at)?)?, kind, key))
}

/// A feed's name.
pub fn feed(name: &str) -> Result<Feed, StoreError> {
    name.parse().map_err(|_| StoreError::Corrupt("feed"))
}

/// Chunks as one value: a CBOR array of byte strings.
pub fn pack(chunks: &[Vec<u8>]) -> Result<Vec<u8>, StoreError> {
    let chunks: Vec<&minicbor::bytes::ByteSlice> = chunks.iter().map(|c| c.as_slice().into()).collect();
    minicbor::to_vec(chunks).map_err(|_| StoreError::Corrupt("batch"))
}

/// What [`pack`] made.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Vec<u8>>, StoreError> {
    let chunks: Vec<ByteVec> = minicbor::decode(bytes).map_err(|_| StoreError::Corrupt("batch"))?;
    Ok(chunks.into_iter().map(Vec::from).collect())
}
