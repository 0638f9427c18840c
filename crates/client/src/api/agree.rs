//! What people have to agree on.

use super::trail::Signed;
use super::{MaterialRef, ProductRef, WorkshopRef, api};

api! {
    /// The matters of a lead's workshop, or of all for a coordinator.
    pub struct AgreeView {
        /// Nobody has decided these.
        pub open: Vec<MatterRow>,
        /// What was decided, newest first, at most a hundred.
        pub settled: Vec<DecisionRow>,
    }

    /// Counts or fields that do not fit together.
    pub struct MatterRow {
        /// Names it in `agree.decide`.
        pub matter: String,
        /// What it is about.
        pub question: MatterQuestion,
        /// Where; none for what belongs to no workshop.
        pub workshop: Option<WorkshopRef>,
        /// Whose material or work; empty when it is nobody's.
        pub name: String,
        /// What is made, if that is what it is about.
        pub product: Option<ProductRef>,
        /// The material, if that is what it is about.
        pub material: Option<MaterialRef>,
        /// The order's number, if it is for one.
        pub order_number: String,
        /// The field, with [`MatterQuestion::Field`].
        pub field: String,
        /// The kind of document, with [`MatterQuestion::Field`].
        pub kind: String,
        /// The assignment, if it is about one; else empty.
        pub assignment: String,
        /// The batch, if it is about one; else empty.
        pub batch: String,
        /// By how much the counts differ: tenths of the material, or pieces.
        pub difference: i64,
        /// What stands until somebody decides: tenths, pieces or, of a field, its value.
        pub stands: String,
        /// Who wrote what.
        pub sides: Vec<SideRow>,
        /// What can be decided, besides choosing a side that has an offer of its own.
        pub offers: Vec<String>,
        /// Whether the person on this phone may decide it.
        pub may_decide: bool,
        /// Decisions that were made without knowing of each other.
        pub decided: Vec<DecisionRow>,
    }

    /// What a matter is about.
    pub enum MatterQuestion {
        /// The store gave more than the person says came.
        Receipt,
        /// More pieces were handed in than were assigned.
        HandedIn,
        /// More pieces were checked than were handed in.
        Checked,
        /// More pieces were given out than the batch has.
        Split,
        /// A batch went on after it was recorded complete.
        Completion,
        /// Two devices wrote different values into one field.
        Field,
        /// Two devices counted material and found different amounts.
        Count,
    }

    /// One side of a matter.
    pub struct SideRow {
        /// What it is.
        pub what: SideKind,
        /// Who wrote it, when, from where. Of a share: whose it is, and nothing else.
        pub signed: Signed,
        /// Tenths or pieces; 0 for a field.
        pub quantity: i64,
        /// Of a field, its value: a day as `2026-12-31`, numbers in their smallest unit, `true` or `false`.
        pub value: String,
        /// Chooses just this side in `agree.decide`; empty when that is no choice.
        pub offer: String,
    }

    /// What a side is.
    pub enum SideKind {
        /// The store gave it.
        Issued,
        /// The person confirmed it.
        Received,
        /// The lead asked for so many.
        Assigned,
        /// So many were handed in.
        HandedIn,
        /// So many were checked.
        Checked,
        /// The office asked for so many.
        Asked,
        /// Recorded as complete.
        Recorded,
        /// What the numbers say now.
        Now,
        /// Logged after it was recorded complete.
        Logged,
        /// A value of a field.
        Value,
        /// So much was found.
        Counted,
    }

    /// A decision that was made.
    pub struct DecisionRow {
        /// About what.
        pub question: MatterQuestion,
        /// What was decided.
        pub choice: DecisionChoice,
        /// Whose material or work; empty when it is nobody's.
        pub name: String,
        /// The material, if it was about one.
        pub material: Option<MaterialRef>,
        /// SKU or field, if it was about one.
        pub about: String,
        /// Tenths or pieces.
        pub difference: i64,
        /// Who decided; empty when the device is not known here.
        pub by: String,
        /// When, by the clock of the device.
        pub at: i64,
    }

    /// What was decided.
    pub enum DecisionChoice {
        /// It never left the store.
        Stayed,
        /// It was lost on the way.
        Lost,
        /// All of it came.
        Arrived,
        /// The pieces are there and count.
        Real,
        /// They were counted twice.
        Twice,
        /// One check does not count.
        Struck,
        /// It stays as recorded.
        Leave,
        /// One of the values holds.
        Side,
    }

    /// Arguments of `agree.decide`.
    pub struct DecideMatter {
        /// Which matter.
        pub matter: String,
        /// One of its offers, or the offer of one of its sides.
        pub offer: String,
    }
}
