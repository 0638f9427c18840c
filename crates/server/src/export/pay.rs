//! Pay: what was written on statements, and runs of payouts.

use super::lines::{Table, time, yes};
use crate::books::Books;
use domain::id::{DeviceId, PersonId};
use domain::pay::{Run, RunState, StatementEntry};
use domain::spreadsheet::plain;
use std::collections::BTreeMap;

/// The two tables; `devices` says whose each device is.
pub fn tables(books: &Books, devices: &BTreeMap<DeviceId, PersonId>) -> Vec<Table> {
    vec![statements(books, devices), payouts(books, devices)]
}

fn statements(books: &Books, devices: &BTreeMap<DeviceId, PersonId>) -> Table {
    let columns =
        &["person", "name", "month", "entry", "at", "by", "what", "amount_kes", "reason", "receipt", "run", "about"];
    let mut table = Table::new("statements", columns);
    for (person, months) in &books.statements {
        for (month, entries) in months {
            for recorded in entries.iter().rev() {
                let by = devices.get(&recorded.id.actor.device());
                let said = Said::of(&recorded.entry);
                table.line([
                    person.0.to_string(),
                    plain(&books.person(*person)),
                    month.to_string(),
                    recorded.id.to_string(),
                    time(recorded.at),
                    by.map(|by| plain(&books.person(*by))).unwrap_or_default(),
                    said.what.to_owned(),
                    said.amount,
                    plain(said.reason),
                    plain(said.receipt),
                    said.run,
                    said.about,
                ]);
            }
        }
    }
    table
}

/// One entry of a statement as cells.
#[derive(Default)]
struct Said<'e> {
    what: &'static str,
    amount: String,
    reason: &'e str,
    receipt: &'e str,
    run: String,
    about: String,
}

impl<'e> Said<'e> {
    fn of(entry: &'e StatementEntry) -> Self {
        match entry {
            StatementEntry::Bonus { amount, reason } => {
                Self { what: "bonus", amount: amount.to_string(), reason, ..Self::default() }
            }
            StatementEntry::Deduction { amount, reason } => {
                Self { what: "deduction", amount: amount.to_string(), reason, ..Self::default() }
            }
            StatementEntry::Advance { amount, reason, receipt } => {
                Self { what: "advance", amount: amount.to_string(), reason, receipt, ..Self::default() }
            }
            StatementEntry::TakenBack { entry, reason } => {
                Self { what: "taken_back", reason, about: entry.to_string(), ..Self::default() }
            }
            StatementEntry::Closed { total, lines } => Self {
                what: "closed",
                amount: total.to_string(),
                about: format!("{} lines", lines.len()),
                ..Self::default()
            },
            StatementEntry::Paid { run, amount, receipt } => {
                Self { what: "paid", amount: amount.to_string(), receipt, run: run.to_string(), ..Self::default() }
            }
            StatementEntry::Failed { run, paid, reason } => Self {
                what: "failed",
                reason,
                run: run.to_string(),
                about: paid.map(|entry| entry.to_string()).unwrap_or_default(),
                ..Self::default()
            },
        }
    }
}

fn payouts(books: &Books, devices: &BTreeMap<DeviceId, PersonId>) -> Table {
    let columns =
        &["run", "state", "prepared_at", "prepared_by", "person", "name", "month", "amount_kes", "phone", "counts"];
    let mut table = Table::new("payouts", columns);
    let name = |device: DeviceId| devices.get(&device).map(|by| plain(&books.person(*by))).unwrap_or_default();
    for (key, entries) in &books.runs {
        let run = Run::of(entries, |device| devices.get(&device).copied());
        let state = match run.state {
            RunState::Prepared => "prepared",
            RunState::Approved { .. } => "approved",
            RunState::Cancelled => "cancelled",
        };
        let by = run.maker.map(|maker| name(maker.device())).unwrap_or_default();
        let counting = run.lines.values().map(|line| (line, true));
        for (line, counts) in counting.chain(run.beside.values().map(|line| (line, false))) {
            table.line([
                key.to_string(),
                state.to_owned(),
                time(run.at),
                by.clone(),
                line.person.0.to_string(),
                plain(&books.person(line.person)),
                line.month.to_string(),
                line.amount.to_string(),
                plain(&line.phone),
                yes(counts),
            ]);
        }
    }
    table
}
