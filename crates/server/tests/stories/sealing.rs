//! Bundles of a member who knows the protocol and means ill: signed as they must be, around any payload.

use crate::phone::Phone;
use minicbor::Encoder;
use protocol::{Message, SyncRequest};

const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Bytes of the largest block of a frame.
const BLOCK: u32 = 128 << 10;
const RAW: u32 = 0;
const REPEATED: u32 = 1;

/// A bundle of `phone` around `payload` that says to be a sync request.
pub fn bundle(payload: &[u8], phone: &Phone) -> Vec<u8> {
    const PROTECTED: &[u8] = &[0xa1, 0x01, 0x27];
    let mut signed = Encoder::new(Vec::new());
    signed.array(4).and_then(|e| e.str("Signature1")).and_then(|e| e.bytes(PROTECTED)).unwrap();
    signed.bytes(SyncRequest::PURPOSE.as_bytes()).and_then(|e| e.bytes(payload)).unwrap();
    let signature = phone.key.sign(signed.writer());
    let mut out = Encoder::new(Vec::new());
    out.tag(minicbor::data::Tag::new(18)).and_then(|e| e.array(4)).and_then(|e| e.bytes(PROTECTED)).unwrap();
    out.map(1).and_then(|e| e.u8(4)).and_then(|e| e.bytes(&phone.key.public().device().0)).unwrap();
    out.bytes(payload).and_then(|e| e.bytes(&signature)).unwrap();
    out.into_writer()
}

/// A zstd frame that says nothing of its size and unpacks to zeros, so many bytes, rounded up to blocks. Each block of
/// 128 kB takes four bytes.
pub fn bomb(bytes: u32) -> Vec<u8> {
    let mut out = Vec::from(ZSTD);
    // A window of 1 MiB, which is allowed.
    out.extend([0x00, 0x50]);
    let blocks = bytes.div_ceil(BLOCK);
    for n in 1..=blocks {
        head(&mut out, BLOCK, REPEATED, n == blocks);
        out.push(0);
    }
    out
}

/// A zstd frame of raw blocks around `content`.
pub fn frame(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::from(ZSTD);
    out.extend([0x00, 0x50]);
    let blocks: Vec<_> = content.chunks(usize::try_from(BLOCK).unwrap()).collect();
    for (n, block) in (1..).zip(&blocks) {
        head(&mut out, u32::try_from(block.len()).unwrap(), RAW, n == blocks.len());
        out.extend_from_slice(block);
    }
    out
}

fn head(out: &mut Vec<u8>, size: u32, sort: u32, last: bool) {
    let head = (size << 3) | (sort << 1) | u32::from(last);
    out.extend_from_slice(&head.to_le_bytes()[..3]);
}
