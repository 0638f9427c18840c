//! Runs of payouts: one coordinator prepares, another approves, then it is exported and marked paid.

mod csv;

use super::pay::load::{Ledger, devices, entry_at, other_at};
use super::pay::{office_only, trail, write_entry};
use crate::api::Nothing;
use crate::api::pay::{
    CancelRun, FileView, LinePaid, LineReason, OfRun, RunLineRow, RunLineState, RunRow, RunStateWord, RunView,
    RunsView, ToPrepareRow,
};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::Session;
use crate::use_cases::names;
use crate::use_cases::signed::Clock;
use domain::RuleError;
use domain::entry::Recorded;
use domain::id::{Actor, DeviceId, DocKey, EntryRef, PersonId};
use domain::kind::{DocId, Feed, Kind};
use domain::pay::{Books, LineState, Payouts, Run, RunEntry, RunLine, RunState, StatementEntry};
use domain::quantity::Cents;
use domain::time::{Month, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All books and all runs, and what follows from both.
pub struct Everything {
    pub books: BTreeMap<PersonId, Books>,
    pub runs: BTreeMap<DocKey, Run>,
    pub payouts: Payouts,
    pub whose: BTreeMap<DeviceId, PersonId>,
}

impl Everything {
    /// Reads the runs beside the books.
    pub fn of(c: &Connection, ledger: Ledger) -> Result<Self> {
        let whose = devices(c)?;
        let mut entries: BTreeMap<u32, Vec<Recorded<RunEntry>>> = BTreeMap::new();
        let sql =
            "SELECT counter, actor, run, what, at, person, month, amount, text, digest, other_counter, other_actor
                   FROM run_entry";
        let mut statement = c.prepare_cached(sql)?;
        for row in statement.query_map([], |r| Ok((r.get(2)?, entry(r)?)))? {
            let (run, recorded) = row?;
            entries.entry(run).or_default().push(recorded);
        }
        let of = |entries: &Vec<_>| Run::of(entries, |device| whose.get(&device).copied());
        let runs = entries.iter().map(|(run, entries)| (DocKey::numbered(*run), of(entries))).collect();
        let payouts = Payouts::of(&runs, &ledger.books);
        Ok(Self { books: ledger.books, runs, payouts, whose })
    }

    fn now(c: &Connection, now: Timestamp) -> Result<Self> {
        Self::of(c, Ledger::of(c, None, now.month())?)
    }

    /// What is owed for closed months and in no run.
    pub fn to_prepare(&self) -> Vec<(PersonId, Month, Cents)> {
        self.payouts.to_prepare(&self.books)
    }

    fn run(&self, number: u32) -> Result<(DocKey, &Run)> {
        let key = DocKey::numbered(number);
        self.runs.get(&key).map(|run| (key, run)).ok_or(ClientError::NotFound("run"))
    }

    fn line(&self, number: u32, name: &str) -> Result<(DocKey, &Run, EntryRef, &RunLine)> {
        let (key, run) = self.run(number)?;
        let id: EntryRef = name.parse().map_err(|_| ClientError::NotFound("line"))?;
        let line = run.lines.get(&id).ok_or(ClientError::NotFound("line"))?;
        Ok((key, run, id, line))
    }
}

/// How many people are among what is owed.
pub fn people(owed: &[(PersonId, Month, Cents)]) -> u32 {
    let mut people: Vec<_> = owed.iter().map(|(person, ..)| *person).collect();
    people.dedup();
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

/// The phone number of a person; empty when it is not known.
pub fn phone(c: &Connection, person: u32) -> Result<String> {
    let sql = "SELECT phone FROM member WHERE person = ?1 ORDER BY phone = '', document LIMIT 1";
    let known = c.prepare_cached(sql)?.query_row([person], |r| r.get(0)).optional()?;
    Ok(in_one_form(known.unwrap_or_default()))
}

/// Numbers that were taken before there was one form are as somebody typed them.
fn in_one_form(number: String) -> String {
    domain::person::phone(&number).unwrap_or(number)
}

/// Where the money of a line goes: what the list was prepared with, and stays. Where no number was known then, the
/// person's number as it is now, which would else be looked up by hand.
fn number(c: &Connection, line: &RunLine) -> Result<String> {
    if line.phone.is_empty() { phone(c, line.person.0) } else { Ok(in_one_form(line.phone.clone())) }
}

/// `run.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<RunsView> {
    let now = app.now();
    app.read(|c, me| {
        office_only(me.role)?;
        let all = Everything::now(c, now)?;
        let mut runs = all.runs.iter().map(|(key, run)| row(c, &all, *key, run)).collect::<Result<Vec<_>>>()?;
        runs.reverse();
        let waiting = all.to_prepare();
        Ok(RunsView {
            runs,
            to_prepare: people(&waiting),
            to_prepare_amount: waiting.iter().map(|(_, _, amount)| amount.0).sum(),
            owed: owed(c, &waiting)?,
        })
    })
}

fn owed(c: &Connection, waiting: &[(PersonId, Month, Cents)]) -> Result<Vec<ToPrepareRow>> {
    let row = |(person, month, amount): &(PersonId, Month, Cents)| {
        let name = names::person(c, person.0)?;
        Ok(ToPrepareRow { person: person.0, name, month: month.to_string(), amount: amount.0 })
    };
    let mut rows = waiting.iter().map(row).collect::<Result<Vec<_>>>()?;
    rows.sort_by(|a, b| (&a.name, a.person, &a.month).cmp(&(&b.name, b.person, &b.month)));
    Ok(rows)
}

/// `run.get`
pub fn get(app: &Arc<App>, args: OfRun) -> Result<RunView> {
    let (now, clock) = (app.now(), Clock::of(app));
    app.read(|c, me| {
        office_only(me.role)?;
        view(c, &clock, &Everything::now(c, now)?, args.run, app.actor(c)?)
    })
}

/// `run.prepare`
pub fn prepare(app: &Arc<App>, _: Nothing) -> Result<RunView> {
    app.command(|session| {
        office_only(session.me.role)?;
        let all = Everything::now(session.tx, session.now)?;
        let owed = all.to_prepare();
        if owed.is_empty() {
            return Err(RuleError::NothingOwed.into());
        }
        let last = all.runs.keys().filter_map(DocKey::as_number).max().unwrap_or(0);
        let number = last.saturating_add(1);
        let lines = owed.into_iter().map(|(person, month, amount)| {
            Ok(RunEntry::Line(RunLine { person, month, amount, phone: phone(session.tx, person.0)? }))
        });
        let lines = lines.collect::<Result<Vec<_>>>()?;
        session
            .edit(id(number), |w| lines.iter().try_for_each(|line| documents::pay::add_run(w, session.now, line)))?;
        view_after(session, number)
    })
}

/// `run.leave_out`
pub fn leave_out(app: &Arc<App>, args: LineReason) -> Result<RunView> {
    change(app, args.run, |session, all| {
        let (_, run, line, _) = all.line(args.run, &args.line)?;
        Ok(run.leave_out(line, session.actor, &args.reason)?)
    })
}

/// `run.approve`
pub fn approve(app: &Arc<App>, args: OfRun) -> Result<RunView> {
    change(app, args.run, |session, all| {
        let (_, run) = all.run(args.run)?;
        Ok(run.approval(session.actor, |device| all.whose.get(&device).copied())?)
    })
}

/// `run.cancel`
pub fn cancel(app: &Arc<App>, args: CancelRun) -> Result<RunView> {
    change(app, args.run, |_, all| Ok(all.run(args.run)?.1.cancel(&args.reason)?))
}

/// `run.csv`
pub fn csv(app: &Arc<App>, args: OfRun) -> Result<FileView> {
    let now = app.now();
    app.read(|c, me| {
        office_only(me.role)?;
        let all = Everything::now(c, now)?;
        confirmed(c, &all, args.run)?;
        csv::list(c, &all, args.run)
    })
}

/// `run.paid`
pub fn paid(app: &Arc<App>, args: LinePaid) -> Result<RunView> {
    settle(app, args.run, &args.line, |all, key, id, line| Ok(all.payouts.pay(key, id, line.amount, &args.receipt)?))
}

/// `run.failed`
pub fn failed(app: &Arc<App>, args: LineReason) -> Result<RunView> {
    settle(app, args.run, &args.line, |all, key, id, _| Ok(all.payouts.fail(key, id, &args.reason)?))
}

/// What a person may see only when the server has the approval: two who were offline may both have approved something, and
/// the server takes one.
fn confirmed(c: &Connection, all: &Everything, number: u32) -> Result<()> {
    let RunState::Approved { .. } = all.run(number)?.1.state else { return Err(RuleError::NotApproved.into()) };
    let sql = "SELECT EXISTS (SELECT 1 FROM outbox JOIN document d ON d.id = outbox.document
               WHERE d.feed = 'office' AND d.kind = ?1 AND d.key = ?2)";
    let key = DocKey::numbered(number);
    let values = rusqlite::params![Kind::PayoutRun.number(), key.bytes().as_slice()];
    let waits: bool = c.prepare_cached(sql)?.query_row(values, |r| r.get(0))?;
    if waits { Err(RuleError::NotSentYet.into()) } else { Ok(()) }
}

fn settle(
    app: &App,
    number: u32,
    line: &str,
    entry: impl FnOnce(&Everything, DocKey, EntryRef, &RunLine) -> Result<StatementEntry>,
) -> Result<RunView> {
    app.command(|session| {
        office_only(session.me.role)?;
        let all = Everything::now(session.tx, session.now)?;
        confirmed(session.tx, &all, number)?;
        let (key, _, id, line) = all.line(number, line)?;
        let entry = entry(&all, key, id, line)?;
        write_entry(session, line.person, line.month, &entry)?;
        view_after(session, number)
    })
}

fn change(
    app: &App,
    number: u32,
    entry: impl FnOnce(&Session<'_>, &Everything) -> Result<RunEntry>,
) -> Result<RunView> {
    app.command(|session| {
        office_only(session.me.role)?;
        let entry = entry(session, &Everything::now(session.tx, session.now)?)?;
        session.edit(id(number), |w| documents::pay::add_run(w, session.now, &entry))?;
        view_after(session, number)
    })
}

fn id(number: u32) -> DocId {
    DocId::new(Feed::Office, Kind::PayoutRun, DocKey::numbered(number))
}

fn entry(r: &Row<'_>) -> rusqlite::Result<Recorded<RunEntry>> {
    let (what, amount, text): (String, i64, String) = (r.get(3)?, r.get(7)?, r.get(8)?);
    let digest: Vec<u8> = r.get(9)?;
    let entry = match what.as_str() {
        "line" => {
            let (person, month) = (PersonId(r.get(5)?), Month(r.get(6)?));
            RunEntry::Line(RunLine { person, month, amount: Cents(amount), phone: text })
        }
        "left_out" => match other_at(r, 10)? {
            Some(line) => RunEntry::LeftOut { line, reason: text },
            None => RunEntry::Cancelled { reason: text },
        },
        "approved" => {
            RunEntry::Approved { total: Cents(amount), of: DocKey::from_slice(&digest).unwrap_or(DocKey::ONLY) }
        }
        _ => RunEntry::Cancelled { reason: text },
    };
    Ok(Recorded { id: entry_at(r, 0)?, at: Timestamp(r.get(4)?), entry })
}

fn row(c: &Connection, all: &Everything, key: DocKey, run: &Run) -> Result<RunRow> {
    let states: Vec<_> = run.lines.keys().map(|line| all.payouts.line(key, *line)).collect();
    let count = |test: fn(&LineState) -> bool| u32::try_from(states.iter().filter(|s| test(s)).count()).unwrap_or(0);
    let paid = count(|state| matches!(state, LineState::Paid(_)));
    let failed = count(|state| matches!(state, LineState::Failed(_)));
    let off = count(|state| matches!(state, LineState::Elsewhere(_) | LineState::NotOwed));
    let contested = count(|state| matches!(state, LineState::Paid(payment) if payment.contested));
    let lines = u32::try_from(run.lines.len()).unwrap_or(0);
    let state = match run.state {
        RunState::Cancelled => RunStateWord::Cancelled,
        RunState::Approved { .. } if paid + failed == lines => RunStateWord::Done,
        RunState::Approved { .. } => RunStateWord::Approved,
        RunState::Prepared => RunStateWord::Prepared,
    };
    let cancelled = run.state == RunState::Cancelled;
    Ok(RunRow {
        run: key.as_number().unwrap_or(0),
        state,
        at: run.at.0,
        by: by(c, run.maker)?,
        lines,
        total: run.total().0,
        paid,
        failed,
        to_look: contested > 0 || (!cancelled && (off > 0 || !run.beside.is_empty() || run.void_approval)),
    })
}

fn by(c: &Connection, actor: Option<Actor>) -> Result<String> {
    let author = actor.map(|actor| names::author(c, &actor.0)).transpose()?.flatten();
    Ok(author.map(|(_, name)| name).unwrap_or_default())
}

/// What the run is after a command.
fn view_after(session: &Session<'_>, number: u32) -> Result<RunView> {
    let all = Everything::now(session.tx, session.now)?;
    view(session.tx, &Clock::within(session), &all, number, session.actor)
}

fn view(c: &Connection, clock: &Clock, all: &Everything, number: u32, actor: Actor) -> Result<RunView> {
    let (key, run) = all.run(number)?;
    let approved = match run.state {
        RunState::Approved { by, at } => Some((by, at)),
        _ => None,
    };
    let rows = |lines: &BTreeMap<EntryRef, RunLine>| {
        let mut rows = lines.iter().map(|(id, line)| line_row(c, all, key, *id, line)).collect::<Result<Vec<_>>>()?;
        rows.sort_by(|a, b| (&a.name, &a.month, &a.line).cmp(&(&b.name, &b.month, &b.line)));
        Ok::<_, ClientError>(rows)
    };
    Ok(RunView {
        row: row(c, all, key, run)?,
        lines: rows(&run.lines)?,
        beside: rows(&run.beside)?,
        approved_by: by(c, approved.map(|(by, _)| by))?,
        approved_at: approved.map(|(_, at)| at.0),
        void_approval: run.void_approval,
        may_approve: run.approval(actor, |device| all.whose.get(&device).copied()).is_ok(),
        may_change: run.state == RunState::Prepared && run.maker.map(Actor::device) == Some(actor.device()),
        trail: trail::of_run(c, clock, number)?,
    })
}

fn line_row(c: &Connection, all: &Everything, run: DocKey, id: EntryRef, line: &RunLine) -> Result<RunLineRow> {
    let (goes_to, known) = (number(c, line)?, phone(c, line.person.0)?);
    let mut row = RunLineRow {
        line: id.to_string(),
        person: line.person.0,
        name: names::person(c, line.person.0)?,
        phone_now: (!known.is_empty() && known != goes_to).then_some(known),
        phone: goes_to,
        month: line.month.to_string(),
        amount: line.amount.0,
        state: RunLineState::Waiting,
        receipt: String::new(),
        failed: String::new(),
        other_run: None,
        contested: false,
    };
    match all.payouts.line(run, id) {
        LineState::Waiting => {}
        LineState::Paid(payment) => {
            row.state = RunLineState::Paid;
            row.receipt = payment.receipt;
            row.contested = payment.contested;
        }
        LineState::Failed(payment) => {
            row.state = RunLineState::Failed;
            row.failed = payment.failed.unwrap_or_default();
        }
        LineState::Elsewhere(other) => {
            row.state = RunLineState::Elsewhere;
            row.other_run = other.as_number();
        }
        LineState::NotOwed => row.state = RunLineState::NotOwed,
    }
    Ok(row)
}
