//! Requests that are refused as a whole: a code, a signature of the server, nothing stored.

use crate::office::Office;
use crate::phone::{KIBERA, Phone};
use protocol::{Code, Failure, SecretKey, SyncAnswer, limits};

fn no(answer: Result<SyncAnswer, (u16, Failure)>) -> (u16, Code) {
    let (status, failure) = answer.unwrap_err();
    (status, failure.code())
}

#[test]
fn a_bundle_by_another_key_is_refused() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    let before = office.count("SELECT head FROM organisation");
    baraka.log("rings", 3);
    let stranger = SecretKey::generate().unwrap();
    let request = baraka.request();
    // Unknown to the server; then under Baraka's name; then Baraka's own, changed on the way.
    let bundle = protocol::seal_from_device(&request, &stranger, protocol::Packing::Plain).unwrap();
    assert_eq!(no(baraka.send_bytes(&bundle)), (401, Code::UnknownDevice));
    let (mine, theirs) = (baraka.key.public().device().0, stranger.public().device().0);
    let at = bundle.windows(12).position(|w| w == theirs).unwrap();
    let mut posing = bundle.clone();
    posing[at..at + 12].copy_from_slice(&mine);
    assert_eq!(no(baraka.send_bytes(&posing)), (401, Code::BadSignature));
    let own = protocol::seal_from_device(&request, &baraka.key, protocol::Packing::Plain).unwrap();
    for at in [own.len() / 2, own.len() - 1] {
        let mut changed = own.clone();
        changed[at] ^= 1;
        assert_eq!(no(baraka.send_bytes(&changed)), (401, Code::BadSignature));
    }
    assert_eq!(office.count("SELECT head FROM organisation"), before);
    assert_eq!(baraka.send_bytes(&own).unwrap().refused, []);
}

#[test]
fn malformed_and_oversized_bundles_are_refused() {
    let office = Office::open();
    let baraka = Phone::enrol(&office, "Baraka");
    let good = protocol::seal_from_device(&baraka.request(), &baraka.key, protocol::Packing::Plain).unwrap();
    for bad in [&b""[..], b"GET", &good[..good.len() - 1], &[good.as_slice(), b"!"].concat(), &[0x9f; 5000]] {
        assert_eq!(no(baraka.send_bytes(bad)), (400, Code::Malformed));
    }
    assert_eq!(no(baraka.send_bytes(&vec![0; limits::BUNDLE + 1])), (413, Code::TooLarge));
    // Another message of this phone's is not a sync request, though the signature is its own.
    let other =
        protocol::seal_from_device(&Failure::new(Code::Busy, 1, ""), &baraka.key, protocol::Packing::Plain).unwrap();
    assert_eq!(no(baraka.send_bytes(&other)), (401, Code::BadSignature));
    assert!(baraka.send_bytes(&good).is_ok());
}

#[test]
fn a_bundle_number_that_was_passed_is_stale_and_says_which_was_last() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    for pieces in 1..=3 {
        baraka.log("rings", pieces);
        baraka.sync();
    }
    let mut replay = baraka.request();
    replay.number = 2;
    let (status, failure) = baraka.send(&replay).unwrap_err();
    assert_eq!((status, failure.code(), failure.number, failure.expected), (409, Code::StaleBundle, 2, 3));
    replay.number = u64::MAX;
    assert_eq!(no(baraka.send(&replay)), (400, Code::Malformed));
    replay.number = 3;
    assert!(baraka.send(&replay).is_ok());
}

#[test]
fn a_cursor_of_somebody_else_or_of_another_time_is_refused() {
    let office = Office::open();
    let (mut baraka, mut amina) = (Phone::enrol(&office, "Baraka"), Phone::enrol(&office, "Amina"));
    baraka.sync_all();
    amina.sync_all();
    let mut request = baraka.request();
    for cursor in [amina.cursor.clone(), b"nonsense".to_vec(), vec![0; 64]] {
        request.cursor = cursor;
        let (status, failure) = baraka.send(&request).unwrap_err();
        assert_eq!((status, failure.code(), failure.number), (409, Code::BadCursor, request.number));
    }
    // The server was restored from a backup and does not have what the phone has seen.
    office.meddle("UPDATE organisation SET head = head - 1");
    assert_eq!(no(baraka.send(&baraka.request())), (409, Code::BadCursor));
}

#[test]
fn changes_with_a_refused_cursor_are_kept_all_the_same() {
    let office = Office::open();
    let (mut baraka, mut amina) = (Phone::enrol(&office, "Baraka"), Phone::enrol(&office, "Amina"));
    baraka.sync_all();
    let hash = baraka.log("rings", 3);
    baraka.cursor = b"nonsense".to_vec();
    assert_eq!(no(baraka.send(&baraka.request())), (409, Code::BadCursor));
    baraka.cursor.clear();
    assert_eq!(baraka.sync().refused, []);
    amina.sync_all();
    assert!(amina.docs[&crate::phone::work_id(KIBERA, baraka.person, "rings")].has(&hash));
}

#[test]
fn revoked_devices_and_old_apps_are_told_so() {
    let office = Office::open();
    let baraka = Phone::enrol(&office, "Baraka");
    let mut old = baraka.request();
    old.version = 0;
    let (status, failure) = baraka.send(&old).unwrap_err();
    assert_eq!((status, failure.code(), failure.expected), (426, Code::TooOld, 1));
    office.meddle("UPDATE device SET revoked = 1");
    assert_eq!(no(baraka.send(&baraka.request())), (403, Code::Revoked));
}
