//! The envelope: COSE_Sign1 (RFC 9052, tag 18) around a zstd frame (RFC 8878) around a CBOR message.
//!
//! Protected header: `{1: -8}` (EdDSA). Unprotected header: `{4: device id}` from a phone, empty from the
//! server. External authenticated data: [`Message::PURPOSE`].

use crate::code::Code;
use crate::key::{PublicKey, SecretKey};
use crate::limits;
use crate::message::{EnrolAnswer, EnrolRequest, Failure, Message};

use crate::outline;
use crate::packing::{self, Packing};
use coset::{CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};
use domain::id::DeviceId;
use thiserror::Error;

/// Why bytes are not the bundle that was expected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleError {
    /// Not COSE_Sign1, not zstd, not CBOR, or not this message.
    #[error("not a bundle: {0}")]
    Malformed(&'static str),
    /// Larger than the limits, packed or unpacked.
    #[error("larger than the limits")]
    TooLarge,
    /// Packed with a dictionary that is not known here.
    #[error("packed with another dictionary")]
    Unsupported,
    /// Signed by another key, for another purpose, or changed on the way.
    #[error("the signature does not hold")]
    BadSignature,
}

impl BundleError {
    /// The code that a server answers with.
    pub fn code(&self) -> Code {
        match self {
            Self::Malformed(_) => Code::Malformed,
            Self::TooLarge => Code::TooLarge,
            Self::Unsupported => Code::Unsupported,
            Self::BadSignature => Code::BadSignature,
        }
    }
}

/// Packs and signs a message as the server.
pub fn seal<M: Message>(message: &M, key: &SecretKey, packing: Packing) -> Result<Vec<u8>, BundleError> {
    seal_with(message, key, Vec::new(), packing)
}

/// Packs and signs a message as the device that has `key`.
pub fn seal_from_device<M: Message>(message: &M, key: &SecretKey, packing: Packing) -> Result<Vec<u8>, BundleError> {
    seal_with(message, key, key.public().device().0.to_vec(), packing)
}

fn seal_with<M: Message>(message: &M, key: &SecretKey, kid: Vec<u8>, packing: Packing) -> Result<Vec<u8>, BundleError> {
    let cbor = minicbor::to_vec(message).map_err(|_| BundleError::Malformed("does not encode"))?;
    if cbor.len() > limits::MESSAGE {
        return Err(BundleError::TooLarge);
    }
    let packed = packing::pack(&cbor, packing)?;
    let protected = HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build();
    CoseSign1Builder::new()
        .protected(protected)
        .unprotected(HeaderBuilder::new().key_id(kid).build())
        .payload(packed)
        .create_signature(M::PURPOSE.as_bytes(), |bytes| key.sign(bytes).to_vec())
        .build()
        .to_tagged_vec()
        .map_err(|_| BundleError::Malformed("does not encode"))
}

/// The device that a bundle says it is from. Nothing is checked yet.
pub fn sender(bytes: &[u8]) -> Result<DeviceId, BundleError> {
    let kid = parse(bytes)?.unprotected.key_id;
    kid.try_into().map(DeviceId).map_err(|_| BundleError::Malformed("no device id"))
}

/// Checks the signature, then unpacks. Nothing is decompressed before the signature holds.
pub fn open<M: Message>(bytes: &[u8], key: &PublicKey) -> Result<M, BundleError> {
    let sign1 = parse(bytes)?;
    if sign1.protected.header.alg != Some(coset::RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA)) {
        return Err(BundleError::BadSignature);
    }
    sign1.verify_signature(M::PURPOSE.as_bytes(), |signature, signed| {
        if key.verifies(signed, signature) { Ok(()) } else { Err(BundleError::BadSignature) }
    })?;
    unpack(sign1.payload.as_deref().ok_or(BundleError::Malformed("no payload"))?)
}

/// Opens an enrolment request with the key that it brings, which shows that the sender has the secret half.
pub fn open_enrolment(bytes: &[u8]) -> Result<(EnrolRequest, PublicKey), BundleError> {
    let sign1 = parse(bytes)?;
    let claimed: EnrolRequest = unpack(sign1.payload.as_deref().ok_or(BundleError::Malformed("no payload"))?)?;
    let key = PublicKey::from_bytes(&claimed.public_key).ok_or(BundleError::BadSignature)?;
    Ok((open(bytes, &key)?, key))
}

/// Opens the answer to an enrolment with the server key that it brings. The phone trusts it because it came over
/// TLS from the address that the invitation goes with; from then on only that key is believed.
pub fn open_enrol_answer(bytes: &[u8]) -> Result<(EnrolAnswer, PublicKey), BundleError> {
    let claimed: EnrolAnswer = unpack(parse(bytes)?.payload.as_deref().ok_or(BundleError::Malformed("no payload"))?)?;
    let key = PublicKey::from_bytes(&claimed.server_key).ok_or(BundleError::BadSignature)?;
    Ok((open(bytes, &key)?, key))
}

/// Reads why an enrolment failed, before the server's key is known. Believe it enough to show it, no further.
pub fn read_enrol_failure(bytes: &[u8]) -> Result<Failure, BundleError> {
    unpack(parse(bytes)?.payload.as_deref().ok_or(BundleError::Malformed("no payload"))?)
}

fn parse(bytes: &[u8]) -> Result<CoseSign1, BundleError> {
    if bytes.len() > limits::ANSWER {
        return Err(BundleError::TooLarge);
    }
    outline::check(bytes, limits::ENVELOPE)?;
    let parsed = CoseSign1::from_tagged_slice(bytes).or_else(|_| CoseSign1::from_slice(bytes));
    parsed.map_err(|_| BundleError::Malformed("not COSE_Sign1"))
}

/// Decompresses, and decodes exactly one message.
fn unpack<M: Message>(packed: &[u8]) -> Result<M, BundleError> {
    let cbor = packing::unpack(packed)?;
    outline::check(&cbor, limits::ITEMS)?;
    let mut input = minicbor::Decoder::new(&cbor);
    let message: M = input.decode().map_err(|_| BundleError::Malformed("not this message"))?;
    if input.position() != cbor.len() {
        return Err(BundleError::Malformed("bytes after the message"));
    }
    if message.within_limits() { Ok(message) } else { Err(BundleError::TooLarge) }
}
