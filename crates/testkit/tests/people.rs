//! What the office learns of somebody later, and where it is then: on the phones of the workshop, in the suggested split, in
//! the list that pays. Real phones on a real server.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::pay::{FileView, RunView};
use client::api::people::{Made, PeopleView, PersonRow};
use client::api::person::{Me, MemberRow};
use client::api::plan::{SuggestedShare, SuggestedSplit, WhyKind};
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log, phone};

const NOVEMBER: &str = "2026-11";

async fn found(esther: &Handset, name: &str) -> Result<PersonRow> {
    let view: PeopleView = esther.must("person.list", json!({})).await?;
    view.people.into_iter().find(|p| p.name == name).with_context(|| format!("{name} is not there"))
}

/// Changes nothing that is not named in `what`.
async fn change(esther: &Handset, person: u32, what: Value) -> Result<()> {
    let mut args = json!({ "person": person, "name": null, "phone": null, "skills": null, "hours": null });
    let (all, what) = (args.as_object_mut().unwrap(), what.as_object().unwrap().clone());
    all.extend(what);
    esther.must::<Value>("person.change", args).await.map(drop)
}

async fn lead_of(baraka: &Handset) -> Result<(String, String)> {
    let lead = baraka.must::<Me>("person.me", json!({})).await?.lead.context("a lead")?;
    Ok((lead.name, lead.phone))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_given_at_the_office_is_called_by_baraka_and_is_in_the_next_payout_list() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20]).await?;
    let Scene { esther, amina, baraka, .. } = &scene;
    let neema = phone(&office, "Neema", office.url()).await?;
    let (amina_is, baraka_is) = (found(esther, "Amina").await?, found(esther, "Baraka").await?);
    ensure!(amina_is.skills == ["brass", "horn-bone"] && amina_is.hours_per_week == Some(40), "{amina_is:?}");
    ensure!(lead_of(baraka).await? == ("Amina".into(), String::new()), "nobody knows her number");

    // The answer is lost, or the button pressed twice: once more changes nothing.
    for _ in 0..2 {
        change(esther, amina_is.person, json!({ "phone": "0712 345 678" })).await?;
    }
    change(esther, amina_is.person, json!({ "name": "Amina Wairimu" })).await?;
    for phone in [esther, amina, baraka] {
        phone.sync().await?;
    }
    ensure!(lead_of(baraka).await? == ("Amina Wairimu".into(), "+254712345678".into()), "he calls her");
    ensure!(amina.must::<Me>("person.me", json!({})).await?.name == "Amina Wairimu", "her own phone says so, too");
    let refused = esther.call::<Value>(
        "person.change",
        json!({ "person": amina_is.person, "name": null, "phone": "0712", "skills": null, "hours": null }),
    );
    ensure!(refused.await.unwrap_err().code == "bad_phone");
    ensure!(found(esther, "Amina Wairimu").await?.phone == "+254712345678", "nothing of it was done");

    // Baraka's work is checked, and the list that pays it is prepared before anybody has asked him for his number.
    let work = &scene.assignments[0];
    scene.accept(work).await?;
    baraka.must::<Value>("work.log", log(work, 20)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": work, "pieces": 20 })).await?;
    baraka.sync().await?;
    amina.sync().await?;
    let good = json!({ "assignment": work, "accepted": 20, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;
    amina.sync().await?;
    esther.sync().await?;
    esther.must::<Value>("pay.close", json!({ "month": NOVEMBER, "person": null })).await?;
    let run: RunView = esther.must("run.prepare", json!({})).await?;
    ensure!(run.lines.len() == 1 && run.lines[0].phone.is_empty() && run.lines[0].phone_now.is_none(), "{run:?}");
    change(esther, baraka_is.person, json!({ "phone": "+254 711 111 111" })).await?;
    for phone in [esther, &neema] {
        phone.sync().await?;
    }
    let of = json!({ "run": run.row.run });
    let seen: RunView = neema.must("run.get", of.clone()).await?;
    ensure!(seen.lines[0].phone == "+254711111111", "who approves sees where the money goes: {seen:?}");
    neema.must::<RunView>("run.approve", of.clone()).await?;
    for phone in [&neema, esther] {
        phone.sync().await?;
    }
    let file: FileView = esther.must("run.csv", of.clone()).await?;
    ensure!(file.text.contains("\n+254711111111,Baraka,"), "{}", file.text);

    // That payment does not arrive. The next list is prepared with a number, which stays; that there is another is said.
    let line = json!({ "run": run.row.run, "line": run.lines[0].line, "reason": "wrong number" });
    esther.must::<RunView>("run.failed", line).await?;
    let next: RunView = esther.must("run.prepare", json!({})).await?;
    change(esther, baraka_is.person, json!({ "phone": "0722 222 222" })).await?;
    esther.sync().await?;
    let next: RunView = esther.must("run.get", json!({ "run": next.row.run })).await?;
    let numbers = (next.lines[0].phone.as_str(), next.lines[0].phone_now.as_deref());
    ensure!(numbers == ("+254711111111", Some("+254722222222")), "{next:?}");
    Ok(())
}

async fn suggested(amina: &Handset, batch: &Value, name: &str) -> Result<SuggestedShare> {
    let split: SuggestedSplit = amina.must("batch.suggest", json!({ "batch": batch })).await?;
    split.shares.into_iter().find(|share| share.name == name).with_context(|| format!("{name} is not asked"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_came_without_skills_is_asked_once_the_office_has_written_them_down() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[10]).await?;
    let Scene { esther, amina, .. } = &scene;
    let orders: Vec<Value> = esther.must("order.list", json!({})).await?;
    let order = orders.iter().find(|o| o["number"] == "PO-0773").context("the order")?["order"].clone();
    let more =
        json!({ "order": order, "sku": "SK-RING-01", "workshop": 1, "pieces": 45, "due": "2027-01-13", "note": "" });
    let batch = esther.must::<Value>("batch.create", more).await?["row"]["batch"].clone();

    // What can be chosen is what people here can do and what the catalogue asks for.
    let view: PeopleView = esther.must("person.list", json!({})).await?;
    ensure!(view.skills == ["assembly", "beads", "brass", "casting", "horn-bone"], "{:?}", view.skills);
    let kibera = view.workshops.iter().find(|w| w.code == "KIBERA-1").context("Kibera")?.workshop;
    let new = json!({ "name": "Zuhura", "role": "artisan", "workshop": kibera, "phone": "", "language": "sw",
                      "skills": [], "hours_per_week": null });
    let zuhura = esther.must::<Made>("person.add", new).await?.number.context("a number")?;
    esther.sync().await?;
    amina.sync().await?;
    let before = suggested(amina, &batch, "Zuhura").await?;
    ensure!(before.pieces == 0 && before.why[0].what == WhyKind::NoSkill, "{before:?}");

    change(esther, zuhura, json!({ "skills": ["casting", "brass"], "hours": { "per_week": 40 } })).await?;
    amina.sync().await?;
    let members: Vec<MemberRow> = amina.must("member.list", json!({})).await?;
    let hers = members.iter().find(|m| m.person == zuhura).context("Zuhura")?;
    ensure!(hers.skills == ["brass", "casting"] && hers.hours_per_week == Some(40), "{hers:?}");
    let after = suggested(amina, &batch, "Zuhura").await?;
    ensure!(after.pieces > 0 && after.why.iter().all(|why| why.what != WhyKind::HoursUnknown), "{after:?}");

    // Not known any more: she is asked as somebody who said nothing of her hours.
    change(esther, zuhura, json!({ "hours": { "per_week": null } })).await?;
    amina.sync().await?;
    let unknown = suggested(amina, &batch, "Zuhura").await?;
    ensure!(unknown.why.iter().any(|why| why.what == WhyKind::HoursUnknown), "{unknown:?}");

    // With skills from the beginning; and who has left is not changed.
    let new = json!({ "name": "Farida", "role": "artisan", "workshop": kibera, "phone": "0733 333 333",
                      "language": "sw", "skills": ["brass"], "hours_per_week": 20 });
    esther.must::<Made>("person.add", new).await?;
    let farida = found(esther, "Farida").await?;
    ensure!((farida.phone.as_str(), farida.hours_per_week) == ("+254733333333", Some(20)), "{farida:?}");
    esther.must::<Value>("person.end", json!({ "person": zuhura })).await?;
    let args = json!({ "person": zuhura, "name": "Zuhura A.", "phone": null, "skills": null, "hours": null });
    ensure!(esther.call::<Value>("person.change", args).await.unwrap_err().code == "has_left");
    Ok(())
}
