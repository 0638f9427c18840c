//! Work that came too late: from devices that were closed, and for workshops that somebody had left.

use crate::admin::ask;
use crate::api::Nothing;
use crate::api::people::{HeldRow, OfHeld};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::names;
use domain::kind::{Feed, Kind};
use protocol::Code;
use protocol::admin::{Ask, HeldLine};
use rusqlite::Connection;
use std::sync::Arc;

/// `held.list`
pub async fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<HeldRow>> {
    let answer = ask(app, Ask::Held).await?;
    app.read(|c, _| answer.held.unwrap_or_default().into_iter().map(|line| row(c, line)).collect())
}

fn row(c: &Connection, line: HeldLine) -> Result<HeldRow> {
    let (workshop, about) = match line.doc.feed {
        Feed::Workshop(w) | Feed::Leads(w) => (Some(w.0), None),
        Feed::Work(w, p) => (Some(w.0), Some(p.0)),
        Feed::Private(p) => (None, Some(p.0)),
        Feed::Org | Feed::Office => (None, None),
    };
    let word = |number: u16| Code::from_number(number).unwrap_or(Code::Server).word().to_owned();
    Ok(HeldRow {
        held: line.held.to_string(),
        person: line.person,
        name: names::person(c, line.person)?,
        at: line.at,
        why: word(line.code),
        kind: Kind::from_number(line.doc.kind).map_or("unknown", Kind::name).to_owned(),
        workshop: workshop.map(|w| names::workshop(c, w)).transpose()?,
        about: about.map(|p| names::person(c, p)).transpose()?.unwrap_or_default(),
        changes: line.changes,
        entries: line.entries,
        made: line.made,
        handed_in: line.handed_in,
        problem: (line.problem > 0).then(|| word(line.problem)),
    })
}

/// `held.accept`
pub async fn accept(app: &Arc<App>, args: OfHeld) -> Result<Nothing> {
    ask(app, Ask::AcceptHeld { held: number(&args)? }).await?;
    Ok(Nothing {})
}

/// `held.discard`
pub async fn discard(app: &Arc<App>, args: OfHeld) -> Result<Nothing> {
    ask(app, Ask::DiscardHeld { held: number(&args)? }).await?;
    Ok(Nothing {})
}

fn number(args: &OfHeld) -> Result<u64> {
    args.held.parse().map_err(|_| ClientError::NotFound("held work"))
}
