//! A suggested split of pieces over people or workshops, and the day by which they can be made.
//!
//! It is a suggestion: every number can be changed by whoever plans, and each comes with its reasons. Whoever has more
//! free hours gets more; of two with the same, the one who earned less over the last weeks, or whose pieces were good and
//! on time more often. Nobody gets what they cannot do or have no hours for. All of it is whole numbers, and the
//! same on every device whatever order the people come in.

use crate::quantity::{Cents, Minutes, Pieces};
use crate::time::Day;

/// Hours of a week for somebody who did not say how many they can work.
pub const USUAL_HOURS: u32 = 20;
/// Over how many days back income is compared.
pub const INCOME_DAYS: i32 = 28;
/// What the office needs from the workshop's day to the customer's: the second check, finishing, packing.
pub const OFFICE_DAYS: i32 = 3;
/// The furthest that days are counted ahead.
pub const MOST_DAYS: u32 = 730;
/// Days for a workshop to breathe where no customer waits for a day.
const SPARE_DAYS: i32 = 7;

/// So many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// Good ones.
    pub good: u32,
    /// All.
    pub all: u32,
}

impl Record {
    /// Good ones in a thousand, as if ten more had come before of which nine were good: one bad piece of a newcomer's two
    /// does not weigh like half of a year's.
    fn weight(self) -> u128 {
        let all = u128::from(self.all);
        (u128::from(self.good).min(all) + 9) * 1_000 / (all + 10)
    }
}

/// Somebody who could make pieces: a person, or a workshop with what its people add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: u32,
    /// Whether they can do what the product takes.
    pub skilled: bool,
    /// Hours a week; none when not known, see [`USUAL_HOURS`].
    pub hours_per_week: Option<u32>,
    /// Minutes of work that they hold already.
    pub held: u64,
    /// Pieces accepted at once, of all that were checked.
    pub quality: Record,
    /// Assignments handed in by their day, of all that were finished.
    pub on_time: Record,
    /// What they earned over the last [`INCOME_DAYS`]; of a workshop, what one of its people did.
    pub earned: Cents,
}

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// How many pieces.
    pub pieces: Pieces,
    /// How long one takes; zero when the catalogue does not say.
    pub minutes: Minutes,
    /// Days from today until they are due.
    pub days: u32,
}

/// Why somebody is given the number they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They cannot do what the product takes.
    NoSkill,
    /// They have no free hours until the day.
    NoTime,
    /// Their free hours are enough for so many pieces until the day.
    Room(Pieces),
    /// They hold work for so many minutes already.
    Holds(u64),
    /// Nobody wrote down how many hours they work.
    HoursUnknown,
    /// They earned less than most here lately.
    EarnedLess(Cents),
    /// They earned more than most here lately.
    EarnedMore(Cents),
    /// So many of their pieces were accepted at once.
    Quality(Record),
    /// So many of their assignments were handed in by their day.
    OnTime(Record),
    /// Nothing of theirs was checked yet.
    NoRecord,
}

/// One share of a suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub id: u32,
    /// How many pieces.
    pub pieces: Pieces,
    /// For how many there are hours until the day.
    pub room: Pieces,
    /// Why.
    pub why: Vec<Why>,
}

/// A suggested split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// One share for each candidate, those without pieces included, by id.
    pub shares: Vec<Share>,
    /// Pieces that nobody has the skill or the hours for until the day.
    pub left: Pieces,
}

impl Job {
    /// How many of the pieces a candidate has skill and hours for.
    pub fn room(&self, candidate: &Candidate) -> Pieces {
        match (self.free(candidate), u64::from(self.minutes.0)) {
            (0, _) => Pieces(0),
            (_, 0) => self.pieces,
            (free, each) => Pieces(u32::try_from(free / each).unwrap_or(u32::MAX).min(self.pieces.0)),
        }
    }

    /// Minutes that a candidate who can do it has until the day, beyond the work they hold.
    fn free(&self, candidate: &Candidate) -> u64 {
        let hours = u64::from(candidate.hours_per_week.unwrap_or(USUAL_HOURS));
        let free = (hours * 60 * u64::from(self.days.min(MOST_DAYS)) / 7).saturating_sub(candidate.held);
        if candidate.skilled { free } else { 0 }
    }

    /// The fewest days in which all candidates together can make all pieces; `None` when nobody ever can.
    pub fn days_needed(&self, candidates: &[Candidate]) -> Option<u32> {
        let enough = |days: u32| {
            let job = Self { days, ..*self };
            candidates.iter().map(|c| u64::from(job.room(c).0)).sum::<u64>() >= u64::from(self.pieces.0)
        };
        if !enough(MOST_DAYS) {
            return None;
        }
        let (mut low, mut high) = (0, MOST_DAYS);
        while low < high {
            let middle = (low + high) / 2;
            if enough(middle) { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }

    /// Suggests who makes how many.
    pub fn split(&self, candidates: &[Candidate]) -> Split {
        let skilled = || candidates.iter().filter(|c| c.skilled);
        let most = skilled().map(|c| c.earned.0.max(0)).max().unwrap_or(0);
        let people = i64::try_from(skilled().count()).unwrap_or(1).max(1);
        let average = skilled().map(|c| c.earned.0.max(0)).fold(0_i64, i64::saturating_add) / people;
        let mut seats: Vec<Seat> = candidates
            .iter()
            .map(|c| Seat { candidate: *c, weight: self.weight(c, most), room: self.room(c).0, got: 0 })
            .collect();
        // Of two with the same claim to the last piece, whoever earned less has it.
        seats.sort_by_key(|s| (s.candidate.earned, s.candidate.id));
        apportion(self.pieces.0, &mut seats);
        let given: u32 = seats.iter().map(|s| s.got).sum();
        seats.sort_by_key(|s| s.candidate.id);
        let shares = seats.iter().map(|s| Share {
            id: s.candidate.id,
            pieces: Pieces(s.got),
            room: Pieces(s.room),
            why: self.why(&s.candidate, Pieces(s.room), average),
        });
        Split { shares: shares.collect(), left: self.pieces - Pieces(given) }
    }

    fn weight(&self, candidate: &Candidate, most: i64) -> u128 {
        // From 1,000 for who earned most to 2,000 for who earned nothing.
        let behind = u128::try_from(most - candidate.earned.0.clamp(0, most)).unwrap_or(0);
        let fair = match u128::try_from(most).unwrap_or(0) {
            0 => 1_000,
            most => 1_000 + 1_000 * behind / most,
        };
        let free = if self.room(candidate).0 == 0 { 0 } else { u128::from(self.free(candidate)) };
        free * fair * candidate.quality.weight() * candidate.on_time.weight()
    }

    fn why(&self, candidate: &Candidate, room: Pieces, average: i64) -> Vec<Why> {
        if !candidate.skilled {
            return vec![Why::NoSkill];
        }
        let mut why = vec![if room.0 == 0 { Why::NoTime } else { Why::Room(room) }];
        if candidate.hours_per_week.is_none() {
            why.push(Why::HoursUnknown);
        }
        if candidate.held > 0 {
            why.push(Why::Holds(candidate.held));
        }
        match candidate.earned.0.cmp(&average) {
            std::cmp::Ordering::Less => why.push(Why::EarnedLess(candidate.earned)),
            std::cmp::Ordering::Greater => why.push(Why::EarnedMore(candidate.earned)),
            std::cmp::Ordering::Equal => {}
        }
        if candidate.quality.all == 0 {
            why.push(Why::NoRecord);
        } else {
            why.push(Why::Quality(candidate.quality));
        }
        if candidate.on_time.all > 0 {
            why.push(Why::OnTime(candidate.on_time));
        }
        why
    }
}

/// A candidate at the table where pieces are given out.
struct Seat {
    candidate: Candidate,
    weight: u128,
    room: u32,
    got: u32,
}

/// Gives out as much of `total` as there is room for, by weight, with the largest remainders first. Whoever would get more
/// than they have room for gets just that, and the rest is given out among the others.
fn apportion(total: u32, seats: &mut [Seat]) {
    let mut left = u128::from(total);
    loop {
        let open = || seats.iter().filter(|s| s.got == 0 && s.weight > 0);
        let sum: u128 = open().map(|s| s.weight).sum();
        if sum == 0 || left == 0 {
            return;
        }
        let fills = |s: &Seat| s.got == 0 && s.weight > 0 && s.weight * left >= u128::from(s.room) * sum;
        let filled: u128 = seats.iter().filter(|s| fills(s)).map(|s| u128::from(s.room)).sum();
        if filled == 0 {
            return remainders(left, sum, seats);
        }
        for seat in seats.iter_mut().filter(|s| fills(s)) {
            seat.got = seat.room;
        }
        left -= filled;
    }
}

/// The whole parts of everybody's share, then one piece each to those with the largest remainders.
fn remainders(left: u128, sum: u128, seats: &mut [Seat]) {
    let mut open: Vec<&mut Seat> = seats.iter_mut().filter(|s| s.got == 0 && s.weight > 0).collect();
    let mut given = 0;
    for seat in &mut open {
        let whole = seat.weight * left / sum;
        seat.got = u32::try_from(whole).unwrap_or(seat.room);
        given += whole;
    }
    // Stable: of equal remainders the first seat's comes first.
    open.sort_by_key(|s| std::cmp::Reverse(s.weight * left % sum));
    let rest = usize::try_from(left - given).unwrap_or(0);
    for seat in open.into_iter().take(rest) {
        seat.got += 1;
    }
}

/// How a day for the workshop goes with the customer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// There is time, with so many days to spare.
    InTime(u32),
    /// The pieces come before the customer's day, but the office has less than [`OFFICE_DAYS`].
    Tight,
    /// The pieces come so many days after the customer's day.
    Late(u32),
    /// The customer named no day.
    NoDay,
    /// Nobody can make them.
    Never,
}

/// A day for the workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day by which the workshop should be done.
    pub day: Day,
    /// The first day by which it can be done.
    pub earliest: Option<Day>,
    /// How it goes with the customer's day.
    pub fit: Fit,
}

/// Plans back from the customer's day: the last day that leaves the office its time, or when hours do not reach, the
/// first day by which the pieces can be made.
pub fn plan_back(today: Day, customer: Option<Day>, days_needed: Option<u32>) -> Due {
    let after = |day: Day, days: i32| Day(day.0.saturating_add(days));
    let Some(needed) = days_needed.and_then(|days| i32::try_from(days).ok()) else {
        let day = customer.map_or(after(today, 2 * SPARE_DAYS), |day| after(day, -OFFICE_DAYS).max(today));
        return Due { day, earliest: None, fit: Fit::Never };
    };
    let earliest = after(today, needed);
    let Some(customer) = customer else {
        return Due { day: after(earliest, SPARE_DAYS), earliest: Some(earliest), fit: Fit::NoDay };
    };
    let latest = after(customer, -OFFICE_DAYS);
    let between = |from: Day, to: Day| u32::try_from(to.0.saturating_sub(from.0)).unwrap_or(0);
    let (day, fit) = match () {
        () if earliest <= latest => (latest, Fit::InTime(between(earliest, latest))),
        () if earliest <= customer => (earliest, Fit::Tight),
        () => (earliest, Fit::Late(between(customer, earliest))),
    };
    Due { day, earliest: Some(earliest), fit }
}

#[cfg(test)]
mod tests;
