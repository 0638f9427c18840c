use super::*;
use crate::assignment::{CheckSums, WorkSums};
use proptest::prelude::*;

const TODAY: Day = Day(20_780);
const EACH: Minutes = Minutes(30);

fn in_days(days: i32) -> Day {
    Day(TODAY.0 + days)
}

/// An accepted assignment of 40 pieces.
fn forty(logged: u32, handed_in: u32, accepted: u32, rework: u32) -> Progress {
    Progress {
        assigned: Pieces(40),
        moved: Pieces(0),
        stopped: false,
        withdrawn: false,
        office_rejected: Pieces(0),
        accepted: Some(true),
        work: WorkSums { logged: Pieces(logged), handed_in: Pieces(handed_in), ..WorkSums::default() },
        checks: CheckSums { accepted: Pieces(accepted), rework: Pieces(rework), rejected: Pieces(0) },
    }
}

#[test]
fn baraka_has_fifteen_hours_a_week_and_half_of_his_forty_pieces_takes_ten() {
    let half = forty(20, 0, 0, 0);
    assert_eq!(minutes_needed(&half, EACH), 600);
    // Seven days with today: 15 hours. Four days: eight and a half.
    let load = |due| super::load(Some(15), TODAY, &[(due, 600)], due);
    assert_eq!(load(in_days(6)), Load { needed: 600, left: 900 });
    assert_eq!(load(in_days(3)), Load { needed: 600, left: 514 });
    assert!(!share(&half, TODAY, in_days(6), load(in_days(6)), false).at_risk);
    assert!(share(&half, TODAY, in_days(3), load(in_days(3)), false).at_risk);
}

#[test]
fn what_is_due_first_is_made_first() {
    let work = [(in_days(30), 6_000), (in_days(6), 600), (in_days(6), 400)];
    let this_week = load(Some(15), TODAY, &work, in_days(6));
    assert_eq!(this_week, Load { needed: 1_000, left: 900 }, "both of this week together are more than 15 hours");
    assert!(this_week.is_too_much());
    assert_eq!(load(Some(15), TODAY, &work, in_days(30)).needed, 7_000);
}

#[test]
fn a_share_is_late_while_its_artisan_has_pieces_and_never_at_risk_as_well() {
    let heavy = Load { needed: 1, left: 0 };
    let late = share(&forty(40, 39, 0, 0), TODAY, in_days(-1), heavy, false);
    assert_eq!((late.late, late.at_risk, late.waiting_for_check), (true, false, true));
    let on_its_day = share(&forty(40, 39, 0, 0), TODAY, TODAY, Load::default(), false);
    assert!(!on_its_day.late);
    let with_the_lead = share(&forty(40, 40, 0, 0), TODAY, in_days(-1), heavy, false);
    assert_eq!((with_the_lead.late, with_the_lead.waiting_for_check), (false, true));
    let sent_back = share(&forty(40, 40, 38, 2), TODAY, in_days(-1), heavy, false);
    assert!(sent_back.late, "pieces to mend are the artisan's again");
    let declined = Progress { accepted: Some(false), ..forty(0, 0, 0, 0) };
    assert_eq!(share(&declined, TODAY, in_days(-1), heavy, false), Standing::default());
}

#[test]
fn a_batch_is_late_until_all_is_accepted_and_then_ready() {
    let sums = |progress: &Progress| BatchSums::of(Pieces(40), [progress]);
    let none = Load::default();
    let unchecked = batch(&sums(&forty(40, 40, 30, 0)), TODAY, in_days(-1), none, &[], false);
    assert_eq!((unchecked.late, unchecked.waiting_for_check, unchecked.ready), (true, true, false));
    let all = batch(&sums(&forty(40, 40, 40, 0)), TODAY, in_days(-1), none, &[], false);
    assert_eq!(all, Standing { ready: true, ..Standing::default() });
}

#[test]
fn a_batch_is_at_risk_by_a_share_of_it_or_by_what_nobody_has() {
    let sums = BatchSums::of(Pieces(60), [&forty(0, 0, 0, 0)]);
    let due = in_days(6);
    let of = |rest, shares: &[Standing]| batch(&sums, TODAY, due, rest, shares, false).at_risk;
    assert!(!of(Load::default(), &[Standing::default()]));
    assert!(of(Load::default(), &[Standing { at_risk: true, ..Standing::default() }]));
    // 20 pieces that nobody has: ten hours. Wanjiru has 15 and holds 6 until then, Otieno's 15 are taken.
    let (wanjiru, otieno) = ([(in_days(2), 360), (in_days(20), 9_000)], [(due, 900)]);
    let hands = |work| Hands { hours_per_week: Some(15), work };
    let people = [hands(wanjiru.as_slice()), hands(otieno.as_slice())];
    let rest = load_of_rest(600, &people, TODAY, due);
    assert_eq!(rest, Load { needed: 600, left: 540 });
    assert!(of(rest, &[]));
}

#[test]
fn nobody_waits_for_material_that_is_not_needed_any_more() {
    let wire = |holds| [(Tenths(64), Tenths(holds))];
    assert!(share_waits_for_material(&forty(10, 0, 0, 0), &wire(63)));
    assert!(!share_waits_for_material(&forty(10, 0, 0, 0), &wire(64)));
    assert!(!share_waits_for_material(&forty(40, 20, 0, 0), &wire(0)), "all is made");
    let offered = Progress { accepted: None, ..forty(0, 0, 0, 0) };
    assert!(!share_waits_for_material(&offered, &wire(0)), "not accepted yet");

    let sums = BatchSums::of(Pieces(40), [&forty(30, 30, 28, 0)]);
    assert_eq!(still_to_make(&sums), Pieces(10));
    assert!(batch_waits_for_material(&sums, &wire(639)));
    assert!(!batch_waits_for_material(&sums, &wire(640)));
}

proptest! {
    #[test]
    fn more_hours_or_a_later_day_never_put_anything_at_risk(
        hours in 0..80_u32, more in 0..80_u32, due in -5..60_i32, later in 0..60_i32, needed in 0..20_000_u64,
    ) {
        let load = |hours, due| Load { needed, left: minutes_until(Some(hours), TODAY, in_days(due)) };
        if !load(hours, due).is_too_much() {
            prop_assert!(!load(hours + more, due).is_too_much());
            prop_assert!(!load(hours, due + later).is_too_much());
        }
    }

    #[test]
    fn nothing_is_late_and_at_risk_or_late_and_ready(
        logged in 0..60_u32, handed_in in 0..60_u32, accepted in 0..60_u32, rework in 0..9_u32, due in -9..9_i32, needed in 0..9_u64,
    ) {
        let progress = forty(logged, handed_in, accepted, rework);
        let load = Load { needed, left: 4 };
        let one = share(&progress, TODAY, in_days(due), load, false);
        prop_assert!(!(one.late && one.at_risk));
        let all = batch(&BatchSums::of(Pieces(40), [&progress]), TODAY, in_days(due), load, &[one], false);
        prop_assert!(!(all.late && all.at_risk) && !(all.ready && (all.late || all.at_risk)));
    }
}
