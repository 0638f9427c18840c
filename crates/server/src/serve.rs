//! Serving phones over HTTP.
use crate::data::Data;
use std::net::SocketAddr;
use thiserror::Error;

/// Why the server could not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is taken or is not this machine's.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
}

impl ServeError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        "cannot_listen"
    }
}

/// Serves until told to stop.
pub fn run(_data: Data, listen: SocketAddr) -> Result<(), ServeError> {
    Err(ServeError::Listen(listen, std::io::Error::other("not yet")))
}
