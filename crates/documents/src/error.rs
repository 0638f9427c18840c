//! Why a document cannot be read, written or added to.

use thiserror::Error;

/// What went wrong. All are permanent: the same bytes give the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// Bytes that automerge does not take.
    #[error("not automerge: {0}")]
    NotAutomerge(String),
    /// A field is missing or is not of its type.
    #[error("field {0} does not read")]
    Field(&'static str),
    /// An entry is not a CBOR array of the kind's form.
    #[error("an entry does not read")]
    Entry,
    /// A change does something that its kind of document has no place for.
    #[error("a change that this kind of document does not have: {0}")]
    Shape(&'static str),
    /// The change's actor is not of the device that sent it.
    #[error("the actor is not the sending device's")]
    ForgedActor,
    /// The actor has made another change with this sequence number: its database was copied or restored.
    #[error("the actor has counted so far before")]
    ReusedActor,
    /// The change builds on one that is not there.
    #[error("builds on a change that is not there")]
    MissingDependency,
    /// It is decided already: the month is closed, the run of payouts approved or cancelled, or changed since.
    #[error("settled by somebody else")]
    Settled,
    /// The document would grow past a limit.
    #[error("past the limit of {0}")]
    Limit(&'static str),
}

/// The things that a refusal can say of a document error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It does not decode or does not read under its schema.
    Unreadable,
    /// The actor is not the sender's.
    ForgedActor,
    /// The actor's sequence number was used before: the sender's database is a copy.
    ReusedActor,
    /// A dependency is missing.
    MissingDependency,
    /// Too large.
    Limit,
    /// Somebody else decided it before.
    Settled,
}

impl DocumentError {
    /// What a refusal says of it.
    pub fn reason(&self) -> Reason {
        match self {
            Self::NotAutomerge(_) | Self::Field(_) | Self::Entry | Self::Shape(_) => Reason::Unreadable,
            Self::ForgedActor => Reason::ForgedActor,
            Self::ReusedActor => Reason::ReusedActor,
            Self::MissingDependency => Reason::MissingDependency,
            Self::Limit(_) => Reason::Limit,
            Self::Settled => Reason::Settled,
        }
    }
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::NotAutomerge(error.to_string())
    }
}
