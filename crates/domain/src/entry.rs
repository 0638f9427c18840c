//! The immutable entries of documents. State is derived from them, never overwritten.

use crate::agree::{Choice, Question};
use crate::catalogue::Moving;
use crate::id::{DocKey, EntryRef, PersonId};
use crate::lot::Part;
use crate::quantity::{Minutes, Pieces, Tenths};
use crate::time::{Month, Timestamp};

/// An entry as it was read from a document, with the automerge operation that is its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<E> {
    /// Its identity within its document.
    pub id: EntryRef,
    /// When, by the clock of the device that wrote it. For showing only.
    pub at: Timestamp,
    /// What.
    pub entry: E,
}

/// Something that happened to an assignment's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkEntry {
    /// A work log: what was made, in what time.
    Log {
        /// Pieces made.
        pieces: Pieces,
        /// Time it took.
        minutes: Minutes,
        /// Pieces spoilt.
        scrap: Pieces,
        /// May be empty.
        note: String,
        /// The log entry that this one replaces, if it is a correction.
        corrects: Option<EntryRef>,
    },
    /// Pieces given to the lead.
    HandIn {
        /// How many.
        pieces: Pieces,
    },
}

/// The artisan's answer to an offered assignment: a register, not an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether it was accepted.
    pub accepted: bool,
    /// When, by the clock of the device that wrote it.
    pub at: Timestamp,
    /// Why it was declined; empty when accepted.
    pub reason: String,
}

/// The result of counting and looking at pieces that were handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckEntry {
    /// Good pieces; these are paid.
    pub accepted: Pieces,
    /// Pieces that go back to the artisan.
    pub rework: Pieces,
    /// Pieces that cannot be used.
    pub rejected: Pieces,
    /// Why pieces were sent back or rejected; may be empty when there are none.
    pub reason: String,
}

/// The office's second look at pieces that a lead has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeCheckEntry {
    /// Pieces that are good.
    pub good: Pieces,
    /// Pieces that are not: they are neither good nor paid.
    pub rejected: Pieces,
    /// Why pieces were rejected; may be empty when there are none.
    pub reason: String,
}

/// A movement in what one person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingEntry {
    /// The material's code.
    pub material: String,
    /// How much.
    pub quantity: Tenths,
    /// What happened to it.
    pub movement: HoldingMovement,
}

/// What happened to material that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldingMovement {
    /// Received from the store. Names the issue that it confirms: month of the issue ledger and entry in it.
    Received {
        /// `None` when something was received that the lead has not written down.
        issue: Option<(Month, EntryRef)>,
    },
    /// Used for an assignment.
    Used {
        /// The assignment's key.
        assignment: Option<DocKey>,
    },
    /// Given back to the store.
    Returned {
        /// Of which lots; empty where that was not said, else all of it.
        lots: Vec<Part>,
    },
    /// Spoilt.
    Scrapped,
}

/// What the store gave to a person or took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueEntry {
    /// The material's code.
    pub material: String,
    /// How much.
    pub quantity: Tenths,
    /// Which way it went.
    pub movement: IssueMovement,
}

/// What a count says besides what was found, see [`crate::count`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// What the books said when it was counted. Below zero when they are wrong.
    pub books: Tenths,
    /// Why the two differ; may be empty when they do not.
    pub reason: String,
    /// The count of the same material in the same place that it follows: month of its ledger and entry in it.
    pub after: Option<(Month, EntryRef)>,
}

/// Which way material went between the store and a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueMovement {
    /// From the store to the person.
    Issued {
        /// The assignment that it is meant for.
        assignment: Option<DocKey>,
        /// Of which lots; empty where that was not said, else all of it.
        lots: Vec<Part>,
    },
    /// From the person back to the store.
    TakenBack {
        /// Of which lots; empty where that was not said, else all of it.
        lots: Vec<Part>,
    },
    /// Nothing went: the lead counted what the person holds, and the quantity is what was found. It may be nothing.
    Counted(Count),
}

/// A movement in a workshop's store that no person of the workshop is the other side of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreEntry {
    /// The material's code.
    pub material: String,
    /// How much.
    pub quantity: Tenths,
    /// What happened to it.
    pub movement: StoreMovement,
}

/// What happened to material in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreMovement {
    /// Came in from a supplier or the office.
    Received {
        /// Lot number, may be empty.
        lot: String,
    },
    /// Spoilt in the store.
    Scrapped,
    /// The store was counted, and the quantity is what was found. It may be nothing.
    Counted(Count),
}

/// The lead's record that a batch is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionEntry {
    /// Good pieces delivered.
    pub accepted: Pieces,
    /// Pieces rejected along the way.
    pub rejected: Pieces,
    /// Pieces that the batch asked for and that were not made.
    pub missing: Pieces,
    /// Why pieces are missing; empty when none are.
    pub reason: String,
}

/// Pieces of an assignment that went on to somebody else, or to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveEntry {
    /// How many.
    pub pieces: Pieces,
    /// To whom; where nobody makes them, whoever had them.
    pub to: PersonId,
    /// The key of the assignment that they are now; where nobody makes them, that of the one they were.
    pub assignment: DocKey,
    /// Why they went on.
    pub how: Moving,
    /// The reason in words; may be empty.
    pub reason: String,
}

/// What was decided about a matter that people had to agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementEntry {
    /// Which matter, see [`crate::agree::matter`].
    pub matter: DocKey,
    /// What it was about.
    pub question: Question,
    /// What was decided.
    pub choice: Choice,
    /// By how much the counts differed: tenths of a material, or pieces. Never negative.
    pub difference: i64,
    /// Code of the material, SKU, or field.
    pub about: String,
    /// Key of the assignment, the batch or the document that it is about; of a count or an issue, the month of its ledger.
    pub subject: Option<DocKey>,
    /// The entry that does not count, with [`Choice::Struck`]; the write or the count that holds, with [`Choice::Side`]; the
    /// issue that is spoken of, with [`Question::Receipt`]. Older apps did not name that one.
    pub entry: Option<EntryRef>,
    /// How many decisions about the matter whoever decided had seen. One that they had not seen brings it up again.
    pub seen: u32,
}
