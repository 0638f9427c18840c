//! Who this profile is: the device's key, the life of its database, the person.
//!
//! The key is in a file of its own, never in the database; where the platform has something to lock it with, the file
//! holds it locked. Outside the database there is also a marker that says which life of the database this is; the
//! database holds the same number. When they differ, one of them was restored or copied, and a new life begins: an
//! actor that is used twice would corrupt history.

use crate::chance::Chance;
use crate::error::{ClientError, Result};
use crate::platform::Platform;
use crate::store::{Store, settings};
use domain::id::{Actor, DeviceId, Incarnation, PersonId, WorkshopId};
use domain::policy::Role;
use protocol::{PublicKey, SecretKey};
use rusqlite::{Connection, Transaction};
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

/// What the file of a locked key begins with. One that is not locked is the 32 bytes of the seed and nothing else.
const LOCKED: &[u8] = b"karakana locked key 1\n";

/// Reads the key of a profile. One that is gone is an error: a new one would be nobody's. One that is not locked is
/// locked now, where the platform can.
pub fn existing_key(path: &Path, platform: &Platform) -> Result<SecretKey> {
    let kept = fs::read(path)?;
    if let Some(locked) = kept.strip_prefix(LOCKED) {
        let vault = platform.vault.as_ref().ok_or(ClientError::KeyLocked)?;
        let seed = vault.unlock(locked).and_then(|seed| seed.try_into().ok()).ok_or(ClientError::KeyLocked)?;
        return Ok(SecretKey::from_seed(seed));
    }
    let seed = kept.try_into().map_err(|_| ClientError::Internal("the key file is damaged"))?;
    let key = SecretKey::from_seed(seed);
    if let Some(locked) = locked(&key, platform) {
        // It is as good as before where this fails, say on a full disk, and is tried at the next start.
        if let Err(error) = write_private(path, &locked) {
            tracing::warn!(%error, "the key could not be locked");
        }
    }
    Ok(key)
}

/// Keeps the key at `path`: locked where the platform can, else readable by this app only.
pub fn keep_key(path: &Path, key: &SecretKey, platform: &Platform) -> Result<()> {
    match locked(key, platform) {
        Some(locked) => write_private(path, &locked),
        None => write_private(path, &key.seed()),
    }
}

/// The file of the locked key. `None` when there is nothing to lock it with, or when what was locked does not open
/// again: a key that cannot be read any more would be lost work.
fn locked(key: &SecretKey, platform: &Platform) -> Option<Vec<u8>> {
    let vault = platform.vault.as_ref()?;
    let seed = key.seed();
    let locked = vault.lock(&seed)?;
    if vault.unlock(&locked).as_deref() != Some(seed.as_slice()) {
        tracing::warn!("the platform cannot unlock what it has locked");
        return None;
    }
    Some([LOCKED, &locked].concat())
}

/// Reads the key at `path`, or draws one and keeps it there: for an enrolment.
pub fn key(path: &Path, platform: &Platform) -> Result<SecretKey> {
    match existing_key(path, platform) {
        Err(ClientError::File(e)) if e.kind() == std::io::ErrorKind::NotFound => {
            let key = SecretKey::generate()?;
            keep_key(path, &key, platform)?;
            Ok(key)
        }
        read => read,
    }
}

/// The actor of `device` in this life of the database.
pub fn actor(connection: &Connection, device: DeviceId) -> Result<Actor> {
    let life: Option<u32> = settings::get(connection, "incarnation")?;
    let life = life.ok_or(ClientError::Internal("the database has no life"))?;
    Ok(Actor::new(device, Incarnation(life)))
}

/// Draws a new life when the marker and the database differ.
pub fn live(store: &Store, marker: &Path, chance: &Chance) -> Result<()> {
    let kept: Option<i64> = store.read(|c| settings::get(c, "incarnation"))?;
    let marked: Option<i64> = fs::read_to_string(marker).ok().and_then(|text| text.trim().parse().ok());
    if kept.is_some() && kept == marked { Ok(()) } else { new_life(store, marker, chance, |_| Ok(())) }
}

/// Begins a new life, in one transaction with `put`. Cut off in the middle, database and marker differ, and the next
/// start begins another.
pub fn new_life(
    store: &Store,
    marker: &Path,
    chance: &Chance,
    put: impl FnOnce(&Transaction<'_>) -> Result<()>,
) -> Result<()> {
    let mut bytes = [0; 4];
    chance.fill(&mut bytes)?;
    let life = u32::from_be_bytes(bytes);
    store.write(|tx| {
        settings::put(tx, "incarnation", i64::from(life))?;
        put(tx)
    })?;
    write_private(marker, life.to_string().as_bytes())
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

#[cfg(test)]
mod tests;
