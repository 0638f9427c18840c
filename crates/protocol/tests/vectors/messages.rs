//! One message of each sort, and what it says.

use crate::json::{self, Json, hex, list, map};
use domain::id::{PersonId, WorkshopId};
use domain::kind::Feed;
use protocol::admin::{AdminAnswer, AdminRequest, Ask, DeviceLine, HeldLine, Hours, InvitationLine, PersonLine};
use protocol::{
    Code, DocHeads, DocPull, DocPush, EnrolAnswer, EnrolRequest, EnrolRole, Failure, Partial, Refusal, SyncAnswer,
    SyncRequest, VERSION, WireDoc, capability, digest,
};

const NOW: i64 = 1_789_998_800;
/// What version 1's phones and servers can do.
const ALL: u32 = capability::RUNS | capability::DICTIONARY_1 | capability::HEADS;
const BARAKAS: Feed = Feed::Work(WorkshopId(1), PersonId(3));

pub fn enrol_request() -> EnrolRequest {
    EnrolRequest {
        version: VERSION,
        invitation: "7K2M0XQZPA41".into(),
        public_key: crate::key("Baraka").public().bytes(),
        app: "0.1.0".into(),
    }
}

pub fn enrol_request_says(m: &EnrolRequest) -> Json {
    map! {
        "version": m.version, "invitation": m.invitation.as_str(), "public_key": hex(&m.public_key),
        "app": m.app.as_str(),
    }
}

pub fn enrol_answer() -> EnrolAnswer {
    EnrolAnswer {
        version: VERSION,
        server_key: crate::key("server").public().bytes(),
        person: 3,
        name: "Baraka".into(),
        role: EnrolRole::Artisan,
        workshop: Some(1),
        organisation: "Karakana Example".into(),
        clock: NOW,
        capabilities: None,
    }
}

pub fn to_a_coordinator() -> EnrolAnswer {
    EnrolAnswer { person: 1, name: "Esther".into(), role: EnrolRole::Coordinator, workshop: None, ..enrol_answer() }
}

pub fn enrol_answer_says(m: &EnrolAnswer) -> Json {
    let role = match m.role {
        EnrolRole::Artisan => "artisan",
        EnrolRole::Lead => "lead",
        EnrolRole::Coordinator => "coordinator",
    };
    map! {
        "version": m.version, "server_key": hex(&m.server_key), "person": m.person, "name": m.name.as_str(),
        "role": role, "workshop": m.workshop, "organisation": m.organisation.as_str(), "clock": m.clock,
        "capabilities": m.capabilities,
    }
}

/// A server that can do more than the plain protocol says so from the first.
pub fn enrol_answer_of_an_able_server() -> EnrolAnswer {
    EnrolAnswer { capabilities: Some(ALL), ..enrol_answer() }
}

/// What a phone asks when it has nothing and brings nothing.
pub fn first_request() -> SyncRequest {
    SyncRequest {
        version: VERSION,
        capabilities: 0,
        incarnation: 7,
        number: 1,
        cursor: vec![],
        budget: 65_536,
        clock: NOW,
        unsent: 0,
        app: "0.1.0".into(),
        push: vec![],
        heads: None,
        partial: None,
    }
}

/// Baraka accepts and logs: the first two changes of the example document `work`.
pub fn request() -> SyncRequest {
    let (doc, changes) = example("work");
    SyncRequest {
        number: 12,
        cursor: vec![0x85, 0x18, 0x4d, 0x03, 0x00, 0x19, 0x01, 0x2c, 0x00],
        unsent: 2,
        push: vec![DocPush { doc, changes: changes.into_iter().take(2).collect(), run: None }],
        ..first_request()
    }
}

/// The same with both changes in a run, to a server that reads runs.
pub fn request_with_a_run() -> SyncRequest {
    let (doc, _) = example("work");
    let run = run("one phone, then another");
    SyncRequest {
        capabilities: ALL,
        unsent: 5,
        push: vec![DocPush { doc, changes: vec![], run: Some(run) }],
        ..request()
    }
}

/// After `bad_cursor`: what the phone holds of two documents.
pub fn request_with_heads() -> SyncRequest {
    let held = |name| DocHeads { doc: example(name).0, heads: heads(name) };
    SyncRequest {
        capabilities: ALL,
        cursor: vec![],
        unsent: 0,
        push: vec![],
        heads: Some(vec![held("work"), held("assignment, due day disagreed on")]),
        ..request()
    }
}

/// 1,000 bytes of the answer to number 12 came, all of them zero.
pub fn request_for_the_rest() -> SyncRequest {
    let partial = Partial { bytes: 1_000, digest: digest(&[0; 1_000]) };
    SyncRequest { capabilities: ALL, push: vec![], partial: Some(partial), ..request() }
}

pub fn request_says(m: &SyncRequest) -> Json {
    let push = |p: &DocPush| {
        map! { "doc": doc(&p.doc), "changes": list(&p.changes, |c| hex(c).into()), "run": p.run.as_deref().map(hex) }
    };
    map! {
        "version": m.version, "capabilities": m.capabilities, "incarnation": m.incarnation, "number": m.number,
        "cursor": hex(&m.cursor), "budget": m.budget, "clock": m.clock, "unsent": m.unsent, "app": m.app.as_str(),
        "push": list(&m.push, push), "heads": m.heads.as_deref().map(all_heads),
        "partial": m.partial.map(|p| map! { "bytes": p.bytes, "digest": hex(&p.digest) }),
    }
}

pub fn answer() -> SyncAnswer {
    let (doc, changes) = example("assignment");
    let (refused, _) = example("work");
    SyncAnswer {
        version: VERSION,
        number: 12,
        clock: NOW + 2,
        cursor: vec![0x85, 0x18, 0x4d, 0x03, 0x00, 0x19, 0x01, 0x35, 0x00],
        more: false,
        refused: vec![Refusal { hash: [0xab; 32], code: Code::NotPermitted.number(), doc: refused }],
        gained: vec![Feed::Org, Feed::Office, Feed::Workshop(WorkshopId(1)), Feed::Leads(WorkshopId(1)), BARAKAS],
        lost: vec![Feed::Private(PersonId(300))],
        pull: vec![
            DocPull { doc, chunks: changes, run: None },
            DocPull {
                doc: WireDoc { kind: 99, key: [0xcd; 16], feed: Feed::Org },
                chunks: vec![vec![1, 2, 3]],
                run: None,
            },
        ],
        capabilities: None,
        lacking: None,
        leave: None,
    }
}

/// To [`request_with_heads`], from a server that was put back to before Amina and Esther moved the due day.
pub fn answer_with_a_run() -> SyncAnswer {
    let (work, _) = example("work");
    let (terms, changes) = example("assignment, due day disagreed on");
    let first: [u8; 32] = hash("assignment, due day disagreed on");
    SyncAnswer {
        more: true,
        refused: vec![],
        gained: vec![],
        lost: vec![],
        pull: vec![
            DocPull { doc: work, chunks: vec![], run: Some(run("one phone, then another")) },
            DocPull { doc: terms, chunks: changes.into_iter().take(1).collect(), run: None },
        ],
        capabilities: Some(ALL),
        lacking: Some(vec![DocHeads { doc: terms, heads: vec![first] }]),
        ..answer()
    }
}

pub fn answer_says(m: &SyncAnswer) -> Json {
    let feed = |feed: &Feed| feed.to_string().into();
    map! {
        "version": m.version, "number": m.number, "clock": m.clock, "cursor": hex(&m.cursor), "more": m.more,
        "refused": list(&m.refused, |r| map! { "hash": hex(&r.hash), "code": r.code, "doc": doc(&r.doc) }),
        "gained": list(&m.gained, feed),
        "lost": list(&m.lost, feed),
        "pull": list(&m.pull, |p| map! {
            "doc": doc(&p.doc), "chunks": list(&p.chunks, |c| hex(c).into()), "run": p.run.as_deref().map(hex),
        }),
        "capabilities": m.capabilities, "lacking": m.lacking.as_deref().map(all_heads),
        "leave": m.leave,
    }
}

/// Baraka's phone is closed: what it brought is held.
pub fn closing() -> SyncAnswer {
    let nothing = SyncAnswer { refused: vec![], gained: vec![], lost: vec![], pull: vec![], ..answer() };
    SyncAnswer { cursor: vec![], leave: Some(Code::Revoked.number()), ..nothing }
}

/// Esther invites Baraka: the hash of `7K2M0XQZPA41`.
pub fn invite() -> AdminRequest {
    let secret = json::unhex(INVITATION_HASH).try_into().unwrap();
    AdminRequest { version: VERSION, number: 5, clock: NOW, ask: Ask::Invite { person: 3, secret, days: 14 } }
}

const INVITATION_HASH: &str = "293039e1bb6a9d4092a8715ad1b383b54ff4ccdb38b0cfea816bc516a4db1d10";

pub fn invite_says(m: &AdminRequest) -> Json {
    let Ask::Invite { person, secret, days } = &m.ask else { panic!("an invitation") };
    map! {
        "version": m.version, "number": m.number, "clock": m.clock, "ask": 19, "person": *person,
        "secret": hex(secret), "days": *days,
    }
}

/// Esther changes what is known of Baraka: his number and that his hours are not known any more, not his name or skills.
pub fn change() -> AdminRequest {
    let (phone, hours) = (Some("0700 000 003".into()), Some(Hours { per_week: None }));
    let ask = Ask::ChangePerson { person: 3, name: None, phone, skills: None, hours };
    AdminRequest { version: VERSION, number: 6, clock: NOW, ask }
}

pub fn change_says(m: &AdminRequest) -> Json {
    let Ask::ChangePerson { person, name, phone, skills, hours } = &m.ask else { panic!("a change") };
    map! {
        "version": m.version, "number": m.number, "clock": m.clock, "ask": 25, "person": *person,
        "name": name.as_deref(), "phone": phone.as_deref(), "skills": skills.as_deref(),
        "hours": hours.map(|hours| map! { "per_week": hours.per_week }),
    }
}

pub fn admin_answer() -> AdminAnswer {
    let (doc, _) = example("work");
    let device = crate::key("Baraka").public().device().0;
    let baraka = PersonLine {
        person: 3,
        name: "Baraka".into(),
        role: EnrolRole::Artisan,
        workshop: Some(1),
        phone: "+254700000003".into(),
        ended: 0,
        skills: Some("brass casting".into()),
        hours: Some(15),
    };
    let phone = DeviceLine {
        device,
        person: 3,
        app: "0.1.0".into(),
        unsent: 2,
        enrolled: NOW - 86_400,
        last_seen: NOW,
        closed: NOW,
    };
    let held = HeldLine {
        held: 1,
        device,
        person: 3,
        at: NOW,
        code: Code::Revoked.number(),
        doc,
        changes: 2,
        entries: 1,
        made: 12,
        handed_in: 0,
        problem: 0,
    };
    let open = InvitationLine { invitation: [0x19; 8], person: 3, created: NOW, expires: NOW + 14 * 86_400 };
    AdminAnswer {
        version: VERSION,
        number: 0,
        clock: NOW + 1,
        people: Some(vec![baraka]),
        devices: Some(vec![phone]),
        held: Some(vec![held]),
        invitations: Some(vec![open]),
        ..AdminAnswer::default()
    }
}

pub fn admin_answer_says(m: &AdminAnswer) -> Json {
    let people = m.people.as_deref().unwrap_or_default();
    let devices = m.devices.as_deref().unwrap_or_default();
    let held = m.held.as_deref().unwrap_or_default();
    let open = m.invitations.as_deref().unwrap_or_default();
    map! {
        "version": m.version, "number": m.number, "clock": m.clock,
        "people": list(people, |p| map! {
            "person": p.person, "name": p.name.as_str(), "workshop": p.workshop, "phone": p.phone.as_str(), "ended": p.ended,
            "skills": p.skills.as_deref(), "hours": p.hours,
        }),
        "devices": list(devices, |d| map! {
            "device": hex(&d.device), "person": d.person, "app": d.app.as_str(), "unsent": d.unsent,
            "enrolled": d.enrolled, "last_seen": d.last_seen, "closed": d.closed,
        }),
        "held": list(held, |h| map! {
            "held": h.held, "device": hex(&h.device), "person": h.person, "at": h.at, "code": h.code, "doc": doc(&h.doc),
            "changes": h.changes, "entries": h.entries, "made": h.made, "handed_in": h.handed_in, "problem": h.problem,
        }),
        "invitations": list(open, |i| map! {
            "invitation": hex(&i.invitation), "person": i.person, "created": i.created, "expires": i.expires,
        }),
    }
}

pub fn failure() -> Failure {
    Failure { expected: 41, ..Failure::new(Code::StaleBundle, 12, "a later bundle was accepted before") }
}

/// Says the oldest version that is still spoken.
pub fn too_old() -> Failure {
    Failure { expected: 1, ..Failure::new(Code::TooOld, 12, "the app is too old") }
}

/// The request could not be read, so it has no number.
pub fn unsupported() -> Failure {
    Failure::new(Code::Unsupported, 0, "a capability that this server does not have")
}

pub fn failure_says(m: &Failure) -> Json {
    map! {
        "version": m.version, "code": m.code, "number": m.number, "expected": m.expected, "detail": m.detail.as_str(),
    }
}

fn all_heads(documents: &[DocHeads]) -> Json {
    list(documents, |d| map! { "doc": doc(&d.doc), "heads": list(&d.heads, |h| hex(h).into()) })
}

fn doc(doc: &WireDoc) -> Json {
    map! { "kind": doc.kind, "key": hex(&doc.key), "feed": doc.feed.to_string() }
}

/// Name and changes of an example in `documents.json`.
fn example(name: &str) -> (WireDoc, Vec<Vec<u8>>) {
    let text = json::read("documents.json");
    let (_, item) = text.split_once(&format!("\"name\": \"{name}\"")).expect("an example");
    let (item, _) = item.split_once("\"whole\"").unwrap();
    let (_, kind) = item.split_once("\"kind\": ").unwrap();
    let doc = WireDoc {
        kind: kind.split_once(',').unwrap().0.parse().unwrap(),
        key: json::kept(&text, name, "key").unwrap().try_into().unwrap(),
        feed: BARAKAS,
    };
    let changes = item.split("\"change\": \"").skip(1).map(|c| json::unhex(c.split_once('"').unwrap().0));
    (doc, changes.collect())
}

/// The heads of an example in `documents.json`.
fn heads(name: &str) -> Vec<[u8; 32]> {
    let text = json::read("documents.json");
    let (_, item) = text.split_once(&format!("\"name\": \"{name}\"")).expect("an example");
    let (_, heads) = item.split_once("\"heads\": [").unwrap();
    let (heads, _) = heads.split_once(']').unwrap();
    heads.split('"').filter(|part| part.len() == 64).map(|head| json::unhex(head).try_into().unwrap()).collect()
}

/// The hash of the first change of an example in `documents.json`.
fn hash(name: &str) -> [u8; 32] {
    json::kept(&json::read("documents.json"), name, "hash").expect("an example").try_into().unwrap()
}

/// A run of `runs.json`.
fn run(name: &str) -> Vec<u8> {
    json::kept(&json::read("runs.json"), name, "run").expect("a run")
}
