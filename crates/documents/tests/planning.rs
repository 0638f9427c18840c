//! Planning on two phones that did not know of each other, merged in both orders: the rows of docs/MERGING.md about orders,
//! batches, shares and work that goes on to somebody else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use documents::{Document, assignment, batch, catalogue, entries, order, work};
use domain::assignment::{CheckSums, Progress, State, WorkSums, moved};
use domain::batch::BatchSums;
use domain::catalogue::{Assignment, Batch, Moving, Order, OrderLine, OrderSource, Origin, Product, Step};
use domain::entry::{Decision, MoveEntry, Recorded, WorkEntry};
use domain::id::{Actor, DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::{Day, Timestamp};

const ESTHER: Actor = Actor([1; 16]);
const AMINA: Actor = Actor([2; 16]);
const BARAKA: Actor = Actor([3; 16]);
const NOW: Timestamp = Timestamp(1_790_000_000);
const WANJIRU: PersonId = PersonId(4);

type Edit<'a> = &'a dyn Fn(&mut documents::Writer<'_>) -> Result<(), documents::DocumentError>;

fn id(kind: Kind) -> DocId {
    let feed = match kind {
        Kind::Product => Feed::Org,
        Kind::Order => Feed::Office,
        Kind::Batch => Feed::Workshop(WorkshopId(1)),
        _ => Feed::Work(WorkshopId(1), PersonId(3)),
    };
    DocId::new(feed, kind, DocKey::named("test", "one"))
}

fn blank(kind: Kind) -> Document {
    Document::new(id(kind)).unwrap()
}

fn edit(document: &mut Document, by: Actor, write: Edit<'_>) -> Vec<u8> {
    document.edit(by, write).unwrap().map(|written| written.bytes).unwrap_or_default()
}

/// Two edits apart on `base`, merged in both orders; both results.
fn apart(base: &Document, a: (Actor, Edit<'_>), b: (Actor, Edit<'_>)) -> [Document; 2] {
    let (mut one, mut two) = (base.clone(), base.clone());
    let (first, second) = (edit(&mut one, a.0, a.1), edit(&mut two, b.0, b.1));
    one.apply(&second).unwrap();
    two.apply(&first).unwrap();
    assert_eq!(one.heads(), two.heads());
    [one, two]
}

fn order(pieces: u32, cancelled: bool) -> Order {
    let line = OrderLine { sku: "SK-HOOP-02".into(), pieces: Pieces(pieces), due: Some(Day(20_000)) };
    let (source, lines) = (OrderSource::Wholesale, vec![line]);
    Order { number: "PO-0770".into(), source, placed: None, cancelled, note: String::new(), lines }
}

fn planned(pieces: u32, due: i32, cancelled: bool) -> Batch {
    Batch {
        order: Order::key(OrderSource::Wholesale, "PO-0770"),
        order_number: "PO-0770".into(),
        sku: "SK-HOOP-02".into(),
        rate: Cents(12_000),
        pieces: Pieces(pieces),
        due: Day(due),
        note: String::new(),
        cancelled,
    }
}

fn terms(pieces: u32) -> Assignment {
    Assignment {
        batch: DocKey::named("test", "batch"),
        sku: "SK-HOOP-02".into(),
        rate: Cents(12_000),
        pieces: Pieces(pieces),
        due: Day(20_000),
        note: String::new(),
        withdrawn: false,
        origin: None,
    }
}

fn log(pieces: u32) -> WorkEntry {
    let (minutes, scrap, note) = (Minutes(25), Pieces(0), String::new());
    WorkEntry::Log { pieces: Pieces(pieces), minutes, scrap, note, corrects: None }
}

fn rest(pieces: u32, target: &str) -> MoveEntry {
    let assignment = DocKey::named("moved", target);
    MoveEntry { pieces: Pieces(pieces), to: WANJIRU, assignment, how: Moving::Instead, reason: "mgonjwa".into() }
}

fn progress(terms: &Document, cancelled: bool, moves: Option<&Document>, work_done: &Document) -> Progress {
    let moves: Vec<Recorded<MoveEntry>> = moves.map(|d| entries::moves(d).unwrap().0).unwrap_or_default();
    let decision = work::decision(work_done).unwrap();
    let sums = WorkSums::of(&work::entries(work_done).unwrap().0);
    let terms = assignment::read(terms).unwrap();
    Progress::of(&terms, cancelled, &moves, decision.as_ref(), sums, CheckSums::default())
}

/// Row: order import | order import.
#[test]
fn two_coordinators_who_take_in_the_same_file_have_one_order() {
    let known = blank(Kind::Order);
    let write: Edit<'_> = &|w| order::write(w, &order(240, false));
    for mut doc in apart(&known, (ESTHER, write), (AMINA, write)) {
        assert_eq!(order::read(&doc).unwrap(), order(240, false));
        assert!(doc.disagreements().unwrap().is_empty());
        edit(&mut doc, ESTHER, write);
        assert!(doc.edit(ESTHER, write).unwrap().is_none(), "the same file again changes nothing");
    }
}

/// Row: order import | order import, of a newer and an older file.
#[test]
fn an_order_cancelled_in_one_file_and_changed_in_another_is_shown_until_somebody_decides() {
    let mut known = blank(Kind::Order);
    edit(&mut known, ESTHER, &|w| order::write(w, &order(240, false)));
    let (cancel, change): (Edit<'_>, Edit<'_>) =
        (&|w| order::write(w, &order(240, true)), &|w| order::write(w, &order(200, false)));
    for doc in apart(&known, (ESTHER, cancel), (AMINA, change)) {
        assert_eq!(order::read(&doc).unwrap(), order(200, true), "one wrote the day off, the other the number");
    }
}

/// Row: change batch | change batch.
#[test]
fn of_two_days_for_a_batch_the_earlier_stands_and_of_two_numbers_the_lower() {
    let mut known = blank(Kind::Batch);
    edit(&mut known, ESTHER, &|w| batch::write(w, &planned(240, 20_000, false)));
    let (one, other): (Edit<'_>, Edit<'_>) =
        (&|w| batch::write(w, &planned(200, 19_990, false)), &|w| batch::write(w, &planned(220, 20_010, false)));
    for doc in apart(&known, (ESTHER, one), (AMINA, other)) {
        assert_eq!(batch::read(&doc).unwrap(), planned(200, 19_990, false));
        let fields: Vec<_> = doc.disagreements().unwrap().iter().map(|d| d.field).collect();
        assert_eq!(fields, ["pieces", "due"]);
    }
}

/// Row: cancel batch | log and hand in.
#[test]
fn what_baraka_made_while_the_office_took_the_batch_back_is_handed_in_and_checked() {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
    let mut done = blank(Kind::Work);
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    edit(&mut done, BARAKA, &|w| work::write_decision(w, &yes));
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &log(9)));
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &WorkEntry::HandIn { pieces: Pieces(5) }));
    let merged = progress(&share, true, None, &done);
    assert_eq!((merged.state(), merged.waiting(), merged.open()), (State::Stopped, Pieces(5), Pieces(4)));
    merged.hand_in(Pieces(4)).unwrap();
    assert!(merged.hand_in(Pieces(5)).is_err(), "no more than what was made");
}

/// Row: cancel batch | accept.
#[test]
fn an_offer_accepted_while_the_batch_was_taken_back_is_stopped_before_it_begins() {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
    let mut done = blank(Kind::Work);
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    edit(&mut done, BARAKA, &|w| work::write_decision(w, &yes));
    let merged = progress(&share, true, None, &done);
    assert_eq!((merged.state(), merged.open()), (State::Stopped, Pieces(0)));
    merged.log(Pieces(2), Minutes(40), Pieces(0), "").unwrap();
}

/// Row: withdraw | accept and begin.
#[test]
fn what_was_begun_while_it_was_taken_back_goes_on() {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
    edit(&mut share, AMINA, &|w| assignment::write(w, &Assignment { withdrawn: true, ..terms(20) }));
    let mut done = blank(Kind::Work);
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    edit(&mut done, BARAKA, &|w| work::write_decision(w, &yes));
    assert_eq!(progress(&share, false, None, &done).state(), State::Withdrawn, "accepted, and nothing made yet");
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &log(3)));
    let merged = progress(&share, false, None, &done);
    assert_eq!((merged.state(), merged.open()), (State::InProgress, Pieces(20)));
}

/// Row: move the rest | log and hand in.
#[test]
fn baraka_is_ill_and_had_made_more_than_amina_knew_no_piece_is_lost_or_counted_twice() {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
    let mut done = blank(Kind::Work);
    let yes = Decision { accepted: true, at: NOW, reason: String::new() };
    edit(&mut done, BARAKA, &|w| work::write_decision(w, &yes));
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &log(8)));
    // Amina, offline, knows of eight and lets the other twelve go to Wanjiru; Baraka, offline, makes and hands in eleven.
    let known = progress(&share, false, None, &done);
    known.move_on(Pieces(12), "mgonjwa").unwrap();
    let mut moves = blank(Kind::Moves);
    edit(&mut moves, AMINA, &|w| entries::add_move(w, NOW, &rest(12, "wanjiru")));
    let mut to_wanjiru = blank(Kind::Assignment);
    let origin = Origin { how: Moving::Instead, person: PersonId(3), assignment: id(Kind::Assignment).key };
    edit(&mut to_wanjiru, AMINA, &|w| assignment::write(w, &Assignment { origin: Some(origin), ..terms(12) }));
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &log(3)));
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &WorkEntry::HandIn { pieces: Pieces(11) }));

    let baraka = progress(&share, false, Some(&moves), &done);
    let wanjiru = progress(&to_wanjiru, false, None, &blank(Kind::Work));
    assert_eq!((baraka.own(), baraka.waiting(), baraka.open()), (Pieces(11), Pieces(11), Pieces(0)));
    assert_eq!((wanjiru.own(), wanjiru.state()), (Pieces(12), State::Offered));
    let sums = BatchSums::of(Pieces(20), [&baraka, &wanjiru]);
    assert_eq!(
        (sums.assigned, sums.over_assigned(), sums.waiting),
        (Pieces(23), Pieces(3), Pieces(11)),
        "three too many, and shown"
    );
}

/// Row: move the rest | move the rest.
#[test]
fn two_phones_that_move_the_same_rest_to_the_same_person_move_it_once_and_to_two_people_both_are_shown() {
    let known = blank(Kind::Moves);
    let same: Edit<'_> = &|w| entries::add_move(w, NOW, &rest(12, "wanjiru"));
    for doc in apart(&known, (AMINA, same), (ESTHER, same)) {
        assert_eq!(moved(&entries::moves(&doc).unwrap().0), Pieces(12));
    }
    let other: Edit<'_> = &|w| entries::add_move(w, NOW, &rest(12, "otieno"));
    for doc in apart(&known, (AMINA, same), (ESTHER, other)) {
        let (all, unknown) = entries::moves(&doc).unwrap();
        assert_eq!((all.len(), unknown, moved(&all)), (2, 0, Pieces(24)));
        let mut share = blank(Kind::Assignment);
        edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
        let baraka = progress(&share, false, Some(&doc), &blank(Kind::Work));
        let theirs = Progress { moved: Pieces(0), ..progress(&share, false, None, &blank(Kind::Work)) };
        let each = Progress { assigned: Pieces(12), ..theirs };
        assert_eq!(BatchSums::of(Pieces(20), [&baraka, &each, &each]).over_assigned(), Pieces(4));
    }
}

/// Row: records a batch complete | records it complete too.
#[test]
fn two_phones_that_record_a_batch_complete_end_a_share_once() {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(20)));
    let assignment = share.id().key;
    let ended = |pieces: u32| MoveEntry { pieces: Pieces(pieces), assignment, how: Moving::Ended, ..rest(0, "") };
    let mut done = blank(Kind::Work);
    edit(&mut done, BARAKA, &|w| work::add(w, NOW, &log(6)));
    // One phone knew of four pieces made, the other of six.
    let here: Edit<'_> = &|w| entries::add_move(w, NOW, &ended(16));
    let there: Edit<'_> = &|w| entries::add_move(w, NOW, &ended(14));
    for doc in apart(&blank(Kind::Moves), (AMINA, here), (ESTHER, there)) {
        assert_eq!(moved(&entries::moves(&doc).unwrap().0), Pieces(14));
        let baraka = progress(&share, false, Some(&doc), &done);
        assert_eq!((baraka.own(), baraka.movable(), baraka.open()), (Pieces(6), Pieces(0), Pieces(6)));
    }
}

/// Row: split | split.
#[test]
fn a_batch_that_two_phones_split_is_given_out_twice_and_says_so() {
    let each = progress_of(20);
    let sums = BatchSums::of(Pieces(20), [&each, &each]);
    assert_eq!((sums.unassigned(), sums.over_assigned()), (Pieces(0), Pieces(20)));
}

fn progress_of(pieces: u32) -> Progress {
    let mut share = blank(Kind::Assignment);
    edit(&mut share, AMINA, &|w| assignment::write(w, &terms(pieces)));
    progress(&share, false, None, &blank(Kind::Work))
}

#[test]
fn where_an_assignment_comes_from_and_what_went_on_survive_their_documents() {
    let origin = Origin { how: Moving::Help, person: PersonId(3), assignment: DocKey::named("test", "first") };
    let help = Assignment { origin: Some(origin), ..terms(5) };
    let mut doc = blank(Kind::Assignment);
    edit(&mut doc, AMINA, &|w| assignment::write(w, &help));
    assert_eq!(assignment::read(&doc).unwrap(), help);
    let entry = MoveEntry { how: Moving::Help, reason: String::new(), ..rest(5, "a") };
    let mut doc = blank(Kind::Moves);
    edit(&mut doc, AMINA, &|w| entries::add_move(w, NOW, &entry));
    assert_eq!(entries::moves(&doc).unwrap().0[0].entry, entry);
}

/// Row: steps of a product | steps of a product.
#[test]
fn of_two_lists_of_steps_one_whole_list_stands() {
    let step = |en: &str, sw: &str| Step { text_en: en.into(), text_sw: sw.into(), picture: "cut".into() };
    let product = |steps: Vec<Step>| Product {
        sku: "SK-RING-01".into(),
        name_en: "Dash ring".into(),
        name_sw: "Pete ya mstari".into(),
        rate: Cents(7_000),
        minutes: Minutes(20),
        bill_of_materials: vec![("BRASS-SHEET".into(), Tenths(51))],
        skills: vec!["brass".into()],
        steps,
    };
    let (short, long) = (vec![step("Cut.", "Kata.")], vec![step("Cut.", "Kata."), step("Bend.", "")]);
    let mut known = blank(Kind::Product);
    edit(&mut known, ESTHER, &|w| catalogue::write_product(w, &product(vec![])));
    let docs = apart(
        &known,
        (ESTHER, &|w| catalogue::write_product(w, &product(short.clone()))),
        (AMINA, &|w| catalogue::write_product(w, &product(long.clone()))),
    );
    for doc in docs {
        let steps = catalogue::read_product(&doc).unwrap().steps;
        assert!(steps == short || steps == long);
        assert_eq!(doc.disagreements().unwrap().len(), 1);
    }
}
