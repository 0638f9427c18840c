//! One material in a store or in a person's hands: the number, the lots, and every movement behind it.

use crate::api::material::{LotPart, LotRow, MovementKind, MovementRow, OfHand, OfStore, StockView};
use crate::app::App;
use crate::error::Result;
use crate::identity::Me;
use crate::use_cases::count::{self, Place};
use crate::use_cases::lots::{self, Issue};
use crate::use_cases::material::{self, WAITS};
use crate::use_cases::signed::Clock;
use crate::use_cases::{agreed, forecast, names, store};
use domain::RuleError;
use domain::agree::{Choice, Question};
use domain::count::CountId;
use domain::id::{Actor, DocKey, EntryRef, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::lot::{self, Part};
use domain::policy::{Role, may_write};
use domain::quantity::Tenths;
use domain::time::Month;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `store.material`
pub fn in_store(app: &Arc<App>, args: OfStore) -> Result<StockView> {
    let clock = Clock::of(app);
    app.read(|c, me| of_store(c, me, &clock, store::of(me, args.workshop)?, &args.material))
}

/// `material.stock`
pub fn in_hand(app: &Arc<App>, args: OfHand) -> Result<StockView> {
    let clock = Clock::of(app);
    app.read(|c, me| {
        let person = args.person.map_or(me.person, PersonId);
        if person != me.person && matches!(me.role, Role::Artisan(_)) {
            return Err(RuleError::NotAllowed.into());
        }
        of_hand(c, me, &clock, person, &args.material)
    })
}

/// What a row of movements says, before its author is looked up.
struct Movement {
    document: i64,
    actor: Vec<u8>,
    counter: i64,
    id: CountId,
    at: i64,
    person: u32,
    /// The assignment that it was for: its workshop, and its key, empty when there is none.
    assignment: (u32, Vec<u8>),
    row: MovementRow,
}

const SELECT: &str =
    "SELECT m.document, m.actor, m.counter, m.month, m.person, m.what, m.at, m.quantity, m.books, m.lot, m.reason,
     m.workshop, m.assignment";

/// Of a material in a workshop's store.
pub fn of_store(c: &Connection, me: &Me, clock: &Clock, workshop: WorkshopId, code: &str) -> Result<StockView> {
    let counts = count::of(c, Place::Store(workshop), code)?;
    let sql = format!(
        "{SELECT}, 1, {WAITS}, m.lots FROM movement m WHERE m.material = ?1 AND m.workshop = ?2 AND (m.ledger = 'store'
         OR (m.ledger = 'issue' AND m.what IN ('issued', 'taken_back'))) ORDER BY m.month, m.counter, m.actor"
    );
    let goes = |kind: &MovementKind| matches!(kind, MovementKind::Issued | MovementKind::Scrapped);
    let mut all = movements(c, &sql, params![code, workshop.0], goes, &counts.holds.iter().copied().collect())?;
    let filter = format!("g.workshop = ?1 AND {}", agreed::is("g", Question::Receipt, Choice::Stayed));
    all.extend(decided(c, &filter, workshop.0, code)?);
    let sums = store::sums(c, workshop, code)?;
    let balance = sums.in_store();
    let returning = store::returning(c, Some(workshop.0))?;
    let needs = forecast::needs(c, Some(workshop.0))?;
    let forecast = needs.forecast(workshop.0, code, balance);
    let ledger = DocId::new(Feed::Leads(workshop), Kind::StoreLedger, DocKey::ONLY);
    Ok(StockView {
        material: names::material(c, code)?,
        source: source(c, code)?,
        name: String::new(),
        balance: balance.0,
        on_the_way: forecast.on_the_way.0,
        coming_back: store::coming_back(&returning, |one| one.material == code).0,
        forecast: Some(forecast::row(&forecast)),
        work: needs.work(c, workshop.0, code)?,
        hands: needs.hands(c, workshop.0, code)?,
        lots: lot_rows(&lots::of_store(c, workshop, code, &sums)?),
        may_count: may_write(me.person, me.role, &ledger),
        movements: shown(c, me, clock, all)?,
    })
}

/// Of a material in a person's hands.
pub fn of_hand(c: &Connection, me: &Me, clock: &Clock, person: PersonId, code: &str) -> Result<StockView> {
    let counts = count::of(c, Place::Hand(person), code)?;
    let sql = format!(
        "{SELECT}, {}, {WAITS}, coalesce(i.lots, m.lots) FROM movement m LEFT JOIN movement i ON {}
         WHERE m.material = ?1 AND m.person = ?2 AND (m.ledger = 'holding'
         OR (m.ledger = 'issue' AND (m.what = 'counted' OR ({WAITS})))) ORDER BY m.month, m.counter, m.actor",
        material::ONCE,
        lots::CONFIRMS
    );
    let goes =
        |kind: &MovementKind| matches!(kind, MovementKind::Used | MovementKind::Returned | MovementKind::Scrapped);
    let mut all = movements(c, &sql, params![code, person.0], goes, &counts.holds.iter().copied().collect())?;
    let filter = format!("g.person = ?1 AND {}", agreed::is("g", Question::Receipt, Choice::Arrived));
    all.extend(decided(c, &filter, person.0, code)?);
    // What waits is in nobody's hands.
    for movement in &mut all {
        movement.row.counts &= !movement.row.waits;
    }
    let on_the_way = all.iter().filter(|it| it.row.waits).map(|it| it.row.quantity).sum();
    let returning = store::returning(c, None)?;
    let may_count = me.role.workshop().is_some_and(|w| {
        may_write(me.person, me.role, &DocId::new(Feed::Work(w, person), Kind::IssueLedger, DocKey::ONLY))
    });
    Ok(StockView {
        material: names::material(c, code)?,
        source: source(c, code)?,
        name: names::person(c, person.0)?,
        balance: material::sums_of(c, person, code)?.held().0,
        on_the_way,
        coming_back: store::coming_back(&returning, |one| (one.person, one.material.as_str()) == (person.0, code)).0,
        forecast: None,
        work: vec![],
        hands: vec![],
        lots: lot_rows(&lots::of_hand(c, person, code)?),
        may_count,
        movements: shown(c, me, clock, all)?,
    })
}

fn source(c: &Connection, code: &str) -> Result<String> {
    let mut statement = c.prepare_cached("SELECT source FROM material WHERE code = ?1")?;
    Ok(statement.query_row([code], |r| r.get(0)).optional()?.unwrap_or_default())
}

fn movements(
    c: &Connection,
    sql: &str,
    values: impl Params,
    goes: impl Fn(&MovementKind) -> bool,
    holds: &BTreeSet<CountId>,
) -> Result<Vec<Movement>> {
    let mut statement = c.prepare_cached(sql)?;
    let mut all = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for movement in &mut all {
        let row = &mut movement.row;
        if row.what == MovementKind::Counted {
            row.counts = holds.contains(&movement.id);
        } else if goes(&row.what) {
            row.quantity = -row.quantity;
        }
    }
    Ok(all)
}

fn read(r: &Row<'_>) -> rusqlite::Result<Movement> {
    let (actor, counter): (Vec<u8>, i64) = (r.get(1)?, r.get(2)?);
    let word: String = r.get(5)?;
    let (quantity, books): (i64, i64) = (r.get(7)?, r.get(8)?);
    let (lot, reason): (String, String) = (r.get(9)?, r.get(10)?);
    let what = match word.as_str() {
        "received" => MovementKind::Received,
        "scrapped" => MovementKind::Scrapped,
        "issued" => MovementKind::Issued,
        "taken_back" => MovementKind::TakenBack,
        "used" => MovementKind::Used,
        "returned" => MovementKind::Returned,
        _ => MovementKind::Counted,
    };
    let counted = what == MovementKind::Counted;
    let entry = EntryRef {
        counter: u64::try_from(counter).unwrap_or(0),
        actor: Actor(actor.as_slice().try_into().unwrap_or_default()),
    };
    let row = MovementRow {
        what,
        signed: Clock::nobody(),
        assignment: String::new(),
        name: String::new(),
        quantity: if counted { quantity.saturating_sub(books) } else { quantity },
        found: counted.then_some(quantity),
        books,
        text: if lot.is_empty() { reason } else { lot },
        lots: parts(quantity, &lots::read(&r.get::<_, String>(15)?)),
        counts: r.get(13)?,
        waits: r.get(14)?,
    };
    let id = (Month(r.get(3)?), entry);
    let assignment = (r.get(11)?, r.get(12)?);
    Ok(Movement { document: r.get(0)?, id, actor, counter, at: r.get(6)?, person: r.get(4)?, assignment, row })
}

/// What people decided about a material, as movements: `filter` is over `g`, and names `of` as its first value.
fn decided(c: &Connection, filter: &str, of: u32, code: &str) -> Result<Vec<Movement>> {
    let sql = format!(
        "SELECT g.document, g.actor, g.counter, g.month, g.person, 'agreed', g.at, g.difference, 0, '', '', 0, x'', 1, 0, '[]',
         g.workshop, g.subject, g.entry_counter, g.entry_actor FROM agreed g WHERE {filter} AND g.about = ?2"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement.query_map(params![of, code], |r| {
        let mut movement = read(r)?;
        movement.row.what = MovementKind::Agreed;
        movement.row.quantity = r.get(7)?;
        movement.row.found = None;
        let issue = Issue {
            workshop: r.get(16)?,
            person: movement.person,
            subject: r.get(17)?,
            counter: r.get(18)?,
            actor: r.get(19)?,
        };
        Ok((movement, issue))
    })?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter()
        .map(|(mut movement, issue)| {
            let quantity = movement.row.quantity;
            movement.row.lots = parts(quantity, &issue.missing(c, Tenths(quantity))?);
            Ok(movement)
        })
        .collect()
}

/// The lots of so much that moved; none where none was said.
fn parts(quantity: i64, said: &[Part]) -> Vec<LotPart> {
    let (parts, _) = lot::split(said, Tenths(if said.is_empty() { 0 } else { quantity }));
    parts.into_iter().map(|part| LotPart { lot: part.lot, quantity: part.quantity.0 }).collect()
}

/// What is left of each lot, the oldest first, and what went of one that never came.
fn lot_rows(found: &lots::Found) -> Vec<LotRow> {
    let left = found.lots.left().into_iter().filter(|of| (of.left, of.over) != (Tenths(0), Tenths(0)));
    left.map(|of| {
        let at = found.since.get(&of.lot).copied();
        LotRow { lot: of.lot, at, came: of.came.0, left: of.left.0, over: of.over.0 }
    })
    .collect()
}

/// The newest first, with who wrote it and who is on the other side.
fn shown(c: &Connection, me: &Me, clock: &Clock, mut all: Vec<Movement>) -> Result<Vec<MovementRow>> {
    all.sort_by_key(|movement| Reverse((movement.at, movement.id)));
    all.into_iter()
        .map(|movement| {
            let at = Some(movement.at);
            let signed = clock.signed(c, movement.document, movement.counter, &movement.actor, at)?;
            let (workshop, key) = movement.assignment;
            let assignment = names::readable_assignment(me, workshop, movement.person, &key);
            let name = if movement.person == 0 { String::new() } else { names::person(c, movement.person)? };
            Ok(MovementRow { signed, assignment, name, ..movement.row })
        })
        .collect()
}
