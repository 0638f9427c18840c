//! A transaction on a connection.

use super::pool::Lent;
use crate::store::StoreError;
use crate::store::sql::{self, Columns, Driver, Row};
use bytes::BytesMut;
use domain::id::Incarnation;
use futures_util::TryStreamExt;
use std::cell::Cell;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// A transaction of either sort. Dropped while open, it rolls back.
pub struct Transaction<'p> {
    lent: Lent<'p>,
    open: bool,
    /// Whether a statement failed. PostgreSQL then rolls back when it is told to commit, and says no word of it.
    failed: Cell<bool>,
}

impl<'p> Transaction<'p> {
    /// Begins with `sql`, whose rows say in their first column in which table of organisations they were found.
    pub fn begin(lent: Lent<'p>, sql: &str) -> Result<Self, StoreError> {
        let mut this = Self { lent, open: true, failed: Cell::new(false) };
        let wire = this.lent.wire()?;
        let found = wire.batch(sql)?;
        if found.into_iter().filter_map(|(table, _)| table).all(|table| table == wire.organisations) {
            return Ok(this);
        }
        // Another database was put in the place of the one that this connection knows.
        this.lent.throw_away();
        Err(StoreError::Unreachable("the tables were made anew".into()))
    }

    /// Waits for the database and remembers when it failed.
    fn noting<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        self.lent.wire()?.wait(work).inspect_err(|_| self.failed.set(true))
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open && !self.lent.wire().is_ok_and(|wire| wire.batch("ROLLBACK").is_ok()) {
            self.lent.throw_away();
        }
    }
}

impl Driver for Transaction<'_> {
    fn query(
        &self,
        sql: &str,
        params: &[sql::Cell<'_>],
        row: &mut dyn FnMut(Row<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let wire = self.lent.wire()?;
        self.noting(async {
            let statement = wire.statement(sql, params).await?;
            let rows = wire.client().query_raw(&statement, params.iter().copied()).await?;
            let mut rows = std::pin::pin!(rows);
            while let Some(found) = rows.try_next().await? {
                if !row(Row(&found))? {
                    break;
                }
            }
            Ok(())
        })
    }

    fn execute(&self, sql: &str, params: &[sql::Cell<'_>]) -> Result<u64, StoreError> {
        let wire = self.lent.wire()?;
        self.noting(async {
            let statement = wire.statement(sql, params).await?;
            Ok(wire.client().execute_raw(&statement, params.iter().copied()).await?)
        })
    }

    fn count_on(&self, table: &str) -> Result<(), StoreError> {
        let sql =
            format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0");
        self.query(&sql, &[], &mut |_| Ok(true))
    }

    fn life(&self) -> Incarnation {
        self.lent.wire().map_or(Incarnation(0), |wire| wire.life)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        if self.failed.get() {
            return Err(StoreError::Database("a statement of the transaction failed".into()));
        }
        let done = self.lent.wire()?.batch("COMMIT").map(drop);
        self.open = false;
        if done.is_err() {
            self.lent.throw_away();
        }
        done
    }
}

impl ToSql for sql::Cell<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(value) => value.to_sql(&Type::INT8, out),
            Self::Text(value) => value.to_sql(&Type::TEXT, out),
            Self::Bytes(value) => value.to_sql(&Type::BYTEA, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Columns for tokio_postgres::Row {
    fn int(&self, at: usize) -> Result<i64, StoreError> {
        self.try_get(at).map_err(|_| StoreError::Corrupt("value that is no number"))
    }

    fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.try_get(at).map_err(|_| StoreError::Corrupt("value that is no text"))
    }

    fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        self.try_get(at).map_err(|_| StoreError::Corrupt("value that is no bytes"))
    }
}
