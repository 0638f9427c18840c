//! A phone's database is copied or restored: both copies go on, and nothing that either was shown as saved is lost.

use anyhow::{Context, Result, ensure};
use client::api::work::{AssignmentView, HistoryKind};
use serde_json::{Value, json};
use std::path::Path;
use testkit::{Handset, Office, Scene, log};

async fn pieces(phone: &Handset, assignment: &str) -> Result<(u32, usize)> {
    let view: AssignmentView = phone.must("work.get", json!({ "assignment": assignment })).await?;
    let counted = view.history.iter().filter(|h| h.what == HistoryKind::Log && !h.replaced).count();
    Ok((view.row.logged, counted))
}

async fn baraka(office: &Office) -> Result<(Scene, String)> {
    let scene = Scene::offered(office, office.url(), "PO-0772", "SK-HOOP-02", &[100]).await?;
    let assignment = scene.assignments.first().context("an assignment")?.clone();
    scene.accept(&assignment).await?;
    scene.baraka.must::<Value>("work.log", log(&assignment, 1)).await?;
    scene.baraka.sync().await?;
    Ok((scene, assignment))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_phone_and_the_original_both_keep_their_work() -> Result<()> {
    let office = Office::with_examples()?;
    let (mut scene, a) = baraka(&office).await?;
    scene.baraka.switch_off().await;
    let twin_folder = tempfile::TempDir::new()?;
    copy(&scene.baraka.folder(), twin_folder.path())?;
    scene.baraka.restart().await?;
    let twin = scene.baraka.twin(twin_folder)?;

    scene.baraka.must::<Value>("work.log", log(&a, 5)).await?;
    let view: AssignmentView = twin.must("work.log", log(&a, 7)).await?;
    let slip = view.history.first().context("history")?.entry.clone();
    let mut right = log(&a, 6);
    right["corrects"] = json!(slip);
    twin.must::<Value>("work.log", right).await?;
    scene.baraka.sync().await?;
    twin.sync().await?;
    twin.must::<Value>("work.log", log(&a, 9)).await?;
    twin.sync().await?;
    scene.baraka.sync().await?;
    scene.amina.sync().await?;
    for phone in [&scene.baraka, &twin, &scene.amina] {
        ensure!(pieces(phone, &a).await? == (1 + 5 + 6 + 9, 4), "{:?}", pieces(phone, &a).await?);
        let refused: Vec<Value> = phone.must("sync.refused", json!({})).await?;
        ensure!(refused.is_empty(), "{refused:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_database_goes_on_without_losing_what_was_sent_since() -> Result<()> {
    let office = Office::with_examples()?;
    let (mut scene, a) = baraka(&office).await?;
    scene.baraka.switch_off().await;
    let database = scene.baraka.database();
    let backup = scene.baraka.folder().join("backup.sqlite");
    rusqlite::Connection::open(&database)?.execute("VACUUM INTO ?1", [backup.to_string_lossy()])?;
    for since in [3, 4] {
        scene.baraka.restart().await?;
        scene.baraka.must::<Value>("work.log", log(&a, since)).await?;
        scene.baraka.sync().await?;
        scene.baraka.switch_off().await;
    }
    for part in ["sqlite-wal", "sqlite-shm"] {
        let _ = std::fs::remove_file(database.with_extension(part));
    }
    std::fs::copy(backup, &database)?;
    scene.baraka.restart().await?;
    ensure!(pieces(&scene.baraka, &a).await? == (1, 1), "the backup is old");
    scene.baraka.must::<Value>("work.log", log(&a, 10)).await?;
    scene.baraka.sync().await?;
    scene.amina.sync().await?;
    for phone in [&scene.baraka, &scene.amina] {
        ensure!(pieces(phone, &a).await? == (1 + 3 + 4 + 10, 4), "{:?}", pieces(phone, &a).await?);
    }
    let refused: Vec<Value> = scene.baraka.must("sync.refused", json!({})).await?;
    ensure!(refused.is_empty(), "{refused:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_waited_when_the_copy_was_made_and_was_sent_since_counts_once() -> Result<()> {
    let office = Office::with_examples()?;
    let (mut scene, a) = baraka(&office).await?;
    scene.baraka.network(false).await?;
    scene.baraka.must::<Value>("work.log", log(&a, 5)).await?;
    scene.baraka.switch_off().await;
    let copied = tempfile::TempDir::new()?;
    copy(&scene.baraka.folder(), copied.path())?;
    scene.baraka.restart().await?;
    scene.baraka.sync().await?;
    scene.baraka.must::<Value>("work.log", log(&a, 2)).await?;
    scene.baraka.sync().await?;
    let restored = scene.baraka.twin(copied)?;
    restored.must::<Value>("work.log", log(&a, 3)).await?;
    restored.sync().await?;
    scene.amina.sync().await?;
    for phone in [&restored, &scene.amina] {
        ensure!(pieces(phone, &a).await? == (1 + 5 + 2 + 3, 4), "{:?}", pieces(phone, &a).await?);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_put_back_to_its_last_sync_but_one_gets_its_own_work_again() -> Result<()> {
    let office = Office::with_examples()?;
    let (mut scene, a) = baraka(&office).await?;
    scene.baraka.switch_off().await;
    let copied = tempfile::TempDir::new()?;
    copy(&scene.baraka.folder(), copied.path())?;
    scene.baraka.restart().await?;
    scene.baraka.must::<Value>("work.log", log(&a, 5)).await?;
    scene.baraka.sync().await?;
    // Its next number is the one that the server has seen last: by that alone nobody can tell.
    let put_back = scene.baraka.twin(copied)?;
    put_back.sync().await?;
    ensure!(pieces(&put_back, &a).await? == (1 + 5, 2), "{:?}", pieces(&put_back, &a).await?);
    Ok(())
}
