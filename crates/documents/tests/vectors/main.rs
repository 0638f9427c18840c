//! `docs/vectors/documents.json`: what documents are made of, byte by byte, and what they mean.
//!
//! `KARAKANA_WRITE_VECTORS=1` writes the file. Otherwise what is in it must be what comes out here: automerge
//! changes are the same bytes wherever they are made, so all of it is compared as text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may"
)]

mod cddl;
mod examples;
mod json;
mod runs;
mod says;
mod values;

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use documents::{Admitted, Document, Reason, change_hash};
use domain::id::{Actor, DeviceId, DocKey};
use domain::kind::{DocId, Feed, Kind};
use examples::{AMINA, BARAKA, Example};
use json::{Json, hex, list, map, unhex};

const FILE: &str = "documents.json";

#[test]
fn documents_are_what_the_vectors_say() {
    let examples = examples::all();
    json::hold(
        FILE,
        &map! {
            "about": "See docs/PROTOCOL.md, Documents. Bytes are hexadecimal; changes are in an order in which they apply.",
            "genesis": list(Kind::ALL, genesis),
            "keys": keys(),
            "documents": list(&examples, document),
            "refused": refused(&examples),
        },
    );
    committed_documents_open(&examples);
}

/// What the file holds opens as a whole and change by change, without anything from here.
fn committed_documents_open(examples: &[Example]) {
    let text = json::read(FILE);
    for example in examples {
        let whole = json::kept(&text, example.name, "whole").unwrap();
        let id = example.document.id();
        let at_once = Document::from_chunks(id, [whole.as_slice()]).unwrap();
        assert_eq!(at_once.heads(), example.document.heads(), "{}", example.name);
        let mut step_by_step = Document::new(id).unwrap();
        let (_, item) = text.split_once(&format!("\"name\": \"{}\"", example.name)).unwrap();
        for (change, (by, bytes)) in item.split("\"change\": \"").skip(1).zip(&example.changes) {
            let committed = unhex(change.split_once('"').unwrap().0);
            assert_eq!(&committed, bytes);
            assert!(matches!(step_by_step.admit(&committed, by.device()), Ok(Admitted::Added { .. })));
        }
        assert_eq!(step_by_step.heads(), example.document.heads(), "{}", example.name);
    }
}

fn genesis(kind: Kind) -> Json {
    let document = Document::new(DocId::new(Feed::Org, kind, DocKey::ONLY)).unwrap();
    let raw = Automerge::load(&document.whole()).unwrap();
    let change = raw.get_changes(&[]).pop().unwrap();
    assert_eq!(change_hash(change.raw_bytes()), Some(document.heads()[0]));
    map! {
        "kind": kind.name(),
        "number": kind.number(),
        "hash": hex(&change.hash().0),
        "change": hex(change.raw_bytes()),
    }
}

fn keys() -> Json {
    let month = |text: &str| DocKey::month(domain::time::Month::parse(text).unwrap());
    let rows: [(&str, DocKey); 7] = [
        ("organisation and workshop facts", DocKey::ONLY),
        ("product SK-HOOP-01", DocKey::named("product", "SK-HOOP-01")),
        ("material BRASS-WIRE", DocKey::named("material", "BRASS-WIRE")),
        ("order #4100 of Shopify", DocKey::named("order", "shopify:#4100")),
        ("order PO-0770 of the wholesale form", DocKey::named("order", "wholesale:PO-0770")),
        ("a ledger of 2026-09", month("2026-09")),
        ("a ledger of 1970-01", month("1970-01")),
    ];
    list(rows, |(of, key)| map! { "of": of, "key": hex(key.bytes()) })
}

fn document(example: &Example) -> Json {
    let document = &example.document;
    let id = document.id();
    map! {
        "name": example.name,
        "feed": id.feed.to_string(),
        "kind": id.kind.number(),
        "key": hex(id.key.bytes()),
        "changes": list(&example.changes, |(by, bytes)| map! {
            "by": examples::whose(*by),
            "hash": hex(&change_hash(bytes).unwrap()),
            "change": hex(bytes),
        }),
        "whole": hex(&document.whole()),
        "heads": list(document.heads(), |head| hex(&head).into()),
        "entries": entries(document),
        "says": says::document(document),
    }
}

/// The bytes of the entries, newest first, each with its identity.
fn entries(document: &Document) -> Json {
    let raw = Automerge::load(&document.whole()).unwrap();
    let Some((_, at)) = raw.get(ROOT, "entries").unwrap() else { return Json::Nothing };
    list(0..raw.length(&at), |place| {
        let (value, id) = raw.get(&at, place).unwrap().unwrap();
        let Value::Scalar(scalar) = value else { panic!("an object") };
        let ScalarValue::Bytes(bytes) = scalar.as_ref() else { panic!("no bytes") };
        map! { "entry": id.to_string(), "bytes": hex(bytes) }
    })
}

/// Changes on top of the example `work`, and the code that each is refused with.
fn refused(examples: &[Example]) -> Json {
    let work = &examples.iter().find(|e| e.name == "work").unwrap().document;
    let by_hand = |actor: Actor, edit: &dyn Fn(&mut automerge::transaction::Transaction<'_>)| {
        let mut raw = Automerge::load(&work.whole()).unwrap().with_actor(ActorId::from(actor.0));
        let mut tx = raw.transaction();
        edit(&mut tx);
        tx.commit();
        raw.get_last_local_change().unwrap().raw_bytes().to_vec()
    };
    let entries = |tx: &automerge::transaction::Transaction<'_>| tx.get(ROOT, "entries").unwrap().unwrap().1;
    let hand_in = vec![0x83_u8, 0x02, 0x00, 0x01];
    let missing = {
        let mut ahead = work.clone();
        let entry = domain::entry::WorkEntry::HandIn { pieces: domain::quantity::Pieces(1) };
        let mut add = || ahead.edit(BARAKA, |w| documents::work::add(w, examples::NOW, &entry)).unwrap().unwrap().bytes;
        add();
        add()
    };
    let rows: [(&str, Vec<u8>); 8] = [
        ("takes an entry away", by_hand(BARAKA, &|tx| tx.delete(entries(tx), 0).unwrap())),
        ("inserts behind another entry", by_hand(BARAKA, &|tx| tx.insert(entries(tx), 1, hand_in.clone()).unwrap())),
        (
            "an entry with an unknown tag",
            by_hand(BARAKA, &|tx| tx.insert(entries(tx), 0, vec![0x82, 0x18, 99, 0]).unwrap()),
        ),
        ("an entry that is a text", by_hand(BARAKA, &|tx| tx.insert(entries(tx), 0, "text").unwrap())),
        ("a field that the kind has not", by_hand(BARAKA, &|tx| tx.put(ROOT, "rate", 1).unwrap())),
        (
            "a text object where a text belongs",
            by_hand(BARAKA, &|tx| drop(tx.put_object(ROOT, "decision", ObjType::Text).unwrap())),
        ),
        ("another device's actor", by_hand(AMINA, &|tx| tx.insert(entries(tx), 0, hand_in.clone()).unwrap())),
        ("builds on a change that is not there", missing),
    ];
    list(rows, |(what, change)| {
        let reason = work.clone().admit(&change, BARAKA.device()).unwrap_err().reason();
        let code = match reason {
            Reason::ForgedActor => 42,
            Reason::MissingDependency => 43,
            Reason::Unreadable => 44,
            Reason::Limit => 45,
            Reason::ReusedActor => 7, // The request as a whole: stale_bundle.
        };
        map! { "what": what, "on": "work", "sender": device(BARAKA.device()), "change": hex(&change), "code": code }
    })
}

fn device(device: DeviceId) -> Json {
    device.to_string().into()
}
