use super::*;
use proptest::prelude::*;

const DAY: i64 = 86_400;

/// Wednesday.
fn today() -> Day {
    Day::parse("2026-11-25").unwrap()
}

/// Noon of a day so many days ago.
fn ago(days: i64) -> Timestamp {
    Timestamp((i64::from(today().0) - days) * DAY + 9 * 3_600)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn what_was_accepted_on_sunday_is_last_weeks_and_on_monday_this_weeks() {
    let share = Accepted { checks: vec![(ago(3), Pieces(20)), (ago(2), Pieces(7))], rejected: Pieces(0) };
    let out = output([share], today());
    assert_eq!(out.weeks.len(), 12);
    assert_eq!(out.weeks.keys().next(), Some(&day("2026-09-07")));
    assert_eq!((out.weeks[&day("2026-11-16")], out.weeks[&day("2026-11-23")]), (Pieces(20), Pieces(7)));
}

#[test]
fn what_the_office_rejected_is_taken_from_what_was_accepted_last() {
    let share = Accepted { checks: vec![(ago(9), Pieces(20)), (ago(2), Pieces(7))], rejected: Pieces(10) };
    let out = output([share], today());
    assert_eq!((out.weeks[&day("2026-11-16")], out.weeks[&day("2026-11-23")]), (Pieces(17), Pieces(0)));
}

#[test]
fn pieces_of_a_phone_that_fell_back_to_1970_or_runs_ahead_are_counted_beside_the_chart() {
    let checks = vec![(Timestamp(0), Pieces(5)), (ago(-3), Pieces(4)), (ago(100), Pieces(3)), (ago(0), Pieces(2))];
    let out = output([Accepted { checks, rejected: Pieces(0) }], today());
    assert_eq!((out.undated, out.weeks.values().copied().sum::<Pieces>()), (Pieces(9), Pieces(2)));
}

#[test]
fn of_five_people_one_earned_nothing_and_the_one_in_the_middle_of_the_others_has_the_median() {
    let shillings = [0, 900, 1_000, 1_001, 7_600].map(|shillings| Cents(shillings * 100));
    let income = income(&shillings).unwrap();
    assert_eq!((income.nothing, income.step), (1, Cents(100_000)));
    assert_eq!(income.bars, [2, 1, 0, 0, 0, 0, 0, 1]);
    let spread = income.spread;
    assert_eq!((spread.number, spread.low, spread.median, spread.high).0, 4);
    assert_eq!((spread.low, spread.median, spread.high), (Cents(90_000), Cents(100_000), Cents(100_100)));
    assert_eq!(super::income(&[Cents(0), Cents(-500)]), None, "what was only taken off is not earned");
}

#[test]
fn a_batch_takes_the_days_from_its_plan_to_its_completion() {
    let now = ago(0).month();
    let batches = [(ago(12), ago(2)), (ago(10), ago(10)), (ago(9), ago(2)), (ago(40), ago(30)), (ago(2), ago(3))];
    let out = lead_time(batches, today(), now);
    let november = out.months[&now];
    assert_eq!((november.number, november.low, november.median, november.high), (3, 0, 7, 10));
    assert_eq!(out.months[&Month(now.0 - 1)].median, 10);
    assert_eq!(out.undated, 1);
}

proptest! {
    /// Every person is in one bar or earned nothing; no chart is wider than a phone, and the middle is in the middle.
    #[test]
    fn everybody_is_counted_once(earned in prop::collection::vec(-50_000..9_000_000_000_i64, 0..60)) {
        let earned: Vec<_> = earned.into_iter().map(Cents).collect();
        let Some(income) = income(&earned) else {
            prop_assert!(earned.iter().all(|amount| amount.0 <= 0));
            return Ok(());
        };
        let counted: u32 = income.bars.iter().sum();
        prop_assert_eq!(usize::try_from(counted + income.nothing).unwrap(), earned.len());
        prop_assert_eq!(counted, income.spread.number);
        prop_assert!(income.bars.len() <= 8 && *income.bars.last().unwrap() > 0);
        let Spread { low, median, high, .. } = income.spread;
        prop_assert!(low <= median && median <= high);
        let some = earned.iter().filter(|amount| amount.0 > 0);
        let (below, above) = (some.clone().filter(|a| **a < median).count(), some.filter(|a| **a > median).count());
        let half = usize::try_from(counted).unwrap();
        prop_assert!(2 * below <= half && 2 * above <= half);
    }

    /// What is good is in a week, before the weeks that are shown, or undated; the second look takes off what it rejected.
    #[test]
    fn no_piece_is_lost(checks in prop::collection::vec((0..80_i64, 0..50_u32), 0..20), rejected in 0..400_u32) {
        let accepted: u32 = checks.iter().map(|(_, pieces)| pieces).sum();
        let checks = checks.into_iter().map(|(days, pieces)| (ago(days - 3), Pieces(pieces))).collect();
        let out = output([Accepted { checks, rejected: Pieces(rejected) }], today());
        let shown: Pieces = out.weeks.values().copied().sum();
        prop_assert_eq!((shown + out.undated).0, accepted.saturating_sub(rejected));
    }
}
