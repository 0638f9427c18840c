//! What a rule says when it says no.

use thiserror::Error;

/// A command that the rules of the workshop do not allow. Nothing was written.
///
/// Every variant is permanent: the same command on the same state is refused again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RuleError {
    /// A count that must be at least one was zero.
    #[error("a count of at least one is needed")]
    NothingCounted,
    /// A number is outside what the field can hold.
    #[error("{field} must be between {least} and {most}")]
    OutOfBounds {
        /// The field, in the words of the call table.
        field: &'static str,
        /// Smallest value allowed, in the field's own unit.
        least: i64,
        /// Largest value allowed, in the field's own unit.
        most: i64,
    },
    /// A text is longer than its field allows.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// The field, in the words of the call table.
        field: &'static str,
        /// The most characters allowed.
        most: usize,
    },
    /// Text that should be a number with a bounded count of decimals is not.
    #[error("{text:?} is not a number with at most {decimals} decimals")]
    NotANumber {
        /// What was given.
        text: String,
        /// How many decimals the unit has.
        decimals: u32,
    },
    /// Work was logged or handed in before the assignment was accepted.
    #[error("the assignment has not been accepted")]
    NotAccepted,
    /// The assignment was declined or withdrawn, or everything on it has been checked.
    #[error("the assignment is closed")]
    Closed,
    /// The assignment was already accepted or declined.
    #[error("the assignment has already been answered")]
    AlreadyDecided,
    /// More pieces than the assignment still has open.
    #[error("at most {most} more pieces can be handed in")]
    MoreThanAssigned {
        /// How many could be handed in.
        most: u32,
    },
    /// More pieces checked than are waiting for the check.
    #[error("only {waiting} pieces are waiting for a check")]
    MoreThanHandedIn {
        /// How many pieces wait.
        waiting: u32,
    },
    /// The shares of a split add up to more than the batch has left.
    #[error("only {left} pieces of the batch are not yet assigned")]
    MoreThanBatch {
        /// Pieces not yet assigned.
        left: u32,
    },
    /// Material used, returned or scrapped is more than is held.
    #[error("only {held} tenths are held")]
    MoreThanHeld {
        /// What is held, in tenths of the material's unit.
        held: i64,
    },
    /// Rework or rejection, a short batch, a decline: it needs a reason.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// A check whose pieces were handed in again, or looked at by the office, stays as it is.
    #[error("the pieces of this check have gone on since")]
    GoneOn,
    /// A batch cannot be completed while handed-in pieces wait for their check.
    #[error("{waiting} pieces still wait for a check")]
    WaitingForCheck {
        /// How many pieces wait.
        waiting: u32,
    },
    /// The batch has been recorded complete before.
    #[error("the batch is already complete")]
    AlreadyComplete,
    /// The month is closed: what comes now belongs to the next.
    #[error("the month is closed")]
    MonthClosed,
    /// A month cannot be closed before it has begun.
    #[error("the month has not begun")]
    MonthNotOver,
    /// An earlier month has to be closed before.
    #[error("an earlier month is not closed")]
    EarlierMonthOpen,
    /// A payment needs its receipt number.
    #[error("a receipt number is needed")]
    ReceiptNeeded,
    /// Another payment has this receipt number.
    #[error("another payment has this receipt number")]
    ReceiptUsed,
    /// Nobody is owed anything that is not in a run already.
    #[error("nothing is owed that is not in a run")]
    NothingOwed,
    /// Who prepared a run of payouts cannot approve it.
    #[error("who prepared the run cannot approve it")]
    SameHand,
    /// The run of payouts is not approved.
    #[error("the run is not approved")]
    NotApproved,
    /// The approval has not reached the server.
    #[error("the approval has not reached the server")]
    NotSentYet,
    /// The run of payouts is approved or cancelled: it does not change any more.
    #[error("the run is approved or cancelled")]
    RunFixed,
    /// What the run would pay is paid, is in another run, or is not owed any more.
    #[error("not to be paid in this run")]
    NotToPay,
    /// The person's role does not allow this.
    #[error("this role may not do that")]
    NotAllowed,
}

impl RuleError {
    /// The stable code that the UI switches on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingCounted => "nothing_counted",
            Self::OutOfBounds { .. } => "out_of_bounds",
            Self::TooLong { .. } => "too_long",
            Self::NotANumber { .. } => "not_a_number",
            Self::NotAccepted => "not_accepted",
            Self::Closed => "assignment_closed",
            Self::AlreadyDecided => "already_decided",
            Self::MoreThanAssigned { .. } => "more_than_assigned",
            Self::MoreThanHandedIn { .. } => "more_than_handed_in",
            Self::MoreThanBatch { .. } => "more_than_batch",
            Self::MoreThanHeld { .. } => "more_than_held",
            Self::ReasonNeeded => "reason_needed",
            Self::WaitingForCheck { .. } => "waiting_for_check",
            Self::GoneOn => "gone_on",
            Self::AlreadyComplete => "already_complete",
            Self::MonthClosed => "month_closed",
            Self::MonthNotOver => "month_not_over",
            Self::EarlierMonthOpen => "earlier_month_open",
            Self::ReceiptNeeded => "receipt_needed",
            Self::ReceiptUsed => "receipt_used",
            Self::NothingOwed => "nothing_owed",
            Self::SameHand => "same_hand",
            Self::NotApproved => "not_approved",
            Self::NotSentYet => "not_sent_yet",
            Self::RunFixed => "run_fixed",
            Self::NotToPay => "not_to_pay",
            Self::NotAllowed => "not_allowed",
        }
    }

    /// The number that belongs in the sentence shown to the person, when the error has one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::MoreThanAssigned { most } => Some(i64::from(*most)),
            Self::MoreThanHandedIn { waiting } | Self::WaitingForCheck { waiting } => Some(i64::from(*waiting)),
            Self::MoreThanBatch { left } => Some(i64::from(*left)),
            Self::MoreThanHeld { held } => Some(*held),
            Self::OutOfBounds { most, .. } => Some(*most),
            Self::TooLong { most, .. } => i64::try_from(*most).ok(),
            _ => None,
        }
    }
}
