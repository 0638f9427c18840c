//! A link of a given speed between phones and a server, whatever protocol they speak: bytes in, bytes out, counted.
//!
//! Where [`crate::Proxy`] knows requests and harms them one by one, this knows bytes only: each way it has a rate that
//! all connections share and half a round trip of delay, and it may drop each connection after so many bytes. Setting
//! up a connection costs nothing here; a phone with a kept connection does not pay for that either.

use anyhow::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::Instant;

/// How good a link is. The default is one that neither slows nor cuts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quality {
    /// From a byte sent to the answer's first byte, at least.
    pub round_trip: Duration,
    /// Bits a second each way.
    pub bits_per_second: Option<u64>,
    /// A connection is dropped when so many bytes have passed downwards on it.
    pub cut_after: Option<u64>,
}

/// What passed: TCP payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Bytes from phones to the server.
    pub up: u64,
    /// Bytes from the server to phones.
    pub down: u64,
    /// How often a connection turned upwards: the requests, where there are requests.
    pub round_trips: u64,
    /// Connections.
    pub connections: u64,
}

impl Count {
    /// What passed since `before`.
    pub fn since(self, before: Self) -> Self {
        Self {
            up: self.up - before.up,
            down: self.down - before.down,
            round_trips: self.round_trips - before.round_trips,
            connections: self.connections - before.connections,
        }
    }
}

/// A running link. Stops when it is dropped.
#[derive(Debug)]
pub struct Link {
    /// Where phones reach it.
    pub url: String,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

impl Link {
    /// Stands before the server at `server` (`http://127.0.0.1:PORT`).
    pub async fn before(server: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let accepting = shared.clone();
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                // A connection that ends in an error is what this is for.
                tokio::spawn(accepting.clone().connect(phone));
            }
        });
        let link = Self { url, shared, task };
        link.move_to(server);
        Ok(link)
    }

    /// Stands before another server from the next connection on.
    pub fn move_to(&self, server: &str) {
        let address = server.trim_start_matches("http://").trim_end_matches('/');
        address.clone_into(&mut lock(&self.shared.server));
    }

    /// Is of another quality from the next connection on.
    pub fn be(&self, quality: Quality) {
        *lock(&self.shared.quality) = quality;
    }

    /// What has passed so far.
    pub fn count(&self) -> Count {
        *lock(&self.shared.count)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Debug, Default)]
struct Shared {
    server: Mutex<String>,
    quality: Mutex<Quality>,
    count: Mutex<Count>,
    /// When the last byte that was taken has left, upwards and downwards.
    free: [Mutex<Option<Instant>>; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// One connection.
struct Connection {
    shared: Arc<Shared>,
    quality: Quality,
    /// Whether the next byte upwards begins a round trip.
    turned: AtomicBool,
}

impl Shared {
    async fn connect(self: Arc<Self>, phone: TcpStream) -> Result<()> {
        let (server, quality) = (lock(&self.server).clone(), *lock(&self.quality));
        let server = TcpStream::connect(server).await?;
        phone.set_nodelay(true)?;
        server.set_nodelay(true)?;
        lock(&self.count).connections += 1;
        let connection = Connection { shared: self, quality, turned: AtomicBool::new(true) };
        let (from_phone, to_phone) = phone.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::select! {
            ended = connection.carry(Way::Up, from_phone, to_server) => ended,
            ended = connection.carry(Way::Down, from_server, to_phone) => ended,
        }
    }

    /// When bytes that are taken now have left, at so many bits a second.
    fn left(&self, way: Way, bytes: usize, rate: u64) -> Instant {
        let bits = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(8);
        let sending = Duration::from_micros(bits.saturating_mul(1_000_000) / rate.max(1));
        let [up, down] = &self.free;
        let mut free = lock(if way == Way::Up { up } else { down });
        let now = now();
        let left = free.map_or(now, |free| free.max(now)) + sending;
        *free = Some(left);
        left
    }
}

/// What travels at once: a packet on a slow link, so that connections share it fairly.
const PACKET: usize = 1_448;
/// Packets under way in one direction of a connection.
const UNDER_WAY: usize = 64;

impl Connection {
    async fn carry(&self, way: Way, from: OwnedReadHalf, to: OwnedWriteHalf) -> Result<()> {
        let (sender, receiver) = mpsc::channel(UNDER_WAY);
        tokio::try_join!(self.take(way, from, sender), self.give(way, to, receiver)).map(drop)
    }

    async fn take(&self, way: Way, mut from: OwnedReadHalf, to: mpsc::Sender<(Instant, Vec<u8>)>) -> Result<()> {
        let mut part = vec![0; if self.quality.bits_per_second.is_some() { PACKET } else { 64 << 10 }];
        loop {
            let n = from.read(&mut part).await?;
            let left = self.quality.bits_per_second.map_or_else(now, |rate| self.shared.left(way, n, rate));
            let bytes = part.get(..n).unwrap_or_default().to_vec();
            if n == 0 || to.send((left + self.quality.round_trip / 2, bytes)).await.is_err() {
                return Ok(());
            }
        }
    }

    async fn give(&self, way: Way, mut to: OwnedWriteHalf, mut from: mpsc::Receiver<(Instant, Vec<u8>)>) -> Result<()> {
        let mut passed = 0;
        while let Some((arrives, mut bytes)) = from.recv().await {
            if arrives > now() {
                tokio::time::sleep_until(arrives).await;
            }
            if let (Way::Down, Some(most)) = (way, self.quality.cut_after) {
                bytes.truncate(usize::try_from(most - passed).unwrap_or(usize::MAX));
                passed += u64::try_from(bytes.len())?;
            }
            // Counted before it is written: who reads the answer may ask for the count.
            self.note(way, u64::try_from(bytes.len())?);
            to.write_all(&bytes).await?;
            if way == Way::Down && self.quality.cut_after == Some(passed) {
                anyhow::bail!("cut");
            }
        }
        Ok(())
    }

    fn note(&self, way: Way, bytes: u64) {
        let mut count = lock(&self.shared.count);
        match way {
            Way::Up => {
                count.up += bytes;
                count.round_trips += u64::from(self.turned.swap(false, Ordering::Relaxed));
            }
            Way::Down => {
                count.down += bytes;
                self.turned.store(true, Ordering::Relaxed);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[allow(clippy::disallowed_methods, reason = "a link has a speed")]
fn now() -> Instant {
    Instant::now()
}
