//! Quantities: whole numbers of the smallest unit, never floats, and no adding of money to counts.

use crate::RuleError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl Sub for $name {
            type Output = Self;
            /// Stops at the bounds of the type: a sum can be flagged, it cannot wrap around.
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::default(), Add::add)
            }
        }
    };
}

quantity!(
    /// Finished or unfinished pieces. An entry holds at most [`Pieces::MOST`].
    Pieces(u32)
);
quantity!(
    /// Minutes of work. An entry holds at most [`Minutes::MOST`], a day.
    Minutes(u32)
);
quantity!(
    /// Money in cents of a Kenyan shilling.
    Cents(i64)
);
quantity!(
    /// Material in tenths of its unit: tenths of a gram, of a centimetre, of a piece. An entry holds at
    /// most [`Tenths::MOST`].
    Tenths(i64)
);

impl Pieces {
    /// The most pieces that one entry, assignment or batch may hold.
    pub const MOST: Self = Self(1_000_000);

    /// Checks `field` for one to [`Pieces::MOST`].
    pub fn at_least_one(self, field: &'static str) -> Result<Self, RuleError> {
        if self.0 == 0 { Err(RuleError::NothingCounted) } else { self.bounded(field) }
    }

    /// Checks `field` for zero to [`Pieces::MOST`].
    pub fn bounded(self, field: &'static str) -> Result<Self, RuleError> {
        within(field, i64::from(self.0), 0, i64::from(Self::MOST.0)).map(|()| self)
    }

    /// What these pieces earn at `rate` cents each.
    pub fn at_rate(self, rate: Cents) -> Cents {
        Cents(i64::from(self.0).saturating_mul(rate.0))
    }
}

impl Minutes {
    /// The most minutes of one work-log entry: a day.
    pub const MOST: Self = Self(24 * 60);

    /// Checks `field` for zero to a day.
    pub fn bounded(self, field: &'static str) -> Result<Self, RuleError> {
        within(field, i64::from(self.0), 0, i64::from(Self::MOST.0)).map(|()| self)
    }
}

impl Cents {
    /// The highest rate or cost that the catalogue takes: a million shillings.
    pub const MOST: Self = Self(100_000_000);

    /// Reads shillings with at most two decimals (`185.00`), from zero to [`Cents::MOST`].
    pub fn parse(field: &'static str, text: &str) -> Result<Self, RuleError> {
        let cents = decimal(text, 2)?;
        within(field, cents, 0, Self::MOST.0).map(|()| Self(cents))
    }
}

impl Neg for Tenths {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Tenths {
    /// The most material of one entry: a tonne, in tenths of a gram.
    pub const MOST: Self = Self(10_000_000);

    /// Reads a quantity with at most one decimal (`38.5`), from zero to [`Tenths::MOST`].
    pub fn parse(field: &'static str, text: &str) -> Result<Self, RuleError> {
        let tenths = decimal(text, 1)?;
        within(field, tenths, 0, Self::MOST.0).map(|()| Self(tenths))
    }

    /// Checks `field` for one tenth to [`Tenths::MOST`].
    pub fn at_least_one(self, field: &'static str) -> Result<Self, RuleError> {
        if self.0 == 0 {
            return Err(RuleError::NothingCounted);
        }
        within(field, self.0, 1, Self::MOST.0).map(|()| self)
    }

    /// This much for each of `pieces`.
    pub fn times(self, pieces: Pieces) -> Self {
        Self(self.0.saturating_mul(i64::from(pieces.0)))
    }
}

impl fmt::Display for Tenths {
    /// With one decimal only when there is one: `38.5`, `40`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let tenths = self.0.unsigned_abs();
        match tenths % 10 {
            0 => write!(f, "{sign}{}", tenths / 10),
            rest => write!(f, "{sign}{}.{rest}", tenths / 10),
        }
    }
}

impl fmt::Display for Cents {
    /// Shillings with two decimals: `185.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// Checks that `value` of `field` is from `least` to `most`.
pub fn within(field: &'static str, value: i64, least: i64, most: i64) -> Result<(), RuleError> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(RuleError::OutOfBounds { field, least, most }) }
}

/// Reads `-12.5` as -125 for one decimal. Takes digits, one point and a leading minus, nothing else.
fn decimal(text: &str, decimals: u32) -> Result<i64, RuleError> {
    let bad = || RuleError::NotANumber { text: text.chars().take(40).collect(), decimals };
    let (negative, digits) = match text.trim().strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.trim()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let part_len = u32::try_from(part.len()).map_err(|_| bad())?;
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part_len > decimals || digits.ends_with('.') {
        return Err(bad());
    }
    let scale = 10_i64.pow(decimals - part_len);
    let joined: i64 = format!("{whole}{part}").parse().map_err(|_| bad())?;
    let value = joined.checked_mul(scale).ok_or_else(bad)?;
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_negative_rate_is_out_of_bounds_and_a_word_is_no_number() {
        assert_eq!(Cents::parse("rate", "-1.00").unwrap_err().code(), "out_of_bounds");
        assert_eq!(Cents::parse("rate", "much").unwrap_err().code(), "not_a_number");
        assert_eq!(Cents::parse("rate", "1.005").unwrap_err().code(), "not_a_number");
        assert_eq!(Cents::parse("rate", "185.00"), Ok(Cents(18_500)));
        assert_eq!(Tenths::parse("quantity", "38.5"), Ok(Tenths(385)));
        assert_eq!(Tenths::parse("quantity", "46"), Ok(Tenths(460)));
        for bad in ["", ".", "1.", "1e3", "+4", "0x1", "１", "--1", "99999999999999999999"] {
            assert!(Tenths::parse("quantity", bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read_back(cents in 0..=Cents::MOST.0, tenths in 0..=Tenths::MOST.0) {
            prop_assert_eq!(Cents::parse("rate", &Cents(cents).to_string()), Ok(Cents(cents)));
            prop_assert_eq!(Tenths::parse("quantity", &Tenths(tenths).to_string()), Ok(Tenths(tenths)));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = Cents::parse("rate", &text);
            let _ = Tenths::parse("quantity", &text);
        }
    }
}
