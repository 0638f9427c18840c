//! The store on SQLite: one writer, as many readers as ask at the same time, WAL, every commit synced to
//! the disk before it is answered.

mod schema;

use super::record::OrgId;
use super::sql::{Cell, Columns, Driver, Row, Tx};
use super::{Read, Store, StoreError, Write};
use domain::id::Incarnation;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Statement, ToSql, params_from_iter};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long to wait for another process that holds the database.
const PATIENCE: Duration = Duration::from_secs(10);
/// Readers that are kept open between uses: as many as requests are worked on at the same time, since a new one has to read the
/// schema and prepare every statement again.
const MOST_IDLE: usize = 32;
/// Prepared statements that a connection keeps: more than a sync has.
const STATEMENTS: usize = 128;
/// Memory for pages of each reader, in KiB. The system keeps the file's pages anyway.
const READER_CACHE: i32 = 1_024;

/// A database file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    idle: Mutex<Vec<Connection>>,
    /// Drawn when it was opened: what this run of the program calls its epoch, and the life of the server as an author.
    life: Incarnation,
}

impl Sqlite {
    /// Opens the database at `path` and brings its schema up to date. Makes the file when `create` is set.
    pub fn open(path: &Path, create: bool) -> Result<Self, StoreError> {
        Self::open_as(path, create, random()?)
    }

    /// As [`Sqlite::open`], with a number of the caller's for this life. No two runs on one database may have the same.
    pub fn open_as(path: &Path, create: bool, life: u32) -> Result<Self, StoreError> {
        let mut writer = connect(path, create)?;
        let life = Incarnation(life);
        schema::migrate(&mut writer, life.0)?;
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), idle: Mutex::default(), life })
    }
}

impl Store for Sqlite {
    fn read(&self) -> Result<Box<dyn Read + '_>, StoreError> {
        let idle = lock(&self.idle).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let connection = connect(&self.path, false)?;
                connection.pragma_update(None, "query_only", true)?;
                connection.pragma_update(None, "cache_size", -READER_CACHE)?;
                connection
            }
        };
        connection.prepare_cached("BEGIN")?.execute([])?;
        let held = Held::Reader { connection: Some(connection), home: &self.idle };
        Ok(Box::new(Tx(Transaction { held, open: true, life: self.life })))
    }

    fn write(&self) -> Result<Box<dyn Write + '_>, StoreError> {
        let connection = lock(&self.writer);
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Box::new(Tx(Transaction { held: Held::Writer(connection), open: true, life: self.life })))
    }

    fn tidy(&self) -> Result<(), StoreError> {
        // Readers go on meanwhile; who wants to write waits.
        lock(&self.writer).execute_batch("PRAGMA optimize; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }

    fn write_in(&self, _: OrgId) -> Result<Box<dyn Write + '_>, StoreError> {
        self.write()
    }
}

/// A transaction of either sort. Dropped while open, it rolls back.
struct Transaction<'s> {
    held: Held<'s>,
    open: bool,
    life: Incarnation,
}

enum Held<'s> {
    Reader { connection: Option<Connection>, home: &'s Mutex<Vec<Connection>> },
    Writer(MutexGuard<'s, Connection>),
}

impl Transaction<'_> {
    fn connection(&self) -> Result<&Connection, StoreError> {
        match &self.held {
            Held::Writer(connection) => Ok(connection),
            Held::Reader { connection: Some(connection), .. } => Ok(connection),
            Held::Reader { .. } => Err(StoreError::Database("the connection is gone".into())),
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        let ended = match self.connection() {
            Ok(connection) if self.open => {
                connection.prepare_cached("ROLLBACK").and_then(|mut rollback| rollback.execute([])).is_ok()
            }
            other => other.is_ok(),
        };
        if let Held::Reader { connection, home } = &mut self.held
            && let Some(connection) = connection.take()
            && ended
        {
            let mut home = lock(home);
            if home.len() < MOST_IDLE {
                home.push(connection);
            }
        }
    }
}

impl Driver for Transaction<'_> {
    fn query(
        &self,
        sql: &str,
        params: &[Cell<'_>],
        row: &mut dyn FnMut(Row<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(found) = rows.next()? {
            if !row(Row(found))? {
                break;
            }
        }
        Ok(())
    }

    fn execute(&self, sql: &str, params: &[Cell<'_>]) -> Result<u64, StoreError> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let changed = Statement::execute(&mut statement, params_from_iter(params))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn life(&self) -> Incarnation {
        self.life
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.connection()?.prepare_cached("COMMIT")?.execute([])?;
        self.open = false;
        Ok(())
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

impl Columns for rusqlite::Row<'_> {
    fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.get_ref(at)?.as_i64().map_err(|_| StoreError::Corrupt("value that is no number"))
    }

    fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.get_ref(at)?.as_str().map_err(|_| StoreError::Corrupt("value that is no text"))
    }

    fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        self.get_ref(at)?.as_blob().map_err(|_| StoreError::Corrupt("value that is no bytes"))
    }
}

fn connect(path: &Path, create: bool) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Else it plans anew whenever other values are bound, which took a quarter of the time of a sync.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// A lock whose holder panicked is taken all the same: the transaction it held was rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn random() -> Result<u32, StoreError> {
    getrandom::u32().map_err(|e| StoreError::Database(e.to_string()))
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Database(error.to_string()),
        }
    }
}
