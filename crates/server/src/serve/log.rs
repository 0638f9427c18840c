//! Where the log goes, and in which form.

use crate::settings::Log;
use std::io::{self, IsTerminal};

/// Writes the log to standard error. One whose reader has gone away is no reason to stop: what cannot be written is
/// dropped.
pub fn start(form: Log) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).log_internal_errors(false);
    // A second one would be refused; then the first one has the log.
    let _ = match form {
        Log::Text => log.with_ansi(io::stderr().is_terminal()).try_init(),
        Log::Json => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
}
