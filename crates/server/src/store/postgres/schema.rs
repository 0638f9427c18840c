//! The schema's versions on PostgreSQL. Each is one file, applied once and never edited after a release.
//!
//! Nodes of two versions may run on one database while an operator replaces them one by one, so a step only ever adds:
//! a table, an index, a column with a default that the older program's statements leave alone. What has to go goes in a
//! later release, when no program in use names it any more. Each step says which is the oldest program that still works after it.

use super::wire::Wire;
use crate::store::StoreError;
use protocol::PublicKey;

/// One version of the schema.
struct Step {
    sql: &'static str,
    /// The newest schema of the oldest program that still works when this step has been taken.
    oldest: i64,
}

const STEPS: &[Step] = &[
    Step { sql: include_str!("../../../migrations/postgres/0001_start.sql"), oldest: 1 },
    Step { sql: include_str!("../../../migrations/postgres/0002_people.sql"), oldest: 1 },
    Step { sql: include_str!("../../../migrations/postgres/0003_packed.sql"), oldest: 1 },
];

/// What stands in the database: its version, and the schema that a program has to know at least.
pub fn version(wire: &Wire) -> Result<Option<(i64, i64)>, StoreError> {
    if wire.batch("SELECT to_regclass('schema_version')")?.iter().all(|(table, _)| table.is_none()) {
        return Ok(None);
    }
    let number = |text: &Option<String>| text.as_ref()?.parse().ok();
    let found = wire.batch("SELECT version, oldest FROM schema_version")?;
    let pair = found.first().and_then(|(version, oldest)| Some((number(version)?, number(oldest)?)));
    pair.map(Some).ok_or(StoreError::Corrupt("schema version"))
}

/// Brings the database to the newest schema, in one transaction. Of several nodes that start together one does it.
pub fn migrate(wire: &Wire, create: bool) -> Result<(), StoreError> {
    migrate_with(wire, create, STEPS)
}

fn migrate_with(wire: &Wire, create: bool, steps: &[Step]) -> Result<(), StoreError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let may_serve = |version: i64, oldest: i64| version >= known && oldest <= known;
    match version(wire)? {
        None if !create => return Err(StoreError::Empty),
        Some((found, oldest)) if may_serve(found, oldest) => return Ok(()),
        _ => {}
    }
    // The number is any that nobody else takes for something else.
    wire.batch("BEGIN; SELECT pg_advisory_xact_lock(7266837011)")?;
    let (found, oldest) = version(wire)?.unwrap_or((0, 0));
    if found > known && !may_serve(found, oldest) {
        wire.batch("ROLLBACK")?;
        return Err(StoreError::Newer { found, known });
    }
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt("schema version"))?;
    if done == 0 {
        wire.batch(
            "CREATE TABLE schema_version (version BIGINT NOT NULL, oldest BIGINT NOT NULL);
                    INSERT INTO schema_version VALUES (0, 0)",
        )?;
    }
    let mut least = oldest;
    for step in steps.iter().skip(done) {
        wire.batch(step.sql)?;
        least = least.max(step.oldest);
    }
    let version = found.max(known);
    wire.batch(&format!("UPDATE schema_version SET version = {version}, oldest = {least}; COMMIT"))?;
    Ok(())
}

/// The key that phones know this server by, which is `key` when there is none yet.
pub fn key(wire: &Wire, key: &PublicKey) -> Result<PublicKey, StoreError> {
    let ours: String = key.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = format!(
        "INSERT INTO server (public_key) SELECT decode('{ours}', 'hex') WHERE NOT EXISTS (SELECT FROM server);
         SELECT encode(public_key, 'hex') FROM server"
    );
    let found = wire.batch(&sql)?.into_iter().find_map(|(key, _)| key).ok_or(StoreError::Corrupt("server"))?;
    if found == ours {
        return Ok(*key);
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        let digits = found.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        *byte = digits.ok_or(StoreError::Corrupt("public key"))?;
    }
    PublicKey::from_bytes(&bytes).ok_or(StoreError::Corrupt("public key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an older program's statements do not notice.
    fn expands(statement: &str) -> bool {
        let words: Vec<_> = statement.split_whitespace().map(str::to_uppercase).collect();
        let text = words.join(" ");
        let adds_column = text.starts_with("ALTER TABLE")
            && text.matches("ADD COLUMN").count() == text.matches(" DEFAULT ").count()
            && !["DROP", "RENAME", "ALTER COLUMN", "ADD CONSTRAINT"].iter().any(|word| text.contains(word));
        let harmless = ["CREATE TABLE", "CREATE INDEX", "INSERT INTO", "UPDATE"];
        adds_column || harmless.iter().any(|start| text.starts_with(start))
    }

    #[test]
    fn a_step_that_does_more_than_add_shuts_older_programs_out() {
        for (number, step) in (1..).zip(STEPS).skip(1) {
            let lines = step.sql.lines().map(|line| line.split("--").next().unwrap_or_default());
            let sql = lines.collect::<Vec<_>>().join(" ");
            let all = sql.split(';').map(str::trim).filter(|statement| !statement.is_empty());
            let more: Vec<_> = all.filter(|statement| !expands(statement)).collect();
            assert!(more.is_empty() || step.oldest == number, "step {number} takes away or changes: {more:?}");
        }
        assert!(expands("ALTER TABLE device ADD COLUMN app_version BIGINT NOT NULL DEFAULT 0"));
        assert!(!expands("ALTER TABLE device ADD COLUMN app_version BIGINT NOT NULL"));
        assert!(!expands("ALTER TABLE device DROP COLUMN app") && !expands("DROP TABLE feed"));
        assert!(!expands("ALTER TABLE device RENAME COLUMN app TO version"));
    }
}
