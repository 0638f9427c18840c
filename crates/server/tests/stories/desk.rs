//! Coordinators' signed requests, and the same by command line.

use crate::http;
use crate::office::Office;
use crate::phone::{Phone, enrol_with};
use protocol::admin::{AdminAnswer, AdminRequest, Ask};
use protocol::invitation::Invitation;
use protocol::{ADMIN_PATH, Code, EnrolRole, Failure, Packing, SecretKey, VERSION};

fn bundle(phone: &Phone, number: u64, ask: Ask) -> Vec<u8> {
    let request = AdminRequest { version: VERSION, number, clock: 0, ask };
    protocol::seal_from_device(&request, &phone.key, Packing::Plain).unwrap()
}

fn send(phone: &Phone, bundle: &[u8]) -> Result<AdminAnswer, (u16, Failure)> {
    let reply = http::post(phone.server, ADMIN_PATH, bundle);
    if reply.status == 200 {
        Ok(protocol::open(&reply.body, &phone.server_key).unwrap())
    } else {
        Err((reply.status, protocol::open(&reply.body, &phone.server_key).unwrap()))
    }
}

fn ask(phone: &Phone, number: u64, ask: Ask) -> Result<AdminAnswer, (u16, Code)> {
    send(phone, &bundle(phone, number, ask)).map_err(|(status, failure)| (status, failure.code()))
}

fn otieno() -> Ask {
    let (name, phone, language) = ("Otieno".into(), "+254 700 000 001".into(), "sw".into());
    Ask::AddPerson { name, role: EnrolRole::Artisan, workshop: Some(2), phone, language }
}

#[test]
fn esther_adds_otieno_invites_him_moves_him_and_lets_him_go() {
    let office = Office::open();
    let esther = Phone::enrol(&office, "Esther");
    let made = ask(&esther, 1, otieno()).unwrap().made.unwrap();
    let code = Invitation::generate().unwrap();
    let secret = documents::digest(code.as_str().as_bytes());
    let invited = ask(&esther, 2, Ask::Invite { person: made, secret, days: 14 }).unwrap();
    assert!(invited.expires.is_some());
    let open = ask(&esther, 0, Ask::Invitations).unwrap().invitations.unwrap();
    assert_eq!((open.last().unwrap().person, open.last().unwrap().invitation.as_slice()), (made, &secret[..8]));
    let key = SecretKey::generate().unwrap();
    let answer = enrol_with(&office, &key, code.as_str()).1.unwrap();
    assert_eq!((answer.person, answer.workshop), (made, Some(2)));
    ask(&esther, 3, Ask::MovePerson { person: made, role: EnrolRole::Lead, workshop: Some(1) }).unwrap();
    ask(&esther, 4, Ask::EndPerson { person: made }).unwrap();
    let view = ask(&esther, 0, Ask::People).unwrap();
    let his = view.people.unwrap().into_iter().find(|p| p.person == made).unwrap();
    assert!(his.ended > 0 && his.role == EnrolRole::Lead && view.workshops.unwrap().len() == 2);
    let devices = ask(&esther, 0, Ask::Devices).unwrap().devices.unwrap();
    assert!(devices.iter().any(|d| d.person == made && d.closed > 0));
    let log = ask(&esther, 0, Ask::Audit { before: 0 }).unwrap().audit.unwrap();
    let acts: Vec<&str> = log.iter().take(4).map(|line| line.act.as_str()).collect();
    assert_eq!(acts, ["person_ended", "person_moved", "invited", "person_added"]);
    assert!(log.iter().take(4).all(|line| line.by == esther.person.0 && line.about == made));
    // Neither the log nor the server's database knows the code.
    let everything = office.must(&["audit"]) + &office.must(&["invitation", "list"]);
    assert!(!everything.contains(code.as_str()) && !everything.contains(&code.to_string()));
}

#[test]
fn an_act_that_comes_again_is_answered_and_not_done_again_and_an_old_one_is_refused() {
    let office = Office::open();
    let esther = Phone::enrol(&office, "Esther");
    let first = bundle(&esther, 1, otieno());
    assert!(send(&esther, &first).unwrap().made.is_some());
    let lines = office.count("SELECT count(*) FROM audit");
    assert!(send(&esther, &first).is_ok());
    assert_eq!(office.count("SELECT count(*) FROM audit"), lines);
    let end = Ask::EndPerson { person: 6 };
    ask(&esther, 2, end.clone()).unwrap();
    ask(&esther, 3, Ask::MovePerson { person: 6, role: EnrolRole::Artisan, workshop: Some(1) }).unwrap();
    // Somebody who recorded the end plays it again.
    let (status, failure) = send(&esther, &bundle(&esther, 2, end.clone())).unwrap_err();
    assert_eq!((status, failure.code(), failure.expected), (409, Code::StaleBundle, 3));
    assert_eq!(ask(&esther, 3, end), Err((409, Code::StaleBundle)));
    assert_eq!(office.count("SELECT count(*) FROM person WHERE ended > 0"), 0);
}

#[test]
fn only_coordinators_ask_and_not_about_themselves() {
    let office = Office::open();
    let (esther, amina) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Amina"));
    assert_eq!(ask(&amina, 1, otieno()), Err((403, Code::NotCoordinator)));
    assert_eq!(ask(&amina, 0, Ask::Devices), Err((403, Code::NotCoordinator)));
    let me = esther.person.0;
    assert_eq!(ask(&esther, 1, Ask::EndPerson { person: me }), Err((403, Code::NotYourself)));
    let device = esther.key.public().device().0;
    assert_eq!(ask(&esther, 1, Ask::RevokeDevice { device }), Err((403, Code::NotYourself)));
    assert_eq!(ask(&esther, 1, Ask::EndPerson { person: 99 }), Err((404, Code::NoSuch)));
    let mut taken = otieno();
    if let Ask::AddPerson { name, .. } = &mut taken {
        *name = "Baraka".into();
    }
    assert_eq!(ask(&esther, 1, taken), Err((409, Code::NameTaken)));
    assert_eq!(
        ask(&esther, 1, Ask::AddWorkshop { code: String::new(), place: "x".into() }),
        Err((400, Code::BadValue))
    );
    // A sync request is no admin request, whoever signs it; and one of another's device does not pass.
    let sync = protocol::seal_from_device(&esther.request(), &esther.key, Packing::Plain).unwrap();
    assert_eq!(send(&esther, &sync).unwrap_err().1.code(), Code::BadSignature);
    assert_eq!(office.count("SELECT count(*) FROM audit WHERE person > 0"), 0);
    office.must(&["device", "revoke", &esther.key.public().device().to_string()]);
    assert_eq!(ask(&esther, 1, otieno()), Err((403, Code::Revoked)));
}

#[test]
fn the_device_list_is_right_and_a_sync_with_nothing_new_writes_nothing() {
    let office = Office::open();
    let (mut esther, mut baraka) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Baraka"));
    baraka.sync_all();
    esther.sync_all();
    office.meddle("UPDATE device SET last_seen = 1000 WHERE person = 3");
    let idle = protocol::SyncRequest { unsent: 7, ..baraka.request() };
    let watch = office.database();
    let version = || watch.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0)).unwrap();
    let before = version();
    baraka.send(&idle).unwrap();
    assert_eq!(office.count("SELECT last_seen FROM device WHERE person = 3"), 1000);
    assert_eq!(version(), before);
    // A coordinator who asks is told what this server has seen.
    let devices = ask(&esther, 0, Ask::Devices).unwrap().devices.unwrap();
    let his = devices.iter().find(|d| d.person == 3).unwrap();
    assert!(his.last_seen > 1_700_000_000 && his.unsent == 7 && his.app == "test 1", "{his:?}");
    // What arrived does not wait any more.
    baraka.log("rings", 1);
    baraka.sync();
    assert_eq!(office.count("SELECT unsent FROM device WHERE person = 3"), 0);
}

#[test]
fn invitations_are_drawn_listed_and_taken_back_by_command_line() {
    let office = Office::open();
    let said = office.run(&["invite", "Baraka", "--qr", "--server", "https://karakana.example"]);
    let code = said.out.trim().to_owned();
    assert!(said.ok && code.len() == 14 && said.err.contains('█'), "{said:?}");
    assert!(!office.run(&["invite", "Baraka", "--server", "karakana.example"]).ok);
    let list = office.must(&["invitation", "list"]);
    assert!(list.contains("Baraka") && !list.contains(&code), "{list}");
    let id = list.lines().nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    office.must(&["invitation", "revoke", &id]);
    assert_eq!(office.must(&["invitation", "list"]).lines().count(), 1);
    let (_, refused) = enrol_with(&office, &SecretKey::generate().unwrap(), &code);
    assert_eq!(refused.unwrap_err().code(), Code::ExpiredInvitation);
    office.must(&["workshop", "add", "NAKURU", "Nakuru town"]);
    office.must(&["person", "add", "Njeri", "--role", "lead", "--workshop", "NAKURU"]);
    assert!(office.must(&["person", "list"]).contains("NAKURU"));
    assert!(office.must(&["workshop", "list"]).contains("Nakuru town"));
    assert!(!office.run(&["person", "add", "Kamau", "--role", "lead"]).ok);
    assert!(office.must(&["device", "list"]).starts_with("id"));
}
