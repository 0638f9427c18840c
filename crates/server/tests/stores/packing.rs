//! Packed closer together, and taken along to another database: it says what it said.

use crate::place::{AMINA, BARAKA, KIBERA, NOW, PHONE, Place, committed, doc, person, work_feed, workshop};
use documents::{Document, work};
use domain::entry::WorkEntry;
use domain::id::{Actor, DeviceId, Incarnation};
use domain::policy::Role;
use domain::quantity::{Minutes, Pieces};
use protocol::SecretKey;
use server::authority::Scope;
use server::store::Store;
use server::store::record::{Batch, Device, OrgId, Reach, Seq, Span};
use server::store::tables::{copy, tally};

const ALL: Span = Span { after: 0, upto: Seq::MAX };

/// Rows with real changes, one each; the last of them.
fn logs(store: &dyn Store, org: OrgId, many: u32) -> Seq {
    let mut document = Document::new(doc(work_feed(BARAKA), "rings")).unwrap();
    let mut last = 0;
    for n in 1..=many {
        let entry = WorkEntry::Log {
            pieces: Pieces(n),
            minutes: Minutes(20),
            scrap: Pieces(0),
            note: String::new(),
            corrects: None,
        };
        let actor = Actor::new(DeviceId([7; 12]), Incarnation(1));
        let written = document.edit(actor, |w| work::add(w, NOW, &entry)).unwrap().unwrap();
        let row = Batch { id: document.id(), changes: vec![written.bytes] };
        last = committed(store, |tx| tx.append(org, PHONE, &[row]).unwrap());
    }
    last
}

pub fn packed_rows_read_back_as_they_were(place: &Place) {
    let (store, org) = place.with_soko();
    let last = logs(&*store, org, 20);
    let id = doc(work_feed(BARAKA), "rings");
    let head = store.read().unwrap().document(org, &id).unwrap().unwrap();
    let all = |store: &dyn Store| {
        let tx = store.read().unwrap();
        let rows = tx.rows(org, Reach::All, ALL, 100).unwrap();
        let each: Vec<_> = rows.iter().map(|row| tx.row_changes(org, row.seq).unwrap()).collect();
        (rows, each, tx.changes(head.row, last - 3).unwrap(), tx.history(org, &id, Seq::MAX).unwrap())
    };
    let before = all(&*store);
    let dropped = {
        let mut tx = store.write().unwrap();
        tx.pack(head.row, last - 5).unwrap()
    };
    assert_eq!(all(&*store), before, "what is not committed is not there");
    let saved = committed(&*store, |tx| tx.pack(head.row, last - 5).unwrap());
    assert!(saved > 0 && saved == dropped, "{saved} {dropped}");
    assert_eq!(all(&*store), before);
    assert_eq!(committed(&*store, |tx| tx.pack(head.row, last - 5).unwrap()), 0, "nothing is left to pack");
    assert!(committed(&*store, |tx| tx.pack(head.row, last).unwrap()) > 0, "packed once more, with what came since");
    store.tidy().unwrap();
    assert_eq!(all(&*store), before);
    assert_eq!(all(&*place.open()), before);
}

pub fn all_of_it_is_taken_along_to_the_other_database(place: &Place) {
    let (store, org) = place.with_soko();
    let key = SecretKey::generate().unwrap().public();
    let device = Device { id: key.device(), organisation: org, person: BARAKA, key, number: 0, revoked: false };
    committed(&*store, |tx| {
        tx.put_workshop(org, &workshop(KIBERA, "KIBERA")).unwrap();
        tx.put_person(org, &person(AMINA, "Amina", Role::Lead(KIBERA))).unwrap();
        tx.put_person(org, &person(BARAKA, "Baraka", Role::Artisan(KIBERA))).unwrap();
        let at = tx.take_number(org).unwrap();
        tx.grant(org, BARAKA, Scope::Member(KIBERA), at).unwrap();
        tx.add_device(&device, "test 1", NOW).unwrap();
    });
    let last = logs(&*store, org, 6);
    let id = doc(work_feed(BARAKA), "rings");
    let head = store.read().unwrap().document(org, &id).unwrap().unwrap();
    committed(&*store, |tx| tx.pack(head.row, last - 1).unwrap());

    let elsewhere = match place {
        Place::File(_) => Place::postgres(),
        Place::Server(_) => Place::sqlite(),
    };
    let other = elsewhere.open();
    let from = store.read().unwrap();
    let taken = committed(&*other, |tx| copy(&*from, tx).unwrap());
    let there = other.read().unwrap();
    assert_eq!(tally(&*there).unwrap(), taken);
    assert_eq!(tally(&*from).unwrap(), taken);
    assert_eq!(there.organisations().unwrap(), from.organisations().unwrap());
    assert_eq!(there.people(org).unwrap(), from.people(org).unwrap());
    assert_eq!(there.device(device.id).unwrap(), from.device(device.id).unwrap());
    assert_eq!(there.rows(org, Reach::All, ALL, 100).unwrap(), from.rows(org, Reach::All, ALL, 100).unwrap());
    assert_eq!(there.history(org, &id, Seq::MAX).unwrap(), from.history(org, &id, Seq::MAX).unwrap());
    drop(there);
    // Numbers that the database draws go on behind those that were put in.
    committed(&*other, |tx| {
        let new = doc(work_feed(AMINA), "hoops");
        tx.append(org, PHONE, &[Batch { id: new, changes: vec![b"one".to_vec()] }]).unwrap();
        assert_ne!(tx.add_organisation("Another", 1, NOW).unwrap(), org);
    });
    assert_eq!(other.read().unwrap().last(org, &id).unwrap(), last);
}
