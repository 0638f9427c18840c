//! Who this profile is: the device's key, the life of its database, the person.
//!
//! The key is in a file of its own, never in the database. Beside it lies a marker that says which life of
//! the database this is; the database holds the same number. When they differ, one of them was restored or
//! copied, and a new life begins: an actor that is used twice would corrupt history.

use crate::chance::Chance;
use crate::error::{ClientError, Result};
use crate::store::{Store, settings};
use domain::id::{Actor, Incarnation, PersonId, WorkshopId};
use domain::policy::Role;
use protocol::{PublicKey, SecretKey};
use rusqlite::Connection;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The person of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Their number.
    pub person: PersonId,
    /// Their role.
    pub role: Role,
    /// Their name.
    pub name: String,
}

/// Reads the key of a profile. One that is gone is an error: a new one would be nobody's.
pub fn existing_key(path: &Path) -> Result<SecretKey> {
    let seed = fs::read(path)?.try_into().map_err(|_| ClientError::Internal("the key file is damaged"))?;
    Ok(SecretKey::from_seed(seed))
}

/// Reads the key at `path`, or draws one and keeps it there: for an enrolment.
pub fn key(path: &Path) -> Result<SecretKey> {
    match existing_key(path) {
        Err(ClientError::File(e)) if e.kind() == std::io::ErrorKind::NotFound => {
            let key = SecretKey::generate()?;
            write_private(path, &key.seed())?;
            Ok(key)
        }
        read => read,
    }
}

/// The actor of this life of the database. Draws a new life when the marker and the database differ.
pub fn actor(store: &Store, marker: &Path, key: &SecretKey, chance: &Chance) -> Result<Actor> {
    let kept: Option<i64> = store.read(|c| settings::get(c, "incarnation"))?;
    let marked: Option<i64> = fs::read_to_string(marker).ok().and_then(|text| text.trim().parse().ok());
    let life = match (kept, marked) {
        (Some(kept), Some(marked)) if kept == marked => u32::try_from(kept).ok(),
        _ => None,
    };
    let life = match life {
        Some(life) => life,
        None => new_life(store, marker, chance)?,
    };
    Ok(Actor::new(key.public().device(), Incarnation(life)))
}

/// Begins a new life. Cut off in the middle, database and marker differ, and the next start begins another.
pub fn new_life(store: &Store, marker: &Path, chance: &Chance) -> Result<u32> {
    let mut bytes = [0; 4];
    chance.fill(&mut bytes)?;
    let life = u32::from_be_bytes(bytes);
    store.write(|tx| settings::put(tx, "incarnation", i64::from(life)))?;
    write_private(marker, life.to_string().as_bytes())?;
    Ok(life)
}

/// Who the profile's person is.
pub fn me(connection: &Connection) -> Result<Me> {
    let missing = || ClientError::Internal("the profile has no person");
    let person: u32 = settings::get(connection, "person")?.ok_or_else(missing)?;
    let role: String = settings::get(connection, "role")?.ok_or_else(missing)?;
    let workshop: Option<u32> = settings::get(connection, "workshop")?;
    let role = match (role.as_str(), workshop.map(WorkshopId)) {
        ("coordinator", _) => Role::Coordinator,
        ("lead", Some(w)) => Role::Lead(w),
        ("artisan", Some(w)) => Role::Artisan(w),
        _ => return Err(missing()),
    };
    Ok(Me { person: PersonId(person), role, name: settings::get(connection, "name")?.unwrap_or_default() })
}

/// Keeps who the person is.
pub fn put_me(connection: &Connection, me: &Me) -> Result<()> {
    let role = match me.role {
        Role::Coordinator => "coordinator",
        Role::Lead(_) => "lead",
        Role::Artisan(_) => "artisan",
    };
    settings::put(connection, "person", me.person.0)?;
    settings::put(connection, "name", &me.name)?;
    settings::put(connection, "role", role)?;
    match me.role.workshop() {
        Some(w) => settings::put(connection, "workshop", w.0),
        None => settings::forget(connection, "workshop"),
    }
}

/// After facts came from the server: the person may lead now, or work elsewhere.
pub fn follow_facts(connection: &Connection) -> Result<()> {
    let mut me = me(connection)?;
    let sql = "SELECT workshop, lead, name FROM member WHERE person = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map([me.person.0], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(Option<u32>, bool, String)>>>()?;
    // Between leaving one workshop and the news of the next there is nothing to follow.
    let [(workshop, lead, name)] = rows.as_slice() else { return Ok(()) };
    me.role = match workshop {
        None => Role::Coordinator,
        Some(w) if *lead => Role::Lead(WorkshopId(*w)),
        Some(w) => Role::Artisan(WorkshopId(*w)),
    };
    me.name.clone_from(name);
    put_me(connection, &me)
}

/// The server's public key, learnt at enrolment.
pub fn server_key(connection: &Connection) -> Result<PublicKey> {
    let bytes: Option<Vec<u8>> = settings::get(connection, "server_key")?;
    bytes.and_then(|b| PublicKey::from_bytes(&b)).ok_or(ClientError::Internal("the profile has no server"))
}

/// Writes a file that only this user may read: all of it or nothing, and on the disk before it returns.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    if let Some(folder) = path.parent() {
        // Without this the name itself may be gone after a power cut.
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
