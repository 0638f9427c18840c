//! Who did what with an assignment or with material, when and from which phone: from the entries that are there already.

use crate::api::trail::{ActivityKind, ActivityRow, OfMaterialTrail};
use crate::api::work::OfAssignment;
use crate::app::App;
use crate::error::Result;
use crate::store::{documents, settings};
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::names;
use domain::id::{Actor, DeviceId};
use domain::kind::Kind;
use domain::policy::Role;
use domain::time::Timestamp;
use rusqlite::{Connection, Params, Row, params};
use std::sync::Arc;

/// The most rows of a trail: the newest.
const MOST: u32 = 500;
/// No clock of an honest phone showed anything before 2020.
const YEAR_2020: i64 = 1_577_836_800;
/// A clock may be ahead of this phone's by so many seconds.
const AHEAD: i64 = 86_400;

/// `trail.assignment`
pub fn assignment(app: &Arc<App>, args: OfAssignment) -> Result<Vec<ActivityRow>> {
    let clock = Clock::of(app);
    app.read(|c, _| {
        let found = assignment::named(c, &args.assignment)?;
        let sql = "
            SELECT document, counter, actor, what, at, person, pieces, minutes, scrap, rework, rejected, 0, '', note, replaced, 0
              FROM history WHERE key = ?1 AND person = ?2
            UNION ALL
            SELECT document, decided_counter, decided_actor, CASE accepted WHEN 1 THEN 'accepted' ELSE 'declined' END,
              decided_at, person, 0, 0, 0, 0, 0, 0, '', reason, 0, 0
              FROM work WHERE key = ?1 AND person = ?2 AND accepted IS NOT NULL
            UNION ALL
            SELECT document, counter, actor, 'moved', at, person, pieces, 0, 0, 0, 0, 0, '', reason, 0, to_person
              FROM moved WHERE key = ?1 AND person = ?2
            UNION ALL
            SELECT document, counter, actor, 'agreed', at, person, 0, 0, 0, 0, 0, 0, '', '', 0, 0
              FROM agreement WHERE subject = ?1 AND person = ?2
            UNION ALL
            SELECT document, counter, actor, ledger || '_' || what, at, person, 0, 0, 0, 0, 0, quantity, material, '', 0, 0
              FROM movement WHERE assignment = ?1 AND person = ?2
            ORDER BY at DESC, counter DESC, actor LIMIT ?3";
        let values = params![found.key.bytes().as_slice(), found.person.0, MOST];
        let mut rows = rows(c, &clock, sql, values)?;
        terms(c, &clock, &found, &mut rows)?;
        Ok(rows)
    })
}

/// `trail.material`
pub fn material(app: &Arc<App>, args: OfMaterialTrail) -> Result<Vec<ActivityRow>> {
    let clock = Clock::of(app);
    app.read(|c, me| {
        let person = if matches!(me.role, Role::Artisan(_)) { Some(me.person.0) } else { args.person };
        let sql = "
            SELECT document, counter, actor, ledger || '_' || what, at, person, 0, 0, 0, 0, 0, quantity, material, '', 0, 0
              FROM movement WHERE (?1 IS NULL OR person = ?1) AND (?2 = '' OR material = ?2)
              AND (?3 IS NULL OR workshop = ?3)
            ORDER BY at DESC, counter DESC, actor LIMIT ?4";
        rows(c, &clock, sql, params![person, args.material, me.role.workshop().map(|w| w.0), MOST])
    })
}

/// What this phone knows of clocks.
struct Clock {
    now: Timestamp,
    own: DeviceId,
}

impl Clock {
    fn of(app: &App) -> Self {
        Self { now: app.now(), own: app.key.public().device() }
    }

    fn is_doubtful(&self, at: i64) -> bool {
        at < YEAR_2020 || at > self.now.0.saturating_add(AHEAD)
    }
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
            let blank = blank(what, names::person(c, found.person.0)?);
            rows.push(signed(c, clock, row, counter, &by.actor.0, None, blank)?);
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
    row: ActivityRow,
}

fn rows(c: &Connection, clock: &Clock, sql: &str, values: impl Params) -> Result<Vec<ActivityRow>> {
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
            signed(c, clock, event.document, event.counter, &event.actor, Some(event.at), row)
        })
        .collect()
}

/// The row with who wrote it, from where and when.
fn signed(
    c: &Connection,
    clock: &Clock,
    document: i64,
    counter: i64,
    actor: &[u8],
    at: Option<i64>,
    row: ActivityRow,
) -> Result<ActivityRow> {
    let sent = names::sent(c, document, actor, counter)?;
    // How far a clock is off is known of this phone's own, as of its last sync: that is what its unsent entries were written by.
    let own = <[u8; 16]>::try_from(actor).is_ok_and(|actor| Actor(actor).device() == clock.own);
    let ahead: Option<i64> = if own && !sent { settings::get(c, "clock_ahead")? } else { None };
    let ahead = ahead.filter(|ahead| *ahead != 0);
    Ok(ActivityRow {
        at,
        corrected: at.zip(ahead).map(|(at, ahead)| at.saturating_sub(ahead)),
        doubtful: at.is_some_and(|at| clock.is_doubtful(at)),
        by: names::author(c, actor)?.map(|(_, name)| name).unwrap_or_default(),
        device: names::device(actor),
        sent,
        ..row
    })
}

fn read(r: &Row<'_>) -> rusqlite::Result<Event> {
    let what: String = r.get(3)?;
    let row = ActivityRow {
        pieces: r.get(6)?,
        minutes: r.get(7)?,
        scrap: r.get(8)?,
        rework: r.get(9)?,
        rejected: r.get(10)?,
        quantity: r.get(11)?,
        note: r.get(13)?,
        replaced: r.get(14)?,
        ..blank(kind(&what), String::new())
    };
    Ok(Event {
        document: r.get(0)?,
        counter: r.get(1)?,
        actor: r.get(2)?,
        at: r.get(4)?,
        person: r.get(5)?,
        material: r.get(12)?,
        to: r.get(15)?,
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
        "agreed" => ActivityKind::Agreed,
        "store_received" => ActivityKind::StoreReceived,
        "store_scrapped" => ActivityKind::StoreScrapped,
        "issue_issued" => ActivityKind::Issued,
        "issue_taken_back" => ActivityKind::TakenBack,
        "holding_received" => ActivityKind::Received,
        "holding_used" => ActivityKind::Used,
        "holding_returned" => ActivityKind::Returned,
        "holding_scrapped" => ActivityKind::Scrapped,
        _ => ActivityKind::Other,
    }
}

fn blank(what: ActivityKind, person: String) -> ActivityRow {
    ActivityRow {
        what,
        at: None,
        corrected: None,
        doubtful: false,
        by: String::new(),
        device: String::new(),
        person,
        pieces: 0,
        minutes: 0,
        scrap: 0,
        rework: 0,
        rejected: 0,
        quantity: 0,
        material: None,
        note: String::new(),
        to: String::new(),
        replaced: false,
        sent: false,
    }
}
