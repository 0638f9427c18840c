//! Baraka's phone, with work on it that waits to be sent, that can be put back to what it was.

use crate::cast::{self, BARAKA, NOW, SERVER};
use crate::office::{self, Office, request};
use crate::seal;
use client::{Clock, Courier, Phone, PhoneOptions, Reply, Step};
use documents::Document;
use domain::kind::{DocId, Kind};
use protocol::{EnrolAnswer, EnrolRole, SyncAnswer, SyncRequest, VERSION};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sync::{Effect, Engine, Event, Outcome};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// The phone's folder as it was, and the phone as it is.
pub struct Handset {
    folder: TempDir,
    runtime: Runtime,
    phone: Option<Arc<Phone>>,
    profile: String,
    /// What the server has of what the phone may read.
    pub documents: BTreeMap<DocId, Document>,
}

impl Default for Handset {
    fn default() -> Self {
        let folder = office::in_memory();
        let runtime = Builder::new_current_thread().build().unwrap();
        let mut handset = Self { folder, runtime, phone: None, profile: String::new(), documents: BTreeMap::new() };
        let first = handset.first();
        fs::create_dir(&first).unwrap();
        fs::write(first.join("pending.key"), BARAKA.key().seed()).unwrap();
        handset.open(&first);
        handset.enrol();
        let office = Office::default();
        let news = office::sync(office.host(), BARAKA, &request(6)).unwrap();
        handset.documents = office::documents(&news.pull);
        let outcome = handset.sync(|asked| seal_answer(SyncAnswer { number: asked.number, ..news.clone() }), 1);
        assert_eq!(outcome, Outcome::Done);
        for kind in [Kind::Work, Kind::HoldingLedger] {
            handset.phone().replay(&handset.profile, cast::doc(kind), |w| cast::write(w, kind, 9)).unwrap();
        }
        handset.phone = None;
        handset
    }
}

impl Handset {
    /// Puts the phone back to what it was at first.
    pub fn restore(&mut self) {
        self.phone = None;
        let now = self.folder.path().join("now");
        let _ = fs::remove_dir_all(&now);
        copy(&self.first(), &now);
        self.open(&now);
    }

    /// One sync; the server's reply to the first `most` requests is what `reply` makes of them, then there is no network.
    pub fn sync(&self, mut reply: impl FnMut(&SyncRequest) -> Reply, most: usize) -> Outcome {
        let mut courier: Courier = self.phone().courier(&self.profile).unwrap();
        let mut engine = Engine::default();
        let mut effect = engine.handle(Event::Wanted, 0);
        let mut sent = 0;
        loop {
            let event = match courier.carry_out(effect) {
                Step::Post(_) if sent >= most => courier.replied(Err(client::ClientError::Offline)),
                Step::Post(bundle) => {
                    sent += 1;
                    let asked = protocol::open(&bundle, &BARAKA.key().public()).expect("a phone's bundle opens");
                    courier.replied(Ok(reply(&asked)))
                }
                Step::Tell(event) => event,
                Step::Rest(outcome) => return outcome,
            };
            effect = engine.handle(event, 0);
            assert!(!matches!(effect, Effect::Ignore), "an effect for every event");
        }
    }

    /// Makes a call of the table; its code when the answer is no.
    pub fn call(&self, name: &str, args: Value) -> Result<Value, String> {
        let answer = self.runtime.block_on(self.phone().call(Some(&self.profile), name, args));
        answer.map_err(|error| format!("{}: {}", error.code, error.detail))
    }

    fn phone(&self) -> &Arc<Phone> {
        self.phone.as_ref().unwrap()
    }

    fn first(&self) -> PathBuf {
        self.folder.path().join("first")
    }

    fn open(&mut self, folder: &Path) {
        let options = PhoneOptions { folder: folder.to_owned(), server: None, demo: false, background: false };
        let _inside = self.runtime.enter();
        self.phone = Some(Phone::open_at(options, Clock::new(|| NOW)).unwrap());
    }

    fn enrol(&mut self) {
        let asking = self.phone().ask_to_enrol("7K2M-0XQZ-PA41").unwrap();
        let answer = EnrolAnswer {
            version: VERSION,
            server_key: SERVER.key().public().bytes(),
            person: BARAKA.person().0,
            name: "Baraka".into(),
            role: EnrolRole::Artisan,
            workshop: Some(cast::KIBERA.0),
            organisation: "Soko".into(),
            clock: NOW.0,
            capabilities: Some(server::sync::CAPABILITIES),
        };
        let reply = Reply::answer(seal::message(&answer, &SERVER.key()));
        self.profile = self.phone().enrolled("http://localhost", &asking, &reply).unwrap();
    }
}

/// What a server says with this answer.
pub fn seal_answer(answer: SyncAnswer) -> Reply {
    Reply::answer(seal::message(&answer, &SERVER.key()))
}

/// An answer without news.
pub fn nothing_new(asked: &SyncRequest) -> SyncAnswer {
    SyncAnswer {
        version: VERSION,
        number: asked.number,
        clock: NOW.0,
        cursor: asked.cursor.clone(),
        more: false,
        refused: Vec::new(),
        gained: Vec::new(),
        lost: Vec::new(),
        pull: Vec::new(),
        capabilities: Some(server::sync::CAPABILITIES),
        lacking: None,
        leave: None,
    }
}

/// What every screen asks.
pub fn screens() -> Vec<(&'static str, Value)> {
    let plain = ["person.me", "sync.status", "sync.refused", "work.list", "material.holding", "material.list"];
    let more = ["batch.list", "store.list", "member.list", "order.list", "workshop.list"];
    let last = ("earnings.month", json!({ "month": null }));
    plain.into_iter().chain(more).map(|name| (name, json!({}))).chain([last]).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { assert!(fs::copy(from, to).is_ok()) }
    }
}
