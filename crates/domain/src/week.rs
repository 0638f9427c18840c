//! A lead's week: what is due in this one and the next, what happened on each of its days, and whether people's hours reach.
//!
//! A week begins on Monday. People are looked at one by one, each against the hours that they gave themselves, never against
//! each other.

use crate::board::{self, Load};
use crate::quantity::Pieces;
use crate::time::{Day, Timestamp};
use std::collections::BTreeMap;

/// Which week a day is in, for whoever plans this one and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// It has passed.
    Late,
    /// From today to Sunday.
    ThisWeek,
    /// The week after.
    NextWeek,
}

/// In which week `due` is; `None` when it is later than the next one.
pub fn when(due: Day, today: Day) -> Option<When> {
    match due {
        due if due < today => Some(When::Late),
        due if due <= sunday(today) => Some(When::ThisWeek),
        due if due <= sunday(today).after(7) => Some(When::NextWeek),
        _ => None,
    }
}

/// The last day of the week of `today`.
pub fn sunday(today: Day) -> Day {
    today.monday().after(6)
}

/// What somebody wrote down of pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// Made.
    Logged,
    /// Handed in to the lead.
    HandedIn,
    /// Looked at, whatever was found.
    Checked,
}

/// One day of a workshop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DaySums {
    /// Pieces logged as made.
    pub logged: Pieces,
    /// Pieces handed in.
    pub handed_in: Pieces,
    /// Pieces checked.
    pub checked: Pieces,
}

/// The seven days of the week of `today`, each with what happened on it by the clocks of those who wrote it. What is of other
/// weeks is left out.
pub fn days(events: impl IntoIterator<Item = (Timestamp, Happened, Pieces)>, today: Day) -> BTreeMap<Day, DaySums> {
    let mut days: BTreeMap<_, _> = (0..7).map(|day| (today.monday().after(day), DaySums::default())).collect();
    for (at, what, pieces) in events {
        let Some(day) = days.get_mut(&at.day()) else { continue };
        let sum = match what {
            Happened::Logged => &mut day.logged,
            Happened::HandedIn => &mut day.handed_in,
            Happened::Checked => &mut day.checked,
        };
        *sum = *sum + pieces;
    }
    days
}

/// Minutes that somebody still needs for all that is due by the end of this week, and by the end of the next, each against
/// those that they have until then. `work` is all that they hold, each with its day and the minutes that it takes.
pub fn loads(hours_per_week: Option<u32>, today: Day, work: &[(Day, u64)]) -> [Load; 2] {
    [0, 7].map(|later| board::load(hours_per_week, today, work, sunday(today).after(later)))
}

#[cfg(test)]
mod tests;
