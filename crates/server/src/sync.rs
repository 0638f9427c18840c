//! A sync: one request, one answer. First what the phone brings is stored ([`push`]), then what is new to it is
//! read ([`pull`]). A sync that brings nothing writes nothing.

mod cursor;
mod page;
mod pull;
mod push;

use crate::host::{Denied, Host};
use crate::store::Read;
use crate::store::record::Device;
use domain::time::Timestamp;
use protocol::{Code, MINIMUM_VERSION, SyncAnswer, SyncRequest, VERSION};

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

/// Answers the bundle `body` with a bundle.
pub fn sync(host: &Host, body: &[u8], now: Timestamp) -> Result<(Vec<u8>, Moved), Denied> {
    let sender = protocol::sender(body)?;
    let tx = host.store.read()?;
    let device = tx.device(sender)?.ok_or_else(|| Denied::new(Code::UnknownDevice, "the device is not enrolled"))?;
    let request: SyncRequest = protocol::open(body, &device.key)?;
    answer(host, tx, &device, &request, now).map_err(|denied| denied.about(request.number))
}

fn answer(
    host: &Host,
    tx: Box<dyn Read + '_>,
    device: &Device,
    request: &SyncRequest,
    now: Timestamp,
) -> Result<(Vec<u8>, Moved), Denied> {
    check(device, request)?;
    let (tx, refused) = if request.push.is_empty() {
        (tx, Vec::new())
    } else {
        let ready = push::prepare(&*tx, device, request)?;
        drop(tx);
        let refused = push::store(host, ready, device, request, now)?;
        (host.store.read()?, refused)
    };
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
    };
    Ok((host.seal(&answer)?, moved))
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
