//! Who did what, when and from which phone.

use super::agree::DecisionChoice;
use super::pay::TrailRow;
use super::{MaterialRef, api};

api! {
    /// Who wrote an entry, when and from which phone.
    pub struct Signed {
        /// Who; empty when the device is not known here, or when nobody wrote it.
        pub by: String,
        /// From which phone: the beginning of its name. Empty when nobody wrote it.
        pub device: String,
        /// When, by the clock of that phone; none where nothing says so.
        pub at: Option<i64>,
        /// When it was in truth, where this phone knows how far that clock was off.
        pub corrected: Option<i64>,
        /// Whether that clock showed what cannot be.
        pub doubtful: bool,
        /// Whether the server has it.
        pub sent: bool,
    }

    /// Arguments of `trail.material`.
    pub struct OfMaterialTrail {
        /// Whose; none for everybody's and the store's. An artisan sees their own.
        pub person: Option<u32>,
        /// Of which workshop; only a coordinator names one, and sees all when they do not.
        pub workshop: Option<u32>,
        /// Code of the material; empty for all.
        pub material: String,
    }

    /// Arguments of `trail.day`.
    pub struct OfDay {
        /// Which.
        pub day: String,
    }

    /// Arguments of `trail.payment`.
    pub struct OfPaymentTrail {
        /// Whose; none for one's own. Others' are for coordinators.
        pub person: Option<u32>,
        /// Which month.
        pub month: String,
    }

    /// A month of somebody's pay.
    pub struct PaymentTrail {
        /// The month.
        pub month: String,
        /// Whose.
        pub name: String,
        /// What was done, the newest first.
        pub rows: Vec<TrailRow>,
    }

    /// Something that somebody did.
    pub struct ActivityRow {
        /// What.
        pub what: ActivityKind,
        /// Who, when, from where.
        pub signed: Signed,
        /// Whose work or hands it is about; empty for the store.
        pub person: String,
        /// The assignment that it leads to, where the person on this phone may look at it and that is another one than the
        /// trail's own; else empty.
        pub assignment: String,
        /// Pieces made, handed in, accepted, or gone on to somebody else.
        pub pieces: u32,
        /// Minutes, of a log.
        pub minutes: u32,
        /// Pieces spoilt, of a log.
        pub scrap: u32,
        /// Pieces sent back, of a check.
        pub rework: u32,
        /// Pieces rejected, of a check.
        pub rejected: u32,
        /// So much of it, in tenths, of a movement of material; of a count what was found, of a decision what it is about.
        pub quantity: i64,
        /// Of what; none for what is about pieces.
        pub material: Option<MaterialRef>,
        /// Note, reason or lot; may be empty.
        pub note: String,
        /// To whom pieces went on; empty otherwise.
        pub to: String,
        /// What was decided, where people decided something.
        pub choice: Option<DecisionChoice>,
        /// Whether a later entry took its place.
        pub replaced: bool,
    }

    /// What somebody did.
    pub enum ActivityKind {
        /// Offered the assignment.
        Offered,
        /// Took it back.
        Withdrawn,
        /// Accepted it.
        Accepted,
        /// Declined it.
        Declined,
        /// Logged work.
        Log,
        /// Handed pieces in.
        HandIn,
        /// Checked pieces.
        Check,
        /// Looked at accepted pieces again.
        OfficeCheck,
        /// Let pieces go on to somebody else.
        Moved,
        /// Recorded the batch complete without pieces that were not begun: nobody makes them.
        Ended,
        /// Decided where counts did not fit.
        Agreed,
        /// Took material into the store.
        StoreReceived,
        /// Wrote material of the store off.
        StoreScrapped,
        /// Gave material out.
        Issued,
        /// Took material back.
        TakenBack,
        /// Confirmed that material came.
        Received,
        /// Used material.
        Used,
        /// Gave material back.
        Returned,
        /// Wrote material off.
        Scrapped,
        /// Counted material.
        Counted,
        /// Something that a newer app knows of.
        Other,
    }
}
