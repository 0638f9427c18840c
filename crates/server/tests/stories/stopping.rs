//! The end of a server, and what is said where.

use crate::http;
use crate::office::Office;
use crate::phone::{KIBERA, Phone, work_id};
use std::io::{BufRead, Read, Write};

#[test]
fn a_request_that_was_begun_is_answered_before_the_end() {
    let mut office = Office::closed();
    let mut log = office.serve();
    let mut baraka = Phone::enrol(&office, "Baraka");
    let hash = baraka.log("rings", 3);
    let bundle = protocol::seal_from_device(&baraka.request(), &baraka.key, protocol::Packing::Plain).unwrap();
    let mut stream = http::connect(office.address());
    let head = "POST /v1/sync HTTP/1.1\r\nhost: x\r\nexpect: 100-continue";
    write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n", bundle.len()).unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    office.tell_to_stop();
    let mut lines = String::new();
    while !lines.contains("stopping") {
        assert!(log.read_line(&mut lines).unwrap() > 0, "{lines}");
    }
    stream.write_all(&bundle).unwrap();
    assert_eq!(http::read(&mut stream).status, 200);
    assert!(office.ended());
    log.read_to_string(&mut lines).unwrap();
    for secret in ["server.key", &office.invite("Amina")] {
        assert!(!lines.contains(secret));
    }
    office.serve();
    let mut amina = Phone::enrol(&office, "Amina");
    amina.sync_all();
    assert!(amina.docs[&work_id(KIBERA, baraka.person, "rings")].has(&hash));
}

#[test]
fn what_cannot_be_done_is_said_in_words_with_a_code() {
    let office = Office::closed();
    let fails = |args: &[&str], code: &str| {
        let said = office.run(args);
        assert!(!said.ok && said.out.is_empty() && said.err.contains(code), "{args:?}: {said:?}");
    };
    fails(&["org", "create", "Soko"], "[duplicate]");
    fails(&["org", "create", " "], "[bad_name]");
    fails(&["import", "people", "/nowhere/people.csv"], "[unreadable_file]");
    fails(&["invite", "Amina", "--days", "0"], "--days");
    office.must(&["org", "create", "Another"]);
    fails(&["invite", "Amina"], "[which_organisation]");
    fails(&["invite", "Amina", "--org", "Nobody's"], "[unknown_organisation]");
    office.must(&["invite", "Amina", "--org", "Soko"]);
    office.database().pragma_update(None, "user_version", 900).unwrap();
    fails(&["serve", "--listen", "127.0.0.1:0"], "[database_newer]");
    let empty = Office::closed();
    std::fs::remove_file(empty.folder.path().join("karakana.sqlite")).unwrap();
    let said = empty.run(&["invite", "Amina"]);
    assert!(!said.ok && said.err.contains("[no_organisation]"), "{said:?}");
}
