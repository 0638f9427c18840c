//! All documents of an organisation as plain values, for who looks at the whole: [`crate::verify`] and [`crate::export`].

mod read;

use crate::store::record::{DocHead, OrgId, Person, Reach, Span, Workshop};
use crate::store::{Read, StoreError};
use documents::{Document, DocumentError};
use domain::agree::{Effects, in_force};
use domain::assignment::{CheckSums, Progress, WorkSums};
use domain::catalogue::{Assignment, Batch, Material, Order, Product};
use domain::entry::{
    AgreementEntry, CheckEntry, CompletionEntry, Decision, HoldingEntry, IssueEntry, MoveEntry, OfficeCheckEntry,
    Recorded, StoreEntry, WorkEntry,
};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed};
use domain::pay::{RunEntry, StatementEntry};
use domain::time::Month;
use std::collections::BTreeMap;

/// Documents that are looked up at a time.
const STRIDE: usize = 500;

/// A share of a batch: where, whose, which.
pub type Share = (WorkshopId, PersonId, DocKey);

/// Where a decision was written down: a workshop, and whose work or material it is about, if anybody's.
pub type Place = (WorkshopId, Option<PersonId>);

/// What is known of one share, each part from a document of its own.
#[derive(Debug, Default)]
pub struct Work {
    /// What was offered.
    pub terms: Option<Assignment>,
    /// The artisan's answer.
    pub decision: Option<Decision>,
    /// What was logged and handed in, the newest first.
    pub entries: Vec<Recorded<WorkEntry>>,
    /// What was checked, the newest first.
    pub checks: Vec<Recorded<CheckEntry>>,
    /// What the office checked once more, the newest first.
    pub office_checks: Vec<Recorded<OfficeCheckEntry>>,
    /// Pieces of it that went on to somebody else.
    pub moves: Vec<Recorded<MoveEntry>>,
}

impl Books {
    /// Where a share stands, with what people decided about it; `None` without terms.
    pub fn progress(&self, share: &Share, work: &Work) -> Option<Progress> {
        let terms = work.terms.as_ref()?;
        let stopped = self.batches.get(&(share.0, terms.batch)).is_some_and(|batch| batch.cancelled);
        let effects = self.effects(share);
        let counts = |check: &&Recorded<CheckEntry>| !effects.struck.contains(&check.id);
        let checks: Vec<_> = work.checks.iter().filter(counts).cloned().collect();
        let mut sums = WorkSums::of(&work.entries);
        sums.handed_in = sums.handed_in + effects.more_handed_in - effects.fewer_handed_in;
        let checks = CheckSums::of(&checks);
        let office_rejected = work.office_checks.iter().map(|r| r.entry.rejected).sum();
        let progress = Progress::of(terms, stopped, &work.moves, work.decision.as_ref(), sums, checks);
        Some(Progress { office_rejected, ..progress })
    }

    /// What people decided about a share.
    pub fn effects(&self, share: &Share) -> Effects {
        self.decided(|place, entry| *place == (share.0, Some(share.1)) && entry.subject == Some(share.2))
    }

    /// What the decisions about `wanted` change.
    pub fn decided(&self, wanted: impl Fn(&Place, &AgreementEntry) -> bool) -> Effects {
        let all = self.agreements.iter().flat_map(|((workshop, person, month), entries)| {
            let place = (*workshop, *person);
            entries.iter().map(move |recorded| (place, (*month, recorded.id), &recorded.entry))
        });
        let wanted = all.filter(|(place, _, entry)| wanted(place, entry));
        Effects::of(in_force(wanted))
    }
}

/// An organisation's documents.
#[derive(Debug, Default)]
pub struct Books {
    /// The workshops, from their table.
    pub workshops: BTreeMap<WorkshopId, Workshop>,
    /// The people, from their table.
    pub people: BTreeMap<PersonId, Person>,
    /// Products by key.
    pub products: BTreeMap<DocKey, Product>,
    /// Materials by key.
    pub materials: BTreeMap<DocKey, Material>,
    /// Orders by key.
    pub orders: BTreeMap<DocKey, Order>,
    /// Batches by workshop and key.
    pub batches: BTreeMap<(WorkshopId, DocKey), Batch>,
    /// Completions by workshop and the key of their batch.
    pub completions: BTreeMap<(WorkshopId, DocKey), Vec<Recorded<CompletionEntry>>>,
    /// Shares.
    pub work: BTreeMap<Share, Work>,
    /// What came into a store and was scrapped there, by workshop and month.
    pub stores: BTreeMap<(WorkshopId, Month), Vec<Recorded<StoreEntry>>>,
    /// What a store gave to a person, by workshop, person and month.
    pub issues: BTreeMap<(WorkshopId, PersonId, Month), Vec<Recorded<IssueEntry>>>,
    /// What a person received, used, returned, by workshop, person and month.
    pub holdings: BTreeMap<(WorkshopId, PersonId, Month), Vec<Recorded<HoldingEntry>>>,
    /// What people decided where counts did not fit, by workshop, person and month.
    pub agreements: BTreeMap<(WorkshopId, Option<PersonId>, Month), Vec<Recorded<AgreementEntry>>>,
    /// What was written for a person, how months were closed and paid, by person and month.
    pub statements: BTreeMap<PersonId, BTreeMap<Month, Vec<Recorded<StatementEntry>>>>,
    /// Runs of payouts.
    pub runs: BTreeMap<DocKey, Vec<Recorded<RunEntry>>>,
}

impl Books {
    /// Of an organisation with these workshops and people, without documents.
    pub fn begin(tx: &dyn Read, org: OrgId) -> Result<Self, StoreError> {
        let workshops = tx.workshops(org)?.into_iter().map(|w| (w.number, w)).collect();
        let people = tx.people(org)?.into_iter().map(|p| (p.number, p)).collect();
        Ok(Self { workshops, people, ..Self::default() })
    }

    /// What a person is called, with their number.
    pub fn person(&self, number: PersonId) -> String {
        match self.people.get(&number) {
            Some(person) => person.name.clone(),
            None => format!("person {}", number.0),
        }
    }

    /// The code of a workshop.
    pub fn workshop(&self, number: WorkshopId) -> String {
        match self.workshops.get(&number) {
            Some(workshop) => workshop.code.clone(),
            None => format!("workshop {}", number.0),
        }
    }
}

/// A document as it is stored.
pub struct Stored {
    /// Its name and where it began.
    pub head: DocHead,
    /// Its changes, in the order of the log.
    pub changes: Vec<Vec<u8>>,
    /// The document they make.
    pub document: Result<Document, DocumentError>,
}

/// Shows every document of an organisation, in the order in which they began.
pub fn each_document(
    tx: &dyn Read,
    org: OrgId,
    mut show: impl FnMut(Stored) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let upto = tx.organisation(org)?.head;
    let mut span = Span { after: 0, upto };
    loop {
        let found = tx.documents(org, Reach::All, span, STRIDE)?;
        for head in &found {
            let changes = tx.changes(head.row, upto)?;
            let document = Document::from_chunks(head.id, changes.iter().map(Vec::as_slice));
            show(Stored { head: *head, changes, document })?;
            span.after = head.first;
        }
        if found.len() < STRIDE {
            return Ok(());
        }
    }
}

/// The workshop and person of `work:W:P`.
fn work_feed(id: DocId) -> Option<(WorkshopId, PersonId)> {
    match id.feed {
        Feed::Work(workshop, person) => Some((workshop, person)),
        _ => None,
    }
}
