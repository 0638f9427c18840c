//! What goes in comes out.

use crate::place::{
    AMINA, BARAKA, KIBERA, NOW, PHONE, Place, RONGAI, batch, committed, doc, person, work_feed, workshop,
};
use domain::id::{DeviceId, Incarnation, WorkshopId};
use domain::kind::Feed;
use domain::policy::Role;
use domain::time::Timestamp;
use protocol::SecretKey;
use server::authority::Scope;
use server::store::record::{Contact, Device, Grant, Invitation, Organisation, Person};

pub fn what_is_kept_reads_back(place: &Place) {
    let (store, org) = place.with_soko();
    let key = SecretKey::generate().unwrap().public();
    let device = Device { id: key.device(), organisation: org, person: BARAKA, key, number: 0, revoked: false };
    let invitation =
        Invitation { secret: [5; 32], organisation: org, person: BARAKA, expires: Timestamp(99), used_by: None };
    let amina = Person {
        phone: "+254 700".into(),
        skills: vec!["brass".into(), "casting".into()],
        hours_per_week: Some(40),
        ..person(AMINA, "Amina", Role::Lead(KIBERA))
    };
    committed(&*store, |tx| {
        tx.put_workshop(org, &workshop(RONGAI, "RONGAI")).unwrap();
        tx.put_workshop(org, &workshop(KIBERA, "KIBRA")).unwrap();
        tx.put_workshop(org, &workshop(KIBERA, "KIBERA")).unwrap();
        tx.put_person(org, &person(BARAKA, "Baraka", Role::Coordinator)).unwrap();
        tx.put_person(org, &person(BARAKA, "Baraka", Role::Artisan(KIBERA))).unwrap();
        tx.put_person(org, &amina).unwrap();
        let at = tx.take_number(org).unwrap();
        tx.grant(org, BARAKA, Scope::Member(RONGAI), at).unwrap();
        let at = tx.take_number(org).unwrap();
        tx.take_back(org, BARAKA, Scope::Member(RONGAI), at).unwrap();
        tx.grant(org, BARAKA, Scope::Member(KIBERA), at).unwrap();
        tx.add_invitation(&invitation, NOW).unwrap();
        tx.add_device(&device, "test 1", NOW).unwrap();
        tx.use_invitation(&[5; 32], device.id, NOW).unwrap();
        let contact =
            Contact { incarnation: Incarnation(u32::MAX), number: 12, app: "test 2".into(), unsent: 3, at: NOW };
        tx.note_contact(device.id, &contact).unwrap();
    });
    let tx = place.open();
    let tx = tx.read().unwrap();
    let soko = Organisation { id: org, name: "Soko".into(), history: 77, head: 2 };
    assert_eq!(tx.organisation(org).unwrap(), soko);
    assert_eq!(tx.organisations().unwrap(), [soko]);
    assert_eq!(tx.workshops(org).unwrap(), [workshop(KIBERA, "KIBERA"), workshop(RONGAI, "RONGAI")]);
    let baraka = person(BARAKA, "Baraka", Role::Artisan(KIBERA));
    assert_eq!(tx.people(org).unwrap(), [amina, baraka.clone()]);
    assert_eq!(tx.person(org, BARAKA).unwrap(), Some(baraka));
    let gone = Grant { scope: Scope::Member(RONGAI), granted: 1, lost: Some(2) };
    let held = Grant { scope: Scope::Member(KIBERA), granted: 2, lost: None };
    assert_eq!(tx.grants(org, BARAKA).unwrap(), [gone, held]);
    assert_eq!(tx.device(device.id).unwrap(), Some(Device { number: 12, ..device.clone() }));
    assert_eq!(tx.devices(org).unwrap(), [(device.id, BARAKA)]);
    assert_eq!(tx.invitation(&[5; 32]).unwrap(), Some(Invitation { used_by: Some(device.id), ..invitation }));
    assert_eq!(tx.invitation(&[6; 32]).unwrap(), None);
    assert_eq!(tx.device(DeviceId([1; 12])).unwrap(), None);
}

pub fn what_is_not_committed_is_not_there(place: &Place) {
    let (store, org) = place.with_soko();
    let mut tx = store.write().unwrap();
    tx.put_workshop(org, &workshop(KIBERA, "KIBERA")).unwrap();
    tx.append(org, PHONE, &[batch(doc(work_feed(BARAKA), "rings"), *b"one")]).unwrap();
    assert_eq!(tx.workshops(org).unwrap().len(), 1);
    drop(tx);
    let tx = store.read().unwrap();
    assert_eq!((tx.workshops(org).unwrap(), tx.organisation(org).unwrap().head), (Vec::new(), 0));
    assert_eq!(tx.document(org, &doc(work_feed(BARAKA), "rings")).unwrap(), None);
}

pub fn what_is_once_only_is_refused_the_second_time(place: &Place) {
    let (store, org) = place.with_soko();
    let mut tx = store.write().unwrap();
    assert_eq!(tx.add_organisation("Soko", 78, NOW).unwrap_err().code(), "database_failed");
    drop(tx);
    let mut tx = store.write().unwrap();
    tx.put_person(org, &person(AMINA, "Amina", Role::Coordinator)).unwrap();
    assert!(tx.put_person(org, &person(BARAKA, "Amina", Role::Coordinator)).is_err());
    drop(tx);
    let tx = store.read().unwrap();
    assert_eq!((tx.organisations().unwrap().len(), tx.people(org).unwrap().len()), (1, 0));
}

pub fn odd_values_come_back_as_they_were(place: &Place) {
    let (store, org) = place.with_soko();
    let names = ["Ángela O'Brien", "amina", "Zawadi; DROP TABLE person", "", "نور $1 ?1", "Amina"];
    let everything: Vec<u8> = (0..=255).collect();
    let id = doc(Feed::Org, "odd");
    committed(&*store, |tx| {
        for (number, name) in (1..).zip(names) {
            tx.put_workshop(org, &workshop(WorkshopId(number), name)).unwrap();
        }
        tx.add_organisation("~", 0, NOW).unwrap();
        tx.add_organisation("É", u32::MAX, NOW).unwrap();
        let changes = vec![Vec::new(), everything.clone(), vec![0; 60_000]];
        tx.append(org, PHONE, &[server::store::record::Batch { id, changes }]).unwrap();
    });
    let tx = store.read().unwrap();
    let codes: Vec<_> = tx.workshops(org).unwrap().into_iter().map(|w| w.code).collect();
    assert_eq!(codes, names);
    // By their bytes, whatever language the database speaks.
    let organisations: Vec<_> = tx.organisations().unwrap().into_iter().map(|o| (o.name, o.history)).collect();
    assert_eq!(organisations, [("Soko".into(), 77), ("~".into(), 0), ("É".into(), u32::MAX)]);
    assert_eq!(tx.row_changes(org, 1).unwrap(), [Vec::new(), everything, vec![0; 60_000]]);
}
