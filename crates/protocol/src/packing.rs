//! Compression: one zstd frame (RFC 8878), for who can read it with the trained dictionary.

use crate::bundle::BundleError;
use crate::limits;
use crate::message::capability;
use std::cell::RefCell;
use std::io::{self, Read};
use std::sync::LazyLock;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// How a message is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Packing {
    /// So that everybody can read it.
    #[default]
    Plain,
    /// With dictionary 1, for who has [`capability::DICTIONARY_1`].
    Dictionary1,
}

impl Packing {
    /// The best for a reader with these capabilities.
    pub fn for_reader(capabilities: u32) -> Self {
        if capabilities & capability::DICTIONARY_1 == 0 { Self::Plain } else { Self::Dictionary1 }
    }
}

/// High enough to find what documents share, low enough for a phone: measured in `docs/BENCHMARKS.md`.
const LEVEL: i32 = 15;
/// 8 MiB, the largest window that a frame may ask its reader to keep.
const WINDOW_LOG: u32 = 23;
/// A longer message says itself what repeats in it.
const DICTIONARY_HELPS_UP_TO: usize = 32 << 10;

/// Trained (`zstd --train`, 6 kB) on some 4,000 messages that phones and server said to each other in a benchmark of the sync, under 3 kB each.
/// Never changed: a better one is a new one.
const DICTIONARY_1: &[u8] = include_bytes!("../dictionary/1.zdict");
static ENCODER_1: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY_1, LEVEL));
static DECODER_1: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY_1));
static NUMBER_1: LazyLock<Option<u32>> = LazyLock::new(|| id(zstd::zstd_safe::get_dict_id_from_dict(DICTIONARY_1)));

fn id(id: Option<std::num::NonZeroU32>) -> Option<u32> {
    id.map(std::num::NonZeroU32::get)
}

thread_local! {
    /// What packs and unpacks short messages: to make one takes longer than such a message does, so each thread keeps its own.
    static SHORT: RefCell<Option<(Compressor<'static>, Decompressor<'static>)>> = const { RefCell::new(None) };
}

/// Works with this thread's own packer for messages with the dictionary.
fn short<T>(work: impl FnOnce(&mut Compressor<'static>, &mut Decompressor<'static>) -> io::Result<T>) -> io::Result<T> {
    SHORT.with_borrow_mut(|kept| {
        let (packer, unpacker) = match kept {
            Some(both) => both,
            None => kept.insert((
                Compressor::with_prepared_dictionary(&ENCODER_1)?,
                Decompressor::with_prepared_dictionary(&DECODER_1)?,
            )),
        };
        work(packer, unpacker)
    })
}

/// Compresses a message.
pub(crate) fn pack(cbor: &[u8], packing: Packing) -> Result<Vec<u8>, BundleError> {
    let packed = match packing {
        Packing::Dictionary1 if cbor.len() <= DICTIONARY_HELPS_UP_TO => short(|packer, _| packer.compress(cbor)),
        _ => zstd::bulk::compress(cbor, LEVEL),
    };
    packed.map_err(|_| BundleError::Malformed("does not compress"))
}

/// Decompresses at most [`limits::MESSAGE`] bytes, whatever the frame says of itself.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, BundleError> {
    let bad = |_| BundleError::Malformed("not a zstd frame");
    let decoder = match id(zstd::zstd_safe::get_dict_id_from_frame(packed)) {
        None => zstd::stream::read::Decoder::with_buffer(packed),
        number if number == *NUMBER_1 => {
            if let Some(frame) = short_frame(packed) {
                return short(|_, unpacker| unpacker.decompress(frame, DICTIONARY_HELPS_UP_TO)).map_err(bad);
            }
            zstd::stream::read::Decoder::with_prepared_dictionary(packed, &DECODER_1)
        }
        Some(_) => return Err(BundleError::Unsupported),
    };
    let mut decoder = decoder.map_err(bad)?.single_frame();
    decoder.window_log_max(WINDOW_LOG).map_err(bad)?;
    let mut cbor = Vec::new();
    let most = u64::try_from(limits::MESSAGE).unwrap_or(u64::MAX);
    decoder.take(most + 1).read_to_end(&mut cbor).map_err(bad)?;
    if cbor.len() > limits::MESSAGE { Err(BundleError::TooLarge) } else { Ok(cbor) }
}

/// The frame that `packed` begins with, when it says that it is a short message.
fn short_frame(packed: &[u8]) -> Option<&[u8]> {
    let says = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
    let most = u64::try_from(DICTIONARY_HELPS_UP_TO).ok()?;
    let ends = zstd::zstd_safe::find_frame_compressed_size(packed).ok()?;
    packed.get(..ends).filter(|_| says <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_message_is_shorter_with_the_dictionary_and_comes_out_the_same() {
        let message = b"0.1.0 decision DYE-15 L2597-11 a short message".repeat(3);
        let packed = pack(&message, Packing::Dictionary1).unwrap();
        assert!(packed.len() < pack(&message, Packing::Plain).unwrap().len());
        assert_eq!(unpack(&packed).unwrap(), message);
        assert!(NUMBER_1.is_some());
    }

    #[test]
    fn a_frame_of_another_dictionary_is_told_apart_from_rubbish() {
        let mut packed = pack(b"what is new?", Packing::Dictionary1).unwrap();
        let number = NUMBER_1.unwrap().to_le_bytes();
        let at = packed.windows(4).position(|four| four == number).unwrap();
        packed[at] ^= 1;
        assert_eq!(unpack(&packed), Err(BundleError::Unsupported));
        assert_eq!(unpack(b"rubbish").unwrap_err().code(), crate::Code::Malformed);
    }
}
