//! What cannot be read waits for an app that can.

use super::*;
use crate::store::{Store, documents};
use ::documents::{Document, work};
use domain::entry::WorkEntry;
use domain::id::{Actor, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed};
use domain::quantity::Pieces;
use domain::time::Timestamp;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("phone.sqlite")).unwrap();
    (folder, store)
}

/// Baraka's work, two changes of which the second builds on the first.
fn works() -> (DocId, Vec<Vec<u8>>) {
    let id = DocId::new(Feed::Work(WorkshopId(1), PersonId(3)), Kind::Work, DocKey::named("test", "1"));
    let mut document = Document::new(id).unwrap();
    let mut hand_in = |pieces| {
        let entry = WorkEntry::HandIn { pieces: Pieces(pieces) };
        document.edit(Actor([3; 16]), |w| work::add(w, Timestamp(5), &entry)).unwrap().unwrap().bytes
    };
    (id, vec![hand_in(4), hand_in(5)])
}

fn pull(doc: protocol::WireDoc, chunks: &[Vec<u8>]) -> DocPull {
    DocPull { doc, chunks: chunks.to_vec(), run: None }
}

#[test]
fn documents_are_counted_and_the_same_bytes_are_kept_once() {
    let (_folder, store) = store();
    let (id, changes) = works();
    let later = protocol::WireDoc { kind: 99, ..id.into() };
    store
        .write(|tx| {
            put(tx, &pull(later, &changes), "kind")?;
            put(tx, &pull(id.into(), &changes[1..]), "damaged")?;
            put(tx, &pull(id.into(), &changes[1..]), "damaged")
        })
        .unwrap();
    assert_eq!(store.read(count).unwrap(), 2);
    let known = Unread { kind: Some(Kind::Work), pieces: 1 };
    assert_eq!(store.read(list).unwrap(), [known, Unread { kind: None, pieces: 2 }]);
}

#[test]
fn what_can_be_read_by_now_is_taken_in_and_the_rest_stays() {
    let (_folder, store) = store();
    let (id, changes) = works();
    let later = protocol::WireDoc { kind: 99, ..id.into() };
    let damaged = protocol::WireDoc { key: [7; 16], ..id.into() };
    store
        .write(|tx| {
            put(tx, &pull(id.into(), &changes), "kind")?;
            put(tx, &pull(later, &changes), "kind")?;
            put(tx, &pull(damaged, &[vec![1, 2, 3]]), "damaged")?;
            try_again(tx)
        })
        .unwrap();
    assert_eq!(store.read(count).unwrap(), 2);
    let taken = store.write(|tx| documents::load(tx, id)).unwrap();
    assert!(changes.iter().all(|change| taken.has(&::documents::change_hash(change).unwrap())));
}
