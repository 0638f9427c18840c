//! Files that the office brings: materials, products, workshops, people, orders.
//!
//! A file is read whole, every row is checked, and all that is wrong is reported at once with its line. If
//! any row is refused, nothing of the file is imported. What a file says already changes nothing.

mod materials;
mod orders;
mod people;
mod products;
mod steps;
mod workshops;

pub use imports::File;
pub use materials::materials;
pub use orders::{orders_shopify, orders_wholesale};
pub use people::people;
pub use products::products;
pub use steps::steps;
pub use workshops::workshops;

use crate::store::record::{Author, OrgId};
use crate::store::{StoreError, Write};
use crate::writing::{Outcome, WritingError};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use imports::Problem;
use std::fmt;
use std::path::Path;
use thiserror::Error;

/// Where an import goes.
pub struct Into<'t> {
    /// The transaction. The caller commits it when the import succeeds.
    pub tx: &'t mut dyn Write,
    /// The organisation.
    pub org: OrgId,
    /// The server as the author.
    pub author: Author,
}

impl Into<'_> {
    /// Whether the catalogue holds a product with this SKU.
    fn has_product(&self, sku: &str) -> Result<bool, StoreError> {
        let id = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", sku));
        Ok(self.tx.document(self.org, &id)?.is_some())
    }

    /// Whether the list of materials holds this code.
    fn has_material(&self, code: &str) -> Result<bool, StoreError> {
        let id = DocId::new(Feed::Org, Kind::Material, DocKey::named("material", code));
        Ok(self.tx.document(self.org, &id)?.is_some())
    }
}

/// How an import went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Things that were not there before.
    pub new: usize,
    /// Things that say something else now.
    pub changed: usize,
    /// Things that were as the file says.
    pub same: usize,
}

impl Tally {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Same => self.same += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} new, {} changed, {} as they were", self.new, self.changed, self.same)
    }
}

/// Why a file was not imported. Nothing of it was.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file could not be opened or read.
    #[error("{file}: {error} [unreadable_file]")]
    Open {
        /// The file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// Rows, or the file as a whole, cannot be used.
    #[error("{}", lines(.0))]
    Problems(Vec<Problem>),
    /// The store or a document said no.
    #[error(transparent)]
    Writing(#[from] WritingError),
}

impl ImportError {
    /// The stable code; of several problems, the first one's.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open { .. } => "unreadable_file",
            Self::Problems(problems) => problems.first().map_or("unreadable_file", |p| p.reason.code()),
            Self::Writing(error) => error.code(),
        }
    }

    /// Whether the same file would be refused again.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Open { .. } => false,
            Self::Problems(_) => true,
            Self::Writing(error) => error.is_permanent(),
        }
    }
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Writing(error.into())
    }
}

impl From<Problem> for ImportError {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

/// Reads the file at `path`.
pub fn open(path: &Path) -> Result<File, ImportError> {
    let name = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => Ok(File::new(&name, bytes)),
        Err(error) => Err(ImportError::Open { file: name, error }),
    }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// `Ok` with what was read when there is no problem.
fn unless<T>(problems: Vec<Problem>, read: T) -> Result<T, ImportError> {
    if problems.is_empty() { Ok(read) } else { Err(ImportError::Problems(problems)) }
}
