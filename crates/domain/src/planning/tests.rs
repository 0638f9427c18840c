use super::*;
use proptest::prelude::*;

fn person(id: u32) -> Candidate {
    Candidate {
        id,
        skilled: true,
        hours_per_week: Some(15),
        held: 0,
        quality: Record::default(),
        on_time: Record::default(),
        earned: Cents(0),
    }
}

fn job(pieces: u32, minutes: u32, days: u32) -> Job {
    Job { pieces: Pieces(pieces), minutes: Minutes(minutes), days }
}

fn pieces(split: &Split) -> Vec<(u32, u32)> {
    split.shares.iter().map(|s| (s.id, s.pieces.0)).collect()
}

#[test]
fn sixty_rings_go_to_those_who_can_by_their_free_hours() {
    let (baraka, wanjiru) = (person(3), Candidate { hours_per_week: Some(30), ..person(4) });
    let mutua = Candidate { skilled: false, ..person(8) };
    let kamau = Candidate { held: 3 * 15 * 60, ..person(7) };
    let split = job(60, 20, 21).split(&[baraka, wanjiru, mutua, kamau]);
    assert_eq!(
        pieces(&split),
        [(3, 20), (4, 40), (7, 0), (8, 0)],
        "three weeks of Wanjiru's are twice as long as Baraka's"
    );
    assert_eq!(split.left, Pieces(0));
    let why = |at: usize| split.shares[at].why.clone();
    assert_eq!(why(2), [Why::NoTime, Why::Holds(2_700), Why::NoRecord]);
    assert_eq!(why(3), [Why::NoSkill]);

    let tight = job(60, 60, 7).split(&[baraka, wanjiru, mutua, kamau]);
    assert_eq!(pieces(&tight), [(3, 15), (4, 30), (7, 0), (8, 0)], "Kamau's week is full");
    assert_eq!(tight.left, Pieces(15), "nobody has the hours, and it is said");
    assert_eq!(job(60, 60, 7).days_needed(&[baraka, wanjiru]), Some(10));
    assert_eq!(job(60, 60, 7).days_needed(&[mutua]), None);
}

#[test]
fn whoever_earned_less_lately_gets_more_and_is_told_why() {
    let (poor, rich) = (person(1), Candidate { earned: Cents(400_000), ..person(2) });
    let split = job(30, 10, 28).split(&[rich, poor]);
    assert_eq!(pieces(&split), [(1, 20), (2, 10)]);
    assert!(split.shares[0].why.contains(&Why::EarnedLess(Cents(0))));
    assert!(split.shares[1].why.contains(&Why::EarnedMore(Cents(400_000))));
}

#[test]
fn good_work_on_time_counts_but_one_bad_piece_of_a_newcomer_does_not_ruin_them() {
    let steady =
        Candidate { quality: Record { good: 99, all: 100 }, on_time: Record { good: 10, all: 10 }, ..person(1) };
    let newcomer = Candidate { quality: Record { good: 1, all: 2 }, ..person(2) };
    let split = job(100, 1, 28).split(&[steady, newcomer]);
    assert!(split.shares[0].pieces > split.shares[1].pieces);
    assert!(split.shares[1].pieces >= Pieces(35), "{split:?}");
}

#[test]
fn the_workshops_day_is_planned_back_from_the_customers() {
    let day = |text| Day::parse(text).unwrap();
    let (today, customer) = (day("2026-11-23"), Some(day("2026-12-20")));
    let due = plan_back(today, customer, Some(10));
    assert_eq!((due.day, due.fit), (day("2026-12-17"), Fit::InTime(14)));
    let due = plan_back(today, customer, Some(26));
    assert_eq!((due.day, due.fit), (day("2026-12-19"), Fit::Tight));
    let due = plan_back(today, customer, Some(40));
    assert_eq!((due.day, due.fit), (day("2027-01-02"), Fit::Late(13)));
    assert_eq!(plan_back(today, None, Some(10)).day, day("2026-12-10"));
    assert_eq!(plan_back(today, customer, None).fit, Fit::Never);
    assert_eq!(plan_back(today, Some(day("2026-11-24")), None).day, today);
}

fn any_record() -> impl Strategy<Value = Record> {
    (0..200_u32, 0..200_u32).prop_map(|(a, b)| Record { good: a.min(b), all: a.max(b) })
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    (any::<bool>(), prop::option::of(0..100_u32), 0..20_000_u64, any_record(), any_record(), 0..1_000_000_i64).prop_map(
        |(skilled, hours_per_week, held, quality, on_time, earned)| Candidate {
            id: 0,
            skilled,
            hours_per_week,
            held,
            quality,
            on_time,
            earned: Cents(earned),
        },
    )
}

fn anybody() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(any_candidate(), 0..12)
        .prop_map(|all| all.into_iter().zip(1..).map(|(c, id)| Candidate { id, ..c }).collect())
}

fn any_job() -> impl Strategy<Value = Job> {
    (1..5_000_u32, 0..200_u32, 0..100_u32).prop_map(|(p, m, d)| job(p, m, d))
}

proptest! {
    /// No piece is lost or made up, nobody gets what they cannot do or have no hours for, and nothing is left over
    /// while somebody has room.
    #[test]
    fn the_sum_is_kept_and_nobody_gets_more_than_they_can(job in any_job(), all in anybody()) {
        let split = job.split(&all);
        let given: u32 = split.shares.iter().map(|s| s.pieces.0).sum();
        prop_assert_eq!(given + split.left.0, job.pieces.0);
        for (share, candidate) in split.shares.iter().zip(&all) {
            prop_assert_eq!(share.id, candidate.id);
            prop_assert!(share.pieces <= job.room(candidate));
            let minutes = u64::from(share.pieces.0) * u64::from(job.minutes.0);
            let hours = u64::from(candidate.hours_per_week.unwrap_or(USUAL_HOURS)) * 60 * u64::from(job.days) / 7;
            prop_assert!(minutes == 0 || minutes + candidate.held <= hours, "over the hours");
            prop_assert!(candidate.skilled || share.pieces == Pieces(0), "without the skill");
            prop_assert!(!share.why.is_empty());
        }
        let room: u64 = all.iter().map(|c| u64::from(job.room(c).0)).sum();
        prop_assert_eq!(split.left.0 > 0, room < u64::from(job.pieces.0), "what is left over has nobody to make it");
    }

    #[test]
    fn the_order_of_the_people_does_not_matter(job in any_job(), all in anybody(), turn in 0..12_usize) {
        let split = job.split(&all);
        let mut turned = all;
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(job.split(&turned), split);
    }

    /// Of two who are alike in all else, the one who earned less gets at least as much, and so does the one whose pieces
    /// were good more often, and the one with more free hours.
    #[test]
    fn all_else_equal_the_fairer_share_is_not_the_smaller(
        job in any_job(), mut all in anybody(), one in any_candidate(), less in 0..1_000_000_i64, what in 0..3_u8,
    ) {
        let (a, b) = (100, 101);
        let favoured = match what {
            0 => Candidate { quality: Record { good: one.quality.all, ..one.quality }, ..one },
            1 => Candidate { held: one.held / 2, ..one },
            _ => Candidate { earned: Cents(one.earned.0 - less), ..one },
        };
        all.push(Candidate { id: b, ..favoured });
        all.push(Candidate { id: a, ..one });
        let split = job.split(&all);
        let of = |id| split.shares.iter().find(|s| s.id == id).map(|s| s.pieces).unwrap();
        let same = favoured == one;
        prop_assert!(of(b) >= of(a) || (same && of(a).0 - of(b).0 <= 1));
    }

    #[test]
    fn the_days_needed_are_enough_and_one_less_is_not(job in any_job(), all in anybody()) {
        let Some(days) = job.days_needed(&all) else {
            return Ok(());
        };
        prop_assert_eq!(Job { days, ..job }.split(&all).left, Pieces(0));
        if days > 0 {
            let shorter = Job { days: days - 1, ..job };
            prop_assert!(shorter.split(&all).left.0 > 0);
        }
    }

    /// A day that is said to be in time is: the workshop has its days before it, and the office its own after it.
    #[test]
    fn in_time_is_in_time(today in 19_000..21_000_i32, customer in prop::option::of(18_000..22_000_i32), needed in prop::option::of(0..700_u32)) {
        let due = plan_back(Day(today), customer.map(Day), needed);
        if let Some(earliest) = due.earliest {
            prop_assert!(due.day >= earliest && earliest >= Day(today));
        }
        match (due.fit, customer) {
            (Fit::InTime(_), Some(customer)) => prop_assert!(due.day.0 + OFFICE_DAYS <= customer),
            (Fit::Tight, Some(customer)) => prop_assert!(due.day.0 <= customer),
            (Fit::Late(days), Some(customer)) => prop_assert_eq!(due.day.0 - i32::try_from(days).unwrap(), customer),
            (Fit::NoDay, customer) => prop_assert!(customer.is_none()),
            (Fit::Never, _) => prop_assert!(needed.is_none()),
            (_, None) => prop_assert!(false, "no customer's day to be in time for"),
        }
    }
}
