//! Phones that are closed, people who leave, and work that comes too late: nothing that was written gets lost.

use crate::office::Office;
use crate::phone::{KIBERA, Phone, RONGAI, refusals, work_id};
use domain::id::{Actor, Incarnation};
use protocol::{Code, SyncAnswer, SyncRequest, capability};

/// Baraka's phone with work at the server, and three changes that were not sent.
fn baraka(office: &Office) -> Phone {
    let mut baraka = Phone::enrol(office, "Baraka");
    baraka.log("rings", 3);
    baraka.sync_all();
    baraka.log("rings", 4);
    baraka.log("rings", 5);
    baraka.log("cuffs", 6);
    baraka
}

fn leaving(phone: &Phone) -> SyncRequest {
    SyncRequest { capabilities: capability::LEAVES, ..phone.request() }
}

fn hand_over(phone: &Phone) -> SyncAnswer {
    phone.send(&leaving(phone)).unwrap()
}

fn id(phone: &Phone) -> String {
    phone.key.public().device().to_string()
}

#[test]
fn a_stolen_phone_is_closed_and_what_it_had_not_sent_is_taken_by_the_office() {
    let office = Office::open();
    let mut amina = Phone::enrol(&office, "Amina");
    let mut baraka = baraka(&office);
    office.must(&["device", "revoke", &id(&baraka)[..8]]);
    let before = office.count("SELECT count(*) FROM log");
    let answer = hand_over(&baraka);
    assert_eq!((answer.leave, answer.refused.len(), answer.pull.len()), (Some(Code::Revoked.number()), 0, 0));
    assert_eq!(office.count("SELECT count(*) FROM held"), 2);
    // The answer was lost: it hands over again, and nothing is held twice, nor written.
    assert_eq!(hand_over(&baraka).leave, answer.leave);
    assert_eq!(office.count("SELECT count(*) FROM held"), 2);
    assert_eq!(office.count("SELECT count(*) FROM held_change"), 3);
    assert_eq!(office.count("SELECT count(*) FROM log"), before);
    // Nothing is there for it any more.
    baraka.outbox.clear();
    assert!(hand_over(&baraka).pull.is_empty());
    assert_eq!(baraka.send(&baraka.request()).unwrap_err().1.code(), Code::Revoked);

    let list = office.must(&["held", "list"]);
    assert!(list.contains("Baraka") && list.contains("work in work:1:3"), "{list}");
    let numbers: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    office.must(&["held", "accept", numbers[0]]);
    office.must(&["held", "accept", numbers[0]]);
    office.must(&["held", "discard", numbers[1]]);
    let said = office.run(&["held", "accept", numbers[1]]);
    assert!(!said.ok && said.err.contains("[decided]"), "{said:?}");
    assert_eq!(office.count("SELECT count(*) FROM held_bundle"), 0);
    amina.sync_all();
    let rings = &amina.docs[&work_id(KIBERA, baraka.person, "rings")];
    assert_eq!(documents::work::entries(rings).unwrap().0.len(), 3);
    assert!(!amina.docs.contains_key(&work_id(KIBERA, baraka.person, "cuffs")));
    let audit = office.must(&["audit"]);
    for act in ["device_revoked", "held_accepted", "held_discarded", "invited", "imported", "org_created"] {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}

#[test]
fn who_leaves_reads_nothing_more_and_may_come_back() {
    let office = Office::open();
    let mut amina = Phone::enrol(&office, "Amina");
    let mut baraka = baraka(&office);
    let unused = office.invite("Baraka");
    office.must(&["person", "end", "Baraka"]);
    office.must(&["person", "end", "Baraka"]);
    assert_eq!(baraka.send(&baraka.request()).unwrap_err().1.code(), Code::Ended);
    assert_eq!(hand_over(&baraka).leave, Some(Code::Ended.number()));
    let (_, refused) = crate::phone::enrol_with(&office, &protocol::SecretKey::generate().unwrap(), &unused);
    assert_eq!(refused.unwrap_err().code(), Code::ExpiredInvitation);
    assert!(!office.run(&["invite", "Baraka"]).ok);
    amina.sync_all();
    let facts = domain::kind::DocId::new(
        domain::kind::Feed::Workshop(KIBERA),
        domain::kind::Kind::Workshop,
        domain::id::DocKey::ONLY,
    );
    let facts = documents::facts::read_workshop(&amina.docs[&facts]).unwrap();
    assert!(!facts.members.contains_key(&baraka.person) && facts.devices.contains_key(&baraka.key.public().device()));
    // The people list still names him: who has left stays so until somebody takes him back.
    office.import("people", crate::office::PEOPLE);
    assert_eq!(hand_over(&baraka).leave, Some(Code::Ended.number()));
    office.must(&["person", "move", "Baraka", "--role", "artisan", "--workshop", "RONGAI"]);
    let answers = baraka.sync_all();
    assert!(answers.iter().all(|a| a.leave.is_none()));
    let list = office.must(&["person", "list"]);
    assert!(list.lines().any(|l| l.contains("Baraka") && l.contains("RONGAI")), "{list}");
}

#[test]
fn work_for_a_workshop_that_was_left_meanwhile_is_refused_and_held() {
    let office = Office::open();
    let mut baraka = baraka(&office);
    office.must(&["person", "move", "Baraka", "--role", "artisan", "--workshop", "RONGAI"]);
    let answer = baraka.sync();
    assert!(refusals(&answer).iter().all(|(_, code)| *code == Code::NotPermitted) && answer.refused.len() == 3);
    assert_eq!(office.count("SELECT count(*) FROM held WHERE code = 40"), 2);
    // What nobody ever permitted is refused, and that is all.
    let mut kiprop = Phone::enrol(&office, "Kiprop");
    kiprop.log_in(work_id(KIBERA, baraka.person, "rings"), 9);
    assert_eq!(kiprop.sync().refused.len(), 1);
    assert_eq!(office.count("SELECT count(*) FROM held"), 2);
    assert_eq!(office.count("SELECT count(*) FROM held WHERE decided = ''"), 2);
    let list = office.must(&["held", "list"]);
    for number in list.lines().skip(1).filter_map(|line| line.split_whitespace().next()) {
        office.must(&["held", "accept", number]);
    }
    let mut amina = Phone::enrol(&office, "Amina");
    amina.sync_all();
    let rings = &amina.docs[&work_id(KIBERA, baraka.person, "rings")];
    assert_eq!(documents::work::entries(rings).unwrap().0.len(), 3);
    assert_eq!(baraka.role.workshop(), Some(KIBERA));
    assert!(RONGAI != KIBERA);
}

#[test]
fn what_the_thief_writes_can_be_held_and_cannot_be_taken() {
    let office = Office::open();
    let mut baraka = baraka(&office);
    office.must(&["device", "revoke", &id(&baraka)]);
    baraka.outbox.clear();
    // A batch, which an artisan never may write; and a change in the name of another device.
    baraka.batch(KIBERA, "a thousand rings", 1_000);
    hand_over(&baraka);
    let amina = Phone::enrol(&office, "Amina");
    let rings = work_id(KIBERA, baraka.person, "rings");
    let mut forged = baraka.docs[&rings].clone();
    let entry = domain::entry::WorkEntry::HandIn { pieces: domain::quantity::Pieces(500) };
    let actor = Actor::new(amina.key.public().device(), Incarnation(1));
    let at = domain::time::Timestamp(1_790_000_000);
    let written = forged.edit(actor, |w| documents::work::add(w, at, &entry)).unwrap().unwrap();
    baraka.outbox = vec![protocol::DocPush { doc: rings.into(), changes: vec![written.bytes], run: None }];
    hand_over(&baraka);
    let list = office.must(&["held", "list"]);
    let numbers: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(list.contains("not_permitted") && numbers.len() == 2, "{list}");
    for (number, code) in numbers.iter().zip(["not_permitted", "missing_dependency"]) {
        let said = office.run(&["held", "accept", number]);
        // The forged change also builds on what was never handed over here.
        let known = said.err.contains(code) || said.err.contains("forged_actor");
        assert!(!said.ok && known, "{said:?}");
    }
}

#[test]
fn a_stolen_phone_cannot_fill_the_server_and_keeps_what_has_no_room() {
    let office = Office::open();
    let baraka = baraka(&office);
    office.must(&["device", "revoke", &id(&baraka)]);
    let doc: protocol::WireDoc = work_id(KIBERA, baraka.person, "rings").into();
    let rubbish = |n: u8| {
        let changes = (0..12).map(|m| [vec![n, m], vec![n ^ m; 60_000]].concat()).collect();
        let push = vec![protocol::DocPush { doc, changes, run: None }];
        SyncRequest { push, ..leaving(&baraka) }
    };
    let mut held = 0;
    let full = (0..40).find_map(|n| {
        let answer = baraka.send(&rubbish(n)).unwrap();
        held += usize::from(answer.refused.is_empty());
        answer.refused.first().map(|refusal| refusal.code)
    });
    assert_eq!(full, Some(Code::HeldFull.number()));
    assert!((5..20).contains(&held), "{held}");
    let bytes = office.count("SELECT CAST(sum(bytes) AS BIGINT) FROM held");
    assert!(bytes <= 8 << 20, "{bytes}");
    // A coordinator makes room, and it goes on.
    for number in 1..=held {
        office.must(&["held", "discard", &number.to_string()]);
    }
    assert!(hand_over(&baraka).refused.is_empty());
}
