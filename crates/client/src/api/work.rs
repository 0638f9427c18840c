//! Assignments and the work on them.

use super::{MaterialAmount, ProductRef, api};

api! {
    /// An assignment in a list.
    pub struct AssignmentRow {
        /// Names it in other calls.
        pub assignment: String,
        /// What is made.
        pub product: ProductRef,
        /// Whose it is.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Where it stands.
        pub state: AssignmentState,
        /// The day it is due.
        pub due: String,
        /// Cents for each accepted piece.
        pub rate: i64,
        /// Pieces that are the artisan's: those assigned, without what went on to somebody else.
        pub pieces: u32,
        /// Pieces logged as made.
        pub logged: u32,
        /// Minutes logged.
        pub minutes: u32,
        /// Pieces logged as spoilt.
        pub scrap: u32,
        /// Pieces handed in, those handed in again included.
        pub handed_in: u32,
        /// Pieces with the lead, waiting for the check.
        pub waiting: u32,
        /// Pieces accepted.
        pub accepted: u32,
        /// Pieces sent back, each time counted.
        pub rework: u32,
        /// Pieces rejected.
        pub rejected: u32,
        /// Pieces that can still be handed in.
        pub open: u32,
        /// Of these, those that were made once and came back.
        pub to_rework: u32,
        /// Pieces that are not begun, so that they may go on to somebody else.
        pub movable: u32,
        /// When its batch was recorded complete without what was not begun, by the clock of whoever recorded it; else none.
        pub ended: Option<i64>,
        /// Where the pieces come from.
        pub origin: AssignmentOrigin,
        /// Whose they were; empty when they come from a split.
        pub origin_name: String,
    }

    /// Where an assignment's pieces come from.
    pub enum AssignmentOrigin {
        /// A split of the batch.
        Split,
        /// Somebody who cannot make them.
        Instead,
        /// Somebody who is helped.
        Help,
    }

    /// Where an assignment stands.
    pub enum AssignmentState {
        /// Waits for the artisan's answer.
        Offered,
        /// The artisan said no.
        Declined,
        /// The lead took it back.
        Withdrawn,
        /// The office took the batch back; what was made is still handed in and paid.
        Stopped,
        /// Accepted, nothing made yet.
        Accepted,
        /// Being made.
        InProgress,
        /// Everything is with the lead.
        HandedIn,
        /// Pieces came back to be mended.
        Rework,
        /// Every piece was accepted or rejected.
        Done,
    }

    /// An assignment with everything that happened to it.
    pub struct AssignmentView {
        /// The numbers.
        pub row: AssignmentRow,
        /// The order it is for.
        pub order_number: String,
        /// The batch that it is a share of.
        pub batch: String,
        /// The lead's note; may be empty.
        pub note: String,
        /// The day that it was offered for, where the office has changed that of its batch since; else empty.
        pub first_due: String,
        /// Minutes that one piece takes by the catalogue; none when the product is not on this phone.
        pub minutes_per_piece: Option<u32>,
        /// Why it was declined; empty unless it was.
        pub decline_reason: String,
        /// Material for all its pieces by the bill of materials.
        pub needed: Vec<MaterialAmount>,
        /// Material used for it so far.
        pub used: Vec<MaterialAmount>,
        /// How it is made, in order; may be empty.
        pub steps: Vec<StepRow>,
        /// The timer of the person's own work on this phone, if there is one.
        pub timer: Option<TimerView>,
        /// What happened, newest first.
        pub history: Vec<HistoryRow>,
        /// Accepted pieces that the office looked at again and found good.
        pub office_good: u32,
        /// Accepted pieces that the office rejected afterwards.
        pub office_rejected: u32,
        /// Whether the person on this phone may write its work.
        pub may_work: bool,
        /// Whether the person on this phone may check it.
        pub may_check: bool,
        /// Whether work can be logged: while it goes on, and for what was made before its artisan heard that it ended.
        pub may_log: bool,
        /// Whether the person on this phone may let its pieces go on to somebody else.
        pub may_move: bool,
    }

    /// One step of making a product.
    pub struct StepRow {
        /// In English.
        pub text_en: String,
        /// In Swahili.
        pub text_sw: String,
        /// The name of its picture; empty when there is none.
        pub picture: String,
    }

    /// A timer, by this phone's clock.
    pub struct TimerView {
        /// Whether it runs.
        pub running: bool,
        /// Whole minutes so far.
        pub minutes: u32,
        /// Whether the clock jumped, so that the person has to say how long it was.
        pub doubtful: bool,
    }

    /// Something that happened to an assignment.
    pub struct HistoryRow {
        /// Names a log or check, for a correction; empty for what cannot be corrected.
        pub entry: String,
        /// What.
        pub what: HistoryKind,
        /// When, by the clock of the phone that wrote it.
        pub at: i64,
        /// Who wrote it; empty when the device is not known here.
        pub by: String,
        /// Whether a lead wrote it for the artisan.
        pub on_behalf: bool,
        /// Pieces made, handed in or accepted.
        pub pieces: u32,
        /// Minutes, for a log.
        pub minutes: u32,
        /// Pieces spoilt, for a log.
        pub scrap: u32,
        /// Pieces sent back, for a check.
        pub rework: u32,
        /// Pieces rejected, for a check.
        pub rejected: u32,
        /// Note or reason; may be empty.
        pub note: String,
        /// To whom pieces went on; empty otherwise.
        pub to: String,
        /// Whether a later entry took its place; it does not count any more.
        pub replaced: bool,
        /// Whether the server has it.
        pub sent: bool,
    }

    /// What happened.
    pub enum HistoryKind {
        /// Accepted the assignment.
        Accepted,
        /// Declined it.
        Declined,
        /// Logged work.
        Log,
        /// Handed pieces in.
        HandIn,
        /// The lead or office checked pieces.
        Check,
        /// The office looked at accepted pieces again.
        OfficeCheck,
        /// Pieces went on to somebody else.
        Moved,
        /// A lead said that so many of the pieces handed in were not there: they are open again.
        NotHere,
        /// The batch was recorded complete without these pieces: nobody makes them.
        Ended,
    }

    /// Names an assignment.
    pub struct OfAssignment {
        /// Which.
        pub assignment: String,
    }

    /// Arguments of `work.decide`.
    pub struct Decide {
        /// Which.
        pub assignment: String,
        /// Yes or no.
        pub accept: bool,
        /// Why not; needed for a no.
        pub reason: String,
    }

    /// Arguments of `work.log`.
    pub struct LogWork {
        /// For which assignment.
        pub assignment: String,
        /// Pieces made.
        pub pieces: u32,
        /// Minutes it took, at most a day.
        pub minutes: u32,
        /// Pieces spoilt.
        pub scrap: u32,
        /// May be empty.
        pub note: String,
        /// The entry that this one replaces.
        pub corrects: Option<String>,
    }

    /// Arguments of `work.hand_in`.
    pub struct HandIn {
        /// For which assignment.
        pub assignment: String,
        /// How many pieces.
        pub pieces: u32,
    }
}
