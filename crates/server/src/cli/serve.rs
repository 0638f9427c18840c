//! `serve`: phones are answered until the process is told to stop.

use super::{CommandError, Where};
use crate::serve;
use clap::Args;
use std::net::SocketAddr;

/// `serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data is.
    #[command(flatten)]
    pub place: Where,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8421")]
    pub listen: SocketAddr,
}

impl Serve {
    /// Serves.
    pub fn run(self) -> Result<(), CommandError> {
        Ok(serve::run(self.place.open()?, self.listen)?)
    }
}
