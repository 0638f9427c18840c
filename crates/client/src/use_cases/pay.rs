//! The office's side of pay: everybody's month, what is written into it, closing it.

pub mod load;
pub mod trail;

use crate::api::pay::{
    CloseMonth, LineKind, OfMonth, PayFinding, PayKind, PayOf, PayPersonView, PayRow, PayView, TakeBackPay, WritePay,
};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::Session;
use crate::use_cases::signed::Clock;
use crate::use_cases::{earnings, names, run};
use documents::pay as document;
use domain::RuleError;
use domain::catalogue::short_text;
use domain::id::{DocKey, PersonId};
use domain::kind::{DocId, Feed, Kind};
use domain::pay::{Books, Finding, StatementEntry, statement};
use domain::policy::Role;
use domain::quantity::Cents;
use domain::time::Month;
use load::Ledger;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// `pay.month`
pub fn month(app: &Arc<App>, args: OfMonth) -> Result<PayView> {
    let shown = earnings::named_month(args.month.as_deref())?;
    let now = app.now().month();
    app.read(|c, me| view(c, me.role, shown.unwrap_or(now), now))
}

/// `pay.person`
pub fn person(app: &Arc<App>, args: PayOf) -> Result<PayPersonView> {
    let shown = earnings::named_month(args.month.as_deref())?;
    let (now, clock) = (app.now().month(), Clock::of(app));
    app.read(|c, me| {
        office_only(me.role)?;
        person_view(c, &clock, args.person, shown, now)
    })
}

/// `pay.write`
pub fn write(app: &Arc<App>, args: WritePay) -> Result<PayPersonView> {
    let amount = Cents(args.amount);
    statement::written(amount, &args.reason)?;
    short_text("receipt", &args.receipt, 40)?;
    let reason = args.reason.trim().to_owned();
    let entry = match args.what {
        PayKind::Bonus => StatementEntry::Bonus { amount, reason },
        PayKind::Deduction => StatementEntry::Deduction { amount, reason },
        PayKind::Advance => {
            let receipt = args.receipt.split_whitespace().collect::<String>().to_uppercase();
            StatementEntry::Advance { amount, reason, receipt }
        }
    };
    change(app, args.person, &args.month, |session, books, month| {
        if month < books.first_open {
            return Err(RuleError::MonthClosed.into());
        }
        if month > session.now.month().max(books.first_open) {
            return Err(RuleError::MonthNotOver.into());
        }
        write_entry(session, PersonId(args.person), month, &entry)
    })
}

/// `pay.take_back`
pub fn take_back(app: &Arc<App>, args: TakeBackPay) -> Result<PayPersonView> {
    statement::reason_given(&args.reason)?;
    // The month that it is written in, which is not always the one that it is counted in.
    let (month, entry) = earnings::named_entry(&args.entry).ok_or(ClientError::NotFound("entry"))?;
    change(app, args.person, &args.month, |session, _, _| {
        let sql = "SELECT EXISTS (SELECT 1 FROM statement_entry b WHERE b.document = a.document
                     AND b.what = 'taken_back' AND b.other_counter = a.counter AND b.other_actor = a.actor)
                   FROM statement_entry a WHERE person = ?1 AND counter = ?2 AND actor = ?3 AND month = ?4
                     AND what IN ('bonus', 'deduction', 'advance')";
        let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
        let values = rusqlite::params![args.person, counter, entry.actor.0.as_slice(), month.0];
        let taken_back = session.tx.prepare_cached(sql)?.query_row(values, |r| r.get(0)).optional()?;
        if taken_back != Some(false) {
            return Err(ClientError::NotFound("entry"));
        }
        let taken_back = StatementEntry::TakenBack { entry, reason: args.reason.trim().to_owned() };
        write_entry(session, PersonId(args.person), month, &taken_back)
    })
}

/// `pay.close`
pub fn close(app: &Arc<App>, args: CloseMonth) -> Result<PayView> {
    let month = earnings::named_month(Some(&args.month))?.unwrap_or_default();
    let now = app.now().month();
    app.command(|session| {
        office_only(session.me.role)?;
        if month > now {
            return Err(RuleError::MonthNotOver.into());
        }
        let mut closed = 0;
        let ledger = Ledger::of(session.tx, args.person, now)?;
        for (person, books) in &ledger.books {
            let to_close = open_months(books, month);
            for month in &to_close {
                // Each time anew: what did not fit one month, or left it short, is a line of the next.
                let (books, _) = Ledger::one(session.tx, person.0, now)?;
                write_entry(session, *person, *month, &closing(&books, *month, now)?)?;
            }
            closed += to_close.len();
        }
        if closed == 0 {
            return Err(RuleError::NothingCounted.into());
        }
        view(session.tx, session.me.role, month, now)
    })
}

/// The open months up to `month` that hold something, in their order.
fn open_months(books: &Books, month: Month) -> Vec<Month> {
    let open = books.months.range(..=month).filter(|(_, book)| book.closed.is_none() && !book.lines.is_empty());
    open.map(|(month, _)| *month).filter(|month| *month >= books.first_open).collect()
}

/// The entry that closes a month, with as many lines as an entry holds.
fn closing(books: &Books, month: Month, now: Month) -> Result<StatementEntry> {
    let mut most = books.months.get(&month).map_or(0, |book| book.lines.len());
    loop {
        let entry = books.closing(month, now, most)?;
        if document::fits(&entry) || most == 0 {
            return Ok(entry);
        }
        most = most.saturating_sub(10);
    }
}

fn change(
    app: &App,
    person: u32,
    month: &str,
    run: impl FnOnce(&Session<'_>, &Books, Month) -> Result<()>,
) -> Result<PayPersonView> {
    let month = earnings::named_month(Some(month))?.unwrap_or_default();
    let now = app.now().month();
    app.command(|session| {
        office_only(session.me.role)?;
        let (books, _) = Ledger::one(session.tx, person, now)?;
        run(session, &books, month)?;
        person_view(session.tx, &Clock::within(session), person, Some(month), now)
    })
}

/// Writes into the statement of a person's month.
pub fn write_entry(session: &Session<'_>, person: PersonId, month: Month, entry: &StatementEntry) -> Result<()> {
    let id = DocId::new(Feed::Private(person), Kind::Statement, DocKey::month(month));
    session.edit(id, |w| document::add_statement(w, session.now, entry))
}

/// Money is the office's: leads read the work feeds, and must not add up what others earn from them here.
pub fn office_only(role: Role) -> Result<()> {
    if role == Role::Coordinator { Ok(()) } else { Err(RuleError::NotAllowed.into()) }
}

fn view(c: &Connection, role: Role, shown: Month, now: Month) -> Result<PayView> {
    office_only(role)?;
    let mut ledger = Ledger::of(c, None, now)?;
    // Who has nothing yet may still be given an advance.
    let mut members = c.prepare_cached("SELECT DISTINCT person FROM member WHERE workshop IS NOT NULL")?;
    for member in members.query_map([], |r| r.get(0))? {
        let none = || Books::of(&[], &BTreeMap::new(), now);
        ledger.books.entry(PersonId(member?)).or_insert_with(none);
    }
    let mut months: BTreeSet<Month> = [shown].into();
    let mut people = Vec::new();
    let mut to_close = 0;
    for (person, books) in &ledger.books {
        let said = books.months.iter().filter(|(_, book)| !book.lines.is_empty());
        months.extend(said.map(|(month, _)| *month));
        to_close += u32::from(!open_months(books, shown).is_empty() && shown <= now);
        months.insert(books.first_open);
        let empty = books.months.get(&shown).is_none_or(|book| book.lines.is_empty() && book.payments.is_empty());
        if empty && shown < books.first_open {
            continue;
        }
        let statement = earnings::view(c, *person, books, &ledger, shown)?;
        let sum =
            |kinds: &[LineKind]| statement.lines.iter().filter(|l| kinds.contains(&l.what)).map(|l| l.amount).sum();
        let earned: i64 = sum(&[LineKind::Check, LineKind::OfficeCheck, LineKind::Gone]);
        let deducted: i64 = sum(&[LineKind::Deduction, LineKind::Advance]);
        people.push(PayRow {
            person: person.0,
            name: names::person(c, person.0)?,
            earned,
            other: statement.total - earned - deducted,
            deducted: -deducted,
            total: statement.total,
            closed: statement.closed_at.is_some(),
            paid: statement.paid,
            owed: statement.owed,
            to_look: findings(books, shown).next().is_some(),
        });
    }
    people.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
    let waiting = run::Everything::of(c, ledger)?.to_prepare();
    Ok(PayView {
        month: shown.to_string(),
        months: months.iter().rev().map(Month::to_string).collect(),
        people,
        to_close,
        to_prepare: run::people(&waiting),
        to_prepare_amount: waiting.iter().map(|(_, _, amount)| amount.0).sum(),
    })
}

fn person_view(c: &Connection, clock: &Clock, person: u32, shown: Option<Month>, now: Month) -> Result<PayPersonView> {
    let (books, ledger) = Ledger::one(c, person, now)?;
    let shown = shown.unwrap_or(books.first_open);
    let mut statement = earnings::view(c, PersonId(person), &books, &ledger, shown)?;
    // What is written now has to have a month to be written into, though nothing is in it yet.
    let first_open = books.first_open.to_string();
    if !statement.months.contains(&first_open) {
        statement.months.push(first_open.clone());
        statement.months.sort_by(|a, b| b.cmp(a));
    }
    let name = names::person(c, person)?;
    if name.is_empty() {
        return Err(ClientError::NotFound("person"));
    }
    Ok(PayPersonView {
        person,
        name,
        phone: run::phone(c, person)?,
        statement,
        first_open,
        findings: findings(&books, shown).collect(),
        trail: trail::of_payment(c, clock, person, shown.0)?,
    })
}

/// What somebody has to look at in a month.
fn findings(books: &Books, shown: Month) -> impl Iterator<Item = PayFinding> {
    books.findings.iter().filter_map(move |finding| match finding {
        Finding::ClosedTwice(month) => (*month == shown).then_some(PayFinding::ClosedTwice),
        Finding::WrongTotal(month) => (*month == shown).then_some(PayFinding::WrongTotal),
        Finding::Overpaid(month, _) => (*month == shown).then_some(PayFinding::Overpaid),
        Finding::Contested(month, _) => (*month == shown).then_some(PayFinding::Contested),
        Finding::CountedTwice(_) => Some(PayFinding::CountedTwice),
    })
}
