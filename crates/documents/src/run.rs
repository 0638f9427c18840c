//! Changes of one document as a run: what travels of change chunks when who gets them can work out the rest. A chunk
//! names by hash what it builds on, begins with a part of its own hash, and names its actor; in a run the hashes and
//! actors that are in the run itself are left out, and put back byte for byte. For a week's work that takes fewer bytes
//! than automerge's bundles, loads no document, and holds nothing that could be unpacked without end. `docs/PROTOCOL.md`
//! has the form.

use crate::error::DocumentError;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};

/// Automerge's magic bytes, before a chunk's checksum.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The type of chunk that is one change, not compressed.
const CHANGE: u8 = 1;
/// More than any change builds on.
const MOST_DEPS: u64 = 1_000;
/// Changes of one run.
const MOST_CHANGES: u64 = 5_000;
/// Bytes of the chunks that come out of one run.
const MOST_BYTES: usize = 4 << 20;
/// Bytes of an actor.
const ACTOR: usize = 16;

/// A change chunk, taken apart as far as a run needs it.
struct Parts<'a> {
    deps: Vec<[u8; 32]>,
    actor: &'a [u8],
    seq: u64,
    start: u64,
    /// Everything behind the start operation.
    rest: &'a [u8],
}

/// The change before, which most changes of a run go on from.
struct Last {
    hash: [u8; 32],
    actor: usize,
    seq: u64,
    start: u64,
}

/// Packs change chunks of a document, each after those it builds on. `None` when one of them is something
/// else, or written in a way that would not come out the same.
pub fn pack_run(changes: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut e = Encoder::new(Vec::new());
    let mut hashes = Vec::new();
    let mut actors: Vec<&[u8]> = Vec::new();
    let mut last: Option<Last> = None;
    e.array(u64::try_from(changes.len()).ok()?).ok()?;
    for chunk in changes {
        let parts = take_apart(chunk)?;
        let named = actors.iter().position(|actor| *actor == parts.actor);
        let goes_on = last.as_ref().is_some_and(|last| {
            named == Some(last.actor) && parts.deps == [last.hash] && next(last) == Some((parts.seq, parts.start))
        });
        if goes_on {
            e.bytes(parts.rest).ok()?;
        } else {
            e.array(u64::try_from(parts.deps.len()).ok()?.checked_add(4)?).ok()?;
            for dep in &parts.deps {
                match hashes.iter().position(|hash| hash == dep) {
                    Some(place) => e.u64(u64::try_from(place).ok()?).ok()?,
                    None => e.bytes(dep).ok()?,
                };
            }
            match named {
                Some(place) => e.u64(u64::try_from(place).ok()?).ok()?,
                None => e.bytes(parts.actor).ok()?,
            };
            e.u64(parts.seq).ok()?.u64(parts.start).ok()?.bytes(parts.rest).ok()?;
        }
        if put_together(&parts.deps, parts.actor, parts.seq, parts.start, parts.rest).0 != *chunk {
            return None;
        }
        let hash = hash(chunk);
        let actor = named.unwrap_or(actors.len());
        if named.is_none() {
            actors.push(parts.actor);
        }
        hashes.push(hash);
        last = Some(Last { hash, actor, seq: parts.seq, start: parts.start });
    }
    Some(e.into_writer())
}

/// The change chunks that were packed, at most 5,000 of them and 4 MiB. Nothing is said of what is in them.
pub fn unpack_run(run: &[u8]) -> Result<Vec<Vec<u8>>, DocumentError> {
    let bad = || DocumentError::NotAutomerge("not a run".into());
    let mut d = Decoder::new(run);
    let count = d.array().ok().flatten().ok_or_else(bad)?;
    if count > MOST_CHANGES {
        return Err(DocumentError::Limit("changes of a run"));
    }
    let mut hashes = Vec::new();
    let mut actors: Vec<&[u8]> = Vec::new();
    let mut last: Option<Last> = None;
    let mut out = Vec::new();
    let mut bytes = 0;
    for _ in 0..count {
        let (deps, actor, seq, start, rest) = if matches!(d.datatype(), Ok(Type::Bytes)) {
            let last = last.as_ref().ok_or_else(bad)?;
            let (seq, start) = next(last).ok_or_else(bad)?;
            (vec![last.hash], last.actor, seq, start, d.bytes().map_err(|_| bad())?)
        } else {
            named(&mut d, &hashes, &mut actors).ok_or_else(bad)?
        };
        let name = *actors.get(actor).ok_or_else(bad)?;
        let (chunk, hash) = put_together(&deps, name, seq, start, rest);
        bytes += chunk.len();
        if bytes > MOST_BYTES {
            return Err(DocumentError::Limit("bytes of a run"));
        }
        out.push(chunk);
        hashes.push(hash);
        last = Some(Last { hash, actor, seq, start });
    }
    if d.position() == run.len() { Ok(out) } else { Err(bad()) }
}

type Named<'a> = (Vec<[u8; 32]>, usize, u64, u64, &'a [u8]);

/// A change that says all of itself: what it builds on, its actor, sequence number and start operation.
fn named<'a>(d: &mut Decoder<'a>, hashes: &[[u8; 32]], actors: &mut Vec<&'a [u8]>) -> Option<Named<'a>> {
    let length = d.array().ok()??;
    let mut deps = Vec::new();
    for _ in 0..length.checked_sub(4).filter(|n| *n <= MOST_DEPS)? {
        deps.push(match d.datatype().ok()? {
            Type::Bytes => d.bytes().ok()?.try_into().ok()?,
            _ => *hashes.get(usize::try_from(d.u64().ok()?).ok()?)?,
        });
    }
    let actor = match d.datatype().ok()? {
        Type::Bytes => {
            actors.push(d.bytes().ok().filter(|actor| actor.len() == ACTOR)?);
            actors.len() - 1
        }
        _ => usize::try_from(d.u64().ok()?).ok()?,
    };
    Some((deps, actor, d.u64().ok()?, d.u64().ok()?, d.bytes().ok()?))
}

/// Sequence number and start operation of a change of one operation that goes on from `last`.
fn next(last: &Last) -> Option<(u64, u64)> {
    Some((last.seq.checked_add(1)?, last.start.checked_add(1)?))
}

/// Whether a chunk says of itself that it is a whole document.
pub fn is_whole(chunk: &[u8]) -> bool {
    chunk.get(8) == Some(&0)
}

/// SHA-256: what bytes that are no change are called by.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn hash(chunk: &[u8]) -> [u8; 32] {
    digest(chunk.get(8..).unwrap_or_default())
}

/// See the format of changes in automerge's specification.
fn take_apart(chunk: &[u8]) -> Option<Parts<'_>> {
    let (magic, after) = chunk.split_at_checked(4)?;
    let (_checksum, after) = after.split_at_checked(4)?;
    let (kind, mut after) = after.split_first()?;
    let length = leb(&mut after)?;
    if magic != MAGIC || *kind != CHANGE || usize::try_from(length).ok()? != after.len() {
        return None;
    }
    let mut deps = Vec::new();
    for _ in 0..Some(leb(&mut after)?).filter(|n| *n <= MOST_DEPS)? {
        deps.push(take(&mut after, 32)?.try_into().ok()?);
    }
    let length = usize::try_from(leb(&mut after)?).ok().filter(|n| *n == ACTOR)?;
    let actor = take(&mut after, length)?;
    Some(Parts { deps, actor, seq: leb(&mut after)?, start: leb(&mut after)?, rest: after })
}

fn put_together(deps: &[[u8; 32]], actor: &[u8], seq: u64, start: u64, rest: &[u8]) -> (Vec<u8>, [u8; 32]) {
    let mut body = Vec::new();
    put_leb(&mut body, count(deps.len()));
    deps.iter().for_each(|dep| body.extend_from_slice(dep));
    put_leb(&mut body, count(actor.len()));
    body.extend_from_slice(actor);
    put_leb(&mut body, seq);
    put_leb(&mut body, start);
    body.extend_from_slice(rest);
    let mut chunk = MAGIC.to_vec();
    chunk.extend_from_slice(&[0; 4]);
    chunk.push(CHANGE);
    put_leb(&mut chunk, count(body.len()));
    chunk.append(&mut body);
    let hash = hash(&chunk);
    if let (Some(place), Some(checksum)) = (chunk.get_mut(4..8), hash.get(..4)) {
        place.copy_from_slice(checksum);
    }
    (chunk, hash)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn take<'a>(bytes: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (taken, left) = bytes.split_at_checked(n)?;
    *bytes = left;
    Some(taken)
}

/// An unsigned LEB128 number.
fn leb(bytes: &mut &[u8]) -> Option<u64> {
    let mut out = 0_u64;
    for shift in (0..63).step_by(7) {
        let (byte, left) = bytes.split_first()?;
        *bytes = left;
        out |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(out);
        }
    }
    None
}

fn put_leb(out: &mut Vec<u8>, mut n: u64) {
    loop {
        let low = u8::try_from(n & 0x7f).unwrap_or(0);
        n >>= 7;
        if n == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests;
