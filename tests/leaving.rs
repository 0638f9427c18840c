//! A phone that the office closes hands over what it had not sent, and then holds nothing of its person any more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::people::{DeviceRow, HeldRow, InvitationView, Made, PeopleView};
use client::api::work::AssignmentRow;
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log};

/// Baraka with work on his phone that was not sent: an answer and a log.
async fn unsent(office: &Office) -> Result<Scene> {
    let scene = Scene::offered(office, office.url(), "PO-0773", "SK-RING-01", &[20]).await?;
    scene.baraka.network(false).await?;
    let assignment = scene.assignments.first().context("work")?;
    scene.accept(assignment).await?;
    scene.baraka.must::<Value>("work.log", log(assignment, 4)).await?;
    Ok(scene)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_is_closed_by_esther_and_barakas_work_is_not_lost() -> Result<()> {
    let office = Office::with_examples()?;
    let mut scene = unsent(&office).await?;
    let esther = &scene.esther;
    let devices: Vec<DeviceRow> = esther.must("device.list", json!({})).await?;
    let his = devices.iter().find(|d| d.name == "Baraka").context("his phone")?;
    ensure!(his.closed.is_none() && devices.iter().filter(|d| d.mine).count() == 1, "{devices:?}");
    let of_device = json!({ "device": his.device });
    esther.must::<Value>("device.revoke", of_device.clone()).await?;
    esther.must::<Value>("device.revoke", of_device).await?;

    let database = scene.baraka.database();
    ensure!(database.exists());
    scene.baraka.network(true).await?;
    scene.baraka.try_sync().await;
    let gone = scene.baraka.call::<Value>("person.me", json!({})).await.unwrap_err();
    ensure!(gone.code == "no_profile" && !database.exists() && !database.with_file_name("device.key").exists());
    // What happened stays, also after the phone was switched off, until somebody has read it.
    scene.baraka.restart().await?;
    let phone: Value = scene.baraka.phone_call("phone.open", json!({})).await?;
    ensure!(phone["people"] == json!([]), "{phone}");
    let left = &phone["left"][0];
    ensure!(left["name"] == "Baraka" && left["reason"] == "revoked" && left["handed_over"] == 2, "{left}");
    let profile = json!({ "profile": left["profile"] });
    scene.baraka.phone_call("phone.forget_left", profile).await?;
    let phone: Value = scene.baraka.phone_call("phone.open", json!({})).await?;
    ensure!(phone["left"] == json!([]), "{phone}");

    // Esther looks at it and takes it; Amina then sees it as if it had come in time.
    let held: Vec<HeldRow> = scene.esther.must("held.list", json!({})).await?;
    ensure!(held.len() == 1 && held[0].name == "Baraka" && held[0].made == 4 && held[0].problem.is_none(), "{held:?}");
    scene.esther.must::<Value>("held.accept", json!({ "held": held[0].held })).await?;
    let held: Vec<HeldRow> = scene.esther.must("held.list", json!({})).await?;
    ensure!(held.is_empty(), "{held:?}");
    // The network is back for both of his assignments' readers.
    scene.amina.sync().await?;
    let name = scene.assignments.first().context("work")?;
    let view: Value = scene.amina.must("work.get", json!({ "assignment": name })).await?;
    ensure!(view["row"]["logged"] == 4 && view["row"]["state"] == "in_progress", "{view}");
    let acts: Vec<Value> = scene.esther.must("audit.list", json!({ "before": "" })).await?;
    ensure!(acts[0]["act"] == "held_accepted" && acts[0]["by"] == "Esther" && acts[0]["about"] == "Baraka", "{acts:?}");

    // With a new invitation he is back on the same phone, and has what he made.
    let baraka: PeopleView = scene.esther.must("person.list", json!({})).await?;
    let baraka = baraka.people.iter().find(|p| p.name == "Baraka").context("Baraka")?.person;
    let invitation: InvitationView = scene.esther.must("invitation.create", json!({ "person": baraka })).await?;
    ensure!(invitation.text.starts_with("KARAKANA:") && invitation.text.contains("HTTP://127.0.0.1"), "{invitation:?}");
    let again = Handset::enrol(office.url(), &invitation.code, scene.baraka.clock.clone()).await?;
    let mine: Vec<AssignmentRow> = again.must("work.list", json!({})).await?;
    ensure!(mine.len() == 1 && mine[0].logged == 4, "{mine:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_left_hears_so_and_nothing_more_is_written_on_the_phone() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = unsent(&office).await?;
    let view: PeopleView = scene.esther.must("person.list", json!({})).await?;
    let of = |name: &str| view.people.iter().find(|p| p.name == name).map(|p| p.person).context("a person");
    let (baraka, esther) = (of("Baraka")?, of("Esther")?);
    let refused = scene.esther.call::<Value>("person.end", json!({ "person": esther })).await.unwrap_err();
    ensure!(refused.code == "not_yourself", "{refused:?}");
    scene.esther.must::<Value>("person.end", json!({ "person": baraka })).await?;
    let offline = scene.baraka.call::<Value>("device.list", json!({})).await.unwrap_err();
    ensure!(offline.code == "offline", "{offline:?}");
    scene.baraka.network(true).await?;
    scene.baraka.try_sync().await;
    let phone: Value = scene.baraka.phone_call("phone.open", json!({})).await?;
    ensure!(phone["left"][0]["reason"] == "ended" && phone["left"][0]["handed_over"] == 2, "{phone}");
    // Amina leads and is no coordinator; Esther adds somebody in his place.
    let refused = scene.amina.call::<Value>("held.list", json!({})).await.unwrap_err();
    ensure!(refused.code == "not_coordinator", "{refused:?}");
    let workshop = view.people.iter().find(|p| p.name == "Amina").and_then(|p| p.workshop.clone()).context("Kibera")?;
    let new = json!({ "name": "Zuhura", "role": "artisan", "workshop": workshop.workshop, "phone": "", "language": "sw", "skills": [], "hours_per_week": null });
    let made: Made = scene.esther.must("person.add", new).await?;
    ensure!(made.number.is_some());
    scene.amina.sync().await?;
    let members: Vec<Value> = scene.amina.must("member.list", json!({})).await?;
    let names: Vec<&str> = members.iter().filter_map(|m| m["name"].as_str()).collect();
    ensure!(names.contains(&"Zuhura") && !names.contains(&"Baraka"), "{names:?}");
    Ok(())
}
