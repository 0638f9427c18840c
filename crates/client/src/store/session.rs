//! One command's transaction: documents are edited, kept, projected and put into the outbox together.

use super::documents;
use crate::error::Result;
use ::documents::{Document, DocumentError, Writer};
use domain::RuleError;
use domain::id::Actor;
use domain::kind::DocId;
use domain::time::Timestamp;
use rusqlite::Transaction;

use crate::identity::Me;
use domain::policy::may_write;

/// An open command.
pub struct Session<'a> {
    /// The database.
    pub tx: &'a Transaction<'a>,
    /// Who acts.
    pub me: &'a Me,
    /// The actor of the changes.
    pub actor: Actor,
    /// The phone's clock at the start of the command.
    pub now: Timestamp,
}

impl Session<'_> {
    /// Loads a document for reading.
    pub fn load(&self, id: DocId) -> Result<Document> {
        documents::load(self.tx, id)
    }

    /// Edits a document, when this person may write it. Nothing is kept when nothing changed.
    pub fn edit(&self, id: DocId, write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>) -> Result<()> {
        if !may_write(self.me.person, self.me.role, &id) {
            return Err(RuleError::NotAllowed.into());
        }
        let mut document = self.load(id)?;
        match document.edit_at(self.actor, Some(self.now), write)? {
            Some(written) => documents::keep_own(self.tx, &document, &written, &self.actor.0),
            None => Ok(()),
        }
    }
}
