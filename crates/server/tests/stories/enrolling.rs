//! New phones and invitations.

use crate::http;
use crate::office::Office;
use crate::phone::{Phone, enrol_with, server_key};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use protocol::{Code, ENROL_PATH, EnrolRole, Failure, SecretKey};

fn refused(office: &Office, key: &SecretKey, code: &str) -> (u16, Code) {
    let (status, answer) = enrol_with(office, key, code);
    (status, answer.unwrap_err().code())
}

#[test]
fn amina_enrols_and_everybody_in_kibera_learns_of_her_phone() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.sync_all();
    let key = SecretKey::generate().unwrap();
    let code = office.invite("Amina");
    let (status, answer) = enrol_with(&office, &key, &code.to_lowercase());
    let answer = answer.unwrap();
    assert_eq!(status, 200);
    assert_eq!((answer.role, answer.workshop, answer.organisation.as_str()), (EnrolRole::Lead, Some(1), "Soko"));
    assert_eq!(answer.server_key, server_key(&office).bytes());

    let news = baraka.sync_all();
    assert_eq!(news.len(), 1);
    let id = DocId::new(Feed::Workshop(crate::phone::KIBERA), Kind::Workshop, DocKey::ONLY);
    let facts = documents::facts::read_workshop(&baraka.docs[&id]).unwrap();
    assert_eq!(facts.devices.get(&key.public().device()).map(|p| p.0), Some(answer.person));
    assert!(facts.members.values().any(|p| p.lead && p.name == "Amina"));
}

#[test]
fn an_invitation_is_for_one_phone_and_a_lost_answer_costs_a_repeat() {
    let office = Office::open();
    let (mine, anothers) = (SecretKey::generate().unwrap(), SecretKey::generate().unwrap());
    let code = office.invite("Baraka");
    let first = enrol_with(&office, &mine, &code).1.unwrap();
    let rows = office.count("SELECT count(*) FROM log");
    let again = enrol_with(&office, &mine, &code).1.unwrap();
    assert_eq!((again.person, again.role, again.server_key), (first.person, first.role, first.server_key));
    assert_eq!(office.count("SELECT count(*) FROM log"), rows);
    assert_eq!(refused(&office, &anothers, &code), (400, Code::UsedInvitation));
    assert_eq!(refused(&office, &mine, &office.invite("Amina")), (400, Code::BadInvitation));
    assert_eq!(office.count("SELECT count(*) FROM device"), 1);
    office.meddle("UPDATE device SET revoked = 1");
    assert_eq!(refused(&office, &mine, &code), (403, Code::Revoked));
}

#[test]
fn wrong_and_expired_invitations_list_nobody() {
    let office = Office::open();
    let key = SecretKey::generate().unwrap();
    assert_eq!(refused(&office, &key, "0000-0000-0000"), (400, Code::BadInvitation));
    assert_eq!(refused(&office, &key, "not one"), (400, Code::BadInvitation));
    let code = office.invite("Baraka");
    office.meddle("UPDATE invitation SET expires = 1000000000");
    assert_eq!(refused(&office, &key, &code), (400, Code::ExpiredInvitation));
    assert_eq!(office.count("SELECT count(*) FROM device"), 0);
    let said = office.run(&["invite", "Nobody"]);
    assert!(!said.ok && said.out.is_empty() && said.err.contains("[unknown_person]"), "{said:?}");
}

#[test]
fn whoever_guesses_is_soon_told_to_wait() {
    let office = Office::open();
    let key = SecretKey::generate().unwrap();
    for _ in 0..10 {
        assert_eq!(refused(&office, &key, "0000-0000-0000"), (400, Code::BadInvitation));
    }
    let waiting = enrol_with(&office, &key, "0000-0000-0000");
    assert_eq!((waiting.0, waiting.1.unwrap_err().code()), (429, Code::TooManyAttempts));
    assert_eq!(refused(&office, &key, &office.invite("Baraka")), (429, Code::TooManyAttempts));
}

#[test]
fn what_is_no_enrolment_is_answered_all_the_same() {
    let office = Office::open();
    for (body, status, code) in [
        (vec![], 400, Code::Malformed),
        (b"hello".to_vec(), 400, Code::Malformed),
        (vec![0xd2; 2000], 400, Code::Malformed),
        (vec![0; protocol::limits::BUNDLE + 1], 413, Code::TooLarge),
    ] {
        let reply = http::post(office.address(), ENROL_PATH, &body);
        let failure: Failure = protocol::open(&reply.body, &server_key(&office)).unwrap();
        assert_eq!((reply.status, failure.code()), (status, code));
    }
    assert_eq!(http::get(office.address(), "/healthz").body, b"ok\n");
}
