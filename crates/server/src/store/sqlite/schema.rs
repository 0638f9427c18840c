//! The schema's versions. Each is one file, applied once and never edited after a release.

use crate::store::StoreError;
use rusqlite::{Connection, TransactionBehavior};

const STEPS: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_start.sql"),
    include_str!("../../../migrations/sqlite/0002_epochs.sql"),
    include_str!("../../../migrations/sqlite/0003_people.sql"),
    include_str!("../../../migrations/sqlite/0004_packed.sql"),
];

/// Brings the database to the newest schema, in one transaction. A new one gets `incarnation`.
pub fn migrate(connection: &mut Connection, incarnation: u32) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if version(connection)? == known {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let done = usize::try_from(found).map_err(|_| StoreError::Corrupt("schema version"))?;
    for step in STEPS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    tx.execute("INSERT OR IGNORE INTO server (only, incarnation) VALUES (1, ?1)", [incarnation])?;
    tx.pragma_update(None, "user_version", known)?;
    tx.commit()?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_program_is_refused_and_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 7).unwrap();
        migrate(&mut connection, 8).unwrap();
        let incarnation: u32 = connection.query_row("SELECT incarnation FROM server", [], |r| r.get(0)).unwrap();
        assert_eq!(incarnation, 7);
        connection.pragma_update(None, "user_version", 900).unwrap();
        let refused = migrate(&mut connection, 9).unwrap_err();
        assert_eq!(refused.code(), "database_newer");
        assert!(refused.is_permanent());
    }
}
