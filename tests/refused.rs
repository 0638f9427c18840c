//! What the server refuses is kept, shown, and stops nothing else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::sync::RefusedRow;
use client::api::work::AssignmentRow;
use serde_json::{Value, json};
use testkit::{Office, Scene, example, log};

/// Two assignments for Baraka at Kibera, both on his phone.
async fn two_shares(office: &Office) -> Result<Scene> {
    Scene::offered(office, office.url(), "PO-0773", "SK-RING-01", &[20, 10]).await
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
    let scene = two_shares(&office).await?;
    let baraka = &scene.baraka;
    baraka.network(false).await?;
    for assignment in &scene.assignments {
        // The same answer in the same second makes the same bytes in both documents.
        scene.accept(assignment).await?;
    }
    baraka.must::<Value>("work.log", log(scene.assignments.first().context("work")?, 4)).await?;
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
    let scene = two_shares(&office).await?;
    let (baraka, amina) = (&scene.baraka, &scene.amina);
    let batches: Vec<Value> = baraka.must("batch.list", json!({})).await?;
    let batch = &batches.first().context("batch")?["batch"];
    for (call, args) in [
        ("batch.complete", json!({ "batch": batch, "reason": "mine" })),
        ("store.receive", json!({ "material": "BRASS-SHEET", "quantity": 10, "lot": "" })),
    ] {
        let refused = baraka.call::<Value>(call, args).await.unwrap_err();
        ensure!(["not_allowed", "not_found"].contains(&refused.code.as_str()), "{call}: {refused:?}");
    }
    // A lead works on somebody's behalf, and it is marked so.
    let name = scene.assignments.first().context("work")?;
    let yes = json!({ "assignment": name, "accept": true, "reason": "" });
    amina.must::<Value>("work.decide", yes).await?;
    amina.sync().await?;
    baraka.sync().await?;
    let view: Value = baraka.must("work.get", json!({ "assignment": name })).await?;
    ensure!(view["history"][0]["by"] == "Amina" && view["history"][0]["on_behalf"] == true, "{view}");
    Ok(())
}
