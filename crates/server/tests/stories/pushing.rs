//! What phones bring: kept, passed on, or refused change by change.

use crate::office::Office;
use crate::phone::{KIBERA, Phone, RONGAI, batch_id, refusals, work_id};
use documents::change_hash;
use domain::id::{DocKey, PersonId};
use domain::kind::{DocId, Feed, Kind};
use protocol::{Code, DocPush, WireDoc};

/// Baraka has been offered work by Amina, who made it from a batch of Esther's.
fn offered(office: &Office) -> (Phone, Phone, Phone) {
    let mut esther = Phone::enrol(office, "Esther");
    let mut amina = Phone::enrol(office, "Amina");
    let mut baraka = Phone::enrol(office, "Baraka");
    esther.sync_all();
    esther.batch(KIBERA, "rings", 100);
    assert_eq!(esther.sync().refused, []);
    amina.sync_all();
    assert!(amina.docs.contains_key(&batch_id(KIBERA, "rings")));
    amina.assign(KIBERA, baraka.person, "rings for Baraka");
    assert_eq!(amina.sync().refused, []);
    baraka.sync_all();
    (esther, amina, baraka)
}

#[test]
fn a_day_of_work_reaches_the_lead_and_the_office_and_nobody_else() {
    let office = Office::open();
    let mut wanjiru = Phone::enrol(&office, "Wanjiru");
    let (mut esther, mut amina, mut baraka) = offered(&office);
    for pieces in [3, 4, 5] {
        baraka.log("rings for Baraka", pieces);
    }
    let answer = baraka.sync();
    assert!(answer.refused.is_empty() && answer.pull.is_empty() && !answer.more, "{answer:?}");
    let work = work_id(KIBERA, baraka.person, "rings for Baraka");
    for phone in [&mut esther, &mut amina] {
        phone.sync_all();
        let (entries, unknown) = documents::work::entries(&phone.docs[&work]).unwrap();
        assert_eq!((entries.len(), unknown), (3, 0));
        assert_eq!(phone.doubled(), 0);
    }
    wanjiru.sync_all();
    assert!(wanjiru.docs.contains_key(&batch_id(KIBERA, "rings")));
    assert!(wanjiru.docs.keys().all(|id| !matches!(id.feed, Feed::Work(_, p) if p != wanjiru.person)));
}

#[test]
fn a_repeat_changes_nothing_and_a_sync_without_news_writes_nothing() {
    let office = Office::open();
    let (_, mut amina, mut baraka) = offered(&office);
    baraka.log("rings for Baraka", 3);
    let request = baraka.request();
    let first = baraka.send(&request).unwrap();
    let version = office.version();
    let (before, head) = (version(), office.count("SELECT head FROM organisation"));
    // The answer was lost: the same request again, then with one more entry under the same number.
    let again = baraka.send(&request).unwrap();
    assert_eq!((&again.refused, &again.cursor, &again.pull), (&first.refused, &first.cursor, &first.pull));
    amina.sync_all();
    amina.sync();
    assert_eq!((version(), office.count("SELECT head FROM organisation")), (before, head));
    baraka.log("rings for Baraka", 4);
    baraka.sync();
    assert_eq!(office.count("SELECT head FROM organisation"), head + 1);
    amina.sync_all();
    let work = work_id(KIBERA, baraka.person, "rings for Baraka");
    assert_eq!(documents::work::entries(&amina.docs[&work]).unwrap().0.len(), 2);
    assert_eq!(amina.doubled(), 0);
}

#[test]
fn an_artisan_who_writes_a_batch_is_refused_and_the_rest_is_kept() {
    let office = Office::open();
    let (mut esther, _, mut baraka) = offered(&office);
    let forged = baraka.batch(KIBERA, "a batch of my own", 1);
    let elsewhere = baraka.log_in(work_id(RONGAI, baraka.person, "rings"), 5);
    let anothers = baraka.log_in(work_id(KIBERA, PersonId(4), "rings"), 5);
    baraka.log("rings for Baraka", 3);
    let answer = baraka.sync();
    let no = Code::NotPermitted;
    assert_eq!(refusals(&answer), [(forged, no), (elsewhere, no), (anothers, no)]);
    esther.sync_all();
    assert!(!esther.docs.contains_key(&batch_id(KIBERA, "a batch of my own")));
    assert!(esther.docs.contains_key(&work_id(KIBERA, baraka.person, "rings for Baraka")));
}

#[test]
fn one_bad_change_takes_only_what_builds_on_it_along() {
    let office = Office::open();
    let (mut esther, _, mut baraka) = offered(&office);
    let good = baraka.log("rings for Baraka", 1);
    baraka.log("rings for Baraka", 2);
    let after_it = baraka.log("rings for Baraka", 3);
    let broken = b"\x85\x6f\x4a\x83 no change at all".to_vec();
    let other = baraka.log("earrings", 9);
    let hash = {
        use sha2::{Digest, Sha256};
        <[u8; 32]>::from(Sha256::digest(&broken))
    };
    baraka.outbox[0].changes[1] = broken;
    let answer = baraka.sync();
    assert_eq!(refusals(&answer), [(hash, Code::Unreadable), (after_it, Code::MissingDependency)]);
    esther.sync_all();
    assert!(esther.docs[&work_id(KIBERA, baraka.person, "rings for Baraka")].has(&good));
    assert!(esther.docs[&work_id(KIBERA, baraka.person, "earrings")].has(&other));
}

#[test]
fn each_refusal_has_its_code() {
    let office = Office::open();
    let (_, mut amina, mut baraka) = offered(&office);
    // Amina passes off a change of hers as Baraka's.
    let theirs = amina.log_in(work_id(KIBERA, baraka.person, "rings for Baraka"), 7);
    baraka.outbox.push(amina.outbox.pop().unwrap());
    let bytes = baraka.outbox[0].changes[0].clone();
    let mut with = |doc: WireDoc| baraka.outbox.push(DocPush { doc, changes: vec![bytes.clone()], run: None });
    with(DocId::new(Feed::Org, Kind::Batch, DocKey::ONLY).into());
    with(WireDoc { kind: 250, ..DocId::new(Feed::Org, Kind::Product, DocKey::ONLY).into() });
    with(DocId::new(Feed::Org, Kind::Organisation, DocKey::ONLY).into());
    let head = office.count("SELECT head FROM organisation");
    let answer = baraka.sync();
    let codes = [Code::ForgedActor, Code::WrongFeed, Code::UnknownKind, Code::NotPermitted];
    assert_eq!(refusals(&answer), codes.map(|code| (theirs, code)));
    assert_eq!(office.count("SELECT head FROM organisation"), head);
}

#[test]
fn what_was_accepted_stays_accepted_when_the_right_is_gone() {
    let office = Office::open();
    let (_, _, mut baraka) = offered(&office);
    baraka.log("rings for Baraka", 3);
    let lost_answer = baraka.send(&baraka.request()).unwrap();
    assert_eq!(lost_answer.refused, []);
    office.import("people", &crate::office::PEOPLE.replace("Baraka,KIBERA", "Baraka,RONGAI"));
    let late = baraka.log_in(work_id(KIBERA, baraka.person, "rings for Baraka"), 4);
    let answer = baraka.sync();
    assert_eq!(refusals(&answer), [(late, Code::NotPermitted)]);
}

#[test]
fn what_is_accepted_survives_a_crash_of_the_server() {
    let mut office = Office::open();
    let (_, mut amina, mut baraka) = offered(&office);
    let hash = baraka.log("rings for Baraka", 3);
    baraka.sync();
    office.crash();
    amina.server = office.address();
    amina.sync_all();
    assert!(amina.docs[&work_id(KIBERA, baraka.person, "rings for Baraka")].has(&hash));
    assert_eq!(change_hash(b"nothing"), None);
}
