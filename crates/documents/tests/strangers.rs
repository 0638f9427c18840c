//! Changes from phones that cannot be trusted.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};
use documents::{Admitted, Document, DocumentError, Reason, change_hash, entries, work};
use domain::entry::{CheckEntry, Decision, WorkEntry};
use domain::id::{Actor, DeviceId, DocKey, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::Pieces;
use domain::time::Timestamp;
use proptest::prelude::*;

const BARAKA: DeviceId = DeviceId([2; 12]);
const NOW: Timestamp = Timestamp(1_790_000_000);

fn actor() -> Actor {
    Actor::new(BARAKA, Incarnation(1))
}

fn doc(kind: Kind) -> Document {
    let feed = Feed::Work(WorkshopId(1), PersonId(3));
    Document::new(DocId::new(feed, kind, DocKey::named("test", "a"))).unwrap()
}

fn hand_in(doc: &mut Document, pieces: u32) -> Vec<u8> {
    let entry = WorkEntry::HandIn { pieces: Pieces(pieces) };
    doc.edit(actor(), |w| work::add(w, NOW, &entry)).unwrap().unwrap().bytes
}

/// A change made with automerge directly, on top of the document, by the device's actor.
fn by_hand(on: &Document, edit: impl FnOnce(&mut automerge::transaction::Transaction<'_>)) -> Vec<u8> {
    let mut raw = Automerge::load(&on.whole()).unwrap().with_actor(ActorId::from(actor().0));
    let mut tx = raw.transaction();
    edit(&mut tx);
    tx.commit();
    raw.get_last_local_change().unwrap().raw_bytes().to_vec()
}

fn reason(result: Result<Admitted, DocumentError>) -> Reason {
    result.unwrap_err().reason()
}

#[test]
fn an_honest_change_is_added_once() {
    let (mut phone, mut server) = (doc(Kind::Work), doc(Kind::Work));
    let change = hand_in(&mut phone, 3);
    let hash = change_hash(&change).unwrap();
    assert_eq!(server.admit(&change, BARAKA), Ok(Admitted::Added { hash }));
    assert_eq!(server.admit(&change, BARAKA), Ok(Admitted::AlreadyThere));
    assert_eq!(server.heads(), phone.heads());
}

#[test]
fn another_devices_actor_is_forged() {
    let (mut phone, mut server) = (doc(Kind::Work), doc(Kind::Work));
    let change = hand_in(&mut phone, 3);
    assert_eq!(reason(server.admit(&change, DeviceId([9; 12]))), Reason::ForgedActor);
    assert_eq!(server.heads(), doc(Kind::Work).heads());
}

#[test]
fn a_change_on_top_of_one_that_is_not_there_waits_for_nobody() {
    let (mut phone, mut server) = (doc(Kind::Work), doc(Kind::Work));
    hand_in(&mut phone, 3);
    let second = hand_in(&mut phone, 4);
    assert_eq!(reason(server.admit(&second, BARAKA)), Reason::MissingDependency);
}

#[test]
fn nobody_takes_an_entry_away_or_puts_another_list_in_its_place() {
    let mut server = doc(Kind::Work);
    hand_in(&mut server, 3);
    let list = |raw: &automerge::transaction::Transaction<'_>| raw.get(ROOT, "entries").unwrap().unwrap().1;
    let attacks = [
        by_hand(&server, |tx| tx.delete(list(tx), 0).unwrap()),
        by_hand(&server, |tx| tx.put(list(tx), 0, vec![0x82, 0x02, 0x00]).unwrap()),
        by_hand(&server, |tx| drop(tx.put_object(ROOT, "entries", ObjType::List).unwrap())),
        by_hand(&server, |tx| tx.delete(ROOT, "entries").unwrap()),
        by_hand(&server, |tx| tx.put(ROOT, "kind", "batch").unwrap()),
        by_hand(&server, |tx| tx.put(ROOT, "rate", 1_000_000).unwrap()),
        by_hand(&server, |tx| tx.insert(list(tx), 0, "text").unwrap()),
        by_hand(&server, |tx| tx.insert(list(tx), 0, vec![0xff_u8; 4]).unwrap()),
        by_hand(&server, |tx| tx.insert(list(tx), 0, vec![0x83, 0x18, 0x63, 0x00, 0x01]).unwrap()),
        by_hand(&server, |tx| tx.insert(list(tx), 1, vec![0x83, 0x02, 0x00, 0x01]).unwrap()),
    ];
    let before = server.heads();
    for (n, attack) in attacks.into_iter().enumerate() {
        assert_eq!(reason(server.admit(&attack, BARAKA)), Reason::Unreadable, "attack {n}");
        assert_eq!(server.heads(), before);
    }
    let honest = by_hand(&server, |tx| tx.insert(list(tx), 0, vec![0x83_u8, 0x02, 0x00, 0x01]).unwrap());
    assert!(matches!(server.admit(&honest, BARAKA), Ok(Admitted::Added { .. })));
}

#[test]
fn counts_that_are_no_counts_are_unreadable() {
    for (kind, entry) in [
        // A log of a thousand million pieces, one of a month of minutes, a hand-in of minus one.
        (Kind::Work, vec![0x83, 0x01, 0x00, 0x1a, 0x3b, 0x9a, 0xca, 0x00]),
        (Kind::Work, vec![0x84, 0x01, 0x00, 0x01, 0x19, 0xa8, 0xc0]),
        (Kind::Work, vec![0x83, 0x02, 0x00, 0x20]),
        // Minus one tenth of brass used.
        (Kind::HoldingLedger, vec![0x84, 0x02, 0x00, 0x65, b'B', b'R', b'A', b'S', b'S', 0x20]),
    ] {
        let mut server = doc(kind);
        let change = by_hand(&server, |tx| {
            let list = tx.get(ROOT, "entries").unwrap().unwrap().1;
            tx.insert(list, 0, entry.clone()).unwrap();
        });
        assert_eq!(reason(server.admit(&change, BARAKA)), Reason::Unreadable, "{entry:x?}");
    }
}

#[test]
fn a_whole_document_or_a_compressed_chunk_is_no_change() {
    let mut server = doc(Kind::Work);
    let mut phone = doc(Kind::Work);
    let mut change = hand_in(&mut phone, 3);
    assert_eq!(reason(server.admit(&phone.whole(), BARAKA)), Reason::Unreadable);
    change[8] = 2;
    assert_eq!(reason(server.admit(&change, BARAKA)), Reason::Unreadable);
    assert_eq!(reason(server.admit(&vec![0; 70_000], BARAKA)), Reason::Limit);
    assert_eq!(reason(server.admit(&[], BARAKA)), Reason::Unreadable);
}

#[test]
fn a_newer_apps_entry_is_skipped_on_a_phone() {
    let mut phone = doc(Kind::Check);
    let check = CheckEntry { accepted: Pieces(1), rework: Pieces(0), rejected: Pieces(0), reason: String::new() };
    phone.edit(actor(), |w| entries::add_check(w, NOW, &check)).unwrap();
    let newer = by_hand(&phone, |tx| {
        let list = tx.get(ROOT, "entries").unwrap().unwrap().1;
        tx.insert(list, 0, vec![0x82_u8, 0x18, 0x63, 0x00]).unwrap();
    });
    phone.apply(&newer).unwrap();
    let (read, unknown) = entries::checks(&phone).unwrap();
    assert_eq!((read.len(), unknown), (1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn rubbish_is_refused_and_changes_nothing(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut server = doc(Kind::Work);
        prop_assert!(server.admit(&bytes, BARAKA).is_err());
        prop_assert_eq!(server.heads(), doc(Kind::Work).heads());
    }

    #[test]
    fn a_damaged_change_is_refused_and_changes_nothing(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut phone = doc(Kind::Work);
        let decision = Decision { accepted: true, at: NOW, reason: String::new() };
        let mut change = phone.edit(actor(), |w| work::write_decision(w, &decision)).unwrap().unwrap().bytes;
        let at = at.index(change.len());
        change[at] ^= 1 << bit;
        let mut server = doc(Kind::Work);
        prop_assert!(server.admit(&change, BARAKA).is_err());
        prop_assert_eq!(server.heads(), doc(Kind::Work).heads());
    }

    /// Rubbish behind a correct checksum reaches further into the decoder.
    #[test]
    fn rubbish_with_a_good_checksum_is_refused(mut bytes in prop::collection::vec(any::<u8>(), 20..200), keep in 0..120_usize) {
        let mut phone = doc(Kind::Work);
        let change = hand_in(&mut phone, 3);
        let keep = keep.min(change.len()).max(9);
        let body = [&change[9..keep], &bytes[..]].concat();
        bytes = chunk(&body);
        let mut server = doc(Kind::Work);
        let _ = server.admit(&bytes, BARAKA);
        let mut phone = doc(Kind::Work);
        let _ = phone.apply(&bytes);
    }
}

#[test]
fn a_change_that_would_come_out_of_the_document_as_another_is_refused() {
    let honest = hand_in(&mut doc(Kind::Work), 3);
    let mut refused = 0;
    // A single value is a list of one (0x7f); "once the same" (0x01) reads alike and is not what automerge writes.
    for at in (10..honest.len()).filter(|at| honest[*at] == 0x7f) {
        let mut change = honest.clone();
        change[at] = 0x01;
        let change = chunk(&change[10..]);
        let (mut server, mut phone) = (doc(Kind::Work), doc(Kind::Work));
        let result = server.admit(&change, BARAKA);
        refused += usize::from(result == Err(DocumentError::Shape("not as automerge writes it")));
        assert!(phone.apply(&change).is_err() && result.is_err());
        assert_eq!((server.heads(), phone.heads()), (doc(Kind::Work).heads(), doc(Kind::Work).heads()));
    }
    assert!(refused > 0);
}

#[test]
fn a_change_that_counts_its_operations_from_before_what_it_builds_on_is_refused() {
    let mut phone = doc(Kind::Work);
    let (first, second) = (hand_in(&mut phone, 3), hand_in(&mut phone, 4));
    let body = if second[9] & 0x80 == 0 { &second[10..] } else { &second[11..] };
    let start = 1 + 32 + 1 + 16 + 1;
    assert_eq!(body[start - 1..=start], [2, 5], "sequence number and first counter of the second change");
    for counter in 1..5 {
        let again = chunk(&[&body[..start], &[counter], &body[start + 1..]].concat());
        let (mut server, mut phone) = (doc(Kind::Work), doc(Kind::Work));
        assert!(server.admit(&first, BARAKA).is_ok() && phone.apply(&first).is_ok());
        assert_eq!(reason(server.admit(&again, BARAKA)), Reason::Unreadable, "{counter}");
        assert!(phone.apply(&again).is_err());
    }
}

#[test]
fn what_does_not_read_is_an_error_and_takes_nothing_with_it() {
    let mut phone = doc(Kind::Work);
    let (first, second) = (hand_in(&mut phone, 3), hand_in(&mut phone, 4));
    let mut broken = first.clone();
    *broken.last_mut().unwrap() ^= 1;
    for chunks in [[&broken, &second], [&first, &broken]] {
        assert!(Document::from_chunks(phone.id(), chunks.map(Vec::as_slice)).is_err());
        let mut one = doc(Kind::Work);
        assert!(one.apply(&chunks.map(Vec::as_slice).concat()).is_err());
        assert_eq!(one.heads(), doc(Kind::Work).heads());
    }
}

/// A change chunk around `body`, with the checksum that automerge's format asks for.
fn chunk(body: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut rest = vec![1];
    let mut length = body.len();
    loop {
        let low = u8::try_from(length & 0x7f).unwrap();
        length >>= 7;
        rest.push(if length == 0 { low } else { low | 0x80 });
        if length == 0 {
            break;
        }
    }
    rest.extend(body);
    let digest = Sha256::digest(&rest);
    [&[0x85, 0x6f, 0x4a, 0x83], &digest[..4], &rest].concat()
}
