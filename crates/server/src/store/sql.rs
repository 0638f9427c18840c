//! The statements, once for all databases: SQL that SQLite and PostgreSQL understand alike, with `?1`, `?2`, … for what
//! goes in. A database behind them is a [`Driver`].
//!
//! **To add a method to the store**: declare it in [`Read`](super::Read) or [`Write`](super::Write), write its statement in [`read`] or [`write`] with
//! [`Tx::all`], [`Tx::one`] and [`Tx::run`], and give it a line in the conformance suite (`tests/stores`), which runs it on
//! both. A new column or table is a new numbered file in `migrations/sqlite` *and* in `migrations/postgres`.
//!
//! What both understand:
//! - values are 64-bit integers, text and bytes, and nothing is NULL: a column has `NOT NULL DEFAULT`;
//! - `INSERT … ON CONFLICT … DO UPDATE SET x = excluded.x` or `DO NOTHING` (not `INSERT OR IGNORE`);
//! - `… RETURNING id` (not `last_insert_rowid()`); an `id` is drawn by the database when it is not named;
//! - an index, a `LIMIT ?n`, `ORDER BY` of plain columns; text sorts by its bytes;
//! - reserved by one of them, so no names of columns: `only`, `user`, `order`, `group`, `end`, `limit`, `offset`.

mod cell;
mod packed;
mod people;
mod read;
mod row;
mod write;

pub use cell::{Cell, Columns, Params, Row};

use super::StoreError;
use domain::id::Incarnation;

/// One transaction at a database. Dropped without [`Driver::commit`], it leaves nothing.
pub trait Driver {
    /// Runs a query and shows each row, until there is none or `row` says `false`.
    fn query(
        &self,
        sql: &str,
        params: &[Cell<'_>],
        row: &mut dyn FnMut(Row<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError>;

    /// Runs a statement and says how many rows it changed.
    fn execute(&self, sql: &str, params: &[Cell<'_>]) -> Result<u64, StoreError>;

    /// After rows with an `id` of their own were put into `table`: the next that the database draws is a later one. Most need
    /// not be told.
    fn count_on(&self, table: &str) -> Result<(), StoreError> {
        let _ = table;
        Ok(())
    }

    /// What this run of the program calls its epochs on this database, and the life of the server as an author.
    fn life(&self) -> Incarnation;

    /// Makes everything durable.
    fn commit(&mut self) -> Result<(), StoreError>;
}

/// A transaction with the statements of the store.
pub struct Tx<D>(pub D);

impl<D: Driver> Tx<D> {
    /// All rows of a query.
    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.0.query(sql, &params.cells(), &mut |row| {
            found.push(read(&row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// The first row of a query.
    fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.0.query(sql, &params.cells(), &mut |row| {
            found = Some(read(&row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// Runs a statement; how many rows it changed.
    fn run(&self, sql: &str, params: impl Params) -> Result<u64, StoreError> {
        self.0.execute(sql, &params.cells())
    }
}
