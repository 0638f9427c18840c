//! A real phone in a folder of its own, with one person on it.

use crate::clock::FakeClock;
use anyhow::{Context, Result, anyhow};
use client::api::CallError;
use client::{Phone, PhoneOptions};
use documents::{DocumentError, Writer};
use domain::kind::DocId;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// Somebody's phone.
pub struct Handset {
    folder: TempDir,
    phone: Option<Arc<Phone>>,
    profile: String,
    /// The phone's clock.
    pub clock: FakeClock,
}

impl Handset {
    /// Enrols at `server` with `code`.
    pub async fn enrol(server: &str, code: &str, clock: FakeClock) -> Result<Self> {
        let folder = TempDir::new()?;
        let phone = open(&folder, &clock)?;
        let args = json!({ "server": server, "code": code });
        let person = phone.call(None, "phone.enrol", args).await.map_err(told)?;
        let profile = person.get("profile").and_then(Value::as_str).unwrap_or_default().to_owned();
        let handset = Self { folder, phone: Some(phone), profile, clock };
        Ok(handset)
    }

    /// Makes a call of the table for the person on this phone.
    pub async fn call<T: DeserializeOwned>(&self, name: &str, args: Value) -> Result<T, CallError> {
        let missing =
            || CallError { code: "off".into(), number: None, permanent: false, detail: "switched off".into() };
        let phone = self.phone.as_ref().ok_or_else(missing)?;
        let reply = phone.call(Some(&self.profile), name, args).await?;
        serde_json::from_value(reply).map_err(|e| CallError {
            code: "reply".into(),
            number: None,
            permanent: true,
            detail: e.to_string(),
        })
    }

    /// As [`Handset::call`], for a call that must work.
    pub async fn must<T: DeserializeOwned>(&self, name: &str, args: Value) -> Result<T> {
        self.call(name, args).await.map_err(|e| anyhow!("{name}: {} {:?} {}", e.code, e.number, e.detail))
    }

    /// Makes a call about the phone as a whole.
    pub async fn phone_call(&self, name: &str, args: Value) -> Result<Value> {
        self.phone.as_ref().context("switched off")?.call(None, name, args).await.map_err(told)
    }

    /// Syncs until there is nothing more. An error when that fails.
    pub async fn sync(&self) -> Result<()> {
        let view: client::api::sync::SyncView = self.must("sync.now", json!({})).await?;
        match view.error {
            // "Syncing" is the background's own try, right behind this one.
            None if view.unsent == 0 && view.state != client::api::sync::SyncState::Offline => Ok(()),
            error => Err(anyhow!("sync: {:?} {} unsent, {error:?}", view.state, view.unsent)),
        }
    }

    /// Edits a document without asking the rules, see `Phone::replay`.
    pub fn replay(&self, id: DocId, write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>) -> Result<()> {
        let phone = self.phone.as_ref().context("switched off")?;
        phone.replay(&self.profile, id, write).map_err(told)
    }

    /// Takes the phone off the network, or back.
    pub async fn network(&self, on: bool) -> Result<()> {
        self.must::<Value>("phone.set_network", json!({ "profile": self.profile, "on": on })).await.map(drop)
    }

    /// Tries to sync; how it ends does not matter.
    pub async fn try_sync(&self) {
        let _ = self.call::<Value>("sync.now", json!({})).await;
    }

    /// Closes the app, so that another process may have the folder.
    pub async fn switch_off(&mut self) {
        self.phone = None;
        // The task that syncs holds the database only while it is at it.
        tokio::task::yield_now().await;
    }

    /// Closes the app and opens it again on the same folder.
    pub async fn restart(&mut self) -> Result<()> {
        self.switch_off().await;
        self.phone = Some(open(&self.folder, &self.clock)?);
        Ok(())
    }

    /// A phone on a copy of this one's folder, with the same person on it.
    pub fn twin(&self, folder: TempDir) -> Result<Self> {
        let phone = Some(open(&folder, &self.clock)?);
        Ok(Self { folder, phone, profile: self.profile.clone(), clock: self.clock.clone() })
    }

    /// The folder with the phone's data.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The person's database.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("profiles").join(&self.profile).join("karakana.sqlite")
    }

    /// Names the person in calls.
    pub fn profile(&self) -> &str {
        &self.profile
    }
}

fn open(folder: &TempDir, clock: &FakeClock) -> Result<Arc<Phone>> {
    let options = PhoneOptions { folder: folder.path().to_owned(), server: None, demo: true, background: true };
    Phone::open_at(options, clock.clock()).map_err(told)
}

fn told(error: CallError) -> anyhow::Error {
    anyhow!("{}: {}", error.code, error.detail)
}
