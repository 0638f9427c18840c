//! What the office's charts show.

use super::{WorkshopRef, api};

api! {
    /// Of which workshop.
    pub struct ChartOf {
        /// Its number; none for all.
        pub workshop: Option<u32>,
    }

    /// Output, income and lead time.
    pub struct ChartView {
        /// All workshops, by code.
        pub workshops: Vec<WorkshopRef>,
        /// Pieces accepted in each of the last weeks, the oldest first; none is left out.
        pub output: Vec<OutputWeek>,
        /// Pieces whose check has a day that cannot be: they are in no week.
        pub undated_pieces: u32,
        /// Months in which somebody earned something, the newest first.
        pub income: Vec<IncomeMonth>,
        /// Months in which a batch was completed, the oldest first.
        pub lead_time: Vec<LeadTimeMonth>,
        /// Completed batches of which nobody knows how long they took: a clock was wrong, or their beginning was not written down.
        pub undated_batches: u32,
    }

    /// A week of output.
    pub struct OutputWeek {
        /// Its first day.
        pub monday: String,
        /// Pieces accepted in it, without those that the office rejected afterwards.
        pub pieces: u32,
    }

    /// What people's pieces earned in a month: how many people how much, without names.
    pub struct IncomeMonth {
        /// Which.
        pub month: String,
        /// Artisans who earned nothing.
        pub nothing: u32,
        /// People who earned something.
        pub people: u32,
        /// How wide a bar is, in cents.
        pub step: i64,
        /// How many people earned up to one step, up to two, and so on.
        pub bars: Vec<u32>,
        /// A quarter of the people who earned something earned this or less, in cents.
        pub low: i64,
        /// Half of them.
        pub median: i64,
        /// Three quarters of them.
        pub high: i64,
    }

    /// How many days the batches took that were completed in a month, from when they were planned.
    pub struct LeadTimeMonth {
        /// Which.
        pub month: String,
        /// How many batches.
        pub batches: u32,
        /// A quarter of them took so many days or fewer.
        pub low: u32,
        /// Half of them.
        pub median: u32,
        /// Three quarters of them.
        pub high: u32,
    }
}
