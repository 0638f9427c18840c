//! The month of KIBERA-1 that `MONTH=yes make run` shows: its books add up, it has something of everything, and it comes out
//! the same every time.

#![allow(clippy::unwrap_used, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::agree::{AgreeView, MatterQuestion};
use client::api::board::{BoardPlace, BoardRows, BoardView};
use client::api::export::ExportFile;
use client::api::phone::PhoneView;
use client::api::trail::ActivityRow;
use client::api::workshop::{BatchRow, BatchState, BatchView};
use client::{Phone, PhoneOptions};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use testkit::month::{Made, Plan, play};
use testkit::{FakeClock, Office};

/// Wednesday 25 November 2026, five in the afternoon in Nairobi.
const UNTIL: Timestamp = Timestamp(1_795_615_200);

/// A month that was played, and the phone with everybody on it.
struct Played {
    office: Office,
    phone: Arc<Phone>,
    people: PhoneView,
    made: Made,
    _folder: TempDir,
}

impl Played {
    async fn with(seed: u64, days: u32, batches: u32) -> Result<Self> {
        let office = Office::with_examples()?;
        let folder = TempDir::new()?;
        let plan = Plan { seed, until: UNTIL, days, batches, phone: folder.path().into(), server: office.url().into() };
        let made = play(&plan, |name| office.invite(name)).await.with_context(|| format!("seed {seed}"))?;
        let phone = open(folder.path())?;
        let people = phone.call(None, "phone.open", json!({})).await.map_err(|e| anyhow::anyhow!(e.detail))?;
        Ok(Self { office, phone, people: serde_json::from_value(people)?, made, _folder: folder })
    }

    async fn sees<T: DeserializeOwned>(&self, name: &str, call: &str, args: Value) -> Result<T> {
        let person = self.people.people.iter().find(|person| person.name == name).context("somebody")?;
        let reply = self.phone.call(Some(&person.profile), call, args).await;
        Ok(serde_json::from_value(reply.map_err(|e| anyhow::anyhow!("{name} {call}: {} {}", e.code, e.detail))?)?)
    }

    async fn on_board(&self, name: &str, what: BoardPlace) -> Result<BoardRows> {
        self.sees(name, "board.rows", json!({ "what": what })).await
    }
}

fn open(folder: &Path) -> Result<Arc<Phone>> {
    let options = PhoneOptions { folder: folder.to_owned(), server: None, demo: true, background: false };
    Phone::open_at(options, FakeClock::at(UNTIL.0).clock()).map_err(|e| anyhow::anyhow!(e.detail))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_kibera_has_something_of_everything_and_adds_up() -> Result<()> {
    let month = Played::with(1, 31, 40).await?;
    let made = month.made;
    ensure!(made.batches == 40 && made.logs > 200 && made.checks > 40 && made.rework > 10, "{made:?}");
    ensure!(month.people.people.len() == 13, "eleven at the workshop, two at the office");

    let batches: Vec<BatchRow> = month.sees("Amina", "batch.list", json!({})).await?;
    let complete = batches.iter().filter(|row| row.state == BatchState::Complete).count();
    ensure!(batches.len() == 40 && (10..40).contains(&complete), "{complete} complete");
    let board: BoardView = month.sees("Amina", "board.counts", json!({})).await?;
    for count in &board.counts {
        let rows = month.on_board("Amina", count.what).await?;
        ensure!(count.batches == u32::try_from(rows.batches.len())?, "{count:?}");
        ensure!(count.shares == u32::try_from(rows.shares.len())?, "{count:?}");
        ensure!(count.batches > 0, "{:?} has nothing in it", count.what);
    }
    let office: BoardView = month.sees("Esther", "board.counts", json!({})).await?;
    ensure!(office.counts == board.counts, "only KIBERA-1 has work, so the office sees the same");
    ensure!(month.on_board("Baraka", BoardPlace::Late).await.is_err(), "a board is not for artisans");

    let agree: AgreeView = month.sees("Amina", "agree.list", json!({})).await?;
    ensure!(agree.open.len() == 1, "{:#?}", agree.open);
    ensure!(agree.open.iter().all(|matter| matter.question == MatterQuestion::Receipt));

    for what in ["orders", "batches", "assignments", "work_logs", "checks", "movements", "earnings", "payments"] {
        for form in ["csv", "xlsx"] {
            let file: ExportFile = month.sees("Esther", "export.file", json!({ "what": what, "form": form })).await?;
            ensure!(file.rows > 0 && !file.bytes.is_empty(), "{what} as {form}: {file:?}");
        }
    }
    ensure!(
        month.sees::<ExportFile>("Amina", "export.file", json!({ "what": "earnings", "form": "csv" })).await.is_err()
    );
    let first = batches.iter().find(|row| row.state == BatchState::Complete).context("a complete batch")?;
    let batch: BatchView = month.sees("Amina", "batch.get", json!({ "batch": first.batch })).await?;
    let share = batch.shares.first().context("an assignment")?;
    let of = json!({ "assignment": share.assignment });
    let trail: Vec<ActivityRow> = month.sees("Amina", "trail.assignment", of).await?;
    ensure!(trail.len() >= 4 && trail.iter().all(|row| !row.signed.by.is_empty()), "{trail:#?}");
    let of = json!({ "person": null, "workshop": null, "material": "" });
    let trail: Vec<ActivityRow> = month.sees("Amina", "trail.material", of).await?;
    ensure!(trail.len() > 20 && trail.iter().all(|row| row.material.is_some()), "{} movements", trail.len());

    let verified = month.office.run(&["verify"])?;
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    ensure!(verified.status.success() && said.contains("the books add up"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_and_day_give_the_same_month() -> Result<()> {
    let (one, same) = (Played::with(7, 8, 5).await?, Played::with(7, 8, 5).await?);
    ensure!(one.made == same.made);
    for (name, call, args) in [
        ("Amina", "batch.list", json!({})),
        ("Amina", "store.list", json!({})),
        ("Baraka", "work.list", json!({})),
        ("Esther", "order.list", json!({})),
        ("Esther", "pay.month", json!({ "month": null })),
    ] {
        let (a, b): (Value, Value) = (one.sees(name, call, args.clone()).await?, same.sees(name, call, args).await?);
        ensure!(a == b, "{name} {call} differs:\n{a:#}\n{b:#}");
    }
    let other = Played::with(8, 8, 5).await?;
    ensure!(other.made != one.made, "another seed is another month");
    Ok(())
}
