//! Automerge's binary format as far as it takes to get past its checksum and the rules on actors, numbers and
//! dependencies: <https://automerge.org/automerge-binary-format-spec/>.

use crate::cast::honest;
use crate::input::Input;
use documents::Document;
use domain::id::Actor;
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A chunk of this type around `body`, with the right length and checksum.
pub fn chunk(sort: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![sort];
    number(&mut hashed, body.len());
    hashed.extend_from_slice(body);
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&Sha256::digest(&hashed)[..4]);
    out.extend(hashed);
    out
}

/// The same chunk with the right magic bytes, length and checksum; its length field is skipped, not believed.
pub fn mended(bytes: &[u8]) -> Vec<u8> {
    let Some((sort, mut body)) = bytes.get(8..).and_then(<[u8]>::split_first) else { return bytes.to_vec() };
    read_number(&mut body);
    chunk(*sort, body)
}

/// What an input makes of a document: a chunk that is honest in all that its first byte does not say.
pub fn next(input: &mut Input<'_>, document: &Document, actor: Actor) -> Vec<u8> {
    let (way, part) = (input.byte(), input.part());
    let honest = honest(document, actor);
    match (way % 6, honest) {
        (0, _) => part.to_vec(),
        (1, _) | (_, None) => mended(part),
        (2, Some((change, _))) => mended(&with_head_of(&change, part)),
        (3, Some((change, _))) => mended(&patched(change, part)),
        (4, Some((_, after))) => mended(&patched(after.whole(), part)),
        (_, Some((change, _))) => chunk(1, &with_operations(&change, part)),
    }
}

/// Writes single bytes: of each four, two say where, one says how, one what.
fn patched(mut bytes: Vec<u8>, patches: &[u8]) -> Vec<u8> {
    for patch in patches.chunks_exact(4) {
        let at = usize::from(u16::from_le_bytes([patch[0], patch[1]])) % bytes.len().max(1);
        match patch[2] % 3 {
            0 => bytes[at] = patch[3],
            1 => bytes.insert(at, patch[3]),
            _ => drop(bytes.remove(at)),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// The operations of the change `of`, as an honest author would have sent them: all that comes before them is from `head`.
fn with_head_of(head: &[u8], of: &[u8]) -> Vec<u8> {
    let Some((_, rest)) = of.get(9..).and_then(|mut body| {
        read_number(&mut body);
        split(body)
    }) else {
        return of.to_vec();
    };
    chunk(1, &with_operations(head, rest))
}

/// The body of a change with the head of `change` and `operations` behind it.
fn with_operations(change: &[u8], operations: &[u8]) -> Vec<u8> {
    let mut body = &change[9..];
    read_number(&mut body);
    let (head, _) = split(body).expect("an honest change has a head");
    [head, operations].concat()
}

/// A change's body, split behind its message: other actors, columns and the rest come after it.
fn split(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = body;
    let dependencies = read_number(&mut rest)?.checked_mul(32)?;
    rest = rest.get(dependencies..)?;
    let actor = read_number(&mut rest)?;
    rest = rest.get(actor..)?;
    for _sequence_start_time in 0..3 {
        read_number(&mut rest)?;
    }
    let message = read_number(&mut rest)?;
    rest = rest.get(message..)?;
    body.split_at_checked(body.len() - rest.len())
}

/// A LEB128 number. Signed ones have the same length.
fn read_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for shift in (0..).step_by(7).take(10) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Writes a LEB128 number.
pub fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}
