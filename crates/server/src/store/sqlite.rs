//! The store on SQLite: one writer, as many readers as ask at the same time, WAL, every commit synced to
//! the disk before it is answered.

mod people;
mod read;
mod row;
mod schema;
mod write;

use super::{Read, Store, StoreError, Write};
use domain::id::Incarnation;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long to wait for another process that holds the database.
const PATIENCE: Duration = Duration::from_secs(10);
/// Readers that are kept open between uses.
const MOST_IDLE: usize = 8;

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
                connection
            }
        };
        connection.execute_batch("BEGIN")?;
        let held = Held::Reader { connection: Some(connection), home: &self.idle };
        Ok(Box::new(Tx { held, open: true, life: self.life }))
    }

    fn write(&self) -> Result<Box<dyn Write + '_>, StoreError> {
        let connection = lock(&self.writer);
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Box::new(Tx { held: Held::Writer(connection), open: true, life: self.life }))
    }
}

/// A transaction of either sort. Dropped while open, it rolls back.
struct Tx<'s> {
    held: Held<'s>,
    open: bool,
    life: Incarnation,
}

enum Held<'s> {
    Reader { connection: Option<Connection>, home: &'s Mutex<Vec<Connection>> },
    Writer(MutexGuard<'s, Connection>),
}

impl Tx<'_> {
    fn connection(&self) -> Result<&Connection, StoreError> {
        match &self.held {
            Held::Writer(connection) => Ok(connection),
            Held::Reader { connection: Some(connection), .. } => Ok(connection),
            Held::Reader { .. } => Err(StoreError::Database("the connection is gone".into())),
        }
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        let ended = match self.connection() {
            Ok(connection) if self.open => connection.execute_batch("ROLLBACK").is_ok(),
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

fn connect(path: &Path, create: bool) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
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
