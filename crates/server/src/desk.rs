//! What the office does about people, devices and what is held: the same acts for a coordinator's signed request and for
//! the command line. Each is one transaction with its line in the audit log; doing one again changes nothing.

mod devices;
mod held;
mod people;
mod workshops;

pub use held::{Said, problem, said, was_permitted};
pub use people::{ChangedPerson, NewPerson};

use crate::host::Denied;
use crate::store::people::Deed;
use crate::store::record::{Author, OrgId};
use crate::store::{StoreError, Write};
use crate::writing::WritingError;
use domain::id::{DeviceId, PersonId};
use domain::time::Timestamp;
use protocol::Code;
use thiserror::Error;

/// Why an act was not done. Nothing of it was.
#[derive(Debug, Error)]
pub enum ActError {
    /// It does not fit what is there.
    #[error("{detail}")]
    No {
        /// The code.
        code: Code,
        /// For logs and the command line.
        detail: &'static str,
    },
    /// The store or a document said no.
    #[error(transparent)]
    Writing(#[from] WritingError),
}

impl ActError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::No { code, .. } => code.word(),
            Self::Writing(error) => error.code(),
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::No { code, .. } => code.is_permanent(),
            Self::Writing(error) => error.is_permanent(),
        }
    }
}

impl From<StoreError> for ActError {
    fn from(error: StoreError) -> Self {
        Self::Writing(error.into())
    }
}

impl From<ActError> for Denied {
    fn from(error: ActError) -> Self {
        match error {
            ActError::No { code, detail } => Self::new(code, detail),
            ActError::Writing(error) => error.into(),
        }
    }
}

pub(crate) fn no(code: Code, detail: &'static str) -> ActError {
    ActError::No { code, detail }
}

/// Where acts are done. The caller commits the transaction.
pub struct Desk<'t> {
    /// The transaction.
    pub tx: &'t mut dyn Write,
    /// The organisation.
    pub org: OrgId,
    /// The server as the author of facts.
    pub author: Author,
    /// The coordinator who acts, with the device that signed; none for the command line.
    pub by: Option<(PersonId, DeviceId)>,
    /// When.
    pub now: Timestamp,
}

impl Desk<'_> {
    /// Adds a line to the audit log.
    pub fn note(&mut self, act: &str, about: Option<PersonId>, detail: impl Into<String>) -> Result<(), StoreError> {
        let deed = Deed { at: self.now, by: self.by, act: act.to_owned(), about, detail: detail.into() };
        self.tx.add_deed(self.org, &deed)
    }

    fn is_me(&self, person: PersonId) -> bool {
        self.by.is_some_and(|(me, _)| me == person)
    }
}
