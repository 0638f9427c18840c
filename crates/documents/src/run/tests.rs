use super::*;
use crate::{Document, work};
use domain::entry::{Decision, WorkEntry};
use domain::id::{Actor, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::Pieces;
use domain::time::Timestamp;
use proptest::prelude::*;

const BARAKA: Actor = actor(1);
const AMINA: Actor = actor(2);

const fn actor(n: u8) -> Actor {
    let mut bytes = [n; 16];
    bytes[15] = 9;
    Actor(bytes)
}

fn paper() -> Document {
    let feed = Feed::Work(WorkshopId(1), PersonId(2));
    Document::new(DocId::new(feed, Kind::Work, DocKey::named("test", "1"))).unwrap()
}

fn hand_in(document: &mut Document, by: Actor, pieces: u32) -> Vec<u8> {
    let entry = WorkEntry::HandIn { pieces: Pieces(pieces) };
    document.edit(by, |w| work::add(w, Timestamp(1_790_000_000), &entry)).unwrap().unwrap().bytes
}

#[test]
fn a_week_of_two_phones_comes_out_byte_for_byte_and_is_small() {
    let mut document = paper();
    let mut changes = Vec::new();
    for day in 0..20 {
        changes.push(hand_in(&mut document, BARAKA, day));
        if day % 7 == 3 {
            let decision = Decision { accepted: true, at: Timestamp(5), reason: String::new() };
            let twice = document.edit(AMINA, |w| {
                work::write_decision(w, &decision)?;
                work::add(w, Timestamp(6), &WorkEntry::HandIn { pieces: Pieces(day) })
            });
            changes.push(twice.unwrap().unwrap().bytes);
        }
    }
    let run = pack_run(&changes).unwrap();
    assert_eq!(unpack_run(&run).unwrap(), changes);
    let raw: usize = changes.iter().map(Vec::len).sum();
    assert!(run.len() * 3 < raw * 2, "{} of {raw}", run.len());
}

#[test]
fn what_was_written_apart_travels_together() {
    let mut phone = paper();
    let mut office = phone.clone();
    let mut changes = vec![hand_in(&mut phone, BARAKA, 1), hand_in(&mut office, AMINA, 2)];
    phone.apply(&changes[1]).unwrap();
    changes.push(hand_in(&mut phone, BARAKA, 3));
    // The third builds on both; alone it names them by hash.
    for part in [&changes[..], &changes[2..]] {
        let run = pack_run(part).unwrap();
        assert_eq!(unpack_run(&run).unwrap(), part);
    }
}

#[test]
fn what_is_no_plain_change_is_not_packed() {
    let mut document = paper();
    let change = hand_in(&mut document, BARAKA, 1);
    assert_eq!(pack_run(&[document.whole()]), None);
    assert_eq!(pack_run(&[change[..change.len() - 1].to_vec()]), None);
    assert_eq!(pack_run(&[[&change[..], &[0]].concat()]), None);
    let mut other_checksum = change;
    other_checksum[4] ^= 1;
    assert_eq!(pack_run(&[other_checksum]), None);
}

#[test]
fn a_run_that_would_come_out_too_large_is_refused() {
    // 1,000 times the first change as what a change builds on, in 1 byte each.
    let mut e = Encoder::new(Vec::new());
    e.array(4_001).unwrap();
    e.array(4).unwrap().bytes(&[1; 16]).unwrap().u8(1).unwrap().u8(1).unwrap().bytes(&[]).unwrap();
    for _ in 0..4_000 {
        e.array(1_004).unwrap();
        for _ in 0..1_000 {
            e.u8(0).unwrap();
        }
        e.bytes(&[1; 16]).unwrap().u8(1).unwrap().u8(1).unwrap().bytes(&[]).unwrap();
    }
    assert_eq!(unpack_run(&e.into_writer()), Err(DocumentError::Limit("bytes of a run")));
    assert_eq!(unpack_run(&[0x9a, 0, 1, 0, 0]), Err(DocumentError::Limit("changes of a run")));
}

proptest! {
    #[test]
    fn any_bytes_are_a_run_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = unpack_run(&bytes);
    }
}
