//! Plans: a suggested split of an order over workshops, or of a batch over people, and the material it takes.

use crate::api::office::OrderView;
use crate::api::office::{CreateBatch, OfOrder};
use crate::api::plan::{
    ConfirmPlan, DueFit, PlanLine, PlanNeedRow, PlanNeeds, PlanView, PlannedBatch, SuggestedShare, SuggestedSplit, Why,
    WhyKind,
};
use crate::api::workshop::OfBatch;
use crate::app::App;
use crate::error::Result;
use crate::use_cases::candidate::{self, Making};
use crate::use_cases::{batch, forecast, names, order, store};
use domain::RuleError;
use domain::id::WorkshopId;
use domain::planning::{Candidate, Fit, Job, Split, USUAL_HOURS, Why as Reason, plan_back};
use domain::quantity::{Minutes, Pieces, Tenths};
use domain::time::{Day, Timestamp};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `batch.suggest`: the rest of a batch over the people of its workshop.
pub fn suggest_shares(app: &Arc<App>, args: OfBatch) -> Result<SuggestedSplit> {
    let now = app.now();
    app.read(|c, _| {
        let row = batch::row_named(c, &args.batch)?;
        let making = candidate::making(c, &row.product.sku)?;
        let hands = candidate::hands(c, Some(row.workshop.workshop), &making.skills, now)?;
        let people: Vec<Candidate> = hands.iter().map(|h| h.candidate).collect();
        let names: BTreeMap<u32, String> = hands.into_iter().map(|h| (h.candidate.id, h.name)).collect();
        let due = Day::parse(&row.due).unwrap_or_else(|| now.day());
        let job = job(&making, row.unassigned, now.day(), due);
        Ok(suggested(&job, &people, job.split(&people), &names, &making, now))
    })
}

/// `plan.suggest`: all that an order has left over the workshops.
pub fn suggest(app: &Arc<App>, args: OfOrder) -> Result<PlanView> {
    let now = app.now();
    app.read(|c, _| {
        let (number, mut lines) = order::left(c, &args.order)?;
        // Whoever is waited for first is planned first; a line without a day comes last.
        lines.sort_by_key(|line| (line.due.is_none(), line.due, line.product.sku.clone()));
        let mut waiting = waiting_at_workshops(c)?;
        let lines = lines
            .into_iter()
            .map(|line| {
                let making = candidate::making(c, &line.product.sku)?;
                let hands = candidate::hands(c, None, &making.skills, now)?;
                let shops = candidate::workshops(&hands, &waiting);
                let today = now.day();
                let whole = job(&making, line.pieces, today, today);
                let due = plan_back(today, line.due, whole.days_needed(&shops));
                let job = job(&making, line.pieces, today, due.day);
                let split = job.split(&shops);
                for share in &split.shares {
                    let minutes = u64::from(share.pieces.0) * u64::from(making.minutes);
                    *waiting.entry(share.id).or_default() += minutes;
                }
                let names = shops.iter().map(|s| Ok((s.id, workshop_name(c, s.id)?))).collect::<Result<_>>()?;
                let (fit, days) = fit(due.fit);
                Ok(PlanLine {
                    product: line.product,
                    pieces: line.pieces,
                    customer_due: line.due.map(|d| d.to_string()).unwrap_or_default(),
                    due: due.day.to_string(),
                    fit,
                    days,
                    split: suggested(&job, &shops, split, &names, &making, now),
                })
            })
            .collect::<Result<_>>()?;
        Ok(PlanView { number, lines })
    })
}

/// `plan.confirm`: each number becomes a batch, or none does.
pub fn confirm(app: &Arc<App>, args: ConfirmPlan) -> Result<OrderView> {
    app.command(|session| {
        if args.batches.is_empty() {
            return Err(RuleError::NothingCounted.into());
        }
        for planned in &args.batches {
            let PlannedBatch { sku, workshop, pieces, due } = planned.clone();
            let one = CreateBatch { order: args.order.clone(), sku, workshop, pieces, due, note: String::new() };
            batch::add(session, &app.shared.chance, &one)?;
        }
        Ok(())
    })?;
    order::get(app, OfOrder { order: args.order })
}

/// `plan.needs`: material for the batches of a plan against what each workshop has free, what is short in front.
pub fn needs(app: &Arc<App>, args: PlanNeeds) -> Result<Vec<PlanNeedRow>> {
    app.read(|c, _| {
        let mut needed: BTreeMap<(u32, String), i64> = BTreeMap::new();
        for planned in &args.batches {
            for (code, quantity) in material_for(c, &planned.sku, Pieces(planned.pieces))? {
                let sum = needed.entry((planned.workshop, code)).or_default();
                *sum = sum.saturating_add(quantity.0);
            }
        }
        let mut rows = Vec::new();
        let open = forecast::needs(c, None)?;
        for ((workshop, code), needed) in needed {
            let in_store = store::sums(c, WorkshopId(workshop), &code)?.in_store();
            let open = open.forecast(workshop, &code, in_store);
            let free = (in_store + open.in_hands + open.on_the_way - open.takes - open.planned).0.max(0);
            let (workshop, material) = (names::workshop(c, workshop)?, names::material(c, &code)?);
            rows.push(PlanNeedRow { workshop, material, needed, free });
        }
        rows.sort_by_key(|row| (row.needed <= row.free, row.workshop.code.clone(), row.material.code.clone()));
        Ok(rows)
    })
}

/// Material for so many pieces by the bill of materials.
fn material_for(c: &Connection, sku: &str, pieces: Pieces) -> Result<Vec<(String, Tenths)>> {
    let bill =
        "SELECT material, each FROM product_material JOIN product USING (document) WHERE sku = ?1 ORDER BY material";
    let mut statement = c.prepare_cached(bill)?;
    let bill = statement.query_map(params![sku], |r| Ok((r.get(0)?, Tenths(r.get(1)?))))?;
    Ok(domain::material::needed(&bill.collect::<rusqlite::Result<Vec<_>>>()?, pieces))
}

/// Minutes of the pieces that are planned at a workshop and that nobody has been given yet.
fn waiting_at_workshops(c: &Connection) -> Result<BTreeMap<u32, u64>> {
    let minutes = candidate::minutes_each(c)?;
    let mut waiting = BTreeMap::new();
    for batch in batch::rows(c, None)?.iter().filter(|b| batch::is_open(b)) {
        let each = minutes.get(&batch.product.sku).copied().unwrap_or(0);
        *waiting.entry(batch.workshop.workshop).or_default() += u64::from(batch.unassigned) * u64::from(each);
    }
    Ok(waiting)
}

fn job(making: &Making, pieces: u32, today: Day, due: Day) -> Job {
    let days = u32::try_from(due.0.saturating_sub(today.0)).unwrap_or(0);
    Job { pieces: Pieces(pieces), minutes: Minutes(making.minutes), days }
}

fn workshop_name(c: &Connection, workshop: u32) -> Result<String> {
    let found = names::workshop(c, workshop)?;
    Ok(if found.place.is_empty() { found.code } else { format!("{} · {}", found.code, found.place) })
}

fn fit(fit: Fit) -> (DueFit, u32) {
    match fit {
        Fit::InTime(days) => (DueFit::InTime, days),
        Fit::Tight => (DueFit::Tight, 0),
        Fit::Late(days) => (DueFit::Late, days),
        Fit::NoDay => (DueFit::NoDay, 0),
        Fit::Never => (DueFit::Never, 0),
    }
}

fn suggested(
    job: &Job,
    candidates: &[Candidate],
    split: Split,
    names: &BTreeMap<u32, String>,
    making: &Making,
    now: Timestamp,
) -> SuggestedSplit {
    let earliest = job.days_needed(candidates).and_then(|days| i32::try_from(days).ok());
    let mut shares: Vec<_> = split
        .shares
        .into_iter()
        .map(|share| SuggestedShare {
            id: share.id,
            name: names.get(&share.id).cloned().unwrap_or_default(),
            pieces: share.pieces.0,
            room: share.room.0,
            why: share.why.into_iter().map(why).collect(),
        })
        .collect();
    shares.sort_by(|a, b| a.name.cmp(&b.name));
    SuggestedSplit {
        shares,
        left: split.left.0,
        skills: making.skills.iter().cloned().collect(),
        earliest: earliest.map(|days| Day(now.day().0.saturating_add(days)).to_string()).unwrap_or_default(),
    }
}

fn why(reason: Reason) -> Why {
    let (what, n, of) = match reason {
        Reason::NoSkill => (WhyKind::NoSkill, 0, 0),
        Reason::NoTime => (WhyKind::NoTime, 0, 0),
        Reason::Room(pieces) => (WhyKind::Room, i64::from(pieces.0), 0),
        Reason::Holds(minutes) => (WhyKind::Holds, i64::try_from(minutes).unwrap_or(i64::MAX), 0),
        Reason::HoursUnknown => (WhyKind::HoursUnknown, i64::from(USUAL_HOURS), 0),
        Reason::EarnedLess(cents) => (WhyKind::EarnedLess, cents.0, 0),
        Reason::EarnedMore(cents) => (WhyKind::EarnedMore, cents.0, 0),
        Reason::Quality(record) => (WhyKind::Quality, i64::from(record.good), i64::from(record.all)),
        Reason::OnTime(record) => (WhyKind::OnTime, i64::from(record.good), i64::from(record.all)),
        Reason::NoRecord => (WhyKind::NoRecord, 0, 0),
    };
    Why { what, n, of }
}
