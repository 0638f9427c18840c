//! A device that is closed comes once more: what it had not sent is held for a coordinator to decide, and it is told to
//! wipe what it holds. It gets nothing else. Who holds a stolen phone can fill so much of the server and no more.

use crate::host::{Denied, Host};
use crate::store::people::{Bringer, Holding, Weight};
use crate::store::record::{Device, Seq};
use crate::store::{Read, StoreError};
use crate::writing::load;
use documents::{Document, change_hash, unpack_run};
use domain::id::Incarnation;
use domain::time::Timestamp;
use protocol::{Code, DocPush, Refusal, SyncAnswer, SyncRequest, VERSION, capability};
use sha2::{Digest, Sha256};

/// Rows that are held of one device at the same time.
const MOST_ROWS: usize = 1_000;
/// Bytes that are held of one device at the same time, signed bundles included.
const MOST_BYTES: usize = 8 << 20;

/// Holds what the request brings, and answers that the device is closed.
pub fn hand_over(
    host: &Host,
    device: &Device,
    request: &SyncRequest,
    body: &[u8],
    now: Timestamp,
) -> Result<SyncAnswer, Denied> {
    let (code, mut new) = {
        let tx = host.store.read()?;
        (tx.closed_for(device.id)?, unknown(&*tx, device, request)?)
    };
    let code = Code::from_number(code).unwrap_or(Code::Revoked);
    let mut refused = Vec::new();
    if !new.is_empty() {
        let mut tx = host.store.write()?;
        new = unknown(&*tx, device, request)?;
        new.iter_mut().for_each(|holding| holding.code = code.number());
        if has_room(tx.held_weight(device.id)?, &new, body) {
            tx.hold(bringer(device, request, body), &new, now)?;
            tx.commit()?;
        } else {
            tracing::warn!(device = %device.id, "no more is held of this device");
            refused = new.iter().flat_map(full).collect();
        }
    }
    if request.capabilities & capability::LEAVES == 0 {
        return Err(Denied::new(code, "the device is closed"));
    }
    Ok(SyncAnswer {
        version: VERSION,
        number: request.number,
        clock: now.0,
        cursor: request.cursor.clone(),
        more: false,
        refused,
        gained: Vec::new(),
        lost: Vec::new(),
        pull: Vec::new(),
        capabilities: Some(super::CAPABILITIES),
        lacking: None,
        leave: Some(code.number()),
    })
}

/// Whether so much more of a device may be held.
pub fn has_room(held: Weight, new: &[Holding], body: &[u8]) -> bool {
    let bytes =
        new.iter().flat_map(|h| &h.changes).map(|(_, change)| change.len()).fold(body.len(), usize::saturating_add);
    held.rows.saturating_add(new.len()) <= MOST_ROWS && held.bytes.saturating_add(bytes) <= MOST_BYTES
}

/// Who brings what is in the request.
pub fn bringer<'b>(device: &Device, request: &SyncRequest, bundle: &'b [u8]) -> Bringer<'b> {
    let Device { id, organisation, person, .. } = *device;
    Bringer { organisation, device: id, person, incarnation: Incarnation(request.incarnation), bundle }
}

/// What names a change: its hash, or the SHA-256 of bytes that are none.
pub fn named(change: &[u8]) -> [u8; 32] {
    change_hash(change).unwrap_or_else(|| Sha256::digest(change).into())
}

fn full(holding: &Holding) -> impl Iterator<Item = Refusal> {
    let (doc, code) = (holding.doc, Code::HeldFull.number());
    holding.changes.iter().map(move |(hash, _)| Refusal { hash: *hash, code, doc })
}

/// The changes of the request that are neither in the log nor held, by document.
fn unknown(tx: &(impl Read + ?Sized), device: &Device, request: &SyncRequest) -> Result<Vec<Holding>, Denied> {
    let mut all = Vec::new();
    for push in &request.push {
        let changes = brought(push)?;
        let stored = stored(tx, device, push)?;
        let mut new = Vec::new();
        for change in changes {
            let hash = named(&change);
            let known = stored.as_ref().is_some_and(|document| document.has(&hash));
            if !known && !tx.was_held(device.id, &push.doc, &hash)? {
                new.push((hash, change));
            }
        }
        if !new.is_empty() {
            all.push(Holding { doc: push.doc, code: 0, changes: new });
        }
    }
    Ok(all)
}

fn brought(push: &DocPush) -> Result<Vec<Vec<u8>>, Denied> {
    let bad_run = |_| Denied::new(Code::Malformed, "a run that does not unpack");
    let run = push.run.as_deref().map(unpack_run).transpose().map_err(bad_run)?.unwrap_or_default();
    Ok(push.changes.iter().cloned().chain(run).collect())
}

fn stored(tx: &(impl Read + ?Sized), device: &Device, push: &DocPush) -> Result<Option<Document>, StoreError> {
    let Some(id) = push.doc.id() else { return Ok(None) };
    match load(tx, device.organisation, id, Seq::MAX) {
        Ok(document) => Ok(Some(document)),
        Err(crate::writing::WritingError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}
