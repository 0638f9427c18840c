//! The week, step by step.

use crate::people::{DAY, MONDAY, Workshop};
use anyhow::{Context, Result, ensure};
use client::api::material::{HoldingView, StoreView};
use client::api::office::{OrderRow, OrderView};
use client::api::pay::EarningsView;
use client::api::person::MemberRow;
use client::api::work::{AssignmentRow, AssignmentView, HistoryKind};
use client::api::workshop::{BatchState, BatchView};
use serde_json::{Value, json};
use testkit::Handset;

/// 60 dash rings of PO-0773 at 70.00 shillings, 5.1 g of brass sheet each.
const PIECES: u32 = 60;
const RATE: i64 = 7_000;
const SKU: &str = "SK-RING-01";

/// The order becomes a batch at Kibera, Amina splits it and gives out the brass. Returns the batch.
pub async fn plan(w: &Workshop) -> Result<String> {
    let orders: Vec<OrderRow> = w.esther.must("order.list", json!({})).await?;
    let order = orders.iter().find(|o| o.number == "PO-0773").context("the order was imported")?;
    let shops: Vec<client::api::office::WorkshopRow> = w.esther.must("workshop.list", json!({})).await?;
    let kibera = shops.iter().find(|s| s.workshop.code == "KIBERA-1").context("the workshop was imported")?;
    let args = json!({ "order": order.order, "sku": SKU, "workshop": kibera.workshop.workshop, "pieces": PIECES,
                       "due": "2026-12-05", "note": "" });
    let batch: BatchView = w.esther.must("batch.create", args.clone()).await?;
    let again = w.esther.call::<Value>("batch.create", args).await.unwrap_err();
    ensure!((again.code.as_str(), again.number) == ("more_than_batch", Some(0)), "{again:?}");
    w.everybody_syncs().await?;

    let batch = batch.row.batch;
    let members: Vec<MemberRow> = w.amina.must("member.list", json!({})).await?;
    let number = |name: &str| members.iter().find(|m| m.name == name).map(|m| m.person).context("a member");
    let (baraka, wanjiru) = (number("Baraka")?, number("Wanjiru")?);
    let shares = json!([{ "person": baraka, "pieces": 35 }, { "person": wanjiru, "pieces": 25 }]);
    let view: BatchView = w.amina.must("batch.split", json!({ "batch": batch, "shares": shares, "note": "" })).await?;
    ensure!(view.row.unassigned == 0 && view.shares.len() == 2);

    let brass = json!({ "material": "BRASS-SHEET", "quantity": 10_000, "lot": "L2611-3" });
    w.amina.must::<StoreView>("store.receive", brass).await?;
    for (person, quantity) in [(baraka, 1_900), (wanjiru, 1_330)] {
        let issue = json!({ "person": person, "material": "BRASS-SHEET", "quantity": quantity, "assignment": null });
        w.amina.must::<StoreView>("store.issue", issue).await?;
    }
    w.everybody_syncs().await?;
    for phone in w.phones() {
        phone.network(false).await?;
    }
    Ok(batch)
}

async fn assignment(phone: &Handset) -> Result<String> {
    let mine: Vec<AssignmentRow> = phone.must("work.list", json!({})).await?;
    Ok(mine.first().context("an assignment")?.assignment.clone())
}

async fn log(phone: &Handset, assignment: &str, pieces: u32, corrects: Option<&str>) -> Result<AssignmentView> {
    let args = json!({ "assignment": assignment, "pieces": pieces, "minutes": pieces * 20, "scrap": 0, "note": "",
                       "corrects": corrects });
    phone.must("work.log", args).await
}

/// A week of entries without a network, the lead's included.
pub async fn work_offline(w: &Workshop, _batch: &str) -> Result<()> {
    for (phone, pieces) in [(&w.baraka, 35), (&w.wanjiru, 25)] {
        let a = assignment(phone).await?;
        let early = json!({ "assignment": a, "pieces": 1 });
        ensure!(phone.call::<Value>("work.hand_in", early).await.unwrap_err().code == "not_accepted");
        let yes = json!({ "assignment": a, "accept": true, "reason": "" });
        phone.must::<AssignmentView>("work.decide", yes).await?;
        let holding: HoldingView = phone.must("material.holding", json!({})).await?;
        let issue = holding.to_receive.first().context("brass to receive")?;
        ensure!(issue.by == "Amina");
        let receive = json!({ "issue": issue.issue, "quantity": issue.quantity });
        phone.must::<HoldingView>("material.receive", receive.clone()).await?;
        let twice: HoldingView = phone.must("material.receive", receive).await?;
        ensure!(twice.rows.first().is_some_and(|r| r.received == issue.quantity), "received once");

        for day in 0..5 {
            // On Friday the phone falls back to 1970 after a SIM swap, and work goes on.
            phone.clock.set(if day == 4 { 3_600 } else { MONDAY + day * DAY });
            let today = pieces / 5;
            let view = log(phone, &a, today, None).await?;
            if day == 0 {
                // The first entry was a slip of the finger: two too many, then right.
                let slip = view.history.first().context("history")?.entry.clone();
                let wrong = log(phone, &a, today + 2, Some(&slip)).await?;
                let slip = wrong.history.iter().find(|h| !h.replaced && h.what == HistoryKind::Log).context("log")?;
                let slip = slip.entry.clone();
                log(phone, &a, today, Some(&slip)).await?;
            }
            let used = json!({ "assignment": a, "material": "BRASS-SHEET", "quantity": i64::from(today) * 51 });
            phone.must::<HoldingView>("material.use", used).await?;
        }
        phone.clock.set(MONDAY + 5 * DAY);
        let too_much = json!({ "assignment": a, "pieces": pieces + 1 });
        let refused = phone.call::<Value>("work.hand_in", too_much).await.unwrap_err();
        ensure!((refused.code.as_str(), refused.number) == ("more_than_assigned", Some(i64::from(pieces))));
        for part in [pieces - 10, 10] {
            phone.must::<AssignmentView>("work.hand_in", json!({ "assignment": a, "pieces": part })).await?;
        }
        let back = json!({ "material": "BRASS-SHEET", "quantity": 40 });
        phone.must::<HoldingView>("material.give_back", back).await?;
        phone.must::<HoldingView>("material.scrap", json!({ "material": "BRASS-SHEET", "quantity": 5 })).await?;
        let badge: Value = phone.must("sync.status", json!({})).await?;
        ensure!(badge["state"] == "offline" && badge["unsent"].as_u64() >= Some(12), "{badge}");
    }
    let brass = json!({ "material": "BRASS-SHEET", "quantity": 2_500, "lot": "L2611-9" });
    w.amina.must::<StoreView>("store.receive", brass).await?;
    Ok(())
}

/// The network is back, as bad as the test wants it.
pub async fn network_returns(w: &Workshop) -> Result<()> {
    w.worst();
    for phone in w.phones() {
        phone.network(true).await?;
    }
    w.everybody_syncs().await
}

/// Amina checks, two pieces go back and one is rejected, Baraka mends, and the batch is complete one short.
pub async fn check_and_complete(w: &Workshop, batch: &str) -> Result<()> {
    let view: BatchView = w.amina.must("batch.get", json!({ "batch": batch })).await?;
    ensure!(view.row.state == BatchState::ToCheck && view.row.waiting == PIECES, "{:?}", view.row);
    let early = w.amina.call::<Value>("batch.complete", json!({ "batch": batch, "reason": "" })).await.unwrap_err();
    ensure!((early.code.as_str(), early.number) == ("waiting_for_check", Some(60)), "{early:?}");
    for share in &view.shares {
        let (rework, rejected) = if share.name == "Baraka" { (2, 1) } else { (0, 0) };
        let check = json!({ "assignment": share.assignment, "accepted": share.waiting - rework - rejected,
                            "rework": rework, "rejected": rejected, "reason": "edge not smooth" });
        w.amina.must::<BatchView>("check.record", check).await?;
    }
    w.everybody_syncs().await?;

    let a = assignment(&w.baraka).await?;
    let mine: AssignmentView = w.baraka.must("work.get", json!({ "assignment": a })).await?;
    ensure!(mine.row.open == 2 && mine.row.rework == 2, "{:?}", mine.row);
    w.baraka.must::<AssignmentView>("work.hand_in", json!({ "assignment": a, "pieces": 2 })).await?;
    w.everybody_syncs().await?;
    let good = json!({ "assignment": a, "accepted": 2, "rework": 0, "rejected": 0, "reason": "" });
    w.amina.must::<BatchView>("check.record", good).await?;

    let short = w.amina.call::<Value>("batch.complete", json!({ "batch": batch, "reason": "" })).await.unwrap_err();
    ensure!(short.code == "reason_needed");
    let done = json!({ "batch": batch, "reason": "one ring cracked" });
    w.amina.must::<BatchView>("batch.complete", done.clone()).await?;
    let again = w.amina.call::<Value>("batch.complete", done).await.unwrap_err();
    ensure!(again.code == "already_complete");
    w.everybody_syncs().await
}

/// Money, material and pieces, as each of them sees it.
pub async fn books_add_up(w: &Workshop, batch: &str) -> Result<()> {
    for phone in [&w.amina, &w.esther] {
        let view: BatchView = phone.must("batch.get", json!({ "batch": batch })).await?;
        let (row, done) = (&view.row, view.completion.as_ref().context("completion")?);
        ensure!(row.state == BatchState::Complete && done.by == "Amina" && done.sent);
        ensure!((done.accepted, done.rejected, done.missing) == (59, 1, 1), "{done:?}");
        ensure!(row.handed_in == row.accepted + row.rework + row.rejected && row.handed_in == 62, "{row:?}");
        for share in &view.shares {
            // No entry is lost or doubled: what each of them wrote is what is there.
            let a: AssignmentView = phone.must("work.get", json!({ "assignment": share.assignment })).await?;
            let count = |kind| a.history.iter().filter(|h| h.what == kind).count();
            let counted = a.history.iter().filter(|h| h.what == HistoryKind::Log && !h.replaced).count();
            let mended = usize::from(share.name == "Baraka");
            ensure!(share.logged == share.pieces && counted == count(HistoryKind::Log) - 2, "{:?}", a.history);
            ensure!(count(HistoryKind::HandIn) == 2 + mended && count(HistoryKind::Check) == 1 + mended);
            ensure!(count(HistoryKind::Accepted) == 1 && a.history.iter().all(|h| h.sent && !h.on_behalf));
        }
    }
    let order: Vec<OrderRow> = w.esther.must("order.list", json!({})).await?;
    let order = order.iter().find(|o| o.number == "PO-0773").context("order")?;
    ensure!(order.accepted == 59, "{order:?}");
    let view: OrderView = w.esther.must("order.get", json!({ "order": order.order })).await?;
    let line = view.lines.iter().find(|l| l.product.sku == SKU).context("line")?;
    ensure!(line.accepted == 59 && line.batched == 59, "the short piece can be planned again: {line:?}");

    let mut owed = 0;
    let mut held = 0;
    for (phone, accepted) in [(&w.baraka, 34), (&w.wanjiru, 25)] {
        let earnings: EarningsView = phone.must("earnings.month", json!({ "month": "2026-11" })).await?;
        ensure!(earnings.total == accepted * RATE, "{earnings:?}");
        ensure!(earnings.total == earnings.lines.iter().map(|l| i64::from(l.pieces) * l.rate).sum::<i64>());
        ensure!(earnings.waiting_pieces == 0);
        owed += earnings.total;
        let holding: HoldingView = phone.must("material.holding", json!({})).await?;
        let brass = holding.rows.first().context("brass")?;
        ensure!(brass.received == brass.used + brass.returned + brass.scrapped + brass.held && brass.held > 0);
        held += brass.used + brass.returned + brass.scrapped + brass.held;
        ensure!(holding.to_receive.is_empty());
    }
    ensure!(owed == 59 * RATE, "what is owed is accepted pieces x rate");
    let store: StoreView = w.amina.must("store.list", json!({})).await?;
    let brass = store.rows.iter().find(|r| r.material.code == "BRASS-SHEET").context("brass")?;
    ensure!(brass.issued == held, "issued = used + returned + scrapped + held");
    ensure!(brass.in_store == 12_500 - brass.issued && store.to_take_back.len() == 2);
    for back in &store.to_take_back {
        let args = json!({ "person": back.person, "material": back.material.code, "quantity": back.quantity });
        w.amina.must::<StoreView>("store.take_back", args).await?;
    }
    let store: StoreView = w.amina.must("store.list", json!({})).await?;
    ensure!(store.to_take_back.is_empty());
    Ok(())
}
