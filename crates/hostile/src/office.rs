//! A server with its people and some documents, that can be put back to what it was.

use crate::cast::{self, AMINA, BARAKA, ESTHER, JUMA, KIBERA, NOW, OTIENO, RONGAI, SERVER, Somebody};
use crate::seal;
use documents::Document;
use domain::kind::{DocId, Kind};
use domain::policy::Role;
use protocol::{DocPull, DocPush, SyncAnswer, SyncRequest, VERSION};
use server::data::Data;
use server::facts;
use server::host::{Denied, Host};
use server::membership::Moves;
use server::pace::DevicePace;
use server::store::record::{Device, OrgId, Person, Workshop};
use server::store::{Store, Write};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The number of the history that cursors are of.
pub const HISTORY: u32 = 7;
const ORG: OrgId = OrgId(1);

/// An office.
pub struct Office {
    folder: TempDir,
    host: Option<Host>,
}

impl Default for Office {
    fn default() -> Self {
        let folder = in_memory();
        let first = folder.path().join("first");
        fs::create_dir(&first).unwrap();
        let seed: String = SERVER.key().seed().iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(first.join("server.key"), seed).unwrap();
        let data = Data::create(&first, None).unwrap();
        let mut tx = data.store.write().unwrap();
        people(&mut *tx);
        tx.commit().unwrap();
        let host = Host::new(data.store, data.key);
        history(&host);
        drop(host);
        let mut office = Self { folder, host: None };
        office.restore();
        office
    }
}

impl Office {
    /// The server.
    pub fn host(&self) -> &Host {
        self.host.as_ref().unwrap()
    }

    /// Puts the server back to what it was at first.
    pub fn restore(&mut self) {
        self.host = None;
        let now = self.now();
        let _ = fs::remove_dir_all(&now);
        fs::create_dir(&now).unwrap();
        for file in fs::read_dir(self.folder.path().join("first")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), now.join(file.file_name())).unwrap();
        }
        let data = Data::open(&now, None).unwrap();
        let mut host = Host::new(data.store, data.key);
        // A target asks more often in a second than any phone may, and wants to hear what the server says.
        host.pace = DevicePace::new(u32::MAX, u32::MAX);
        self.host = Some(host);
    }

    /// The head of the log.
    pub fn head(&self) -> i64 {
        self.host().store.read().unwrap().organisation(ORG).unwrap().head
    }

    fn now(&self) -> PathBuf {
        self.folder.path().join("now")
    }
}

/// A folder in memory, where the system has such a place.
pub fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap()
}

/// The documents of an answer.
pub fn documents(pull: &[DocPull]) -> BTreeMap<DocId, Document> {
    let document = |id, chunks: &[Vec<u8>]| Document::from_chunks(id, chunks.iter().map(Vec::as_slice)).unwrap();
    pull.iter().filter_map(|pull| pull.doc.id().map(|id| (id, document(id, &pull.chunks)))).collect()
}

/// A request that brings and asks for nothing special.
pub fn request(number: u64) -> SyncRequest {
    SyncRequest {
        version: VERSION,
        capabilities: 0,
        incarnation: 7,
        number,
        cursor: Vec::new(),
        budget: u32::MAX,
        clock: NOW.0,
        unsent: 0,
        app: "hostile".into(),
        push: Vec::new(),
        heads: None,
        partial: None,
    }
}

/// Sends the request of `who`; what comes back is opened and looked at.
pub fn sync(host: &Host, who: Somebody, request: &SyncRequest) -> Result<SyncAnswer, Denied> {
    let bundle = seal::message(request, &who.key());
    let server::sync::Answered { bytes, moved, .. } = server::sync::sync(host, &bundle, NOW)?;
    let answer: SyncAnswer = protocol::open(&bytes, &host.key.public()).expect("an answer opens");
    assert_eq!((moved.refused, moved.pulled), (answer.refused.len(), answer.pull.len()));
    assert_eq!(answer.number, request.number);
    Ok(answer)
}

fn people(tx: &mut dyn Write) {
    assert_eq!(tx.add_organisation("Soko", HISTORY, NOW).unwrap(), ORG);
    for (number, code) in [(KIBERA, "KIBERA-1"), (RONGAI, "RONGAI-1")] {
        tx.put_workshop(ORG, &Workshop { number, code: code.into(), place: code.into() }).unwrap();
    }
    let mut moves = Moves::default();
    for (who, name, role) in [
        (ESTHER, "Esther", Role::Coordinator),
        (AMINA, "Amina", Role::Lead(KIBERA)),
        (BARAKA, "Baraka", Role::Artisan(KIBERA)),
        (JUMA, "Juma", Role::Artisan(RONGAI)),
        (OTIENO, "Otieno", Role::Artisan(KIBERA)),
    ] {
        let (number, language) = (who.person(), "sw".into());
        let (phone, skills) = (String::new(), Vec::new());
        let person = Person { number, name: name.into(), role, phone, language, skills, hours_per_week: None };
        tx.put_person(ORG, &person).unwrap();
        moves.add(number, None, role);
        let key = who.key().public();
        let (id, revoked) = (key.device(), who == OTIENO);
        let device = Device { id, organisation: ORG, person: number, key, number: 0, revoked };
        tx.add_device(&device, "hostile", NOW).unwrap();
    }
    moves.record(tx, ORG).unwrap();
    let author = server::writing::server_author(&SERVER.key().public(), tx.incarnation().unwrap());
    facts::write_all(tx, ORG, author).unwrap();
}

/// One honest change of each kind that somebody may write, two of Baraka's work.
fn history(host: &Host) {
    let writers = [
        (ESTHER, Kind::Product),
        (ESTHER, Kind::Order),
        (ESTHER, Kind::Batch),
        (AMINA, Kind::Assignment),
        (BARAKA, Kind::Work),
        (BARAKA, Kind::HoldingLedger),
    ];
    for (who, kind) in writers {
        let id = cast::doc(kind);
        let new = Document::new(id).unwrap();
        let (change, after) = cast::honest(&new, who.actor(7)).unwrap();
        let mut changes = vec![change];
        if kind == Kind::Work {
            changes.push(cast::honest(&after, who.actor(7)).unwrap().0);
        }
        let push = vec![DocPush { doc: id.into(), changes, run: None }];
        let answer = sync(host, who, &SyncRequest { push, ..request(5) }).unwrap();
        assert_eq!(answer.refused, [], "{id}");
    }
}
