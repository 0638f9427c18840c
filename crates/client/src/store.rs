//! The phone's database: one file, one writer, one reader, one transaction for each command.

pub mod compare;
mod disk;
pub mod documents;
mod held;
pub mod leaving;
pub mod outbox;
pub mod quarantine;
pub mod renewal;
mod session;
pub mod settings;
pub mod told;

pub use disk::{Cut, Disk};
pub use held::{Held, read as read_held};
pub use session::Session;

use crate::error::{ClientError, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The migrations, in order. The database's `user_version` is how many have been run.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_compare.sql"),
    include_str!("../migrations/0003_agree.sql"),
    include_str!("../migrations/0004_planning.sql"),
    include_str!("../migrations/0005_told.sql"),
    include_str!("../migrations/0006_pay.sql"),
    include_str!("../migrations/0007_counts.sql"),
    include_str!("../migrations/0008_chart.sql"),
    include_str!("../migrations/0009_issues.sql"),
    include_str!("../migrations/0010_paid.sql"),
    include_str!("../migrations/0011_lots.sql"),
];

/// An open database.
#[derive(Debug)]
pub struct Store {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    disk: Disk,
}

impl Store {
    /// Opens or makes the database at `path` and brings it up to date. A database of a newer app is refused
    /// and left as it is.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_on(path, Disk::default())
    }

    /// As [`Store::open`], on a disk that a simulation may spoil.
    pub fn open_on(path: &Path, disk: Disk) -> Result<Self> {
        let mut writer = Connection::open(path)?;
        // First of all: the background worker may have the database open as well.
        steady(&writer)?;
        // FULL: what a person was shown as saved is on the disk when the battery is pulled.
        writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        migrate(&mut writer)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(path, flags)?;
        steady(&reader)?;
        Ok(Self { writer: Mutex::new(writer), reader: Mutex::new(reader), disk })
    }

    /// Reads a consistent state, while a writer may be at work.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut reader = held(&self.reader);
        let tx = reader.transaction()?;
        read(&tx)
    }

    /// Writes in one transaction: everything or nothing.
    pub fn write<T>(&self, write: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut writer = held(&self.writer);
        self.disk.begin(&writer)?;
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let out = write(&tx)?;
        self.disk.before_commit()?;
        tx.commit()?;
        self.disk.after_commit()?;
        Ok(out)
    }
}

/// A panic while the lock was held has rolled its transaction back, so the connection is still good.
fn held(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(ClientError::NewerDatabase { found, known });
    }
    let done = usize::try_from(found).unwrap_or(0);
    for (number, sql) in MIGRATIONS.iter().enumerate().skip(done) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have done it meanwhile.
        let now: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if usize::try_from(now).unwrap_or(0) > number {
            continue;
        }
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", i64::try_from(number + 1).unwrap_or(known))?;
        tx.commit()?;
    }
    Ok(())
}

/// Waits for another process, and prepares a statement once: without the second, SQLite plans anew whenever other values are bound.
fn steady(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_app_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.sqlite");
        Store::open(&path).unwrap();
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let error = Store::open(&path).unwrap_err();
        assert_eq!(error.code(), "newer_database");
        let still: i64 =
            Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |r| r.get(0)).unwrap();
        assert_eq!(still, 99);
    }

    #[test]
    fn a_database_of_an_older_app_is_brought_up_to_date_and_the_last_word_about_an_issue_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.sqlite");
        let old = Connection::open(&path).unwrap();
        for sql in &MIGRATIONS[..7] {
            old.execute_batch(sql).unwrap();
        }
        old.pragma_update(None, "user_version", 7).unwrap();
        // Two matters about one issue, one about an issue of the same name in another month, one that names none.
        old.execute_batch(
            "INSERT INTO document (id, feed, kind, key) VALUES (1, 'leads:1', 29, x'00');
             INSERT INTO movement (document, counter, actor, ledger, workshop, person, month, what, at, material, quantity)
               VALUES (1, 3, x'01', 'issue', 1, 3, 24322, 'issued', 0, 'WIRE', 300);
             INSERT INTO agreement VALUES
               (1, 4, x'01', 1, 3, 24322, 0, x'a1', 1, 1, 100, 'WIRE', x'11', 2, x'07', 0),
               (1, 5, x'01', 1, 3, 24322, 0, x'a2', 1, 2, 300, 'WIRE', x'12', 2, x'07', 0),
               (1, 6, x'01', 1, 3, 24322, 0, x'a3', 1, 2, 400, 'WIRE', x'', 0, x'', 0),
               (1, 9, x'02', 1, 3, 24322, 0, x'a4', 1, 2, 200, 'WIRE', x'11', 2, x'07', 0);",
        )
        .unwrap();
        drop(old);
        let counts = Store::open(&path).unwrap().read(|c| {
            let mut statement = c.prepare("SELECT counter FROM agreed ORDER BY counter")?;
            let all = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            let planned = c.prepare("SELECT planned_at FROM batch")?.exists([])?;
            let lots: String = c.query_row("SELECT lots FROM movement", [], |r| r.get(0))?;
            Ok((all, planned, lots))
        });
        assert_eq!(counts.unwrap(), (vec![5, 6, 9], false, "[]".to_owned()));
    }

    #[test]
    fn opening_twice_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.sqlite");
        Store::open(&path).unwrap().write(|tx| settings::put(tx, "name", "Amina")).unwrap();
        let name: Option<String> = Store::open(&path).unwrap().read(|c| settings::get(c, "name")).unwrap();
        assert_eq!(name.as_deref(), Some("Amina"));
    }
}
