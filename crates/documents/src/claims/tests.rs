//! Chunks that claim much, and the honest ones beside them.

use super::*;
use crate::document::Document;
use crate::work;
use domain::entry::WorkEntry;
use domain::id::{Actor, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::Pieces;
use domain::time::Timestamp;

fn document() -> (Document, Vec<u8>) {
    let feed = Feed::Work(WorkshopId(1), PersonId(3));
    let mut document = Document::new(DocId::new(feed, Kind::Work, DocKey::ONLY)).unwrap();
    let entry = WorkEntry::HandIn { pieces: Pieces(3) };
    let written = document.edit(Actor([2; 16]), |w| work::add(w, Timestamp(0), &entry)).unwrap().unwrap();
    (document, written.bytes)
}

/// A change with one column that holds `data`.
fn change(about: u8, data: &[u8]) -> Vec<u8> {
    let length = u8::try_from(data.len()).unwrap();
    let body = [&[0, 1, 2, 1, 1, 0, 0, 0, 1, about, length], data].concat();
    let length = u8::try_from(body.len()).unwrap();
    [&[0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, CHANGE, length], body.as_slice()].concat()
}

fn limit(about: u8, data: &[u8]) -> bool {
    matches!(check(&change(about, data), 1_000), Err(DocumentError::Limit(_)))
}

#[test]
fn what_this_version_writes_is_within_what_it_takes() {
    let (document, change) = document();
    assert_eq!(check(&change, 10), Ok(()));
    assert_eq!(check(&document.whole(), 10), Ok(()));
    assert_eq!(check(&[change, document.whole()].concat(), 10), Ok(()));
}

#[test]
fn a_run_of_ever_so_many_is_past_the_limit() {
    let often = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f];
    assert!(limit(0x42, &[&often[..], &[1]].concat()), "the same number");
    assert!(limit(0x42, &[&[0], &often[..]].concat()), "nothing");
    assert!(limit(0x34, &often), "a boolean");
    assert!(limit(0x15, &[&often[..], &[1, b'a']].concat()), "the same text");
    assert!(limit(0x70, &[&[1], &often[..]].concat()), "one group of so many");
    assert!(limit(0x70, &[0xe4, 0x00, 0x0b]), "a hundred groups of eleven");
    assert_eq!(check(&change(0x42, &[0xe8, 0x07, 1]), 1_000), Ok(()), "a thousand");
    assert!(limit(0x42, &[0xe9, 0x07, 1]), "a thousand and one");
}

#[test]
fn what_is_cut_off_is_not_automerge() {
    let (_, change) = document();
    for length in 1..change.len() {
        assert!(matches!(check(&change[..length], 10), Err(DocumentError::NotAutomerge(_))), "{length}");
    }
    let literal = [0x9c, 0x7f, 1, 2, 3];
    assert!(matches!(check(&self::change(0x42, &literal), 1_000), Err(DocumentError::NotAutomerge(_))));
}

#[test]
fn a_deflated_column_is_counted_as_what_it_inflates_to_and_no_bomb() {
    let deflated = |content: &[u8]| {
        use std::io::Write;
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    };
    assert!(limit(0x42 | 8, &deflated(&[0xe9, 0x07, 1])));
    assert_eq!(check(&change(0x42 | 8, &deflated(&[0xe8, 0x07, 1])), 1_000), Ok(()));
    let bomb = deflated(&vec![0; MOST_INFLATED + 1]);
    let mut left = MOST_INFLATED;
    assert_eq!(inflated(&bomb, &mut left), Err(DocumentError::Limit("what is deflated")));
}
