//! The log: every number is somebody's, every change is one and by who brought it.

use super::Report;
use crate::authority::Scope;
use crate::store::record::{DocHead, Organisation, Reach, RowHead, Seq, Span};
use crate::store::{Read, StoreError};
use documents::{Document, change_hash};
use domain::id::{Actor, DeviceId};
use domain::kind::{DocId, Feed};
use domain::policy::belongs;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are looked up at a time.
const STRIDE: usize = 500;

/// What the log says of each document: the number of its first row, and its changes by hash with who brought them.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<DocId, (Seq, BTreeMap<[u8; 32], Actor>)>);

/// Reads the log of an organisation from its beginning to its head.
pub fn read(tx: &dyn Read, org: &Organisation, server: DeviceId, report: &mut Report) -> Result<Known, StoreError> {
    let mut known = Known::default();
    let mut devices: BTreeSet<DeviceId> = tx.devices(org.id)?.into_iter().map(|(device, _)| device).collect();
    devices.insert(server);
    let granted = grants(tx, org, report)?;
    let mut span = Span { after: 0, upto: org.head };
    loop {
        let found = tx.rows(org.id, Reach::All, span, STRIDE)?;
        for row in &found {
            gap(span.after, row.seq, &granted, report);
            span.after = row.seq;
            report.rows += 1;
            known.add(row, &tx.row_changes(org.id, row.seq)?, report);
            if !devices.contains(&row.by.device) {
                report.damage(
                    row.id,
                    format!("row {} is by the device {}, which nobody enrolled", row.seq, row.by.device),
                );
            }
        }
        if found.len() < STRIDE {
            break;
        }
    }
    gap(span.after, org.head + 1, &granted, report);
    places(tx, org, &known, report)?;
    Ok(known)
}

/// Numbers between two rows that nothing accounts for.
fn gap(after: Seq, before: Seq, granted: &BTreeSet<Seq>, report: &mut Report) {
    let lost: Vec<Seq> = (after + 1..before).filter(|seq| !granted.contains(seq)).collect();
    if let (Some(first), Some(last)) = (lost.first(), lost.last()) {
        report.damage(format!("the log between {first} and {last}"), format!("{} rows are gone", lost.len()));
    }
}

/// The numbers that memberships took; what a person holds has to be what their role says.
fn grants(tx: &dyn Read, org: &Organisation, report: &mut Report) -> Result<BTreeSet<Seq>, StoreError> {
    let mut numbers = BTreeSet::new();
    for person in tx.people(org.id)? {
        let about = format!("person {} ({})", person.number.0, person.name);
        let mut held = BTreeSet::new();
        for grant in tx.grants(org.id, person.number)? {
            numbers.insert(grant.granted);
            numbers.extend(grant.lost);
            if grant.granted < 1
                || grant.granted > org.head
                || grant.lost.is_some_and(|lost| lost < grant.granted || lost > org.head)
            {
                report.damage(&about, format!("holds {} at a time that the log does not have", grant.scope));
            }
            if grant.lost.is_none() && !held.insert(grant.scope) {
                report.damage(&about, format!("holds {} twice", grant.scope));
            }
        }
        // Who has left holds nothing.
        if !held.is_empty() && held != Scope::of(person.role).into_iter().collect() {
            report.damage(&about, "may read something else than their role says");
        }
    }
    Ok(numbers)
}

/// Feeds of workshops and people have to be there.
fn places(tx: &dyn Read, org: &Organisation, known: &Known, report: &mut Report) -> Result<(), StoreError> {
    let workshops: BTreeSet<_> = tx.workshops(org.id)?.into_iter().map(|w| w.number).collect();
    let people: BTreeSet<_> = tx.people(org.id)?.into_iter().map(|p| p.number).collect();
    let feeds: BTreeSet<Feed> = known.0.keys().map(|id| id.feed).collect();
    for feed in feeds {
        let (workshop, person) = match feed {
            Feed::Org | Feed::Office => (None, None),
            Feed::Workshop(w) | Feed::Leads(w) => (Some(w), None),
            Feed::Work(w, p) => (Some(w), Some(p)),
            Feed::Private(p) => (None, Some(p)),
        };
        if workshop.is_some_and(|w| !workshops.contains(&w)) || person.is_some_and(|p| !people.contains(&p)) {
            report.damage(format!("feed {feed}"), "is of a workshop or a person that is not there");
        }
    }
    Ok(())
}

impl Known {
    fn add(&mut self, row: &RowHead, changes: &[Vec<u8>], report: &mut Report) {
        if !belongs(row.id.kind, row.id.feed) {
            report.damage(row.id, "is in a feed where its kind does not live");
        }
        let (_, hashes) = self.0.entry(row.id).or_insert_with(|| (row.seq, BTreeMap::new()));
        if changes.is_empty() {
            report.damage(row.id, format!("row {} is empty", row.seq));
        }
        for change in changes {
            report.changes += 1;
            match change_hash(change) {
                None => report.damage(row.id, format!("row {} holds a change that is broken", row.seq)),
                Some(hash) => {
                    if hashes.insert(hash, row.by.actor()).is_some() {
                        report.damage(row.id, format!("row {} holds a change for the second time", row.seq));
                    }
                }
            }
        }
    }

    /// What the log holds of documents that are not among `listed`.
    pub fn unlisted(&self, listed: &BTreeSet<DocId>, report: &mut Report) {
        for id in self.0.keys().filter(|id| !listed.contains(id)) {
            report.damage(id, "is in the log and not listed");
        }
    }

    /// Holds a document as it was read against the rows that it is made of.
    pub fn compare(&self, head: &DocHead, document: &Document, report: &mut Report) {
        let Some((first, hashes)) = self.0.get(&head.id) else {
            return report.damage(head.id, "is listed, and nothing of it is in the log");
        };
        if *first != head.first {
            report.damage(head.id, format!("is said to begin at {} and begins at {first}", head.first));
        }
        let past = document.changes_since(&[]);
        if past.len() != hashes.len() {
            report.damage(head.id, format!("has {} changes, the log {}", past.len(), hashes.len()));
        }
        let foreign = past.iter().filter(|change| hashes.get(&change.hash).is_none_or(|by| change.actor != by.0));
        for change in foreign {
            let hash: String = change.hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            report.damage(head.id, format!("the change {hash} is not by who is said to have brought it"));
        }
    }
}
