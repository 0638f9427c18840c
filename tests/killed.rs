//! A phone's process is killed with SIGKILL in the middle of writing. What was answered as saved is there, nothing
//! is half there, and the phone goes on.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::work::{AssignmentView, HistoryKind};
use serde_json::json;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::{Handset, Office, Running, Scene, binary, log};

fn open(folder: &std::path::Path) -> Result<Running> {
    let mut command = Command::new(binary("karakana-web-host")?);
    command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--ui", ".", "--phone"]).arg(folder);
    Running::start(&mut command)
}

async fn counted(phone: &Handset, assignment: &str) -> Result<(u32, u32)> {
    let view: AssignmentView = phone.must("work.get", json!({ "assignment": assignment })).await?;
    let logs = view.history.iter().filter(|h| h.what == HistoryKind::Log).count();
    Ok((view.row.logged, u32::try_from(logs)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_as_saved_survives_a_kill() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0772", "SK-HOOP-02", &[480]).await?;
    let assignment = scene.assignments.first().context("an assignment")?.clone();
    scene.accept(&assignment).await?;
    let mut phone = scene.baraka;
    let mut saved = 0;
    for round in 1..=4_u32 {
        phone.switch_off().await;
        let mut running = open(&phone.folder())?;
        let answered = Arc::new(AtomicU32::new(0));
        let taps =
            tokio::spawn(tap(running.url.clone(), phone.profile().to_owned(), assignment.clone(), answered.clone()));
        // Killed after another number of answers each time, with the next tap under way.
        while answered.load(Ordering::Relaxed) < round * 3 {
            tokio::task::yield_now().await;
        }
        running.kill()?;
        taps.await?;
        saved += answered.load(Ordering::Relaxed);

        phone.restart().await?;
        let (pieces, logs) = counted(&phone, &assignment).await?;
        ensure!(pieces == logs, "{logs} entries of one piece each are {pieces} pieces");
        // The tap under way may or may not have been saved before its answer was lost.
        ensure!((saved..=saved + 1).contains(&logs), "round {round}: {saved} were answered, {logs} are there");
        saved = logs;
    }
    phone.sync().await?;
    scene.amina.sync().await?;
    ensure!(counted(&scene.amina, &assignment).await? == (saved, saved), "the server has the same");
    Ok(())
}

/// Logs one piece after another until nobody answers any more.
async fn tap(url: String, profile: String, assignment: String, answered: Arc<AtomicU32>) {
    #[allow(clippy::disallowed_methods, reason = "plays a browser on this machine, not a phone on the web")]
    let Ok(http) = reqwest::Client::builder().build() else { return };
    let body = json!({ "profile": profile, "args": log(&assignment, 1) }).to_string();
    loop {
        let request = http.post(format!("{url}/api/call/work.log")).header("content-type", "application/json");
        match request.body(body.clone()).send().await {
            Ok(reply) if reply.status().is_success() => {
                answered.fetch_add(1, Ordering::Relaxed);
            }
            _ => return,
        }
    }
}
