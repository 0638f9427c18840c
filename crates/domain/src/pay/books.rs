//! One person's books: every month's lines, what it came to, what was paid for it.

use super::item::Item;
use super::statement::{Counted, LineId, Source, StatementEntry};
use crate::entry::Recorded;
use crate::error::RuleError;
use crate::id::{DocKey, EntryRef};
use crate::quantity::Cents;
use crate::time::{Month, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Before this month there was no pay: a phone that shows an earlier day has lost its clock.
pub const FIRST: Month = Month(2024 * 12);

/// Why a line is in its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It belongs there.
    Own,
    /// It is of this month, which was closed before it came.
    Late(Month),
    /// Its clock shows a month that cannot be.
    Clock,
    /// It was counted in this month and is worth something else now: the difference.
    Correction(Month),
}

/// A line of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub id: LineId,
    /// What it adds; below zero for what is taken off.
    pub amount: Cents,
    /// Why it is here; [`Why::Own`] in a closed month.
    pub why: Why,
}

/// What became of one run's payout for a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The run.
    pub run: DocKey,
    /// The entry that counts: the payment, or else the failure.
    pub entry: EntryRef,
    /// When it was written.
    pub at: Timestamp,
    /// What arrived; zero when it failed.
    pub amount: Cents,
    /// The receipt number; empty when it failed.
    pub receipt: String,
    /// Why it failed; empty when it did not, or when one says so and another has a receipt.
    pub failed: Option<String>,
    /// Whether people say different things of it: paid and failed, or two receipts. It counts once, as paid.
    pub contested: bool,
}

/// One month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthBook {
    /// The entry that closed it, and when.
    pub closed: Option<(EntryRef, Timestamp)>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What was paid for it or failed to be, by run.
    pub payments: Vec<Payment>,
}

impl MonthBook {
    /// What the lines add up to.
    pub fn total(&self) -> Cents {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// What is to be paid for it: nothing before it is closed, nothing when more was taken off than earned.
    pub fn payable(&self) -> Cents {
        if self.closed.is_some() { self.total().max(Cents(0)) } else { Cents(0) }
    }

    /// What was paid for it.
    pub fn paid(&self) -> Cents {
        self.payments.iter().map(|payment| payment.amount).sum()
    }

    /// What is still to be paid for it.
    pub fn unpaid(&self) -> Cents {
        (self.payable() - self.paid()).max(Cents(0))
    }

    fn overpaid(&self) -> Cents {
        (self.paid() - self.payable()).max(Cents(0))
    }
}

/// Something in the books that a person has to look at. Sums are right all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Two people closed the month without knowing of each other; the first entry stands.
    ClosedTwice(Month),
    /// The entry that closed the month names another total than its lines.
    WrongTotal(Month),
    /// More was paid for the month than it came to. It comes off the next.
    Overpaid(Month, Cents),
    /// A payment of the month is said to be paid and failed, or has two receipts.
    Contested(Month, DocKey),
    /// A line was counted in several months. The next month takes it off again.
    CountedTwice(LineId),
}

/// All months of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// By month.
    pub months: BTreeMap<Month, MonthBook>,
    /// What people have to look at.
    pub findings: Vec<Finding>,
    /// The first month that is not closed.
    pub first_open: Month,
    /// All that items are worth today.
    pub earned: Cents,
}

type Statements = BTreeMap<Month, Vec<Recorded<StatementEntry>>>;

impl Books {
    /// The books from the items of a person's work and the statements that are there; `now` is this month by the reader's
    /// clock. The order of what comes in means nothing.
    pub fn of(items: &[Item], statements: &Statements, now: Month) -> Self {
        let mut books = Self::default();
        let mut counted: BTreeMap<LineId, (Cents, Month)> = BTreeMap::new();
        for (month, entries) in statements {
            books.close(*month, entries, &mut counted);
            let payments = payments(entries);
            if !payments.is_empty() {
                books.months.entry(*month).or_default().payments = payments;
            }
        }
        let last_closed = books.months.iter().rev().find(|(_, book)| book.closed.is_some()).map(|(month, _)| *month);
        let mut worth = worth(items, statements);
        books.earned = worth.values().map(|(_, amount)| *amount).sum();
        books.take_over(&mut worth);

        let plausible = |month: Month| month >= FIRST && (month <= now || now < FIRST);
        let fixed = |id: &LineId| !matches!(id.source, Source::Check(..) | Source::OfficeCheck(..));
        let natural =
            worth.iter().filter(|(id, (month, _))| fixed(id) || plausible(*month)).map(|(_, (month, _))| *month);
        books.first_open = last_closed.map_or_else(|| natural.min().unwrap_or(now).max(FIRST), Month::following);
        for (id, (month, amount)) in &worth {
            let line = match counted.get(id) {
                Some((before, at)) => Line { id: *id, amount: *amount - *before, why: Why::Correction(*at) },
                None if !fixed(id) && !plausible(*month) => Line { id: *id, amount: *amount, why: Why::Clock },
                None if *month < books.first_open => Line { id: *id, amount: *amount, why: Why::Late(*month) },
                None => Line { id: *id, amount: *amount, why: Why::Own },
            };
            let lands = if line.why == Why::Own { *month } else { books.first_open };
            if line.amount != Cents(0) {
                books.months.entry(lands).or_default().lines.push(line);
            }
        }
        books.look();
        books
    }

    /// What is to be paid for closed months.
    pub fn owed(&self) -> Cents {
        self.months.values().map(MonthBook::unpaid).sum()
    }

    /// What the months that are not closed come to so far.
    pub fn open(&self) -> Cents {
        self.months.values().filter(|book| book.closed.is_none()).map(MonthBook::total).sum()
    }

    /// What was paid in all.
    pub fn paid(&self) -> Cents {
        self.months.values().map(MonthBook::paid).sum()
    }

    /// Whether all that was earned less all that was paid is what is owed. It always is where every document is there.
    pub fn adds_up(&self) -> bool {
        self.earned - self.paid() == self.owed() + self.open()
    }

    /// The entry that closes `month`. It counts what is in it, but no more than `most` lines: the rest is counted in the next
    /// month. Earlier months have to be closed before.
    pub fn closing(&self, month: Month, now: Month, most: usize) -> Result<StatementEntry, RuleError> {
        if month < self.first_open {
            return Err(RuleError::MonthClosed);
        }
        if month > now {
            return Err(RuleError::MonthNotOver);
        }
        let open = |(_, book): &(&Month, &MonthBook)| book.closed.is_none() && !book.lines.is_empty();
        if self.months.range(..month).any(|m| open(&m)) {
            return Err(RuleError::EarlierMonthOpen);
        }
        let book = self.months.get(&month).filter(|book| !book.lines.is_empty()).ok_or(RuleError::NothingCounted)?;
        let counted = |line: &Line| Counted { id: line.id, amount: line.amount };
        let lines: Vec<_> = book.lines.iter().take(most).map(counted).collect();
        Ok(StatementEntry::Closed { total: lines.iter().map(|line| line.amount).sum(), lines })
    }

    fn close(
        &mut self,
        month: Month,
        entries: &[Recorded<StatementEntry>],
        counted: &mut BTreeMap<LineId, (Cents, Month)>,
    ) {
        let closes = entries.iter().filter_map(|r| match &r.entry {
            StatementEntry::Closed { total, lines } => Some((r.id, r.at, *total, lines)),
            _ => None,
        });
        let mut closes: Vec<_> = closes.collect();
        closes.sort_by_key(|(id, ..)| *id);
        let [(id, at, total, lines), others @ ..] = closes.as_slice() else { return };
        if !others.is_empty() {
            self.findings.push(Finding::ClosedTwice(month));
        }
        let book = self.months.entry(month).or_default();
        book.closed = Some((*id, *at));
        for line in *lines {
            book.lines.push(Line { id: line.id, amount: line.amount, why: Why::Own });
            if let Some((_, before)) = counted.get(&line.id)
                && *before == month
            {
                self.findings.push(Finding::CountedTwice(line.id));
            }
            let so_far = counted.entry(line.id).or_insert((Cents(0), month));
            *so_far = (so_far.0 + line.amount, month);
        }
        if book.total() != *total {
            self.findings.push(Finding::WrongTotal(month));
        }
    }

    /// What closed months were short of and what was paid beyond them are lines of a later month. One that was counted and is
    /// settled now is worth nothing.
    fn take_over(&self, worth: &mut BTreeMap<LineId, (Month, Cents)>) {
        for (month, book) in &self.months {
            let short = if book.closed.is_some() { book.total().min(Cents(0)) } else { Cents(0) };
            for (source, amount) in
                [(Source::Carried(*month), short), (Source::Overpaid(*month), Cents(0) - book.overpaid())]
            {
                worth.insert(LineId { source, entry: None }, (*month, amount));
            }
        }
    }

    fn look(&mut self) {
        for (month, book) in &self.months {
            if book.overpaid() > Cents(0) {
                self.findings.push(Finding::Overpaid(*month, book.overpaid()));
            }
            let contested = book.payments.iter().filter(|payment| payment.contested);
            self.findings.extend(contested.map(|payment| Finding::Contested(*month, payment.run)));
        }
    }
}

/// Every item that is there, by its name: its month and what it is worth.
fn worth(items: &[Item], statements: &Statements) -> BTreeMap<LineId, (Month, Cents)> {
    let mut worth: BTreeMap<_, _> = items.iter().map(|item| (item.id, (item.at.month(), item.amount))).collect();
    for (month, entries) in statements {
        let amounts: BTreeMap<EntryRef, Cents> =
            entries.iter().filter_map(|r| Some((r.id, amount(&r.entry)?))).collect();
        let mut backs: Vec<_> = entries.iter().filter_map(|r| Some((r.id, taken_back(&r.entry)?))).collect();
        backs.sort_unstable();
        let mut gone = BTreeSet::new();
        let mut all: Vec<_> = amounts.iter().map(|(id, amount)| (*id, *amount)).collect();
        // What two people took back at the same time is taken back once.
        for (id, target) in backs {
            let amount = amounts.get(&target).filter(|_| gone.insert(target)).copied().unwrap_or_default();
            all.push((id, Cents(0) - amount));
        }
        let source = Source::Written(*month);
        worth.extend(all.into_iter().map(|(id, amount)| (LineId { source, entry: Some(id) }, (*month, amount))));
    }
    worth
}

/// What a written entry adds.
fn amount(entry: &StatementEntry) -> Option<Cents> {
    match entry {
        StatementEntry::Bonus { amount, .. } => Some(*amount),
        StatementEntry::Deduction { amount, .. } | StatementEntry::Advance { amount, .. } => Some(Cents(0) - *amount),
        _ => None,
    }
}

fn taken_back(entry: &StatementEntry) -> Option<EntryRef> {
    match entry {
        StatementEntry::TakenBack { entry, .. } => Some(*entry),
        _ => None,
    }
}

/// What became of each run's payout. A run pays a month once, however often that is written down; a payment stands until a
/// failure names it.
fn payments(entries: &[Recorded<StatementEntry>]) -> Vec<Payment> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by_key(|r| r.id);
    let bounced: BTreeSet<EntryRef> = sorted
        .iter()
        .filter_map(|r| match &r.entry {
            StatementEntry::Failed { paid, .. } => *paid,
            _ => None,
        })
        .collect();
    let mut paid: BTreeMap<DocKey, Payment> = BTreeMap::new();
    let mut failed: BTreeMap<DocKey, Payment> = BTreeMap::new();
    for Recorded { id, at, entry } in sorted {
        let new = |run, amount, receipt, failed| Payment {
            run,
            entry: *id,
            at: *at,
            amount,
            receipt,
            failed,
            contested: false,
        };
        match entry {
            StatementEntry::Paid { run, amount, receipt } if !bounced.contains(id) => {
                let new = new(*run, *amount, receipt.clone(), None);
                let known = paid.entry(*run).or_insert_with(|| new.clone());
                known.contested |= known.receipt != new.receipt;
            }
            StatementEntry::Failed { run, reason, .. } => {
                failed.insert(*run, new(*run, Cents(0), String::new(), Some(reason.clone())));
            }
            _ => {}
        }
    }
    for (run, failure) in failed {
        paid.entry(run).and_modify(|payment| payment.contested = true).or_insert(failure);
    }
    paid.into_values().collect()
}

#[cfg(test)]
mod tests;
