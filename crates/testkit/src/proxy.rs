//! Stands between phones and the server and does what bad networks do. Counts the bytes that pass.
//! How slow a network is, is [`crate::Link`]'s.

use anyhow::Result;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What happens to one request and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request is cut off after so many bytes; the server gets the part.
    CutRequest(usize),
    /// The server answers and the phone hears nothing.
    LoseAnswer,
    /// The phone gets so many bytes of the answer.
    CutAnswer(usize),
    /// The server gets the request twice; the phone gets the second answer.
    Twice,
}

/// What passed: bytes up and down of each round trip, TCP payload with HTTP headers.
#[derive(Debug, Default)]
pub struct Traffic(Mutex<Vec<(u64, u64)>>);

impl Traffic {
    /// How many round trips there were.
    pub fn trips(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The round trips after the first so many.
    pub fn since(&self, trips: usize) -> Vec<(u64, u64)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().skip(trips).copied().collect()
    }

    /// Bytes up, bytes down and round trips so far.
    pub fn read(&self) -> (u64, u64, u64) {
        let all = self.since(0);
        let trips = u64::try_from(all.len()).unwrap_or(u64::MAX);
        (all.iter().map(|t| t.0).sum(), all.iter().map(|t| t.1).sum(), trips)
    }

    fn note(&self, up: usize, down: usize) {
        let bytes = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((bytes(up), bytes(down)));
    }
}

/// A running proxy. Stops when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    /// Where phones reach it.
    pub url: String,
    /// What passed.
    pub traffic: Arc<Traffic>,
    plan: Arc<Mutex<Vec<Fault>>>,
    upstream: Arc<Mutex<String>>,
    task: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// Stands before the server at `server` (`http://127.0.0.1:PORT`).
    pub async fn before(server: &str) -> Result<Self> {
        let upstream = Arc::new(Mutex::new(address(server)));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (traffic, plan) = (Arc::new(Traffic::default()), Arc::new(Mutex::new(Vec::new())));
        let shared = (traffic.clone(), plan.clone(), upstream.clone());
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                let (traffic, plan, upstream) = shared.clone();
                let upstream = upstream.lock().unwrap_or_else(PoisonError::into_inner).clone();
                // A connection that ends in an error is what this is for.
                tokio::spawn(async move {
                    let _ = carry(phone, &upstream, &traffic, &plan).await;
                });
            }
        });
        Ok(Self { url, traffic, plan, upstream, task })
    }

    /// Stands before another server from the next connection on.
    pub fn move_to(&self, server: &str) {
        *self.upstream.lock().unwrap_or_else(PoisonError::into_inner) = address(server);
    }

    /// What happens to the next requests, one fault each; after these, nothing does.
    pub fn plan(&self, faults: &[Fault]) {
        let mut plan = self.plan.lock().unwrap_or_else(PoisonError::into_inner);
        *plan = faults.iter().rev().copied().collect();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(mut phone: TcpStream, upstream: &str, traffic: &Traffic, plan: &Mutex<Vec<Fault>>) -> Result<()> {
    phone.set_nodelay(true)?;
    let mut server = TcpStream::connect(upstream).await?;
    server.set_nodelay(true)?;
    while let Some(request) = message(&mut phone).await? {
        let fault = plan.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or(Fault::None);
        if let Fault::CutRequest(bytes) = fault {
            traffic.note(request.len().min(bytes), 0);
            server.write_all(request.get(..bytes).unwrap_or(&request)).await?;
            return Ok(());
        }
        if fault == Fault::Twice {
            let mut other = TcpStream::connect(upstream).await?;
            other.write_all(&request).await?;
            message(&mut other).await?;
        }
        server.write_all(&request).await?;
        let Some(answer) = message(&mut server).await? else { return Ok(()) };
        traffic.note(request.len(), answer.len());
        match fault {
            Fault::LoseAnswer => return Ok(()),
            Fault::CutAnswer(bytes) => {
                phone.write_all(answer.get(..bytes).unwrap_or(&answer)).await?;
                return Ok(());
            }
            _ => phone.write_all(&answer).await?,
        }
    }
    Ok(())
}

fn address(server: &str) -> String {
    server.trim_start_matches("http://").to_owned()
}

/// One HTTP/1.1 message with a content length, head and body; `None` at the end of the connection.
async fn message(stream: &mut TcpStream) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut part = [0; 16 << 10];
    loop {
        if let Some(head) = find(&bytes, b"\r\n\r\n") {
            let text = String::from_utf8_lossy(bytes.get(..head).unwrap_or_default()).to_ascii_lowercase();
            let length = text.lines().find_map(|l| l.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            if bytes.len() >= head + 4 + length.unwrap_or(0) {
                return Ok(Some(bytes));
            }
        }
        let n = stream.read(&mut part).await?;
        if n == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(part.get(..n).unwrap_or_default());
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}
