//! Who did what with an assignment or with material, when and from which phone: from the entries that are there already.

use crate::api::trail::{ActivityKind, ActivityRow, OfDay, OfMaterialTrail, OfPaymentTrail, PaymentTrail};
use crate::api::work::OfAssignment;
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::documents;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::lots::SAID;
use crate::use_cases::pay::{self, office_only};
use crate::use_cases::signed::Clock;
use crate::use_cases::{agree, agreed, earnings, names};
use domain::RuleError;
use domain::agree::Choice;
use domain::kind::Kind;
use domain::policy::Role;
use domain::time::Day;
use rusqlite::{Connection, Params, Row, params};
use std::sync::Arc;

/// The most rows of a trail: the newest.
const MOST: u32 = 500;

/// `trail.assignment`
pub fn assignment(app: &Arc<App>, args: OfAssignment) -> Result<Vec<ActivityRow>> {
    let clock = Clock::of(app);
    app.read(|c, me| {
        let found = assignment::named(c, &args.assignment)?;
        let ended = assignment::ended("moved");
        let sql = format!(
            "SELECT document, counter, actor, what, at, person, pieces, minutes, scrap, rework, rejected, 0, '', note, replaced, 0,
              0, x'', NULL
              FROM history WHERE key = ?1 AND person = ?2
            UNION ALL
            SELECT document, decided_counter, decided_actor, CASE accepted WHEN 1 THEN 'accepted' ELSE 'declined' END,
              decided_at, person, 0, 0, 0, 0, 0, 0, '', reason, 0, 0, 0, x'', NULL
              FROM work WHERE key = ?1 AND person = ?2 AND accepted IS NOT NULL
            UNION ALL
            SELECT document, counter, actor, CASE WHEN {ended} THEN 'ended' ELSE 'moved' END, at, person, pieces, 0, 0, 0, 0, 0, '', reason, 0, to_person, workshop,
              CASE WHEN {ended} THEN key ELSE target END,
              NULL
              FROM moved WHERE key = ?1 AND person = ?2
            UNION ALL
            SELECT document, counter, actor, 'agreed', at, person, difference, 0, 0, 0, 0, 0, '', '', 0, 0, 0, x'', choice
              FROM agreement WHERE subject = ?1 AND person = ?2
            UNION ALL
            SELECT document, counter, actor, ledger || '_' || what, at, person, 0, 0, 0, 0, 0, quantity, material,
              {SAID}, 0, 0, 0, x'', NULL
              FROM movement WHERE assignment = ?1 AND person = ?2
            ORDER BY at DESC, counter DESC, actor LIMIT ?3"
        );
        let values = params![found.key.bytes().as_slice(), found.person.0, MOST];
        let mut rows = rows(c, me, &clock, &sql, values)?;
        terms(c, &clock, &found, &mut rows)?;
        Ok(rows)
    })
}

/// `trail.material`
pub fn material(app: &Arc<App>, args: OfMaterialTrail) -> Result<Vec<ActivityRow>> {
    let clock = Clock::of(app);
    app.read(|c, me| {
        let (person, workshop) = match me.role {
            // What a person held at a workshop that they have left is theirs to see, too.
            Role::Artisan(_) => (Some(me.person.0), None),
            Role::Lead(workshop) => (args.person, Some(workshop.0)),
            Role::Coordinator => (args.person, args.workshop),
        };
        let sql = format!(
            "SELECT document, counter, actor, ledger || '_' || what, at, person, 0, 0, 0, 0, 0, quantity, material,
              {SAID}, 0, 0, workshop, assignment, NULL
              FROM movement WHERE (?1 IS NULL OR person = ?1) AND (?2 = '' OR material = ?2)
              AND (?3 IS NULL OR workshop = ?3)
            UNION ALL
            SELECT document, counter, actor, 'agreed', at, person, 0, 0, 0, 0, 0, difference, about, '', 0, 0, 0, x'', choice
              FROM agreement a WHERE {} AND (?1 IS NULL OR person = ?1) AND (?2 = '' OR about = ?2)
              AND (?3 IS NULL OR workshop = ?3)
            ORDER BY 5 DESC, 2 DESC, 3 LIMIT ?4",
            agreed::of_material("a")
        );
        rows(c, me, &clock, &sql, params![person, args.material, workshop, MOST])
    })
}

/// `trail.day`: what a lead's workshop wrote down of pieces on one day, by the clocks of those who wrote it.
pub fn day(app: &Arc<App>, args: OfDay) -> Result<Vec<ActivityRow>> {
    let clock = Clock::of(app);
    let day = Day::parse(&args.day).ok_or_else(|| ClientError::BadArguments("a day is 2026-12-31".into()))?;
    app.read(|c, me| {
        let Role::Lead(workshop) = me.role else { return Err(RuleError::NotAllowed.into()) };
        let sql = "
            SELECT h.document, h.counter, h.actor, h.what, h.at, h.person, h.pieces, h.minutes, h.scrap, h.rework, h.rejected, 0, '',
              h.note, h.replaced, 0, a.workshop, a.key, NULL
              FROM history h JOIN assignment a ON a.key = h.key AND a.person = h.person
              WHERE a.workshop = ?1 AND h.at >= ?2 AND h.at < ?3 AND h.what IN ('log', 'hand_in', 'check')
            ORDER BY 5 DESC, 2 DESC, 3 LIMIT ?4";
        rows(c, me, &clock, sql, params![workshop.0, day.begins().0, day.after(1).begins().0, MOST])
    })
}

/// `trail.payment`
pub fn payment(app: &Arc<App>, args: OfPaymentTrail) -> Result<PaymentTrail> {
    let clock = Clock::of(app);
    let month = earnings::named_month(Some(&args.month))?.unwrap_or_default();
    app.read(|c, me| {
        let person = args.person.unwrap_or(me.person.0);
        if person != me.person.0 {
            office_only(me.role)?;
        }
        let rows = pay::trail::of_payment(c, &clock, person, month.0)?;
        Ok(PaymentTrail { month: month.to_string(), name: names::person(c, person)?, rows })
    })
}

/// Who offered an assignment and who took it back. Fields say who wrote them, and seldom when: they come last, as the first
/// of all that happened.
fn terms(c: &Connection, clock: &Clock, found: &Found, rows: &mut Vec<ActivityRow>) -> Result<()> {
    let id = found.id(Kind::Assignment);
    let document = documents::load(c, id)?;
    let row = documents::row(c, id)?.unwrap_or_default();
    for (field, what) in [("withdrawn", ActivityKind::Withdrawn), ("batch", ActivityKind::Offered)] {
        let of_it = what != ActivityKind::Withdrawn || found.progress.withdrawn;
        if let Some(by) = document.writer_of(field)?.filter(|_| of_it) {
            let counter = i64::try_from(by.counter).unwrap_or(i64::MAX);
            let signed = clock.signed(c, row, counter, &by.actor.0, None)?;
            let person = names::person(c, found.person.0)?;
            rows.push(ActivityRow { signed, person, ..blank(what) });
        }
    }
    Ok(())
}

/// A row of a trail before its author is looked up.
struct Event {
    document: i64,
    counter: i64,
    actor: Vec<u8>,
    at: i64,
    person: u32,
    material: String,
    to: u32,
    /// Workshop and key of the assignment that it leads to; the key is empty when there is none.
    leads_to: (u32, Vec<u8>),
    row: ActivityRow,
}

fn rows(c: &Connection, me: &Me, clock: &Clock, sql: &str, values: impl Params) -> Result<Vec<ActivityRow>> {
    let mut statement = c.prepare_cached(sql)?;
    let events = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    events
        .into_iter()
        .map(|event| {
            let mut row = event.row;
            row.person = names::person(c, event.person)?;
            row.to = names::person(c, event.to)?;
            if !event.material.is_empty() {
                row.material = Some(names::material(c, &event.material)?);
            }
            let (workshop, key) = event.leads_to;
            let whose = if event.to == 0 { event.person } else { event.to };
            row.assignment = names::readable_assignment(me, workshop, whose, &key);
            row.signed = clock.signed(c, event.document, event.counter, &event.actor, Some(event.at))?;
            Ok(row)
        })
        .collect()
}

fn read(r: &Row<'_>) -> rusqlite::Result<Event> {
    let (what, choice): (String, Option<u8>) = (r.get(3)?, r.get(18)?);
    let row = ActivityRow {
        pieces: r.get(6)?,
        minutes: r.get(7)?,
        scrap: r.get(8)?,
        rework: r.get(9)?,
        rejected: r.get(10)?,
        quantity: r.get(11)?,
        note: r.get(13)?,
        replaced: r.get(14)?,
        choice: choice.and_then(Choice::from_number).map(agree::choice),
        ..blank(kind(&what))
    };
    Ok(Event {
        document: r.get(0)?,
        counter: r.get(1)?,
        actor: r.get(2)?,
        at: r.get(4)?,
        person: r.get(5)?,
        material: r.get(12)?,
        to: r.get(15)?,
        leads_to: (r.get(16)?, r.get(17)?),
        row,
    })
}

fn kind(word: &str) -> ActivityKind {
    match word {
        "accepted" => ActivityKind::Accepted,
        "declined" => ActivityKind::Declined,
        "log" => ActivityKind::Log,
        "hand_in" => ActivityKind::HandIn,
        "check" => ActivityKind::Check,
        "office_check" => ActivityKind::OfficeCheck,
        "moved" => ActivityKind::Moved,
        "ended" => ActivityKind::Ended,
        "agreed" => ActivityKind::Agreed,
        "store_received" => ActivityKind::StoreReceived,
        "store_scrapped" => ActivityKind::StoreScrapped,
        "issue_issued" => ActivityKind::Issued,
        "issue_taken_back" => ActivityKind::TakenBack,
        "holding_received" => ActivityKind::Received,
        "holding_used" => ActivityKind::Used,
        "holding_returned" => ActivityKind::Returned,
        "holding_scrapped" => ActivityKind::Scrapped,
        "store_counted" | "issue_counted" => ActivityKind::Counted,
        _ => ActivityKind::Other,
    }
}

fn blank(what: ActivityKind) -> ActivityRow {
    ActivityRow {
        what,
        signed: Clock::nobody(),
        person: String::new(),
        assignment: String::new(),
        pieces: 0,
        minutes: 0,
        scrap: 0,
        rework: 0,
        rejected: 0,
        quantity: 0,
        material: None,
        note: String::new(),
        to: String::new(),
        choice: None,
        replaced: false,
    }
}
