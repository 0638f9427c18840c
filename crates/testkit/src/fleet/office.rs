//! The central server in this process: the real one, on a real database, without HTTP around it.

use super::dice::Dice;
use anyhow::{Context, Result};
use client::{Reply, ReplyKind};
use documents::{Document, catalogue, order};
use domain::catalogue::{Material, Order, OrderLine, OrderSource, Product, Unit};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::Timestamp;
use protocol::invitation::Invitation;
use protocol::{Packing, SecretKey};
use server::host::{Denied, Host};
use server::membership::Moves;
use server::store::record::{OrgId, Person, Reach, Seq, Span, Workshop};
use server::store::sqlite::Sqlite;
use server::writing::write_document;
use server::{enrol, facts, invite, sync};
use std::path::PathBuf;

/// What the workshops make.
pub const SKUS: [&str; 3] = ["EAR-01", "NECK-02", "CUFF-03"];
/// What they make it of.
pub const MATERIALS: [&str; 3] = ["brass", "horn", "beads"];
/// Pieces of each line of an order: more than anybody plans.
const PLENTY: u32 = 900_000;

/// The server and its data folder.
pub struct Office {
    folder: PathBuf,
    /// Of its key.
    seed: [u8; 32],
    /// What each run of the server is called.
    lives: Dice,
    host: Option<Host>,
    org: OrgId,
}

impl Office {
    /// A new organisation with workshops numbered from 1, a catalogue, and one order for each workshop.
    pub fn open(folder: PathBuf, workshops: u32, now: Timestamp, dice: &mut Dice) -> Result<Self> {
        std::fs::create_dir_all(&folder)?;
        let (seed, lives) = (dice.bytes(), dice.fork());
        let mut office = Self { folder, seed, lives, host: None, org: OrgId(0) };
        office.restart()?;
        office.found(workshops, now, u32::from_be_bytes(dice.bytes()))?;
        Ok(office)
    }

    fn found(&mut self, workshops: u32, now: Timestamp, history: u32) -> Result<()> {
        let host = self.host.as_ref().context("closed")?;
        let mut tx = host.store.write()?;
        let org = tx.add_organisation("Soko", history, now)?;
        let author = host.author(&*tx)?;
        for number in (1..=workshops).map(WorkshopId) {
            tx.put_workshop(org, &Workshop { number, code: format!("W-{}", number.0), place: "Kibera".into() })?;
            let line = |sku: &str| OrderLine { sku: sku.into(), pieces: Pieces(PLENTY), due: None };
            let mut lines: Vec<_> = SKUS.iter().map(|sku| line(sku)).collect();
            lines.sort_by(|a, b| a.sku.cmp(&b.sku));
            let (source, number) = (OrderSource::Wholesale, format!("PO-{}", number.0));
            let id = DocId::new(Feed::Office, Kind::Order, Order::key(source, &number));
            let order = Order { number, source, placed: None, cancelled: false, note: String::new(), lines };
            write_document(&mut *tx, org, author, id, |w| order::write(w, &order))?;
        }
        for code in MATERIALS {
            let id = DocId::new(Feed::Org, Kind::Material, DocKey::named("material", code));
            let (name, source) = (String::from(code), String::from("bought"));
            let material = Material {
                code: name.clone(),
                name_en: name.clone(),
                name_sw: name,
                unit: Unit::Gram,
                source,
                cost: Cents(100),
            };
            write_document(&mut *tx, org, author, id, |w| catalogue::write_material(w, &material))?;
        }
        for sku in SKUS {
            let id = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", sku));
            let name = String::from(sku);
            let product = Product {
                sku: name.clone(),
                name_en: name.clone(),
                name_sw: name,
                rate: Cents(5_000),
                minutes: Minutes(25),
                bill_of_materials: vec![(MATERIALS.iter().min().map_or("brass", |m| m).into(), Tenths(12))],
                skills: Vec::new(),
                steps: Vec::new(),
            };
            write_document(&mut *tx, org, author, id, |w| catalogue::write_product(w, &product))?;
        }
        facts::write_all(&mut *tx, org, author)?;
        tx.commit()?;
        self.org = org;
        Ok(())
    }

    /// Lists somebody new, or gives somebody another role, as an import of people does.
    pub fn put_person(&self, number: PersonId, role: Role) -> Result<()> {
        let host = self.host()?;
        let mut tx = host.store.write()?;
        let before = tx.person(self.org, number)?.map(|p| p.role);
        let person = Person {
            number,
            name: format!("Person {}", number.0),
            role,
            phone: String::new(),
            language: "sw".into(),
            skills: Vec::new(),
            hours_per_week: None,
        };
        tx.put_person(self.org, &person)?;
        let mut moves = Moves::default();
        moves.add(number, before, role);
        moves.record(&mut *tx, self.org)?;
        let author = host.author(&*tx)?;
        facts::write_all(&mut *tx, self.org, author)?;
        tx.commit()?;
        Ok(())
    }

    /// An invitation for `person`, with a code that `dice` draw.
    pub fn invite(&self, person: PersonId, now: Timestamp, dice: &mut Dice) -> Result<Invitation> {
        const LETTERS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
        let code: String = (0..12).filter_map(|_| dice.pick(&LETTERS)).collect();
        let code = Invitation::parse(&code).context("an invitation")?;
        let mut tx = self.host()?.store.write()?;
        let expires = Timestamp(now.0 + 86_400);
        let (secret, organisation) = (invite::hash(&code), self.org);
        let invitation = server::store::record::Invitation { secret, organisation, person, expires, used_by: None };
        tx.add_invitation(&invitation, now)?;
        tx.commit()?;
        Ok(code)
    }

    /// Answers a request to enrol.
    pub fn enrol(&self, bundle: &[u8], now: Timestamp) -> Result<Reply> {
        let host = self.host()?;
        Ok(reply(host, enrol::enrol(host, bundle, now).map(|body| (body, false))))
    }

    /// Answers a sync.
    pub fn sync(&self, bundle: &[u8], now: Timestamp) -> Result<Reply> {
        let host = self.host()?;
        Ok(reply(host, sync::sync(host, bundle, now).map(|answered| (answered.bytes, answered.rest))))
    }

    /// Answers as a server that is in trouble: nothing is looked at.
    pub fn fail(&self, code: protocol::Code) -> Result<Reply> {
        let host = self.host()?;
        Ok(reply(host, Err(Denied::new(code, "simulated"))))
    }

    /// Starts the server, after it was killed if it runs.
    pub fn restart(&mut self) -> Result<()> {
        self.host = None;
        let life = u32::from_be_bytes(self.lives.bytes());
        let store = Sqlite::open_as(&self.folder.join("karakana.sqlite"), true, life)?;
        self.host = Some(Host::new(store, SecretKey::from_seed(self.seed)));
        Ok(())
    }

    /// Copies the database aside, as a backup does.
    pub fn back_up(&mut self, to: &std::path::Path) -> Result<()> {
        self.host = None;
        std::fs::create_dir_all(to)?;
        for file in ["karakana.sqlite", "karakana.sqlite-wal"] {
            let from = self.folder.join(file);
            if from.exists() {
                std::fs::copy(from, to.join(file))?;
            }
        }
        self.restart()
    }

    /// Puts the database back as it was at a backup.
    pub fn restore(&mut self, from: &std::path::Path) -> Result<()> {
        self.host = None;
        for file in ["karakana.sqlite", "karakana.sqlite-wal", "karakana.sqlite-shm"] {
            let (from, to) = (from.join(file), self.folder.join(file));
            let _ = std::fs::remove_file(&to);
            if from.exists() {
                std::fs::copy(from, to)?;
            }
        }
        self.restart()
    }

    /// Revokes a device, which has its profile's name, as the office does.
    pub fn revoke(&self, device: &str, now: Timestamp) -> Result<()> {
        let database = rusqlite::Connection::open(self.folder.join("karakana.sqlite"))?;
        let revoked = database.execute("UPDATE device SET revoked = ?2 WHERE lower(hex(id)) = ?1", (device, now.0))?;
        anyhow::ensure!(revoked == 1, "there is no device {device}");
        Ok(())
    }

    /// What is held of phones that were revoked, and of people who had moved.
    pub fn held(&self) -> Result<Vec<(DocId, Vec<u8>)>> {
        let held = self.host()?.store.read()?.held(self.org)?;
        let changes = held.into_iter().filter_map(|one| Some((one.doc.id()?, one.changes)));
        Ok(changes.flat_map(|(id, changes)| changes.into_iter().map(move |change| (id, change))).collect())
    }

    /// How far the log of the organisation is.
    pub fn head(&self) -> Result<Seq> {
        Ok(self.host()?.store.read()?.organisation(self.org)?.head)
    }

    /// Every document that the server holds.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let tx = self.host()?.store.read()?;
        let span = Span { after: 0, upto: Seq::MAX };
        let heads = tx.documents(self.org, Reach::All, span, usize::MAX)?;
        heads.into_iter().map(|head| Ok(server::writing::load(&*tx, self.org, head.id, Seq::MAX)?)).collect()
    }

    fn host(&self) -> Result<&Host> {
        self.host.as_ref().context("the server is closed")
    }
}

fn reply(host: &Host, answer: Result<(Vec<u8>, bool), Denied>) -> Reply {
    match answer {
        Ok((body, true)) => Reply { kind: ReplyKind::Rest, body, whole: true },
        Ok((body, false)) => Reply::answer(body),
        Err(denied) => Reply::failure(host.seal(&denied.0, Packing::Plain).unwrap_or_default()),
    }
}
