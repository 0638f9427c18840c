//! Documents that the server itself writes: the catalogue, orders, and the facts of who is where.

use crate::store::record::{Author, Batch, OrgId, Seq};
use crate::store::{Read, StoreError, Write};
use documents::{Document, DocumentError, Writer};
use domain::id::Incarnation;
use domain::kind::DocId;
use protocol::PublicKey;
use thiserror::Error;

/// Why the server could not write a document of its own. Nothing was written.
#[derive(Debug, Error)]
pub enum WritingError {
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document does not read or would not.
    #[error("{id}: {error}")]
    Document {
        /// Which.
        id: DocId,
        /// Why.
        error: DocumentError,
    },
}

impl WritingError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Document { .. } => "document_unreadable",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Store(error) => error.is_permanent(),
            Self::Document { .. } => true,
        }
    }
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there before.
    New,
    /// It was there and says something else now.
    Changed,
    /// It says what it said.
    Same,
}

/// The server as an author: its own device id in the life of this database.
pub fn server_author(key: &PublicKey, incarnation: Incarnation) -> Author {
    Author { device: key.device(), incarnation }
}

/// Loads a document as of the rows up to `upto`; an unwritten one is empty.
pub fn load(tx: &(impl Read + ?Sized), org: OrgId, id: DocId, upto: Seq) -> Result<Document, WritingError> {
    let chunks = tx.history(org, &id, upto)?.changes;
    Document::from_chunks(id, chunks.iter().map(Vec::as_slice)).map_err(|error| WritingError::Document { id, error })
}

/// Makes the document say what `write` writes. When it says so already, nothing reaches the log.
pub fn write_document(
    tx: &mut dyn Write,
    org: OrgId,
    author: Author,
    id: DocId,
    write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>,
) -> Result<Outcome, WritingError> {
    let known = tx.document(org, &id)?.is_some();
    let mut document = load(&*tx, org, id, Seq::MAX)?;
    let edited = document.edit(author.actor(), write).map_err(|error| WritingError::Document { id, error })?;
    let Some(written) = edited else { return Ok(Outcome::Same) };
    tx.append(org, author, &[Batch { id, changes: vec![written.bytes] }])?;
    Ok(if known { Outcome::Changed } else { Outcome::New })
}
