//! Pay: what was earned less what was paid is what is owed, and nothing was paid that a second person has not approved.

use super::Report;
use crate::books::{Books, Share, Work};
use domain::id::{DeviceId, PersonId};
use domain::pay::{Books as PayBooks, Finding, Item, Look, Payouts, Run};
use domain::time::Month;
use std::collections::{BTreeMap, BTreeSet};

/// Checks everybody's pay; `devices` says whose each device is, `now` is this month.
pub fn check(books: &Books, devices: &BTreeMap<DeviceId, PersonId>, now: Month, report: &mut Report) {
    let mut items: BTreeMap<PersonId, Vec<Item>> = BTreeMap::new();
    for (share, work) in &books.work {
        items.entry(share.1).or_default().extend(of_share(books, share, work));
    }
    let none = BTreeMap::new();
    let people: BTreeSet<_> = items.keys().chain(books.statements.keys()).copied().collect();
    let paid: BTreeMap<_, _> = people
        .into_iter()
        .map(|person| {
            let statements = books.statements.get(&person).unwrap_or(&none);
            (person, PayBooks::of(items.get(&person).map_or(&[], Vec::as_slice), statements, now))
        })
        .collect();
    for (person, of) in &paid {
        let about = format!("pay of {}", books.person(*person));
        if !of.adds_up() {
            let (earned, paid, owed, open) = (of.earned, of.paid(), of.owed(), of.open());
            report.books(&about, format!("{earned} were earned and {paid} paid, but {owed} are owed and {open} open"));
        }
        for finding in &of.findings {
            report.books(&about, found(finding));
        }
    }
    let runs: BTreeMap<_, _> =
        books.runs.iter().map(|(key, entries)| (*key, Run::of(entries, |id| devices.get(&id).copied()))).collect();
    for (key, run) in &runs {
        if run.void_approval {
            report.books(format!("payout run {key}"), "was approved by who may not, or as it was not");
        }
    }
    for (person, month, run) in Payouts::of(&runs, &paid).unapproved(&paid) {
        let what = format!("{month} was paid with the run {run}, which nobody approved");
        report.books(format!("pay of {}", books.person(person)), what);
    }
}

/// What the checks of a share earn.
fn of_share(books: &Books, share: &Share, work: &Work) -> Vec<Item> {
    let Some(terms) = &work.terms else { return Vec::new() };
    let effects = books.effects(share);
    let look = |entry, at, pieces| Look {
        workshop: share.0,
        assignment: share.2,
        entry,
        at,
        pieces,
        rate: terms.rate,
        struck: effects.struck.contains(&entry),
    };
    let accepted = work.checks.iter().filter_map(|check| look(check.id, check.at, check.entry.accepted).accepted());
    let rejected =
        work.office_checks.iter().filter_map(|check| look(check.id, check.at, check.entry.rejected).rejected());
    accepted.chain(rejected).collect()
}

fn found(finding: &Finding) -> String {
    match finding {
        Finding::ClosedTwice(month) => format!("{month} was closed twice; the first counts"),
        Finding::WrongTotal(month) => format!("{month} was closed with another total than its lines have"),
        Finding::Overpaid(month, more) => format!("{more} more were paid for {month} than it came to"),
        Finding::Contested(month, run) => format!("a payment for {month} with the run {run} is said to be two things"),
        Finding::CountedTwice(_) => "a line is counted in two months; the next month takes it off again".to_owned(),
    }
}
