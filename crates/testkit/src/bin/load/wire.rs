//! A connection that stays open, and the process at its other end.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::path::Path;
use tokio::net::TcpStream;

/// A connection to the server.
pub struct Wire {
    address: String,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Wire {
    /// To `http://ADDRESS`. Connects when it is needed.
    pub fn to(server: &str) -> Self {
        Self { address: address(server).to_owned(), sender: None }
    }

    /// Sends a bundle; the status and the body of what comes back.
    pub async fn post(&mut self, body: Vec<u8>) -> Result<(StatusCode, Bytes)> {
        let mut sender = match self.sender.take().filter(|sender| !sender.is_closed()) {
            Some(sender) => sender,
            None => self.connect().await?,
        };
        sender.ready().await?;
        let request = Request::post(protocol::SYNC_PATH).header(header::HOST, &self.address);
        let reply = sender.send_request(request.body(Full::from(body))?).await?;
        let status = reply.status();
        let body = reply.into_body().collect().await?.to_bytes();
        self.sender = Some(sender);
        Ok((status, body))
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // How it ends is seen by whoever sends on it.
            let _ = connection.await;
        });
        Ok(sender)
    }
}

fn address(server: &str) -> &str {
    server.trim_start_matches("http://").trim_end_matches('/')
}

/// The process of this machine that listens where `server` is, if there is one that can be looked at.
pub fn listener(server: &str) -> Option<u32> {
    let port: u16 = address(server).rsplit(':').next()?.parse().ok()?;
    let sockets = std::fs::read_to_string("/proc/net/tcp").ok()?;
    let end = format!(":{port:04X}");
    let listening = sockets.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let inode = listening.into_iter().find_map(|fields| {
        let is_it = fields.get(1)?.ends_with(&end) && *fields.get(3)? == "0A";
        is_it.then(|| fields.get(9).map(|inode| format!("socket:[{inode}]")))?
    })?;
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find(|number| holds(*number, &inode))
}

fn holds(process: u32, socket: &str) -> bool {
    let files = std::fs::read_dir(Path::new("/proc").join(process.to_string()).join("fd"));
    files
        .into_iter()
        .flatten()
        .flatten()
        .any(|file| std::fs::read_link(file.path()).is_ok_and(|target| target.to_string_lossy() == socket))
}

/// Checks that the address is one.
pub fn check(server: &str) -> Result<()> {
    address(server).rsplit_once(':').map(drop).with_context(|| format!("{server} has no port: http://HOST:PORT"))
}
