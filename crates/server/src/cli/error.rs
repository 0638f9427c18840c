//! Why a command is not done.

use crate::data::DataError;
use crate::import::ImportError;
use crate::serve::ServeError;
use crate::settings::SettingsError;
use crate::store::StoreError;
use crate::writing::WritingError;
use thiserror::Error;

/// Why a command was not done. Nothing of it was.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The data folder does not open.
    #[error("{error} [{}]", .error.code())]
    Data {
        /// Why.
        #[from]
        error: DataError,
    },
    /// The store said no.
    #[error("{error} [{}]", .error.code())]
    Store {
        /// Why.
        #[from]
        error: StoreError,
    },
    /// A document of the server's own could not be written.
    #[error("{error} [{}]", .error.code())]
    Writing {
        /// Why.
        #[from]
        error: WritingError,
    },
    /// A file was refused. Its report has the codes.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The server could not serve.
    #[error("{error} [{}]", .error.code())]
    Serve {
        /// Why.
        #[from]
        error: ServeError,
    },
    /// The settings file is not used.
    #[error("{error} [{}]", .error.code())]
    Settings {
        /// Why.
        #[from]
        error: SettingsError,
    },
    /// The words do not fit what is there.
    #[error("{message} [{code}]")]
    Usage {
        /// In words.
        message: String,
        /// The stable code.
        code: &'static str,
    },
    /// Standard output is closed.
    #[error("cannot print: {0} [no_output]")]
    Output(#[from] std::io::Error),
}

impl CommandError {
    /// The words do not fit what is there.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), code }
    }
}
