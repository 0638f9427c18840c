//! What Esther and Neema do: orders from a file, batches, second checks, pay.

use super::cast::{Cast, Person};
use super::{Made, Plan, Today};
use crate::fleet::Dice;
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use client::api::office::{OrderRow, OrderView, WorkshopRow};
use client::api::pay::{PayView, RunView};
use client::api::plan::ImportView;
use client::api::work::AssignmentView;
use client::api::workshop::{BatchRow, BatchView};
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// What KIBERA-1 makes most: what its people have the skills for.
const SKUS: [&str; 8] =
    ["SK-RING-01", "SK-HOOP-01", "SK-CUFF-01", "SK-DROP-01", "SK-STUD-01", "SK-NECK-02", "SK-HOOP-02", "SK-DROP-02"];
/// Days between the workshop's day and the customer's.
const OFFICE_DAYS: i32 = 5;

/// A batch that is to be made.
struct Wanted {
    day: u32,
    number: String,
    sku: &'static str,
    pieces: u32,
    /// Days from the day that it is made to the day that it is due.
    days: i32,
}

/// The office's desk, with what is to be planned.
pub struct Desk {
    wanted: VecDeque<Wanted>,
    workshop: u32,
    /// Whether the month before was closed and paid.
    paid: bool,
}

impl Desk {
    /// Decides what customers want, and takes their orders in from a file.
    pub async fn open(plan: &Plan, cast: &Cast, dice: &mut Dice) -> Result<Self> {
        let mut wanted = VecDeque::new();
        let mut file = String::from("order,sku,quantity,due\n");
        for batch in 0..plan.batches {
            // Spread over the month, the last days without; no order has one product twice.
            let day = batch * plan.days.saturating_sub(4) / plan.batches.max(1);
            let number = format!("PO-{}", 900 + batch / 4);
            let sku = SKUS.get(usize::try_from(batch)? % SKUS.len()).copied().context("a product")?;
            let (pieces, days) = (dice.count(6, 14) * 4, i32::try_from(dice.between(8, 13))?);
            let due = Today::at(plan, day).after(days + OFFICE_DAYS);
            file.push_str(&format!("{number},{sku},{pieces},{due}\n"));
            wanted.push_back(Wanted { day, number, sku, pieces, days });
        }
        let args = json!({ "name": "orders.csv", "bytes": BASE64_STANDARD.encode(&file) });
        let view: ImportView = cast.must(Person::ESTHER, "order.import", args).await?;
        ensure!(view.refused.is_empty() && !view.new.is_empty(), "{:?}", view.refused);
        let shops: Vec<WorkshopRow> = cast.must(Person::ESTHER, "workshop.list", json!({})).await?;
        let kibera = shops.iter().find(|shop| shop.workshop.code == "KIBERA-1").context("KIBERA-1")?;
        Ok(Self { wanted, workshop: kibera.workshop.workshop, paid: false })
    }

    /// Makes the batches of today.
    pub async fn morning(&mut self, cast: &Cast, today: Today, dice: &mut Dice, made: &mut Made) -> Result<()> {
        while self.wanted.front().is_some_and(|wanted| wanted.day <= today.number) {
            let Some(wanted) = self.wanted.pop_front() else { break };
            let orders: Vec<OrderRow> = cast.must(Person::ESTHER, "order.list", json!({})).await?;
            let order = &orders.iter().find(|order| order.number == wanted.number).context("the order")?.order;
            let view: OrderView = cast.must(Person::ESTHER, "order.get", json!({ "order": order })).await?;
            ensure!(view.lines.iter().any(|line| line.product.sku == wanted.sku), "{} {}", wanted.number, wanted.sku);
            let note = if dice.permille(100) { "Haraka: mteja anasubiri" } else { "" };
            let batch = json!({ "order": order, "sku": wanted.sku, "workshop": self.workshop, "pieces": wanted.pieces,
                                "due": today.after(wanted.days).to_string(), "note": note });
            cast.must::<BatchView>(Person::ESTHER, "batch.create", batch).await?;
            made.batches += 1;
        }
        if !self.paid {
            self.paid = pay(cast, today, dice).await?;
        }
        Ok(())
    }

    /// Now and then Esther looks again at what Amina accepted.
    pub async fn evening(&self, cast: &Cast, today: Today, dice: &mut Dice) -> Result<()> {
        if today.number % 6 != 5 {
            return Ok(());
        }
        let batches: Vec<BatchRow> = cast.must(Person::ESTHER, "batch.list", json!({})).await?;
        let Some(batch) = batches.iter().filter(|batch| batch.accepted > 4).max_by_key(|batch| batch.due.clone())
        else {
            return Ok(());
        };
        let view: BatchView = cast.must(Person::ESTHER, "batch.get", json!({ "batch": batch.batch })).await?;
        let Some(share) = view.shares.iter().find(|share| share.accepted > 2) else { return Ok(()) };
        let of = json!({ "assignment": share.assignment });
        let work: AssignmentView = cast.must(Person::ESTHER, "work.get", of).await?;
        let left = share.accepted.saturating_sub(work.office_good + work.office_rejected);
        let rejected = u32::from(left > 0 && dice.permille(300));
        if left > 0 {
            let reason = if rejected > 0 { "Rangi au mng’aro" } else { "" };
            let check = json!({ "assignment": share.assignment, "good": left - rejected, "rejected": rejected,
                                "reason": reason });
            cast.does(Person::ESTHER, "check.office", check).await?;
        }
        Ok(())
    }
}

/// Three days after a month is over it is closed, and what it came to is paid, all but one line. `true` once that is done.
async fn pay(cast: &Cast, today: Today, dice: &mut Dice) -> Result<bool> {
    let this = Timestamp(today.at_second(9 * super::HOUR)).month();
    let since = Timestamp(today.at_second(9 * super::HOUR) - 3 * super::DAY).month();
    let begun = Timestamp(today.at_second(0) - i64::from(today.number) * super::DAY).month();
    if since != this || begun == this {
        return Ok(false);
    }
    let view: PayView = cast.must(Person::ESTHER, "pay.month", json!({ "month": begun.to_string() })).await?;
    for (row, (what, amount, reason)) in view.people.iter().zip([
        ("bonus", 30_000, "Kazi nzuri sana"),
        ("advance", 50_000, "Karo ya shule"),
        ("deduction", 12_000, "Kifaa"),
    ]) {
        let write = json!({ "person": row.person, "month": view.month, "what": what, "amount": amount,
                            "reason": reason, "receipt": "" });
        cast.does(Person::ESTHER, "pay.write", write).await?;
    }
    cast.does(Person::ESTHER, "pay.close", json!({ "month": view.month, "person": null })).await?;
    cast.sync(&[Person::ESTHER]).await?;
    let closed: PayView = cast.must(Person::ESTHER, "pay.month", json!({ "month": view.month })).await?;
    if closed.to_prepare == 0 {
        return Ok(true);
    }
    let run: RunView = cast.must(Person::ESTHER, "run.prepare", json!({})).await?;
    cast.sync(&[Person::ESTHER, Person::NEEMA]).await?;
    cast.does(Person::NEEMA, "run.approve", json!({ "run": run.row.run })).await?;
    cast.sync(&[Person::NEEMA, Person::ESTHER]).await?;
    let (last, paid) = run.lines.split_last().context("a list with lines")?;
    for line in paid {
        let receipt = format!("SJK{}", 100_000 + dice.count(0, 899_999));
        cast.does(Person::ESTHER, "run.paid", json!({ "run": run.row.run, "line": line.line, "receipt": receipt }))
            .await?;
    }
    let failed = json!({ "run": run.row.run, "line": last.line, "reason": "Jina halilingani" });
    cast.must::<Value>(Person::ESTHER, "run.failed", failed).await?;
    Ok(true)
}
