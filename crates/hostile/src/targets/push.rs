//! The server's whole push path, with a real database: whatever an enrolled device sends, the answer opens or the
//! request is refused with a code, what is stored reads, and everybody else syncs as before.

use crate::cast::{self, AMINA, BARAKA, ESTHER, JUMA, OTIENO, Somebody};
use crate::chunk;
use crate::input::Input;
use crate::office::{Office, documents, request, sync};
use documents::Document;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use protocol::{Code, DocPush, SyncAnswer, SyncRequest, WireDoc};
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static OFFICE: RefCell<Office> = RefCell::default();
    /// What each sender could read at the beginning.
    static READ: RefCell<BTreeMap<u8, BTreeMap<DocId, Document>>> = RefCell::default();
}

const SENDERS: [Somebody; 6] = [BARAKA, AMINA, ESTHER, JUMA, OTIENO, Somebody(99)];

/// Who sends, the request's numbers, then documents with changes.
pub fn run(input: &[u8]) {
    OFFICE.with_borrow_mut(|office| {
        let mut input = Input(input);
        let who = input.one_of(&SENDERS);
        let sent = request_of(&mut input, office, who);
        let before = office.head();
        match sync(office.host(), who, &sent) {
            Ok(answer) => refusals(&sent, &answer),
            Err(denied) => {
                let code = denied.0.code();
                assert!(!matches!(code, Code::Server | Code::Busy), "{denied:?}");
                assert_eq!(office.head(), before, "{code}: nothing of a refused request is stored");
            }
        }
        if office.head() == before {
            let asked = SyncRequest { budget: 0, ..request(1 << 40) };
            sync(office.host(), BARAKA, &asked).expect("a plain pull is answered");
        } else {
            everybody_reads(office);
            office.restore();
        }
    });
}

fn request_of(input: &mut Input<'_>, office: &Office, who: Somebody) -> SyncRequest {
    let base = request(6);
    let flags = input.byte();
    let mut asked = SyncRequest { incarnation: 7 + u32::from(flags & 1), ..base };
    if flags & 2 != 0 {
        asked.number = input.one_of(&[0, 4, 5, 6, 1 << 62, u64::MAX]);
        asked.version = input.one_of(&[1, 0, 2, u16::MAX]);
        asked.budget = input.number().into();
        asked.cursor = input.part().to_vec();
        asked.app = String::from_utf8_lossy(input.part()).into_owned();
    }
    let stored = stored(office, who);
    while !input.is_empty() && asked.push.len() < 8 {
        asked.push.push(push_of(input, &stored, who, asked.incarnation));
    }
    asked
}

/// A document and some changes. In honest places the changes build on what the server has.
fn push_of(input: &mut Input<'_>, stored: &BTreeMap<DocId, Document>, who: Somebody, life: u32) -> DocPush {
    let number = input.byte();
    let doc = match Kind::from_number(number % 16) {
        Some(kind) => {
            let (workshop, person) = (WorkshopId(input.byte().into()), PersonId(input.byte().into()));
            let feeds = [
                Feed::Org,
                Feed::Office,
                Feed::Workshop(workshop),
                Feed::Leads(workshop),
                Feed::Work(workshop, person),
                Feed::Private(person),
            ];
            let feed = if number & 16 == 0 { cast::feed(kind) } else { input.one_of(&feeds) };
            let key = if number & 32 == 0 { DocKey::ONLY } else { DocKey::named("hostile", "another") };
            WireDoc::from(DocId::new(feed, kind, key))
        }
        None => WireDoc { kind: number, key: [number; 16], feed: Feed::Org },
    };
    let actor = if number & 64 == 0 { who } else { input.one_of(&SENDERS) }.actor(life);
    let id = doc.id().unwrap_or(cast::doc(Kind::Work));
    let mut document = stored.get(&id).cloned().unwrap_or_else(|| Document::new(id).unwrap());
    let mut changes = Vec::new();
    for _ in 0..=input.byte() % 4 {
        let change = chunk::next(input, &document, actor);
        let _ = document.admit(&change, actor.device());
        changes.push(change);
    }
    let run = if input.byte() & 1 == 0 { None } else { documents::pack_run(&changes) };
    let changes = if run.is_some() { Vec::new() } else { changes };
    DocPush { doc, changes, run }
}

/// What the server has of what this person may read. It is the same each time, so it is asked for once.
fn stored(office: &Office, who: Somebody) -> BTreeMap<DocId, Document> {
    let ask = || sync(office.host(), who, &request(6)).map(|answer| documents(&answer.pull)).unwrap_or_default();
    READ.with_borrow_mut(|read| read.entry(who.0).or_insert_with(ask).clone())
}

/// Every refusal is of a change that was sent and has a code for changes.
fn refusals(sent: &SyncRequest, answer: &SyncAnswer) {
    for refusal in &answer.refused {
        let code = Code::from_number(refusal.code).expect("a known code");
        assert!((40..60).contains(&code.number()), "{code}");
        assert!(sent.push.iter().any(|push| push.doc == refusal.doc));
    }
}

/// An honest phone still gets everything, and everything reads.
fn everybody_reads(office: &Office) {
    for who in [ESTHER, BARAKA] {
        let mut asked = request(1 << 40);
        loop {
            let answer = sync(office.host(), who, &asked).expect("a plain pull is answered");
            for pull in &answer.pull {
                let id = pull.doc.id().expect("a known kind");
                let read = Document::from_chunks(id, pull.chunks.iter().map(Vec::as_slice));
                assert_eq!(read.and_then(|document| cast::read(&document)), Ok(()), "{id}");
            }
            asked.cursor = answer.cursor;
            if !answer.more {
                break;
            }
        }
    }
}
