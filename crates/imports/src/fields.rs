//! Numbers and days in the fields of a row.

use crate::problem::Reason;
use crate::table::Row;
use domain::RuleError;
use domain::quantity::{Cents, Pieces, Tenths};
use domain::time::Day;
use std::ops::RangeInclusive;

impl Row {
    /// A whole number in `bounds`.
    pub fn whole(&self, column: &'static str, bounds: RangeInclusive<u32>) -> Result<u32, Reason> {
        let text = self.needed(column)?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Reason::NotANumber { field: column, text: short(text), decimals: 0 });
        }
        let number = text.parse().ok().filter(|n| bounds.contains(n));
        number.ok_or_else(|| outside(column, text, bounds.start(), bounds.end()))
    }

    /// Pieces, at least one.
    pub fn pieces(&self, column: &'static str) -> Result<Pieces, Reason> {
        self.whole(column, 1..=Pieces::MOST.0).map(Pieces)
    }

    /// Shillings with at most two decimals.
    pub fn shillings(&self, column: &'static str) -> Result<Cents, Reason> {
        let text = self.needed(column)?;
        Cents::parse(column, text).map_err(|error| match error {
            RuleError::OutOfBounds { .. } => outside(column, text, Cents(0), Cents::MOST),
            _ => Reason::NotANumber { field: column, text: short(text), decimals: 2 },
        })
    }

    /// Material with at most one decimal, at least a tenth.
    pub fn material(&self, column: &'static str) -> Result<Tenths, Reason> {
        let text = self.needed(column)?;
        match Tenths::parse(column, text).and_then(|t| t.at_least_one(column)) {
            Ok(tenths) => Ok(tenths),
            Err(RuleError::NotANumber { .. }) => {
                Err(Reason::NotANumber { field: column, text: short(text), decimals: 1 })
            }
            Err(_) => Err(outside(column, text, Tenths(1), Tenths::MOST)),
        }
    }

    /// A day, or none where the field is empty.
    pub fn day(&self, column: &'static str) -> Result<Option<Day>, Reason> {
        match self.get(column) {
            "" => Ok(None),
            text => {
                sensible(Day::parse(text)).ok_or_else(|| Reason::BadDate { field: column, text: short(text) }).map(Some)
            }
        }
    }
}

/// A day between 2000 and 2199; what lies outside is a slip of the pen.
pub fn sensible(day: Option<Day>) -> Option<Day> {
    day.filter(|day| (10_957..84_006).contains(&day.0))
}

/// As much of a field as fits a message.
pub fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn outside(field: &'static str, text: &str, least: impl ToString, most: impl ToString) -> Reason {
    Reason::OutOfBounds { field, text: short(text), least: least.to_string(), most: most.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sensible_days_begin_with_the_century() {
        let day = |text| sensible(Day::parse(text));
        assert!(day("2000-01-01").is_some() && day("2199-12-31").is_some());
        assert!(day("1999-12-31").is_none() && day("2200-01-01").is_none() && day("+12026-01-01").is_none());
    }
}
