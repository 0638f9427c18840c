//! Each kind of document, written on two phones that did not know of each other, merged in both orders.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use documents::{Document, assignment, batch, catalogue, entries, facts, order, work};
use domain::assignment::WorkSums;
use domain::catalogue::{Assignment, Batch, Material, Order, OrderLine, OrderSource, Product, Unit};
use domain::entry::*;
use domain::id::{Actor, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::{Day, Timestamp};

const AMINA: Actor = Actor([1; 16]);
const BARAKA: Actor = Actor([2; 16]);
const NOW: Timestamp = Timestamp(1_790_000_000);

fn id(kind: Kind) -> DocId {
    let (w, p) = (WorkshopId(1), PersonId(3));
    let feed = match kind {
        Kind::Organisation | Kind::Product | Kind::Material => Feed::Org,
        Kind::Order | Kind::PayoutRun => Feed::Office,
        Kind::Workshop | Kind::Batch => Feed::Workshop(w),
        Kind::StoreLedger | Kind::Completion => Feed::Leads(w),
        Kind::Statement => Feed::Private(p),
        _ => Feed::Work(w, p),
    };
    DocId::new(feed, kind, DocKey::named("test", kind.name()))
}

type Edit<'a> = &'a dyn Fn(&mut documents::Writer<'_>) -> Result<(), documents::DocumentError>;

/// Both edits start from `base`; the merges in both orders must have the same heads. Returns both.
fn both_orders(kind: Kind, base: Option<Edit<'_>>, a: Edit<'_>, b: Edit<'_>) -> [Document; 2] {
    let mut start = Document::new(id(kind)).unwrap();
    if let Some(base) = base {
        start.edit(AMINA, base).unwrap();
    }
    let (mut one, mut two) = (start.clone(), start);
    let first = one.edit(AMINA, a).unwrap().unwrap().bytes;
    let second = two.edit(BARAKA, b).unwrap().unwrap().bytes;
    one.apply(&second).unwrap();
    two.apply(&first).unwrap();
    assert_eq!(one.heads(), two.heads());
    // Again, and as whole documents: nothing more happens.
    one.apply(&first).unwrap();
    one.apply(&two.whole()).unwrap();
    assert_eq!(one.heads(), two.heads());
    assert_eq!(Document::from_chunks(id(kind), [one.whole().as_slice()]).unwrap().heads(), two.heads());
    [one, two]
}

fn log(pieces: u32) -> WorkEntry {
    WorkEntry::Log {
        pieces: Pieces(pieces),
        minutes: Minutes(25),
        scrap: Pieces(0),
        note: "nyaya".into(),
        corrects: None,
    }
}

#[test]
fn work_logged_on_two_phones_is_all_there() {
    for doc in both_orders(Kind::Work, None, &|w| work::add(w, NOW, &log(5)), &|w| {
        work::add(w, NOW, &log(7))?;
        work::add(w, NOW, &WorkEntry::HandIn { pieces: Pieces(4) })
    }) {
        let (entries, unknown) = work::entries(&doc).unwrap();
        assert_eq!((entries.len(), unknown), (3, 0));
        let sums = WorkSums::of(&entries);
        assert_eq!((sums.logged, sums.handed_in), (Pieces(12), Pieces(4)));
        assert!(doc.disagreements().unwrap().is_empty());
    }
}

#[test]
fn accepted_here_and_declined_there_stays_open_and_is_shown() {
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    let no = Decision { accepted: false, at: NOW, reason: "no brass".into() };
    for doc in both_orders(Kind::Work, None, &|w| work::write_decision(w, &yes), &|w| work::write_decision(w, &no)) {
        assert_eq!(work::decision(&doc).unwrap(), Some(yes.clone()));
        let shown = doc.disagreements().unwrap();
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].sides.len(), 2);
    }
}

#[test]
fn whichever_answer_people_choose_holds_from_then_on() {
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    let no = Decision { accepted: false, at: NOW, reason: "no brass".into() };
    for chosen in [&yes, &no] {
        for mut doc in
            both_orders(Kind::Work, None, &|w| work::write_decision(w, &yes), &|w| work::write_decision(w, &no))
        {
            let sides = doc.disagreements().unwrap().remove(0).sides;
            let word = if chosen.accepted { "accepted" } else { "declined no brass" };
            let side = sides.iter().find(|side| side.value == word).unwrap();
            assert_eq!(side.at, Some(NOW), "an answer says itself when it was given");
            let mut server = doc.clone();
            let written = doc.edit_at(AMINA, Some(NOW), |w| w.settle("decision", side.id)).unwrap().unwrap();
            server.admit(&written.bytes, AMINA.device()).unwrap();
            assert_eq!(work::decision(&server).unwrap().as_ref(), Some(chosen));
            assert_eq!(work::decision(&doc).unwrap().as_ref(), Some(chosen));
            assert!(doc.disagreements().unwrap().is_empty());
            assert_eq!(doc.edit(AMINA, |w| w.settle("decision", side.id)).unwrap(), None, "once is enough");
        }
    }
}

#[test]
fn both_sides_of_a_field_say_when_they_were_written() {
    let base: Edit<'_> = &|w| assignment::write(w, &terms(20, 100));
    let mut start = Document::new(id(Kind::Assignment)).unwrap();
    start.edit_at(AMINA, Some(NOW), base).unwrap();
    let (mut one, mut two) = (start.clone(), start);
    let later = Timestamp(NOW.0 + 60);
    one.edit_at(AMINA, Some(NOW), |w| assignment::write(w, &terms(20, 90))).unwrap();
    let change = two.edit_at(BARAKA, Some(later), |w| assignment::write(w, &terms(20, 110))).unwrap().unwrap();
    one.apply(&change.bytes).unwrap();
    let sides = one.disagreements().unwrap().remove(0).sides;
    let mut times: Vec<_> = sides.iter().map(|side| side.at).collect();
    times.sort_unstable();
    assert_eq!(times, [Some(NOW), Some(later)]);
}

fn terms(pieces: u32, due: i32) -> Assignment {
    Assignment {
        batch: DocKey::named("test", "batch"),
        sku: "SK-HOOP-01".into(),
        rate: Cents(9_500),
        pieces: Pieces(pieces),
        due: Day(due),
        note: String::new(),
        withdrawn: false,
        origin: None,
    }
}

#[test]
fn of_two_due_days_the_earlier_stands_until_people_agree() {
    let base: Edit<'_> = &|w| assignment::write(w, &terms(20, 100));
    for mut doc in both_orders(Kind::Assignment, Some(base), &|w| assignment::write(w, &terms(20, 90)), &|w| {
        assignment::write(w, &terms(18, 110))
    }) {
        let read = assignment::read(&doc).unwrap();
        assert_eq!((read.due, read.pieces), (Day(90), Pieces(18)));
        let fields: Vec<_> = doc.disagreements().unwrap().iter().map(|d| d.field).collect();
        assert_eq!(fields, ["due"], "pieces were changed on one side only");
        doc.edit(AMINA, |w| assignment::write(w, &terms(18, 110))).unwrap().unwrap();
        assert!(doc.disagreements().unwrap().is_empty());
        assert_eq!(assignment::read(&doc).unwrap().due, Day(110));
    }
}

#[test]
fn a_batch_cancelled_here_and_changed_there_is_cancelled_with_the_change() {
    let batch = |pieces, cancelled| Batch {
        order: DocKey::named("test", "order"),
        order_number: "PO-0770".into(),
        sku: "SK-HOOP-02".into(),
        rate: Cents(12_000),
        pieces: Pieces(pieces),
        due: Day(20_000),
        note: "mapema".into(),
        cancelled,
    };
    let base: Edit<'_> = &|w| batch::write(w, &batch(240, false));
    for doc in both_orders(Kind::Batch, Some(base), &|w| batch::write(w, &batch(240, true)), &|w| {
        batch::write(w, &batch(200, false))
    }) {
        assert_eq!(batch::read(&doc).unwrap(), batch(200, true));
    }
}

#[test]
fn two_coordinators_who_import_the_same_product_make_one() {
    let product = Product {
        sku: "SK-HOOP-01".into(),
        name_en: "Mezi hoops, small".into(),
        name_sw: "Herini za duara, ndogo".into(),
        rate: Cents(9_500),
        minutes: Minutes(25),
        bill_of_materials: vec![("BRASS-WIRE".into(), Tenths(64)), ("POST".into(), Tenths(20))],
        skills: vec!["brass".into()],
        steps: Vec::new(),
    };
    let write: Edit<'_> = &|w| catalogue::write_product(w, &product);
    for mut doc in both_orders(Kind::Product, None, write, write) {
        assert_eq!(catalogue::read_product(&doc).unwrap(), product);
        assert!(doc.disagreements().unwrap().is_empty(), "the same on both sides is no disagreement");
        let settled = doc.edit(AMINA, |w| catalogue::write_product(w, &product)).unwrap();
        assert!(settled.is_some(), "the next import writes it once for both");
        assert_eq!(doc.edit(AMINA, |w| catalogue::write_product(w, &product)).unwrap(), None);
    }
}

#[test]
fn a_materials_two_names_changed_apart_are_both_changed() {
    let material = |en: &str, sw: &str| Material {
        code: "BONE".into(),
        name_en: en.into(),
        name_sw: sw.into(),
        unit: Unit::Gram,
        source: "by-product".into(),
        cost: Cents(40),
    };
    let base: Edit<'_> = &|w| catalogue::write_material(w, &material("Bone", "Mfupa"));
    for doc in both_orders(
        Kind::Material,
        Some(base),
        &|w| catalogue::write_material(w, &material("Cow bone", "Mfupa")),
        &|w| catalogue::write_material(w, &material("Bone", "Mfupa wa ng'ombe")),
    ) {
        assert_eq!(catalogue::read_material(&doc).unwrap(), material("Cow bone", "Mfupa wa ng'ombe"));
    }
}

#[test]
fn an_orders_lines_changed_apart_are_both_changed() {
    let order = |a: u32, b: u32| Order {
        number: "PO-0770".into(),
        source: OrderSource::Wholesale,
        placed: None,
        cancelled: false,
        note: String::new(),
        lines: [("SK-CUFF-02", a), ("SK-HOOP-02", b)]
            .map(|(sku, n)| OrderLine { sku: sku.into(), pieces: Pieces(n), due: Some(Day(20_000)) })
            .into_iter()
            .filter(|l| l.pieces.0 > 0)
            .collect(),
    };
    let base: Edit<'_> = &|w| order::write(w, &order(240, 240));
    for doc in both_orders(Kind::Order, Some(base), &|w| order::write(w, &order(200, 240)), &|w| {
        order::write(w, &order(240, 480))
    }) {
        assert_eq!(order::read(&doc).unwrap(), order(200, 480));
    }
    let mut doc = Document::new(id(Kind::Order)).unwrap();
    doc.edit(AMINA, base).unwrap();
    doc.edit(AMINA, |w| order::write(w, &order(0, 240))).unwrap().unwrap();
    assert_eq!(order::read(&doc).unwrap().lines.len(), 1);
}

#[test]
fn people_who_join_a_workshop_at_the_same_time_are_both_in_it() {
    let workshop = |names: &[(u32, &str)]| facts::Workshop {
        code: "KIBERA-1".into(),
        place: "Kibera, Toi lane".into(),
        members: names
            .iter()
            .map(|(n, name)| {
                let person = facts::Person {
                    name: (*name).into(),
                    lead: *n == 2,
                    skills: vec!["brass".into()],
                    hours_per_week: Some(15),
                    ..Default::default()
                };
                (PersonId(*n), person)
            })
            .collect(),
        devices: [(AMINA.device(), PersonId(2))].into(),
    };
    let base: Edit<'_> = &|w| facts::write_workshop(w, &workshop(&[(2, "Amina")]));
    for doc in both_orders(
        Kind::Workshop,
        Some(base),
        &|w| facts::write_workshop(w, &workshop(&[(2, "Amina"), (3, "Baraka")])),
        &|w| facts::write_workshop(w, &workshop(&[(2, "Amina"), (4, "Wanjiru")])),
    ) {
        let all = workshop(&[(2, "Amina"), (3, "Baraka"), (4, "Wanjiru")]);
        assert_eq!(facts::read_workshop(&doc).unwrap(), all);
    }
    let organisation = facts::Organisation {
        name: "Soko".into(),
        coordinators: [(PersonId(1), facts::Person { name: "Esther".into(), ..Default::default() })].into(),
        devices: [(BARAKA.device(), PersonId(1))].into(),
    };
    let mut doc = Document::new(id(Kind::Organisation)).unwrap();
    doc.edit(AMINA, |w| facts::write_organisation(w, &organisation)).unwrap().unwrap();
    assert_eq!(facts::read_organisation(&doc).unwrap(), organisation);
}

#[test]
fn ledgers_checks_and_completions_keep_every_entry_of_both_sides() {
    let issue = (NOW.month(), domain::id::EntryRef { counter: 4, actor: AMINA });
    let material = || "BRASS-WIRE".to_owned();
    let holding = |movement| HoldingEntry { material: material(), quantity: Tenths(500), movement };
    let assignment = Some(DocKey::named("test", "assignment"));
    let received = holding(HoldingMovement::Received { issue: Some(issue) });
    let used = holding(HoldingMovement::Used { assignment });
    let docs = both_orders(Kind::HoldingLedger, None, &|w| entries::add_holding(w, NOW, &received), &|w| {
        entries::add_holding(w, NOW, &used)
    });
    for doc in docs {
        let read: Vec<_> = entries::holdings(&doc).unwrap().0.into_iter().map(|r| r.entry).collect();
        assert!(read.contains(&received) && read.contains(&used) && read.len() == 2);
    }

    let given = IssueEntry {
        material: material(),
        quantity: Tenths(9),
        movement: IssueMovement::Issued { assignment, lots: vec![] },
    };
    let back = IssueEntry { movement: IssueMovement::TakenBack { lots: vec![] }, ..given.clone() };
    let docs = both_orders(Kind::IssueLedger, None, &|w| entries::add_issue(w, NOW, &given), &|w| {
        entries::add_issue(w, NOW, &back)
    });
    for doc in docs {
        assert_eq!(entries::issues(&doc).unwrap().0.len(), 2);
    }

    let lot = StoreMovement::Received { lot: "L2601-7".into() };
    let came = StoreEntry { material: material(), quantity: Tenths(10_000), movement: lot };
    let spoilt = StoreEntry { movement: StoreMovement::Scrapped, ..came.clone() };
    let docs = both_orders(Kind::StoreLedger, None, &|w| entries::add_store(w, NOW, &came), &|w| {
        entries::add_store(w, NOW, &spoilt)
    });
    for doc in docs {
        assert_eq!(entries::stores(&doc).unwrap().0.len(), 2);
    }

    let check = CheckEntry { accepted: Pieces(17), rework: Pieces(2), rejected: Pieces(1), reason: "bent".into() };
    let docs = both_orders(Kind::Check, None, &|w| entries::add_check(w, NOW, &check), &|w| {
        entries::add_check(w, NOW, &check)
    });
    for doc in docs {
        let read = entries::checks(&doc).unwrap().0;
        assert_eq!((read.len(), &read[0].entry), (2, &check));
    }

    let short = CompletionEntry { accepted: Pieces(9), rejected: Pieces(0), missing: Pieces(1), reason: "ill".into() };
    let docs = both_orders(Kind::Completion, None, &|w| entries::add_completion(w, NOW, &short), &|w| {
        entries::add_completion(w, NOW, &short)
    });
    for doc in docs {
        assert_eq!(entries::completions(&doc).unwrap().0.len(), 2);
    }
}
