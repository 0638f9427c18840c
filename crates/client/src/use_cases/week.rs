//! A lead's week. The rules are [`domain::week`].

use crate::api::Nothing;
use crate::api::week::{WeekDay, WeekLoad, WeekPerson, WeekShare, WeekView};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::{batch, candidate, names};
use domain::RuleError;
use domain::assignment::State;
use domain::board::Load;
use domain::id::WorkshopId;
use domain::policy::Role;
use domain::quantity::Pieces;
use domain::time::{Day, Timestamp};
use domain::week::{self, Happened};
use rusqlite::Connection;
use std::sync::Arc;

/// `week.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<WeekView> {
    let today = app.now().day();
    app.read(|c, me| {
        let Role::Lead(workshop) = me.role else { return Err(RuleError::NotAllowed.into()) };
        // All of a person's work takes their hours, that for another workshop as well.
        let mut work = assignment::find(c, "", [])?;
        work.sort_by(|a, b| (&a.row.due, &a.row.assignment).cmp(&(&b.row.due, &b.row.assignment)));
        let batches = batch::with_shares(c, Some(workshop), work.clone())?;
        let mut batches = batches.iter().map(|found| batch::row(c, found)).collect::<Result<Vec<_>>>()?;
        batches.retain(|row| batch::is_open(row) && is_soon(&row.due, today));
        batches.sort_by(|a, b| (&a.due, &a.batch).cmp(&(&b.due, &b.batch)));
        let waits = |found: &&Found| found.workshop == workshop && found.row.waiting > 0;
        let waiting = work.iter().filter(waits).map(|found| WeekShare {
            row: found.row.clone(),
            batch: names::batch_name(found.workshop.0, found.batch.bytes()),
        });
        Ok(WeekView {
            sunday: week::sunday(today).to_string(),
            days: days(c, workshop, today)?,
            waiting: waiting.collect(),
            batches,
            people: people(c, workshop, &work, today)?,
        })
    })
}

fn day(due: &str) -> Day {
    Day::parse(due).unwrap_or_default()
}

fn is_soon(due: &str, today: Day) -> bool {
    week::when(day(due), today).is_some()
}

fn days(c: &Connection, workshop: WorkshopId, today: Day) -> Result<Vec<WeekDay>> {
    let sql = "SELECT h.at, h.what, h.pieces + h.rework + h.rejected FROM history h
               JOIN assignment a ON a.key = h.key AND a.person = h.person
               WHERE a.workshop = ?1 AND NOT h.replaced AND h.what IN ('log', 'hand_in', 'check')";
    let mut statement = c.prepare_cached(sql)?;
    let events = statement.query_map([workshop.0], |r| {
        let what: String = r.get(1)?;
        let what = match what.as_str() {
            "log" => Happened::Logged,
            "hand_in" => Happened::HandedIn,
            _ => Happened::Checked,
        };
        Ok((Timestamp(r.get(0)?), what, Pieces(r.get(2)?)))
    })?;
    let days = week::days(events.collect::<rusqlite::Result<Vec<_>>>()?, today);
    let row = |(day, sums): (Day, week::DaySums)| WeekDay {
        day: day.to_string(),
        logged: sums.logged.0,
        handed_in: sums.handed_in.0,
        checked: sums.checked.0,
    };
    Ok(days.into_iter().map(row).collect())
}

fn people(c: &Connection, workshop: WorkshopId, work: &[Found], today: Day) -> Result<Vec<WeekPerson>> {
    let minutes = candidate::minutes_each(c)?;
    let sql = "SELECT person, name, hours FROM member WHERE workshop = ?1 ORDER BY name, person";
    let mut statement = c.prepare_cached(sql)?;
    let members = statement
        .query_map([workshop.0], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(u32, String, Option<u32>)>>>()?;
    let person = |(person, name, hours_per_week)| {
        let theirs: Vec<_> = work.iter().filter(|found| found.person.0 == person).collect();
        let takes = |found: &&Found| (day(&found.row.due), candidate::minutes_left(found, &minutes));
        let takes: Vec<_> = theirs.iter().map(takes).collect();
        let [this_week, next_week] = week::loads(hours_per_week, today, &takes).map(load);
        let due = |found: &&Found| {
            let gone = matches!(found.progress.state(), State::Declined | State::Withdrawn | State::Stopped);
            found.workshop == workshop && !gone && found.row.open > 0 && is_soon(&found.row.due, today)
        };
        let shares = theirs.into_iter().filter(due).map(|found| found.row.clone()).collect();
        WeekPerson { person, name, hours_per_week, this_week, next_week, shares }
    };
    Ok(members.into_iter().map(person).collect())
}

fn load(load: Load) -> WeekLoad {
    let short = |minutes: u64| u32::try_from(minutes).unwrap_or(u32::MAX);
    WeekLoad { needed: short(load.needed), left: short(load.left) }
}
