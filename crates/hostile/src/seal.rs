//! Bundles around any payload, signed, without the care that `protocol` takes: what a phone whose app was changed sends.

use minicbor::Encoder;
use protocol::{Message, SecretKey};

/// A zstd frame of raw blocks around `content`, as docs/PROTOCOL.md shows it.
pub fn frame(content: &[u8]) -> Vec<u8> {
    const MOST: usize = 128 << 10;
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0xa0];
    out.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    let blocks = content.len().div_ceil(MOST).max(1);
    for n in 0..blocks {
        let block = &content[n * MOST..content.len().min((n + 1) * MOST)];
        let head = (u32::try_from(block.len()).unwrap() << 3) | u32::from(n + 1 == blocks);
        out.extend_from_slice(&head.to_le_bytes()[..3]);
        out.extend_from_slice(block);
    }
    out
}

/// A bundle around `payload` that says to be an `M` of the device that has `key`.
pub fn bundle<M: Message>(payload: &[u8], key: &SecretKey) -> Vec<u8> {
    const PROTECTED: &[u8] = &[0xa1, 0x01, 0x27];
    let mut signed = Encoder::new(Vec::new());
    signed.array(4).and_then(|e| e.str("Signature1")).unwrap();
    signed.bytes(PROTECTED).and_then(|e| e.bytes(M::PURPOSE.as_bytes())).and_then(|e| e.bytes(payload)).unwrap();
    let signature = key.sign(signed.writer());
    let mut out = Encoder::new(Vec::new());
    out.tag(minicbor::data::Tag::new(18)).and_then(|e| e.array(4)).and_then(|e| e.bytes(PROTECTED)).unwrap();
    out.map(1).and_then(|e| e.u8(4)).and_then(|e| e.bytes(&key.public().device().0)).unwrap();
    out.bytes(payload).and_then(|e| e.bytes(&signature)).unwrap();
    out.into_writer()
}

/// A bundle around this message, not compressed.
pub fn message<M: Message>(message: &M, key: &SecretKey) -> Vec<u8> {
    bundle::<M>(&frame(&minicbor::to_vec(message).unwrap()), key)
}
