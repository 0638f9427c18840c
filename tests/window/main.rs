//! The app's own window, driven as a person would: the real binary, a real server, a screen nobody sees.
//!
//! The long story is told through the browser in `tests/e2e/`; this one shows that the same screens on the same
//! core work through the shell. What the window showed is kept as pictures in the target folder.

#![allow(clippy::unwrap_used)]

mod stage;

use anyhow::{Context, Result, ensure};
use client::api::office::{OrderRow, OrderView, WorkshopRow};
use client::api::person::MemberRow;
use client::api::work::AssignmentRow;
use client::api::workshop::{BatchRow, BatchView};
use serde_json::json;
use stage::Stage;
use std::path::Path;
use std::process::Command;
use testkit::{FakeClock, Handset, Office, binary};

/// Monday 23 November 2026, eight in the morning in Nairobi.
const MONDAY: i64 = 1_795_410_000;

#[tokio::test(flavor = "multi_thread")]
async fn baraka_accepts_his_work_and_logs_pieces_in_swahili() -> Result<()> {
    let office = Office::with_examples()?;
    let (amina, batch) = a_batch_for_baraka(&office).await?;
    let phone = tempfile::tempdir()?;
    for name in ["Baraka", "Wanjiru"] {
        enrol(&office, phone.path(), name)?;
    }

    let window = Stage::open(phone.path(), office.url()).await?;
    window.picture("window-1-language").await?;
    window.press("lang-sw").await?;
    window.find("person-Wanjiru").await?;
    window.picture("window-2-people").await?;
    window.press("person-Baraka").await?;

    window.wait_until("work-row", "data-state", "offered").await?;
    ensure!(window.text("title").await? == "Kazi zangu");
    window.wait_until("sync-badge", "data-state", "sent").await?;
    window.fits().await?;
    window.picture("window-3-offered").await?;

    window.press("accept").await?;
    window.wait_until("work-row", "data-state", "accepted").await?.click().await?;
    window.press("log").await?;
    window.press("log-pieces-plus-5").await?;
    window.press("log-minutes-plus-60").await?;
    window.fits().await?;
    window.picture("window-4-log").await?;
    window.press("save").await?;
    ensure!(window.text("made").await?.contains('5'), "{}", window.text("made").await?);

    window.press("sync-badge").await?;
    window.press("sync-now").await?;
    window.wait_until("sync-badge", "data-unsent", "0").await?;
    window.wait_until("sync-badge", "data-state", "sent").await?;
    window.picture("window-5-sent").await?;
    window.close().await?;

    amina.sync().await?;
    let seen: BatchView = amina.must("batch.get", json!({ "batch": batch })).await?;
    let share: Vec<&AssignmentRow> = seen.shares.iter().filter(|share| share.logged == 5).collect();
    ensure!(share.len() == 1, "Amina sees {:?}", seen.shares);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn amina_takes_her_batches_along_twice_and_has_two_files() -> Result<()> {
    let office = Office::with_examples()?;
    a_batch_for_baraka(&office).await?;
    let phone = tempfile::tempdir()?;
    enrol(&office, phone.path(), "Amina")?;
    let window = Stage::open(phone.path(), office.url()).await?;
    window.press("lang-en").await?;
    window.press("person-Amina").await?;
    window.find("batch-row").await?;
    window.press("menu").await?;
    window.press("to-export").await?;
    window.press("export-batches").await?;
    window.press("export-csv").await?;
    let mut files = Vec::new();
    for there in 1..=2 {
        window.press("export-save").await?;
        window.wait_until("exported", "data-state", "saved").await?;
        files = window.saved(there).await?;
        ensure!(window.text("exported").await?.contains("(1).csv") == (there == 2), "what it is really called is said");
        window.press("export-batches").await?;
    }
    window.picture("window-7-export").await?;
    for text in files {
        ensure!(text.starts_with("batch,workshop,order,") && text.contains(",KIBERA-1,"), "{text}");
    }
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_cannot_be_opened_says_so_in_the_window() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let in_the_way = folder.path().join("phone");
    std::fs::write(&in_the_way, "not a folder")?;

    let window = Stage::open(&in_the_way, "").await?;
    window.find("error").await?;
    window.picture("window-6-error").await?;
    window.close().await
}

/// Esther plans ten pieces for Kibera, Amina offers six of them to Baraka.
async fn a_batch_for_baraka(office: &Office) -> Result<(Handset, String)> {
    let esther = handset(office, "Esther").await?;
    let amina = handset(office, "Amina").await?;

    let orders: Vec<OrderRow> = esther.must("order.list", json!({})).await?;
    let large = orders.into_iter().find(|order| order.pieces >= 100).context("no large order")?;
    let order: OrderView = esther.must("order.get", json!({ "order": large.order })).await?;
    let line = order.lines.first().context("an order without lines")?;
    let workshops: Vec<WorkshopRow> = esther.must("workshop.list", json!({})).await?;
    let kibera = workshops.iter().find(|row| row.workshop.code == "KIBERA-1").context("no KIBERA-1")?;
    let plan = json!({
        "order": large.order, "sku": line.product.sku, "workshop": kibera.workshop.workshop,
        "pieces": 10, "due": "2026-12-18", "note": "",
    });
    esther.must::<BatchView>("batch.create", plan).await?;
    esther.sync().await?;

    amina.sync().await?;
    let members: Vec<MemberRow> = amina.must("member.list", json!({})).await?;
    let baraka = members.iter().find(|member| member.name == "Baraka").context("no Baraka")?;
    let batches: Vec<BatchRow> = amina.must("batch.list", json!({})).await?;
    let batch = batches.first().context("Amina has no batch")?.batch.clone();
    let split = json!({ "batch": batch, "shares": [{ "person": baraka.person, "pieces": 6 }], "note": "" });
    amina.must::<BatchView>("batch.split", split).await?;
    amina.sync().await?;
    Ok((amina, batch))
}

async fn handset(office: &Office, name: &str) -> Result<Handset> {
    let handset = Handset::enrol(office.url(), &office.invite(name)?, FakeClock::at(MONDAY)).await?;
    handset.sync().await?;
    Ok(handset)
}

fn enrol(office: &Office, phone: &Path, name: &str) -> Result<()> {
    let code = office.invite(name)?;
    let output = Command::new(binary("karakana-web-host")?)
        .args(["enrol", "--server", office.url(), "--phone"])
        .arg(phone)
        .arg(code)
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
