//! Who did what with money, when and from which device.

use crate::api::pay::{TrailKind, TrailRow};
use crate::error::Result;
use crate::use_cases::names;
use crate::use_cases::signed::Clock;
use domain::id::DocKey;
use rusqlite::{Connection, Params, Row};

/// What happened to a person's pay of a month: what was written into it, and, where runs are on this phone, who put it into
/// which and who approved that. What was done in the same second is in the order in which it can only have been done.
pub fn of_payment(c: &Connection, clock: &Clock, person: u32, month: u32) -> Result<Vec<TrailRow>> {
    let sql = "
        WITH line AS (SELECT * FROM run_entry WHERE what = 'line' AND person = ?1 AND month = ?2)
        SELECT * FROM (SELECT document, counter, actor, what, at, amount, CASE receipt WHEN '' THEN reason ELSE receipt END, 0, run, 0
          FROM statement_entry WHERE person = ?1 AND month = ?2
        UNION ALL
        SELECT document, counter, actor, what, at, amount, '', 0, x'', run FROM line
        UNION ALL
        SELECT o.document, o.counter, o.actor, o.what, o.at, 0, o.text, 0, x'', o.run FROM run_entry o JOIN line
          ON line.run = o.run AND line.counter = o.other_counter AND line.actor = o.other_actor WHERE o.what = 'left_out'
        UNION ALL
        SELECT document, counter, actor, what, at, 0, text, 0, x'', run FROM run_entry
          WHERE what IN ('approved', 'cancelled') AND run IN (SELECT run FROM line))
        ORDER BY at DESC, CASE what WHEN 'paid' THEN 5 WHEN 'failed' THEN 5 WHEN 'approved' THEN 4 WHEN 'cancelled' THEN 4
          WHEN 'left_out' THEN 3 WHEN 'line' THEN 2 WHEN 'closed' THEN 1 ELSE 0 END DESC, counter DESC, actor";
    rows(c, clock, sql, [person, month])
}

/// What happened to a run.
pub fn of_run(c: &Connection, clock: &Clock, run: u32) -> Result<Vec<TrailRow>> {
    let sql = "SELECT document, counter, actor, what, at, amount, text, person, x'', 0 FROM run_entry WHERE run = ?1
               UNION ALL
               SELECT document, counter, actor, what, at, amount, CASE receipt WHEN '' THEN reason ELSE receipt END, person,
                 x'', 0
               FROM statement_entry WHERE run = ?2 ORDER BY 5 DESC, 2 DESC, 3";
    rows(c, clock, sql, rusqlite::params![run, DocKey::numbered(run).bytes().as_slice()])
}

fn rows(c: &Connection, clock: &Clock, sql: &str, values: impl Params) -> Result<Vec<TrailRow>> {
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    found
        .into_iter()
        .map(|entry| {
            let signed = clock.signed(c, entry.document, entry.counter, &entry.actor, Some(entry.at))?;
            Ok(TrailRow { signed, person: names::person(c, entry.person)?, ..entry.row })
        })
        .collect()
}

/// A row before its author is looked up.
struct Entry {
    document: i64,
    counter: i64,
    actor: Vec<u8>,
    at: i64,
    person: u32,
    row: TrailRow,
}

fn read(r: &Row<'_>) -> rusqlite::Result<Entry> {
    let what: String = r.get(3)?;
    let what = match what.as_str() {
        "bonus" => TrailKind::Bonus,
        "deduction" => TrailKind::Deduction,
        "advance" => TrailKind::Advance,
        "taken_back" => TrailKind::TakenBack,
        "closed" => TrailKind::Closed,
        "paid" => TrailKind::Paid,
        "failed" => TrailKind::Failed,
        "line" => TrailKind::Line,
        "left_out" => TrailKind::LeftOut,
        "approved" => TrailKind::Approved,
        _ => TrailKind::Cancelled,
    };
    // A statement names the run by its key, and says nothing where there is none.
    let (key, number): (Vec<u8>, u32) = (r.get(8)?, r.get(9)?);
    let run = DocKey::from_slice(&key).and_then(|key| key.as_number()).or((number != 0).then_some(number));
    let (amount, text) = (r.get(5)?, r.get(6)?);
    let row = TrailRow { what, signed: Clock::nobody(), amount, text, person: String::new(), run };
    Ok(Entry { document: r.get(0)?, counter: r.get(1)?, actor: r.get(2)?, at: r.get(4)?, person: r.get(7)?, row })
}
