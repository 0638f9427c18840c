//! What screens read can be dropped and made anew from the documents, and is then the same.

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log};

/// All rows of all projections.
fn rows(phone: &Handset) -> Result<Vec<(String, Vec<Vec<Cell>>)>> {
    let kept = ["setting", "chunk", "outbox", "refused", "quarantine", "sqlite_sequence"];
    let connection = rusqlite::Connection::open(phone.database())?;
    let mut tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables = tables.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut out = Vec::new();
    for table in tables.into_iter().filter(|t| !kept.contains(&t.as_str())) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let cells = |r: &rusqlite::Row<'_>| (0..columns).map(|at| r.get(at)).collect();
        let mut rows = statement.query_map([], cells)?.collect::<rusqlite::Result<Vec<Vec<Cell>>>>()?;
        rows.sort_by_key(|row| format!("{row:?}"));
        out.push((table, rows));
    }
    Ok(out)
}

#[tokio::test(flavor = "multi_thread")]
async fn projections_made_anew_are_the_same() -> Result<()> {
    let office = Office::with_examples()?;
    let mut scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20, 10]).await?;
    let assignment = scene.assignments.first().context("an assignment")?.clone();
    scene.accept(&assignment).await?;
    scene.baraka.must::<Value>("work.log", log(&assignment, 5)).await?;
    let hand_in = json!({ "assignment": assignment, "pieces": 5 });
    scene.baraka.must::<Value>("work.hand_in", hand_in).await?;
    // Material of two lots, of which he gives some back.
    let me: Value = scene.baraka.must("person.me", json!({})).await?;
    for lot in ["L-1", "L-2"] {
        let came = json!({ "material": "BRASS-SHEET", "quantity": 300, "lot": lot });
        scene.amina.must::<Value>("store.receive", came).await?;
    }
    let give = json!({ "person": me["person"], "material": "BRASS-SHEET", "quantity": 400, "assignment": null });
    scene.amina.must::<Value>("store.issue", give).await?;
    scene.amina.sync().await?;
    scene.baraka.sync().await?;
    let holding: Value = scene.baraka.must("material.holding", json!({})).await?;
    let issue = holding.pointer("/to_receive/0/issue").context("an issue")?;
    scene.baraka.must::<Value>("material.receive", json!({ "issue": issue, "quantity": 400 })).await?;
    scene.baraka.must::<Value>("material.give_back", json!({ "material": "BRASS-SHEET", "quantity": 350 })).await?;
    scene.baraka.network(false).await?;

    let before = rows(&scene.baraka)?;
    ensure!(before.iter().filter(|(_, rows)| !rows.is_empty()).count() >= 9, "there is something to compare");
    scene.baraka.switch_off().await;
    let connection = rusqlite::Connection::open(scene.baraka.database())?;
    connection.execute_batch(
        "DELETE FROM setting WHERE name = 'projection'; DELETE FROM work; UPDATE batch SET pieces = 1;
         UPDATE movement SET lots = '[]';",
    )?;
    drop(connection);
    scene.baraka.restart().await?;
    scene.baraka.network(false).await?;
    ensure!(rows(&scene.baraka)? == before);
    Ok(())
}
