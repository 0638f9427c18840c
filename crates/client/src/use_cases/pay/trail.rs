//! Who did what with money, when and from which device.

use crate::api::pay::{TrailKind, TrailRow};
use crate::error::Result;
use crate::use_cases::names;
use rusqlite::{Connection, Params, Row};

/// What was written into a person's statement of a month.
pub fn of_statement(c: &Connection, person: u32, month: u32) -> Result<Vec<TrailRow>> {
    let sql = "SELECT document, counter, actor, what, at, amount, CASE receipt WHEN '' THEN reason ELSE receipt END, 0
               FROM statement_entry WHERE person = ?1 AND month = ?2 ORDER BY at DESC, counter DESC, actor";
    rows(c, sql, [person, month])
}

/// What happened to a run.
pub fn of_run(c: &Connection, run: u32) -> Result<Vec<TrailRow>> {
    let sql = "SELECT document, counter, actor, what, at, amount, text, person FROM run_entry WHERE run = ?1
               UNION ALL
               SELECT document, counter, actor, what, at, amount, CASE receipt WHEN '' THEN reason ELSE receipt END, person
               FROM statement_entry WHERE run = ?2 ORDER BY 5 DESC, 2 DESC, 3";
    let key = domain::id::DocKey::numbered(run);
    rows(c, sql, rusqlite::params![run, key.bytes().as_slice()])
}

fn rows(c: &Connection, sql: &str, values: impl Params) -> Result<Vec<TrailRow>> {
    let mut statement = c.prepare_cached(sql)?;
    let found = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    found
        .into_iter()
        .map(|(document, counter, actor, person, row)| {
            Ok(TrailRow {
                by: names::author(c, &actor)?.map(|(_, name)| name).unwrap_or_default(),
                person: names::person(c, person)?,
                sent: names::sent(c, document, &actor, counter)?,
                device: names::device(&actor),
                ..row
            })
        })
        .collect()
}

type Found = (i64, i64, Vec<u8>, u32, TrailRow);

fn read(r: &Row<'_>) -> rusqlite::Result<Found> {
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
    let row = TrailRow {
        what,
        at: r.get(4)?,
        by: String::new(),
        device: String::new(),
        amount: r.get(5)?,
        text: r.get(6)?,
        person: String::new(),
        sent: false,
    };
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(7)?, row))
}
