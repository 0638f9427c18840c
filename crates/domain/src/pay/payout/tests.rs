use super::*;
use crate::entry::Recorded;
use crate::id::Actor;
use crate::pay::run::{RunEntry, RunLine};
use crate::pay::statement::{Counted, LineId, Source};
use crate::time::Timestamp;

const ESTHER: Actor = Actor([1; 16]);
const NEEMA: Actor = Actor([2; 16]);
const BARAKA: PersonId = PersonId(3);
const OCTOBER: Month = Month(2026 * 12 + 9);

fn recorded<E>(counter: u64, actor: Actor, entry: E) -> Recorded<E> {
    Recorded { id: EntryRef { counter, actor }, at: Timestamp(1_790_000_000), entry }
}

/// Baraka's October, closed at so many shillings, with what was written behind it.
fn books(shillings: i64, written: Vec<StatementEntry>) -> BTreeMap<PersonId, Books> {
    let total = Cents(shillings * 100);
    let bonus = StatementEntry::Bonus { amount: total, reason: "all of it".into() };
    let id = LineId { source: Source::Written(OCTOBER), entry: Some(EntryRef { counter: 4, actor: ESTHER }) };
    let closed = StatementEntry::Closed { total, lines: vec![Counted { id, amount: total }] };
    let all = [bonus, closed].into_iter().chain(written);
    let entries = (4..).zip(all).map(|(counter, entry)| recorded(counter, ESTHER, entry)).collect();
    [(BARAKA, Books::of(&[], &[(OCTOBER, entries)].into(), OCTOBER))].into()
}

fn run(number: u32, shillings: i64, approved: bool) -> (DocKey, Run) {
    let amount = Cents(shillings * 100);
    let line = RunLine { person: BARAKA, month: OCTOBER, amount, phone: "+254700000003".into() };
    let mut entries = vec![recorded(4, ESTHER, RunEntry::Line(line))];
    if approved {
        let approval = Run::of(&entries, |_| None).approval(NEEMA, |_| None).unwrap();
        entries.push(recorded(5, NEEMA, approval));
    }
    (DocKey::numbered(number), Run::of(&entries, |_| None))
}

const LINE: EntryRef = EntryRef { counter: 4, actor: ESTHER };

fn one() -> DocKey {
    DocKey::numbered(1)
}

#[test]
fn only_what_somebody_else_approved_is_paid_and_only_once() {
    let owed = books(3_230, vec![]);
    assert_eq!(Payouts::of(&BTreeMap::new(), &owed).to_prepare(&owed), [(BARAKA, OCTOBER, Cents(323_000))]);
    let waits = Payouts::of(&[run(1, 3_230, false)].into(), &owed);
    assert_eq!(waits.pay(one(), LINE, Cents(323_000), "SJK4"), Err(RuleError::NotApproved));
    assert!(waits.to_prepare(&owed).is_empty(), "it is in a run already");

    let approved = Payouts::of(&[run(1, 3_230, true)].into(), &owed);
    assert_eq!(approved.pay(one(), LINE, Cents(323_000), " "), Err(RuleError::ReceiptNeeded));
    let paid = approved.pay(one(), LINE, Cents(323_000), "sjk4 2xq").unwrap();
    let after = books(3_230, vec![paid]);
    let payouts = Payouts::of(&[run(1, 3_230, true)].into(), &after);
    assert!(matches!(payouts.line(one(), LINE), LineState::Paid(payment) if payment.receipt == "SJK42XQ"));
    assert_eq!(payouts.pay(one(), LINE, Cents(323_000), "OTHER"), Err(RuleError::NotToPay));
    assert!(payouts.to_prepare(&after).is_empty() && payouts.unapproved(&after).is_empty());
    assert_eq!(Payouts::of(&BTreeMap::new(), &after).unapproved(&after), [(BARAKA, OCTOBER, one())]);
}

#[test]
fn of_two_runs_for_the_same_month_the_approved_one_pays_and_the_other_says_so() {
    let owed = books(3_230, vec![]);
    let payouts = Payouts::of(&[run(1, 3_230, false), run(2, 3_230, true)].into(), &owed);
    assert_eq!(payouts.line(one(), LINE), LineState::Elsewhere(DocKey::numbered(2)));
    assert_eq!(payouts.line(DocKey::numbered(2), LINE), LineState::Waiting);
    let both = Payouts::of(&[run(1, 3_230, true), run(2, 3_230, true)].into(), &owed);
    assert_eq!(both.payable(DocKey::numbered(2), LINE), Err(RuleError::NotToPay));
    // The other one was paid before anybody knew: that is the one that counts.
    let paid = StatementEntry::Paid { run: DocKey::numbered(2), amount: Cents(323_000), receipt: "SJK4".into() };
    let both = Payouts::of(&[run(1, 3_230, true), run(2, 3_230, true)].into(), &books(3_230, vec![paid]));
    assert_eq!(both.line(one(), LINE), LineState::Elsewhere(DocKey::numbered(2)));
}

#[test]
fn a_payout_that_bounced_is_owed_again_in_another_run() {
    let paid = StatementEntry::Paid { run: one(), amount: Cents(323_000), receipt: "SJK4".into() };
    let before = books(3_230, vec![paid.clone()]);
    let runs: BTreeMap<_, _> = [run(1, 3_230, true)].into();
    let failed = Payouts::of(&runs, &before).fail(one(), LINE, "number not registered").unwrap();
    let after = books(3_230, vec![paid, failed]);
    let payouts = Payouts::of(&runs, &after);
    assert!(matches!(payouts.line(one(), LINE), LineState::Failed(_)));
    assert_eq!(payouts.to_prepare(&after), [(BARAKA, OCTOBER, Cents(323_000))]);
    let again = Payouts::of(&[run(1, 3_230, true), run(2, 3_230, true)].into(), &after);
    assert_eq!(again.payable(DocKey::numbered(2), LINE), Ok(()));
    assert_eq!(again.pay(one(), LINE, Cents(323_000), "X"), Err(RuleError::NotToPay));
}

#[test]
fn a_line_of_another_amount_than_is_owed_is_not_paid() {
    let owed = books(3_230, vec![]);
    let payouts = Payouts::of(&[run(1, 3_000, true)].into(), &owed);
    assert_eq!(payouts.line(one(), LINE), LineState::NotOwed);
}
