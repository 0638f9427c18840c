//! What was earned: derived from checks, line by line.

use crate::api::work::{EarningsRow, EarningsView, OfMonth};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::{assignment, names};
use domain::earnings::EarningsLine;
use domain::id::{Actor, DocKey, EntryRef};
use domain::quantity::{Cents, Pieces};
use domain::time::{Month, Timestamp};
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `earnings.month`
pub fn month(app: &Arc<App>, args: OfMonth) -> Result<EarningsView> {
    let shown = match &args.month {
        Some(text) => Month::parse(text).ok_or_else(|| ClientError::BadArguments("a month is 2026-12".into()))?,
        None => app.now().month(),
    };
    app.read(|c, me| {
        let all = lines(c, me.person.0)?;
        let mut months: BTreeSet<Month> = all.iter().map(|(line, ..)| line.month()).collect();
        months.insert(shown);
        let of_month: Vec<_> = all.into_iter().filter(|(line, ..)| line.month() == shown).collect();
        let total: Cents = of_month.iter().map(|(line, ..)| line.amount()).sum();
        let waiting = assignment::find(c, "WHERE a.person = ?1", [me.person.0])?;
        let waits = |f: &assignment::Found| f.progress.waiting();
        let waiting_amount: Cents = waiting.iter().map(|f| waits(f).at_rate(Cents(f.row.rate))).sum();
        Ok(EarningsView {
            month: shown.to_string(),
            months: months.iter().rev().map(Month::to_string).collect(),
            lines: of_month
                .into_iter()
                .map(|(line, assignment, sku)| {
                    Ok(EarningsRow {
                        assignment,
                        product: names::product(c, &sku)?,
                        at: line.at.0,
                        pieces: line.pieces.0,
                        rate: line.rate.0,
                        amount: line.amount().0,
                    })
                })
                .collect::<Result<_>>()?,
            total: total.0,
            waiting_pieces: waiting.iter().map(|f| waits(f).0).sum(),
            waiting_amount: waiting_amount.0,
        })
    })
}

/// All lines of a person, newest first, each with its assignment's name and SKU.
fn lines(c: &Connection, person: u32) -> Result<Vec<(EarningsLine, String, String)>> {
    let sql = "SELECT a.workshop, a.person, a.key, a.sku, a.rate, h.counter, h.actor, h.at, h.pieces
               FROM history h JOIN assignment a ON a.key = h.key AND a.person = h.person
               WHERE h.person = ?1 AND h.what = 'check' AND NOT h.replaced AND h.pieces > 0 ORDER BY h.at DESC, h.counter DESC, h.actor";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([person], |r: &Row<'_>| {
        let (key, actor): (Vec<u8>, Vec<u8>) = (r.get(2)?, r.get(6)?);
        let counter: i64 = r.get(5)?;
        let check = EntryRef {
            counter: u64::try_from(counter).unwrap_or(0),
            actor: Actor(actor.try_into().unwrap_or_default()),
        };
        let line = EarningsLine {
            assignment: DocKey::from_slice(&key).unwrap_or(DocKey::ONLY),
            check,
            at: Timestamp(r.get(7)?),
            pieces: Pieces(r.get(8)?),
            rate: Cents(r.get(4)?),
        };
        Ok((line, names::assignment_name(r.get(0)?, r.get(1)?, &key), r.get(3)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
