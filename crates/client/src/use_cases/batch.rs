//! Batches: planned by the office, split and completed by the lead.

use crate::api::Nothing;
use crate::api::office::CreateBatch;
use crate::api::workshop::{
    BatchRow, BatchState, BatchView, ChangeBatch, Complete, CompletionRow, NeedRow, OfBatch, Split,
};
use crate::app::App;
use crate::chance::Chance;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::{forecast, names, order, store, work};
use documents::{assignment as terms, batch as document, entries};
use domain::batch::BatchSums;
use domain::catalogue::{Assignment, Batch, MOST_TEXT, Moving, short_text};
use domain::entry::MoveEntry;
use domain::forecast::Forecast;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::may_write;
use domain::quantity::{Cents, Pieces};
use domain::time::Day;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `batch.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<BatchRow>> {
    app.read(|c, me| rows(c, me.role.workshop()))
}

/// `batch.get`
pub fn get(app: &Arc<App>, args: OfBatch) -> Result<BatchView> {
    view(app, &args.batch)
}

/// `batch.create`
pub fn create(app: &Arc<App>, args: CreateBatch) -> Result<BatchView> {
    let name = app.command(|session| add(session, &app.shared.chance, &args))?;
    view(app, &name)
}

/// Plans one batch, and gives its name.
pub fn add(session: &Session<'_>, chance: &Chance, args: &CreateBatch) -> Result<String> {
    let due = day(&args.due)?;
    short_text("note", &args.note, MOST_TEXT)?;
    let pieces = Pieces(args.pieces).at_least_one("pieces")?;
    let (order, number) = order::open_line(session.tx, &args.order, &args.sku, pieces)?;
    let rate = "SELECT rate FROM product WHERE sku = ?1";
    let rate: Option<i64> = session.tx.prepare_cached(rate)?.query_row([&args.sku], |r| r.get(0)).optional()?;
    let workshop = "SELECT EXISTS (SELECT 1 FROM workshop WHERE workshop = ?1)";
    if !session.tx.prepare_cached(workshop)?.query_row([args.workshop], |r| r.get(0))? {
        return Err(ClientError::NotFound("workshop"));
    }
    let batch = Batch {
        order,
        order_number: number,
        sku: args.sku.clone(),
        rate: Cents(rate.ok_or(ClientError::NotFound("product"))?),
        pieces,
        due,
        note: args.note.trim().to_owned(),
        cancelled: false,
    };
    let workshop = WorkshopId(args.workshop);
    let key = DocKey(chance.uuid()?);
    session.edit(DocId::new(Feed::Workshop(workshop), Kind::Batch, key), |w| document::write(w, &batch))?;
    Ok(names::batch_name(workshop.0, key.bytes()))
}

fn day(text: &str) -> Result<Day> {
    let day = Day::parse(text).filter(|day| day.is_plausible());
    day.ok_or_else(|| ClientError::BadArguments("a day is 2026-12-31".into()))
}

/// `batch.change`: another number of pieces, another day. What is given out beyond it is shown to the lead, who decides.
pub fn change(app: &Arc<App>, args: ChangeBatch) -> Result<BatchView> {
    app.command(|session| {
        let found = named(session.tx, &args.batch)?;
        found.sums.change(&found.batch, found.completion.is_some())?;
        short_text("note", &args.note, MOST_TEXT)?;
        let id = DocId::new(Feed::Workshop(found.workshop), Kind::Batch, found.key);
        let mut batch = document::read(&session.load(id)?)?;
        batch.pieces = Pieces(args.pieces).at_least_one("pieces")?;
        batch.due = day(&args.due)?;
        batch.note = args.note.trim().to_owned();
        session.edit(id, |w| document::write(w, &batch))
    })?;
    view(app, &args.batch)
}

/// `batch.cancel`: no more is made; what was made is handed in, checked and paid.
pub fn cancel(app: &Arc<App>, args: OfBatch) -> Result<BatchView> {
    app.command(|session| {
        let found = named(session.tx, &args.batch)?;
        found.sums.change(&found.batch, found.completion.is_some())?;
        let id = DocId::new(Feed::Workshop(found.workshop), Kind::Batch, found.key);
        let mut batch = document::read(&session.load(id)?)?;
        batch.cancelled = true;
        session.edit(id, |w| document::write(w, &batch))
    })?;
    view(app, &args.batch)
}

/// `batch.split`
pub fn split(app: &Arc<App>, args: Split) -> Result<BatchView> {
    app.command(|session| {
        let found = named(session.tx, &args.batch)?;
        short_text("note", &args.note, MOST_TEXT)?;
        let shares: Vec<Pieces> = args.shares.iter().map(|s| Pieces(s.pieces)).collect();
        found.sums.split(&found.batch, &shares, found.completion.is_some())?;
        for share in &args.shares {
            let member = "SELECT EXISTS (SELECT 1 FROM member WHERE workshop = ?1 AND person = ?2)";
            if !session.tx.prepare_cached(member)?.query_row([found.workshop.0, share.person], |r| r.get(0))? {
                return Err(ClientError::NotFound("member"));
            }
            let assignment = Assignment {
                batch: found.key,
                sku: found.batch.sku.clone(),
                rate: found.batch.rate,
                pieces: Pieces(share.pieces).at_least_one("pieces")?,
                due: found.batch.due,
                note: args.note.trim().to_owned(),
                withdrawn: false,
                origin: None,
            };
            let feed = Feed::Work(found.workshop, PersonId(share.person));
            let id = DocId::new(feed, Kind::Assignment, DocKey(app.shared.chance.uuid()?));
            session.edit(id, |w| terms::write(w, &assignment))?;
        }
        Ok(())
    })?;
    view(app, &args.batch)
}

/// `batch.complete`
pub fn complete(app: &Arc<App>, args: Complete) -> Result<BatchView> {
    app.command(|session| {
        let found = named(session.tx, &args.batch)?;
        let entry = found.sums.complete(&args.reason, found.completion.is_some())?;
        let id = DocId::new(Feed::Leads(found.workshop), Kind::Completion, found.key);
        session.edit(id, |w| entries::add_completion(w, session.now, &entry))?;
        end_shares(session, &found.shares, &entry.reason)
    })?;
    view(app, &args.batch)
}

/// What is not begun of a batch that is recorded complete is made by nobody: else it would be made twice where the office plans
/// it anew. What was made before an artisan hears of it stays theirs.
pub fn end_shares(session: &Session<'_>, shares: &[Found], reason: &str) -> Result<()> {
    for share in shares.iter().filter(|share| share.progress.movable().0 > 0) {
        // Of entries that name one assignment the fewest pieces count: what is ended later, when a log was corrected, names another.
        let before = format!(
            "SELECT count(DISTINCT target) FROM moved m WHERE workshop = ?1 AND person = ?2 AND key = ?3 AND {}",
            assignment::ended("m")
        );
        let values = params![share.workshop.0, share.person.0, share.key.bytes().as_slice()];
        let before: u32 = session.tx.prepare_cached(&before)?.query_row(values, |r| r.get(0))?;
        let again = || DocKey::named("ended", &format!("{}:{before}", share.key));
        let entry = MoveEntry {
            pieces: share.progress.movable(),
            to: share.person,
            assignment: if before == 0 { share.key } else { again() },
            how: Moving::Ended,
            reason: reason.to_owned(),
        };
        session.edit(share.id(Kind::Moves), |w| entries::add_move(w, session.now, &entry))?;
    }
    Ok(())
}

/// A batch with what its assignments add up to.
pub struct FoundBatch {
    pub workshop: WorkshopId,
    pub key: DocKey,
    pub batch: Batch,
    pub sums: BatchSums,
    pub shares: Vec<Found>,
    pub completion: Option<CompletionRow>,
}

/// The batch of that name as a screen shows it.
pub fn view(app: &App, name: &str) -> Result<BatchView> {
    app.read(|c, me| view_of(c, me, name))
}

fn view_of(c: &Connection, me: &Me, name: &str) -> Result<BatchView> {
    let found = named(c, name)?;
    let needed = "SELECT material, each * ?2 FROM product_material JOIN product USING (document) WHERE sku = ?1 ORDER BY material";
    let still = forecast::of_batch(c, &found)?;
    let needs = forecast::needs(c, Some(found.workshop.0))?;
    let needed = work::amounts(c, needed, params![found.batch.sku, found.batch.pieces.0])?
        .into_iter()
        .map(|amount| {
            let in_store = store::sums(c, found.workshop, &amount.material.code)?.in_store();
            let Forecast { in_hands, on_the_way, .. } =
                needs.forecast(found.workshop.0, &amount.material.code, in_store);
            let (in_store, held, on_the_way) = (in_store.0, in_hands.0, on_the_way.0);
            let still = still.get(&amount.material.code).map_or(0, |takes| takes.0);
            Ok(NeedRow { material: amount.material, needed: amount.quantity, still, in_store, held, on_the_way })
        })
        .collect::<Result<_>>()?;
    let completion = DocId::new(Feed::Leads(found.workshop), Kind::Completion, found.key);
    let mut shares: Vec<_> = found.shares.iter().map(|f| f.row.clone()).collect();
    shares.sort_by(|a, b| (&a.name, &a.assignment).cmp(&(&b.name, &b.assignment)));
    Ok(BatchView {
        row: row(c, &found)?,
        note: found.batch.note,
        needed,
        shares,
        completion: found.completion,
        may_lead: may_write(me.person, me.role, &completion),
        may_plan: may_write(me.person, me.role, &DocId::new(Feed::Workshop(found.workshop), Kind::Batch, found.key)),
    })
}

/// Batches of `workshop`, or of all: open ones first, by due day.
pub fn rows(c: &Connection, workshop: Option<WorkshopId>) -> Result<Vec<BatchRow>> {
    let found = find(c, "WHERE ?1 IS NULL OR b.workshop = ?1", params![workshop.map(|w| w.0)])?;
    let mut rows = found.iter().map(|f| row(c, f)).collect::<Result<Vec<_>>>()?;
    rows.sort_by(|a, b| {
        let closed = |r: &BatchRow| matches!(r.state, BatchState::Complete | BatchState::Cancelled);
        (closed(a), &a.due, &a.batch).cmp(&(closed(b), &b.due, &b.batch))
    });
    Ok(rows)
}

/// All batches by the order they are made for.
pub fn rows_by_order(c: &Connection) -> Result<BTreeMap<DocKey, Vec<BatchRow>>> {
    let mut by_order: BTreeMap<DocKey, Vec<BatchRow>> = BTreeMap::new();
    for found in find(c, "", [])? {
        by_order.entry(found.batch.order).or_default().push(row(c, &found)?);
    }
    Ok(by_order)
}

/// Batches made for the order with this key.
pub fn rows_of_order(c: &Connection, order: &[u8]) -> Result<Vec<BatchRow>> {
    find(c, "WHERE b.order_key = ?1 ORDER BY b.due, b.key", [order])?.iter().map(|f| row(c, f)).collect()
}

/// Whether pieces of a batch may still be made.
pub fn is_open(row: &BatchRow) -> bool {
    !matches!(row.state, BatchState::Complete | BatchState::Cancelled)
}

/// The batch of that name as a row.
pub fn row_named(c: &Connection, name: &str) -> Result<BatchRow> {
    row(c, &named(c, name)?)
}

fn named(c: &Connection, name: &str) -> Result<FoundBatch> {
    let (workshop, key) = names::batch(name)?;
    let found = find(c, "WHERE b.workshop = ?1 AND b.key = ?2", params![workshop.0, key.bytes().as_slice()])?;
    found.into_iter().next().ok_or(ClientError::NotFound("batch"))
}

/// Batches that match `filter`, a WHERE clause over `b`.
pub fn find(c: &Connection, filter: &str, values: impl rusqlite::Params) -> Result<Vec<FoundBatch>> {
    let batches = planned(c, filter, values)?;
    let shares = match batches.as_slice() {
        [] => vec![],
        [(_, key, _)] => assignment::find(c, "WHERE a.batch = ?1", [key.bytes().as_slice()])?,
        _ => assignment::find(c, "", [])?,
    };
    put_together(c, batches, shares)
}

/// The batches of `workshop`, or all, where `shares` are at hand: at least all of theirs.
pub fn with_shares(c: &Connection, workshop: Option<WorkshopId>, shares: Vec<Found>) -> Result<Vec<FoundBatch>> {
    put_together(c, planned(c, "WHERE ?1 IS NULL OR b.workshop = ?1", params![workshop.map(|w| w.0)])?, shares)
}

/// A batch as it was planned, with its workshop and key.
type Planned = (WorkshopId, DocKey, Batch);

fn planned(c: &Connection, filter: &str, values: impl rusqlite::Params) -> Result<Vec<Planned>> {
    let sql = format!(
        "SELECT b.workshop, b.key, b.order_key, b.order_number, b.sku, b.rate, b.pieces, b.due, b.note, b.cancelled
         FROM batch b {filter}"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let batches = statement.query_map(values, |r| {
        let (key, order): (Vec<u8>, Vec<u8>) = (r.get(1)?, r.get(2)?);
        let due: String = r.get(7)?;
        let batch = Batch {
            order: DocKey::from_slice(&order).unwrap_or(DocKey::ONLY),
            order_number: r.get(3)?,
            sku: r.get(4)?,
            rate: Cents(r.get(5)?),
            pieces: Pieces(r.get(6)?),
            due: Day::parse(&due).unwrap_or_default(),
            note: r.get(8)?,
            cancelled: r.get(9)?,
        };
        Ok((WorkshopId(r.get(0)?), DocKey::from_slice(&key).unwrap_or(DocKey::ONLY), batch))
    })?;
    Ok(batches.collect::<rusqlite::Result<_>>()?)
}

fn put_together(c: &Connection, batches: Vec<Planned>, of_these: Vec<Found>) -> Result<Vec<FoundBatch>> {
    let mut shares: BTreeMap<DocKey, Vec<Found>> = BTreeMap::new();
    for found in of_these {
        shares.entry(found.batch).or_default().push(found);
    }
    batches
        .into_iter()
        .map(|(workshop, key, batch)| {
            let shares = shares.remove(&key).unwrap_or_default();
            let sums = BatchSums::of(batch.pieces, shares.iter().map(|f| &f.progress));
            Ok(FoundBatch { workshop, key, batch, sums, shares, completion: completion(c, key)? })
        })
        .collect()
}

/// The record of completion that counts: the latest by operation, since a batch that went on may be recorded again.
fn completion(c: &Connection, key: DocKey) -> Result<Option<CompletionRow>> {
    let sql = "SELECT document, counter, actor, at, accepted, rejected, missing, reason FROM completion
               WHERE key = ?1 ORDER BY counter DESC, actor DESC LIMIT 1";
    let mut statement = c.prepare_cached(sql)?;
    let found = statement
        .query_row([key.bytes().as_slice()], |r| {
            let id: (i64, i64, Vec<u8>) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let row = CompletionRow {
                at: r.get(3)?,
                by: String::new(),
                accepted: r.get(4)?,
                rejected: r.get(5)?,
                missing: r.get(6)?,
                reason: r.get(7)?,
                sent: false,
            };
            Ok((id, row))
        })
        .optional()?;
    let Some(((document, counter, actor), mut row)) = found else { return Ok(None) };
    row.by = names::author(c, &actor)?.map(|(_, name)| name).unwrap_or_default();
    row.sent = names::sent(c, document, &actor, counter)?;
    Ok(Some(row))
}

/// A batch as lists show it.
pub fn row(c: &Connection, found: &FoundBatch) -> Result<BatchRow> {
    let (sums, batch) = (&found.sums, &found.batch);
    let state = match () {
        () if batch.cancelled => BatchState::Cancelled,
        () if found.completion.is_some() => BatchState::Complete,
        () if sums.waiting.0 > 0 => BatchState::ToCheck,
        () if sums.missing().0 == 0 => BatchState::Ready,
        () if sums.unassigned().0 > 0 => BatchState::ToSplit,
        () => BatchState::InProgress,
    };
    Ok(BatchRow {
        batch: names::batch_name(found.workshop.0, found.key.bytes()),
        workshop: names::workshop(c, found.workshop.0)?,
        order_number: batch.order_number.clone(),
        product: names::product(c, &batch.sku)?,
        state,
        due: batch.due.to_string(),
        rate: batch.rate.0,
        pieces: batch.pieces.0,
        assigned: sums.assigned.0,
        unassigned: sums.unassigned().0,
        over: sums.over_assigned().0,
        logged: sums.logged.0,
        handed_in: sums.handed_in.0,
        waiting: sums.waiting.0,
        accepted: sums.checks.accepted.0,
        rework: sums.checks.rework.0,
        rejected: sums.checks.rejected.0,
    })
}
