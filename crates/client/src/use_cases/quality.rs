//! Quality and being on time, as counts, for the person, their lead and the office.

use crate::api::pay::{QualityOf, QualityView, QualityWork};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::{assignment, names};
use domain::RuleError;
use domain::entry::{CheckEntry, Recorded};
use domain::id::PersonId;
use domain::policy::Role;
use domain::quality::Quality;
use domain::quantity::Pieces;
use domain::time::Timestamp;
use rusqlite::{Connection, params};
use std::sync::Arc;

use super::pay::load::entry_at;

/// `quality.person`
pub fn person(app: &Arc<App>, args: QualityOf) -> Result<QualityView> {
    app.read(|c, me| {
        let person = args.person.map_or(me.person, PersonId);
        if person != me.person && matches!(me.role, Role::Artisan(_)) {
            return Err(RuleError::NotAllowed.into());
        }
        view(c, person, me.role)
    })
}

fn view(c: &Connection, person: PersonId, role: Role) -> Result<QualityView> {
    let mut view = QualityView {
        person: person.0,
        name: names::person(c, person.0)?,
        checked: 0,
        good_at_first: 0,
        rework: 0,
        rejected: 0,
        finished: 0,
        on_time: 0,
        works: vec![],
    };
    // A lead sees the work of their own workshop.
    let workshop = if let Role::Lead(workshop) = role { Some(workshop.0) } else { None };
    let filter = "WHERE a.person = ?1 AND (?2 IS NULL OR a.workshop = ?2)";
    for found in assignment::find(c, filter, params![person.0, workshop])? {
        let key = found.key.bytes().as_slice();
        let last = "SELECT max(at) FROM history WHERE key = ?1 AND person = ?2 AND what = 'hand_in'";
        let last: Option<i64> = c.prepare_cached(last)?.query_row(params![key, person.0], |r| r.get(0))?;
        let day = last.map(|at| Timestamp(at).day());
        let quality = Quality::of(&found.progress, &checks(c, key, person.0)?, found.in_time_until, day);
        let work = QualityWork {
            day: day.map(|day| day.to_string()).unwrap_or_default(),
            checked: quality.checked.0,
            good_at_first: quality.good_at_first.0,
            rework: found.progress.checks.rework.0,
            rejected: (found.progress.checks.rejected + found.progress.office_rejected).0,
            on_time: (quality.finished > 0).then_some(quality.on_time > 0),
            assignment: found.row.assignment,
            product: found.row.product,
        };
        view.checked += work.checked;
        view.good_at_first += work.good_at_first;
        view.rework += work.rework;
        view.rejected += work.rejected;
        view.finished += quality.finished;
        view.on_time += quality.on_time;
        if work.checked > 0 || work.on_time.is_some() {
            view.works.push(work);
        }
    }
    view.works.sort_by(|a, b| (&b.day, &a.assignment).cmp(&(&a.day, &b.assignment)));
    Ok(view)
}

fn checks(c: &Connection, key: &[u8], person: u32) -> Result<Vec<Recorded<CheckEntry>>> {
    let sql = "SELECT counter, actor, at, pieces, rework, rejected FROM history
               WHERE key = ?1 AND person = ?2 AND what = 'check' AND NOT replaced";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![key, person], |r| {
        let pieces = |at| -> rusqlite::Result<Pieces> { Ok(Pieces(r.get(at)?)) };
        let entry =
            CheckEntry { accepted: pieces(3)?, rework: pieces(4)?, rejected: pieces(5)?, reason: String::new() };
        Ok(Recorded { id: entry_at(r, 0)?, at: Timestamp(r.get(2)?), entry })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
