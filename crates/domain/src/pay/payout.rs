//! All runs beside all books: which run pays what, and what is left to pay.

use super::books::{Books, MonthBook, Payment};
use super::run::{Run, RunLine, RunState};
use super::statement::{StatementEntry, receipt};
use crate::error::RuleError;
use crate::id::{DocKey, EntryRef, PersonId};
use crate::quantity::Cents;
use crate::time::Month;
use std::collections::{BTreeMap, BTreeSet};

/// What a line of a run comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineState {
    /// To be paid, once the run is approved.
    Waiting,
    /// It was paid.
    Paid(Payment),
    /// It did not arrive, and is owed again.
    Failed(Payment),
    /// Another run pays this person for this month.
    Elsewhere(DocKey),
    /// It is not, or no longer, what is owed.
    NotOwed,
}

/// The lines of all runs.
#[derive(Debug, Clone, Default)]
pub struct Payouts {
    lines: BTreeMap<(DocKey, EntryRef), LineState>,
    /// For each person and month, the run that pays it.
    claims: BTreeMap<(PersonId, Month), DocKey>,
    approved: BTreeSet<DocKey>,
}

impl Payouts {
    /// Which run pays what: one that has paid before one that is approved before one that is only prepared, and of these the
    /// least key. A month that two runs would pay is so paid once, and the other run says so.
    pub fn of(runs: &BTreeMap<DocKey, Run>, books: &BTreeMap<PersonId, Books>) -> Self {
        let mut payouts = Self::default();
        let mut best: BTreeMap<(PersonId, Month), (u8, DocKey)> = BTreeMap::new();
        for (key, run) in runs {
            if matches!(run.state, RunState::Approved { .. }) {
                payouts.approved.insert(*key);
            }
            for line in run.lines.values() {
                let rank = match payment(books, line.person, line.month, *key) {
                    Some(payment) if payment.failed.is_none() && unpaid(books, line) == Cents(0) => 0,
                    Some(_) => continue,
                    None => match run.state {
                        RunState::Approved { .. } => 1,
                        RunState::Prepared => 2,
                        RunState::Cancelled => continue,
                    },
                };
                let claim = best.entry((line.person, line.month)).or_insert((rank, *key));
                *claim = (*claim).min((rank, *key));
            }
        }
        payouts.claims = best.iter().map(|(what, (_, run))| (*what, *run)).collect();
        for (key, run) in runs {
            let mut seen = BTreeSet::new();
            for (id, line) in &run.lines {
                let claim = best.get(&(line.person, line.month)).map(|(_, run)| *run);
                let first = seen.insert((line.person, line.month));
                let state = match payment(books, line.person, line.month, *key) {
                    Some(payment) if payment.failed.is_none() => LineState::Paid(payment.clone()),
                    Some(payment) => LineState::Failed(payment.clone()),
                    None => match claim {
                        Some(other) if other != *key => LineState::Elsewhere(other),
                        _ if !first || line.amount != unpaid(books, line) => LineState::NotOwed,
                        _ => LineState::Waiting,
                    },
                };
                payouts.lines.insert((*key, *id), state);
            }
        }
        payouts
    }

    /// What a line comes to; one that is not there is not owed.
    pub fn line(&self, run: DocKey, line: EntryRef) -> LineState {
        self.lines.get(&(run, line)).cloned().unwrap_or(LineState::NotOwed)
    }

    /// The run that pays this person for this month, or has paid.
    pub fn claim(&self, person: PersonId, month: Month) -> Option<DocKey> {
        self.claims.get(&(person, month)).copied()
    }

    /// What is owed for closed months and in no run yet.
    pub fn to_prepare(&self, books: &BTreeMap<PersonId, Books>) -> Vec<(PersonId, Month, Cents)> {
        let mut out = Vec::new();
        for (person, books) in books {
            for (month, book) in &books.months {
                let claimed = self.claim(*person, *month).is_some();
                if book.unpaid() > Cents(0) && !claimed {
                    out.push((*person, *month, book.unpaid()));
                }
            }
        }
        out
    }

    /// That the lines of `run` may be paid: it is approved, and this line waits.
    pub fn payable(&self, run: DocKey, line: EntryRef) -> Result<(), RuleError> {
        if !self.approved.contains(&run) {
            return Err(RuleError::NotApproved);
        }
        if self.line(run, line) == LineState::Waiting { Ok(()) } else { Err(RuleError::NotToPay) }
    }

    /// The entry that marks a line as paid. A receipt number belongs to one payment.
    pub fn pay(&self, run: DocKey, line: EntryRef, amount: Cents, number: &str) -> Result<StatementEntry, RuleError> {
        self.payable(run, line)?;
        let receipt = receipt(number)?;
        let used = |state: &LineState| matches!(state, LineState::Paid(payment) if payment.receipt == receipt);
        if self.lines.values().any(used) {
            return Err(RuleError::ReceiptUsed);
        }
        Ok(StatementEntry::Paid { run, amount, receipt })
    }

    /// The entry that marks a line as failed: it waits or was marked paid, and is owed again.
    pub fn fail(&self, run: DocKey, line: EntryRef, reason: &str) -> Result<StatementEntry, RuleError> {
        super::statement::reason_given(reason)?;
        let paid = match self.line(run, line) {
            LineState::Paid(payment) => Some(payment.entry),
            _ => self.payable(run, line).map(|()| None)?,
        };
        Ok(StatementEntry::Failed { run, paid, reason: reason.trim().to_owned() })
    }

    /// Payments that no approved run stands behind, by run: somebody paid past the second pair of eyes.
    pub fn unapproved(&self, books: &BTreeMap<PersonId, Books>) -> Vec<(PersonId, Month, DocKey)> {
        let mut out = Vec::new();
        for (person, books) in books {
            for (month, book) in &books.months {
                let paid = book.payments.iter().filter(|payment| payment.failed.is_none());
                let past = paid.filter(|payment| !self.approved.contains(&payment.run));
                out.extend(past.map(|payment| (*person, *month, payment.run)));
            }
        }
        out
    }
}

fn unpaid(books: &BTreeMap<PersonId, Books>, line: &RunLine) -> Cents {
    books.get(&line.person).and_then(|b| b.months.get(&line.month)).map_or(Cents(0), MonthBook::unpaid)
}

fn payment(books: &BTreeMap<PersonId, Books>, person: PersonId, month: Month, run: DocKey) -> Option<&Payment> {
    let book = books.get(&person)?.months.get(&month)?;
    book.payments.iter().find(|payment| payment.run == run)
}

#[cfg(test)]
mod tests;
