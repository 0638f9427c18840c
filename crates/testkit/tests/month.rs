//! The month of KIBERA-1 that `MONTH=yes make run` shows: its books add up, it has something of everything, and it comes out
//! the same every time.

#![allow(clippy::unwrap_used, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::agree::{AgreeView, MatterQuestion};
use client::api::board::{BoardPlace, BoardRows, BoardView};
use client::api::chart::ChartView;
use client::api::export::ExportFile;
use client::api::pay::{PayView, QualityView, RunsView};
use client::api::person::MemberRow;
use client::api::phone::{PhoneView, Role};
use client::api::trail::{ActivityKind, ActivityRow};
use client::api::week::WeekView;
use client::api::workshop::{BatchRow, BatchState, BatchView};
use client::{Phone, PhoneOptions};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
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

    charts_and_week(&month, &batches).await?;
    let workshop = u64::from(batches.first().context("a batch")?.workshop.workshop);
    for (name, workshop) in [("Amina", None), ("Esther", Some(workshop))] {
        let moved = testkit::stock::agrees(async |call, args| month.sees(name, call, args).await, workshop).await?;
        ensure!(moved >= 8, "{moved} materials moved");
    }
    counts_lead_to_what_they_count(&month).await?;

    let verified = month.office.run(&["verify"])?;
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    ensure!(verified.status.success() && said.contains("the books add up"), "{said}");
    Ok(())
}

/// The entries behind a day of the week, the work behind somebody's quality and the months behind what is to be paid add up to them.
async fn counts_lead_to_what_they_count(month: &Played) -> Result<()> {
    let week: WeekView = month.sees("Amina", "week.list", json!({})).await?;
    for day in &week.days {
        let rows: Vec<ActivityRow> = month.sees("Amina", "trail.day", json!({ "day": day.day })).await?;
        let sum = |what: ActivityKind| {
            let counting = rows.iter().filter(|row| row.what == what && !row.replaced);
            counting.map(|row| row.pieces + row.rework + row.rejected).sum::<u32>()
        };
        let sums = [ActivityKind::Log, ActivityKind::HandIn, ActivityKind::Check].map(sum);
        ensure!(sums == [day.logged, day.handed_in, day.checked], "{day:?}: {sums:?}");
    }
    let day = json!({ "day": "2026-11-24" });
    ensure!(month.sees::<Value>("Esther", "trail.day", day.clone()).await.is_err(), "a day is of one workshop");
    ensure!(month.sees::<Value>("Baraka", "trail.day", day).await.is_err(), "and not for artisans");
    ensure!(month.sees::<Value>("Amina", "trail.day", json!({ "day": "yesterday" })).await.is_err());

    let members: Vec<MemberRow> = month.sees("Amina", "member.list", json!({})).await?;
    let mut checked = 0;
    for member in members {
        let of = json!({ "person": member.person });
        let view: QualityView = month.sees("Amina", "quality.person", of).await?;
        let sum = |count: fn(&client::api::pay::QualityWork) -> u32| view.works.iter().map(count).sum::<u32>();
        let all = (sum(|w| w.checked), sum(|w| w.good_at_first), sum(|w| w.rework), sum(|w| w.rejected));
        ensure!(all == (view.checked, view.good_at_first, view.rework, view.rejected), "{view:#?}");
        let finished = (sum(|w| u32::from(w.on_time.is_some())), sum(|w| u32::from(w.on_time == Some(true))));
        ensure!(finished == (view.finished, view.on_time), "{view:#?}");
        checked += view.checked;
    }
    ensure!(checked > 100, "{checked}");

    let runs: RunsView = month.sees("Esther", "run.list", json!({})).await?;
    let people: BTreeSet<u32> = runs.owed.iter().map(|row| row.person).collect();
    ensure!(usize::try_from(runs.to_prepare)? == people.len());
    ensure!(runs.to_prepare_amount == runs.owed.iter().map(|row| row.amount).sum::<i64>());
    Ok(())
}

/// What the charts and the lead's week say is what the lists say.
async fn charts_and_week(month: &Played, batches: &[BatchRow]) -> Result<()> {
    let all: ChartView = month.sees("Esther", "chart.office", json!({ "workshop": null })).await?;
    let accepted: u32 = batches.iter().map(|row| row.accepted).sum();
    ensure!(all.output.len() == 12 && all.undated_pieces + all.undated_batches == 0, "{all:#?}");
    ensure!(all.output.iter().map(|week| week.pieces).sum::<u32>() == accepted, "{accepted}: {:#?}", all.output);
    let complete = batches.iter().filter(|row| row.state == BatchState::Complete).count();
    let counted: u32 = all.lead_time.iter().map(|month| month.batches).sum();
    ensure!(usize::try_from(counted)? == complete, "{complete} complete: {:#?}", all.lead_time);
    for lead_time in &all.lead_time {
        let in_order = lead_time.low <= lead_time.median && lead_time.median <= lead_time.high;
        ensure!(in_order && (1..31).contains(&lead_time.median), "{lead_time:?}");
    }
    ensure!(!all.income.is_empty());
    let members: Vec<MemberRow> = month.sees("Esther", "member.list", json!({})).await?;
    let artisans = members.iter().filter(|member| member.role == Role::Artisan).count();
    let now = all.income.first().context("this month")?;
    ensure!(usize::try_from(now.nothing + now.people)? == artisans, "everybody is counted this month: {now:?}");
    ensure!(
        all.income.iter().skip(1).all(|income| income.nothing + income.people < now.nothing + now.people),
        "{:#?}",
        all.income
    );
    for income in &all.income {
        let pay: PayView = month.sees("Esther", "pay.month", json!({ "month": income.month })).await?;
        let earned: Vec<i64> = pay.people.iter().map(|row| row.earned).filter(|earned| *earned > 0).collect();
        ensure!(usize::try_from(income.people)? == earned.len(), "{income:?} of {earned:?}");
        ensure!(income.bars.iter().sum::<u32>() == income.people && earned.contains(&income.median), "{income:?}");
    }
    let of = |workshop: u32| json!({ "workshop": workshop });
    let kibera = all.workshops.iter().find(|one| one.code == "KIBERA-1").context("KIBERA-1")?.workshop;
    let one: ChartView = month.sees("Esther", "chart.office", of(kibera)).await?;
    ensure!(one.output == all.output && one.lead_time == all.lead_time, "only KIBERA-1 has work");
    let other = all.workshops.iter().find(|one| one.workshop != kibera).context("another workshop")?.workshop;
    let other: ChartView = month.sees("Esther", "chart.office", of(other)).await?;
    ensure!(other.income.is_empty() && other.lead_time.is_empty() && other.output.iter().all(|week| week.pieces == 0));
    ensure!(month.sees::<ChartView>("Amina", "chart.office", of(kibera)).await.is_err(), "charts are the office's");

    let week: WeekView = month.sees("Amina", "week.list", json!({})).await?;
    ensure!(week.sunday == "2026-11-29" && week.days.len() == 7, "{week:#?}");
    ensure!(week.days.iter().any(|day| day.logged > 0 && day.checked > 0), "{:#?}", week.days);
    ensure!(
        week.days.iter().all(|day| day.day.as_str() <= "2026-11-25" || day.logged + day.handed_in + day.checked == 0)
    );
    let waiting = month.on_board("Amina", BoardPlace::Check).await?.shares;
    let names = |rows: &mut dyn Iterator<Item = &String>| rows.cloned().collect::<BTreeSet<_>>();
    let (here, there) = (
        names(&mut week.waiting.iter().map(|share| &share.row.assignment)),
        names(&mut waiting.iter().map(|share| &share.row.assignment)),
    );
    ensure!(!here.is_empty() && here == there, "{here:?} and {there:?}");
    ensure!(
        week.people.len() == 11 && week.people.is_sorted_by_key(|person| &person.name),
        "in the order of their names"
    );
    ensure!(week.people.iter().any(|person| !person.shares.is_empty() && person.this_week.needed > 0));
    ensure!(week.people.iter().all(|person| person.this_week.needed <= person.next_week.needed));
    ensure!(week.batches.iter().all(|row| row.due.as_str() <= "2026-12-06"), "{:#?}", week.batches);
    ensure!(month.sees::<WeekView>("Esther", "week.list", json!({})).await.is_err(), "a week is of one workshop");
    ensure!(month.sees::<WeekView>("Baraka", "week.list", json!({})).await.is_err(), "and not for artisans");
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
