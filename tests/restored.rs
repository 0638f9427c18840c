//! The server's disk is lost and an old backup takes its place: what phones had sent since comes back from them.

use anyhow::{Context, Result, ensure};
use client::api::work::{AssignmentView, HistoryKind};
use serde_json::{Value, json};
use testkit::{Handset, Office, Proxy, Scene, log, phone};

async fn logged(phone: &Handset, assignment: &str) -> Result<(u32, usize)> {
    let view: AssignmentView = phone.must("work.get", json!({ "assignment": assignment })).await?;
    let logs = view.history.iter().filter(|h| h.what == HistoryKind::Log && !h.replaced).count();
    Ok((view.row.logged, logs))
}

/// The phone reaches the server that serves now. Its connection to the one before is dead, which costs it a try.
async fn reach(phone: &Handset, proxy: &Proxy, office: &Office) {
    proxy.move_to(office.url());
    phone.try_sync().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_after_the_backup_comes_back_from_the_phone() -> Result<()> {
    let mut office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let scene = Scene::offered(&office, &proxy.url, "PO-0772", "SK-HOOP-02", &[100]).await?;
    let (baraka, a) = (&scene.baraka, scene.assignments.first().context("an assignment")?);
    scene.accept(a).await?;
    baraka.must::<Value>("work.log", log(a, 1)).await?;
    baraka.sync().await?;

    let backup = tempfile::TempDir::new()?;
    office.back_up(backup.path())?;
    reach(baraka, &proxy, &office).await;
    for pieces in [5, 7] {
        baraka.must::<Value>("work.log", log(a, pieces)).await?;
        baraka.sync().await?;
    }

    baraka.network(false).await?;
    office.put_back(backup.path())?;
    // Amina's new phone shows what the office has by now.
    let amina = phone(&office, "Amina", office.url()).await?;
    ensure!(logged(&amina, a).await? == (1, 1), "the backup is old: {:?}", logged(&amina, a).await?);

    baraka.must::<Value>("work.log", log(a, 9)).await?;
    baraka.network(true).await?;
    reach(baraka, &proxy, &office).await;
    baraka.sync().await?;
    amina.sync().await?;
    for phone in [baraka, &amina] {
        ensure!(logged(phone, a).await? == (1 + 5 + 7 + 9, 4), "{:?}", logged(phone, a).await?);
    }
    let refused: Vec<Value> = baraka.must("sync.refused", json!({})).await?;
    ensure!(refused.is_empty(), "{refused:?}");
    Ok(())
}

/// Nothing waits on the phone when it hears that the server was restored: it brings back what it had sent all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_phone_without_anything_to_send_repairs_the_server_too() -> Result<()> {
    let mut office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let scene = Scene::offered(&office, &proxy.url, "PO-0773", "SK-RING-01", &[20]).await?;
    let (baraka, a) = (&scene.baraka, scene.assignments.first().context("an assignment")?);
    let backup = tempfile::TempDir::new()?;
    office.back_up(backup.path())?;
    reach(baraka, &proxy, &office).await;
    scene.accept(a).await?;
    baraka.must::<Value>("work.log", log(a, 8)).await?;
    baraka.sync().await?;

    office.put_back(backup.path())?;
    reach(baraka, &proxy, &office).await;
    baraka.sync().await?;
    let amina = phone(&office, "Amina", office.url()).await?;
    ensure!(logged(&amina, a).await? == (8, 1), "{:?}", logged(&amina, a).await?);
    Ok(())
}
