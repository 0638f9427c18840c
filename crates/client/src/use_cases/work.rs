//! The artisan's work: answer, log, hand in. A lead may do the same for a member.

use crate::api::work::{
    AssignmentRow, AssignmentState, AssignmentView, Decide, HandIn, HistoryKind, HistoryRow, LogWork, OfAssignment,
    StepRow,
};
use crate::api::{MaterialAmount, Nothing};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::{agreed, names, timer};
use documents::work as document;
use domain::agree::{Choice, Question};
use domain::entry::{Decision, WorkEntry};
use domain::id::EntryRef;
use domain::kind::Kind;
use domain::policy::may_write;
use domain::quantity::{Minutes, Pieces};
use domain::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::Arc;

/// `work.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<AssignmentRow>> {
    app.read(|c, me| {
        let found = assignment::find(c, "WHERE a.person = ?1", [me.person.0])?;
        let mut rows: Vec<_> = found.into_iter().map(|f| f.row).collect();
        let place =
            |row: &AssignmentRow| (rank(&row.state), row.due.clone(), row.product.sku.clone(), row.assignment.clone());
        rows.sort_by_cached_key(place);
        Ok(rows)
    })
}

/// What waits for an answer comes first, then what waits for hands, then what waits for others.
fn rank(state: &AssignmentState) -> u8 {
    match state {
        AssignmentState::Offered => 0,
        AssignmentState::Rework => 1,
        AssignmentState::InProgress | AssignmentState::Accepted | AssignmentState::Stopped => 2,
        AssignmentState::HandedIn => 3,
        AssignmentState::Done => 4,
        AssignmentState::Declined | AssignmentState::Withdrawn => 5,
    }
}

/// `work.get`
pub fn get(app: &Arc<App>, args: OfAssignment) -> Result<AssignmentView> {
    let now = app.now();
    app.read(|c, me| view(c, me, &args.assignment, now))
}

/// `work.decide`
pub fn decide(app: &Arc<App>, args: Decide) -> Result<AssignmentView> {
    work(app, &args.assignment, |session, found| {
        let reason = if args.accept { "" } else { args.reason.trim() };
        found.progress.decide(args.accept, reason)?;
        let decision = Decision { accepted: args.accept, at: session.now, reason: reason.to_owned() };
        session.edit(found.id(Kind::Work), |w| document::write_decision(w, &decision))?;
        if !args.accept && found.person == session.me.person {
            timer::forget(session.tx, &args.assignment)?;
        }
        Ok(())
    })
}

/// `work.log`
pub fn log(app: &Arc<App>, args: LogWork) -> Result<AssignmentView> {
    work(app, &args.assignment, |session, found| {
        let (pieces, minutes, scrap) = (Pieces(args.pieces), Minutes(args.minutes), Pieces(args.scrap));
        let corrects = match &args.corrects {
            None => {
                found.progress.log(pieces, minutes, scrap, &args.note)?;
                None
            }
            Some(name) => {
                let entry = name.parse().map_err(|_| ClientError::NotFound("entry"))?;
                correctable(session.tx, found, entry)?;
                // A correction may take everything back: pieces that were never made.
                pieces.bounded("pieces")?;
                minutes.bounded("minutes")?;
                scrap.bounded("scrap")?;
                Some(entry)
            }
        };
        domain::catalogue::short_text("note", &args.note, domain::catalogue::MOST_TEXT)?;
        let entry = WorkEntry::Log { pieces, minutes, scrap, note: args.note.trim().to_owned(), corrects };
        session.edit(found.id(Kind::Work), |w| document::add(w, session.now, &entry))?;
        // The minutes that were measured are the ones that are logged now.
        if corrects.is_none() && minutes.0 > 0 && found.person == session.me.person {
            timer::forget(session.tx, &args.assignment)?;
        }
        Ok(())
    })
}

/// Only a log that still counts can be corrected; of one that was corrected, the correction can.
fn correctable(c: &Connection, found: &Found, entry: EntryRef) -> Result<()> {
    let sql = "SELECT EXISTS (SELECT 1 FROM history WHERE key = ?1 AND person = ?2 AND counter = ?3 AND actor = ?4
               AND what = 'log' AND NOT replaced)";
    let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
    let values = params![found.key.bytes().as_slice(), found.person.0, counter, entry.actor.0.as_slice()];
    let there: bool = c.prepare_cached(sql)?.query_row(values, |r| r.get(0))?;
    if there { Ok(()) } else { Err(ClientError::NotFound("entry")) }
}

/// `work.hand_in`
pub fn hand_in(app: &Arc<App>, args: HandIn) -> Result<AssignmentView> {
    work(app, &args.assignment, |session, found| {
        found.progress.hand_in(Pieces(args.pieces))?;
        let entry = WorkEntry::HandIn { pieces: Pieces(args.pieces) };
        session.edit(found.id(Kind::Work), |w| document::add(w, session.now, &entry))
    })
}

fn work(app: &App, name: &str, run: impl FnOnce(&Session<'_>, &Found) -> Result<()>) -> Result<AssignmentView> {
    app.command(|session| {
        let found = assignment::named(session.tx, name)?;
        run(session, &found)?;
        view(session.tx, session.me, name, session.now)
    })
}

/// An assignment with everything about it.
pub fn view(c: &Connection, me: &Me, name: &str, now: Timestamp) -> Result<AssignmentView> {
    let found = assignment::named(c, name)?;
    let key = found.key.bytes().as_slice();
    let order_number = c
        .prepare_cached("SELECT order_number FROM batch WHERE key = ?1 LIMIT 1")?
        .query_row([found.batch.bytes().as_slice()], |r| r.get(0))
        .optional()?;
    let minutes_per_piece = c
        .prepare_cached("SELECT minutes FROM product WHERE sku = ?1")?
        .query_row([&found.row.product.sku], |r| r.get(0))
        .optional()?;
    let needed = "SELECT material, each * ?2 FROM product_material JOIN product USING (document) WHERE sku = ?1 ORDER BY material";
    let needed = amounts(c, needed, params![found.row.product.sku, found.progress.own().0])?;
    let used =
        "SELECT material, sum(quantity) FROM movement WHERE assignment = ?1 AND ledger = 'holding' AND what = 'used'
                GROUP BY material ORDER BY material";
    let office = "SELECT coalesce(sum(good), 0), coalesce(sum(rejected), 0) FROM office_checked
                  WHERE key = ?1 AND person = ?2 AND workshop = ?3";
    let office_values = params![key, found.person.0, found.workshop.0];
    let (office_good, office_rejected) =
        c.prepare_cached(office)?.query_row(office_values, |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(AssignmentView {
        office_good,
        office_rejected,
        order_number: order_number.unwrap_or_default(),
        batch: names::batch_name(found.workshop.0, found.batch.bytes()),
        note: found.note.clone(),
        first_due: found.first_due.map(|day| day.to_string()).unwrap_or_default(),
        minutes_per_piece,
        decline_reason: if found.progress.accepted == Some(false) {
            found.decline_reason.clone()
        } else {
            String::new()
        },
        needed,
        used: amounts(c, used, params![key])?,
        steps: steps(c, &found.row.product.sku)?,
        timer: timer::view(c, name, now)?,
        history: history(c, &found)?,
        may_log: found.progress.may_log().is_ok(),
        may_move: may_write(me.person, me.role, &found.id(Kind::Moves)),
        may_work: may_write(me.person, me.role, &found.id(Kind::Work)),
        may_check: may_write(me.person, me.role, &found.id(Kind::Check)),
        row: found.row,
    })
}

fn steps(c: &Connection, sku: &str) -> Result<Vec<StepRow>> {
    let sql =
        "SELECT text_en, text_sw, picture FROM product_step JOIN product USING (document) WHERE sku = ?1 ORDER BY step";
    let mut statement = c.prepare_cached(sql)?;
    let rows =
        statement.query_map([sku], |r| Ok(StepRow { text_en: r.get(0)?, text_sw: r.get(1)?, picture: r.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Rows of material and quantity.
pub fn amounts(c: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<MaterialAmount>> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(values, |r| Ok((r.get(0)?, r.get(1)?)))?;
    let rows = rows.collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
    rows.into_iter()
        .map(|(code, quantity)| Ok(MaterialAmount { material: names::material(c, &code)?, quantity }))
        .collect()
}

/// A row of history before its author is looked up.
struct Event {
    document: i64,
    counter: i64,
    actor: Vec<u8>,
    row: HistoryRow,
}

fn history(c: &Connection, found: &Found) -> Result<Vec<HistoryRow>> {
    let sql = "SELECT document, counter, actor, what, at, pieces, minutes, scrap, rework, rejected, note, replaced
               FROM history WHERE key = ?1 AND person = ?2";
    let mut statement = c.prepare_cached(sql)?;
    let key = found.key.bytes().as_slice();
    let mut events = statement.query_map(params![key, found.person.0], event)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let sql =
        "SELECT document, decided_counter, decided_actor, CASE accepted WHEN 1 THEN 'accepted' ELSE 'declined' END,
               decided_at, 0, 0, 0, 0, 0, reason, 0
               FROM work WHERE key = ?1 AND person = ?2 AND accepted IS NOT NULL";
    events.extend(c.prepare_cached(sql)?.query_row(params![key, found.person.0], event).optional()?);
    let sql = format!(
        "SELECT m.document, m.counter, m.actor, CASE WHEN {} THEN 'ended' ELSE 'moved' END, m.at, m.pieces, 0, 0, 0, 0, m.reason, 0,
               coalesce((SELECT name FROM known_person k WHERE k.person = m.to_person), '')
               FROM moved m WHERE m.key = ?1 AND m.person = ?2",
        assignment::ended("m")
    );
    let mut statement = c.prepare_cached(&sql)?;
    let moved = statement.query_map(params![key, found.person.0], |r| {
        let mut event = event(r)?;
        event.row.to = r.get(12)?;
        Ok(event)
    })?;
    events.extend(moved.collect::<rusqlite::Result<Vec<_>>>()?);
    let sql = format!(
        "SELECT document, counter, actor, 'not_here', at, difference, 0, 0, 0, 0, '', 0 FROM agreed g
         WHERE subject = ?1 AND person = ?2 AND {}",
        agreed::is("g", Question::HandedIn, Choice::Twice)
    );
    let mut statement = c.prepare_cached(&sql)?;
    let not_here = statement.query_map(params![key, found.person.0], event)?;
    events.extend(not_here.collect::<rusqlite::Result<Vec<_>>>()?);
    // Newest first by operation where one device's clock jumped, by clock otherwise: for showing only.
    events.sort_by(|a, b| (b.row.at, b.counter, &b.actor).cmp(&(a.row.at, a.counter, &a.actor)));
    events
        .into_iter()
        .map(|event| {
            let author = names::author(c, &event.actor)?;
            // What is a lead's own to write is written on nobody's behalf.
            let own = matches!(
                event.row.what,
                HistoryKind::Check
                    | HistoryKind::OfficeCheck
                    | HistoryKind::Moved
                    | HistoryKind::NotHere
                    | HistoryKind::Ended
            );
            Ok(HistoryRow {
                on_behalf: !own && author.as_ref().is_some_and(|(person, _)| *person != found.person.0),
                by: author.map(|(_, name)| name).unwrap_or_default(),
                sent: names::sent(c, event.document, &event.actor, event.counter)?,
                ..event.row
            })
        })
        .collect()
}

fn event(r: &Row<'_>) -> rusqlite::Result<Event> {
    let (document, counter, actor): (i64, i64, Vec<u8>) = (r.get(0)?, r.get(1)?, r.get(2)?);
    let word: String = r.get(3)?;
    let what = match word.as_str() {
        "accepted" => HistoryKind::Accepted,
        "declined" => HistoryKind::Declined,
        "hand_in" => HistoryKind::HandIn,
        "check" => HistoryKind::Check,
        "office_check" => HistoryKind::OfficeCheck,
        "moved" => HistoryKind::Moved,
        "ended" => HistoryKind::Ended,
        "not_here" => HistoryKind::NotHere,
        _ => HistoryKind::Log,
    };
    let id = <[u8; 16]>::try_from(actor.as_slice()).ok().zip(u64::try_from(counter).ok());
    let entry = match id {
        Some((actor, counter)) if matches!(what, HistoryKind::Log | HistoryKind::Check) => {
            EntryRef { counter, actor: domain::id::Actor(actor) }.to_string()
        }
        _ => String::new(),
    };
    let row = HistoryRow {
        entry,
        what,
        at: r.get(4)?,
        by: String::new(),
        on_behalf: false,
        pieces: r.get(5)?,
        minutes: r.get(6)?,
        scrap: r.get(7)?,
        rework: r.get(8)?,
        rejected: r.get(9)?,
        note: r.get(10)?,
        to: String::new(),
        replaced: r.get(11)?,
        sent: false,
    };
    Ok(Event { document, counter, actor, row })
}
