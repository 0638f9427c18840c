//! A phone: one folder that holds the profiles of the people who share it. What hosts open and serve.

use crate::api::CallError;
use crate::api::Language;
use crate::api::phone::LeftPerson;
use crate::app::{App, Shared};
use crate::calls;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::error::{ClientError, Result};
use crate::identity;
use crate::leaving;
use crate::platform::Platform;
use crate::store::{Disk, Held, read_held};
use crate::syncing::{self, Courier, Reply};
use crate::transport::Transport;
use crate::use_cases::enrolment::{self, Asking};
use documents::{DocumentError, Writer};
use domain::kind::DocId;
use protocol::SecretKey;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;

/// How a host opens a phone.
#[derive(Debug, Clone)]
pub struct PhoneOptions {
    /// The folder that holds everything. Created when it is not there.
    pub folder: PathBuf,
    /// The server that `phone.enrol` uses when it is given none.
    pub server: Option<String>,
    /// Whether each person's network can be switched off by call.
    pub demo: bool,
    /// Whether the phone syncs by itself: soon after writes, and now and then. Otherwise who opened it drives each
    /// sync, with [`Phone::courier`].
    pub background: bool,
}

/// A phone and the people on it.
pub struct Phone {
    pub(crate) options: PhoneOptions,
    pub(crate) shared: Shared,
    people: Mutex<BTreeMap<String, Arc<App>>>,
    /// One enrolment at a time: they share the key that waits for its person.
    pub(crate) enrolling: tokio::sync::Mutex<()>,
}

/// Files and folders of a phone's folder.
const PROFILES: &str = "profiles";
const PENDING_KEY: &str = "pending.key";
const LANGUAGE: &str = "language";
const LEFT: &str = "left";

impl Phone {
    /// Opens the phone in its folder, inside a tokio runtime. Never touches the network, nor waits for it.
    pub fn open(options: PhoneOptions) -> Result<Arc<Self>, CallError> {
        Self::open_at(options, Clock::system())
    }

    /// As [`Phone::open`], with another clock.
    pub fn open_at(options: PhoneOptions, clock: Clock) -> Result<Arc<Self>, CallError> {
        Self::open_in(options, clock, Chance::system(), Disk::default())
    }

    /// As [`Phone::open_at`], with randomness and a disk that a simulation has a hand on.
    #[doc(hidden)]
    pub fn open_in(options: PhoneOptions, clock: Clock, chance: Chance, disk: Disk) -> Result<Arc<Self>, CallError> {
        Ok(Self::open_inner(options, clock, chance, disk, Platform::default())?)
    }

    /// As [`Phone::open`], on a platform that does some things better than plain files.
    pub fn open_on(options: PhoneOptions, platform: Platform) -> Result<Arc<Self>, CallError> {
        Ok(Self::open_inner(options, Clock::system(), Chance::system(), Disk::default(), platform)?)
    }

    fn open_inner(
        options: PhoneOptions,
        clock: Clock,
        chance: Chance,
        disk: Disk,
        platform: Platform,
    ) -> Result<Arc<Self>> {
        let profiles = options.folder.join(PROFILES);
        fs::create_dir_all(&profiles)?;
        let left = left_in(&options.folder);
        // A wipe that was cut off is finished before anything is opened.
        leaving::finish(&left, &profiles)?;
        let (transport, changes) = (Transport::new()?, broadcast::channel(64).0);
        let in_front = Arc::new(AtomicBool::new(true));
        let shared = Shared { clock, chance, disk, transport, platform, in_front, changes, left };
        let phone =
            Arc::new(Self { options, shared, people: Mutex::default(), enrolling: tokio::sync::Mutex::default() });
        for folder in profiles_in(&phone.options.folder)? {
            phone.start(&folder)?;
        }
        Ok(phone)
    }

    /// Answers the call `name` of the table, for the person `profile` where it needs one.
    pub async fn call(self: &Arc<Self>, profile: Option<&str>, name: &str, args: Value) -> Result<Value, CallError> {
        let answer = calls::answer(self, profile, name, args).await;
        answer.map_err(|error| {
            tracing::info!(call = name, code = error.code(), %error, "refused");
            error.into()
        })
    }

    /// The profile of each person whose data or sync state changes, as it does.
    pub fn changes(&self) -> broadcast::Receiver<String> {
        self.shared.changes.subscribe()
    }

    /// The host came to the front or the network came back: sync everybody soon.
    pub fn wake(&self) {
        self.people().iter().for_each(|app| app.sync.want());
    }

    /// Whether people can see the screens now. While they cannot, the phone does not ask the server on its own account,
    /// which a platform's background worker does, and what comes is not taken as seen.
    pub fn in_front(&self, yes: bool) {
        self.shared.in_front.store(yes, Ordering::Relaxed);
        if yes {
            self.wake();
        }
    }

    /// Edits a document without asking the rules, as a command does otherwise: policy, one transaction, projections,
    /// outbox. For benchmarks that replay a recorded history.
    #[doc(hidden)]
    pub fn replay(
        &self,
        profile: &str,
        id: DocId,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>,
    ) -> Result<(), CallError> {
        Ok(self.person(Some(profile))?.command(|session| session.edit(id, write))?)
    }

    /// What the database of `profile` holds.
    #[doc(hidden)]
    pub fn held(&self, profile: &str) -> Result<Held, CallError> {
        Ok(self.person(Some(profile))?.store.read(read_held)?)
    }

    /// The phone's half of a sync of `profile`, for who brings the bundles to the server on their own.
    pub fn courier(&self, profile: &str) -> Result<Courier, CallError> {
        Ok(Courier::new(self.person(Some(profile))?))
    }

    /// A request to enrol with the invitation `code`, for who brings it to the server on their own.
    pub fn ask_to_enrol(&self, code: &str) -> Result<Asking, CallError> {
        Ok(enrolment::ask(self, code)?)
    }

    /// Takes what came back from `server` for `asking`. Returns the new profile, which has not synced.
    pub fn enrolled(&self, server: &str, asking: &Asking, reply: &Reply) -> Result<String, CallError> {
        Ok(enrolment::answered(self, server, asking, reply)?.profile.clone())
    }

    /// The person `profile`.
    pub(crate) fn person(&self, profile: Option<&str>) -> Result<Arc<App>> {
        let found = profile.and_then(|p| self.here().get(p).cloned());
        found.ok_or(ClientError::NoProfile)
    }

    /// Everybody on this phone.
    pub(crate) fn people(&self) -> Vec<Arc<App>> {
        self.here().values().cloned().collect()
    }

    /// The profiles that have not left.
    fn here(&self) -> MutexGuard<'_, BTreeMap<String, Arc<App>>> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.retain(|_, app| !app.has_left());
        people
    }

    /// People whom the office took off this phone, the first first.
    pub(crate) fn left(&self) -> Result<Vec<LeftPerson>> {
        leaving::finish(&self.shared.left, &self.options.folder.join(PROFILES))
    }

    /// Somebody has read that a person was taken off this phone.
    pub(crate) fn forget_left(&self, profile: &str) -> Result<()> {
        leaving::forget(&self.shared.left, profile)
    }

    /// Opens the profile in `folder` and starts its sync.
    pub(crate) fn start(&self, folder: &Path) -> Result<Arc<App>> {
        let app = Arc::new(App::open(folder, self.shared.clone())?);
        self.people.lock().unwrap_or_else(PoisonError::into_inner).insert(app.profile.clone(), app.clone());
        if self.options.background {
            syncing::start(app.clone(), self.options.demo);
        }
        Ok(app)
    }

    /// Where the profile with this name lives.
    pub(crate) fn folder(&self, profile: &str) -> PathBuf {
        self.options.folder.join(PROFILES).join(profile)
    }

    /// The key of the next enrolment. It is kept until one succeeds, so that a lost answer can be asked for again.
    pub(crate) fn pending_key(&self) -> Result<SecretKey> {
        let path = self.options.folder.join(PENDING_KEY);
        let key = identity::key(&path, &self.shared.platform)?;
        if self.folder(&key.public().device().to_string()).exists() {
            fs::remove_file(&path)?;
            return identity::key(&path, &self.shared.platform);
        }
        Ok(key)
    }

    /// The language chosen on this phone.
    pub(crate) fn language(&self) -> Option<Language> {
        language_in(&self.options.folder)
    }

    /// Chooses the language of this phone.
    pub fn set_language(&self, language: &Language) -> Result<()> {
        let word = match language {
            Language::En => "en",
            Language::Sw => "sw",
        };
        identity::write_private(&self.options.folder.join(LANGUAGE), word.as_bytes())
    }
}

/// The folders of the people on the phone in `folder`.
pub(crate) fn profiles_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut profiles = Vec::new();
    for entry in fs::read_dir(folder.join(PROFILES))? {
        let folder = entry?.path();
        // A folder with a dot is an enrolment that was cut off before it was whole.
        let whole = folder.file_name().and_then(|n| n.to_str()).is_some_and(|n| !n.starts_with('.'));
        if whole && folder.is_dir() {
            profiles.push(folder);
        }
    }
    Ok(profiles)
}

/// The language chosen on the phone in `folder`.
pub fn language_in(folder: &Path) -> Option<Language> {
    match fs::read_to_string(folder.join(LANGUAGE)).ok()?.trim() {
        "en" => Some(Language::En),
        "sw" => Some(Language::Sw),
        _ => None,
    }
}

/// Where the phone in `folder` keeps a line for everybody who was taken off it.
pub(crate) fn left_in(folder: &Path) -> PathBuf {
    folder.join(LEFT)
}
