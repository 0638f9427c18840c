//! A month of KIBERA-1, made by the people who could have lived it: eleven at the workshop and two at the office.
//!
//! Everything is done by the calls that screens make, on a real phone core, and goes to a real server: orders from a file,
//! batches, suggested splits, material, logs with slips, scrap, hand-ins in parts, checks with rework, completions,
//! second checks, a closed month, a payout list. At the end some of it is late or at risk, one thing waits to be agreed
//! on, and everybody is on one phone, to be looked at. Out of one seed and one day comes the same month.

mod artisan;
mod cast;
mod lead;
mod office;

use crate::clock::FakeClock;
use crate::fleet::Dice;
use anyhow::{Result, ensure};
use cast::{Cast, Person};
use client::api::agree::AgreeView;
use domain::time::{Day, Timestamp};
use std::path::PathBuf;

/// Seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Nairobi is so far ahead of UTC.
const NAIROBI: i64 = 3 * HOUR;

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Decides everything that happens.
    pub seed: u64,
    /// The last moment: nothing is later.
    pub until: Timestamp,
    /// Over how many days, the last one included.
    pub days: u32,
    /// How many batches the office makes for KIBERA-1.
    pub batches: u32,
    /// The folder of the phone that everybody is on.
    pub phone: PathBuf,
    /// The server's address.
    pub server: String,
}

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// Batches.
    pub batches: u32,
    /// Assignments.
    pub shares: u32,
    /// Work logs, those that correct another included.
    pub logs: u32,
    /// Hand-ins.
    pub hand_ins: u32,
    /// Checks.
    pub checks: u32,
    /// Pieces that were sent back.
    pub rework: u32,
    /// Matters that wait to be agreed on.
    pub to_agree: u32,
}

/// The time, as the month sees it.
#[derive(Debug, Clone, Copy)]
struct Today {
    /// From 0.
    number: u32,
    /// How many there are.
    of: u32,
    day: Day,
}

impl Today {
    fn at(plan: &Plan, number: u32) -> Self {
        let last = plan.until.day();
        let back = i32::try_from(plan.days.saturating_sub(1).saturating_sub(number)).unwrap_or(0);
        Self { number, of: plan.days, day: Day(last.0.saturating_sub(back)) }
    }

    /// So many seconds after midnight in Nairobi.
    fn at_second(self, second: i64) -> i64 {
        i64::from(self.day.0) * DAY - NAIROBI + second
    }

    /// 1970 began on a Thursday.
    fn is_sunday(self) -> bool {
        self.day.0.rem_euclid(7) == 3
    }

    fn after(self, days: i32) -> Day {
        Day(self.day.0.saturating_add(days))
    }

    /// So many days before the last.
    fn left(self) -> u32 {
        self.of.saturating_sub(1).saturating_sub(self.number)
    }
}

/// Plays the month. `invite` gives the code of an invitation for the person of a name.
///
/// An error: a call that has to work did not, or the server could not be reached.
pub async fn play(plan: &Plan, invite: impl Fn(&str) -> Result<String>) -> Result<Made> {
    let mut dice = Dice::new(plan.seed);
    let clock = FakeClock::at(Today::at(plan, 0).at_second(6 * HOUR));
    let mut cast = Cast::gather(plan, clock, &mut dice, invite).await?;
    let mut made = Made::default();
    let mut office = office::Desk::open(plan, &cast, &mut dice).await?;
    let mut artisans = artisan::Artisans::new(&cast, &mut dice);
    for number in 0..plan.days {
        let today = Today::at(plan, number);
        if today.is_sunday() {
            continue;
        }
        cast.wakes(today, plan.until, 8 * HOUR);
        office.morning(&cast, today, &mut dice, &mut made).await?;
        cast.sync(&[Person::ESTHER, Person::AMINA]).await?;
        lead::morning(&cast, today, &mut dice, &mut made).await?;
        cast.sync(&[Person::AMINA]).await?;
        artisans.day(&mut cast, plan.until, today, &mut dice, &mut made).await?;
        cast.wakes(today, plan.until, 17 * HOUR);
        cast.sync(&[Person::AMINA]).await?;
        lead::evening(&cast, today, &mut dice, &mut made).await?;
        cast.sync(&[Person::AMINA, Person::ESTHER]).await?;
        office.evening(&cast, today, &mut dice).await?;
    }
    // Twice, so that everybody has seen what the others sent.
    cast.until(plan.until);
    for _ in 0..2 {
        cast.everybody_syncs().await?;
    }
    let agree: AgreeView = cast.must(Person::ESTHER, "agree.list", serde_json::json!({})).await?;
    made.to_agree = u32::try_from(agree.open.len())?;
    ensure!(made.batches == plan.batches, "{} of {} batches", made.batches, plan.batches);
    Ok(made)
}
