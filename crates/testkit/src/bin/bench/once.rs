//! A process that is one phone and does one sync, so that its time and memory are its own.

use crate::figures::{OneSync, Process, now};
use anyhow::{Context, Result, anyhow};
use client::api::CallError;
use client::api::sync::{SyncState, SyncView};
use client::{Clock, Phone, PhoneOptions};
use domain::time::Timestamp;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A phone that is switched off, in its folder.
#[derive(Debug, Clone, clap::Args)]
pub struct Once {
    /// The phone's folder.
    #[arg(long)]
    pub folder: PathBuf,
    /// Whose sync.
    #[arg(long)]
    pub profile: String,
    /// What the phone's clock shows: seconds since 1970 UTC.
    #[arg(long)]
    pub at: i64,
    /// How often it may be tried.
    #[arg(long, default_value_t = 1)]
    pub calls: u32,
}

impl Once {
    /// The same with the phone in another folder.
    pub fn on(&self, folder: &Path, calls: u32) -> Self {
        Self { folder: folder.to_owned(), calls, ..self.clone() }
    }

    /// Has another process of this program do it.
    pub fn in_a_process(&self) -> Result<OneSync> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("once").arg("--folder").arg(&self.folder).args(["--profile", &self.profile]);
        command.args(["--at", &self.at.to_string(), "--calls", &self.calls.to_string()]);
        let out = command.stderr(Stdio::inherit()).output()?;
        anyhow::ensure!(out.status.success(), "the phone's process: {}", out.status);
        Ok(serde_json::from_slice(&out.stdout)?)
    }
}

/// Does it and prints a [`OneSync`].
pub async fn run(once: Once) -> Result<()> {
    let options = PhoneOptions { folder: once.folder, server: None, demo: false, background: true };
    let at = Timestamp(once.at);
    let phone = Phone::open_at(options, Clock::new(move || at)).map_err(told)?;
    let (begin, before) = (now(), Process::read(None)?);
    for call in 1..=once.calls {
        let reply = phone.call(Some(&once.profile), "sync.now", json!({})).await.map_err(told)?;
        let view: SyncView = serde_json::from_value(reply)?;
        if view.error.is_none() && view.unsent == 0 && view.state != SyncState::Offline {
            let (seconds, after) = (begin.elapsed().as_secs_f64(), Process::read(None)?);
            let done = OneSync {
                seconds,
                client_cpu_seconds: after.cpu - before.cpu,
                client_idle_bytes: before.memory,
                client_peak_bytes: after.peak,
                calls: call,
            };
            println!("{}", serde_json::to_string(&done)?);
            return Ok(());
        }
        if call == once.calls {
            return Err(anyhow!("{:?}, {} unsent", view.error, view.unsent)).context("the sync does not end");
        }
    }
    Ok(())
}

fn told(error: CallError) -> anyhow::Error {
    anyhow!("{}: {}", error.code, error.detail)
}
