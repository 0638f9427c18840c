use super::*;

const ESTHER: Actor = Actor([1; 16]);
const NEEMA: Actor = Actor([2; 16]);
const ESTHERS_OTHER_PHONE: Actor = Actor([3; 16]);

fn whose(device: DeviceId) -> Option<PersonId> {
    match device.0[0] {
        1 | 3 => Some(PersonId(1)),
        2 => Some(PersonId(9)),
        _ => None,
    }
}

fn entry(counter: u64, actor: Actor, entry: RunEntry) -> Recorded<RunEntry> {
    Recorded { id: EntryRef { counter, actor }, at: Timestamp(1_790_000_000), entry }
}

fn line(counter: u64, actor: Actor, person: u32, shillings: i64) -> Recorded<RunEntry> {
    let phone = format!("+2547000000{person:02}");
    let line = RunLine { person: PersonId(person), month: Month(24_321), amount: Cents(shillings * 100), phone };
    entry(counter, actor, RunEntry::Line(line))
}

fn approved_by(entries: &mut Vec<Recorded<RunEntry>>, actor: Actor, counter: u64) -> Result<(), RuleError> {
    let approval = Run::of(entries, whose).approval(actor, whose)?;
    entries.push(entry(counter, actor, approval));
    Ok(())
}

fn is_approved(entries: &[Recorded<RunEntry>]) -> bool {
    matches!(Run::of(entries, whose).state, RunState::Approved { by: NEEMA, .. })
}

#[test]
fn who_prepares_does_not_approve_on_any_phone_of_theirs() {
    let mut run = vec![line(4, ESTHER, 3, 3_230), line(5, ESTHER, 4, 2_375)];
    assert_eq!(approved_by(&mut run, ESTHER, 6), Err(RuleError::SameHand));
    assert_eq!(approved_by(&mut run, ESTHERS_OTHER_PHONE, 6), Err(RuleError::SameHand));
    // Written all the same, past the rule, it counts for nothing.
    let (total, of) = (Run::of(&run, whose).total(), Run::of(&run, whose).digest());
    run.push(entry(6, ESTHERS_OTHER_PHONE, RunEntry::Approved { total, of }));
    let read = Run::of(&run, whose);
    assert_eq!((read.state, read.void_approval), (RunState::Prepared, true));
    approved_by(&mut run, NEEMA, 7).unwrap();
    assert!(is_approved(&run));
}

#[test]
fn an_approval_is_of_what_was_looked_at() {
    let mut run = vec![line(4, ESTHER, 3, 3_230), line(5, ESTHER, 4, 2_375)];
    approved_by(&mut run, NEEMA, 6).unwrap();
    let left_out = RunEntry::LeftOut { line: run[1].id, reason: "wrong number".into() };
    run.push(entry(6, ESTHER, left_out));
    let read = Run::of(&run, whose);
    assert_eq!((read.state, read.void_approval, read.total()), (RunState::Prepared, true, Cents(323_000)));
    approved_by(&mut run, NEEMA, 8).unwrap();
    assert!(is_approved(&run));
    // One that slips in for another of the same amount.
    run.push(entry(9, ESTHER, RunEntry::LeftOut { line: run[0].id, reason: "?".into() }));
    run.push(line(10, ESTHER, 8, 3_230));
    assert!(!is_approved(&run));
}

#[test]
fn of_two_who_prepare_the_same_run_apart_one_counts_and_the_other_may_approve_it() {
    let mut run = vec![line(4, ESTHER, 3, 3_230), line(4, NEEMA, 3, 3_230), line(5, NEEMA, 4, 2_375)];
    let read = Run::of(&run, whose);
    assert_eq!((read.maker, read.total(), read.beside.len()), (Some(ESTHER), Cents(323_000), 2));
    assert_eq!(read.approval(ESTHER, whose), Err(RuleError::SameHand));
    approved_by(&mut run, NEEMA, 7).unwrap();
    assert!(is_approved(&run));
}

#[test]
fn lines_that_arrive_after_an_approval_do_not_undo_it() {
    let mut run = vec![line(4, NEEMA, 3, 3_230)];
    let approval = Run::of(&run, whose).approval(ESTHER, whose).unwrap();
    run.push(entry(5, ESTHER, approval));
    run.insert(0, line(4, ESTHER, 3, 3_230));
    let read = Run::of(&run, whose);
    assert_eq!((read.maker, read.beside.len()), (Some(NEEMA), 1));
    assert!(matches!(read.state, RunState::Approved { by: ESTHER, .. }));
}

#[test]
fn a_cancelled_run_pays_nothing_and_only_its_maker_changes_a_run() {
    let mut run = vec![line(4, ESTHER, 3, 3_230)];
    let read = Run::of(&run, whose);
    assert_eq!(read.leave_out(run[0].id, NEEMA, "why not"), Err(RuleError::NotAllowed));
    assert_eq!(read.cancel(" "), Err(RuleError::ReasonNeeded));
    approved_by(&mut run, NEEMA, 5).unwrap();
    assert_eq!(Run::of(&run, whose).cancel("too late"), Err(RuleError::RunFixed));
    run.push(entry(5, ESTHER, RunEntry::Cancelled { reason: "wrong month".into() }));
    assert_eq!(Run::of(&run, whose).state, RunState::Cancelled);
}
