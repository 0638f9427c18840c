//! What one member, or one address, can ask of the server.

use crate::http::{self, Reply};
use crate::office::Office;
use crate::phone::{KIBERA, Phone, work_id};
use crate::sealing::{bomb, bundle, frame};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use protocol::{Code, DocPush, Failure, Packing, SYNC_PATH, SyncAnswer, SyncRequest, limits};
use sha2::{Digest, Sha256};
use std::io::Read;

fn no(answer: Result<SyncAnswer, (u16, Failure)>) -> (u16, Code) {
    let (status, failure) = answer.unwrap_err();
    (status, failure.code())
}

/// Whatever a member signs, it is counted before it is unpacked or believed.
#[test]
fn what_is_too_much_is_refused_and_the_phone_goes_on() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    let too_large = (413, Code::TooLarge);
    let body = vec![0; limits::BUNDLE + 1];
    assert_eq!(no(baraka.send_bytes(&body)), too_large, "a body");

    let packed = bomb(9 << 20);
    assert!(packed.len() < 400);
    assert_eq!(no(baraka.send_bytes(&bundle(&packed, &baraka))), too_large, "what is small until it is unpacked");

    let nested = frame(&[vec![0x81; 20], vec![0x00]].concat());
    assert_eq!(no(baraka.send_bytes(&bundle(&nested, &baraka))), (400, Code::Malformed), "arrays in each other");

    let many = frame(&[vec![0x9a, 0x00, 0x04, 0x00, 0x00], vec![0x00; 0x40000]].concat());
    assert_eq!(no(baraka.send_bytes(&bundle(&many, &baraka))), too_large, "items");

    let id = work_id(KIBERA, baraka.person, "rings");
    let empty = DocPush { doc: id.into(), changes: Vec::new(), run: None };
    let crowd = SyncRequest { push: vec![empty; limits::DOCUMENTS + 1], ..baraka.request() };
    assert_eq!(no(baraka.send(&crowd)), too_large, "documents");

    let changes = |n, bytes| DocPush { doc: id.into(), changes: vec![vec![0; bytes]; n], run: None };
    let crowd = SyncRequest { push: vec![changes(limits::CHANGES + 1, 1)], ..baraka.request() };
    assert_eq!(no(baraka.send(&crowd)), too_large, "changes of a document");
    let huge = SyncRequest { push: vec![changes(1, limits::CHANGE + 1)], ..baraka.request() };
    assert_eq!(no(baraka.send(&huge)), too_large, "a change");

    assert_eq!(office.count("SELECT count(*) FROM log WHERE feed = (SELECT id FROM feed WHERE name = 'work:1:3')"), 0);
    baraka.log("rings", 3);
    assert_eq!(baraka.sync().refused, []);
}

/// A name that is too long, and a document in a place where it does not belong, cost the phone that change and no more.
#[test]
fn one_bad_document_costs_itself_only() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    let good = baraka.log("rings", 3);
    let bad = DocId::new(Feed::Office, Kind::Work, DocKey::named("test", "rings"));
    baraka.outbox.push(DocPush { doc: bad.into(), changes: vec![vec![7; 40]], run: None });
    let refused = baraka.sync().refused;
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, Code::WrongFeed.number());
    let mut amina = Phone::enrol(&office, "Amina");
    amina.sync_all();
    assert!(amina.docs[&work_id(KIBERA, baraka.person, "rings")].has(&good));
}

#[test]
fn a_phone_that_went_mad_is_told_to_wait_and_another_is_answered() {
    let mut office = Office::closed();
    office.serve_with(&["--requests-per-device", "1", "--burst-per-device", "5"]);
    let (mut baraka, mut amina) = (Phone::enrol(&office, "Baraka"), Phone::enrol(&office, "Amina"));
    let request = baraka.request();
    let told = (0..300).find_map(|_| baraka.send(&request).err()).expect("told to wait");
    assert_eq!((told.0, told.1.code(), told.1.number), (429, Code::TooManyRequests, request.number));
    assert!(!told.1.code().is_permanent());
    amina.sync_all();
    // What it could not send it keeps, and sends when it may.
    let hash = baraka.log("rings", 3);
    let mut answer = baraka.send(&baraka.request());
    while answer.as_ref().is_err_and(|(status, _)| *status == 429) {
        answer = baraka.send(&baraka.request());
    }
    baraka.take_in(&answer.unwrap());
    amina.sync_all();
    assert!(amina.docs[&work_id(KIBERA, baraka.person, "rings")].has(&hash));
}

/// A stranger who knows the id of Baraka's phone cannot use up what it may ask: only what it signed counts.
#[test]
fn nobody_uses_up_what_another_may_ask() {
    let mut office = Office::closed();
    office.serve_with(&["--requests-per-device", "1", "--burst-per-device", "2"]);
    let baraka = Phone::enrol(&office, "Baraka");
    let mut forged = protocol::seal_from_device(&baraka.request(), &baraka.key, Packing::Plain).unwrap();
    *forged.last_mut().unwrap() ^= 1;
    for _ in 0..20 {
        assert_eq!(no(baraka.send_bytes(&forged)), (401, Code::BadSignature));
    }
    assert!(baraka.send(&baraka.request()).is_ok());
}

/// A sync as it comes through the office's own proxy, which says whom it is from.
fn through_proxy(office: &Office, phone: &Phone, from: &str) -> Reply {
    let bundle = protocol::seal_from_device(&phone.request(), &phone.key, Packing::Plain).unwrap();
    http::post_saying(office.address(), SYNC_PATH, &format!("x-forwarded-for: {from}\r\n"), &bundle)
}

#[test]
fn an_address_that_asks_too_often_is_told_to_wait_and_another_is_answered() {
    let mut office = Office::closed();
    let rate = ["--requests-per-address", "1", "--burst-per-address", "5"];
    office.serve_with(&[&rate[..], &["--trusted-proxies", "127.0.0.1"]].concat());
    let baraka = Phone::enrol(&office, "Baraka");
    let mut asking = (0..300).map(|_| through_proxy(&office, &baraka, "198.51.100.7"));
    let told = asking.find(|reply| reply.status == 429);
    let failure: Failure = protocol::open(&told.expect("told to wait").body, &baraka.server_key).unwrap();
    assert_eq!(failure.code(), Code::TooManyRequests);
    assert_eq!(through_proxy(&office, &baraka, "203.0.113.9").status, 200);
    // Whoever asks through the proxy cannot choose an address: what they say stands before what the proxy says.
    let told = (0..250).any(|n| through_proxy(&office, &baraka, &format!("203.0.113.{n}, 198.51.100.7")).status == 429);
    assert!(told);
}

#[test]
fn what_a_stranger_says_of_their_address_is_not_believed() {
    let mut office = Office::closed();
    let rate = ["--requests-per-address", "1", "--burst-per-address", "5", "--unlimited", ""];
    office.serve_with(&rate);
    let baraka = Phone::enrol(&office, "Baraka");
    let told = (0..250).any(|n| through_proxy(&office, &baraka, &format!("198.51.100.{n}")).status == 429);
    assert!(told);
}

#[test]
fn an_address_holds_so_many_connections_and_no_more() {
    let mut office = Office::closed();
    office.serve_with(&["--connections-per-address", "3", "--unlimited", ""]);
    let mut held: Vec<_> = (0..3).map(|_| http::connect(office.address())).collect();
    // Each has its place for sure once it was answered.
    for stream in &mut held {
        assert_eq!(http::ask_again(stream, "/healthz").status, 200);
    }
    let mut one_more = http::connect(office.address());
    assert_eq!(one_more.read(&mut [0; 10]).unwrap_or(0), 0, "closed without a word");
    drop(held);
    // The places are free again, as soon as the server has noticed.
    let again = (0..10_000).any(|_| {
        let mut stream = http::connect(office.address());
        http::try_ask(&mut stream, "/healthz").is_some_and(|reply| reply.status == 200)
    });
    assert!(again);
}

/// A phone that does not read its answer, or a link that stands still, gives its place up.
#[test]
fn who_does_not_take_an_answer_or_finish_a_request_is_given_up() {
    let mut office = Office::closed();
    office.serve_with(&["--standstill", "1", "--connections", "1"]);
    let mut esther = Phone::enrol(&office, "Esther");
    for n in 0..300_u32 {
        // Names that no compressor makes small: the answer is to be larger than what the system holds for a connection.
        let name: String =
            (0..7_u32).map(|part| format!("{:x}", Sha256::digest([n, part].map(u32::to_be_bytes).concat()))).collect();
        esther.batch(KIBERA, &name, 50);
    }
    esther.sync_all();
    esther.cursor.clear();
    // The one place is taken by somebody who asks for the same large answer again and again and reads nothing.
    let ask = protocol::seal_from_device(&esther.request(), &esther.key, Packing::Plain).unwrap();
    let mut deaf = http::connect(office.address());
    http::send_without_reading(&mut deaf, SYNC_PATH, &ask, 500);
    // It gets free, and then by somebody who never finishes a request.
    assert_eq!(http::get(office.address(), "/healthz").status, 200);
    let mut mute = http::connect(office.address());
    http::begin(&mut mute, SYNC_PATH, ask.len(), &ask[..10]);
    let reply = http::read(&mut mute);
    let failure: Failure = protocol::open(&reply.body, &esther.server_key).unwrap();
    assert_eq!((reply.status, failure.code()), (503, Code::Busy));
    drop((deaf, mute));
    assert_eq!(http::get(office.address(), "/healthz").status, 200);
}
