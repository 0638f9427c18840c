//! `docs/vectors/keys.json` and `docs/vectors/bundles.json`: who signs, and what a bundle of each message is.
//!
//! `KARAKANA_WRITE_VECTORS=1` writes the files. Otherwise each committed bundle must open to its message, and
//! signing its payload again must give the same bytes. How well a zstd frame is packed is left to who packs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may"
)]

#[path = "../../../documents/tests/vectors/cddl.rs"]
mod cddl;
#[path = "../../../documents/tests/vectors/json.rs"]
mod json;
mod messages;

use coset::{CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};
use domain::id::{Actor, Incarnation};
use json::{Json, hex, list, map};
use protocol::{Code, Message, Packing, SecretKey};
use std::fmt::Debug;

const KEYS: &str = "keys.json";
const BUNDLES: &str = "bundles.json";

/// Who has a key, and its seed.
const OWNERS: [(&str, u8); 4] = [("server", 0x53), ("Esther", 1), ("Amina", 2), ("Baraka", 3)];

fn key(of: &str) -> SecretKey {
    let (_, byte) = OWNERS.iter().find(|(name, _)| *name == of).unwrap();
    SecretKey::from_seed([*byte; 32])
}

#[test]
fn keys_are_what_the_vectors_say() {
    let row = |(name, _): (&str, u8)| {
        let key = key(name);
        let device = key.public().device();
        map! {
            "name": name,
            "seed": hex(&key.seed()),
            "public": hex(&key.public().bytes()),
            "device": device.to_string(),
            "incarnation": 7,
            "actor": Actor::new(device, Incarnation(7)).to_string(),
        }
    };
    json::hold(KEYS, &list(OWNERS, row));
}

#[test]
fn bundles_are_what_the_vectors_say() {
    let bundles = vec![
        bundle("enrol request", "Baraka", messages::enrol_request(), messages::enrol_request_says),
        bundle("enrol answer", "server", messages::enrol_answer(), messages::enrol_answer_says),
        bundle("enrol answer to a coordinator", "server", messages::to_a_coordinator(), messages::enrol_answer_says),
        bundle(
            "enrol answer of a server that can do more",
            "server",
            messages::enrol_answer_of_an_able_server(),
            messages::enrol_answer_says,
        ),
        bundle("first sync request", "Baraka", messages::first_request(), messages::request_says),
        bundle("sync request", "Baraka", messages::request(), messages::request_says),
        bundle("sync request with a run", "Baraka", messages::request_with_a_run(), messages::request_says),
        bundle("sync request with heads", "Baraka", messages::request_with_heads(), messages::request_says),
        bundle(
            "sync request for the rest of an answer",
            "Baraka",
            messages::request_for_the_rest(),
            messages::request_says,
        ),
        packed("sync request in dictionary 1", "Baraka", messages::request_with_a_run(), messages::request_says),
        bundle("sync answer", "server", messages::answer(), messages::answer_says),
        bundle("sync answer to a closed device", "server", messages::closing(), messages::answer_says),
        bundle("admin request", "Esther", messages::invite(), messages::invite_says),
        bundle("admin request about a person", "Esther", messages::change(), messages::change_says),
        bundle("admin answer", "server", messages::admin_answer(), messages::admin_answer_says),
        bundle("sync answer with a run", "server", messages::answer_with_a_run(), messages::answer_says),
        packed("sync answer in dictionary 1", "server", messages::answer_with_a_run(), messages::answer_says),
        bundle("failure", "server", messages::failure(), messages::failure_says),
        bundle("failure: the app is too old", "server", messages::too_old(), messages::failure_says),
        bundle("failure: not supported", "server", messages::unsupported(), messages::failure_says),
    ];
    json::hold(
        BUNDLES,
        &map! {
            "about": "See docs/PROTOCOL.md, Bundles. Keys are in keys.json; payload is the CBOR after decompression.",
            "bundles": bundles,
            "refused": refused(),
            "codes": list(Code::ALL, |code| map! {
                "number": code.number(), "word": code.word(), "permanent": code.is_permanent(),
            }),
        },
    );
}

fn bundle<M: Message + Debug + PartialEq>(name: &str, by: &str, message: M, says: impl Fn(&M) -> Json) -> Json {
    in_frame(name, by, message, says, Packing::Plain)
}

/// In a frame that asks for dictionary 1.
fn packed<M: Message + Debug + PartialEq>(name: &str, by: &str, message: M, says: impl Fn(&M) -> Json) -> Json {
    in_frame(name, by, message, says, Packing::Dictionary1)
}

#[test]
fn the_cddl_does_not_take_everything() {
    let request = minicbor::to_vec(messages::request()).unwrap();
    assert_eq!(cddl::fits("sync-request", &request), Ok(()));
    for rule in ["sync-answer", "failure", "enrol-request", "enrol-answer"] {
        assert!(cddl::fits(rule, &request).is_err(), "a request is no {rule}");
    }
    let feeds: [(&[u8], bool); 5] = [
        (&[0x81, 0], true),
        (&[0x82, 2, 1], true),
        (&[0x83, 4, 1, 3], true),
        (&[0x82, 4, 1], false),
        (&[0x81, 6], false),
    ];
    for (cbor, is_one) in feeds {
        assert_eq!(cddl::fits("feed", cbor).is_ok(), is_one, "{cbor:02x?}");
    }
    assert!(cddl::fits("hash", &[&[0x58, 31], &[0; 31][..]].concat()).is_err());
}

fn in_frame<M: Message + Debug + PartialEq>(
    name: &str,
    by: &str,
    message: M,
    says: impl Fn(&M) -> Json,
    packing: Packing,
) -> Json {
    let key = key(by);
    let committed = json::kept(&json::read(BUNDLES), name, "bundle");
    let opens = committed.filter(|bytes| protocol::open::<M>(bytes, &key.public()).as_ref() == Ok(&message));
    let seal = if by == "server" { protocol::seal::<M> } else { protocol::seal_from_device::<M> };
    let bytes = opens.unwrap_or_else(|| seal(&message, &key, packing).unwrap());
    let payload = CoseSign1::from_tagged_slice(&bytes).unwrap().payload.unwrap();
    // The lowest two bits of a frame's first byte after the magic: how long the dictionary's number is (RFC 8878, 3.1.1.1).
    assert_eq!(payload[4] & 3 != 0, packing == Packing::Dictionary1, "{name}");
    let kid = if by == "server" { Vec::new() } else { key.public().device().0.to_vec() };
    assert_eq!(signed(payload, kid, M::PURPOSE, &key), bytes, "{name}");
    let cbor = minicbor::to_vec(&message).unwrap();
    cddl::must_fit(&M::PURPOSE.replace("karakana/1 ", "").replace(' ', "-"), &cbor, name);
    cddl::must_fit("bundle", &bytes[1..], name);
    map! {
        "name": name,
        "signed_by": by,
        "external_aad": M::PURPOSE,
        "dictionary": (packing == Packing::Dictionary1).then_some(1_u8),
        "bundle": hex(&bytes),
        "payload": hex(&cbor),
        "says": says(&message),
    }
}

fn signed(payload: Vec<u8>, kid: Vec<u8>, purpose: &str, key: &SecretKey) -> Vec<u8> {
    CoseSign1Builder::new()
        .protected(HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build())
        .unprotected(HeaderBuilder::new().key_id(kid).build())
        .payload(payload)
        .create_signature(purpose.as_bytes(), |bytes| key.sign(bytes).to_vec())
        .build()
        .to_tagged_vec()
        .unwrap()
}

/// Bytes that are no sync request of Baraka's. All of them are the same whenever they are made.
fn refused() -> Json {
    let (baraka, purpose) = (key("Baraka"), <protocol::SyncRequest as Message>::PURPOSE);
    let device = baraka.public().device().0.to_vec();
    let frame = raw_frame(&minicbor::to_vec(messages::first_request()).unwrap());
    let good = signed(frame.clone(), device.clone(), purpose, &baraka);
    assert_eq!(protocol::open(&good, &baraka.public()), Ok(messages::first_request()));
    let mut changed = good.clone();
    *changed.last_mut().unwrap() ^= 1;
    let trailing = raw_frame(&[minicbor::to_vec(messages::first_request()).unwrap(), vec![0]].concat());
    // The same content, in a frame that asks its reader to keep 16 MiB (10 + 14 bits of window).
    let window = [&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 14 << 3], &frame[9..]].concat();
    let rows = [
        ("a changed signature", changed, Code::BadSignature),
        (
            "signed for another message",
            signed(frame.clone(), device.clone(), "karakana/1 failure", &baraka),
            Code::BadSignature,
        ),
        ("signed by Amina", signed(frame, device.clone(), purpose, &key("Amina")), Code::BadSignature),
        ("bytes after the message", signed(trailing, device.clone(), purpose, &baraka), Code::Malformed),
        ("not a zstd frame", signed(vec![0xa0], device.clone(), purpose, &baraka), Code::Malformed),
        ("a window above 8 MiB", signed(window, device, purpose, &baraka), Code::Malformed),
        ("not COSE_Sign1", vec![0xa0], Code::Malformed),
    ];
    list(rows, |(what, bytes, code)| {
        let error = protocol::open::<protocol::SyncRequest>(&bytes, &baraka.public()).unwrap_err();
        assert_eq!(error.code(), code, "{what}");
        map! { "what": what, "bundle": hex(&bytes), "code": code.number() }
    })
}

/// A zstd frame of one raw block, as PROTOCOL.md shows it.
fn raw_frame(bytes: &[u8]) -> Vec<u8> {
    let size = u32::try_from(bytes.len()).unwrap();
    let block = 1 | (size << 3);
    [&[0x28, 0xb5, 0x2f, 0xfd, 0xa0], &size.to_le_bytes()[..], &block.to_le_bytes()[..3], bytes].concat()
}
