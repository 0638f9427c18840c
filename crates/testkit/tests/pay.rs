//! A month's pay with two coordinators, a lead and an artisan, each on a phone of their own, on a real server.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Result, ensure};
use client::api::pay::{EarningsView, LineKind, LineWhy, PayPersonView, PayView, QualityView, RunLineState, RunView};
use client::api::sync::RefusedRow;
use client::{Bounds, Platform, What, sync_once};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Handset, Office, Scene, log, phone};

const NOVEMBER: &str = "2026-11";
const DECEMBER: &str = "2026-12";
/// In seconds.
const DAY: i64 = 86_400;

/// Baraka has made twenty rings at Kibera; his phone, Amina's and those of both coordinators.
struct Month {
    office: Office,
    scene: Scene,
    neema: Handset,
    baraka: u32,
    rate: i64,
}

impl Month {
    /// Amina has accepted 17 of 20, two go back and one is rejected.
    async fn checked() -> Result<Self> {
        let office = Office::with_examples()?;
        let scene = Scene::offered(&office, office.url(), "PO-0773", "SK-RING-01", &[20, 10]).await?;
        let neema = phone(&office, "Neema", office.url()).await?;
        let me: Value = scene.baraka.must("person.me", json!({})).await?;
        let baraka = u32::try_from(me["person"].as_u64().unwrap())?;
        let work: Value = scene.baraka.must("work.get", json!({ "assignment": scene.assignments[0] })).await?;
        let rate = work["row"]["rate"].as_i64().unwrap();
        let month = Self { office, scene, neema, baraka, rate };
        month.hand_in(0, 20).await?;
        month.check(0, 17, 2, 1).await?;
        month.everybody().await?;
        Ok(month)
    }

    async fn hand_in(&self, which: usize, pieces: u32) -> Result<()> {
        let (scene, assignment) = (&self.scene, &self.scene.assignments[which]);
        scene.accept(assignment).await?;
        scene.baraka.must::<Value>("work.log", log(assignment, pieces)).await?;
        let hand_in = json!({ "assignment": assignment, "pieces": pieces });
        scene.baraka.must::<Value>("work.hand_in", hand_in).await?;
        scene.baraka.sync().await?;
        scene.amina.sync().await
    }

    async fn check(&self, which: usize, accepted: u32, rework: u32, rejected: u32) -> Result<()> {
        let reason = if rework + rejected > 0 { "bent" } else { "" };
        let check = json!({ "assignment": self.scene.assignments[which], "accepted": accepted, "rework": rework,
                            "rejected": rejected, "reason": reason });
        self.scene.amina.must::<Value>("check.record", check).await.map(drop)
    }

    async fn everybody(&self) -> Result<()> {
        for _ in 0..2 {
            for phone in [&self.scene.amina, &self.scene.baraka, &self.scene.esther, &self.neema] {
                phone.sync().await?;
            }
        }
        Ok(())
    }

    async fn write(&self, what: &str, shillings: i64) -> Result<PayPersonView> {
        let write = json!({ "person": self.baraka, "month": NOVEMBER, "what": what, "amount": shillings * 100,
                            "reason": "kazi ya haraka", "receipt": "" });
        self.scene.esther.must("pay.write", write).await
    }

    async fn close(&self, phone: &Handset) -> Result<PayView> {
        phone.must("pay.close", json!({ "month": NOVEMBER, "person": null })).await
    }

    async fn earned(&self, month: &str) -> Result<EarningsView> {
        self.scene.baraka.must("earnings.month", json!({ "month": month })).await
    }

    /// Neema approves what Esther prepares of what is owed.
    async fn approved(&self) -> Result<RunView> {
        let prepared: RunView = self.scene.esther.must("run.prepare", json!({})).await?;
        self.everybody().await?;
        let run: RunView = self.neema.must("run.approve", json!({ "run": prepared.row.run })).await?;
        self.everybody().await?;
        Ok(run)
    }
}

fn of(run: &RunView) -> Value {
    json!({ "run": run.row.run })
}

fn paid(run: &RunView, receipt: &str) -> Value {
    json!({ "run": run.row.run, "line": run.lines[0].line, "receipt": receipt })
}

fn failed(run: &RunView) -> Value {
    json!({ "run": run.row.run, "line": run.lines[0].line, "reason": "wrong number" })
}

async fn code(phone: &Handset, call: &str, args: Value) -> String {
    phone.call::<Value>(call, args).await.map_or_else(|error| error.code, |_| String::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_months_pay_from_the_first_check_to_the_receipt() -> Result<()> {
    let month = Month::checked().await?;
    let (esther, neema) = (&month.scene.esther, &month.neema);
    month.write("bonus", 200).await?;
    month.write("deduction", 50).await?;
    let view = month.write("advance", 500).await?;
    let wrong = view.statement.lines.iter().find(|line| line.what == LineKind::Deduction).unwrap();
    let back = json!({ "person": month.baraka, "month": NOVEMBER, "entry": wrong.entry, "reason": "not his" });
    let view: PayPersonView = esther.must("pay.take_back", back.clone()).await?;
    ensure!(code(esther, "pay.take_back", back).await == "not_found", "taken back once");
    let total = 17 * month.rate + 20_000 - 50_000;
    ensure!(view.statement.total == total && view.statement.lines.len() == 5, "{view:#?}");
    ensure!(code(esther, "pay.close", json!({ "month": DECEMBER, "person": null })).await == "month_not_over");

    month.close(esther).await?;
    month.everybody().await?;
    ensure!(
        code(
            esther,
            "pay.write",
            json!({ "person": month.baraka, "month": NOVEMBER, "what": "bonus",
        "amount": 100, "reason": "late", "receipt": "" })
        )
        .await
            == "month_closed"
    );
    let mine = month.earned(NOVEMBER).await?;
    ensure!((mine.total, mine.owed, mine.paid) == (total, total, 0) && mine.closed_at.is_some(), "{mine:#?}");
    let check = mine.lines.iter().find(|line| line.what == LineKind::Check).unwrap();
    ensure!(
        check.assignment == month.scene.assignments[0] && check.pieces == 17,
        "the line leads to the work behind it"
    );

    let run: RunView = esther.must("run.prepare", json!({})).await?;
    ensure!(code(esther, "run.approve", of(&run)).await == "same_hand");
    ensure!(code(esther, "run.prepare", json!({})).await == "nothing_owed");
    ensure!(code(esther, "run.csv", of(&run)).await == "not_approved");
    month.everybody().await?;
    neema.network(false).await?;
    neema.must::<RunView>("run.approve", of(&run)).await?;
    ensure!(code(neema, "run.csv", of(&run)).await == "not_sent_yet", "the server may have another's");
    neema.network(true).await?;
    month.everybody().await?;
    let file: Value = esther.must("run.csv", of(&run)).await?;
    let shillings = format!("{}.{:02}", total / 100, total % 100);
    let expected = format!("phone_number,name,amount,reference\n,Baraka,{shillings},K1-{}-{NOVEMBER}\n", month.baraka);
    ensure!(file["text"] == expected.as_str(), "{file}");

    // It bounces, is owed again, and is paid in the next list.
    esther.must::<RunView>("run.failed", failed(&run)).await?;
    month.everybody().await?;
    let mine = month.earned(NOVEMBER).await?;
    ensure!(mine.owed == total && mine.payments[0].failed == "wrong number", "{mine:#?}");
    ensure!(code(esther, "run.paid", paid(&run, "SJK1")).await == "not_to_pay", "not from this list any more");
    let again = month.approved().await?;
    ensure!(code(esther, "run.paid", paid(&again, " ")).await == "receipt_needed");
    let done: RunView = esther.must("run.paid", paid(&again, "sjk4 2xq8pl")).await?;
    ensure!(done.lines[0].state == RunLineState::Paid && done.lines[0].receipt == "SJK42XQ8PL", "{done:#?}");
    ensure!(code(neema, "run.paid", paid(&run, "SJK5")).await == "not_to_pay");
    month.everybody().await?;
    let mine = month.earned(NOVEMBER).await?;
    ensure!((mine.owed, mine.paid, mine.owed_in_all) == (0, total, 0), "{mine:#?}");
    ensure!(mine.payments.last().unwrap().receipt == "SJK42XQ8PL");
    let trail = neema.must::<RunView>("run.get", of(&again)).await?.trail;
    let who: Vec<_> = trail.iter().map(|row| row.signed.by.as_str()).collect();
    ensure!(who.contains(&"Esther") && who.contains(&"Neema") && trail.iter().all(|row| row.signed.sent), "{trail:#?}");
    ensure!(code(&month.scene.amina, "pay.month", json!({ "month": null })).await == "not_allowed");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn amina_was_offline_when_the_month_was_closed() -> Result<()> {
    let month = Month::checked().await?;
    let (esther, amina) = (&month.scene.esther, &month.scene.amina);
    month.hand_in(1, 10).await?;
    amina.network(false).await?;
    month.check(1, 10, 0, 0).await?;
    month.close(esther).await?;
    let before = month.earned(NOVEMBER).await?.total;
    amina.network(true).await?;
    month.everybody().await?;
    let (november, december) = (month.earned(NOVEMBER).await?, month.earned(DECEMBER).await?);
    ensure!(november.total == before && november.total == 17 * month.rate, "{november:#?}");
    ensure!(december.total == 10 * month.rate && december.lines[0].why == LineWhy::Late, "{december:#?}");
    ensure!(december.lines[0].from == NOVEMBER);
    // Of forty days later nothing is different, on the office's phone either.
    esther.clock.advance(40 * DAY);
    let office: PayPersonView = esther.must("pay.person", json!({ "person": month.baraka, "month": NOVEMBER })).await?;
    ensure!(office.statement.total == before && office.first_open == DECEMBER, "{office:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_coordinators_close_and_prepare_while_they_are_offline() -> Result<()> {
    let month = Month::checked().await?;
    let (esther, neema) = (&month.scene.esther, &month.neema);
    for phone in [esther, neema] {
        phone.network(false).await?;
        month.close(phone).await?;
        phone.must::<RunView>("run.prepare", json!({})).await?;
    }
    for phone in [esther, neema] {
        phone.network(true).await?;
    }
    month.everybody().await?;
    let refused: Vec<RefusedRow> = neema.must("sync.refused", json!({})).await?;
    let all = [refused, esther.must("sync.refused", json!({})).await?].concat();
    ensure!(all.len() == 1 && all[0].code == "settled", "one of two closes is refused: {all:?}");
    let run: RunView = esther.must("run.get", json!({ "run": 1 })).await?;
    ensure!(run.lines.len() == 1 && run.beside.len() == 1 && run.row.to_look, "prepared twice, pays once: {run:#?}");
    let (maker, other) = if run.row.by == "Esther" { (esther, neema) } else { (neema, esther) };
    ensure!(code(maker, "run.approve", of(&run)).await == "same_hand");
    other.must::<RunView>("run.approve", of(&run)).await?;
    month.everybody().await?;
    maker.must::<RunView>("run.paid", paid(&run, "SJK1")).await?;
    month.everybody().await?;
    let mine = month.earned(NOVEMBER).await?;
    ensure!((mine.paid, mine.owed, mine.payments.len()) == (17 * month.rate, 0, 1), "{mine:#?}");
    ensure!(code(neema, "run.prepare", json!({})).await == "nothing_owed");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_rejects_what_amina_accepted_and_baraka_sees_why() -> Result<()> {
    let month = Month::checked().await?;
    let esther = &month.scene.esther;
    let look = |good: u32, rejected: u32, reason: &str| json!({ "assignment": month.scene.assignments[0], "good": good, "rejected": rejected, "reason": reason });
    ensure!(code(esther, "check.office", look(16, 2, "colour")).await == "more_than_handed_in");
    ensure!(code(esther, "check.office", look(15, 2, "")).await == "reason_needed");
    ensure!(code(&month.scene.amina, "check.office", look(15, 2, "colour")).await == "not_allowed");
    esther.must::<Value>("check.office", look(15, 2, "colour")).await?;
    ensure!(code(esther, "check.office", look(1, 0, "")).await == "more_than_handed_in", "all have been looked at");
    month.everybody().await?;
    // Work and batch say what the statement says.
    for phone in [&month.scene.baraka, &month.scene.amina, esther] {
        let work: Value = phone.must("work.get", json!({ "assignment": month.scene.assignments[0] })).await?;
        ensure!((&work["row"]["accepted"], &work["row"]["rejected"]) == (&json!(15), &json!(3)), "{work:#}");
    }
    let mine = month.earned(NOVEMBER).await?;
    let line = mine.lines.iter().find(|line| line.what == LineKind::OfficeCheck).unwrap();
    ensure!((line.amount, line.reason.as_str()) == (-2 * month.rate, "colour"), "{line:?}");
    ensure!(mine.total == 15 * month.rate);
    let quality: QualityView = month.scene.baraka.must("quality.person", json!({ "person": null })).await?;
    ensure!((quality.checked, quality.good_at_first, quality.rejected) == (20, 17, 3), "{quality:?}");
    let other = json!({ "person": month.baraka + 1 });
    ensure!(code(&month.scene.baraka, "quality.person", other).await == "not_allowed");
    // What goes back is on his list as work to mend.
    let list: Vec<Value> = month.scene.baraka.must("work.list", json!({})).await?;
    ensure!(list.iter().any(|row| row["state"] == "rework" && row["open"] == 2), "{list:?}");
    drop(month.office);
    Ok(())
}

/// What the worker of Baraka's phone, whose app is closed, has to tell.
async fn told(month: &Month) -> Result<Vec<client::News>> {
    let folder = month.scene.baraka.folder();
    let bounds = Bounds { time: Duration::from_secs(120), bytes: 1 << 20 };
    let worked = tokio::task::spawn_blocking(move || sync_once(&folder, bounds, &Platform::default())).await?;
    Ok(worked.map_err(|e| anyhow::anyhow!("{} {}", e.code, e.detail))?.news)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_told_once_and_one_that_has_bounced_is_not() -> Result<()> {
    let mut month = Month::checked().await?;
    month.close(&month.scene.esther).await?;
    let run = month.approved().await?;
    month.scene.baraka.switch_off().await;
    let esther = &month.scene.esther;
    esther.must::<RunView>("run.paid", paid(&run, "SJK1")).await?;
    esther.must::<RunView>("run.failed", failed(&run)).await?;
    esther.sync().await?;
    ensure!(told(&month).await?.is_empty(), "it has come and gone before anybody could be told");

    month.scene.baraka.restart().await?;
    let again = month.approved().await?;
    month.scene.baraka.switch_off().await;
    let esther = &month.scene.esther;
    esther.must::<RunView>("run.paid", paid(&again, "SJK2")).await?;
    esther.sync().await?;
    let news = told(&month).await?;
    let [one] = news.as_slice() else { anyhow::bail!("{news:?}") };
    ensure!((one.what, one.person.as_str(), one.pieces) == (What::Payment, "Baraka", 0), "{one:?}");
    let route = format!("#/p/{}/earnings/{NOVEMBER}", month.scene.baraka.profile());
    ensure!(one.route == route && one.about.is_empty(), "{one:?}");
    ensure!(told(&month).await?.is_empty(), "told once");

    // It bounces after all, and what is paid instead is told of.
    esther.must::<RunView>("run.failed", failed(&again)).await?;
    esther.sync().await?;
    ensure!(told(&month).await?.is_empty());
    month.scene.baraka.restart().await?;
    let third = month.approved().await?;
    month.scene.baraka.switch_off().await;
    month.scene.esther.must::<RunView>("run.paid", paid(&third, "SJK3")).await?;
    month.scene.esther.sync().await?;
    ensure!(told(&month).await?.len() == 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_is_taken_back_after_closing_is_put_right_in_the_next_month_and_not_in_the_closed_one()
-> Result<()> {
    let month = Month::checked().await?;
    month.close(&month.scene.esther).await?;
    month.everybody().await?;
    // She counted the bent ones wrong: all but one were good.
    let of = json!({ "assignment": month.scene.assignments[0] });
    let view: Value = month.scene.amina.must("work.get", of.clone()).await?;
    let check = view["history"].as_array().unwrap().iter().find(|row| row["what"] == "check").unwrap()["entry"].clone();
    let wrong = json!({ "assignment": of["assignment"], "check": check });
    month.scene.amina.must::<Value>("check.take_back", wrong).await?;
    month.check(0, 19, 0, 1).await?;
    month.everybody().await?;
    let (closed, next) = (month.earned(NOVEMBER).await?, month.earned(DECEMBER).await?);
    ensure!(closed.total == 17 * month.rate && closed.lines.len() == 1, "{closed:#?}");
    let amounts: Vec<i64> = next.lines.iter().map(|line| line.amount).collect();
    ensure!(amounts.iter().sum::<i64>() == 2 * month.rate && amounts.contains(&(-17 * month.rate)), "{next:#?}");
    let verified = month.office.run(&["verify"])?;
    ensure!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_entries_that_are_the_first_of_two_months_the_one_that_was_meant_is_taken_back() -> Result<()> {
    let month = Month::checked().await?;
    let esther = &month.scene.esther;
    // The first entry of a document has the same identity in each that one phone writes.
    month.write("deduction", 120).await?;
    month.close(esther).await?;
    month.everybody().await?;
    let bonus = json!({ "person": month.baraka, "month": DECEMBER, "what": "bonus", "amount": 50_000, "reason": "speed", "receipt": "" });
    let view: PayPersonView = esther.must("pay.write", bonus).await?;
    let wrong = view.statement.lines.iter().find(|line| line.what == LineKind::Bonus).unwrap();
    let first =
        month.earned(NOVEMBER).await?.lines.iter().find(|line| line.what == LineKind::Deduction).unwrap().entry.clone();
    let identity = |name: &str| name.split_once('.').map(|(_, entry)| entry.to_owned());
    ensure!(identity(&first) == identity(&wrong.entry) && first != wrong.entry, "{first} and {}", wrong.entry);
    let back = json!({ "person": month.baraka, "month": DECEMBER, "entry": wrong.entry, "reason": "mistake" });
    let view: PayPersonView = esther.must("pay.take_back", back).await?;
    ensure!(view.statement.total == 0 && view.statement.lines.len() == 2, "{:#?}", view.statement);
    Ok(())
}
