//! What a phone does with the answers of a server that is broken or was taken over: it keeps its unsent work, its screens
//! go on answering, and the next honest answer is taken.

use crate::cast::{self, BARAKA, NOW, SERVER};
use crate::chunk;
use crate::handset::{Handset, nothing_new, screens, seal_answer};
use crate::input::Input;
use crate::seal;
use client::Reply;
use documents::{Document, change_hash};
use domain::id::{PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use protocol::{DocPull, Failure, Refusal, SyncAnswer, SyncRequest, WireDoc};
use std::cell::RefCell;
use std::collections::BTreeMap;
use sync::Outcome;

thread_local! {
    static HANDSET: RefCell<Handset> = RefCell::default();
}

/// The first byte says how the server answers: with an answer that is right in form, any CBOR, or a failure.
pub fn run(input: &[u8]) {
    HANDSET.with_borrow_mut(|handset| {
        handset.restore();
        let documents = handset.documents.clone();
        let outcome = handset.sync(|asked| reply(&mut Input(input), asked, &documents), 4);
        assert_ne!(outcome, Outcome::Broken, "an answer never breaks the phone");
        if matches!(outcome, Outcome::Left(_)) {
            // The server closed the device, which is its right: the next input gets a new phone.
            *handset = Handset::default();
            return;
        }
        for (name, args) in screens() {
            if let Err(code) = handset.call(name, args) {
                assert!(!code.starts_with("storage"), "{name}: {code}");
            }
        }
        let outcome = handset.sync(|asked| seal_answer(nothing_new(asked)), 8);
        assert_eq!(outcome, Outcome::Done);
    });
}

fn reply(input: &mut Input<'_>, asked: &SyncRequest, documents: &BTreeMap<DocId, Document>) -> Reply {
    match input.byte() % 4 {
        0 => Reply::answer(seal::bundle::<SyncAnswer>(&seal::frame(input.0), &SERVER.key())),
        1 => {
            let (code, expected) = (input.number(), 1 << (input.byte() % 64));
            let failure = Failure { version: 1, code, number: asked.number, expected, detail: String::new() };
            Reply::failure(seal::message(&failure, &SERVER.key()))
        }
        _ => seal_answer(answer(input, asked, documents)),
    }
}

/// Flags, then what they say is there.
fn answer(input: &mut Input<'_>, asked: &SyncRequest, documents: &BTreeMap<DocId, Document>) -> SyncAnswer {
    let flags = input.byte();
    let mut answer = SyncAnswer { more: flags & 1 != 0, ..nothing_new(asked) };
    if flags & 2 != 0 {
        answer.clock = input.one_of(&[0, i64::MIN, i64::MAX, NOW.0]);
        answer.cursor = input.part().to_vec();
        answer.version = input.byte().into();
    }
    if flags & 4 != 0 {
        answer.gained = feeds(input);
        answer.lost = feeds(input);
    }
    for push in asked.push.iter().filter(|_| flags & 8 != 0) {
        let code = input.number();
        let run = push.run.as_deref().map(documents::unpack_run).transpose().unwrap().unwrap_or_default();
        let first = push.changes.iter().chain(&run).next().unwrap();
        let hash = change_hash(first).filter(|_| code & 0x8000 == 0).unwrap_or([7; 32]);
        answer.refused.push(Refusal { hash, code: code & 0x7fff, doc: push.doc });
    }
    while !input.is_empty() && answer.pull.len() < 8 {
        answer.pull.push(pull(input, documents));
    }
    answer
}

fn feeds(input: &mut Input<'_>) -> Vec<Feed> {
    let (workshop, person) = (WorkshopId(input.byte().into()), PersonId(input.byte().into()));
    let all = [Feed::Org, Feed::Workshop(workshop), Feed::Work(workshop, person), cast::feed(Kind::Work)];
    let which = input.byte();
    all.into_iter().enumerate().filter(|(n, _)| which >> n & 1 != 0).map(|(_, feed)| feed).collect()
}

fn pull(input: &mut Input<'_>, documents: &BTreeMap<DocId, Document>) -> DocPull {
    let number = input.byte();
    let Some(kind) = Kind::from_number(number & 15) else {
        let doc = WireDoc { kind: number, key: [number; 16], feed: Feed::Org };
        return DocPull { doc, chunks: vec![input.part().to_vec()], run: None };
    };
    let id = cast::doc(kind);
    let mut document = documents.get(&id).cloned().unwrap_or_else(|| Document::new(id).unwrap());
    let author = if number & 16 == 0 { SERVER } else { BARAKA };
    let mut chunks = Vec::new();
    for _ in 0..=input.byte() % 4 {
        let chunk = chunk::next(input, &document, author.actor(8));
        let _ = document.apply(&chunk);
        chunks.push(chunk);
    }
    // Now and then as a run: a good one, or whatever is next.
    let run = match input.byte() % 4 {
        0 => documents::pack_run(&chunks),
        1 => Some(input.part().to_vec()),
        _ => None,
    };
    DocPull { doc: id.into(), chunks, run }
}
