use super::*;
use crate::id::{Actor, WorkshopId};
use crate::pay::statement;
use proptest::prelude::*;

const ESTHER: Actor = Actor([1; 16]);
const NEEMA: Actor = Actor([2; 16]);
const AMINA: Actor = Actor([7; 16]);
const OCTOBER: Month = Month(2026 * 12 + 9);
const NOVEMBER: Month = Month(2026 * 12 + 10);
const DECEMBER: Month = Month(2026 * 12 + 11);

fn at(month: Month) -> Timestamp {
    // The middle of the month, near enough.
    Timestamp(i64::from(month.0 - 1970 * 12) * 2_629_746 + 1_200_000)
}

fn check(counter: u64, month: Month, shillings: i64) -> Item {
    let source = Source::Check(WorkshopId(1), DocKey::numbered(7));
    let id = LineId { source, entry: Some(EntryRef { counter, actor: AMINA }) };
    Item { id, at: at(month), amount: Cents(shillings * 100) }
}

fn entry(counter: u64, actor: Actor, entry: StatementEntry) -> Recorded<StatementEntry> {
    Recorded { id: EntryRef { counter, actor }, at: at(NOVEMBER), entry }
}

fn close(items: &[Item], statements: &mut Statements, month: Month, actor: Actor) {
    let closed = Books::of(items, statements, NOVEMBER).closing(month, NOVEMBER, 90).unwrap();
    let entries = statements.entry(month).or_default();
    let counter = 4 + entries.len() as u64;
    entries.push(entry(counter, actor, closed));
}

fn whys(book: &MonthBook) -> Vec<Why> {
    book.lines.iter().map(|line| line.why).collect()
}

#[test]
fn a_check_that_comes_after_closing_is_a_line_of_the_next_month() {
    let mut items = vec![check(4, OCTOBER, 1_615), check(5, OCTOBER, 1_615)];
    let mut statements = Statements::new();
    close(&items, &mut statements, OCTOBER, ESTHER);
    let before = Books::of(&items, &statements, NOVEMBER);
    assert_eq!((before.owed(), before.open(), before.first_open), (Cents(323_000), Cents(0), NOVEMBER));
    items.push(check(6, OCTOBER, 95));
    let after = Books::of(&items, &statements, NOVEMBER);
    assert_eq!(after.months[&OCTOBER], before.months[&OCTOBER]);
    assert_eq!((whys(&after.months[&NOVEMBER]), after.open()), (vec![Why::Late(OCTOBER)], Cents(9_500)));
    assert!(after.adds_up());
}

#[test]
fn a_rate_that_is_changed_after_closing_is_a_correction_in_the_next_month() {
    let mut statements = Statements::new();
    close(&[check(4, OCTOBER, 1_900)], &mut statements, OCTOBER, ESTHER);
    let books = Books::of(&[check(4, OCTOBER, 2_000)], &statements, NOVEMBER);
    assert_eq!(books.months[&OCTOBER].total(), Cents(190_000));
    assert_eq!(whys(&books.months[&NOVEMBER]), [Why::Correction(OCTOBER)]);
    assert_eq!((books.open(), books.adds_up()), (Cents(10_000), true));
    close(&[check(4, OCTOBER, 2_000)], &mut statements, NOVEMBER, ESTHER);
    assert!(!Books::of(&[check(4, OCTOBER, 2_000)], &statements, DECEMBER).months.contains_key(&DECEMBER));
}

#[test]
fn work_that_left_the_phone_leaves_its_closed_month_alone() {
    let mut statements = Statements::new();
    close(&[check(4, OCTOBER, 1_900)], &mut statements, OCTOBER, ESTHER);
    let books = Books::of(&[], &statements, NOVEMBER);
    assert_eq!((books.owed(), books.open()), (Cents(190_000), Cents(0)));
}

#[test]
fn a_clock_that_fell_back_to_1970_or_runs_ahead_pays_in_the_first_open_month() {
    let items = [check(4, Month(1970 * 12), 95), check(5, Month(2031 * 12), 95), check(6, OCTOBER, 95)];
    let books = Books::of(&items, &Statements::new(), NOVEMBER);
    assert_eq!(books.months.keys().collect::<Vec<_>>(), [&OCTOBER]);
    assert_eq!(books.months[&OCTOBER].lines.iter().filter(|line| line.why == Why::Clock).count(), 2);
    let mut statements = Statements::new();
    close(&[check(6, OCTOBER, 95)], &mut statements, OCTOBER, ESTHER);
    assert_eq!(Books::of(&items, &statements, NOVEMBER).months[&NOVEMBER].total(), Cents(19_000));
}

#[test]
fn what_two_coordinators_counted_when_both_closed_counts_once() {
    let items = [check(4, OCTOBER, 950), check(5, OCTOBER, 95)];
    let (mut esther, mut neema) = (Statements::new(), Statements::new());
    close(&items, &mut esther, OCTOBER, ESTHER);
    close(&items[..1], &mut neema, OCTOBER, NEEMA);
    let mut both = esther.clone();
    both.get_mut(&OCTOBER).unwrap().extend(neema[&OCTOBER].clone());
    let books = Books::of(&items, &both, NOVEMBER);
    assert_eq!(books.findings, [Finding::ClosedTwice(OCTOBER)]);
    assert_eq!((books.owed(), books.open(), books.adds_up()), (Cents(104_500), Cents(0), true));
    both.get_mut(&OCTOBER).unwrap().reverse();
    assert_eq!(Books::of(&items, &both, NOVEMBER), books);
}

#[test]
fn an_advance_beyond_what_was_earned_comes_off_the_next_month() {
    let advance =
        StatementEntry::Advance { amount: Cents(200_000), reason: "school fees".into(), receipt: "SJK4".into() };
    let mut statements: Statements = [(OCTOBER, vec![entry(4, ESTHER, advance)])].into();
    let items = [check(4, OCTOBER, 1_900), check(5, NOVEMBER, 950)];
    close(&items, &mut statements, OCTOBER, ESTHER);
    let books = Books::of(&items, &statements, NOVEMBER);
    assert_eq!((books.owed(), books.open(), books.adds_up()), (Cents(0), Cents(85_000), true));
}

#[test]
fn what_was_paid_twice_comes_off_the_next_month_until_one_of_them_bounces() {
    let mut statements = Statements::new();
    close(&[check(4, OCTOBER, 1_900)], &mut statements, OCTOBER, ESTHER);
    let paid = |number, receipt: &str| StatementEntry::Paid {
        run: DocKey::numbered(number),
        amount: Cents(190_000),
        receipt: receipt.into(),
    };
    let october = statements.get_mut(&OCTOBER).unwrap();
    october.extend([entry(6, ESTHER, paid(1, "A")), entry(6, NEEMA, paid(2, "B")), entry(7, NEEMA, paid(1, "A"))]);
    let books = Books::of(&[check(4, OCTOBER, 1_900)], &statements, NOVEMBER);
    assert_eq!(books.findings, [Finding::Overpaid(OCTOBER, Cents(190_000))]);
    assert_eq!((books.owed(), books.open(), books.adds_up()), (Cents(0), Cents(-190_000), true));
    let bounced = EntryRef { counter: 6, actor: NEEMA };
    let failed =
        StatementEntry::Failed { run: DocKey::numbered(2), paid: Some(bounced), reason: "no such number".into() };
    statements.get_mut(&OCTOBER).unwrap().push(entry(8, ESTHER, failed));
    let books = Books::of(&[check(4, OCTOBER, 1_900)], &statements, NOVEMBER);
    assert_eq!((books.findings.len(), books.open(), books.adds_up()), (0, Cents(0), true));
}

#[test]
fn paid_here_and_failed_there_counts_as_paid_and_is_shown() {
    let mut statements = Statements::new();
    close(&[check(4, OCTOBER, 1_900)], &mut statements, OCTOBER, ESTHER);
    let run = DocKey::numbered(1);
    let paid = StatementEntry::Paid { run, amount: Cents(190_000), receipt: "A".into() };
    let failed = StatementEntry::Failed { run, paid: None, reason: "no answer".into() };
    for (one, other) in [(&paid, &failed), (&failed, &paid)] {
        let mut both = statements.clone();
        both.get_mut(&OCTOBER).unwrap().extend([entry(6, ESTHER, one.clone()), entry(6, NEEMA, other.clone())]);
        let books = Books::of(&[check(4, OCTOBER, 1_900)], &both, NOVEMBER);
        assert_eq!((books.owed(), books.findings), (Cents(0), vec![Finding::Contested(OCTOBER, run)]));
    }
}

#[test]
fn months_are_closed_in_their_order_and_once() {
    let items = [check(4, OCTOBER, 95), check(5, NOVEMBER, 95)];
    let mut statements = Statements::new();
    let books = Books::of(&items, &statements, NOVEMBER);
    assert_eq!(books.closing(NOVEMBER, NOVEMBER, 90), Err(RuleError::EarlierMonthOpen));
    assert_eq!(books.closing(DECEMBER, NOVEMBER, 90), Err(RuleError::MonthNotOver));
    close(&items, &mut statements, OCTOBER, ESTHER);
    let books = Books::of(&items, &statements, NOVEMBER);
    assert_eq!(books.closing(OCTOBER, NOVEMBER, 90), Err(RuleError::MonthClosed));
    assert!(matches!(books.closing(NOVEMBER, NOVEMBER, 0), Ok(StatementEntry::Closed { total: Cents(0), .. })));
}

#[test]
fn a_receipt_is_kept_without_spaces_and_a_deduction_needs_a_reason() {
    assert_eq!(statement::receipt(" sjk4 2xq "), Ok("SJK42XQ".into()));
    assert_eq!(statement::written(Cents(100), " "), Err(RuleError::ReasonNeeded));
    assert_eq!(statement::written(Cents(0), "tools"), Err(RuleError::NothingCounted));
    assert_eq!(statement::written(Cents(-5), "tools").unwrap_err().code(), "out_of_bounds");
}

/// What can happen to Baraka's books, by whom.
#[derive(Debug, Clone)]
enum Step {
    /// A lead's check reaches the server, dated so many months from October.
    Check {
        shillings: i64,
        month: u32,
    },
    /// The rate behind a check is changed.
    Rate {
        which: prop::sample::Index,
        shillings: i64,
    },
    Write {
        coordinator: usize,
        shillings: i64,
        kind: u8,
    },
    TakeBack {
        coordinator: usize,
        which: prop::sample::Index,
    },
    Close {
        coordinator: usize,
    },
    /// Pays or bounces what this coordinator sees as owed.
    Pay {
        coordinator: usize,
        fail: bool,
    },
    Sync {
        coordinator: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        3 => (1..500_i64, 0..5_u32).prop_map(|(shillings, month)| Step::Check { shillings, month }),
        1 => (index(), 1..500_i64).prop_map(|(which, shillings)| Step::Rate { which, shillings }),
        2 => (0..2_usize, 1..900_i64, 0..3_u8).prop_map(|(coordinator, shillings, kind)| Step::Write { coordinator, shillings, kind }),
        1 => (0..2_usize, index()).prop_map(|(coordinator, which)| Step::TakeBack { coordinator, which }),
        2 => (0..2_usize).prop_map(|coordinator| Step::Close { coordinator }),
        2 => (0..2_usize, any::<bool>()).prop_map(|(coordinator, fail)| Step::Pay { coordinator, fail }),
        3 => (0..2_usize).prop_map(|coordinator| Step::Sync { coordinator }),
    ]
}

/// What one side knows: the coordinators' phones, and the server.
#[derive(Clone, Default)]
struct Side {
    items: Vec<Item>,
    statements: Statements,
    unsent: Vec<(Month, Recorded<StatementEntry>)>,
    counter: u64,
}

impl Side {
    fn books(&self) -> Books {
        Books::of(&self.items, &self.statements, DECEMBER)
    }

    fn write(&mut self, month: Month, actor: Actor, what: StatementEntry) {
        self.counter += 1;
        let recorded = entry(self.counter + 10, actor, what);
        self.statements.entry(month).or_default().push(recorded.clone());
        self.unsent.push((month, recorded));
    }
}

fn is_close(entry: &StatementEntry) -> bool {
    matches!(entry, StatementEntry::Closed { .. })
}

/// The server takes what `side` has, but for a second close of a month, and `side` takes what the server has.
fn sync(server: &mut Side, side: &mut Side) {
    for (month, recorded) in side.unsent.drain(..) {
        let entries = server.statements.entry(month).or_default();
        if !(is_close(&recorded.entry) && entries.iter().any(|r| is_close(&r.entry))) {
            entries.push(recorded);
        }
    }
    side.items = server.items.clone();
    side.statements = server.statements.clone();
    let last = server.statements.values().flatten().map(|r| r.id.counter).max().unwrap_or(0);
    side.counter = side.counter.max(last);
}

fn take(step: &Step, server: &mut Side, sides: &mut [Side; 2], runs: &mut u32) {
    match step {
        Step::Check { shillings, month } => {
            let counter = server.items.len() as u64 + 4;
            // The fifth month is that of a clock which lost its way.
            let month = if *month == 4 { Month(1970 * 12) } else { Month(OCTOBER.0 + month) };
            server.items.push(check(counter, month, *shillings));
        }
        Step::Rate { which, shillings } => {
            if !server.items.is_empty() {
                let at = which.index(server.items.len());
                server.items[at].amount = Cents(shillings * 100);
            }
        }
        Step::Write { coordinator, shillings, kind } => {
            let (amount, reason) = (Cents(shillings * 100), "said so".to_owned());
            let what = match kind {
                0 => StatementEntry::Bonus { amount, reason },
                1 => StatementEntry::Deduction { amount, reason },
                _ => StatementEntry::Advance { amount, reason, receipt: String::new() },
            };
            let month = sides[*coordinator].books().first_open;
            sides[*coordinator].write(month, [ESTHER, NEEMA][*coordinator], what);
        }
        Step::TakeBack { coordinator, which } => {
            let side = &mut sides[*coordinator];
            let all: Vec<_> = side.statements.iter().flat_map(|(m, all)| all.iter().map(|r| (*m, r.id))).collect();
            if !all.is_empty() {
                let (month, entry) = all[which.index(all.len())];
                side.write(
                    month,
                    [ESTHER, NEEMA][*coordinator],
                    StatementEntry::TakenBack { entry, reason: "no".into() },
                );
            }
        }
        Step::Close { coordinator } => {
            let side = &mut sides[*coordinator];
            let books = side.books();
            let next = books.months.iter().find(|(month, book)| **month >= books.first_open && !book.lines.is_empty());
            if let Some((month, _)) = next
                && let Ok(closed) = books.closing(*month, DECEMBER, 90)
            {
                side.write(*month, [ESTHER, NEEMA][*coordinator], closed);
            }
        }
        Step::Pay { coordinator, fail } => {
            let side = &mut sides[*coordinator];
            *runs += 1;
            let books = side.books();
            for (month, book) in &books.months {
                let what = match (fail, book.payments.iter().find(|payment| payment.failed.is_none())) {
                    (true, Some(payment)) => {
                        StatementEntry::Failed { run: payment.run, paid: Some(payment.entry), reason: "bounced".into() }
                    }
                    (false, _) if book.unpaid() > Cents(0) => {
                        let receipt = format!("R{runs}");
                        StatementEntry::Paid { run: DocKey::numbered(*runs), amount: book.unpaid(), receipt }
                    }
                    _ => continue,
                };
                side.write(*month, [ESTHER, NEEMA][*coordinator], what);
            }
        }
        Step::Sync { coordinator } => sync(server, &mut sides[*coordinator]),
    }
}

proptest! {
    /// Two coordinators, often offline, and leads who send when they can.
    #[test]
    fn the_books_add_up_and_a_closed_month_never_changes(steps in prop::collection::vec(step(), 0..60)) {
        let mut server = Side::default();
        let mut sides = [Side::default(), Side::default()];
        let mut runs = 0;
        let mut closed: BTreeMap<Month, (MonthBook, Vec<Line>)> = BTreeMap::new();
        for step in &steps {
            take(step, &mut server, &mut sides, &mut runs);
            for side in [&server, &sides[0], &sides[1]] {
                let books = side.books();
                prop_assert!(books.adds_up(), "{step:?}: {books:#?}");
            }
            let books = server.books();
            for (month, (_, lines)) in &closed {
                prop_assert_eq!(&books.months[month].lines, lines, "{:?}", step);
            }
            for (month, book) in books.months.iter().filter(|(_, book)| book.closed.is_some()) {
                closed.entry(*month).or_insert_with(|| (book.clone(), book.lines.clone()));
            }
            // Nothing is owed and paid at once: what is unpaid and what was paid are the month's total, or it is flagged.
            for (month, book) in &books.months {
                let over = books.findings.iter().any(|f| matches!(f, Finding::Overpaid(m, _) if m == month));
                prop_assert!(over || book.unpaid() + book.paid() == book.payable());
            }
        }
        // Whoever syncs last, all see the same, in whatever order it came.
        for round in 0..4 {
            sync(&mut server, &mut sides[round % 2]);
        }
        let mut shuffled = sides[1].clone();
        shuffled.items.reverse();
        shuffled.statements.values_mut().for_each(|entries| entries.reverse());
        prop_assert_eq!(sides[0].books(), server.books());
        prop_assert_eq!(shuffled.books(), server.books());
    }
}
