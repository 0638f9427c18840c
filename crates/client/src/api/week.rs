//! A lead's week.

use super::api;
use super::work::AssignmentRow;
use super::workshop::BatchRow;

api! {
    /// This week and the next at the lead's workshop.
    pub struct WeekView {
        /// The last day of this week; the next ends seven days later.
        pub sunday: String,
        /// The seven days of this week, Monday first.
        pub days: Vec<WeekDay>,
        /// Assignments with pieces that nobody has looked at, due first in front.
        pub waiting: Vec<WeekShare>,
        /// Open batches that are late or due by the end of next week, due first in front.
        pub batches: Vec<BatchRow>,
        /// Everybody at the workshop, by name.
        pub people: Vec<WeekPerson>,
    }

    /// A day.
    pub struct WeekDay {
        /// Which.
        pub day: String,
        /// Pieces logged as made.
        pub logged: u32,
        /// Pieces handed in.
        pub handed_in: u32,
        /// Pieces checked, whatever was found.
        pub checked: u32,
    }

    /// An assignment that waits for the check.
    pub struct WeekShare {
        /// The numbers.
        pub row: AssignmentRow,
        /// The batch that it is a share of.
        pub batch: String,
    }

    /// A person's two weeks.
    pub struct WeekPerson {
        /// Who.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Hours a week that they said they have; none when they did not.
        pub hours_per_week: Option<u32>,
        /// What is due by the end of this week.
        pub this_week: WeekLoad,
        /// What is due by the end of the next, this week's included.
        pub next_week: WeekLoad,
        /// Their assignments that are late or due by then and have pieces to hand in, due first in front.
        pub shares: Vec<AssignmentRow>,
    }

    /// Minutes needed against minutes there are.
    pub struct WeekLoad {
        /// That the pieces still take.
        pub needed: u32,
        /// From today on, by the hours that the person promised or the usual ones.
        pub left: u32,
    }
}
