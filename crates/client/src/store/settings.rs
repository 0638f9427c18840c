//! What is known on this phone only: who the person is, the server, the cursor.

use crate::error::Result;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, ToSql, params};

/// The value of `name`; `None` when it was never set.
pub fn get<T: FromSql>(connection: &Connection, name: &str) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets `name`.
pub fn put(connection: &Connection, name: &str, value: impl ToSql) -> Result<()> {
    let sql =
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute(params![name, value])?;
    Ok(())
}

/// Takes `name` out.
pub fn forget(connection: &Connection, name: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
    Ok(())
}
