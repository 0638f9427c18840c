//! What the server refuses is kept, shown, and stops nothing else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::sync::RefusedRow;
use client::api::work::AssignmentRow;
use serde_json::{Value, json};
use testkit::{FakeClock, Handset, Office, example};

const NOW: i64 = 1_795_410_000;

/// Two assignments for Baraka at Kibera, both on his phone.
async fn baraka_with_work(office: &Office) -> Result<(Handset, Handset)> {
    let enrol = async |name: &str| {
        let phone = Handset::enrol(office.url(), &office.invite(name)?, FakeClock::at(NOW)).await?;
        phone.sync().await?;
        anyhow::Ok(phone)
    };
    let (esther, amina, baraka) = (enrol("Esther").await?, enrol("Amina").await?, enrol("Baraka").await?);
    let orders: Vec<Value> = esther.must("order.list", json!({})).await?;
    let order = orders.iter().find(|o| o["number"] == "PO-0773").context("order")?;
    let shops: Vec<Value> = esther.must("workshop.list", json!({})).await?;
    let kibera = shops.iter().find(|s| s["workshop"]["code"] == "KIBERA-1").context("workshop")?;
    let plan = json!({ "order": order["order"], "sku": "SK-RING-01", "workshop": kibera["workshop"]["workshop"],
                       "pieces": 60, "due": "2026-12-05", "note": "" });
    let batch: Value = esther.must("batch.create", plan).await?;
    esther.sync().await?;
    amina.sync().await?;
    let members: Vec<Value> = amina.must("member.list", json!({})).await?;
    let person = &members.iter().find(|m| m["name"] == "Baraka").context("member")?["person"];
    let shares = json!([{ "person": person, "pieces": 20 }, { "person": person, "pieces": 10 }]);
    amina.must::<Value>("batch.split", json!({ "batch": batch["row"]["batch"], "shares": shares, "note": "" })).await?;
    amina.sync().await?;
    baraka.sync().await?;
    Ok((baraka, amina))
}

/// The people list with Baraka at another workshop.
fn moved(office: &Office) -> Result<String> {
    let people = std::fs::read_to_string(example("people.csv"))?;
    let path = office.folder().join("people.csv");
    std::fs::write(&path, people.replace("artisan,Baraka,KIBERA-1", "artisan,Baraka,RONGAI-1"))?;
    Ok(path.to_string_lossy().into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn baraka_is_moved_while_he_works_offline() -> Result<()> {
    let office = Office::with_examples()?;
    let (baraka, _amina) = baraka_with_work(&office).await?;
    baraka.network(false).await?;
    let mine: Vec<AssignmentRow> = baraka.must("work.list", json!({})).await?;
    for row in &mine {
        // The same answer in the same second makes the same bytes in both documents.
        let yes = json!({ "assignment": row.assignment, "accept": true, "reason": "" });
        baraka.must::<Value>("work.decide", yes).await?;
    }
    let log = json!({ "assignment": mine.first().context("work")?.assignment, "pieces": 4, "minutes": 80, "scrap": 0,
                      "note": "", "corrects": null });
    baraka.must::<Value>("work.log", log).await?;
    office.must(&["import", "people", &moved(&office)?])?;

    baraka.network(true).await?;
    baraka.sync().await?;
    let refused: Vec<RefusedRow> = baraka.must("sync.refused", json!({})).await?;
    ensure!(refused.len() == 3 && refused.iter().all(|r| r.code == "not_permitted"), "{refused:?}");
    let view: Value = baraka.must("sync.status", json!({})).await?;
    ensure!(view["refused"] == 3 && view["unsent"] == 0 && view["state"] == "sent", "{view}");
    let mine: Vec<AssignmentRow> = baraka.must("work.list", json!({})).await?;
    ensure!(mine.is_empty(), "the old workshop's work has left the phone");
    let me: Value = baraka.must("person.me", json!({})).await?;
    ensure!(me["workshop"]["code"] == "RONGAI-1" && me["lead"]["name"] == "Mumbi", "{me}");
    baraka.sync().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_artisan_hears_no_at_once_where_the_server_would_say_it_in_a_week() -> Result<()> {
    let office = Office::with_examples()?;
    let (baraka, amina) = baraka_with_work(&office).await?;
    let batches: Vec<Value> = baraka.must("batch.list", json!({})).await?;
    let batch = &batches.first().context("batch")?["batch"];
    for (call, args) in [
        ("batch.complete", json!({ "batch": batch, "reason": "mine" })),
        ("batch.split", json!({ "batch": batch, "shares": [{ "person": 1, "pieces": 1 }], "note": "" })),
        ("store.receive", json!({ "material": "BRASS-SHEET", "quantity": 10, "lot": "" })),
    ] {
        let refused = baraka.call::<Value>(call, args).await.unwrap_err();
        ensure!(["not_allowed", "not_found"].contains(&refused.code.as_str()), "{call}: {refused:?}");
    }
    let mine: Vec<AssignmentRow> = baraka.must("work.list", json!({})).await?;
    // A lead works on somebody's behalf, and it is marked so.
    let name = &mine.first().context("work")?.assignment;
    let yes = json!({ "assignment": name, "accept": true, "reason": "" });
    amina.must::<Value>("work.decide", yes).await?;
    amina.sync().await?;
    baraka.sync().await?;
    let view: Value = baraka.must("work.get", json!({ "assignment": name })).await?;
    ensure!(view["history"][0]["by"] == "Amina" && view["history"][0]["on_behalf"] == true, "{view}");
    Ok(())
}
