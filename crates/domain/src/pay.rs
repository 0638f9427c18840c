//! The books of pay: what a person earned, what was counted when a month was closed, what was paid, what is owed.
//!
//! Nothing here is stored as a sum. A month is closed by an entry that names every line it counted with its amount
//! ([`statement`]); whatever is worth something else today, or came later, becomes a line of the next open month
//! ([`books`]). So a closed month says the same on every device, whatever arrives in whatever order, and all that was
//! earned less all that was paid is always what is owed. Payouts go out in runs that one coordinator prepares and another
//! approves ([`run`]); of two runs that pay the same, one pays ([`payout`]).

pub mod books;
pub mod item;
pub mod payout;
pub mod run;
pub mod statement;

pub use books::{Books, Finding, Line, MonthBook, Payment, Why};
pub use item::{Item, Look};
pub use payout::{LineState, Payouts};
pub use run::{Run, RunEntry, RunLine, RunState};
pub use statement::{Counted, LineId, Source, StatementEntry};
