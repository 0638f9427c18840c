//! Charts for the office: output, spread of income, lead time. The rules are [`domain::chart`].

use super::pay::load::Ledger;
use super::pay::office_only;
use crate::api::chart::{ChartOf, ChartView, IncomeMonth, LeadTimeMonth, OutputWeek};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::names;
use domain::chart::{self, Accepted, LeadTime, MONTHS, Output};
use domain::id::{PersonId, WorkshopId};
use domain::pay::{Line, Source};
use domain::quantity::{Cents, Pieces};
use domain::time::{Day, Month, Timestamp};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `chart.office`
pub fn office(app: &Arc<App>, args: ChartOf) -> Result<ChartView> {
    let now = app.now();
    let (today, month) = (now.day(), now.month());
    app.read(|c, me| {
        office_only(me.role)?;
        let mut statement = c.prepare_cached("SELECT workshop FROM workshop ORDER BY code")?;
        let all = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<u32>>>()?;
        let output = output(c, args.workshop, today)?;
        let lead_time = lead_time(c, args.workshop, today, month)?;
        let months = lead_time.months.iter().map(|(month, days)| LeadTimeMonth {
            month: month.to_string(),
            batches: days.number,
            low: days.low,
            median: days.median,
            high: days.high,
        });
        let week = |(monday, pieces): (&Day, &Pieces)| OutputWeek { monday: monday.to_string(), pieces: pieces.0 };
        Ok(ChartView {
            workshops: all.into_iter().map(|workshop| names::workshop(c, workshop)).collect::<Result<_>>()?,
            output: output.weeks.iter().map(week).collect(),
            undated_pieces: output.undated.0,
            income: income(c, args.workshop, month)?,
            lead_time: months.collect(),
            undated_batches: lead_time.undated,
        })
    })
}

fn output(c: &Connection, workshop: Option<u32>, today: Day) -> Result<Output> {
    let mut shares: BTreeMap<(u32, u32, Vec<u8>), Accepted> = BTreeMap::new();
    let sql =
        "SELECT s.workshop, s.person, s.key, h.at, h.pieces FROM history h JOIN checked s ON s.document = h.document
               WHERE h.what = 'check' AND h.pieces > 0 AND NOT h.replaced AND (?1 IS NULL OR s.workshop = ?1)
               ORDER BY h.counter, h.actor";
    let mut statement = c.prepare_cached(sql)?;
    let checks = statement.query_map([workshop], |r| {
        Ok(((r.get(0)?, r.get(1)?, r.get(2)?), (Timestamp(r.get(3)?), Pieces(r.get(4)?))))
    })?;
    for check in checks {
        let (share, check) = check?;
        shares.entry(share).or_default().checks.push(check);
    }
    let sql = "SELECT s.workshop, s.person, s.key, sum(h.rejected) FROM history h
               JOIN office_checked s ON s.document = h.document
               WHERE h.what = 'office_check' AND NOT h.replaced AND (?1 IS NULL OR s.workshop = ?1)
               GROUP BY s.workshop, s.person, s.key";
    let mut statement = c.prepare_cached(sql)?;
    let looks = statement.query_map([workshop], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?), Pieces(r.get(3)?))))?;
    for look in looks {
        let (share, rejected) = look?;
        shares.entry(share).or_default().rejected = rejected;
    }
    Ok(chart::output(shares.into_values(), today))
}

/// What pieces earned, as the statements of each month have it: without bonuses, deductions and advances.
fn income(c: &Connection, workshop: Option<u32>, now: Month) -> Result<Vec<IncomeMonth>> {
    let ledger = Ledger::of(c, None, now)?;
    // When somebody joined is not written down. A month before this one is theirs from their first yes to work on.
    let members = "SELECT m.person, (SELECT min(w.decided_at) FROM work w WHERE w.person = m.person AND w.accepted)
        FROM (SELECT DISTINCT person FROM member WHERE workshop IS NOT NULL AND NOT lead AND (?1 IS NULL OR workshop = ?1)) m";
    let mut statement = c.prepare_cached(members)?;
    let members = statement
        .query_map([workshop], |r| {
            let first: Option<i64> = r.get(1)?;
            Ok((PersonId(r.get(0)?), first.map_or(now, |at| Timestamp(at).month())))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let of_pieces = |line: &&Line| match line.id.source {
        Source::Check(WorkshopId(w), _) | Source::OfficeCheck(WorkshopId(w), _) => workshop.is_none_or(|of| of == w),
        _ => false,
    };
    let mut months = Vec::new();
    for month in now.last(MONTHS) {
        let there = members.iter().filter(|(_, since)| *since <= month || month == now);
        let mut earned: BTreeMap<PersonId, Cents> = there.map(|(person, _)| (*person, Cents(0))).collect();
        for (person, books) in &ledger.books {
            let lines = books.months.get(&month).map(|book| book.lines.as_slice()).unwrap_or_default();
            let amount: Cents = lines.iter().filter(of_pieces).map(|line| line.amount).sum();
            if amount.0 > 0 {
                earned.insert(*person, amount);
            }
        }
        let earned: Vec<Cents> = earned.into_values().collect();
        months.extend(chart::income(&earned).map(|income| IncomeMonth {
            month: month.to_string(),
            nothing: income.nothing,
            people: income.spread.number,
            step: income.step.0,
            bars: income.bars,
            low: income.spread.low.0,
            median: income.spread.median.0,
            high: income.spread.high.0,
        }));
    }
    months.reverse();
    Ok(months)
}

/// From when a batch was planned, else from the first yes of an artisan, to the record of its completion that counts.
fn lead_time(c: &Connection, workshop: Option<u32>, today: Day, now: Month) -> Result<LeadTime> {
    let sql = "
      SELECT CASE WHEN planned_at <> 0 THEN planned_at ELSE coalesce((
          SELECT min(w.decided_at) FROM assignment a JOIN work w ON w.key = a.key AND w.person = a.person
          WHERE a.batch = b.key AND w.accepted), 0) END,
        (SELECT at FROM completion o WHERE o.key = b.key ORDER BY counter DESC, actor DESC LIMIT 1) AS complete
      FROM batch b WHERE NOT cancelled AND complete IS NOT NULL AND (?1 IS NULL OR workshop = ?1)";
    let mut statement = c.prepare_cached(sql)?;
    let batches = statement
        .query_map([workshop], |r| Ok((Timestamp(r.get(0)?), Timestamp(r.get(1)?))))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(chart::lead_time(batches, today, now))
}
