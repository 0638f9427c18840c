//! A sync: one request, one answer. First what the phone brings is stored ([`push`]), then what is new to it is
//! read ([`pull`]). A sync that brings nothing writes nothing.

mod compare;
mod cursor;
mod page;
mod pull;
mod push;
mod recent;

pub use recent::Recent;

use crate::host::{Denied, Host};
use crate::store::Read;
use crate::store::record::Device;
use domain::time::Timestamp;
use protocol::{Code, MINIMUM_VERSION, Packing, SyncAnswer, SyncRequest, VERSION, capability};

/// What a sync moved, for the log of requests.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moved {
    /// Documents that the phone sent.
    pub pushed: usize,
    /// Changes that were not accepted.
    pub refused: usize,
    /// Documents that the phone got.
    pub pulled: usize,
}

/// What goes back.
#[derive(Debug)]
pub struct Answered {
    /// A bundle, or the rest of one.
    pub bytes: Vec<u8>,
    /// Whether it is the rest of one that began to be sent before.
    pub rest: bool,
    /// What was moved.
    pub moved: Moved,
}

/// What this server can do beyond the plain protocol.
pub const CAPABILITIES: u32 = capability::RUNS | capability::DICTIONARY_1 | capability::HEADS;

/// Answers the bundle `body` with a bundle.
pub fn sync(host: &Host, body: &[u8], now: Timestamp) -> Result<Answered, Denied> {
    let sender = protocol::sender(body)?;
    let tx = host.store.read()?;
    let device = tx.device(sender)?.ok_or_else(|| Denied::new(Code::UnknownDevice, "the device is not enrolled"))?;
    let request: SyncRequest = protocol::open(body, &device.key)?;
    // Counted only now: nobody can use up what another device may ask.
    if !host.pace.allows_device(device.id) {
        return Err(Denied::new(Code::TooManyRequests, "too many requests of this device").about(request.number));
    }
    answer(host, tx, &device, &request, now).map_err(|denied| denied.about(request.number))
}

fn answer(
    host: &Host,
    tx: Box<dyn Read + '_>,
    device: &Device,
    request: &SyncRequest,
    now: Timestamp,
) -> Result<Answered, Denied> {
    check(device, request)?;
    if let Some(partial) = request.partial.filter(|_| request.push.is_empty())
        && let Some(bytes) = host.recent.rest(device.id, request.number, &partial)
    {
        return Ok(Answered { bytes, rest: true, moved: Moved::default() });
    }
    // First of all: a phone that has seen what is gone has to bring that before it can go on.
    pull::place(&*tx, device, request)?;
    let (tx, refused) = if request.push.is_empty() {
        (tx, Vec::new())
    } else {
        let ready = push::prepare(&*tx, device, request)?;
        drop(tx);
        let refused = push::store(host, ready, device, request, now)?;
        (host.store.read()?, refused)
    };
    let lacking = compare::lacking(&*tx, device, request)?;
    let news = pull::pull(&*tx, device, request)?;
    drop(tx);
    let moved = Moved { pushed: request.push.len(), refused: refused.len(), pulled: news.pull.len() };
    let answer = SyncAnswer {
        version: VERSION,
        number: request.number,
        clock: now.0,
        cursor: news.cursor,
        more: news.more,
        refused,
        gained: news.gained,
        lost: news.lost,
        pull: news.pull,
        capabilities: Some(CAPABILITIES),
        lacking,
    };
    let bytes = host.seal(&answer, Packing::for_reader(request.capabilities))?;
    host.recent.keep(device.id, request.number, &bytes, now);
    Ok(Answered { bytes, rest: false, moved })
}

/// Whether this device may speak, in a version that is spoken here, with a number that is its turn.
fn check(device: &Device, request: &SyncRequest) -> Result<(), Denied> {
    if device.revoked {
        return Err(Denied::new(Code::Revoked, "the device was revoked"));
    }
    if request.version < MINIMUM_VERSION {
        return Err(Denied::new(Code::TooOld, "the app is too old").expected(MINIMUM_VERSION.into()));
    }
    if request.number < device.number {
        return Err(Denied::new(Code::StaleBundle, "a later bundle was accepted before").expected(device.number));
    }
    if i64::try_from(request.number).is_err() {
        return Err(Denied::new(Code::Malformed, "a bundle number out of bounds"));
    }
    Ok(())
}
