//! What was earned, what was taken off, what was paid: a statement, line by line.

use super::pay::load::{Detail, Ledger};
use crate::api::pay::{EarningsRow, EarningsView, LineKind, LineWhy, OfMonth, OwedRow, PaymentRow};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::{assignment, names};
use domain::id::{EntryRef, PersonId};
use domain::pay::{Books, Line, MonthBook, Payment, Source, StatementEntry, Why};
use domain::quantity::Cents;
use domain::time::Month;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `earnings.month`
pub fn month(app: &Arc<App>, args: OfMonth) -> Result<EarningsView> {
    let now = app.now().month();
    let shown = named_month(args.month.as_deref())?.unwrap_or(now);
    app.read(|c, me| {
        let (books, ledger) = Ledger::one(c, me.person.0, now)?;
        view(c, me.person, &books, &ledger, shown)
    })
}

/// The month that a call names, if it names one.
pub fn named_month(text: Option<&str>) -> Result<Option<Month>> {
    let parse = |text| Month::parse(text).ok_or_else(|| ClientError::BadArguments("a month is 2026-12".into()));
    text.map(parse).transpose()
}

/// A month of `person` as they see it.
pub fn view(c: &Connection, person: PersonId, books: &Books, ledger: &Ledger, shown: Month) -> Result<EarningsView> {
    let empty = MonthBook::default();
    let book = books.months.get(&shown).unwrap_or(&empty);
    let said = |(_, book): &(&Month, &MonthBook)| !book.lines.is_empty() || !book.payments.is_empty();
    let mut months: BTreeSet<Month> = books.months.iter().filter(said).map(|(month, _)| *month).collect();
    months.insert(shown);
    let mut lines = book.lines.iter().map(|line| row(c, person, ledger, *line)).collect::<Result<Vec<_>>>()?;
    lines.sort_by(|a, b| (b.at, &b.assignment, &b.entry).cmp(&(a.at, &a.assignment, &a.entry)));
    let waiting = assignment::find(c, "WHERE a.person = ?1", [person.0])?;
    let waits = |f: &assignment::Found| f.progress.waiting();
    let waiting_amount: Cents = waiting.iter().map(|f| waits(f).at_rate(Cents(f.row.rate))).sum();
    Ok(EarningsView {
        month: shown.to_string(),
        months: months.iter().rev().map(Month::to_string).collect(),
        lines,
        total: book.total().0,
        closed_at: book.closed.map(|(_, at)| at.0),
        payments: book.payments.iter().map(payment).collect(),
        paid: book.paid().0,
        owed: book.unpaid().0,
        owed_in_all: books.owed().0,
        owed_elsewhere: owed_elsewhere(books, shown),
        waiting_pieces: waiting.iter().map(|f| waits(f).0).sum(),
        waiting_amount: waiting_amount.0,
    })
}

fn owed_elsewhere(books: &Books, shown: Month) -> Vec<OwedRow> {
    let others = books.months.iter().rev().filter(|(month, _)| **month != shown);
    let owed = others.map(|(month, book)| OwedRow { month: month.to_string(), owed: book.unpaid().0 });
    owed.filter(|row| row.owed > 0).collect()
}

fn payment(payment: &Payment) -> PaymentRow {
    PaymentRow {
        run: payment.run.as_number().unwrap_or(0),
        at: payment.at.0,
        amount: payment.amount.0,
        receipt: payment.receipt.clone(),
        failed: payment.failed.clone().unwrap_or_default(),
        contested: payment.contested,
    }
}

fn row(c: &Connection, person: PersonId, ledger: &Ledger, line: Line) -> Result<EarningsRow> {
    let detail = ledger.details.get(&(person, line.id));
    let known = detail.cloned().unwrap_or_default();
    let (what, receipt) = kind(person, ledger, line, detail);
    let (why, from) = match line.why {
        Why::Own => (LineWhy::Own, None),
        Why::Late(month) => (LineWhy::Late, Some(month)),
        Why::Clock => (LineWhy::Clock, None),
        Why::Correction(month) => (LineWhy::Correction, Some(month)),
    };
    let from = match line.id.source {
        Source::Carried(month) | Source::Overpaid(month) => Some(month),
        _ => from,
    };
    let of_pieces = !known.sku.is_empty();
    let takes_back = matches!(what, LineKind::Bonus | LineKind::Deduction | LineKind::Advance);
    Ok(EarningsRow {
        what,
        entry: written(&line).filter(|_| takes_back).unwrap_or_default(),
        assignment: if of_pieces {
            names::assignment_name(known.workshop, person.0, &known.key)
        } else {
            String::new()
        },
        product: of_pieces.then(|| names::product(c, &known.sku)).transpose()?,
        at: detail.map(|detail| detail.at.0),
        pieces: known.pieces.0,
        rate: known.rate.0,
        amount: line.amount.0,
        reason: known.reason,
        receipt,
        why,
        from: from.map(|month| month.to_string()).unwrap_or_default(),
    })
}

/// Names an entry of a statement. Its identity is unique in its month's document only, so the month is part of the name.
fn written(line: &Line) -> Option<String> {
    let Source::Written(month) = line.id.source else { return None };
    line.id.entry.map(|entry| format!("{month}.{entry}"))
}

/// The month and entry of such a name.
pub fn named_entry(name: &str) -> Option<(Month, EntryRef)> {
    let (month, entry) = name.split_once('.')?;
    Some((Month::parse(month)?, entry.parse().ok()?))
}

fn kind(person: PersonId, ledger: &Ledger, line: Line, detail: Option<&Detail>) -> (LineKind, String) {
    let of_statement = |month: &Month| {
        let all = ledger.statements.get(&person)?.get(month)?;
        all.iter().find(|r| Some(r.id) == line.id.entry).map(|r| &r.entry)
    };
    let kind = match line.id.source {
        Source::Carried(_) => LineKind::Carried,
        Source::Overpaid(_) => LineKind::Overpaid,
        _ if detail.is_none() => LineKind::Gone,
        Source::Check(..) => LineKind::Check,
        Source::OfficeCheck(..) => LineKind::OfficeCheck,
        Source::Written(month) => match of_statement(&month) {
            Some(StatementEntry::Bonus { .. }) => LineKind::Bonus,
            Some(StatementEntry::Deduction { .. }) => LineKind::Deduction,
            Some(StatementEntry::Advance { receipt, .. }) => return (LineKind::Advance, receipt.clone()),
            _ => LineKind::TakenBack,
        },
    };
    (kind, String::new())
}
