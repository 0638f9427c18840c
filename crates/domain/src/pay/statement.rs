//! The entries of a person's statement of a month, and the names of its lines.

use crate::catalogue::{MOST_TEXT, short_text};
use crate::error::RuleError;
use crate::id::{DocKey, EntryRef, WorkshopId};
use crate::quantity::{Cents, within};
use crate::time::Month;

/// What a line is about: the document that its entry is in, or a month whose balance it takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A lead's check of this assignment.
    Check(WorkshopId, DocKey),
    /// The office's second check of this assignment.
    OfficeCheck(WorkshopId, DocKey),
    /// A bonus, deduction or advance in the statement of this month.
    Written(Month),
    /// What was deducted in this closed month beyond what was earned in it.
    Carried(Month),
    /// What was paid for this month beyond what it came to.
    Overpaid(Month),
}

/// Names a line for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId {
    /// What it is about.
    pub source: Source,
    /// The entry behind it; `None` for a balance that is taken over.
    pub entry: Option<EntryRef>,
}

/// A line as a close counted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub id: LineId,
    /// What it added; below zero for what was taken off.
    pub amount: Cents,
}

/// Something that a coordinator wrote into a person's statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementEntry {
    /// Something on top.
    Bonus {
        /// Above zero.
        amount: Cents,
        /// For what.
        reason: String,
    },
    /// Something taken off.
    Deduction {
        /// Above zero.
        amount: Cents,
        /// For what.
        reason: String,
    },
    /// Money given before the month was closed: taken off, since the person has it.
    Advance {
        /// Above zero.
        amount: Cents,
        /// For what.
        reason: String,
        /// How it was given; may be empty.
        receipt: String,
    },
    /// A bonus, deduction or advance of this statement that was wrong.
    TakenBack {
        /// Which.
        entry: EntryRef,
        /// Why.
        reason: String,
    },
    /// The month is closed: these lines and no others are in it.
    Closed {
        /// What the lines add up to.
        total: Cents,
        /// The lines.
        lines: Vec<Counted>,
    },
    /// Money that was sent for this month.
    Paid {
        /// The run that it was sent in.
        run: DocKey,
        /// How much.
        amount: Cents,
        /// The receipt number, such as an M-Pesa code.
        receipt: String,
    },
    /// Money that did not arrive.
    Failed {
        /// The run that it was sent in.
        run: DocKey,
        /// The payment that bounced; `None` when it had not been marked paid.
        paid: Option<EntryRef>,
        /// Why.
        reason: String,
    },
}

/// Checks a bonus, deduction or advance: from one cent to [`Cents::MOST`], with a reason.
pub fn written(amount: Cents, reason: &str) -> Result<(), RuleError> {
    if amount.0 == 0 {
        return Err(RuleError::NothingCounted);
    }
    within("amount", amount.0, 1, Cents::MOST.0)?;
    reason_given(reason)
}

/// Checks that a reason was given, and that it fits.
pub fn reason_given(reason: &str) -> Result<(), RuleError> {
    if reason.trim().is_empty() {
        return Err(RuleError::ReasonNeeded);
    }
    short_text("reason", reason, MOST_TEXT)
}

/// Checks a receipt number and writes it as it is kept: without spaces, in capitals.
pub fn receipt(text: &str) -> Result<String, RuleError> {
    const MOST: usize = 40;
    let kept: String = text.split_whitespace().collect::<String>().to_uppercase();
    if kept.is_empty() {
        return Err(RuleError::ReceiptNeeded);
    }
    short_text("receipt", &kept, MOST).map(|()| kept)
}
