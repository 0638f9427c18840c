//! Why a command is not done.

use crate::backup::BackupError;
use crate::data::DataError;
use crate::desk::ActError;
use crate::export::ExportError;
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
    /// It does not fit what is there.
    #[error("{error} [{}]", .error.code())]
    Act {
        /// Why.
        #[from]
        error: ActError,
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
    /// No backup, or nothing restored.
    #[error("{error} [{}]", .error.code())]
    Backup {
        /// Why.
        #[from]
        error: BackupError,
    },
    /// Nothing, or not all, could be exported.
    #[error("{error} [{}]", .error.code())]
    Export {
        /// Why.
        #[from]
        error: ExportError,
    },
    /// Something is not as it was written.
    #[error("damaged in {0} places: restore a backup beside it and compare [damaged]")]
    Damage(usize),
    /// All is as it was written, and the books do not add up.
    #[error("nothing is damaged; the books do not add up in {0} places, which people have to settle [books_wrong]")]
    Books(usize),
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
    /// What the process ends with: 1, but 3 when only the books do not add up.
    pub fn exit(&self) -> u8 {
        if matches!(self, Self::Books(_)) { 3 } else { 1 }
    }

    /// The words do not fit what is there.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), code }
    }
}
