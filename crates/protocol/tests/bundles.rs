//! Bundles on the way: intact, changed, signed by another, too large, and plain rubbish.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use proptest::prelude::*;
use protocol::{
    BundleError, DocPush, EnrolRequest, Failure, Message, SecretKey, SyncAnswer, SyncRequest, open, open_enrolment,
    seal, seal_from_device, sender,
};

fn amina() -> SecretKey {
    SecretKey::from_seed([1; 32])
}

fn request() -> SyncRequest {
    let doc = DocId::new(Feed::Work(WorkshopId(1), PersonId(3)), Kind::Work, DocKey::named("test", "one"));
    SyncRequest {
        version: 1,
        capabilities: 0,
        incarnation: 7,
        number: 12,
        cursor: vec![1, 2, 3],
        budget: 65_536,
        clock: 1_790_000_000,
        unsent: 1,
        app: "0.1.0".into(),
        push: vec![DocPush { doc: doc.into(), changes: vec![vec![9; 100], vec![]], run: None }],
        heads: None,
        partial: None,
    }
}

#[test]
fn a_bundle_arrives_as_it_was_sent() {
    let bytes = seal_from_device(&request(), &amina(), protocol::Packing::Plain).unwrap();
    assert_eq!(sender(&bytes), Ok(amina().public().device()));
    assert_eq!(open::<SyncRequest>(&bytes, &amina().public()), Ok(request()));
}

#[test]
fn a_bundle_signed_by_another_key_is_refused() {
    let bytes = seal_from_device(&request(), &SecretKey::from_seed([2; 32]), protocol::Packing::Plain).unwrap();
    assert_eq!(open::<SyncRequest>(&bytes, &amina().public()), Err(BundleError::BadSignature));
}

#[test]
fn one_message_never_passes_for_another() {
    let failure = Failure::new(protocol::Code::Revoked, 0, "");
    let bytes = seal(&failure, &amina(), protocol::Packing::Plain).unwrap();
    assert_eq!(open::<SyncAnswer>(&bytes, &amina().public()), Err(BundleError::BadSignature));
}

#[test]
fn a_bomb_is_refused_without_being_unpacked() {
    let zeros = vec![0; protocol::limits::MESSAGE + 1];
    let packed = zstd::bulk::compress(&zeros, 3).unwrap();
    assert!(packed.len() < 2_000);
    let bytes = sign(packed, SyncRequest::PURPOSE);
    assert_eq!(open::<SyncRequest>(&bytes, &amina().public()), Err(BundleError::TooLarge));
}

#[test]
fn huge_counts_and_deep_nesting_are_refused() {
    // An array that claims 2^60 documents, and a thousand arrays in one another where an unknown key is skipped.
    let huge = [0xa1, 0x09, 0x9b, 0x10, 0, 0, 0, 0, 0, 0, 0].to_vec();
    let mut deep = vec![0xa1, 0x18, 0x63];
    deep.extend([0x81; 100_000]);
    for cbor in [huge, deep] {
        let bytes = sign(zstd::bulk::compress(&cbor, 3).unwrap(), SyncRequest::PURPOSE);
        let refused = open::<SyncRequest>(&bytes, &amina().public());
        assert!(matches!(refused, Err(BundleError::Malformed(_))), "{refused:?}");
    }
}

#[test]
fn an_enrolment_must_be_signed_by_the_key_it_brings() {
    let honest = EnrolRequest {
        version: 1,
        invitation: "7K2M0XQZPA41".into(),
        public_key: amina().public().bytes(),
        app: "0.1.0".into(),
    };
    let bytes = seal_from_device(&honest, &amina(), protocol::Packing::Plain).unwrap();
    assert_eq!(open_enrolment(&bytes).unwrap().0, honest);
    let stolen = seal_from_device(&honest, &SecretKey::from_seed([2; 32]), protocol::Packing::Plain).unwrap();
    assert_eq!(open_enrolment(&stolen), Err(BundleError::BadSignature));
}

#[test]
fn an_idle_request_is_small() {
    let idle = SyncRequest { push: vec![], unsent: 0, ..request() };
    let bytes = seal_from_device(&idle, &amina(), protocol::Packing::Plain).unwrap();
    assert!(bytes.len() < 150, "{} bytes", bytes.len());
}

fn sign(payload: Vec<u8>, purpose: &str) -> Vec<u8> {
    use coset::TaggedCborSerializable;
    coset::CoseSign1Builder::new()
        .protected(coset::HeaderBuilder::new().algorithm(coset::iana::Algorithm::EdDSA).build())
        .payload(payload)
        .create_signature(purpose.as_bytes(), |bytes| amina().sign(bytes).to_vec())
        .build()
        .to_tagged_vec()
        .unwrap()
}

proptest! {
    #[test]
    fn rubbish_is_an_error_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(open::<SyncRequest>(&bytes, &amina().public()).is_err());
        prop_assert!(open_enrolment(&bytes).is_err());
    }

    #[test]
    fn a_changed_byte_is_noticed(at in 0..150_usize, bit in 0..8_u32) {
        let mut bytes = seal_from_device(&request(), &amina(), protocol::Packing::Plain).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        // The device id is a hint outside the signature; everything else must hold.
        match open::<SyncRequest>(&bytes, &amina().public()) {
            Ok(read) => prop_assert_eq!(read, request()),
            Err(e) => prop_assert!(matches!(e, BundleError::Malformed(_) | BundleError::BadSignature)),
        }
    }

    #[test]
    fn rubbish_signed_by_a_member_is_an_error_and_never_a_panic(cbor in prop::collection::vec(any::<u8>(), 0..300)) {
        let bytes = sign(zstd::bulk::compress(&cbor, 3).unwrap(), SyncRequest::PURPOSE);
        let _ = open::<SyncRequest>(&bytes, &amina().public());
    }
}
