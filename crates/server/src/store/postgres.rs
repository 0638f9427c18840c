//! The store on PostgreSQL 13 or newer, for any number of nodes at the same time.
//!
//! A reading transaction is one snapshot. Whoever writes in an organisation holds its row from the first statement to the
//! commit, so that writers take turns as on SQLite, what they look at stays as it is, and numbers are given out in the
//! order of commits. Each connection runs on the thread that uses it.

mod address;
mod error;
mod pool;
mod schema;
mod transaction;
mod wire;

pub use address::{Address, BadAddress};

use super::record::OrgId;
use super::sql::Tx;
use super::{Read, Store, StoreError, Write};
use pool::Pool;
use protocol::PublicKey;
use transaction::Transaction;

/// A database on a PostgreSQL server.
pub struct Postgres {
    pool: Pool,
}

impl Postgres {
    /// Opens the database and brings its schema up to date. Where it has none, makes it when `create` is set.
    pub fn open(address: Address, create: bool) -> Result<Self, StoreError> {
        let life = getrandom::u32().map_err(|e| StoreError::Database(e.to_string()))?;
        let pool = Pool::new(address, life);
        schema::migrate(&pool.connect()?, create)?;
        Ok(Self { pool })
    }

    /// Which key phones know this server by: `key` from now on, if there was none.
    pub fn key(&self, key: &PublicKey) -> Result<PublicKey, StoreError> {
        let wire = self.pool.connect()?;
        schema::key(&wire, key)
    }

    /// Whether there is anything in the database.
    pub fn is_empty(address: &Address) -> Result<bool, StoreError> {
        let pool = Pool::new(address.clone(), 0);
        Ok(schema::version(&pool.connect()?)?.is_none())
    }

    fn begin(&self, sql: &str) -> Result<Tx<Transaction<'_>>, StoreError> {
        loop {
            let lent = self.pool.take()?;
            let is_new = lent.is_new;
            match Transaction::begin(lent, sql) {
                // It was lying idle and the database has gone away in between, and so have the others.
                Err(StoreError::Unreachable(_)) if !is_new => self.pool.forget_idle(),
                other => return other.map(Tx),
            }
        }
    }
}

impl Store for Postgres {
    fn read(&self) -> Result<Box<dyn Read + '_>, StoreError> {
        Ok(Box::new(self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?))
    }

    fn write(&self) -> Result<Box<dyn Write + '_>, StoreError> {
        // All in the same order, and the server's row for when there is no organisation yet.
        let sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
                   SELECT NULL FROM server FOR UPDATE; SELECT tableoid FROM organisation ORDER BY id FOR UPDATE";
        Ok(Box::new(self.begin(sql)?))
    }

    fn tidy(&self) -> Result<(), StoreError> {
        // Not FULL, which would lock everybody out: the space is used again for what comes.
        self.pool.connect()?.batch("VACUUM (ANALYZE) log").map(drop)
    }

    fn write_in(&self, org: OrgId) -> Result<Box<dyn Write + '_>, StoreError> {
        let sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT tableoid FROM organisation WHERE id = ";
        Ok(Box::new(self.begin(&format!("{sql}{} FOR UPDATE", org.0))?))
    }
}
