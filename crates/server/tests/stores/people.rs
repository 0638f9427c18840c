//! People who leave, devices that are closed, what is held, and the audit log.

use crate::place::{AMINA, BARAKA, KIBERA, NOW, Place, committed, doc, person, work_feed};
use domain::id::{DeviceId, Incarnation};
use domain::policy::Role;
use domain::time::Timestamp;
use protocol::{SecretKey, WireDoc};
use server::store::people::{Bringer, Decision, Deed, Held, Holding, Open, Sighting, Weight};
use server::store::record::{Device, Invitation};
use std::collections::BTreeMap;

const LATER: Timestamp = Timestamp(NOW.0 + 60);

pub fn who_leaves_and_what_is_held_reads_back(place: &Place) {
    let (store, org) = place.with_soko();
    let key = SecretKey::generate().unwrap().public();
    let id = key.device();
    let device = Device { id, organisation: org, person: BARAKA, key, number: 0, revoked: false };
    let known: WireDoc = doc(work_feed(BARAKA), "rings").into();
    let strange = WireDoc { kind: 99, ..known };
    let bundle: Vec<u8> = (0..=255).collect();
    let by =
        Bringer { organisation: org, device: id, person: BARAKA, incarnation: Incarnation(u32::MAX), bundle: &bundle };
    let holding =
        |doc, n: u8| Holding { doc, code: 5, changes: vec![([n; 32], vec![n; 10]), ([n + 1; 32], Vec::new())] };
    let deed = |act: &str, by| Deed { at: NOW, by, act: act.into(), about: Some(BARAKA), detail: "é ?1".into() };
    let invitation =
        |n: u8, expires| Invitation { secret: [n; 32], organisation: org, person: BARAKA, expires, used_by: None };
    committed(&*store, |tx| {
        tx.put_person(org, &person(AMINA, "Amina", Role::Coordinator)).unwrap();
        tx.put_person(org, &person(BARAKA, "Baraka", Role::Artisan(KIBERA))).unwrap();
        tx.add_device(&device, "1", NOW).unwrap();
        tx.set_ended(org, BARAKA, Some(NOW)).unwrap();
        tx.close_device(id, 12, NOW).unwrap();
        tx.close_device(id, 5, LATER).unwrap();
        tx.note_act(id, u64::from(u32::MAX) + 1, &[8; 32]).unwrap();
        for (n, expires) in [(1, LATER), (2, NOW), (3, LATER), (4, LATER)] {
            tx.add_invitation(&invitation(n, expires), NOW).unwrap();
        }
        tx.use_invitation(&[3; 32], id, NOW).unwrap();
        tx.revoke_invitation(&[4; 32], NOW).unwrap();
        tx.hold(by, &[holding(known, 1), holding(strange, 1)], NOW).unwrap();
        tx.hold(by, &[holding(known, 7)], LATER).unwrap();
        tx.add_deed(org, &deed("person_ended", None)).unwrap();
        tx.add_deed(org, &deed("device_revoked", Some((AMINA, id)))).unwrap();
        let seen = |at| BTreeMap::from([(id, Sighting { app: "2".into(), unsent: 4, at })]);
        tx.note_sightings(&seen(LATER)).unwrap();
        tx.note_sightings(&seen(NOW)).unwrap();
    });
    let store = place.open();
    let tx = store.read().unwrap();
    assert_eq!(tx.ended(org).unwrap(), BTreeMap::from([(BARAKA, NOW)]));
    assert_eq!((tx.closed_for(id).unwrap(), tx.closed_for(DeviceId([1; 12])).unwrap()), (12, 0));
    assert!(tx.device(id).unwrap().unwrap().revoked);
    let listed = tx.listed(org).unwrap();
    let [one] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!((one.closed, one.last_seen, one.unsent, one.app.as_str()), (Some(NOW), LATER, 4, "2"));
    assert_eq!(tx.last_act(id).unwrap(), (u64::from(u32::MAX) + 1, [8; 32]));
    assert_eq!(tx.last_act(DeviceId([1; 12])).unwrap(), (0, [0; 32]));
    let open = Open { secret: [1; 32], person: BARAKA, created: NOW, expires: LATER };
    assert_eq!(tx.open_invitations(org, NOW).unwrap(), [open]);
    assert_eq!((tx.is_revoked(&[4; 32]).unwrap(), tx.is_revoked(&[1; 32]).unwrap()), (true, false));
    assert!(tx.was_held(id, &strange, &[2; 32]).unwrap() && !tx.was_held(id, &strange, &[7; 32]).unwrap());
    assert_eq!(tx.held_weight(id).unwrap(), Weight { rows: 3, bytes: 30 + 512 });
    let held = tx.held(org).unwrap();
    let brief = |h: &Held| (h.doc, h.at, h.changes.len(), h.incarnation, h.decided);
    let life = Incarnation(u32::MAX);
    let expected = [(known, NOW, 2, life, None), (strange, NOW, 2, life, None), (known, LATER, 2, life, None)];
    assert_eq!(held.iter().map(brief).collect::<Vec<_>>(), expected);
    assert_eq!(tx.held_one(org, held[1].id).unwrap().as_ref(), Some(&held[1]));
    let lines = tx.audit(org, i64::MAX, 10).unwrap();
    assert_eq!(lines[0].1, deed("device_revoked", Some((AMINA, id))));
    assert_eq!((lines.len(), tx.audit(org, lines[0].0, 10).unwrap()[0].1.clone()), (2, deed("person_ended", None)));
    assert_eq!(tx.audit(org, i64::MAX, 1).unwrap().len(), 1);
    drop(tx);

    committed(&*store, |tx| {
        tx.decide(&held[0], Decision::Accepted).unwrap();
        tx.decide(&held[2], Decision::Discarded).unwrap();
        tx.set_ended(org, BARAKA, None).unwrap();
        tx.open_devices(org, BARAKA, 5).unwrap();
        assert!(tx.device(id).unwrap().unwrap().revoked, "closed for another reason");
        tx.open_devices(org, BARAKA, 12).unwrap();
    });
    let tx = store.read().unwrap();
    // The first bundle stays while something of it waits.
    assert_eq!(tx.held_weight(id).unwrap(), Weight { rows: 1, bytes: 10 + 256 });
    let decided = tx.held_one(org, held[0].id).unwrap().unwrap();
    assert_eq!((decided.decided, decided.changes.len()), (Some(Decision::Accepted), 0));
    assert!(tx.was_held(id, &known, &[1; 32]).unwrap());
    assert!(!tx.device(id).unwrap().unwrap().revoked && tx.ended(org).unwrap().is_empty());
}
