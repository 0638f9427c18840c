//! One person's profile on a phone: database, key, sync.

use crate::api::phone::LeftPerson;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::error::{ClientError, Result};
use crate::identity::{self, Me};
use crate::leaving::leave;
use crate::platform::Platform;
use crate::projection;
use crate::store::{Disk, Session, Store, compare, leaving, outbox, quarantine, renewal, settings};
use crate::syncing::{LastTry, Sync, Turn};
use crate::transport::Transport;
use domain::id::Actor;
use domain::time::Timestamp;
use protocol::SecretKey;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::broadcast;

/// Names of the files in a profile's folder.
const DATABASE: &str = "karakana.sqlite";
pub const KEY: &str = "device.key";
const MARKER: &str = "life";
const TURN: &str = "sync.lock";

/// What all profiles of a phone share.
#[derive(Debug, Clone)]
pub struct Shared {
    pub clock: Clock,
    pub chance: Chance,
    pub disk: Disk,
    pub transport: Transport,
    pub platform: Platform,
    /// Whether the people of this phone can see its screens now.
    pub in_front: Arc<AtomicBool>,
    pub changes: broadcast::Sender<String>,
    /// The folder with a line for everybody who was taken off this phone.
    pub left: PathBuf,
}

/// An open profile.
#[derive(Debug)]
pub struct App {
    /// Names it in calls: the device id.
    pub profile: String,
    /// The database.
    pub store: Store,
    /// What signs its bundles.
    pub key: SecretKey,
    /// Its sync.
    pub sync: Sync,
    pub(crate) shared: Shared,
    folder: PathBuf,
    marker: PathBuf,
    gone: AtomicBool,
}

impl App {
    /// Opens the profile in `folder`.
    pub fn open(folder: &Path, shared: Shared) -> Result<Self> {
        let store = Store::open_on(&folder.join(DATABASE), shared.disk.clone())?;
        if store.read(|c| Ok(!projection::is_current(c)?))? {
            store.write(projection::make_anew)?;
        }
        if store.read(quarantine::count)? > 0 {
            store.write(quarantine::try_again)?;
        }
        let key = identity::existing_key(&folder.join(KEY), &shared.platform)?;
        let profile = key.public().device().to_string();
        let marker = match &shared.platform.markers {
            Some(markers) => markers.join(format!("{MARKER}-{profile}")),
            None => folder.join(MARKER),
        };
        identity::live(&store, &marker, &shared.chance)?;
        let sync = Sync::default();
        sync.saw(store.read(bundle_number)?);
        let (folder, gone) = (folder.to_owned(), AtomicBool::new(false));
        Ok(Self { profile, store, key, sync, shared, folder, marker, gone })
    }

    /// Makes a profile in `folder` for the person of `me`.
    pub fn create(
        folder: &Path,
        key: &SecretKey,
        platform: &Platform,
        put: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        identity::keep_key(&folder.join(KEY), key, platform)?;
        let store = Store::open(&folder.join(DATABASE))?;
        store.write(|tx| put(tx))
    }

    /// The actor of this life of the database. Asked in each transaction: another process may have begun a new life.
    pub fn actor(&self, connection: &Connection) -> Result<Actor> {
        identity::actor(connection, self.key.public().device())
    }

    /// Waits until nobody else syncs this profile. Blocks.
    pub fn turn(&self) -> Option<Turn> {
        Turn::wait(&self.folder.join(TURN))
    }

    /// As [`App::turn`], for the profile in `folder` and without waiting.
    pub fn turn_if_free(folder: &Path) -> Option<Turn> {
        Turn::if_free(&folder.join(TURN))
    }

    /// Begins a new life: the server has seen more of this device than this database knows. Everything is fetched again,
    /// since the server counts what the other copy wrote as known here, and before anything is sent.
    pub fn renew(&self, accepted: u64) -> Result<()> {
        // In one transaction, so that no command writes as the old actor in between.
        identity::new_life(&self.store, &self.marker, &self.shared.chance, |tx| {
            renewal::begin(tx)?;
            settings::forget(tx, "cursor")?;
            settings::put(tx, "number", i64::try_from(accepted).unwrap_or(i64::MAX))
        })
    }

    /// Fetches everything again and compares the heads of every document: the server may have lost what it had.
    pub fn begin_anew(&self) -> Result<()> {
        self.store.write(|tx| {
            compare::want_all(tx)?;
            settings::forget(tx, "cursor")
        })
    }

    /// Speaks to the server as to one that can do nothing beyond the plain protocol.
    pub fn forget_what_the_server_can(&self) -> Result<()> {
        self.store.write(|tx| settings::forget(tx, "server_can"))
    }

    /// Seconds since 1970 UTC by this phone's clock.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Reads what screens show.
    pub fn read<T>(&self, read: impl FnOnce(&Connection, &Me) -> Result<T>) -> Result<T> {
        self.store.read(|c| read(c, &identity::me(c)?))
    }

    /// Runs a command: everything in one transaction, then the news to the UI, then a sync soon.
    pub fn command<T>(&self, run: impl FnOnce(&Session<'_>) -> Result<T>) -> Result<T> {
        let out = self.store.write(|tx| {
            leaving::check_open(tx)?;
            let me = identity::me(tx)?;
            run(&Session { tx, me: &me, actor: self.actor(tx)?, now: self.now() })
        })?;
        self.changed();
        self.sync.want();
        Ok(out)
    }

    /// Takes this profile off the phone, once the office has all that was only here; `false` when it has not. What stays is
    /// a line that says so.
    pub fn leave(&self) -> Result<bool> {
        let (line, waits) = self.store.read(|c| {
            let reason = leaving::reason(c)?.ok_or(ClientError::Internal("the device is open"))?;
            let line = LeftPerson {
                profile: self.profile.clone(),
                name: identity::me(c)?.name,
                organisation: settings::get(c, "organisation")?.unwrap_or_default(),
                reason: reason.word().to_owned(),
                handed_over: leaving::handed_over(c)?,
                at: self.now().0,
            };
            Ok((line, outbox::waiting(c)?.saturating_add(leaving::refused_waiting(c)?)))
        })?;
        if waits > 0 {
            return Ok(false);
        }
        leave(&self.shared.left, &self.folder, &line)?;
        self.gone.store(true, Ordering::Relaxed);
        Ok(true)
    }

    /// Whether it was taken off the phone: by this process, or by the background worker in another.
    pub fn has_left(&self) -> bool {
        self.gone.load(Ordering::Relaxed) || !self.folder.exists()
    }

    /// Tells the UI that something of this person changed.
    pub fn changed(&self) {
        // An error means that nobody listens.
        let _ = self.shared.changes.send(self.profile.clone());
    }

    /// The server's address.
    pub fn server(&self) -> Result<String> {
        let server = self.store.read(|c| settings::get(c, "server"))?;
        server.ok_or(ClientError::Internal("the profile has no server"))
    }

    /// How the last attempt to sync ended.
    pub fn last_try(&self) -> LastTry {
        self.sync.last_try()
    }
}

/// The number of the last bundle that the server has accepted.
pub fn bundle_number(connection: &Connection) -> Result<i64> {
    Ok(settings::get(connection, "number")?.unwrap_or(0))
}
