//! A phone, reduced to its side of the protocol, that counts how often it is given the same thing.

use crate::http;
use crate::office::Office;
use documents::{Document, DocumentError, Writer, change_hash};
use domain::catalogue::{Assignment, Batch};
use domain::entry::WorkEntry;
use domain::id::{Actor, DocKey, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use domain::quantity::{Cents, Minutes, Pieces};
use domain::time::{Day, Timestamp};
use protocol::{
    Code, DocPush, ENROL_PATH, EnrolAnswer, EnrolRequest, Failure, PublicKey, SYNC_PATH, SecretKey, SyncAnswer,
    SyncRequest, VERSION,
};
use std::collections::BTreeMap;
use std::net::SocketAddr;

pub const KIBERA: WorkshopId = WorkshopId(1);
pub const RONGAI: WorkshopId = WorkshopId(2);

pub struct Phone {
    pub key: SecretKey,
    pub server_key: PublicKey,
    pub server: SocketAddr,
    pub person: PersonId,
    pub role: Role,
    pub number: u64,
    pub cursor: Vec<u8>,
    pub budget: u32,
    pub docs: BTreeMap<DocId, Document>,
    pub outbox: Vec<DocPush>,
    /// How often each chunk came.
    pub delivered: BTreeMap<(DocId, Vec<u8>), u32>,
}

/// Shows an invitation; the status and what the server signed.
pub fn enrol_with(office: &Office, key: &SecretKey, code: &str) -> (u16, Result<EnrolAnswer, Failure>) {
    let request = EnrolRequest {
        version: VERSION,
        invitation: code.into(),
        public_key: key.public().bytes(),
        app: "test".into(),
    };
    let reply = http::post(
        office.address(),
        ENROL_PATH,
        &protocol::seal_from_device(&request, key, protocol::Packing::Plain).unwrap(),
    );
    let server = server_key(office);
    let answer = protocol::open(&reply.body, &server);
    (reply.status, answer.map_err(|_| protocol::open(&reply.body, &server).expect("what the server signed")))
}

/// The key that signs what this server says.
pub fn server_key(office: &Office) -> PublicKey {
    let hex = std::fs::read_to_string(office.folder.path().join("server.key")).unwrap();
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    let seed: Vec<u8> = (0..64).step_by(2).map(byte).collect();
    SecretKey::from_seed(seed.try_into().unwrap()).public()
}

impl Phone {
    /// A new phone of the person of this name.
    pub fn enrol(office: &Office, name: &str) -> Self {
        let key = SecretKey::generate().unwrap();
        let (status, answer) = enrol_with(office, &key, &office.invite(name));
        let answer = answer.unwrap();
        assert_eq!((status, answer.name.as_str()), (200, name));
        let (person, role) = answer.identity().unwrap();
        Self {
            key,
            server_key: PublicKey::from_bytes(&answer.server_key).unwrap(),
            server: office.address(),
            person,
            role,
            number: 1,
            cursor: Vec::new(),
            budget: u32::MAX,
            docs: BTreeMap::new(),
            outbox: Vec::new(),
            delivered: BTreeMap::new(),
        }
    }

    /// Edits a document and puts the change into the outbox; gives its hash.
    pub fn write(&mut self, id: DocId, f: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>) -> [u8; 32] {
        let actor = Actor::new(self.key.public().device(), Incarnation(1));
        let document = self.docs.entry(id).or_insert_with(|| Document::new(id).unwrap());
        let written = document.edit(actor, f).unwrap().expect("something to write");
        assert_eq!(change_hash(&written.bytes), Some(written.hash));
        match self.outbox.iter_mut().find(|p| p.doc.id() == Some(id)) {
            Some(push) => push.changes.push(written.bytes),
            None => self.outbox.push(DocPush { doc: id.into(), changes: vec![written.bytes], run: None }),
        }
        written.hash
    }

    /// The office writes a batch for a workshop.
    pub fn batch(&mut self, workshop: WorkshopId, name: &str, pieces: u32) -> [u8; 32] {
        let batch = Batch {
            order: DocKey::ONLY,
            order_number: "PO-1".into(),
            sku: "SK-RING-01".into(),
            rate: Cents(7000),
            pieces: Pieces(pieces),
            due: Day(20_800),
            note: name.into(),
            cancelled: false,
        };
        self.write(batch_id(workshop, name), |w| documents::batch::write(w, &batch))
    }

    /// The lead offers work.
    pub fn assign(&mut self, workshop: WorkshopId, to: PersonId, name: &str) -> [u8; 32] {
        let assignment = Assignment {
            batch: DocKey::named("test", name),
            sku: "SK-RING-01".into(),
            rate: Cents(7000),
            pieces: Pieces(50),
            due: Day(20_790),
            note: String::new(),
            withdrawn: false,
            origin: None,
        };
        let id = DocId::new(Feed::Work(workshop, to), Kind::Assignment, DocKey::named("test", name));
        self.write(id, |w| documents::assignment::write(w, &assignment))
    }

    /// The artisan logs pieces on an assignment.
    pub fn log(&mut self, name: &str, pieces: u32) -> [u8; 32] {
        let id = work_id(self.role.workshop().unwrap(), self.person, name);
        self.log_in(id, pieces)
    }

    pub fn log_in(&mut self, id: DocId, pieces: u32) -> [u8; 32] {
        let entry = WorkEntry::Log {
            pieces: Pieces(pieces),
            minutes: Minutes(20),
            scrap: Pieces(0),
            note: String::new(),
            corrects: None,
        };
        self.write(id, |w| documents::work::add(w, Timestamp(1_790_000_000), &entry))
    }

    pub fn request(&self) -> SyncRequest {
        SyncRequest {
            version: VERSION,
            capabilities: 0,
            incarnation: 1,
            number: self.number,
            cursor: self.cursor.clone(),
            budget: self.budget,
            clock: 1_790_000_000,
            unsent: u32::try_from(self.outbox.len()).unwrap(),
            app: "test 1".into(),
            push: self.outbox.clone(),
            heads: None,
            partial: None,
        }
    }

    /// Sends a request as it is.
    pub fn send(&self, request: &SyncRequest) -> Result<SyncAnswer, (u16, Failure)> {
        self.send_bytes(&protocol::seal_from_device(request, &self.key, protocol::Packing::Plain).unwrap())
    }

    pub fn send_bytes(&self, bundle: &[u8]) -> Result<SyncAnswer, (u16, Failure)> {
        let reply = http::post(self.server, SYNC_PATH, bundle);
        if reply.status == 200 {
            Ok(protocol::open(&reply.body, &self.server_key).unwrap())
        } else {
            Err((reply.status, protocol::open(&reply.body, &self.server_key).unwrap()))
        }
    }

    /// Sends what waits to a server that may be gone; `None` when there is no answer.
    pub fn attempt(&self) -> Option<Result<SyncAnswer, (u16, Failure)>> {
        let bundle = protocol::seal_from_device(&self.request(), &self.key, protocol::Packing::Plain).unwrap();
        let reply = http::try_post(self.server, SYNC_PATH, &bundle)?;
        Some(match reply.status {
            200 => Ok(protocol::open(&reply.body, &self.server_key).unwrap()),
            status => Err((status, protocol::open(&reply.body, &self.server_key).unwrap())),
        })
    }

    /// One request and its answer, taken in.
    pub fn sync(&mut self) -> SyncAnswer {
        let answer = self.send(&self.request()).unwrap();
        self.take_in(&answer);
        answer
    }

    pub fn take_in(&mut self, answer: &SyncAnswer) {
        assert_eq!(answer.number, self.number);
        self.number += 1;
        self.outbox.clear();
        self.cursor = answer.cursor.clone();
        self.docs.retain(|id, _| !answer.lost.contains(&id.feed));
        for pull in &answer.pull {
            let id = pull.doc.id().unwrap();
            let document = self.docs.entry(id).or_insert_with(|| Document::new(id).unwrap());
            for chunk in &pull.chunks {
                document.apply(chunk).unwrap();
                *self.delivered.entry((id, chunk.clone())).or_default() += 1;
            }
        }
    }

    /// Syncs until there is no more; gives the answers.
    pub fn sync_all(&mut self) -> Vec<SyncAnswer> {
        let mut answers = vec![self.sync()];
        while answers.last().unwrap().more {
            answers.push(self.sync());
        }
        answers
    }

    /// What this phone holds: each document with its heads.
    pub fn holds(&self) -> BTreeMap<DocId, Vec<[u8; 32]>> {
        self.docs.iter().map(|(id, document)| (*id, document.heads())).collect()
    }

    /// Chunks that came more than once.
    pub fn doubled(&self) -> usize {
        self.delivered.values().filter(|n| **n > 1).count()
    }
}

pub fn batch_id(workshop: WorkshopId, name: &str) -> DocId {
    DocId::new(Feed::Workshop(workshop), Kind::Batch, DocKey::named("test", name))
}

pub fn work_id(workshop: WorkshopId, person: PersonId, name: &str) -> DocId {
    DocId::new(Feed::Work(workshop, person), Kind::Work, DocKey::named("test", name))
}

/// The codes of an answer's refusals.
pub fn refusals(answer: &SyncAnswer) -> Vec<([u8; 32], Code)> {
    answer.refused.iter().map(|r| (r.hash, Code::from_number(r.code).unwrap())).collect()
}
