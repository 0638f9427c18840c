//! Who did what, when and from which phone: of work, of material and of a month's pay, each to those whom it concerns.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::agree::{AgreeView, DecisionChoice};
use client::api::material::{HoldingView, StockView};
use client::api::pay::{EarningsView, PayPersonView, PayView, RunView, TrailKind, TrailRow};
use client::api::sync::SyncView;
use client::api::trail::{ActivityKind, ActivityRow, PaymentTrail};
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log, phone};

/// A hoop of SK-HOOP-02 takes 9.8 grams of it.
const WIRE: &str = "BRASS-WIRE";
const NOVEMBER: &str = "2026-11";

/// Baraka has accepted twenty hoops and holds 200 grams of wire, of lot L-1.
struct Kibera {
    scene: Scene,
    baraka: u32,
    office: Office,
}

impl Kibera {
    async fn hoops() -> Result<Self> {
        let office = Office::with_examples()?;
        let scene = Scene::offered(&office, office.url(), "PO-0772", "SK-HOOP-02", &[20]).await?;
        let me: Value = scene.baraka.must("person.me", json!({})).await?;
        let kibera = Self { baraka: u32::try_from(me["person"].as_u64().unwrap())?, scene, office };
        let Scene { amina, baraka, .. } = &kibera.scene;
        kibera.scene.accept(kibera.share()).await?;
        kibera.sync().await?;
        amina.must::<Value>("store.receive", json!({ "material": WIRE, "quantity": 5_000, "lot": "L-1" })).await?;
        let give =
            json!({ "person": kibera.baraka, "material": WIRE, "quantity": 2_000, "assignment": kibera.share() });
        amina.must::<Value>("store.issue", give).await?;
        kibera.sync().await?;
        let waits: HoldingView = baraka.must("material.holding", json!({})).await?;
        let came = json!({ "issue": waits.to_receive[0].issue, "quantity": 2_000 });
        baraka.must::<Value>("material.receive", came).await?;
        kibera.sync().await?;
        Ok(kibera)
    }

    fn share(&self) -> &str {
        &self.scene.assignments[0]
    }

    /// Everybody hears of everybody.
    async fn sync(&self) -> Result<()> {
        for _ in 0..2 {
            for phone in [&self.scene.baraka, &self.scene.amina, &self.scene.esther] {
                phone.sync().await?;
            }
        }
        Ok(())
    }

    async fn work(&self, phone: &Handset) -> Result<Vec<ActivityRow>> {
        phone.must("trail.assignment", json!({ "assignment": self.share() })).await
    }

    async fn wire(&self, phone: &Handset, person: Option<u32>, workshop: Option<u32>) -> Result<Vec<ActivityRow>> {
        phone.must("trail.material", json!({ "person": person, "workshop": workshop, "material": WIRE })).await
    }
}

/// The newest row of this kind.
fn newest(rows: &[ActivityRow], what: ActivityKind) -> Result<&ActivityRow> {
    rows.iter().find(|row| row.what == what).with_context(|| format!("no {what:?} in {rows:#?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_followed_from_the_offer_to_the_check_with_the_phone_of_each_entry() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    let share = kibera.share();
    let used = json!({ "assignment": share, "material": WIRE, "quantity": 980 });
    baraka.must::<Value>("material.use", used).await?;
    baraka.must::<Value>("work.log", log(share, 10)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": share, "pieces": 10 })).await?;
    kibera.sync().await?;
    let check = json!({ "assignment": share, "accepted": 9, "rework": 0, "rejected": 1, "reason": "imepinda" });
    amina.must::<Value>("check.record", check).await?;
    kibera.sync().await?;
    for phone in [baraka, amina, esther] {
        let trail = kibera.work(phone).await?;
        let by = |what, name: &str, of: &Handset| -> Result<bool> {
            let signed = &newest(&trail, what)?.signed;
            Ok(signed.by == name && signed.device.len() == 8 && of.profile().starts_with(&signed.device))
        };
        for (what, name, of) in [
            (ActivityKind::Offered, "Amina", amina),
            (ActivityKind::Accepted, "Baraka", baraka),
            (ActivityKind::Issued, "Amina", amina),
            (ActivityKind::Used, "Baraka", baraka),
            (ActivityKind::Log, "Baraka", baraka),
            (ActivityKind::HandIn, "Baraka", baraka),
            (ActivityKind::Check, "Amina", amina),
        ] {
            ensure!(by(what, name, of)?, "{name}: {trail:#?}");
        }
        ensure!(trail.iter().all(|row| row.signed.sent && row.assignment.is_empty()), "{trail:#?}");
        ensure!(trail.last().unwrap().what == ActivityKind::Offered, "what nothing dates is the first of all");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_says_what_the_clock_showed_and_what_it_was_in_truth_until_it_is_sent() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    // His clock stands on Monday, and the server's does not: since the last sync he knows by how much.
    let ahead = baraka.must::<SyncView>("sync.status", json!({})).await?.clock_ahead.context("a wrong clock")?;
    baraka.must::<Value>("work.log", log(kibera.share(), 3)).await?;
    let trail = kibera.work(baraka).await?;
    let signed = &newest(&trail, ActivityKind::Log)?.signed;
    let at = signed.at.unwrap();
    ensure!(!signed.sent && !signed.doubtful && signed.corrected == Some(at - ahead), "{signed:?}");

    // After its battery was out the clock shows 1970, which everybody can see.
    baraka.clock.set(86_400);
    baraka.must::<Value>("work.log", log(kibera.share(), 4)).await?;
    kibera.sync().await?;
    for phone in [baraka, amina] {
        let trail = kibera.work(phone).await?;
        let logs: Vec<_> = trail.iter().filter(|row| row.what == ActivityKind::Log).collect();
        ensure!(logs.iter().map(|row| row.pieces).eq([3, 4]), "newest first by what the clocks showed: {logs:#?}");
        let first = phone.profile() == amina.profile();
        // His phone, whose clock is still there, finds Monday strange instead.
        ensure!(logs[1].signed.doubtful && logs[0].signed.doubtful != first, "{logs:#?}");
        ensure!(logs.iter().all(|row| row.signed.sent && row.signed.corrected.is_none()), "{logs:#?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn material_is_followed_through_all_hands_and_each_movement_leads_to_its_work() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    let used = json!({ "assignment": kibera.share(), "material": WIRE, "quantity": 980 });
    baraka.must::<Value>("material.use", used).await?;
    kibera.sync().await?;
    amina.must::<Value>("store.count", json!({ "material": WIRE, "found": 2_900, "reason": "umemwagika" })).await?;
    kibera.sync().await?;

    let workshop = amina.must::<Value>("person.me", json!({})).await?["workshop"]["workshop"].as_u64().unwrap();
    let workshop = u32::try_from(workshop)?;
    for (phone, of) in [(amina, None), (esther, None), (esther, Some(workshop))] {
        let trail = kibera.wire(phone, None, of).await?;
        let kinds: Vec<_> = trail.iter().map(|row| &row.what).collect();
        ensure!(trail.len() == 5 && !kinds.contains(&&ActivityKind::Other), "{trail:#?}");
        let counted = newest(&trail, ActivityKind::Counted)?;
        ensure!((counted.quantity, counted.note.as_str()) == (2_900, "umemwagika"), "{counted:#?}");
        ensure!(newest(&trail, ActivityKind::StoreReceived)?.note == "L-1");
        for what in [ActivityKind::Used, ActivityKind::Issued] {
            ensure!(newest(&trail, what)?.assignment == kibera.share(), "{trail:#?}");
        }
    }
    ensure!(kibera.wire(esther, None, Some(workshop + 1)).await?.is_empty());
    for (phone, person) in [(amina, Some(kibera.baraka)), (baraka, None), (baraka, Some(kibera.baraka + 1))] {
        let trail = kibera.wire(phone, person, None).await?;
        ensure!(trail.len() == 3 && trail.iter().all(|row| row.person == "Baraka"), "{trail:#?}");
    }
    let stock: StockView = baraka.must("material.stock", json!({ "person": null, "material": WIRE })).await?;
    ensure!(stock.movements[0].assignment == kibera.share() && stock.movements[0].signed.by == "Baraka");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_that_went_on_lead_to_where_they_went_for_those_who_may_look_there() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    let members: Vec<Value> = amina.must("member.list", json!({})).await?;
    let wanjiru = members.iter().find(|one| one["name"] == "Wanjiru").context("Wanjiru")?;
    let help =
        json!({ "assignment": kibera.share(), "person": wanjiru["person"], "pieces": 5, "help": true, "reason": "" });
    amina.must::<Value>("assignment.move", help).await?;
    kibera.sync().await?;
    for phone in [amina, esther] {
        let trail = kibera.work(phone).await?;
        let moved = newest(&trail, ActivityKind::Moved)?;
        ensure!((moved.pieces, moved.to.as_str()) == (5, "Wanjiru"), "{moved:#?}");
        let there: Vec<ActivityRow> = phone.must("trail.assignment", json!({ "assignment": moved.assignment })).await?;
        ensure!(there.iter().all(|row| row.person == "Wanjiru"), "{there:#?}");
    }
    let trail = kibera.work(baraka).await?;
    let moved = newest(&trail, ActivityKind::Moved)?;
    ensure!(moved.to == "Wanjiru" && moved.assignment.is_empty(), "hers is not on his phone: {moved:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pay_is_followed_from_the_bonus_over_both_coordinators_to_the_receipt() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    let neema = phone(&kibera.office, "Neema", kibera.office.url()).await?;
    let bonus = json!({ "person": kibera.baraka, "month": NOVEMBER, "what": "bonus", "amount": 20_000,
                        "reason": "kazi ya haraka", "receipt": "" });
    esther.must::<PayPersonView>("pay.write", bonus).await?;
    esther.must::<PayView>("pay.close", json!({ "month": NOVEMBER, "person": null })).await?;
    kibera.sync().await?;
    let december: EarningsView = baraka.must("earnings.month", json!({ "month": "2026-12" })).await?;
    let owed: Vec<_> = december.owed_elsewhere.iter().map(|row| (row.month.as_str(), row.owed)).collect();
    ensure!(owed == [(NOVEMBER, 20_000)] && december.owed_in_all == 20_000, "{december:#?}");

    let run: RunView = esther.must("run.prepare", json!({})).await?;
    kibera.sync().await?;
    neema.sync().await?;
    neema.must::<RunView>("run.approve", json!({ "run": run.row.run })).await?;
    neema.sync().await?;
    kibera.sync().await?;
    let paid = json!({ "run": run.row.run, "line": run.lines[0].line, "receipt": "SJK42XQ8PL" });
    esther.must::<RunView>("run.paid", paid).await?;
    kibera.sync().await?;

    let of = |person: Option<u32>| json!({ "person": person, "month": NOVEMBER });
    let kinds = |rows: &[TrailRow]| -> Vec<TrailKind> { rows.iter().map(|row| row.what.clone()).collect() };
    let mine: PaymentTrail = baraka.must("trail.payment", of(None)).await?;
    let all = kinds(&mine.rows);
    ensure!(
        all.len() == 3 && [TrailKind::Bonus, TrailKind::Closed, TrailKind::Paid].iter().all(|what| all.contains(what))
    );
    ensure!(mine.rows.iter().all(|row| row.signed.by == "Esther" && esther.profile().starts_with(&row.signed.device)));
    ensure!(mine.rows.iter().any(|row| row.text == "SJK42XQ8PL" && row.run == Some(run.row.run)), "{mine:#?}");

    let office: PaymentTrail = esther.must("trail.payment", of(Some(kibera.baraka))).await?;
    let order = [TrailKind::Paid, TrailKind::Approved, TrailKind::Line, TrailKind::Closed, TrailKind::Bonus];
    ensure!(kinds(&office.rows) == order && office.name == "Baraka", "{office:#?}");
    let find = |what| office.rows.iter().find(|row| row.what == what).map(|row| (row.signed.by.as_str(), row.run));
    ensure!(find(TrailKind::Line) == Some(("Esther", Some(run.row.run))), "who prepared it");
    ensure!(find(TrailKind::Approved) == Some(("Neema", Some(run.row.run))), "who approved it");
    let same: PayPersonView = esther.must("pay.person", json!({ "person": kibera.baraka, "month": NOVEMBER })).await?;
    ensure!(same.trail == office.rows);
    let denied = amina.call::<PaymentTrail>("trail.payment", of(Some(kibera.baraka))).await.unwrap_err();
    ensure!(denied.code == "not_allowed", "what others earn is no lead's: {}", denied.code);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sides_of_a_matter_say_phone_and_clock_as_trails_do() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    let give = json!({ "person": kibera.baraka, "material": WIRE, "quantity": 900, "assignment": null });
    amina.must::<Value>("store.issue", give).await?;
    kibera.sync().await?;
    baraka.clock.set(86_400);
    let waits: HoldingView = baraka.must("material.holding", json!({})).await?;
    baraka.must::<Value>("material.receive", json!({ "issue": waits.to_receive[0].issue, "quantity": 800 })).await?;
    kibera.sync().await?;
    let open = amina.must::<AgreeView>("agree.list", json!({})).await?.open;
    let [gave, came] = open[0].sides.as_slice() else { anyhow::bail!("{open:#?}") };
    ensure!(gave.signed.by == "Amina" && amina.profile().starts_with(&gave.signed.device) && !gave.signed.doubtful);
    ensure!(came.signed.by == "Baraka" && baraka.profile().starts_with(&came.signed.device) && came.signed.doubtful);

    // What was decided is part of the trail of the material, for who gave it and for who got it.
    let stayed = json!({ "matter": open[0].matter, "offer": "stayed" });
    amina.must::<AgreeView>("agree.decide", stayed).await?;
    kibera.sync().await?;
    for phone in [amina, baraka] {
        let trail = kibera.wire(phone, None, None).await?;
        let agreed = newest(&trail, ActivityKind::Agreed)?;
        ensure!(agreed.choice == Some(DecisionChoice::Stayed) && agreed.quantity == 100, "{agreed:#?}");
        ensure!(agreed.signed.by == "Amina" && agreed.person == "Baraka", "{agreed:#?}");
    }
    Ok(())
}
