//! What the office's charts show: pieces accepted by week, how evenly income is spread, how long batches take.
//!
//! Charts are about workshops, never about one person beside another: income is how many people earned how much, without
//! names and in no order of people. What a wrong clock dated where nothing can have happened is counted beside the chart,
//! so that no piece is lost silently.

use crate::pay::books::FIRST;
use crate::quantity::{Cents, Pieces};
use crate::time::{Day, Month, Timestamp};
use std::collections::BTreeMap;

/// How many weeks output looks back, this one included.
pub const WEEKS: i32 = 12;
/// How many months the other charts look back, this one included.
pub const MONTHS: u32 = 12;
/// The most bars of a histogram: what a narrow phone can show.
const MOST_BARS: i64 = 8;
/// The least width of a bar: a hundred shillings.
const LEAST_STEP: i64 = 10_000;

/// The middle of several values, and the values between which the middle half of them lies. Each is one of the values: of
/// two that are equally near the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread<T> {
    /// How many there are, at least one.
    pub number: u32,
    /// A quarter are this or less.
    pub low: T,
    /// Half are this or less.
    pub median: T,
    /// Three quarters are this or less.
    pub high: T,
}

impl<T: Copy + Ord> Spread<T> {
    /// Of `values` in any order; `None` when there are none.
    pub fn of(mut values: Vec<T>) -> Option<Self> {
        values.sort_unstable();
        // The least value that so many quarters of all do not exceed.
        let quarter = |quarters: usize| values.get((values.len() * quarters).div_ceil(4).saturating_sub(1)).copied();
        Some(Self {
            number: u32::try_from(values.len()).unwrap_or(u32::MAX),
            low: quarter(1)?,
            median: quarter(2)?,
            high: quarter(3)?,
        })
    }
}

/// What was accepted of one assignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// What each check accepted, in the order of the checks.
    pub checks: Vec<(Timestamp, Pieces)>,
    /// Of all that, what the office rejected at its second look.
    pub rejected: Pieces,
}

/// Pieces accepted by week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// By the Monday of each of the last [`WEEKS`]; none is left out.
    pub weeks: BTreeMap<Day, Pieces>,
    /// Pieces whose check has a day that cannot be: in the future, or before there was any pay.
    pub undated: Pieces,
}

/// Good pieces of assignments by the week in which they were accepted. What the office rejected afterwards is taken from what
/// was accepted last, so that a week never counts less than nothing.
pub fn output(shares: impl IntoIterator<Item = Accepted>, today: Day) -> Output {
    let first = today.monday().after(-7 * (WEEKS - 1));
    let mut out =
        Output { weeks: (0..WEEKS).map(|week| (first.after(7 * week), Pieces(0))).collect(), ..Output::default() };
    for share in shares {
        let mut rejected = share.rejected;
        for (at, pieces) in share.checks.iter().rev() {
            let good = *pieces - rejected;
            rejected = rejected - *pieces;
            if is_doubtful(*at, today) {
                out.undated = out.undated + good;
            } else if let Some(week) = out.weeks.get_mut(&at.day().monday()) {
                *week = *week + good;
            }
        }
    }
    out
}

fn is_doubtful(at: Timestamp, today: Day) -> bool {
    at.month() < FIRST || at.day() > today
}

/// How income was spread in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    /// People who earned nothing.
    pub nothing: u32,
    /// How wide a bar is.
    pub step: Cents,
    /// How many people earned up to one step, up to two, and so on; the last bar is not empty.
    pub bars: Vec<u32>,
    /// Of those who earned something.
    pub spread: Spread<Cents>,
}

/// The spread of what each person earned in a month, in any order; `None` when nobody earned anything.
pub fn income(earned: &[Cents]) -> Option<Income> {
    let some: Vec<_> = earned.iter().copied().filter(|amount| amount.0 > 0).collect();
    let most = some.iter().max()?.0;
    let step = steps().find(|step| most <= step.saturating_mul(MOST_BARS)).unwrap_or(i64::MAX);
    let mut bars = BTreeMap::<i64, u32>::new();
    for amount in &some {
        *bars.entry((amount.0 - 1) / step).or_default() += 1;
    }
    let last = bars.keys().next_back().copied().unwrap_or(0);
    Some(Income {
        nothing: u32::try_from(earned.len() - some.len()).unwrap_or(u32::MAX),
        step: Cents(step),
        bars: (0..=last).map(|bar| bars.get(&bar).copied().unwrap_or(0)).collect(),
        spread: Spread::of(some)?,
    })
}

/// Widths that people can read off: 100, 200, 500, 1000 shillings and so on.
fn steps() -> impl Iterator<Item = i64> {
    (0..14_u32)
        .flat_map(|ten| [1, 2, 5].map(|of| LEAST_STEP.saturating_mul(of).saturating_mul(10_i64.saturating_pow(ten))))
}

/// How long batches took, by the month in which they were completed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadTime {
    /// Days, for each of the last [`MONTHS`] in which a batch was completed.
    pub months: BTreeMap<Month, Spread<u32>>,
    /// Batches that a wrong clock lets end before they began, or on a day that cannot be.
    pub undated: u32,
}

/// Days from the moment that each batch began to the moment that it was complete; both on one day are none.
pub fn lead_time(batches: impl IntoIterator<Item = (Timestamp, Timestamp)>, today: Day, now: Month) -> LeadTime {
    let mut out = LeadTime::default();
    let mut days: BTreeMap<Month, Vec<u32>> = BTreeMap::new();
    for (began, complete) in batches {
        let took = i64::from(complete.day().0) - i64::from(began.day().0);
        match u32::try_from(took) {
            Ok(took) if !is_doubtful(began, today) && !is_doubtful(complete, today) => {
                days.entry(complete.month()).or_default().push(took);
            }
            _ => out.undated += 1,
        }
    }
    let last = now.last(MONTHS).filter_map(|month| Some((month, Spread::of(days.remove(&month)?)?)));
    out.months = last.collect();
    out
}

#[cfg(test)]
mod tests;
