//! Batches at a workshop: for its lead, and for the office's view of progress.

use super::work::AssignmentRow;
use super::{MaterialRef, ProductRef, WorkshopRef, api};

api! {
    /// A batch in a list.
    pub struct BatchRow {
        /// Names it in other calls.
        pub batch: String,
        /// Who makes it.
        pub workshop: WorkshopRef,
        /// The order it is for.
        pub order_number: String,
        /// What is made.
        pub product: ProductRef,
        /// Where it stands.
        pub state: BatchState,
        /// The day it is due.
        pub due: String,
        /// Cents for each accepted piece.
        pub rate: i64,
        /// Pieces asked for.
        pub pieces: u32,
        /// Pieces assigned to somebody who has not declined. Leads and coordinators see this and what follows.
        pub assigned: u32,
        /// Pieces that can still be given out.
        pub unassigned: u32,
        /// Pieces given out beyond what the batch asks for.
        pub over: u32,
        /// Pieces logged as made.
        pub logged: u32,
        /// Pieces handed in, those handed in again included.
        pub handed_in: u32,
        /// Pieces waiting for the check.
        pub waiting: u32,
        /// Pieces accepted.
        pub accepted: u32,
        /// Pieces sent back, each time counted.
        pub rework: u32,
        /// Pieces rejected.
        pub rejected: u32,
    }

    /// Where a batch stands.
    pub enum BatchState {
        /// Pieces are not yet given out.
        ToSplit,
        /// Everything is given out and being made.
        InProgress,
        /// Pieces wait for the lead's check.
        ToCheck,
        /// Every piece is accepted; the lead can record completion.
        Ready,
        /// Recorded complete.
        Complete,
        /// The office took it back.
        Cancelled,
    }

    /// A batch with its shares.
    pub struct BatchView {
        /// The numbers.
        pub row: BatchRow,
        /// The office's note; may be empty.
        pub note: String,
        /// Material for all its pieces against what the store has.
        pub needed: Vec<NeedRow>,
        /// Its assignments, by name.
        pub shares: Vec<AssignmentRow>,
        /// The record that it is complete, if it is.
        pub completion: Option<CompletionRow>,
        /// Whether the person on this phone may split, check and complete it.
        pub may_lead: bool,
        /// Whether the person on this phone may change it or take it back.
        pub may_plan: bool,
    }

    /// Material for a batch against the store.
    pub struct NeedRow {
        /// The material.
        pub material: MaterialRef,
        /// For all pieces of the batch, in tenths.
        pub needed: i64,
        /// Of that, for the pieces that are not handed in yet, less what was used for them already.
        pub still: i64,
        /// In the store now, in tenths.
        pub in_store: i64,
        /// In the hands of the workshop's people, in tenths.
        pub held: i64,
        /// Given to them and not confirmed, in tenths.
        pub on_the_way: i64,
    }

    /// The record that a batch is complete.
    pub struct CompletionRow {
        /// When, by the lead's clock.
        pub at: i64,
        /// Who recorded it; empty when the device is not known here.
        pub by: String,
        /// Good pieces delivered.
        pub accepted: u32,
        /// Pieces rejected.
        pub rejected: u32,
        /// Pieces not made.
        pub missing: u32,
        /// Why pieces are missing; may be empty.
        pub reason: String,
        /// Whether the server has it.
        pub sent: bool,
    }

    /// Names a batch.
    pub struct OfBatch {
        /// Which.
        pub batch: String,
    }

    /// Arguments of `batch.split`.
    pub struct Split {
        /// Which batch.
        pub batch: String,
        /// Who gets how many; each becomes an offered assignment.
        pub shares: Vec<Share>,
        /// A note for the artisans; may be empty.
        pub note: String,
    }

    /// One share of a split.
    pub struct Share {
        /// Who.
        pub person: u32,
        /// How many pieces, at least one.
        pub pieces: u32,
    }

    /// Arguments of `check.record`: accepted + rework + rejected is what was counted.
    pub struct RecordCheck {
        /// Whose pieces.
        pub assignment: String,
        /// Good pieces.
        pub accepted: u32,
        /// Pieces that go back.
        pub rework: u32,
        /// Pieces that cannot be used.
        pub rejected: u32,
        /// Why; needed when pieces go back or are rejected.
        pub reason: String,
    }

    /// Arguments of `check.not_here`.
    pub struct NotHere {
        /// Whose pieces.
        pub assignment: String,
        /// How many of those that wait for the check did not come.
        pub pieces: u32,
    }

    /// Arguments of `check.take_back`.
    pub struct TakeCheckBack {
        /// Whose pieces.
        pub assignment: String,
        /// The check, as the history of the assignment names it.
        pub check: String,
    }

    /// Arguments of `batch.complete`.
    pub struct Complete {
        /// Which batch.
        pub batch: String,
        /// Why pieces are missing; needed when some are.
        pub reason: String,
    }

    /// Arguments of `assignment.move`.
    pub struct Move {
        /// Which assignment.
        pub assignment: String,
        /// To whom.
        pub person: u32,
        /// How many pieces, at most those that are not begun.
        pub pieces: u32,
        /// Whether it is help; no: who had them cannot make them.
        pub help: bool,
        /// May be empty.
        pub reason: String,
    }

    /// Arguments of `batch.change`.
    pub struct ChangeBatch {
        /// Which batch.
        pub batch: String,
        /// How many pieces it asks for now.
        pub pieces: u32,
        /// The day the office needs them now, `2026-12-31`.
        pub due: String,
        /// May be empty.
        pub note: String,
    }

    /// Arguments of `assignment.withdraw`.
    pub struct Withdraw {
        /// Which assignment; only one that has not been begun.
        pub assignment: String,
    }
}
