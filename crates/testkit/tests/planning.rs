//! Orders taken in, planned, split, moved and taken back, on real phones that are often off the network.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fmt::Write as _;
use testkit::{Handset, MONDAY, Office, Scene, log, phone};

const FILE: &str = "order,sku,quantity,due\nPO-9001,SK-RING-01,60,2027-01-20\nPO-9001,SK-HOOP-01,40,2027-01-20\n";

/// Bytes in base 64, as a front end hands them over.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let all = three.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS[usize::try_from(all >> (18 - 6 * place) & 63).unwrap()];
            write!(out, "{}", if place <= three.len() { char::from(digit) } else { '=' }).unwrap();
        }
    }
    out
}

fn file(text: &str) -> Value {
    json!({ "name": "orders.csv", "bytes": base64(text.as_bytes()) })
}

async fn orders(esther: &Handset, number: &str) -> Result<Vec<Value>> {
    let all: Vec<Value> = esther.must("order.list", json!({})).await?;
    Ok(all.into_iter().filter(|order| order["number"] == number).collect())
}

async fn assignment(phone: &Handset, name: &str) -> Result<Value> {
    Ok(phone.must::<Value>("work.get", json!({ "assignment": name })).await?["row"].clone())
}

async fn person(amina: &Handset, name: &str) -> Result<u32> {
    let members: Vec<Value> = amina.must("member.list", json!({})).await?;
    let found = members.iter().find(|m| m["name"] == name).context("no such member")?;
    Ok(u32::try_from(found["person"].as_u64().unwrap())?)
}

#[tokio::test]
async fn the_same_file_taken_in_on_two_phones_offline_and_at_the_server_is_one_order() -> Result<()> {
    let office = Office::with_examples()?;
    let phones = [phone(&office, "Esther", office.url()).await?, phone(&office, "Esther", office.url()).await?];
    for esther in &phones {
        esther.network(false).await?;
        let seen: Value = esther.must("order.preview", file(FILE)).await?;
        assert_eq!((seen["new"].as_array().unwrap().len(), &seen["refused"]), (1, &json!([])));
        assert!(orders(esther, "PO-9001").await?.is_empty(), "a look writes nothing");
        esther.must::<Value>("order.import", file(FILE)).await?;
        assert_eq!(orders(esther, "PO-9001").await?.len(), 1);
    }
    let path = office.folder().join("orders.csv");
    std::fs::write(&path, FILE)?;
    office.must(&["import", "orders-wholesale", &path.to_string_lossy()])?;
    for round in 0..2 {
        for esther in &phones {
            esther.network(true).await?;
            esther.sync().await.with_context(|| format!("round {round}"))?;
        }
    }
    for esther in &phones {
        let found = orders(esther, "PO-9001").await?;
        assert_eq!((found.len(), &found[0]["pieces"]), (1, &json!(100)));
        let seen: Value = esther.must("order.preview", file(FILE)).await?;
        assert_eq!((&seen["same"], seen["changed"].as_array().unwrap().len()), (&json!(1), 0));
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_file_shows_what_changes_what_is_refused_and_which_batches_are_being_made() -> Result<()> {
    let office = Office::with_examples()?;
    let esther = phone(&office, "Esther", office.url()).await?;
    esther.must::<Value>("order.import", file(FILE)).await?;
    let order = orders(&esther, "PO-9001").await?[0]["order"].clone();
    let plan: Value = esther.must("plan.suggest", json!({ "order": order })).await?;
    assert_eq!(plan["lines"].as_array().unwrap().len(), 2);
    let mut batches = Vec::new();
    for line in plan["lines"].as_array().unwrap() {
        let shares = line["split"]["shares"].as_array().unwrap();
        let given: u64 = shares.iter().map(|s| s["pieces"].as_u64().unwrap()).sum();
        assert_eq!(given + line["split"]["left"].as_u64().unwrap(), line["pieces"].as_u64().unwrap());
        assert_eq!(line["fit"], "in_time");
        assert!(shares.iter().all(|s| !s["why"].as_array().unwrap().is_empty()), "every number has its reasons");
        for share in shares.iter().filter(|s| s["pieces"] != 0) {
            batches.push(json!({ "sku": line["product"]["sku"], "workshop": share["id"], "pieces": share["pieces"], "due": line["due"] }));
        }
    }
    let needs: Vec<Value> = esther.must("plan.needs", json!({ "batches": batches })).await?;
    assert!(needs.iter().any(|need| need["material"]["code"] == "BRASS-SHEET" && need["free"] == 0));
    let planned: Value = esther.must("plan.confirm", json!({ "order": order, "batches": batches })).await?;
    assert_eq!((&planned["row"]["state"], &planned["row"]["batched"]), (&json!("in_progress"), &json!(100)));

    let newer =
        "order,sku,quantity,due\nPO-9001,SK-RING-01,30,2027-01-20\nPO-9002,SK-GOLD-01,5,\nPO-9003,SK-STUD-01,12,\n";
    let seen: Value = esther.must("order.preview", file(newer)).await?;
    let changed = &seen["changed"][0];
    assert_eq!((&changed["number"], changed["batches"].as_u64().unwrap() > 0), (&json!("PO-9001"), true));
    let lines: Vec<_> = changed["changes"].as_array().unwrap().iter().map(|c| (&c["before"], &c["after"])).collect();
    assert_eq!(lines, [(&json!(40), &json!(0)), (&json!(60), &json!(30))]);
    assert_eq!((&seen["refused"][0]["line"], &seen["refused"][0]["code"]), (&json!(3), &json!("unknown_sku")));
    assert_eq!((&seen["new"][0]["number"], &seen["left_out"]), (&json!("PO-9003"), &json!(["PO-9002"])));

    let bad = json!({ "name": "x", "bytes": "%%%" });
    assert_eq!(esther.call::<Value>("order.preview", bad).await.unwrap_err().code, "bad_arguments");
    let no: Value = esther.must("order.import", file("what,is,this\n")).await?;
    assert_eq!(no["refused"][0]["code"], "missing_columns");
    let amina = phone(&office, "Amina", office.url()).await?;
    assert_eq!(amina.call::<Value>("order.preview", file(FILE)).await.unwrap_err().code, "not_allowed");
    Ok(())
}

#[tokio::test]
async fn a_suggested_split_keeps_the_sum_and_asks_nobody_without_the_skill() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[10]).await?;
    let orders: Vec<Value> = scene.esther.must("order.list", json!({})).await?;
    let order = orders.iter().find(|o| o["number"] == "PO-0773").unwrap()["order"].clone();
    let more =
        json!({ "order": order, "sku": "SK-RING-01", "workshop": 1, "pieces": 45, "due": "2027-01-13", "note": "" });
    let batch = scene.esther.must::<Value>("batch.create", more).await?["row"]["batch"].clone();
    scene.esther.sync().await?;
    scene.amina.sync().await?;
    let split: Value = scene.amina.must("batch.suggest", json!({ "batch": batch })).await?;
    let shares = split["shares"].as_array().unwrap();
    assert_eq!((shares.iter().map(|s| s["pieces"].as_u64().unwrap()).sum::<u64>(), &split["left"]), (45, &json!(0)));
    assert_eq!(split["skills"], json!(["brass"]));
    let of = |name: &str| shares.iter().find(|s| s["name"] == name).unwrap();
    assert_eq!((&of("Mutua")["pieces"], &of("Mutua")["why"][0]["what"]), (&json!(0), &json!("no_skill")));
    let why = |name: &str| of(name)["why"].as_array().unwrap().iter().map(|w| w["what"].clone()).collect::<Vec<_>>();
    assert!(why("Baraka").contains(&json!("holds")), "what is offered to him counts: {:?}", why("Baraka"));
    assert!(of("Achieng")["pieces"].as_u64() > of("Baraka")["pieces"].as_u64(), "forty hours are more than fifteen");
    Ok(())
}

#[tokio::test]
async fn baraka_falls_ill_while_both_are_offline_and_no_piece_is_lost_or_counted_twice() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20]).await?;
    let Scene { amina, baraka, batch, .. } = &scene;
    let share = scene.assignments[0].clone();
    scene.accept(&share).await?;
    baraka.must::<Value>("work.log", log(&share, 8)).await?;
    baraka.sync().await?;
    amina.sync().await?;

    baraka.network(false).await?;
    amina.network(false).await?;
    let wanjiru = person(amina, "Wanjiru").await?;
    let rest = json!({ "assignment": share, "person": wanjiru, "pieces": 12, "help": false, "reason": "mgonjwa" });
    let view: Value = amina.must("assignment.move", rest.clone()).await?;
    assert_eq!((&view["row"]["assigned"], &view["row"]["over"]), (&json!(20), &json!(0)));
    assert_eq!(amina.call::<Value>("assignment.move", rest).await.unwrap_err().code, "assignment_closed");
    baraka.must::<Value>("work.log", log(&share, 3)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 11 })).await?;
    for phone in [baraka, amina] {
        phone.network(true).await?;
        phone.sync().await?;
    }
    for phone in [baraka, amina] {
        phone.sync().await?;
        let row = assignment(phone, &share).await?;
        assert_eq!((&row["pieces"], &row["waiting"], &row["open"]), (&json!(11), &json!(11), &json!(0)));
    }
    let view: Value = amina.must("batch.get", json!({ "batch": batch })).await?;
    assert_eq!(
        (&view["row"]["assigned"], &view["row"]["over"], &view["row"]["waiting"]),
        (&json!(23), &json!(3), &json!(11))
    );
    let other = view["shares"].as_array().unwrap().iter().find(|s| s["name"] == "Wanjiru").unwrap();
    assert_eq!(
        (&other["origin"], &other["origin_name"], &other["pieces"]),
        (&json!("instead"), &json!("Baraka"), &json!(12))
    );
    // What he made is paid: all eleven are checked, and his statement has them.
    let good = json!({ "assignment": share, "accepted": 11, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;
    let history = baraka.must::<Value>("work.get", json!({ "assignment": share })).await?["history"].clone();
    let moved = history.as_array().unwrap().iter().find(|h| h["what"] == "moved").unwrap().clone();
    assert_eq!((&moved["by"], &moved["to"], &moved["pieces"]), (&json!("Amina"), &json!("Wanjiru"), &json!(12)));
    Ok(())
}

#[tokio::test]
async fn when_the_office_takes_a_batch_back_baraka_is_told_to_stop_and_is_paid_for_what_he_made() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20, 5]).await?;
    let Scene { esther, amina, baraka, batch, .. } = &scene;
    let (share, unanswered) = (scene.assignments[0].clone(), scene.assignments[1].clone());
    scene.accept(&share).await?;
    baraka.network(false).await?;
    baraka.must::<Value>("work.log", log(&share, 9)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 5 })).await?;
    let view: Value = esther.must("batch.cancel", json!({ "batch": batch })).await?;
    assert_eq!((&view["row"]["state"], &view["may_plan"]), (&json!("cancelled"), &json!(true)));
    let again = esther.call::<Value>("batch.cancel", json!({ "batch": batch })).await.unwrap_err();
    assert_eq!(again.code, "assignment_closed");
    esther.sync().await?;
    baraka.network(true).await?;
    baraka.sync().await?;
    amina.sync().await?;

    let row = assignment(baraka, &share).await?;
    assert_eq!((&row["state"], &row["open"], &row["waiting"]), (&json!("stopped"), &json!(4), &json!(5)));
    assert_eq!(assignment(baraka, &unanswered).await?["state"], "withdrawn");
    let five = json!({ "assignment": share, "pieces": 5 });
    assert_eq!(baraka.call::<Value>("work.hand_in", five).await.unwrap_err().code, "more_than_assigned");
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 4 })).await?;
    baraka.sync().await?;
    amina.sync().await?;
    let good = json!({ "assignment": share, "accepted": 9, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;
    amina.sync().await?;
    baraka.sync().await?;
    let earned: Value = baraka.must("earnings.month", json!({ "month": null })).await?;
    assert_eq!(earned["lines"][0]["pieces"], 9);
    // Pieces that were on his bench when he heard of it can still be written down.
    baraka.must::<Value>("work.log", log(&share, 2)).await?;
    assert_eq!(assignment(baraka, &share).await?["open"], 2);
    Ok(())
}

#[tokio::test]
async fn a_smaller_batch_shows_the_lead_what_is_given_out_too_much() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[12, 8]).await?;
    let change = json!({ "batch": scene.batch, "pieces": 14, "due": "2027-01-05", "note": "" });
    scene.esther.must::<Value>("batch.change", change.clone()).await?;
    assert_eq!(scene.amina.call::<Value>("batch.change", change).await.unwrap_err().code, "not_allowed");
    scene.esther.sync().await?;
    scene.amina.sync().await?;
    let view: Value = scene.amina.must("batch.get", json!({ "batch": scene.batch })).await?;
    assert_eq!((&view["row"]["over"], &view["row"]["due"]), (&json!(6), &json!("2027-01-05")));
    let view: Value = scene.amina.must("assignment.withdraw", json!({ "assignment": scene.assignments[1] })).await?;
    assert_eq!((&view["row"]["over"], &view["row"]["unassigned"]), (&json!(0), &json!(2)));
    Ok(())
}

#[tokio::test]
async fn work_that_was_given_out_follows_the_day_of_its_batch() -> Result<()> {
    let office = Office::with_examples()?;
    let Scene { esther, amina, baraka, batch, assignments } =
        Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[12]).await?;
    let share = &assignments[0];
    let change = |due: &str| json!({ "batch": batch, "pieces": 12, "due": due, "note": "" });
    let yes = json!({ "assignment": share, "accept": true, "reason": "" });
    // Baraka says yes while the office, which does not know it, moves the day forward.
    baraka.network(false).await?;
    baraka.must::<Value>("work.decide", yes).await?;
    esther.must::<Value>("batch.change", change("2026-11-24")).await?;
    esther.sync().await?;
    assert_eq!(assignment(&baraka, share).await?["due"], "2027-01-13");
    baraka.network(true).await?;
    baraka.sync().await?;
    for phone in [&esther, &amina, &baraka] {
        phone.sync().await?;
        assert_eq!(assignment(phone, share).await?["due"], "2026-11-24");
    }
    let view: Value = baraka.must("work.get", json!({ "assignment": share })).await?;
    assert_eq!(view["first_due"], "2027-01-13", "he is told what it was");
    // He hands in after that day and before the one that he said yes to: that is on time.
    baraka.clock.advance(3 * 86_400);
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 12 })).await?;
    baraka.sync().await?;
    amina.sync().await?;
    let good = json!({ "assignment": share, "accepted": 12, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;
    let quality: Value =
        amina.must("quality.person", json!({ "person": assignment(&amina, share).await?["person"] })).await?;
    assert_eq!((&quality["finished"], &quality["on_time"]), (&json!(1), &json!(1)));
    esther.must::<Value>("batch.change", change("2027-02-01")).await?;
    assert_eq!(assignment(&esther, share).await?["due"], "2027-02-01");
    Ok(())
}

#[tokio::test]
async fn two_coordinators_who_plan_the_same_line_offline_make_two_batches_and_the_order_says_so() -> Result<()> {
    let office = Office::with_examples()?;
    let (esther, neema) = (phone(&office, "Esther", office.url()).await?, phone(&office, "Neema", office.url()).await?);
    esther.must::<Value>("order.import", file(FILE)).await?;
    esther.sync().await?;
    neema.sync().await?;
    let order = orders(&esther, "PO-9001").await?[0]["order"].clone();
    let plan = |pieces: u32| json!({ "order": order, "sku": "SK-RING-01", "workshop": 1, "pieces": pieces, "due": "2027-01-13", "note": "" });
    for coordinator in [&esther, &neema] {
        coordinator.network(false).await?;
        coordinator.must::<Value>("batch.create", plan(60)).await?;
        let again = coordinator.call::<Value>("batch.create", plan(1)).await.unwrap_err();
        assert_eq!(again.code, "more_than_batch", "alone, nobody can plan a line twice");
    }
    for coordinator in [&esther, &neema, &esther] {
        coordinator.network(true).await?;
        coordinator.sync().await?;
    }
    for coordinator in [&esther, &neema] {
        let view: Value = coordinator.must("order.get", json!({ "order": order })).await?;
        let ring =
            view["lines"].as_array().unwrap().iter().find(|line| line["product"]["sku"] == "SK-RING-01").unwrap();
        assert_eq!(
            (&ring["pieces"], &ring["batched"]),
            (&json!(60), &json!(120)),
            "both may have begun, and both are seen"
        );
        assert_eq!(view["batches"].as_array().unwrap().len(), 2);
    }
    let amina = phone(&office, "Amina", office.url()).await?;
    let batches: Vec<Value> = amina.must("batch.list", json!({})).await?;
    assert_eq!(batches.iter().filter(|row| row["pieces"] == 60).count(), 2);
    // Whoever of them sees it takes one back, and the line is planned once.
    let both: Value = neema.must("order.get", json!({ "order": order })).await?;
    neema.must::<Value>("batch.cancel", json!({ "batch": both["batches"][1]["batch"] })).await?;
    let view: Value = neema.must("order.get", json!({ "order": order })).await?;
    let ring = view["lines"].as_array().unwrap().iter().find(|line| line["product"]["sku"] == "SK-RING-01").unwrap();
    assert_eq!(ring["batched"], 60);
    Ok(())
}

#[tokio::test]
async fn the_timer_goes_on_when_the_app_is_killed_and_asks_when_the_clock_jumped() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20]).await?;
    let share = scene.assignments[0].clone();
    let of = json!({ "assignment": share });
    assert_eq!(scene.baraka.call::<Value>("timer.start", of.clone()).await.unwrap_err().code, "not_accepted");
    scene.accept(&share).await?;
    assert_eq!(scene.amina.call::<Value>("timer.start", of.clone()).await.unwrap_err().code, "not_allowed");
    let mut baraka = scene.baraka;
    let unsent = baraka.must::<Value>("sync.status", json!({})).await?["unsent"].clone();
    baraka.must::<Value>("timer.start", of.clone()).await?;
    baraka.clock.advance(25 * 60);
    baraka.restart().await?;
    baraka.clock.advance(20 * 60);
    let timer = baraka.must::<Value>("timer.stop", of.clone()).await?["timer"].clone();
    assert_eq!(timer, json!({ "running": false, "minutes": 45, "doubtful": false }));
    assert_eq!(baraka.must::<Value>("sync.status", json!({})).await?["unsent"], unsent, "a timer is nobody else's");

    baraka.must::<Value>("timer.start", of.clone()).await?;
    baraka.clock.set(0);
    let timer = baraka.must::<Value>("work.get", of.clone()).await?["timer"].clone();
    assert_eq!(timer, json!({ "running": true, "minutes": 45, "doubtful": true }));
    baraka.clock.set(MONDAY + 3 * 3600);
    let view: Value = baraka.must("work.log", log(&share, 2)).await?;
    assert_eq!(view["timer"], Value::Null, "what was measured is logged");
    assert_eq!(view["steps"].as_array().unwrap().len(), 5, "and the steps of the ring are on the assignment");
    Ok(())
}

#[tokio::test]
async fn what_is_not_begun_of_a_batch_that_was_recorded_complete_is_made_by_nobody_and_what_was_made_is_paid()
-> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[12, 8]).await?;
    let Scene { esther, amina, baraka, batch, .. } = &scene;
    let (share, second) = (scene.assignments[0].clone(), scene.assignments[1].clone());
    scene.accept(&share).await?;
    baraka.must::<Value>("work.log", log(&share, 4)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 4 })).await?;
    baraka.sync().await?;
    amina.sync().await?;
    let good = json!({ "assignment": share, "accepted": 4, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;

    // Baraka makes two more and says yes to the other share, while both are off the network.
    for phone in [amina, baraka] {
        phone.network(false).await?;
    }
    baraka.must::<Value>("work.log", log(&share, 2)).await?;
    baraka.must::<Value>("work.decide", json!({ "assignment": second, "accept": true, "reason": "" })).await?;
    let done = json!({ "batch": batch, "reason": "shaba iliisha" });
    let view: Value = amina.must("batch.complete", done).await?;
    assert_eq!((&view["completion"]["missing"], &view["row"]["assigned"]), (&json!(16), &json!(4)));
    for _ in 0..2 {
        for phone in [amina, baraka, esther] {
            phone.network(true).await?;
            phone.sync().await?;
        }
    }

    let row = assignment(baraka, &share).await?;
    assert_eq!((&row["pieces"], &row["open"], &row["movable"]), (&json!(6), &json!(2), &json!(0)));
    let gone = assignment(baraka, &second).await?;
    assert_eq!((&gone["state"], gone["ended"].is_i64()), (&json!("withdrawn"), true), "he is told");
    let three = json!({ "assignment": share, "pieces": 3 });
    assert_eq!(baraka.call::<Value>("work.hand_in", three).await.unwrap_err().code, "more_than_assigned");
    let history = baraka.must::<Value>("work.get", json!({ "assignment": share })).await?["history"].clone();
    let ended = history.as_array().unwrap().iter().find(|h| h["what"] == "ended").unwrap().clone();
    assert_eq!((&ended["by"], &ended["pieces"], &ended["note"]), (&json!("Amina"), &json!(8), &json!("shaba iliisha")));
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 2 })).await?;
    baraka.sync().await?;
    amina.sync().await?;
    let good = json!({ "assignment": share, "accepted": 2, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", good).await?;
    amina.sync().await?;
    baraka.sync().await?;
    let earned: Value = baraka.must("earnings.month", json!({ "month": null })).await?;
    let paid: u64 = earned["lines"].as_array().unwrap().iter().map(|line| line["pieces"].as_u64().unwrap()).sum();
    assert_eq!(paid, 6);

    // What is missing can be planned anew, and nobody makes it twice.
    esther.sync().await?;
    let order = orders(esther, "PO-0773").await?[0].clone();
    let lines: Value = esther.must("order.get", json!({ "order": order["order"] })).await?;
    let line = lines["lines"].as_array().unwrap().iter().find(|l| l["product"]["sku"] == "SK-RING-01").unwrap().clone();
    assert_eq!(line["batched"], 6);
    Ok(())
}

#[tokio::test]
async fn baraka_says_no_after_his_yes_and_what_was_begun_meanwhile_goes_on() -> Result<()> {
    let office = Office::with_examples()?;
    let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[12, 8]).await?;
    let Scene { amina, baraka, assignments, .. } = &scene;
    for share in assignments {
        scene.accept(share).await?;
    }
    baraka.sync().await?;
    amina.sync().await?;
    // Amina, who has no network, writes three pieces of the first down for him while he says that he cannot make either.
    amina.network(false).await?;
    amina.must::<Value>("work.log", log(&assignments[0], 3)).await?;
    for share in assignments {
        let no = json!({ "assignment": share, "accept": false, "reason": "mgonjwa" });
        let view: Value = baraka.must("work.decide", no).await?;
        assert_eq!((&view["row"]["state"], &view["decline_reason"]), (&json!("declined"), &json!("mgonjwa")));
    }
    baraka.sync().await?;
    amina.network(true).await?;
    amina.sync().await?;
    baraka.sync().await?;
    for phone in [amina, baraka] {
        let states = [assignment(phone, &assignments[0]).await?, assignment(phone, &assignments[1]).await?];
        assert_eq!(states.map(|row| row["state"].clone()), [json!("in_progress"), json!("declined")]);
    }
    let three = json!({ "assignment": assignments[0], "pieces": 3 });
    baraka.must::<Value>("work.hand_in", three).await?;
    Ok(())
}
