//! Times as plain numbers. A phone's clock is shown to people; it never decides an order of events.

use chrono::{DateTime, Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far the organisation's calendar is ahead of UTC, in seconds: Nairobi, three hours, no summer time.
const NAIROBI: i64 = 3 * 3600;

/// Seconds since 1970-01-01 UTC by the clock of whoever wrote it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

/// A calendar day in Nairobi, counted in days since 1970-01-01.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

/// A calendar month in Nairobi: years since 0 times 12, plus the month from 0 to 11.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(pub u32);

impl Timestamp {
    /// The day in Nairobi.
    pub fn day(self) -> Day {
        let days = self.0.saturating_add(NAIROBI).div_euclid(86_400);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The month in Nairobi. Times before the year 0 or past chrono's range give month 0.
    pub fn month(self) -> Month {
        DateTime::from_timestamp(self.0.saturating_add(NAIROBI), 0).map_or(Month(0), |t| Month::of(t.date_naive()))
    }
}

impl Day {
    /// Its first second.
    pub fn begins(self) -> Timestamp {
        Timestamp(i64::from(self.0) * 86_400 - NAIROBI)
    }

    /// Reads `2026-12-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let date: NaiveDate = text.trim().parse().ok()?;
        i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).ok().map(Self)
    }

    /// Whether something may be due on it: from the year 2000 to 2099.
    pub fn is_plausible(self) -> bool {
        const YEAR_2000: i32 = 10_957;
        const YEAR_2100: i32 = 47_482;
        (YEAR_2000..YEAR_2100).contains(&self.0)
    }

    /// The Monday of its week. 1970 began on a Thursday.
    pub fn monday(self) -> Self {
        Self(self.0.saturating_sub((self.0.rem_euclid(7) + 3) % 7))
    }

    /// The day so many days later.
    pub fn after(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    fn date(self) -> Option<NaiveDate> {
        let epoch = NaiveDate::default();
        let days = Days::new(u64::from(self.0.unsigned_abs()));
        if self.0 < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) }
    }
}

impl fmt::Display for Day {
    /// `2026-12-31`, or the bare number where there is no such date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => date.fmt(f),
            None => self.0.fmt(f),
        }
    }
}

impl Month {
    fn of(date: NaiveDate) -> Self {
        u32::try_from(date.year()).map_or(Self(0), |year| Self(year.saturating_mul(12).saturating_add(date.month0())))
    }

    /// The month after.
    pub fn following(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The last `number` months, this one included, the oldest first.
    pub fn last(self, number: u32) -> impl Iterator<Item = Self> {
        (0..number).rev().map(move |back| Self(self.0.saturating_sub(back)))
    }

    /// Reads `2026-12`.
    pub fn parse(text: &str) -> Option<Self> {
        let date: NaiveDate = format!("{}-01", text.trim()).parse().ok()?;
        Some(Self::of(date))
    }
}

impl fmt::Display for Month {
    /// `2026-12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 12, self.0 % 12 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_turns_at_midnight_in_nairobi() {
        let last_second_utc = Timestamp(1_767_225_599); // 2025-12-31 23:59:59 UTC, 02:59 in Nairobi
        assert_eq!(last_second_utc.month().to_string(), "2026-01");
        assert_eq!(last_second_utc.day().to_string(), "2026-01-01");
        assert_eq!(Timestamp(1_767_225_599 - NAIROBI).month().to_string(), "2025-12");
    }

    #[test]
    fn a_phone_that_fell_back_to_1970_still_has_a_month() {
        assert_eq!(Timestamp(0).month().to_string(), "1970-01");
        assert_eq!(Timestamp(i64::MIN).month(), Month(0));
        assert_eq!(Timestamp(i64::MAX).day(), Day(i32::MAX));
    }

    #[test]
    fn days_and_months_survive_their_text() {
        assert_eq!(Day::parse("2027-01-13").unwrap().to_string(), "2027-01-13");
        assert_eq!(Month::parse("2026-11").unwrap().to_string(), "2026-11");
        assert_eq!(Day::parse("2027-13-01"), None);
        let plausible = |text| Day::parse(text).unwrap().is_plausible();
        assert!(plausible("2000-01-01") && plausible("2099-12-31"));
        assert!(!plausible("1999-12-31") && !plausible("2100-01-01"));
        assert_eq!(Day::parse("soon"), None);
    }

    #[test]
    fn a_week_begins_on_monday_and_a_year_of_months_goes_back_over_new_year() {
        let monday = |text| Day::parse(text).unwrap().monday().to_string();
        assert_eq!(monday("2026-11-23"), "2026-11-23");
        assert_eq!(monday("2026-11-29"), "2026-11-23");
        assert_eq!(monday("1969-12-31"), "1969-12-29");
        assert_eq!(Day(i32::MAX).monday().monday(), Day(i32::MAX).monday());
        let months: Vec<_> = Month::parse("2026-02").unwrap().last(4).map(|month| month.to_string()).collect();
        assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!(Month(0).last(2).count(), 2);
    }
}
