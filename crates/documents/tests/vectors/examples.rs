//! One small document of each kind, as four devices write them.

use documents::{Document, DocumentError, Writer, assignment, batch, catalogue, entries, facts, order, pay, work};
use domain::agree::{Choice, Question};
use domain::catalogue::{
    Assignment, Batch, Material, Moving, Order, OrderLine, OrderSource, Origin, Product, Step, Unit,
};
use domain::entry::*;
use domain::id::{Actor, DeviceId, DocKey, EntryRef, Incarnation, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::lot::Part;
use domain::pay::{Books, Item, LineId, Run, RunEntry, RunLine, Source, StatementEntry};
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::{Day, Month, Timestamp};

/// The devices of `keys.json`, each in the life 7.
pub const SERVER: Actor = actor([0xf9, 0x93, 0xbf, 0x26, 0x61, 0xc8, 0xa8, 0x0d, 0x1e, 0xc0, 0x98, 0xa4]);
pub const ESTHER: Actor = actor([0x34, 0x75, 0x0f, 0x98, 0xbd, 0x59, 0xfc, 0xfc, 0x94, 0x6d, 0xa4, 0x5a]);
pub const AMINA: Actor = actor([0x6a, 0x38, 0x03, 0xd5, 0xf0, 0x59, 0x90, 0x2a, 0x1c, 0x6d, 0xaf, 0xbc]);
pub const BARAKA: Actor = actor([0xb6, 0x2e, 0x86, 0x7f, 0xa2, 0xf3, 0x3a, 0xfe, 0x62, 0xd5, 0xd6, 0xb1]);
/// 2026-09-21 16:53:20 in Nairobi.
pub const NOW: Timestamp = Timestamp(1_789_998_800);

const KIBERA: WorkshopId = WorkshopId(1);
const WIRE: &str = "BRASS-WIRE";

/// A document and the changes that make it, each by its actor.
pub struct Example {
    pub name: &'static str,
    pub document: Document,
    pub changes: Vec<(Actor, Vec<u8>)>,
}

pub fn whose(actor: Actor) -> &'static str {
    match actor {
        SERVER => "server",
        ESTHER => "Esther",
        AMINA => "Amina",
        BARAKA => "Baraka",
        _ => panic!("nobody's actor"),
    }
}

pub fn all() -> Vec<Example> {
    let catalogue = [organisation(), product(), material(), customer_order()];
    let workshop = [workshop(), kibera_batch(), store(), completion()];
    let baraka = [terms(), disagreement(), work_done(), corrections(), holding(), check(), issues(), agreement()];
    let planning = [product_with_steps(), moves(), moved_here()];
    let pay = [office_check(), statement(), failed_payment(), payout_run(), prepared_twice()];
    let counts = [store_counted(), hand_counted(), issued_by_lot(), returned_by_lot()];
    catalogue.into_iter().chain(workshop).chain(baraka).chain(planning).chain(pay).chain(counts).collect()
}

const fn actor(device: [u8; 12]) -> Actor {
    let mut bytes = [0; 16];
    let mut at = 0;
    while at < 12 {
        bytes[at] = device[at];
        at += 1;
    }
    bytes[15] = 7;
    Actor(bytes)
}

impl Example {
    fn new(name: &'static str, feed: Feed, kind: Kind, key: DocKey) -> Self {
        let document = Document::new(DocId::new(feed, kind, key)).unwrap();
        Self { name, document, changes: Vec::new() }
    }

    /// Writes one change, and gives the identity of its first operation.
    fn edit(&mut self, by: Actor, write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>) -> EntryRef {
        let written = self.document.edit(by, write).unwrap().unwrap();
        self.changes.push((by, written.bytes));
        EntryRef { counter: written.start_op, actor: by }
    }

    /// Two changes that do not know of each other.
    fn edit_apart(&mut self, one: (Actor, &dyn Fn(&mut Writer<'_>)), other: (Actor, &dyn Fn(&mut Writer<'_>))) {
        let mut apart = self.document.clone();
        self.edit(one.0, |w| {
            one.1(w);
            Ok(())
        });
        let written = apart.edit(other.0, |w| {
            other.1(w);
            Ok(())
        });
        let bytes = written.unwrap().unwrap().bytes;
        self.document.apply(&bytes).unwrap();
        self.changes.push((other.0, bytes));
    }
}

fn work_feed() -> Feed {
    Feed::Work(KIBERA, PersonId(3))
}

/// A key that was drawn at random once.
fn random(first: u8) -> DocKey {
    DocKey::from_slice(&[
        first, 0x1d, 0x2a, 0x90, 0x5c, 0x11, 0x4e, 0x0b, 0x8a, 0x77, 0x30, 0x41, 0xd5, 0x6e, 0xf2, 0x08,
    ])
    .unwrap()
}

fn at(minutes: i64) -> Timestamp {
    Timestamp(NOW.0 + minutes * 60)
}

fn person(name: &str, lead: bool) -> facts::Person {
    facts::Person { name: name.into(), lead, language: "sw".into(), ..facts::Person::default() }
}

fn organisation() -> Example {
    let mut example = Example::new("organisation", Feed::Org, Kind::Organisation, DocKey::ONLY);
    let says = facts::Organisation {
        name: "Karakana Example".into(),
        coordinators: [(PersonId(1), person("Esther", false))].into(),
        devices: [(ESTHER.device(), PersonId(1))].into(),
    };
    example.edit(SERVER, |w| facts::write_organisation(w, &says));
    example
}

fn workshop() -> Example {
    let mut example = Example::new("workshop", Feed::Workshop(KIBERA), Kind::Workshop, DocKey::ONLY);
    let baraka = facts::Person {
        phone: "+254700000003".into(),
        skills: vec!["brass".into(), "casting".into()],
        hours_per_week: Some(15),
        ..person("Baraka", false)
    };
    let says = facts::Workshop {
        code: "KIBERA-1".into(),
        place: "Kibera, Toi lane".into(),
        members: [(PersonId(2), person("Amina", true)), (PersonId(3), baraka)].into(),
        devices: [(AMINA.device(), PersonId(2)), (BARAKA.device(), PersonId(3))].into(),
    };
    example.edit(SERVER, |w| facts::write_workshop(w, &says));
    example
}

fn product() -> Example {
    let mut example = Example::new("product", Feed::Org, Kind::Product, DocKey::named("product", "SK-HOOP-01"));
    let says = Product {
        sku: "SK-HOOP-01".into(),
        name_en: "Mezi hoops, small".into(),
        name_sw: "Herini za duara, ndogo".into(),
        rate: Cents(9_500),
        minutes: Minutes(25),
        bill_of_materials: vec![(WIRE.into(), Tenths(64)), ("POST".into(), Tenths(20))],
        skills: Vec::new(),
        steps: Vec::new(),
    };
    example.edit(SERVER, |w| catalogue::write_product(w, &says));
    example
}

fn product_with_steps() -> Example {
    let mut example =
        Example::new("product with steps", Feed::Org, Kind::Product, DocKey::named("product", "SK-RING-01"));
    let step =
        |en: &str, sw: &str, picture: &str| Step { text_en: en.into(), text_sw: sw.into(), picture: picture.into() };
    let says = Product {
        sku: "SK-RING-01".into(),
        name_en: "Dash ring".into(),
        name_sw: "Pete ya mstari".into(),
        rate: Cents(7_000),
        minutes: Minutes(20),
        bill_of_materials: vec![("BRASS-SHEET".into(), Tenths(51))],
        skills: vec!["brass".into()],
        steps: vec![step("Cut the strip.", "Kata ukanda.", "cut"), step("Sand the edges.", "Lainisha kingo.", "")],
    };
    example.edit(SERVER, |w| catalogue::write_product(w, &says));
    example
}

/// Baraka is ill: twelve of his pieces go to Wanjiru. Two phones of Amina's write it, and it counts once; five more are help, and nobody makes two.
fn moves() -> Example {
    let mut example = Example::new("moves", work_feed(), Kind::Moves, random(0xa0));
    let ill = MoveEntry {
        pieces: Pieces(12),
        to: PersonId(4),
        assignment: random(0xa4),
        how: Moving::Instead,
        reason: "mgonjwa".into(),
    };
    let help = MoveEntry {
        pieces: Pieces(5),
        to: PersonId(5),
        assignment: random(0xa5),
        how: Moving::Help,
        reason: String::new(),
    };
    example.edit_apart(
        (AMINA, &|w| entries::add_move(w, at(600), &ill).unwrap()),
        (ESTHER, &|w| entries::add_move(w, at(601), &ill).unwrap()),
    );
    example.edit(AMINA, |w| entries::add_move(w, at(700), &help));
    let ended = MoveEntry { pieces: Pieces(2), to: PersonId(3), assignment: random(0xa0), how: Moving::Ended, ..ill };
    example.edit(AMINA, |w| entries::add_move(w, at(800), &ended));
    example
}

/// The other side of the first of them.
fn moved_here() -> Example {
    let feed = Feed::Work(KIBERA, PersonId(4));
    let mut example = Example::new("assignment that was somebody else's", feed, Kind::Assignment, random(0xa4));
    let origin = Origin { how: Moving::Instead, person: PersonId(3), assignment: random(0xa0) };
    example.edit(AMINA, |w| assignment::write(w, &Assignment { origin: Some(origin), ..share(12, "2026-12-10") }));
    example
}

fn material() -> Example {
    let mut example = Example::new("material", Feed::Org, Kind::Material, DocKey::named("material", WIRE));
    let says = Material {
        code: WIRE.into(),
        name_en: "Brass wire 1.2 mm".into(),
        name_sw: "Waya wa shaba nyeupe".into(),
        unit: Unit::Gram,
        source: "recycled".into(),
        cost: Cents(135),
    };
    example.edit(SERVER, |w| catalogue::write_material(w, &says));
    example
}

fn customer_order() -> Example {
    let key = Order::key(OrderSource::Wholesale, "PO-0770");
    let mut example = Example::new("order", Feed::Office, Kind::Order, key);
    let line = |sku: &str, pieces, due| OrderLine { sku: sku.into(), pieces: Pieces(pieces), due };
    let says = Order {
        number: "PO-0770".into(),
        source: OrderSource::Wholesale,
        placed: None,
        cancelled: false,
        note: String::new(),
        lines: vec![line("SK-CUFF-02", 240, None), line("SK-HOOP-01", 480, Day::parse("2027-01-13"))],
    };
    example.edit(SERVER, |w| order::write(w, &says));
    example
}

fn kibera_batch() -> Example {
    let mut example = Example::new("batch", Feed::Workshop(KIBERA), Kind::Batch, random(0xb0));
    let says = Batch {
        order: Order::key(OrderSource::Wholesale, "PO-0770"),
        order_number: "PO-0770".into(),
        sku: "SK-HOOP-01".into(),
        rate: Cents(9_500),
        pieces: Pieces(240),
        due: Day::parse("2026-12-20").unwrap(),
        note: "mapema".into(),
        cancelled: false,
    };
    example.edit(ESTHER, |w| batch::write(w, &says));
    example
}

fn share(pieces: u32, due: &str) -> Assignment {
    Assignment {
        batch: random(0xb0),
        sku: "SK-HOOP-01".into(),
        rate: Cents(9_500),
        pieces: Pieces(pieces),
        due: Day::parse(due).unwrap(),
        note: String::new(),
        withdrawn: false,
        origin: None,
    }
}

fn terms() -> Example {
    let mut example = Example::new("assignment", work_feed(), Kind::Assignment, random(0xa0));
    example.edit(AMINA, |w| assignment::write(w, &share(40, "2026-12-10")));
    example
}

/// Amina and Esther move the due day apart: both values are kept and the earlier stands.
fn disagreement() -> Example {
    let mut example = Example::new("assignment, due day disagreed on", work_feed(), Kind::Assignment, random(0xa1));
    example.edit(AMINA, |w| assignment::write(w, &share(20, "2026-12-10")));
    example.edit_apart(
        (AMINA, &|w| assignment::write(w, &share(20, "2026-12-05")).unwrap()),
        (ESTHER, &|w| assignment::write(w, &share(20, "2026-12-18")).unwrap()),
    );
    example
}

fn log(pieces: u32, minutes: u32, scrap: u32, corrects: Option<EntryRef>) -> WorkEntry {
    let note = if scrap > 0 { "waya ulivunjika".into() } else { String::new() };
    WorkEntry::Log { pieces: Pieces(pieces), minutes: Minutes(minutes), scrap: Pieces(scrap), note, corrects }
}

fn work_done() -> Example {
    let mut example = Example::new("work", work_feed(), Kind::Work, random(0xa0));
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    example.edit(BARAKA, |w| work::write_decision(w, &yes));
    example.edit(BARAKA, |w| work::add(w, at(60), &log(12, 55, 0, None)));
    let second = example.edit(BARAKA, |w| work::add(w, at(120), &log(80, 45, 2, None)));
    example.edit(BARAKA, |w| work::add(w, at(121), &log(8, 45, 2, Some(second))));
    example.edit(AMINA, |w| work::add(w, at(180), &WorkEntry::HandIn { pieces: Pieces(20) }));
    example
}

/// Two corrections of one log by people who did not know of each other: the one with the greater operation counts.
fn corrections() -> Example {
    let mut example = Example::new("work, one log corrected by two", work_feed(), Kind::Work, random(0xa1));
    let no = Decision { accepted: false, at: NOW, reason: "sina waya".into() };
    example.edit(BARAKA, |w| work::write_decision(w, &no));
    let first = example.edit(BARAKA, |w| work::add(w, at(1), &log(10, 30, 0, None)));
    example.edit_apart(
        (BARAKA, &|w| work::add(w, at(2), &log(9, 30, 0, Some(first))).unwrap()),
        (AMINA, &|w| work::add(w, at(3), &log(7, 30, 0, Some(first))).unwrap()),
    );
    example
}

fn check() -> Example {
    let mut example = Example::new("check", work_feed(), Kind::Check, random(0xa0));
    let first = CheckEntry { accepted: Pieces(17), rework: Pieces(2), rejected: Pieces(1), reason: "imepinda".into() };
    let all_good = CheckEntry { accepted: Pieces(2), rework: Pieces(0), rejected: Pieces(0), reason: String::new() };
    example.edit(AMINA, |w| entries::add_check(w, at(200), &first));
    example.edit(AMINA, |w| entries::add_check(w, at(300), &all_good));
    example
}

fn issues() -> Example {
    let mut example = Example::new("issue ledger", work_feed(), Kind::IssueLedger, DocKey::month(NOW.month()));
    let moved = |quantity, movement| IssueEntry { material: WIRE.into(), quantity: Tenths(quantity), movement };
    let given = moved(2_560, IssueMovement::Issued { assignment: Some(random(0xa0)), lots: vec![] });
    example.edit(AMINA, |w| entries::add_issue(w, at(10), &given));
    example.edit(AMINA, |w| entries::add_issue(w, at(400), &moved(260, IssueMovement::TakenBack { lots: vec![] })));
    example
}

fn holding() -> Example {
    let mut example = Example::new("holding ledger", work_feed(), Kind::HoldingLedger, DocKey::month(NOW.month()));
    let moved = |quantity, movement| HoldingEntry { material: WIRE.into(), quantity: Tenths(quantity), movement };
    // The first entry of the issue ledger above: its genesis has three operations, so the fourth is the entry.
    let issue = Some((NOW.month(), EntryRef { counter: 4, actor: AMINA }));
    let all = [
        moved(2_500, HoldingMovement::Received { issue }),
        moved(10, HoldingMovement::Received { issue: None }),
        moved(2_000, HoldingMovement::Used { assignment: Some(random(0xa0)) }),
        moved(260, HoldingMovement::Returned { lots: vec![] }),
        moved(5, HoldingMovement::Scrapped),
    ];
    for (minutes, entry) in (20..).step_by(20).zip(&all) {
        example.edit(BARAKA, |w| entries::add_holding(w, at(minutes), entry));
    }
    example
}

fn next_month() -> Month {
    Month(NOW.month().0 + 1)
}

/// What the store has was counted twice, the second time with nothing found, and what Baraka holds once.
fn store_counted() -> Example {
    let october = next_month();
    let mut example = Example::new("store counted", Feed::Leads(KIBERA), Kind::StoreLedger, DocKey::month(october));
    let counted = |found, books, reason: &str, after| {
        let count = Count { books: Tenths(books), reason: reason.into(), after };
        StoreEntry { material: WIRE.into(), quantity: Tenths(found), movement: StoreMovement::Counted(count) }
    };
    let first = (october, EntryRef { counter: 4, actor: AMINA });
    example.edit(AMINA, |w| entries::add_store(w, at(500), &counted(7_120, 7_140, "umemwagika", None)));
    example.edit(AMINA, |w| entries::add_store(w, at(900), &counted(0, 7_120, "umeibwa", Some(first))));
    example
}

fn hand_counted() -> Example {
    let mut example = Example::new("hand counted", work_feed(), Kind::IssueLedger, DocKey::month(next_month()));
    let count = Count { books: Tenths(235), reason: String::new(), after: None };
    let entry = IssueEntry { material: WIRE.into(), quantity: Tenths(235), movement: IssueMovement::Counted(count) };
    example.edit(AMINA, |w| entries::add_issue(w, at(510), &entry));
    example
}

/// Of two lots and of some that has no number; then what came back of the second lot.
fn issued_by_lot() -> Example {
    let key = DocKey::month(Month(NOW.month().0 + 2));
    let mut example = Example::new("issued by lot", work_feed(), Kind::IssueLedger, key);
    let moved = |quantity, movement| IssueEntry { material: WIRE.into(), quantity: Tenths(quantity), movement };
    let lots = vec![part("L2609-7", 1_200), part("L2610-1", 260), part("", 40)];
    let given = moved(1_500, IssueMovement::Issued { assignment: None, lots });
    example.edit(AMINA, |w| entries::add_issue(w, at(600), &given));
    let back = moved(260, IssueMovement::TakenBack { lots: vec![part("L2610-1", 260)] });
    example.edit(AMINA, |w| entries::add_issue(w, at(700), &back));
    example
}

fn returned_by_lot() -> Example {
    let key = DocKey::month(Month(NOW.month().0 + 2));
    let mut example = Example::new("returned by lot", work_feed(), Kind::HoldingLedger, key);
    let movement = HoldingMovement::Returned { lots: vec![part("L2610-1", 260)] };
    let entry = HoldingEntry { material: WIRE.into(), quantity: Tenths(260), movement };
    example.edit(BARAKA, |w| entries::add_holding(w, at(650), &entry));
    example
}

fn part(lot: &str, quantity: i64) -> Part {
    Part { lot: lot.into(), quantity: Tenths(quantity) }
}

fn store() -> Example {
    let mut example = Example::new("store ledger", Feed::Leads(KIBERA), Kind::StoreLedger, DocKey::month(NOW.month()));
    let moved = |quantity, movement| StoreEntry { material: WIRE.into(), quantity: Tenths(quantity), movement };
    // Two entries in one change: each goes in front of all others.
    example.edit(AMINA, |w| {
        entries::add_store(w, NOW, &moved(10_000, StoreMovement::Received { lot: "L2609-7".into() }))?;
        entries::add_store(w, NOW, &moved(300, StoreMovement::Scrapped))
    });
    example
}

fn completion() -> Example {
    let mut example = Example::new("completion", Feed::Leads(KIBERA), Kind::Completion, random(0xb0));
    let entry = CompletionEntry {
        accepted: Pieces(236),
        rejected: Pieces(1),
        missing: Pieces(4),
        reason: "shaba iliisha".into(),
    };
    example.edit(AMINA, |w| entries::add_completion(w, at(500), &entry));
    example
}

fn office_check() -> Example {
    let mut example = Example::new("office check", work_feed(), Kind::OfficeCheck, random(0xa0));
    let entry = OfficeCheckEntry { good: Pieces(18), rejected: Pieces(1), reason: "rangi imetoka".into() };
    example.edit(ESTHER, |w| entries::add_office_check(w, at(1_000), &entry));
    example
}

const MOST: usize = 1_000;

/// September: a bonus, a deduction that was wrong, an advance; closed with the checks of the example `check`; paid.
fn statement() -> Example {
    let mut example =
        Example::new("statement", Feed::Private(PersonId(3)), Kind::Statement, DocKey::month(NOW.month()));
    let reason = |text: &str| text.to_owned();
    let bonus = StatementEntry::Bonus { amount: Cents(20_000), reason: reason("kazi ya haraka") };
    let wrong = StatementEntry::Deduction { amount: Cents(5_000), reason: reason("koleo") };
    let advance =
        StatementEntry::Advance { amount: Cents(50_000), reason: reason("karo"), receipt: "SJI4A7B2C1".into() };
    example.edit(ESTHER, |w| pay::add_statement(w, at(1_010), &bonus));
    let entry = example.edit(ESTHER, |w| pay::add_statement(w, at(1_020), &wrong));
    example.edit(ESTHER, |w| pay::add_statement(w, at(1_030), &advance));
    let taken_back = StatementEntry::TakenBack { entry, reason: reason("si yeye") };
    example.edit(ESTHER, |w| pay::add_statement(w, at(1_040), &taken_back));
    let check = |counter, pieces: i64| {
        let entry = Some(EntryRef { counter, actor: AMINA });
        Item {
            id: LineId { source: Source::Check(KIBERA, random(0xa0)), entry },
            at: at(200),
            amount: Cents(pieces * 9_500),
        }
    };
    let written = pay::statement(&example.document).unwrap().0;
    let books = Books::of(&[check(4, 17), check(5, 2)], &[(NOW.month(), written)].into(), NOW.month());
    let closed = books.closing(NOW.month(), NOW.month(), MOST).unwrap();
    example.edit(ESTHER, |w| pay::add_statement(w, at(1_050), &closed));
    let paid = StatementEntry::Paid { run: DocKey::numbered(1), amount: books.open(), receipt: "SJK42XQ8PL".into() };
    example.edit(ESTHER, |w| pay::add_statement(w, at(2_000), &paid));
    example
}

/// A payment that was marked paid and bounced, and one that never went through.
fn failed_payment() -> Example {
    let feed = Feed::Private(PersonId(3));
    let mut example =
        Example::new("statement, payments that failed", feed, Kind::Statement, DocKey::month(NOW.month()));
    let run = DocKey::numbered(1);
    let paid = StatementEntry::Paid { run, amount: Cents(150_500), receipt: "SJK42XQ8PL".into() };
    let paid = Some(example.edit(ESTHER, |w| pay::add_statement(w, at(2_000), &paid)));
    let bounced = StatementEntry::Failed { run, paid, reason: "nambari si sahihi".into() };
    example.edit(ESTHER, |w| pay::add_statement(w, at(2_010), &bounced));
    let never = StatementEntry::Failed { run: DocKey::numbered(2), paid: None, reason: "akaunti imejaa".into() };
    example.edit(ESTHER, |w| pay::add_statement(w, at(2_020), &never));
    example
}

fn run_line(person: u32, amount: i64) -> RunEntry {
    let phone = format!("+25470000000{person}");
    RunEntry::Line(RunLine { person: PersonId(person), month: NOW.month(), amount: Cents(amount), phone })
}

/// Prepared by Esther and, as there is no second coordinator among the four, approved by the server's key.
fn payout_run() -> Example {
    let mut example = Example::new("payout run", Feed::Office, Kind::PayoutRun, DocKey::numbered(1));
    let first = example.edit(ESTHER, |w| {
        pay::add_run(w, at(1_100), &run_line(3, 150_500))?;
        pay::add_run(w, at(1_100), &run_line(2, 40_000))
    });
    let second = EntryRef { counter: first.counter + 1, ..first };
    let left_out = RunEntry::LeftOut { line: second, reason: "hana nambari".into() };
    example.edit(ESTHER, |w| pay::add_run(w, at(1_110), &left_out));
    let approval = Run::of(&pay::run(&example.document).unwrap().0, |_| None).approval(SERVER, |_| None).unwrap();
    example.edit(SERVER, |w| pay::add_run(w, at(1_120), &approval));
    example
}

/// Two devices prepare the second run and do not know of each other; then it is cancelled.
fn prepared_twice() -> Example {
    let mut example = Example::new("payout run, prepared twice", Feed::Office, Kind::PayoutRun, DocKey::numbered(2));
    example.edit_apart(
        (ESTHER, &|w| pay::add_run(w, at(1_200), &run_line(3, 9_500)).unwrap()),
        (SERVER, &|w| pay::add_run(w, at(1_201), &run_line(3, 9_500)).unwrap()),
    );
    let cancelled = RunEntry::Cancelled { reason: "mara mbili".into() };
    example.edit(ESTHER, |w| pay::add_run(w, at(1_300), &cancelled));
    example
}

fn agreement() -> Example {
    let mut example = Example::new("agreement", work_feed(), Kind::Agreement, DocKey::month(NOW.month()));
    let matter = |question, numbers: &[i64]| domain::agree::matter(question, "1-3-a0", numbers);
    // 6 grams of what the issue ledger above gave did not come.
    let receipt = AgreementEntry {
        matter: matter(Question::Receipt, &[2_560, 2_500]),
        question: Question::Receipt,
        choice: Choice::Lost,
        difference: 60,
        about: WIRE.into(),
        subject: None,
        entry: None,
        seen: 0,
    };
    // The second check above counted pieces again that the first had counted.
    let check = AgreementEntry {
        matter: matter(Question::Checked, &[22, 20]),
        question: Question::Checked,
        choice: Choice::Struck,
        difference: 2,
        about: String::new(),
        subject: Some(random(0xa0)),
        entry: Some(EntryRef { counter: 5, actor: AMINA }),
        seen: 1,
    };
    example.edit(AMINA, |w| entries::add_agreement(w, at(410), &receipt));
    example.edit(AMINA, |w| entries::add_agreement(w, at(420), &check));
    // Two phones counted what Baraka holds: this one holds.
    let count = AgreementEntry {
        matter: matter(Question::Count, &[-20, -40]),
        question: Question::Count,
        choice: Choice::Side,
        difference: 20,
        about: WIRE.into(),
        subject: Some(DocKey::month(next_month())),
        entry: Some(EntryRef { counter: 4, actor: AMINA }),
        seen: 0,
    };
    example.edit(AMINA, |w| entries::add_agreement(w, at(430), &count));
    example
}

#[test]
fn the_devices_are_four() {
    let devices: std::collections::BTreeSet<DeviceId> = [SERVER, ESTHER, AMINA, BARAKA].map(Actor::device).into();
    assert_eq!(devices.len(), 4);
    assert_eq!(Actor::new(AMINA.device(), Incarnation(7)), AMINA);
}
