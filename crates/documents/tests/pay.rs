//! Statements and runs of payouts, written on two phones that did not know of each other, and what a server takes of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use documents::{Document, DocumentError, Reason, pay};
use domain::id::{Actor, DocKey, EntryRef, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::pay::{Books, Counted, Finding, LineId, Run, RunEntry, RunLine, RunState, Source, StatementEntry, Why};
use domain::quantity::Cents;
use domain::time::{Month, Timestamp};

const ESTHER: Actor = Actor([1; 16]);
const NEEMA: Actor = Actor([2; 16]);
const NOW: Timestamp = Timestamp(1_790_000_000);
const OCTOBER: Month = Month(2026 * 12 + 9);
const NOVEMBER: Month = Month(2026 * 12 + 10);

fn statement() -> Document {
    Document::new(DocId::new(Feed::Private(PersonId(3)), Kind::Statement, DocKey::month(OCTOBER))).unwrap()
}

fn run() -> Document {
    Document::new(DocId::new(Feed::Office, Kind::PayoutRun, DocKey::numbered(1))).unwrap()
}

fn write(document: &mut Document, by: Actor, entry: &StatementEntry) -> (Vec<u8>, EntryRef) {
    let written = document.edit(by, |w| pay::add_statement(w, NOW, entry)).unwrap().unwrap();
    (written.bytes, EntryRef { counter: written.start_op, actor: by })
}

fn write_run(document: &mut Document, by: Actor, entry: &RunEntry) -> Vec<u8> {
    document.edit(by, |w| pay::add_run(w, NOW, entry)).unwrap().unwrap().bytes
}

fn bonus(shillings: i64) -> StatementEntry {
    StatementEntry::Bonus { amount: Cents(shillings * 100), reason: "kazi ya haraka".into() }
}

fn books(document: &Document) -> Books {
    let (entries, unknown) = pay::statement(document).unwrap();
    assert_eq!(unknown, 0);
    Books::of(&[], &[(OCTOBER, entries)].into(), NOVEMBER)
}

fn closing(document: &Document) -> StatementEntry {
    books(document).closing(OCTOBER, NOVEMBER, 1_000).unwrap()
}

/// Both change what `start` is, and each gets the other's change.
fn apart(
    start: &Document,
    esther: impl Fn(&mut Document) -> Vec<u8>,
    neema: impl Fn(&mut Document) -> Vec<u8>,
) -> [Document; 2] {
    let (mut one, mut two) = (start.clone(), start.clone());
    let (first, second) = (esther(&mut one), neema(&mut two));
    one.apply(&second).unwrap();
    two.apply(&first).unwrap();
    assert_eq!(one.heads(), two.heads());
    [one, two]
}

#[test]
fn of_two_closes_the_server_takes_the_first() {
    let mut server = statement();
    write(&mut server, ESTHER, &bonus(200));
    let (mut esther, mut neema) = (server.clone(), server.clone());
    let entry = closing(&esther);
    let (first, _) = write(&mut esther, ESTHER, &entry);
    let (second, _) = write(&mut neema, NEEMA, &entry);
    server.admit(&second, NEEMA.device()).unwrap();
    let closed = books(&server);
    assert_eq!(server.admit(&first, ESTHER.device()).unwrap_err().reason(), Reason::Settled);
    assert_eq!(books(&server), closed);
    // What else is written is taken.
    let (more, _) = write(&mut neema, NEEMA, &bonus(1));
    server.admit(&more, NEEMA.device()).unwrap();
    for mut both in apart(&statement(), |d| write(d, ESTHER, &entry).0, |d| write(d, NEEMA, &entry).0) {
        assert!(books(&both).findings.contains(&Finding::ClosedTwice(OCTOBER)));
        write(&mut both, ESTHER, &bonus(1));
    }
}

#[test]
fn a_close_that_does_not_add_up_is_not_taken() {
    let mut server = statement();
    write(&mut server, ESTHER, &bonus(200));
    let StatementEntry::Closed { lines, .. } = closing(&server) else { unreachable!() };
    let wrong = StatementEntry::Closed { total: Cents(1), lines };
    let (change, _) = write(&mut server.clone(), NEEMA, &wrong);
    assert_eq!(server.admit(&change, NEEMA.device()), Err(DocumentError::Field("total")));
}

#[test]
fn a_bonus_beside_a_close_is_a_line_of_the_next_month() {
    let mut start = statement();
    write(&mut start, ESTHER, &bonus(200));
    let entry = closing(&start);
    for both in apart(&start, |d| write(d, ESTHER, &entry).0, |d| write(d, NEEMA, &bonus(50)).0) {
        let books = books(&both);
        assert_eq!((books.owed(), books.open(), books.adds_up()), (Cents(20_000), Cents(5_000), true));
        assert_eq!(books.months[&NOVEMBER].lines[0].why, Why::Late(OCTOBER));
    }
}

#[test]
fn an_entry_that_two_take_back_is_taken_back_once() {
    let mut start = statement();
    let (_, entry) = write(&mut start, ESTHER, &bonus(200));
    let back = StatementEntry::TakenBack { entry, reason: "si yeye".into() };
    for both in apart(&start, |d| write(d, ESTHER, &back).0, |d| write(d, NEEMA, &back).0) {
        assert_eq!((books(&both).open(), books(&both).adds_up()), (Cents(0), true));
    }
}

fn closed() -> Document {
    let mut document = statement();
    write(&mut document, ESTHER, &bonus(200));
    let entry = closing(&document);
    write(&mut document, ESTHER, &entry);
    document
}

fn paid(receipt: &str) -> StatementEntry {
    StatementEntry::Paid { run: DocKey::numbered(1), amount: Cents(20_000), receipt: receipt.into() }
}

#[test]
fn paid_here_and_failed_there_is_paid_and_contested() {
    let failed = StatementEntry::Failed { run: DocKey::numbered(1), paid: None, reason: "haijafika".into() };
    for mut both in apart(&closed(), |d| write(d, ESTHER, &paid("A")).0, |d| write(d, NEEMA, &failed).0) {
        assert_eq!((books(&both).owed(), books(&both).findings.len()), (Cents(0), 1));
        // Somebody settles it: that payment bounced.
        let entry = books(&both).months[&OCTOBER].payments[0].entry;
        let bounced = StatementEntry::Failed { run: DocKey::numbered(1), paid: Some(entry), reason: "imerudi".into() };
        write(&mut both, ESTHER, &bounced);
        assert_eq!((books(&both).owed(), books(&both).findings.len()), (Cents(20_000), 0));
    }
}

#[test]
fn paid_by_two_in_one_run_is_paid_once() {
    for (receipt, findings) in [("A", 0), ("B", 1)] {
        for both in apart(&closed(), |d| write(d, ESTHER, &paid("A")).0, |d| write(d, NEEMA, &paid(receipt)).0) {
            let books = books(&both);
            assert_eq!((books.paid(), books.owed(), books.findings.len()), (Cents(20_000), Cents(0), findings));
        }
    }
}

fn line(person: u32, shillings: i64) -> RunEntry {
    let phone = format!("+25470000000{person}");
    RunEntry::Line(RunLine { person: PersonId(person), month: OCTOBER, amount: Cents(shillings * 100), phone })
}

fn read(document: &Document) -> Run {
    Run::of(&pay::run(document).unwrap().0, |_| None)
}

#[test]
fn two_who_prepare_a_run_apart_make_one_that_pays_once() {
    let esther = |d: &mut Document| write_run(d, ESTHER, &line(3, 200));
    let neema = |d: &mut Document| write_run(d, NEEMA, &line(3, 200));
    for mut both in apart(&run(), esther, neema) {
        assert_eq!((read(&both).total(), read(&both).beside.len()), (Cents(20_000), 1));
        let approval = read(&both).approval(NEEMA, |_| None).unwrap();
        write_run(&mut both, NEEMA, &approval);
        assert!(matches!(read(&both).state, RunState::Approved { by: NEEMA, .. }));
    }
}

#[test]
fn an_approval_and_an_edit_of_a_run_do_not_both_stand() {
    let mut server = run();
    write_run(&mut server, ESTHER, &line(3, 200));
    write_run(&mut server, ESTHER, &line(4, 300));
    let read_run = read(&server);
    let approval = read_run.approval(NEEMA, |_| None).unwrap();
    let one = *read_run.lines.keys().next().unwrap();
    let left_out = read_run.leave_out(one, ESTHER, "nambari").unwrap();
    let cancelled = read_run.cancel("mwezi mwingine").unwrap();
    let approves = |d: &mut Document| write_run(d, NEEMA, &approval);

    for both in apart(&server, |d| write_run(d, ESTHER, &left_out), approves) {
        assert_eq!((read(&both).state, read(&both).void_approval), (RunState::Prepared, true));
    }
    for both in apart(&server, |d| write_run(d, ESTHER, &cancelled), approves) {
        assert_eq!(read(&both).state, RunState::Cancelled);
    }
    for edit in [&left_out, &cancelled, &line(8, 1)] {
        let edit = write_run(&mut server.clone(), ESTHER, edit);
        let approval = write_run(&mut server.clone(), NEEMA, &approval);
        let mut approved_first = server.clone();
        approved_first.admit(&approval, NEEMA.device()).unwrap();
        assert_eq!(approved_first.admit(&edit, ESTHER.device()), Err(DocumentError::Settled));
        let mut edited_first = server.clone();
        edited_first.admit(&edit, ESTHER.device()).unwrap();
        assert_eq!(edited_first.admit(&approval, NEEMA.device()), Err(DocumentError::Settled));
    }
}

#[test]
fn the_device_that_prepared_a_run_does_not_approve_it_at_the_server() {
    let mut server = run();
    write_run(&mut server, ESTHER, &line(3, 200));
    let of = read(&server).digest();
    let own = write_run(&mut server.clone(), ESTHER, &RunEntry::Approved { total: Cents(20_000), of });
    assert_eq!(server.admit(&own, ESTHER.device()), Err(DocumentError::Settled));
}

#[test]
fn a_month_of_many_lines_is_packed_small_and_comes_out_again() {
    let source = |n: u32| Source::Check(WorkshopId(1), DocKey::named("test", &(n / 4).to_string()));
    let of = |n: u32| LineId { source: source(n), entry: Some(EntryRef { counter: u64::from(n) + 4, actor: NEEMA }) };
    let mut lines: Vec<_> = (0..160).map(|n| Counted { id: of(n), amount: Cents(95_000) }).collect();
    lines.push(Counted { id: LineId { source: Source::Carried(OCTOBER), entry: None }, amount: Cents(-12_345) });
    lines.push(Counted { id: LineId { source: Source::Overpaid(OCTOBER), entry: None }, amount: Cents(-1) });
    let total = lines.iter().map(|line| line.amount).sum();
    let entry = StatementEntry::Closed { total, lines: lines.clone() };
    assert!(pay::fits(&entry));
    let mut document = statement();
    write(&mut document, ESTHER, &entry);
    let StatementEntry::Closed { lines: read, .. } = pay::statement(&document).unwrap().0.remove(0).entry else {
        unreachable!()
    };
    let sorted = |mut lines: Vec<Counted>| {
        lines.sort_by_key(|line| line.id);
        lines
    };
    assert_eq!(sorted(read), sorted(lines.clone()));
    let longer: Vec<_> = lines.iter().cycle().take(1_000).copied().collect();
    assert!(!pay::fits(&StatementEntry::Closed { total, lines: longer }));
    for bytes in
        [&[][..], &[0x82, 0x80, 0x81, 0x83, 0x01, 0x01], &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]
    {
        assert_eq!(pay::unpack(bytes), None);
    }
}
