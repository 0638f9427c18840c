//! A phone reduced to what it says. All of it follows from its number.

use anyhow::{Context, Result};
use documents::{Document, work};
use domain::entry::{Decision, WorkEntry};
use domain::id::{Actor, DeviceId, DocKey, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Minutes, Pieces};
use domain::time::Timestamp;
use protocol::{Code, DocPush, Failure, Packing, PublicKey, SecretKey, SyncAnswer, SyncRequest, VERSION, capability};
use sha2::{Digest, Sha256};

/// People in a workshop.
pub const MEMBERS: u32 = 20;
/// When everything that was prepared happened.
pub const THEN: Timestamp = Timestamp(1_795_410_000);

/// The key of a phone, from 1; of the server with number 0.
pub fn key(number: u32) -> SecretKey {
    SecretKey::from_seed(Sha256::digest(format!("karakana load {number}")).into())
}

/// The workshop of a person, from 1.
pub fn workshop(person: u32) -> WorkshopId {
    WorkshopId(person.saturating_sub(1) / MEMBERS + 1)
}

/// One of a person's documents, from 0.
pub fn document(person: u32, number: u32) -> DocId {
    let feed = Feed::Work(workshop(person), PersonId(person));
    DocId::new(feed, Kind::Work, DocKey::named("load", &number.to_string()))
}

/// The life of the phones when what is prepared was written.
pub const PREPARED: Incarnation = Incarnation(1);

/// A document with so many changes, and these.
pub fn history(person: u32, number: u32, device: DeviceId, changes: u32) -> Result<(Document, Vec<Vec<u8>>)> {
    let mut document = Document::new(document(person, number))?;
    let mut all = Vec::new();
    for n in 0..changes {
        let written = document.edit(Actor::new(device, PREPARED), |w| match n {
            0 => work::write_decision(w, &Decision { accepted: true, at: THEN, reason: String::new() }),
            _ => work::add(w, THEN, &log(n)),
        })?;
        all.push(written.context("a change")?.bytes);
    }
    Ok((document, all))
}

fn log(n: u32) -> WorkEntry {
    WorkEntry::Log {
        pieces: Pieces(n % 40 + 1),
        minutes: Minutes(45),
        scrap: Pieces(0),
        note: String::new(),
        corrects: None,
    }
}

/// A phone that speaks.
pub struct Device {
    person: u32,
    key: SecretKey,
    /// The life of this run: a second run on the same database writes as another.
    incarnation: Incarnation,
    number: u64,
    cursor: Vec<u8>,
    document: Option<Document>,
    entries: u32,
}

impl Device {
    /// The phone of a person, as one that was put back to when it was prepared.
    pub fn new(person: u32, incarnation: Incarnation) -> Self {
        Self { person, key: key(person), incarnation, number: 1, cursor: Vec::new(), document: None, entries: 0 }
    }

    /// A request with one new entry, or with none.
    pub fn request(&mut self, entry: bool) -> Result<Vec<u8>> {
        let push = if entry { vec![self.entry()?] } else { Vec::new() };
        let request = SyncRequest {
            version: VERSION,
            capabilities: capability::RUNS | capability::DICTIONARY_1,
            incarnation: self.incarnation.0,
            number: self.number,
            cursor: self.cursor.clone(),
            budget: 262_144,
            clock: THEN.0,
            unsent: u32::from(entry),
            app: "load".into(),
            push,
            heads: None,
            partial: None,
        };
        Ok(protocol::seal_from_device(&request, &self.key, Packing::Dictionary1)?)
    }

    fn entry(&mut self) -> Result<DocPush> {
        let device = self.key.public().device();
        let document = match &mut self.document {
            Some(document) => document,
            none => none.insert(history(self.person, 0, device, 1)?.0),
        };
        self.entries += 1;
        let entry = log(self.entries);
        let actor = Actor::new(device, self.incarnation);
        let written = document.edit(actor, |w| work::add(w, THEN, &entry))?.context("a change")?;
        Ok(DocPush { doc: document.id().into(), changes: vec![written.bytes], run: None })
    }

    /// Takes in an answer; says whether there is more to fetch, or what went wrong.
    pub fn take(&mut self, answer: &[u8], server: &PublicKey) -> Result<bool, Code> {
        if let Ok(answer) = protocol::open::<SyncAnswer>(answer, server) {
            self.number = answer.number + 1;
            self.cursor = answer.cursor;
            return match answer.refused.first() {
                Some(refusal) => Err(Code::from_number(refusal.code).unwrap_or(Code::Server)),
                None => Ok(answer.more),
            };
        }
        let failure: Failure = protocol::open(answer, server).map_err(|_| Code::Malformed)?;
        if failure.code() == Code::StaleBundle {
            self.number = failure.expected + 1;
        }
        Err(failure.code())
    }

    /// Forgets what it has read.
    pub fn forget(&mut self) {
        self.cursor.clear();
    }
}
