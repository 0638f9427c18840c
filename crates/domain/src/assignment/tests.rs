use super::*;
use crate::catalogue::Moving;
use crate::id::{Actor, PersonId};
use crate::time::Timestamp;
use proptest::prelude::*;

fn id(counter: u64, actor: u8) -> EntryRef {
    EntryRef { counter, actor: Actor([actor; 16]) }
}

fn log(counter: u64, actor: u8, pieces: u32, corrects: Option<EntryRef>) -> Recorded<WorkEntry> {
    let entry = WorkEntry::Log {
        pieces: Pieces(pieces),
        minutes: Minutes(pieces * 10),
        scrap: Pieces(0),
        note: String::new(),
        corrects,
    };
    Recorded { id: id(counter, actor), at: Timestamp(0), entry }
}

fn offered(pieces: u32) -> Progress {
    Progress {
        assigned: Pieces(pieces),
        moved: Pieces(0),
        stopped: false,
        withdrawn: false,
        accepted: None,
        work: WorkSums::default(),
        checks: CheckSums::default(),
        office_rejected: Pieces(0),
    }
}

fn accepted(pieces: u32) -> Progress {
    Progress { accepted: Some(true), ..offered(pieces) }
}

#[test]
fn baraka_makes_twenty_hoops_two_come_back_and_one_is_spoilt() {
    let mut p = offered(20);
    assert_eq!(p.state(), State::Offered);
    assert_eq!(p.log(Pieces(1), Minutes(25), Pieces(0), ""), Err(RuleError::NotAccepted));
    p.decide(true, "").unwrap();
    p.accepted = Some(true);
    assert_eq!(p.state(), State::Accepted);
    assert_eq!(p.decide(true, ""), Err(RuleError::AlreadyDecided));

    p.log(Pieces(12), Minutes(300), Pieces(0), "").unwrap();
    p.work.logged = Pieces(12);
    assert_eq!(p.state(), State::InProgress);
    assert_eq!(p.hand_in(Pieces(21)), Err(RuleError::MoreThanAssigned { most: 20 }));
    p.hand_in(Pieces(20)).unwrap();
    p.work.handed_in = Pieces(20);
    assert_eq!(p.state(), State::HandedIn);

    let check = |accepted, rework, rejected, reason: &str| CheckEntry {
        accepted: Pieces(accepted),
        rework: Pieces(rework),
        rejected: Pieces(rejected),
        reason: reason.into(),
    };
    assert_eq!(p.check(&check(21, 0, 0, "")), Err(RuleError::MoreThanHandedIn { waiting: 20 }));
    assert_eq!(p.check(&check(17, 2, 1, " ")), Err(RuleError::ReasonNeeded));
    assert_eq!(p.check(&check(0, 0, 0, "")), Err(RuleError::NothingCounted));
    p.check(&check(17, 2, 1, "bent")).unwrap();
    p.checks = CheckSums { accepted: Pieces(17), rework: Pieces(2), rejected: Pieces(1) };
    assert_eq!((p.state(), p.to_rework(), p.open()), (State::Rework, Pieces(2), Pieces(2)));

    p.hand_in(Pieces(2)).unwrap();
    p.work.handed_in = Pieces(22);
    p.checks.accepted = Pieces(19);
    assert_eq!(p.state(), State::Done);
    assert_eq!(p.log(Pieces(1), Minutes(0), Pieces(0), ""), Err(RuleError::Closed));
}

#[test]
fn declining_needs_a_reason_and_ends_it() {
    let p = offered(5);
    assert_eq!(p.decide(false, "  "), Err(RuleError::ReasonNeeded));
    p.decide(false, "sick child").unwrap();
    let declined = Progress { accepted: Some(false), ..p };
    assert_eq!(declined.hand_in(Pieces(1)), Err(RuleError::Closed));
}

#[test]
fn what_was_begun_is_not_withdrawn_from_under_the_artisan() {
    let mut p = accepted(5);
    p.withdrawn = true;
    assert_eq!(p.state(), State::Withdrawn);
    p.work.logged = Pieces(1);
    assert_eq!(p.state(), State::InProgress);
    p.hand_in(Pieces(1)).unwrap();
}

#[test]
fn a_correction_takes_the_place_of_what_it_names() {
    let entries = [log(1, 1, 10, None), log(2, 1, 7, Some(id(1, 1))), log(3, 1, 2, None)];
    assert_eq!(WorkSums::of(&entries).logged, Pieces(9));
    let corrected_twice = [log(1, 1, 10, None), log(2, 1, 7, Some(id(1, 1))), log(3, 1, 6, Some(id(2, 1)))];
    assert_eq!(WorkSums::of(&corrected_twice).logged, Pieces(6));
}

#[test]
fn two_corrections_of_one_entry_count_once_whoever_is_read_first() {
    let (a, b, c) = (log(1, 1, 10, None), log(2, 1, 7, Some(id(1, 1))), log(2, 2, 8, Some(id(1, 1))));
    for order in [[a.clone(), b.clone(), c.clone()], [c, b, a]] {
        assert_eq!(WorkSums::of(&order).logged, Pieces(8));
    }
}

/// Found by a client in another language: the log is corrected twice here and once there.
#[test]
fn a_chain_of_corrections_and_a_rival_count_once() {
    let entries =
        [log(1, 1, 10, None), log(2, 1, 8, Some(id(1, 1))), log(3, 1, 7, Some(id(2, 1))), log(3, 2, 9, Some(id(1, 1)))];
    assert_eq!(WorkSums::of(&entries).logged, Pieces(9));
}

#[test]
fn a_correction_of_something_later_or_unknown_is_an_entry_of_its_own() {
    let entries = [log(5, 1, 10, None), log(2, 1, 7, Some(id(5, 1))), log(3, 1, 1, Some(id(99, 9)))];
    assert_eq!(WorkSums::of(&entries).logged, Pieces(18));
}

fn went(pieces: u32, target: &str, counter: u64) -> Recorded<MoveEntry> {
    let entry = MoveEntry {
        pieces: Pieces(pieces),
        to: PersonId(4),
        assignment: DocKey::named("moved", target),
        how: Moving::Instead,
        reason: String::new(),
    };
    Recorded { id: id(counter, 2), at: Timestamp(0), entry }
}

#[test]
fn baraka_falls_ill_and_what_he_made_stays_his() {
    let mut p = accepted(20);
    p.work.logged = Pieces(8);
    assert_eq!(p.movable(), Pieces(12));
    assert_eq!(p.move_on(Pieces(13), ""), Err(RuleError::MoreThanAssigned { most: 12 }));
    p.move_on(Pieces(12), "mgonjwa").unwrap();
    p.moved = Pieces(12);
    assert_eq!((p.own(), p.open(), p.state()), (Pieces(8), Pieces(8), State::InProgress));
    p.hand_in(Pieces(8)).unwrap();
    p.work.handed_in = Pieces(8);
    p.checks.accepted = Pieces(8);
    assert_eq!((p.state(), p.movable()), (State::Done, Pieces(0)));
    // Three more were on his bench when he lay down, and nobody knew of them.
    p.log(Pieces(3), Minutes(0), Pieces(0), "").unwrap();
    p.work.logged = Pieces(11);
    assert_eq!((p.own(), p.open(), p.state()), (Pieces(11), Pieces(3), State::InProgress));
    p.hand_in(Pieces(3)).unwrap();
}

#[test]
fn pieces_that_two_phones_moved_to_the_same_person_went_once() {
    assert_eq!(moved(&[went(12, "a", 4), went(12, "a", 5)]), Pieces(12));
    assert_eq!(moved(&[went(12, "a", 4), went(9, "a", 5), went(5, "b", 6)]), Pieces(14));
}

#[test]
fn what_nobody_began_can_go_on_whole_and_nothing_of_what_is_with_the_lead() {
    let all_gone = Progress { moved: Pieces(5), ..offered(5) };
    assert_eq!((all_gone.state(), all_gone.decide(true, "")), (State::Withdrawn, Err(RuleError::Closed)));
    assert_eq!(Progress { moved: Pieces(5), ..accepted(5) }.state(), State::Withdrawn);
    let mut with_the_lead = accepted(5);
    with_the_lead.work.handed_in = Pieces(5);
    assert_eq!(with_the_lead.move_on(Pieces(1), ""), Err(RuleError::Closed));
}

#[test]
fn when_the_office_takes_the_batch_back_what_was_made_is_handed_in_and_no_more() {
    assert_eq!(Progress { stopped: true, ..offered(20) }.state(), State::Withdrawn);
    let mut p = Progress { stopped: true, ..accepted(20) };
    assert_eq!((p.state(), p.open(), p.movable()), (State::Stopped, Pieces(0), Pieces(0)));
    p.log(Pieces(7), Minutes(90), Pieces(0), "made before I heard").unwrap();
    p.work.logged = Pieces(7);
    assert_eq!((p.state(), p.open()), (State::Stopped, Pieces(7)));
    assert_eq!(p.hand_in(Pieces(8)), Err(RuleError::MoreThanAssigned { most: 7 }));
    p.hand_in(Pieces(7)).unwrap();
    p.work.handed_in = Pieces(7);
    p.checks = CheckSums { accepted: Pieces(6), rework: Pieces(1), rejected: Pieces(0) };
    assert_eq!((p.state(), p.open()), (State::Rework, Pieces(1)), "what came back is mended and paid, too");
}

proptest! {
    /// Whatever order allowed steps come in, no piece is lost or made up.
    #[test]
    fn handed_in_is_accepted_rework_rejected_or_waiting(
        pieces in 1..200_u32, steps in prop::collection::vec((0..6_u8, 0..60_u32, 0..20_u32, 0..20_u32), 0..60),
    ) {
        let mut p = accepted(pieces);
        for (what, a, b, c) in steps {
            if what < 2 {
                if p.hand_in(Pieces(a)).is_ok() {
                    p.work.handed_in = p.work.handed_in + Pieces(a);
                }
            } else if what == 3 {
                if p.log(Pieces(a), Minutes(0), Pieces(0), "").is_ok() {
                    p.work.logged = p.work.logged + Pieces(a);
                }
            } else if what == 4 {
                if p.move_on(Pieces(b), "").is_ok() {
                    p.moved = p.moved + Pieces(b);
                }
            } else if what == 5 {
                p.stopped |= a == 7;
            } else {
                let check = CheckEntry {
                    accepted: Pieces(a), rework: Pieces(b), rejected: Pieces(c), reason: "seen".into(),
                };
                if p.check(&check).is_ok() {
                    p.checks.accepted = p.checks.accepted + check.accepted;
                    p.checks.rework = p.checks.rework + check.rework;
                    p.checks.rejected = p.checks.rejected + check.rejected;
                }
            }
            prop_assert_eq!(p.work.handed_in, p.checks.checked() + p.waiting());
            prop_assert!(p.checks.accepted + p.checks.rejected <= p.assigned);
            prop_assert_eq!(p.own(), p.checks.accepted + p.checks.rejected + p.waiting() + p.open());
            prop_assert!(p.made() <= p.own() && p.own() <= p.assigned, "what was made stays whose it is");
        }
    }

    /// Entries form a set: the sums do not depend on the order they are read in.
    #[test]
    fn sums_do_not_depend_on_order(
        raw in prop::collection::btree_map((1..12_u64, 0..3_u8), (0..50_u32, prop::option::of((1..12_u64, 0..3_u8))), 0..20),
        seed in any::<u64>(),
    ) {
        let mut entries: Vec<_> = raw.into_iter()
            .map(|((c, a), (n, target))| log(c, a, n, target.map(|(c, a)| id(c, a)))).collect();
        let sums = WorkSums::of(&entries);
        let shift = usize::try_from(seed % 20).unwrap() % entries.len().max(1);
        entries.rotate_left(shift);
        entries.reverse();
        prop_assert_eq!(WorkSums::of(&entries), sums);
    }
}

#[test]
fn a_check_is_taken_back_until_its_pieces_have_gone_on() {
    let check = |accepted, rework| CheckEntry {
        accepted: Pieces(accepted),
        rework: Pieces(rework),
        rejected: Pieces(0),
        reason: "scratched".into(),
    };
    let mut p = accepted(20);
    p.work.handed_in = Pieces(20);
    p.checks = CheckSums { accepted: Pieces(18), rework: Pieces(2), rejected: Pieces(0) };
    p.take_check_back(&check(18, 2), Pieces(0), false).unwrap();
    // The office looked at ten of the accepted pieces.
    assert_eq!(p.take_check_back(&check(18, 2), Pieces(10), false), Err(RuleError::GoneOn));
    p.take_check_back(&check(8, 0), Pieces(10), false).unwrap();
    // The two that were sent back may have come again.
    assert_eq!(p.take_check_back(&check(18, 2), Pieces(0), true), Err(RuleError::GoneOn));
    p.take_check_back(&check(18, 0), Pieces(0), true).unwrap();
    // They came: more was handed in than was asked for, whatever a clock says.
    p.work.handed_in = Pieces(22);
    assert_eq!(p.take_check_back(&check(18, 2), Pieces(0), false), Err(RuleError::GoneOn));
}

#[test]
fn a_yes_can_become_a_no_until_something_is_made() {
    let mut p = accepted(20);
    p.decide(false, "mgonjwa").unwrap();
    assert_eq!(p.decide(false, " "), Err(RuleError::ReasonNeeded));
    assert_eq!(p.decide(true, ""), Err(RuleError::AlreadyDecided));
    p.accepted = Some(false);
    assert_eq!((p.state(), p.decide(true, "")), (State::Declined, Err(RuleError::AlreadyDecided)));
    // Somebody else had logged for him meanwhile: what is begun goes on.
    p.work.logged = Pieces(3);
    assert_eq!((p.state(), p.decide(false, "mgonjwa")), (State::InProgress, Err(RuleError::AlreadyDecided)));
    p.hand_in(Pieces(3)).unwrap();
}
