//! What the server accepted is there, whatever happens to it: killed, its disk full, its database gone for a while. What it
//! did not accept stays on the phone and goes through later.

#![allow(clippy::unwrap_used, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::sync::{SyncState, SyncView};
use client::api::work::{AssignmentView, HistoryKind};
use serde_json::{Value, json};
use testkit::{Cluster, Handset, Office, Proxy, Scene, log, phone};

/// Logs of Baraka's while something happens to the server, at most.
const MOST: u32 = 300;

fn assignment(scene: &Scene) -> Result<&str> {
    scene.assignments.first().map(String::as_str).context("an assignment")
}

/// Baraka logs a piece and sends it, again and again, until something fails; how often he was told that it is sent.
async fn until_it_fails(scene: &Scene, most: u32) -> Result<u32> {
    for sent in 0..most {
        scene.baraka.must::<Value>("work.log", log(assignment(scene)?, 1)).await?;
        if scene.baraka.sync().await.is_err() {
            return Ok(sent);
        }
    }
    Ok(most)
}

/// Pieces logged, as a phone has it when it has synced.
async fn logged(phone: &Handset, scene: &Scene) -> Result<u32> {
    phone.sync().await?;
    let view: AssignmentView = phone.must("work.get", json!({ "assignment": assignment(scene)? })).await?;
    let logs = view.history.iter().filter(|h| h.what == HistoryKind::Log).count();
    ensure!(view.row.logged == u32::try_from(logs)?, "each log is of one piece");
    Ok(view.row.logged)
}

/// Lets Baraka work until `harm` is done to the server, another moment later each round; how often he was told that a piece
/// is sent.
async fn harmed(scene: &Scene, round: u32, harm: impl FnOnce() -> Result<()>) -> Result<u32> {
    let harm = async {
        for _ in 0..round * 50 {
            tokio::task::yield_now().await;
        }
        tokio::task::block_in_place(harm)
    };
    let (sent, harm) = tokio::join!(until_it_fails(scene, MOST), harm);
    harm?;
    let sent = sent?;
    ensure!(sent < MOST, "nothing happened");
    Ok(sent)
}

/// What Baraka was told is sent, a new phone of Amina's gets. The one that failed may have been stored before its answer was lost;
/// it comes with his next sync.
async fn all_is_there(office: &Office, scene: &Scene, sent: u32) -> Result<()> {
    let there = logged(&phone(office, "Amina", office.url()).await?, scene).await?;
    ensure!((sent..=sent + 1).contains(&there), "{sent} were sent, {there} are there");
    ensure!(logged(&scene.baraka, scene).await? == sent + 1, "what was not sent is sent later");
    Ok(())
}

async fn offered(office: &Office, url: &str) -> Result<Scene> {
    let scene = Scene::offered(office, url, "PO-0772", "SK-HOOP-02", &[480]).await?;
    scene.accept(assignment(&scene)?).await?;
    ensure!(until_it_fails(&scene, 3).await? == 3, "all is well at first");
    Ok(scene)
}

/// The failure that Baraka is shown is none for good, and what he logged waits.
async fn is_for_later(scene: &Scene) -> Result<()> {
    let view: SyncView = scene.baraka.must("sync.status", json!({})).await?;
    ensure!(view.unsent == 1 && view.state != SyncState::Sent, "{view:?}");
    ensure!(view.error.as_ref().is_none_or(|error| !error.permanent), "{view:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_and_comes_back() -> Result<()> {
    let cluster = Cluster::new()?;
    let office = Office::with_examples_on(&cluster.database()?)?;
    let scene = offered(&office, office.url()).await?;
    cluster.stop()?;
    ensure!(until_it_fails(&scene, 1).await? == 0, "there is no database");
    is_for_later(&scene).await?;
    cluster.start()?;
    ensure!(logged(&scene.baraka, &scene).await? == 4, "what waited went through");
    let mut pieces = 4;
    for round in 0..3 {
        pieces += harmed(&scene, round, || cluster.crash()).await?;
        cluster.start()?;
        all_is_there(&office, &scene, pieces).await?;
        pieces += 1;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_while_phones_send() -> Result<()> {
    killed(Office::with_examples()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_on_postgresql_that_is_killed_while_phones_send() -> Result<()> {
    killed(Office::with_examples_on(&testkit::database()?)?).await
}

async fn killed(mut office: Office) -> Result<()> {
    let proxy = Proxy::before(office.url()).await?;
    let scene = offered(&office, &proxy.url).await?;
    let mut pieces = 3;
    for round in 0..4 {
        pieces += harmed(&scene, round, || office.kill()).await?;
        office.serve()?;
        proxy.move_to(office.url());
        all_is_there(&office, &scene, pieces).await?;
        pieces += 1;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fills_up() -> Result<()> {
    let mut office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let scene = offered(&office, &proxy.url).await?;
    office.kill()?;
    office.serve_with_files_up_to(2_048)?;
    proxy.move_to(office.url());
    let sent = until_it_fails(&scene, MOST).await?;
    ensure!(sent < MOST, "the disk did not fill up");
    is_for_later(&scene).await?;
    office.kill()?;
    office.serve()?;
    proxy.move_to(office.url());
    all_is_there(&office, &scene, 3 + sent).await
}
