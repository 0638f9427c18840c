//! Where a store is, so that it can be opened again or by a second node.

use domain::id::{DeviceId, DocKey, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use domain::time::Timestamp;
use server::store::postgres::Postgres;
use server::store::record::{Author, Batch, OrgId, Person, Workshop};
use server::store::sqlite::Sqlite;
use server::store::{Store, Write};
use tempfile::TempDir;

pub const KIBERA: WorkshopId = WorkshopId(1);
pub const RONGAI: WorkshopId = WorkshopId(2);
pub const AMINA: PersonId = PersonId(2);
pub const BARAKA: PersonId = PersonId(3);
pub const PHONE: Author = Author { device: DeviceId([7; 12]), incarnation: Incarnation(1) };
pub const NOW: Timestamp = Timestamp(1_790_000_000);

pub enum Place {
    File(TempDir),
    Server(String),
}

impl Place {
    pub fn sqlite() -> Self {
        Self::File(TempDir::new().unwrap())
    }

    pub fn postgres() -> Self {
        Self::Server(testkit::database().unwrap())
    }

    /// As a node of its own does.
    pub fn open(&self) -> Box<dyn Store> {
        match self {
            Self::File(folder) => Box::new(Sqlite::open(&folder.path().join("server.sqlite"), true).unwrap()),
            Self::Server(url) => Box::new(Postgres::open(url.parse().unwrap(), true).unwrap()),
        }
    }

    /// Opened, with one organisation.
    pub fn with_soko(&self) -> (Box<dyn Store>, OrgId) {
        let store = self.open();
        let org = committed(&*store, |tx| tx.add_organisation("Soko", 77, NOW).unwrap());
        (store, org)
    }
}

/// Does something in one transaction.
pub fn committed<T>(store: &dyn Store, work: impl FnOnce(&mut dyn Write) -> T) -> T {
    let mut tx = store.write().unwrap();
    let done = work(&mut *tx);
    tx.commit().unwrap();
    done
}

pub fn work_feed(person: PersonId) -> Feed {
    Feed::Work(KIBERA, person)
}

pub fn doc(feed: Feed, name: &str) -> DocId {
    DocId::new(feed, Kind::Work, DocKey::named("test", name))
}

/// One change, which the store takes as it is.
pub fn batch(id: DocId, change: impl Into<Vec<u8>>) -> Batch {
    Batch { id, changes: vec![change.into()] }
}

pub fn person(number: PersonId, name: &str, role: Role) -> Person {
    let (name, language) = (name.to_owned(), "sw".to_owned());
    Person { number, name, role, phone: String::new(), language, skills: Vec::new(), hours_per_week: None }
}

pub fn workshop(number: WorkshopId, code: &str) -> Workshop {
    Workshop { number, code: code.into(), place: "Nairobi".into() }
}
