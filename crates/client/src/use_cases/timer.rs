//! The timer of an assignment: on this phone only, and no entry until its minutes are logged.

use crate::api::work::{AssignmentView, OfAssignment, TimerView};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::{assignment, work};
use domain::RuleError;
use domain::time::Timestamp;
use domain::timer::Timer;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

/// `timer.start`
pub fn start(app: &Arc<App>, args: OfAssignment) -> Result<AssignmentView> {
    change(app, &args.assignment, |timer, now| Some(timer.start(now)))
}

/// `timer.stop`: what was measured stays until it is logged.
pub fn stop(app: &Arc<App>, args: OfAssignment) -> Result<AssignmentView> {
    change(app, &args.assignment, |timer, now| Some(timer.stop(now)))
}

/// `timer.discard`
pub fn discard(app: &Arc<App>, args: OfAssignment) -> Result<AssignmentView> {
    change(app, &args.assignment, |_, _| None)
}

fn change(app: &App, name: &str, to: impl FnOnce(Timer, Timestamp) -> Option<Timer>) -> Result<AssignmentView> {
    let now = app.now();
    // Nothing of this is sent, so no sync is asked for.
    let view = app.store.write(|tx| {
        let me = crate::identity::me(tx)?;
        let found = assignment::named(tx, name)?;
        // A lead who writes for somebody was not beside them with a watch.
        if found.person != me.person {
            return Err(RuleError::NotAllowed.into());
        }
        found.progress.may_log()?;
        match to(find(tx, name)?.unwrap_or_default(), now) {
            Some(timer) => keep(tx, name, timer)?,
            None => forget(tx, name)?,
        }
        work::view(tx, &me, name, now)
    })?;
    app.changed();
    Ok(view)
}

/// What the timer of an assignment shows; none when there is none.
pub fn view(c: &Connection, name: &str, now: Timestamp) -> Result<Option<TimerView>> {
    Ok(find(c, name)?.map(|timer| {
        let measured = timer.measured(now);
        TimerView { running: timer.since.is_some(), minutes: measured.minutes.0, doubtful: measured.doubtful }
    }))
}

fn find(c: &Connection, name: &str) -> Result<Option<Timer>> {
    let sql = "SELECT gathered, since, doubtful FROM timer WHERE assignment = ?1";
    let read = |r: &rusqlite::Row<'_>| {
        Ok(Timer { gathered: r.get(0)?, since: r.get::<_, Option<i64>>(1)?.map(Timestamp), doubtful: r.get(2)? })
    };
    Ok(c.prepare_cached(sql)?.query_row([name], read).optional()?)
}

fn keep(c: &Connection, name: &str, timer: Timer) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO timer (assignment, gathered, since, doubtful) VALUES (?1, ?2, ?3, ?4)";
    let values = params![name, timer.gathered, timer.since.map(|s| s.0), timer.doubtful];
    c.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Ends the timer of an assignment, because its minutes are logged or are not wanted.
pub fn forget(c: &Connection, name: &str) -> Result<()> {
    c.prepare_cached("DELETE FROM timer WHERE assignment = ?1")?.execute([name])?;
    Ok(())
}
