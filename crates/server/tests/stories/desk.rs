//! Coordinators' signed requests, and the same by command line.

use crate::http;
use crate::office::Office;
use crate::phone::{KIBERA, Phone, enrol_with};
use domain::id::{DocKey, PersonId};
use domain::kind::{DocId, Feed, Kind};
use protocol::admin::{AdminAnswer, AdminRequest, Ask, Hours, PersonLine};
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
    Ask::AddPerson { name, role: EnrolRole::Artisan, workshop: Some(2), phone, language, skills: None, hours: None }
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

/// An act that changes nothing of Baraka yet.
fn change(person: u32) -> Ask {
    Ask::ChangePerson { person, name: None, phone: None, skills: None, hours: None }
}

fn his(phone: &Phone, person: u32) -> PersonLine {
    let people = ask(phone, 0, Ask::People).unwrap().people.unwrap();
    people.into_iter().find(|p| p.person == person).unwrap()
}

#[test]
fn esther_gives_baraka_a_number_and_hours_and_his_name_and_skills_stay() {
    let office = Office::open();
    let (esther, mut wanjiru) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Wanjiru"));
    let mut number = change(3);
    if let Ask::ChangePerson { phone, hours, .. } = &mut number {
        *phone = Some("0712 345 678".into());
        *hours = Some(Hours { per_week: Some(0) });
    }
    let first = bundle(&esther, 1, number.clone());
    send(&esther, &first).unwrap();
    let line = his(&esther, 3);
    assert_eq!((line.name.as_str(), line.phone.as_str(), line.hours), ("Baraka", "+254712345678", Some(0)));
    assert_eq!(line.skills.as_deref(), Some("brass casting"));
    // The answer was lost, or somebody else does the same: nothing is done again.
    let lines = office.count("SELECT count(*) FROM audit");
    send(&esther, &first).unwrap();
    ask(&esther, 2, number).unwrap();
    ask(&esther, 3, change(3)).unwrap();
    assert_eq!(office.count("SELECT count(*) FROM audit"), lines);
    let log = ask(&esther, 0, Ask::Audit { before: 0 }).unwrap().audit.unwrap();
    let said = (log[0].act.as_str(), log[0].by, log[0].about, log[0].detail.as_str());
    assert_eq!(said, ("person_changed", esther.person.0, 3, "phone hours"));
    // Whoever reads the workshop reads it.
    wanjiru.sync_all();
    let kibera = DocId::new(Feed::Workshop(KIBERA), Kind::Workshop, DocKey::ONLY);
    let workshop = documents::facts::read_workshop(&wanjiru.docs[&kibera]).unwrap();
    assert_eq!(workshop.members[&PersonId(3)].phone, "+254712345678");
    // What is taken away is not known any more; who had no skills has some.
    let taken = Ask::ChangePerson {
        person: 3,
        name: Some(" Baraka Otieno ".into()),
        phone: Some(String::new()),
        skills: Some("horn-bone  brass brass".into()),
        hours: Some(Hours { per_week: None }),
    };
    ask(&esther, 4, taken).unwrap();
    let line = his(&esther, 3);
    assert_eq!((line.name.as_str(), line.phone.as_str(), line.hours), ("Baraka Otieno", "", None));
    assert_eq!(line.skills.as_deref(), Some("brass horn-bone"));
    let log = ask(&esther, 0, Ask::Audit { before: 0 }).unwrap().audit.unwrap();
    assert_eq!(log[0].detail, "name phone skills hours, was Baraka");
    assert!(!office.must(&["audit"]).contains("712"), "no number is in the log");
}

#[test]
fn what_cannot_be_known_of_a_person_is_refused_and_nothing_of_it_is_done() {
    let office = Office::open();
    let (esther, amina) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Amina"));
    let before = his(&esther, 3);
    let of = |name: &str, phone: &str, skills: &str, hours: u32| Ask::ChangePerson {
        person: 3,
        name: Some(name.into()),
        phone: Some(phone.into()),
        skills: Some(skills.into()),
        hours: Some(Hours { per_week: Some(hours) }),
    };
    let good = ("Baraka O.", "0712345678", "brass", 40);
    for (change, code) in [
        (of("", good.1, good.2, good.3), Code::BadValue),
        (of(good.0, "0712 345 67", good.2, good.3), Code::BadPhone),
        (of(good.0, "call me", good.2, good.3), Code::BadPhone),
        (of(good.0, good.1, &"x".repeat(201), good.3), Code::BadSkill),
        (of(good.0, good.1, good.2, 169), Code::BadHours),
    ] {
        assert_eq!(ask(&esther, 1, change), Err((400, code)));
    }
    assert_eq!(ask(&esther, 1, of("Amina", good.1, good.2, good.3)), Err((409, Code::NameTaken)));
    assert_eq!(ask(&esther, 1, change(99)), Err((404, Code::NoSuch)));
    assert_eq!(ask(&amina, 1, change(3)), Err((403, Code::NotCoordinator)));
    assert_eq!(his(&esther, 3), before);
    ask(&esther, 1, Ask::EndPerson { person: 3 }).unwrap();
    assert_eq!(ask(&esther, 2, of(good.0, good.1, good.2, good.3)), Err((409, Code::HasLeft)));
    let bad = Ask::AddPerson {
        name: "Otieno".into(),
        role: EnrolRole::Artisan,
        workshop: Some(2),
        phone: "0712".into(),
        language: "sw".into(),
        skills: None,
        hours: None,
    };
    assert_eq!(ask(&esther, 2, bad), Err((400, Code::BadPhone)));
    // Who is there already is not added again, and what is another of them is not dropped without a word.
    ask(&esther, 2, otieno()).unwrap();
    let there = ask(&esther, 3, otieno()).unwrap().made;
    assert!(there.is_some() && office.count("SELECT count(*) FROM person WHERE name = 'Otieno'") == 1);
    let mut other = otieno();
    if let Ask::AddPerson { phone, .. } = &mut other {
        *phone = "0722 000 000".into();
    }
    assert_eq!(ask(&esther, 4, other), Err((409, Code::NameTaken)));
}

#[test]
fn two_coordinators_who_change_one_person_at_the_same_time_each_change_what_they_named() {
    let office = Office::closed();
    office.import("people", "role,name,workshop,language,skills,hours_per_week\ncoordinator,Neema,,sw,,\n");
    let mut office = office;
    office.serve();
    let (esther, neema) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Neema"));
    let with = |new: &str, theirs: Option<&str>| {
        let (phone, skills) = (Some(new.to_owned()), theirs.map(str::to_owned));
        Ask::ChangePerson { person: 3, name: None, phone, skills, hours: None }
    };
    std::thread::scope(|both| {
        both.spawn(|| ask(&esther, 1, with("0711 111 111", Some("brass"))).unwrap());
        let hours = Some(Hours { per_week: Some(30) });
        let act = Ask::ChangePerson { person: 3, name: None, phone: None, skills: None, hours };
        both.spawn(|| ask(&neema, 1, act).unwrap());
    });
    let line = his(&esther, 3);
    assert_eq!((line.phone.as_str(), line.skills.as_deref(), line.hours), ("+254711111111", Some("brass"), Some(30)));
    // Of the same the later stands, and the log has both.
    ask(&neema, 2, with("0722 222 222", None)).unwrap();
    let line = his(&esther, 3);
    assert_eq!((line.phone.as_str(), line.skills.as_deref()), ("+254722222222", Some("brass")));
    assert_eq!(office.count("SELECT count(*) FROM audit WHERE act = 'person_changed' AND about = 3"), 3);
}

#[test]
fn a_person_is_changed_by_command_line_and_a_later_list_leaves_what_it_does_not_say() {
    let office = Office::closed();
    office.must(&[
        "person",
        "change",
        "Wanjiru",
        "--phone",
        "0712 345 678",
        "--skills",
        "beads brass",
        "--hours",
        "30",
    ]);
    let list = office.must(&["person", "list"]);
    let hers = list.lines().find(|line| line.contains("Wanjiru")).unwrap().to_owned();
    assert!(hers.contains("+254712345678") && hers.contains("beads brass") && hers.contains("30"), "{list}");
    // The list of the first day knows neither; it takes nothing away.
    office.import("people", crate::office::PEOPLE);
    assert!(office.must(&["person", "list"]).contains(&hers));
    office.must(&["person", "change", "Wanjiru", "--rename", "Wanjiru Kamau", "--phone", "", "--hours", ""]);
    let list = office.must(&["person", "list"]);
    let hers = list.lines().find(|line| line.contains("Wanjiru Kamau")).unwrap();
    assert!(!hers.contains("+254") && hers.contains("beads brass"), "{list}");
    for (flag, value, code) in
        [("--phone", "0712", "bad_phone"), ("--hours", "169", "bad_hours"), ("--hours", "many", "bad_hours")]
    {
        let said = office.run(&["person", "change", "Baraka", flag, value]);
        assert!(!said.ok && said.err.contains(code), "{said:?}");
    }
    assert!(office.run(&["person", "change", "Nobody", "--hours", "1"]).err.contains("unknown_person"));
    let add =
        ["person", "add", "Njeri", "--role", "lead", "--workshop", "KIBERA", "--skills", "casting", "--hours", "20"];
    office.must(&add);
    let list = office.must(&["person", "list"]);
    assert!(
        list.lines().any(|line| line.contains("Njeri") && line.contains("casting") && line.contains("20")),
        "{list}"
    );
    assert!(office.must(&["audit"]).contains("person_changed"));
}
