//! A sync: one request, one answer. First what the phone brings is stored ([`push`]), then what is new to it is
//! read ([`pull`]). A sync that brings nothing writes nothing.

mod closed;
mod compare;
mod cursor;
mod page;
mod pull;
mod push;
mod recent;
mod turns;

pub use push::code as refusal_code;
pub use recent::Recent;
pub use turns::Turns;

use crate::host::{Denied, Host};
use crate::store::Read;
use crate::store::people::Sighting;
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
    /// Changes that no longer wait on the phone.
    pub taken: u32,
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
    let about = |denied: Denied| denied.about(request.number);
    let answered = if device.revoked {
        drop(tx);
        closed(host, &device, &request, body, now)
    } else {
        match answer(host, tx, &device, &request, body, now) {
            // It was closed between the look and the write.
            Err(denied) if denied.0.code() == Code::Revoked => closed(host, &device, &request, body, now),
            answered => answered,
        }
    };
    let unsent = request.unsent.saturating_sub(answered.as_ref().map_or(0, |answered| answered.moved.taken));
    let sighting = Sighting { app: request.app.clone(), unsent, at: now };
    if host.seen.note(device.id, sighting)
        && let Err(error) = host.seen.write(&*host.store)
    {
        tracing::warn!(%error, "when devices were seen is not written yet");
    }
    answered.map_err(about)
}

/// Answers a device that is closed.
fn closed(
    host: &Host,
    device: &Device,
    request: &SyncRequest,
    body: &[u8],
    now: Timestamp,
) -> Result<Answered, Denied> {
    if request.version < MINIMUM_VERSION {
        return Err(Denied::new(Code::TooOld, "the app is too old").expected(MINIMUM_VERSION.into()));
    }
    let answer = closed::hand_over(host, device, request, body, now)?;
    let moved = Moved { pushed: request.push.len(), refused: answer.refused.len(), ..Moved::default() };
    let bytes = host.seal(&answer, Packing::for_reader(request.capabilities))?;
    Ok(Answered { bytes, rest: false, moved })
}

fn answer(
    host: &Host,
    tx: Box<dyn Read + '_>,
    device: &Device,
    request: &SyncRequest,
    body: &[u8],
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
    let (tx, refused, brought) = if request.push.is_empty() {
        (tx, Vec::new(), 0)
    } else {
        let ready = push::prepare(&*tx, device, request)?;
        let brought = ready.brought;
        drop(tx);
        let refused = push::store(host, ready, device, request, body, now)?;
        (host.store.read()?, refused, brought)
    };
    let lacking = compare::lacking(&*tx, device, request)?;
    let news = pull::pull(&*tx, device, request)?;
    drop(tx);
    let stays = refused.iter().filter(|r| !Code::from_number(r.code).is_some_and(Code::is_permanent)).count();
    let taken = brought.saturating_sub(u32::try_from(stays).unwrap_or(u32::MAX));
    let moved = Moved { pushed: request.push.len(), refused: refused.len(), pulled: news.pull.len(), taken };
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
        leave: None,
    };
    let bytes = host.seal(&answer, Packing::for_reader(request.capabilities))?;
    host.recent.keep(device.id, request.number, &bytes, now);
    Ok(Answered { bytes, rest: false, moved })
}

/// Whether this device may speak, in a version that is spoken here, with a number that is its turn.
fn check(device: &Device, request: &SyncRequest) -> Result<(), Denied> {
    if request.version < MINIMUM_VERSION {
        return Err(Denied::new(Code::TooOld, "the app is too old").expected(MINIMUM_VERSION.into()));
    }
    in_turn(device, request.number)?;
    if i64::try_from(request.number).is_err() {
        return Err(Denied::new(Code::Malformed, "a bundle number out of bounds"));
    }
    Ok(())
}

/// Whether this device may speak, with the bundle of this number.
fn in_turn(device: &Device, number: u64) -> Result<(), Denied> {
    if device.revoked {
        return Err(Denied::new(Code::Revoked, "the device was revoked"));
    }
    if number < device.number {
        return Err(Denied::new(Code::StaleBundle, "a later bundle was accepted before").expected(device.number));
    }
    Ok(())
}
