//! What a failure of the database means for whoever asked.

use crate::store::StoreError;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let Some(said) = error.as_db_error() else {
            // The library has no words of its own for what the system says.
            let why =
                std::error::Error::source(&error).map_or_else(|| error.to_string(), |why| format!("{error}: {why}"));
            return if error.is_closed() || why_io(&error) { Self::Unreachable(why) } else { Self::Database(why) };
        };
        let text = said.message().to_owned();
        match said.code() {
            // Another one holds what is needed, or was first.
            &SqlState::T_R_SERIALIZATION_FAILURE
            | &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::LOCK_NOT_AVAILABLE
            | &SqlState::QUERY_CANCELED
            | &SqlState::TOO_MANY_CONNECTIONS => Self::Busy,
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW
            | &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
            // A standby that has not been promoted.
            | &SqlState::READ_ONLY_SQL_TRANSACTION => Self::Unreachable(text),
            code if code.code().starts_with("08") => Self::Unreachable(text),
            code => Self::Database(format!("{text} ({})", code.code())),
        }
    }
}

/// Whether the way to the database is at fault and not what was asked.
fn why_io(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(why) = cause {
        if why.is::<std::io::Error>() {
            return true;
        }
        cause = why.source();
    }
    false
}
