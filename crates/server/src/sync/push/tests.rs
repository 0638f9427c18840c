//! Requests that meet another one between the check and the write.

use super::*;
use crate::data::Data;
use crate::store::Store;
use crate::store::record::Workshop;
use documents::work;
use domain::entry::WorkEntry;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{Feed, Kind};
use domain::policy::Role;
use domain::quantity::Pieces;
use protocol::SecretKey;

const KIBERA: WorkshopId = WorkshopId(1);

/// A server at which Baraka of Kibera has a phone.
fn office(folder: &std::path::Path) -> (Host, Device) {
    let data = Data::create(folder, None).unwrap();
    let mut tx = data.store.write().unwrap();
    let organisation = tx.add_organisation("Soko", 7, Timestamp(0)).unwrap();
    tx.put_workshop(organisation, &Workshop { number: KIBERA, code: "KIBERA".into(), place: "Kibera".into() }).unwrap();
    tx.put_person(organisation, &baraka(Role::Artisan(KIBERA))).unwrap();
    let key = SecretKey::generate().unwrap().public();
    let (id, person) = (key.device(), PersonId(1));
    let device = Device { id, organisation, person, key, number: 0, revoked: false };
    tx.add_device(&device, "test", Timestamp(0)).unwrap();
    tx.commit().unwrap();
    (Host::new(data.store, data.key), device)
}

fn baraka(role: Role) -> Person {
    let (name, language) = ("Baraka".into(), "sw".into());
    Person { number: PersonId(1), name, role, phone: String::new(), language, skills: Vec::new(), hours_per_week: None }
}

/// A request with one hand-in.
fn hand_in(device: &Device) -> SyncRequest {
    let id = DocId::new(Feed::Work(KIBERA, device.person), Kind::Work, DocKey::ONLY);
    let actor = Author { device: device.id, incarnation: Incarnation(1) }.actor();
    let entry = WorkEntry::HandIn { pieces: Pieces(12) };
    let written = Document::new(id).unwrap().edit(actor, |w| work::add(w, Timestamp(0), &entry)).unwrap().unwrap();
    SyncRequest {
        version: protocol::VERSION,
        capabilities: 0,
        incarnation: 1,
        number: 1,
        cursor: Vec::new(),
        budget: 0,
        clock: 0,
        unsent: 1,
        app: "test".into(),
        push: vec![DocPush { doc: id.into(), changes: vec![written.bytes], run: None }],
        heads: None,
        partial: None,
    }
}

fn head(host: &Host, device: &Device) -> Seq {
    host.store.read().unwrap().organisation(device.organisation).unwrap().head
}

#[test]
fn the_same_request_twice_at_the_same_time_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let (host, device) = office(folder.path());
    let request = hand_in(&device);
    let ready = || prepare(&*host.store.read().unwrap(), &device, &request).unwrap();
    let (first, second) = (ready(), ready());
    assert_eq!(store(&host, first, &device, &request, b"", Timestamp(1)).unwrap(), []);
    assert_eq!(store(&host, second, &device, &request, b"", Timestamp(2)).unwrap(), []);
    assert_eq!(head(&host, &device), 1);
}

#[test]
fn whoever_moves_between_the_check_and_the_write_is_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let (host, device) = office(folder.path());
    let request = hand_in(&device);
    let ready = prepare(&*host.store.read().unwrap(), &device, &request).unwrap();
    let mut tx = host.store.write().unwrap();
    tx.put_person(device.organisation, &baraka(Role::Artisan(WorkshopId(2)))).unwrap();
    tx.commit().unwrap();
    let refused = store(&host, ready, &device, &request, b"", Timestamp(1)).unwrap();
    assert_eq!(refused.first().map(|r| r.code), Some(Code::NotPermitted.number()));
    assert_eq!(head(&host, &device), 0);
}

#[test]
fn a_bundle_that_a_later_one_has_overtaken_is_stale() {
    let folder = tempfile::tempdir().unwrap();
    let (host, device) = office(folder.path());
    let request = hand_in(&device);
    let ready = || prepare(&*host.store.read().unwrap(), &device, &request).unwrap();
    let (first, second) = (ready(), ready());
    let later = SyncRequest { number: 2, ..request.clone() };
    store(&host, first, &device, &later, b"", Timestamp(1)).unwrap();
    let denied = store(&host, second, &device, &request, b"", Timestamp(2)).unwrap_err();
    assert_eq!((denied.0.code(), denied.0.expected), (Code::StaleBundle, 2));
}
