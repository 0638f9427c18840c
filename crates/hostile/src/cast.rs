//! Who takes part, with the keys of docs/vectors, and what an honest person would write next.

use documents::facts::{Organisation, Workshop};
use documents::{Document, DocumentError, Writer, assignment, batch, catalogue, entries, facts, order, pay, work};
use domain::agree::{Choice, Question};
use domain::catalogue::{Assignment, Batch, Material, Moving, Order, OrderSource, Product, Unit};
use domain::entry::{
    AgreementEntry, CheckEntry, CompletionEntry, HoldingEntry, HoldingMovement, IssueEntry, IssueMovement, MoveEntry,
    OfficeCheckEntry, StoreEntry, StoreMovement, WorkEntry,
};
use domain::id::{Actor, DocKey, EntryRef, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::pay::{RunEntry, RunLine, StatementEntry};
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::{Day, Timestamp};
use protocol::SecretKey;

/// The workshop of Amina and Baraka.
pub const KIBERA: WorkshopId = WorkshopId(1);
/// The other one.
pub const RONGAI: WorkshopId = WorkshopId(2);
/// Now.
pub const NOW: Timestamp = Timestamp(1_790_000_000);

/// Somebody with a device. Their number is the byte that their key's seed repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Somebody(pub u8);

/// Coordinates at the office.
pub const ESTHER: Somebody = Somebody(1);
/// Leads Kibera.
pub const AMINA: Somebody = Somebody(2);
/// Artisan at Kibera.
pub const BARAKA: Somebody = Somebody(3);
/// Artisan at Rongai.
pub const JUMA: Somebody = Somebody(4);
/// Was artisan at Kibera; the device is revoked.
pub const OTIENO: Somebody = Somebody(5);
/// The server.
pub const SERVER: Somebody = Somebody(0x53);

impl Somebody {
    /// Their key.
    pub fn key(self) -> SecretKey {
        SecretKey::from_seed([self.0; 32])
    }

    /// Their number.
    pub fn person(self) -> PersonId {
        PersonId(self.0.into())
    }

    /// Their device in this life of its database. The vectors are of the seventh.
    pub fn actor(self, life: u32) -> Actor {
        Actor::new(self.key().public().device(), Incarnation(life))
    }
}

/// Where a document of this kind lives when it is about Baraka and Kibera.
pub fn feed(kind: Kind) -> Feed {
    let baraka = BARAKA.person();
    match kind {
        Kind::Organisation | Kind::Product | Kind::Material => Feed::Org,
        Kind::Order | Kind::PayoutRun => Feed::Office,
        Kind::Workshop | Kind::Batch => Feed::Workshop(KIBERA),
        Kind::StoreLedger | Kind::Completion | Kind::Agreement => Feed::Leads(KIBERA),
        Kind::Assignment | Kind::Work | Kind::HoldingLedger => Feed::Work(KIBERA, baraka),
        Kind::Check | Kind::IssueLedger | Kind::OfficeCheck | Kind::Moves => Feed::Work(KIBERA, baraka),
        Kind::Statement => Feed::Private(baraka),
    }
}

/// Such a document.
pub fn doc(kind: Kind) -> DocId {
    DocId::new(feed(kind), kind, DocKey::ONLY)
}

/// The next honest change of `actor`, and the document with it; `None` when the document cannot be written to any more.
pub fn honest(document: &Document, actor: Actor) -> Option<(Vec<u8>, Document)> {
    let mut after = document.clone();
    let written = after.edit(actor, |w| write(w, document.id().kind, document.heads().len())).ok()??;
    Some((written.bytes, after))
}

/// Writes something to a document of this kind; what it is differs with `n`.
pub fn write(w: &mut Writer<'_>, kind: Kind, n: usize) -> Result<(), DocumentError> {
    let n = u32::try_from(n).unwrap_or(0);
    let (sku, code) = ("SK-RING-01".to_owned(), "BRASS".to_owned());
    let (note, reason) = (format!("note {n}"), format!("reason {n}"));
    let (pieces, rate, due) = (Pieces(n + 1), Cents(7_000 + i64::from(n)), Day(20_800));
    let (name_en, name_sw) = ("Ring".to_owned(), "Pete".to_owned());
    let (quantity, some) = (Tenths(i64::from(n) + 10), Some(DocKey::ONLY));
    match kind {
        Kind::Organisation => facts::write_organisation(w, &Organisation { name: note, ..Default::default() }),
        Kind::Workshop => facts::write_workshop(w, &Workshop { code: note, ..Default::default() }),
        Kind::Product => {
            let bill_of_materials = vec![(code, quantity)];
            let product = Product {
                sku,
                name_en,
                name_sw,
                rate,
                minutes: Minutes(9),
                bill_of_materials,
                skills: vec![],
                steps: vec![],
            };
            catalogue::write_product(w, &product)
        }
        Kind::Material => {
            let material = Material { code, name_en, name_sw, unit: Unit::Gram, source: note, cost: rate };
            catalogue::write_material(w, &material)
        }
        Kind::Order => {
            let (number, source, lines) = ("PO-1".into(), OrderSource::Wholesale, vec![]);
            order::write(w, &Order { number, source, placed: Some(due), cancelled: false, note, lines })
        }
        Kind::Batch => {
            let (order, order_number) = (DocKey::ONLY, "PO-1".into());
            batch::write(w, &Batch { order, order_number, sku, rate, pieces, due, note, cancelled: false })
        }
        Kind::Assignment => {
            let batch = DocKey::ONLY;
            assignment::write(w, &Assignment { batch, sku, rate, pieces, due, note, withdrawn: false, origin: None })
        }
        Kind::Work => work::add(w, NOW, &WorkEntry::HandIn { pieces }),
        Kind::StoreLedger => {
            let movement = StoreMovement::Received { lot: note };
            entries::add_store(w, NOW, &StoreEntry { material: code, quantity, movement })
        }
        Kind::Completion => {
            let missing = Pieces(0);
            entries::add_completion(w, NOW, &CompletionEntry { accepted: pieces, rejected: missing, missing, reason })
        }
        Kind::HoldingLedger => {
            let movement = HoldingMovement::Used { assignment: some };
            entries::add_holding(w, NOW, &HoldingEntry { material: code, quantity, movement })
        }
        Kind::IssueLedger => {
            let movement = IssueMovement::Issued { assignment: some, lots: vec![] };
            entries::add_issue(w, NOW, &IssueEntry { material: code, quantity, movement })
        }
        Kind::Moves => {
            let (to, assignment, how) = (AMINA.person(), DocKey::ONLY, Moving::Help);
            entries::add_move(w, NOW, &MoveEntry { pieces, to, assignment, how, reason })
        }
        Kind::Check => {
            let rework = Pieces(1);
            entries::add_check(w, NOW, &CheckEntry { accepted: pieces, rework, rejected: rework, reason })
        }
        Kind::OfficeCheck => {
            entries::add_office_check(w, NOW, &OfficeCheckEntry { good: pieces, rejected: Pieces(1), reason })
        }
        Kind::Statement => pay::add_statement(w, NOW, &StatementEntry::Bonus { amount: rate, reason }),
        Kind::PayoutRun => {
            let line = RunLine { person: BARAKA.person(), month: NOW.month(), amount: rate, phone: note };
            pay::add_run(w, NOW, &RunEntry::Line(line))
        }
        Kind::Agreement => {
            let (matter, question, choice) = (DocKey::ONLY, Question::Checked, Choice::Struck);
            let entry = Some(EntryRef { counter: 4, actor: BARAKA.actor(7) });
            let difference = i64::from(n);
            let decided =
                AgreementEntry { matter, question, choice, difference, about: sku, subject: some, entry, seen: n };
            entries::add_agreement(w, NOW, &decided)
        }
    }
}

/// Asks a document everything that a screen or a rule asks of its kind.
pub fn read(document: &Document) -> Result<(), DocumentError> {
    document.disagreements()?;
    match document.id().kind {
        Kind::Organisation => facts::read_organisation(document).map(drop),
        Kind::Workshop => facts::read_workshop(document).map(drop),
        Kind::Product => catalogue::read_product(document).map(drop),
        Kind::Material => catalogue::read_material(document).map(drop),
        Kind::Order => order::read(document).map(drop),
        Kind::Batch => batch::read(document).map(drop),
        Kind::Assignment => {
            document.writer_of("rate")?;
            assignment::read(document).map(drop)
        }
        Kind::Work => work::decision(document).and_then(|_| work::entries(document).map(drop)),
        Kind::StoreLedger => entries::stores(document).map(drop),
        Kind::Completion => entries::completions(document).map(drop),
        Kind::HoldingLedger => entries::holdings(document).map(drop),
        Kind::IssueLedger => entries::issues(document).map(drop),
        Kind::Moves => entries::moves(document).map(drop),
        Kind::Check => entries::checks(document).map(drop),
        Kind::OfficeCheck => entries::office_checks(document).map(drop),
        Kind::Statement => pay::statement(document).map(drop),
        Kind::PayoutRun => pay::run(document).map(drop),
        Kind::Agreement => entries::agreements(document).map(drop),
    }
}
