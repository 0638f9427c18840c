//! The background worker of a phone: one call, beside an app that may be open, bounded in time and bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::sync::{SyncState, SyncView};
use client::api::work::{AssignmentRow, AssignmentView};
use client::{Bounds, Brought, Platform, What, sync_once};
use serde_json::{Value, json};
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use testkit::{Handset, Office, Proxy, Scene, copy, log};

const PLENTY: Bounds = Bounds { time: Duration::from_secs(120), bytes: 1 << 20 };

/// What the platform's worker does, on a thread of its own as there.
async fn work(phone: &Handset, bounds: Bounds) -> Result<Brought> {
    let folder = phone.folder();
    let worked = tokio::task::spawn_blocking(move || sync_once(&folder, bounds, &Platform::default())).await?;
    worked.map_err(|e| anyhow::anyhow!("{} {}", e.code, e.detail))
}

fn lock(phone: &Handset) -> PathBuf {
    phone.folder().join("profiles").join(phone.profile()).join("sync.lock")
}

/// Amina offers Baraka so many more pieces of the same batch.
async fn offer(scene: &Scene, pieces: u32) -> Result<()> {
    let mine: AssignmentView = scene.amina.must("work.get", json!({ "assignment": scene.assignments[0] })).await?;
    let share = json!([{ "person": mine.row.person, "pieces": pieces }]);
    let split = json!({ "batch": scene.batch, "shares": share, "note": "" });
    scene.amina.must::<Value>("batch.split", split).await?;
    scene.amina.sync().await
}

/// A batch of 100 pieces, of which Baraka was offered 10 and the rest is open.
async fn scene(office: &Office, url: &str) -> Result<Scene> {
    let scene = Scene::offered(office, url, "PO-0772", "SK-HOOP-02", &[10, 90]).await?;
    let rest = scene.assignments.iter();
    let mut rows: Vec<AssignmentRow> = vec![];
    for assignment in rest {
        rows.push(scene.amina.must::<AssignmentView>("work.get", json!({ "assignment": assignment })).await?.row);
    }
    let rest = rows.iter().find(|row| row.pieces == 90).context("the rest")?;
    scene.amina.must::<Value>("assignment.withdraw", json!({ "assignment": rest.assignment })).await?;
    scene.amina.sync().await?;
    scene.baraka.sync().await?;
    let first = rows.iter().find(|row| row.pieces == 10).context("the first")?.assignment.clone();
    Ok(Scene { assignments: vec![first], ..scene })
}

#[tokio::test(flavor = "multi_thread")]
async fn it_brings_what_is_new_and_tells_it_once() -> Result<()> {
    let office = Office::with_examples()?;
    let mut scene = scene(&office, office.url()).await?;
    // So that the open app has no hand in it.
    scene.baraka.network(false).await?;
    scene.accept(&scene.assignments[0]).await?;
    scene.baraka.must::<Value>("phone.set_language", json!({ "language": "en" })).await?;
    scene.baraka.must::<Value>("work.log", log(&scene.assignments[0], 5)).await?;
    scene.baraka.must::<Value>("work.hand_in", json!({ "assignment": scene.assignments[0], "pieces": 5 })).await?;
    scene.baraka.switch_off().await;
    offer(&scene, 20).await?;

    // It sends as well: the app was closed before it had.
    let brought = work(&scene.baraka, PLENTY).await?;
    ensure!(!brought.again && brought.busy == 0 && brought.bytes > 400, "{brought:?}");
    let [news] = brought.news.as_slice() else { anyhow::bail!("{brought:?}") };
    ensure!(news.what == What::Assignment && news.pieces == 20 && news.person == "Baraka", "{news:?}");
    ensure!(news.route.starts_with(&format!("#/p/{}/work/", scene.baraka.profile())), "{news:?}");
    ensure!(work(&scene.baraka, PLENTY).await?.news.is_empty(), "told once");

    scene.amina.sync().await?;
    let check =
        json!({ "assignment": scene.assignments[0], "accepted": 3, "rework": 2, "rejected": 0, "reason": "rough" });
    scene.amina.must::<Value>("check.record", check).await?;
    scene.amina.sync().await?;
    let brought = work(&scene.baraka, PLENTY).await?;
    let told: Vec<_> = brought.news.iter().map(|n| (n.what, n.pieces)).collect();
    ensure!(told == [(What::Rework, 2)], "{brought:?}");

    // What the open app showed is not told again.
    scene.baraka.restart().await?;
    offer(&scene, 30).await?;
    scene.baraka.sync().await?;
    scene.baraka.switch_off().await;
    ensure!(work(&scene.baraka, PLENTY).await?.news.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_happens_on_a_phone_without_people() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let none = folder.path().join("phone");
    let brought = tokio::task::spawn_blocking(move || sync_once(&none, PLENTY, &Platform::default())).await?;
    ensure!(brought.is_ok_and(|b| b == Brought::default()));
    ensure!(folder.path().read_dir()?.next().is_none(), "and nothing is made");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_at_a_time_across_processes() -> Result<()> {
    let office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let scene = scene(&office, &proxy.url).await?;
    offer(&scene, 20).await?;

    // Somebody else, as another process would, is in the middle of a sync.
    let other = File::options().create(true).truncate(false).write(true).open(lock(&scene.baraka))?;
    other.lock()?;
    let before = proxy.traffic.trips();
    let brought = work(&scene.baraka, PLENTY).await?;
    ensure!(brought.busy == 1 && !brought.again, "the worker leaves it to who is at it: {brought:?}");

    // The app waits, and says that it is about to.
    let waits = async { scene.baraka.must::<SyncView>("sync.now", json!({})).await };
    let goes = async {
        while scene.baraka.must::<SyncView>("sync.status", json!({})).await?.state != SyncState::Syncing {
            tokio::task::yield_now().await;
        }
        ensure!(proxy.traffic.trips() == before, "nobody asked the server");
        drop(other);
        Ok(())
    };
    let (view, gone) = tokio::join!(waits, goes);
    gone?;
    ensure!(view?.error.is_none() && proxy.traffic.trips() > before);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_app_goes_on_in_the_new_life_that_the_worker_began() -> Result<()> {
    let office = Office::with_examples()?;
    let mut scene = scene(&office, office.url()).await?;
    let a = scene.assignments[0].clone();
    scene.accept(&a).await?;
    scene.baraka.sync().await?;
    scene.baraka.switch_off().await;
    let twin = tempfile::TempDir::new()?;
    copy(&scene.baraka.folder(), twin.path())?;
    scene.baraka.restart().await?;
    scene.baraka.network(false).await?;
    let twin = scene.baraka.twin(twin)?;
    twin.must::<Value>("work.log", log(&a, 1)).await?;
    twin.sync().await?;

    // The app on the first copy is open and has no network; its worker finds out that there is another.
    scene.baraka.must::<Value>("work.log", log(&a, 2)).await?;
    ensure!(!work(&scene.baraka, PLENTY).await?.again);
    scene.baraka.must::<Value>("work.log", log(&a, 4)).await?;
    scene.baraka.network(true).await?;
    scene.baraka.sync().await?;
    twin.sync().await?;
    scene.amina.sync().await?;
    for phone in [&scene.baraka, &twin, &scene.amina] {
        let view: AssignmentView = phone.must("work.get", json!({ "assignment": a })).await?;
        ensure!(view.row.logged == 1 + 2 + 4, "{view:?}");
        ensure!(phone.must::<Vec<Value>>("sync.refused", json!({})).await?.is_empty());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_costs_the_time_it_was_given() -> Result<()> {
    let office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let mut scene = scene(&office, &proxy.url).await?;
    scene.baraka.network(false).await?;
    scene.baraka.switch_off().await;
    offer(&scene, 20).await?;
    let silent = std::net::TcpListener::bind("127.0.0.1:0")?;
    proxy.move_to(&format!("http://{}", silent.local_addr()?));
    let brief = Bounds { time: Duration::from_millis(300), ..PLENTY };
    let brought = work(&scene.baraka, brief).await?;
    ensure!(brought.again && brought.news.is_empty(), "{brought:?}");
    proxy.move_to(office.url());
    let brought = work(&scene.baraka, PLENTY).await?;
    ensure!(!brought.again && brought.news.len() == 1, "{brought:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_costs_the_bytes_it_was_given_and_goes_on_the_next_time() -> Result<()> {
    let office = Office::with_examples()?;
    let mut scene = scene(&office, office.url()).await?;
    let a = scene.assignments[0].clone();
    scene.accept(&a).await?;
    scene.baraka.sync().await?;
    scene.baraka.network(false).await?;
    for piece in 0..40_u64 {
        // A note that does not pack well.
        let note: String =
            (0..6_u64).map(|n| format!("{:x}", (piece * 6 + n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        let mut entry = log(&a, 1);
        entry["note"] = json!(note.chars().take(90).collect::<String>());
        scene.baraka.must::<Value>("work.log", entry).await?;
    }
    scene.baraka.switch_off().await;

    let little = Bounds { bytes: 2_100, ..PLENTY };
    let mut rounds = 0;
    loop {
        let brought = work(&scene.baraka, little).await?;
        ensure!(brought.bytes <= 2 * little.bytes, "{brought:?}");
        rounds += 1;
        if !brought.again {
            break;
        }
        ensure!(rounds < 50, "it never ends: {brought:?}");
    }
    ensure!(rounds > 1, "one was enough, so the bound was not reached");
    scene.amina.sync().await?;
    let view: AssignmentView = scene.amina.must("work.get", json!({ "assignment": a })).await?;
    ensure!(view.row.logged == 40, "{}", view.row.logged);
    Ok(())
}
