//! What can go wrong in the core, and the code that the UI is told.

use crate::api::CallError;
use documents::DocumentError;
use domain::RuleError;
use protocol::{BundleError, Code};
use thiserror::Error;

/// Why a call did nothing.
#[derive(Debug, Error)]
pub enum ClientError {
    /// A rule of the workshop says no.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// A document cannot be read or written.
    #[error("document: {0}")]
    Document(#[from] DocumentError),
    /// The database says no.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file cannot be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The database was made by a newer version of the app.
    #[error("the database has version {found}, this app knows {known}")]
    NewerDatabase {
        /// Version of the database.
        found: i64,
        /// Latest version that this app knows.
        known: i64,
    },
    /// There is no such thing on this phone.
    #[error("there is no {0} of that name here")]
    NotFound(&'static str),
    /// No such call.
    #[error("there is no call {0}")]
    UnknownCall(String),
    /// The arguments are not of the call's form.
    #[error("arguments: {0}")]
    BadArguments(String),
    /// The call needs a person and none, or one who is not here, was named.
    #[error("no such person on this phone")]
    NoProfile,
    /// Only the demonstration may do that.
    #[error("only the demonstration may do that")]
    DemoOnly,
    /// The platform does not unlock the device's key, now or any more.
    #[error("the key of this phone cannot be unlocked")]
    KeyLocked,
    /// A file is larger than the phone takes.
    #[error("a file of more than {most} bytes")]
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// The phone has no network.
    #[error("no network")]
    Offline,
    /// The server could not be reached, or did not answer in time.
    #[error("network: {0}")]
    Network(String),
    /// Something answered that is not our server.
    #[error("the answer is not the server's: {0}")]
    NotTheServer(String),
    /// The server said no.
    #[error("the server said {0}")]
    Server(Code),
    /// The operating system gave no randomness, or something else that should not happen.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl ClientError {
    /// The stable code that the UI switches on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Document(_) => "unreadable",
            Self::Database(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => "storage_full",
            Self::File(e) if e.kind() == std::io::ErrorKind::StorageFull => "storage_full",
            Self::Database(_) | Self::File(_) | Self::Internal(_) => "storage",
            Self::NewerDatabase { .. } => "newer_database",
            Self::NotFound(_) => "not_found",
            Self::UnknownCall(_) => "unknown_call",
            Self::BadArguments(_) => "bad_arguments",
            Self::NoProfile => "no_profile",
            Self::DemoOnly => "demo_only",
            Self::KeyLocked => "key_locked",
            Self::TooLarge { .. } => "file_too_large",
            Self::Offline => "offline",
            Self::Network(_) => "network",
            Self::NotTheServer(_) => "not_the_server",
            Self::Server(code) => code.word(),
        }
    }

    /// Whether the same call would fail again.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Offline | Self::Network(_) | Self::NotTheServer(_) => false,
            Self::Database(_) | Self::File(_) | Self::KeyLocked => false,
            Self::Server(code) => code.is_permanent(),
            _ => true,
        }
    }
}

impl From<ClientError> for CallError {
    fn from(error: ClientError) -> Self {
        let number = if let ClientError::Rule(rule) = &error { rule.number() } else { None };
        Self { code: error.code().into(), number, permanent: error.is_permanent(), detail: error.to_string() }
    }
}

impl From<getrandom::Error> for ClientError {
    fn from(_: getrandom::Error) -> Self {
        Self::Internal("no randomness")
    }
}

impl From<BundleError> for ClientError {
    fn from(error: BundleError) -> Self {
        Self::NotTheServer(error.to_string())
    }
}

/// What every use case returns.
pub type Result<T, E = ClientError> = std::result::Result<T, E>;
