//! A phone's body: its folder, its clock, its storage. The app in it is the real one.

use super::dice::Dice;
use crate::clock::FakeClock;
use anyhow::{Context, Result, anyhow};
use client::api::CallError;
use client::{Chance, Cut, Disk, Phone, PhoneOptions};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A phone.
pub struct Body {
    folder: PathBuf,
    phone: Option<Arc<Phone>>,
    chance: Chance,
    disk: Disk,
    full: bool,
    cut: Option<Cut>,
    clock: FakeClock,
    /// How far its clock is off, in seconds.
    pub clock_off: i64,
}

impl Body {
    /// A new phone in `folder`, or one on what is in it.
    pub fn open(folder: PathBuf, dice: &mut Dice) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        let (chance, disk, clock) = (dice.chance(), Disk::default(), FakeClock::at(0));
        let mut body = Self { folder, phone: None, chance, disk, full: false, cut: None, clock, clock_off: 0 };
        body.switch_on()?;
        Ok(body)
    }

    /// The app in it.
    pub fn phone(&self) -> Result<&Arc<Phone>> {
        self.phone.as_ref().context("switched off")
    }

    /// Sets the clock by the true time, in milliseconds.
    pub fn set_clock(&self, now: u64) -> i64 {
        let shows = i64::try_from(now / 1_000).unwrap_or(i64::MAX).saturating_add(self.clock_off);
        self.clock.set(shows);
        shows
    }

    /// Makes a call of the table.
    pub fn call(&self, runtime: &Runtime, profile: &str, name: &str, args: Value) -> Result<Value, CallError> {
        let off = || CallError { code: "off".into(), number: None, permanent: false, detail: "switched off".into() };
        let phone = self.phone.as_ref().ok_or_else(off)?;
        runtime.block_on(phone.call(Some(profile), name, args))
    }

    /// Puts a key there for the next enrolment, so that the phone does not draw its own.
    pub fn put_key(&self, seed: [u8; 32]) -> Result<()> {
        Ok(fs::write(self.folder.join("pending.key"), seed)?)
    }

    /// The battery will be pulled at one of the next writes.
    pub fn cut(&mut self, cut: Cut) {
        self.cut = Some(cut);
        self.disk.cut(Some(cut));
    }

    /// Whether the battery, when it was pulled, was pulled behind a commit.
    pub fn cut_was_behind_commit(&self) -> bool {
        matches!(self.cut, Some(Cut::After(_)))
    }

    /// From here on nothing goes wrong.
    pub fn heal(&mut self) {
        self.disk.cut(None);
        self.set_full(false);
    }

    /// Whether the battery was pulled.
    pub fn is_dead(&self) -> bool {
        self.disk.is_dead()
    }

    /// The storage is full, or free again.
    pub fn set_full(&mut self, full: bool) {
        self.full = full;
        self.disk.set_full(full);
    }

    /// Whether the storage is full.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Switched off in whatever state it is: what is on the disk at this moment is what the next start finds. Whoever
    /// holds something of the app lets go of it first.
    pub fn crash(&mut self) -> Result<()> {
        let as_it_is = self.folder.with_extension("crashed");
        copy(&self.folder, &as_it_is)?;
        self.phone = None;
        fs::remove_dir_all(&self.folder)?;
        fs::rename(&as_it_is, &self.folder)?;
        self.switch_on()
    }

    /// Copies the folder while the app is closed.
    pub fn copy_to(&mut self, to: &Path) -> Result<()> {
        self.phone = None;
        copy(&self.folder, to)?;
        self.switch_on()
    }

    /// Puts the folder back as it was when it was copied, with the marker files or without.
    pub fn put_back(&mut self, from: &Path, markers: bool) -> Result<()> {
        self.phone = None;
        fs::remove_dir_all(&self.folder)?;
        copy(from, &self.folder)?;
        if !markers {
            for profile in fs::read_dir(self.folder.join("profiles"))? {
                let _ = fs::remove_file(profile?.path().join("life"));
            }
        }
        self.switch_on()
    }

    /// Switched off for good.
    pub fn destroy(&mut self) {
        self.phone = None;
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn switch_on(&mut self) -> Result<()> {
        self.disk = Disk::default();
        self.disk.set_full(self.full);
        let options = PhoneOptions { folder: self.folder.clone(), server: None, demo: false, background: false };
        let opened = Phone::open_in(options, self.clock.clock(), self.chance.clone(), self.disk.clone());
        self.phone = Some(opened.map_err(|e| anyhow!("the phone does not start: {} {}", e.code, e.detail))?);
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if !entry.file_name().to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
