//! What every request needs: the store and the server's key.

use crate::pace::DevicePace;
use crate::seen::Seen;
use crate::store::record::Author;
use crate::store::{Read, Store, StoreError};
use crate::sync::{Recent, Turns};
use crate::writing::{WritingError, server_author};
use protocol::{BundleError, Code, Failure, Message, Packing, SecretKey};

/// The server, apart from how requests reach it.
pub struct Host {
    /// Where everything is kept.
    pub store: Box<dyn Store>,
    /// What signs every answer.
    pub key: SecretKey,
    /// What was answered not long ago.
    pub recent: Recent,
    /// How often a device may ask.
    pub pace: DevicePace,
    /// Who waits to write.
    pub turns: Turns,
    /// Which devices were heard of.
    pub seen: Seen,
}

impl Host {
    /// A server on `store` that signs with `key`.
    pub fn new(store: impl Store + 'static, key: SecretKey) -> Self {
        let (recent, pace) = (Recent::default(), DevicePace::default());
        let (turns, seen) = (Turns::default(), Seen::default());
        Self { store: Box::new(store), key, recent, pace, turns, seen }
    }

    /// The server as an author.
    pub fn author(&self, tx: &(impl Read + ?Sized)) -> Result<Author, StoreError> {
        Ok(server_author(&self.key.public(), tx.incarnation()?))
    }

    /// Packs and signs an answer.
    pub fn seal<M: Message>(&self, message: &M, packing: Packing) -> Result<Vec<u8>, Denied> {
        protocol::seal(message, &self.key, packing).map_err(|error| {
            tracing::error!(%error, "an answer cannot be sealed");
            Denied::new(Code::Server, "the answer cannot be packed")
        })
    }
}

/// A request as a whole is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied(pub Failure);

impl Denied {
    /// With this code, about a request whose number is not known yet.
    pub fn new(code: Code, detail: &'static str) -> Self {
        Self(Failure::new(code, 0, detail))
    }

    /// The same, about the request `number`.
    pub fn about(mut self, number: u64) -> Self {
        self.0.number = number;
        self
    }

    /// The same, with what was expected.
    pub fn expected(mut self, expected: u64) -> Self {
        self.0.expected = expected;
        self
    }
}

impl From<BundleError> for Denied {
    fn from(error: BundleError) -> Self {
        Self(Failure::new(error.code(), 0, error.to_string()))
    }
}

impl From<StoreError> for Denied {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Busy) {
            return Self::new(Code::Busy, "the database is busy");
        }
        if matches!(error, StoreError::Unreachable(_)) {
            tracing::error!(%error, code = error.code(), "the database is away");
            return Self::new(Code::Busy, "the database is away");
        }
        tracing::error!(%error, code = error.code(), "the store failed");
        Self::new(Code::Server, "the server's database has a problem")
    }
}

impl From<WritingError> for Denied {
    fn from(error: WritingError) -> Self {
        match error {
            WritingError::Store(error) => error.into(),
            WritingError::Document { .. } => {
                tracing::error!(%error, "a document of the server's own cannot be written");
                Self::new(Code::Server, "a document of the server does not read")
            }
        }
    }
}
