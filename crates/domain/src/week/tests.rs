use super::*;
use proptest::prelude::*;

/// Wednesday.
fn today() -> Day {
    Day::parse("2026-11-25").unwrap()
}

fn noon(day: &str) -> Timestamp {
    Timestamp(i64::from(Day::parse(day).unwrap().0) * 86_400 + 9 * 3_600)
}

#[test]
fn what_is_due_yesterday_is_late_and_on_sunday_week_the_last_of_next_week() {
    let of = |text| when(Day::parse(text).unwrap(), today());
    assert_eq!(of("2026-11-24"), Some(When::Late));
    assert_eq!((of("2026-11-25"), of("2026-11-29")), (Some(When::ThisWeek), Some(When::ThisWeek)));
    assert_eq!((of("2026-11-30"), of("2026-12-06")), (Some(When::NextWeek), Some(When::NextWeek)));
    assert_eq!(of("2026-12-07"), None);
}

#[test]
fn the_week_has_seven_days_and_what_happened_on_sunday_was_last_week() {
    let events = [
        (noon("2026-11-22"), Happened::Logged, Pieces(9)),
        (noon("2026-11-23"), Happened::Logged, Pieces(4)),
        (noon("2026-11-24"), Happened::Logged, Pieces(3)),
        (noon("2026-11-24"), Happened::HandedIn, Pieces(7)),
        (noon("2026-11-24"), Happened::Checked, Pieces(6)),
        (noon("2026-11-24"), Happened::Checked, Pieces(1)),
        (Timestamp(0), Happened::Checked, Pieces(40)),
    ];
    let days = days(events, today());
    let sums: Vec<_> = days.values().map(|day| (day.logged.0, day.handed_in.0, day.checked.0)).collect();
    assert_eq!(sums, [(4, 0, 0), (3, 7, 7), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]);
    assert_eq!(days.keys().next(), Some(&today().monday()));
}

#[test]
fn baraka_has_five_of_seven_days_left_and_what_is_late_still_takes_its_time() {
    let work = [(today().after(-3), 120), (today().after(2), 300), (today().after(8), 600), (today().after(30), 900)];
    let [this, next] = loads(Some(14), today(), &work);
    assert_eq!(this, Load { needed: 420, left: 600 });
    assert_eq!(next, Load { needed: 1_020, left: 1_440 });
}

proptest! {
    /// Next week's load holds this week's, and nobody has less time by then.
    #[test]
    fn the_next_week_comes_on_top(hours in prop::option::of(0..80_u32), work in prop::collection::vec((-20..40_i32, 0..2_000_u64), 0..20)) {
        let work: Vec<_> = work.into_iter().map(|(days, minutes)| (today().after(days), minutes)).collect();
        let [this, next] = loads(hours, today(), &work);
        prop_assert!(this.needed <= next.needed && this.left <= next.left);
        let soon = work.iter().filter(|(day, _)| when(*day, today()).is_some()).map(|(_, minutes)| minutes);
        prop_assert_eq!(next.needed, soon.sum::<u64>());
    }
}
