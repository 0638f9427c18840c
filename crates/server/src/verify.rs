//! Reads everything again and says what is wrong: what is *damaged* (nothing that this program writes looks like that), and
//! where the *books* do not add up (people wrote what cannot be; they settle it, nothing is lost).

mod log;
mod pay;
mod stock;
mod work;

use crate::books::{Books, each_document};
use crate::store::record::{OrgId, Organisation};
use crate::store::{Read, StoreError};
use domain::id::DeviceId;
use domain::time::Month;
use std::collections::BTreeSet;
use std::fmt;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The data is not what was written.
    Damage,
    /// What people wrote does not add up.
    Books,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad.
    pub weight: Weight,
    /// What it is about: a document, a number of the log, a person.
    pub about: String,
    /// In words.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weight = match self.weight {
            Weight::Damage => "damage",
            Weight::Books => "books",
        };
        write!(f, "{weight}: {}: {}", self.about, self.what)
    }
}

/// What was read, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Report {
    /// Numbers of the log.
    pub rows: u64,
    /// Changes in them.
    pub changes: u64,
    /// Documents.
    pub documents: u64,
    /// What is wrong, as it was found.
    pub problems: Vec<Problem>,
}

impl Report {
    /// How many problems have this weight.
    pub fn count(&self, weight: Weight) -> usize {
        self.problems.iter().filter(|problem| problem.weight == weight).count()
    }

    fn damage(&mut self, about: impl fmt::Display, what: impl Into<String>) {
        let (about, what) = (about.to_string(), what.into());
        self.problems.push(Problem { weight: Weight::Damage, about, what });
    }

    fn books(&mut self, about: impl fmt::Display, what: impl Into<String>) {
        let (about, what) = (about.to_string(), what.into());
        self.problems.push(Problem { weight: Weight::Books, about, what });
    }
}

/// Reads all of one organisation, as of the moment of `tx`. `server` is the server itself as an author, `now` this month.
pub fn verify(tx: &dyn Read, org: &Organisation, server: DeviceId, now: Month) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let known = log::read(tx, org, server, &mut report)?;
    let books = documents(tx, org.id, &known, &mut report)?;
    work::check(&books, &mut report);
    stock::check(&books, &mut report);
    let devices = tx.devices(org.id)?.into_iter().collect();
    pay::check(&books, &devices, now, &mut report);
    Ok(report)
}

/// Reads every document, against what the log said of it.
fn documents(tx: &dyn Read, org: OrgId, known: &log::Known, report: &mut Report) -> Result<Books, StoreError> {
    let mut books = Books::begin(tx, org)?;
    let mut listed = BTreeSet::new();
    each_document(tx, org, |stored| {
        report.documents += 1;
        let id = stored.head.id;
        listed.insert(id);
        match &stored.document {
            Ok(document) => {
                known.compare(&stored.head, document, report);
                if let Err(error) = books.add(document) {
                    report.damage(id, format!("does not say what its kind says: {error}"));
                }
            }
            Err(error) => report.damage(id, format!("does not read: {error}")),
        }
        Ok(())
    })?;
    known.unlisted(&listed, report);
    Ok(books)
}
