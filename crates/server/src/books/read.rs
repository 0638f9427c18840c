//! One document into the books.

use super::{Books, work_feed};
use documents::{Document, DocumentError, assignment, batch, catalogue, entries, order, work};
use domain::id::{PersonId, WorkshopId};
use domain::kind::{Feed, Kind};
use domain::time::Month;

impl Books {
    /// Takes a document in. Of kinds that add up to nothing here it is only looked whether they read.
    pub fn add(&mut self, document: &Document) -> Result<(), DocumentError> {
        let id = document.id();
        let month = || id.key.as_month().ok_or(DocumentError::Field("month"));
        match (id.kind, work_feed(id), workshop_of(id.feed)) {
            (Kind::Product, ..) => drop(self.products.insert(id.key, catalogue::read_product(document)?)),
            (Kind::Material, ..) => drop(self.materials.insert(id.key, catalogue::read_material(document)?)),
            (Kind::Order, ..) => drop(self.orders.insert(id.key, order::read(document)?)),
            (Kind::Batch, _, Some(w)) => drop(self.batches.insert((w, id.key), batch::read(document)?)),
            (Kind::Completion, _, Some(w)) => {
                self.completions.insert((w, id.key), entries::completions(document)?.0);
            }
            (Kind::StoreLedger, _, Some(w)) => drop(self.stores.insert((w, month()?), entries::stores(document)?.0)),
            (Kind::Agreement, of, Some(w)) => {
                let key = (w, of.map(|(_, person)| person), month()?);
                self.agreements.insert(key, entries::agreements(document)?.0);
            }
            (Kind::Statement, ..) => {
                let Feed::Private(person) = id.feed else { return Err(DocumentError::Field("person")) };
                let of = self.statements.entry(person).or_default();
                of.insert(month()?, documents::pay::statement(document)?.0);
            }
            (Kind::PayoutRun, ..) => drop(self.runs.insert(id.key, documents::pay::run(document)?.0)),
            (_, Some((w, p)), _) => self.add_work(document, w, p, month)?,
            (Kind::Organisation, ..) => drop(documents::facts::read_organisation(document)?),
            (Kind::Workshop, ..) => drop(documents::facts::read_workshop(document)?),
            _ => {}
        }
        Ok(())
    }

    fn add_work(
        &mut self,
        document: &Document,
        workshop: WorkshopId,
        person: PersonId,
        month: impl Fn() -> Result<Month, DocumentError>,
    ) -> Result<(), DocumentError> {
        let share = (workshop, person, document.id().key);
        match document.id().kind {
            Kind::Assignment => self.work.entry(share).or_default().terms = Some(assignment::read(document)?),
            Kind::Check => self.work.entry(share).or_default().checks = entries::checks(document)?.0,
            Kind::OfficeCheck => {
                self.work.entry(share).or_default().office_checks = entries::office_checks(document)?.0;
            }
            Kind::Moves => self.work.entry(share).or_default().moves = entries::moves(document)?.0,
            Kind::Work => {
                let (decision, entries) = (work::decision(document)?, work::entries(document)?.0);
                let work = self.work.entry(share).or_default();
                (work.decision, work.entries) = (decision, entries);
            }
            Kind::IssueLedger => {
                self.issues.insert((workshop, person, month()?), entries::issues(document)?.0);
            }
            Kind::HoldingLedger => {
                self.holdings.insert((workshop, person, month()?), entries::holdings(document)?.0);
            }
            _ => {}
        }
        Ok(())
    }
}

fn workshop_of(feed: Feed) -> Option<WorkshopId> {
    match feed {
        Feed::Workshop(w) | Feed::Leads(w) | Feed::Work(w, _) => Some(w),
        Feed::Org | Feed::Office | Feed::Private(_) => None,
    }
}
