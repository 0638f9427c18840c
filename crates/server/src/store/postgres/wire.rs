//! One connection, with a small runtime of its own that runs only while somebody waits for the database: an answer is
//! read on the thread that needs it, and none is woken for another.

use super::address::Address;
use crate::store::StoreError;
use crate::store::sql::Cell;
use domain::id::Incarnation;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, SimpleQueryMessage, Statement};

/// How this program wants to be served. Who waits for another longer than this is told that the database is busy; a node
/// that stops in the middle of a transaction gives up what it holds. Accepted means durable, whatever the default is.
const SESSION: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; SET jit = off;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

/// What changes when the database is another than before: restored, failed over, or made anew.
const IDENTITY: &str = "SELECT concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
    (SELECT oid FROM pg_database WHERE datname = current_database())), to_regclass('organisation')::oid";

/// Two columns of a row, as text.
pub type Two = (Option<String>, Option<String>);

/// A connection.
pub struct Wire {
    /// `None` at the very end only.
    runtime: Option<Runtime>,
    client: Client,
    prepared: RefCell<BTreeMap<String, Statement>>,
    /// What this run of the program calls itself at this database: see [`Wire::identify`].
    pub life: Incarnation,
    /// Which table of organisations it found.
    pub organisations: String,
}

impl Wire {
    /// Connects. `life` is of this run of the program.
    pub fn connect(address: &Address, life: u32) -> Result<Self, StoreError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| StoreError::Unreachable(e.to_string()))?;
        let client = runtime.block_on(async {
            let (client, connection) = address.config.connect(address.tls.clone()).await?;
            tokio::spawn(connection);
            Ok::<_, StoreError>(client)
        })?;
        let (prepared, organisations) = (RefCell::default(), String::new());
        let mut wire = Self { runtime: Some(runtime), client, prepared, life: Incarnation(life), organisations };
        wire.batch(SESSION)?;
        wire.identify(life)?;
        Ok(wire)
    }

    /// Draws the life from the run of the program *and* from which database this is. A node that runs on while a backup
    /// is put back under it would else go on in an epoch that phones have seen, and write as an author that has written.
    fn identify(&mut self, life: u32) -> Result<(), StoreError> {
        let found = self.batch(IDENTITY)?;
        let (which, organisations) = found.first().ok_or(StoreError::Corrupt("identity"))?.clone();
        let organisations = organisations.unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(life.to_be_bytes());
        hash.update(which.unwrap_or_default());
        hash.update([0]);
        hash.update(&organisations);
        let drawn: [u8; 4] = hash.finalize().first_chunk().copied().unwrap_or_default();
        self.life = Incarnation(u32::from_be_bytes(drawn));
        self.organisations = organisations;
        Ok(())
    }

    /// Waits for the database.
    pub fn wait<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        match &self.runtime {
            Some(runtime) => runtime.block_on(work),
            None => Err(StoreError::Unreachable("the connection is closed".into())),
        }
    }

    /// Runs statements as they are and gives the first two columns of all rows, as text.
    pub fn batch(&self, sql: &str) -> Result<Vec<Two>, StoreError> {
        let said = self.wait(async { Ok(self.client.simple_query(sql).await?) })?;
        let rows = said.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => {
                let column = |at| row.try_get(at).ok().flatten().map(str::to_owned);
                Some((column(0), if row.len() > 1 { column(1) } else { None }))
            }
            _ => None,
        });
        Ok(rows.collect())
    }

    /// The statement `sql`, prepared when it is not yet.
    pub async fn statement(&self, sql: &str, params: &[Cell<'_>]) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let types: Vec<_> = params.iter().map(of).collect();
        let statement = self.client.prepare_typed(&sql.replace('?', "$"), &types).await?;
        self.prepared.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// The connection itself.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Whether it is known to be of no use any more.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        // Whoever lets go of it need not be one who may wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn of(cell: &Cell<'_>) -> Type {
    match cell {
        Cell::Int(_) => Type::INT8,
        Cell::Text(_) => Type::TEXT,
        Cell::Bytes(_) => Type::BYTEA,
    }
}
