//! Planning: who should make how many, by when, and what material it takes.

use super::{MaterialRef, ProductRef, WorkshopRef, api};

api! {
    /// Who should make how many pieces, with the reasons.
    pub struct SuggestedSplit {
        /// One share for each who could be asked, those without pieces included.
        pub shares: Vec<SuggestedShare>,
        /// Pieces that nobody has the skill or the hours for until the day.
        pub left: u32,
        /// What making it takes, in the words of the people list.
        pub skills: Vec<String>,
        /// The first day by which all can be made; empty when nobody here can.
        pub earliest: String,
    }

    /// One share of a suggestion.
    pub struct SuggestedShare {
        /// The person's number; of a plan, the workshop's.
        pub id: u32,
        /// Their name; of a workshop, its code and place.
        pub name: String,
        /// How many pieces.
        pub pieces: u32,
        /// For how many they have skill and hours.
        pub room: u32,
        /// Why.
        pub why: Vec<Why>,
    }

    /// One reason, with the numbers that belong in the sentence.
    pub struct Why {
        /// What.
        pub what: WhyKind,
        /// Pieces, minutes, cents or good ones.
        pub n: i64,
        /// Of how many; zero where there is no second number.
        pub of: i64,
    }

    /// A reason.
    pub enum WhyKind {
        /// They cannot do what the product takes.
        NoSkill,
        /// They have no free hours until the day.
        NoTime,
        /// Their free hours are enough for `n` pieces.
        Room,
        /// They hold work for `n` minutes already.
        Holds,
        /// Nobody wrote down how many hours a week they work; `n` are counted.
        HoursUnknown,
        /// They earned `n` cents over the last weeks, less than most here.
        EarnedLess,
        /// They earned `n` cents over the last weeks, more than most here.
        EarnedMore,
        /// `n` pieces of `of` passed the check.
        Quality,
        /// `n` assignments of `of` were handed in by their day.
        OnTime,
        /// Nothing of theirs was checked yet.
        NoRecord,
    }

    /// A plan for all that an order has left.
    pub struct PlanView {
        /// The order's number.
        pub number: String,
        /// Its lines that have something left, those due first in front.
        pub lines: Vec<PlanLine>,
    }

    /// A plan for one line of an order.
    pub struct PlanLine {
        /// What.
        pub product: ProductRef,
        /// How many are left to plan.
        pub pieces: u32,
        /// The customer's day; empty when they named none.
        pub customer_due: String,
        /// The day for the workshops.
        pub due: String,
        /// How it goes with the customer's day.
        pub fit: DueFit,
        /// Days to spare, or too late.
        pub days: u32,
        /// Over the workshops.
        pub split: SuggestedSplit,
    }

    /// How a day for the workshop goes with the customer's.
    pub enum DueFit {
        /// There is time.
        InTime,
        /// It comes before the customer's day, but the office has less time than it needs.
        Tight,
        /// It comes after the customer's day.
        Late,
        /// The customer named no day.
        NoDay,
        /// Nobody can make it.
        Never,
    }

    /// A batch of a plan.
    pub struct PlannedBatch {
        /// Which line.
        pub sku: String,
        /// Who makes it.
        pub workshop: u32,
        /// How many pieces.
        pub pieces: u32,
        /// The day the office needs them, `2026-12-31`.
        pub due: String,
    }

    /// Arguments of `plan.confirm`.
    pub struct ConfirmPlan {
        /// For which order.
        pub order: String,
        /// Each becomes a batch.
        pub batches: Vec<PlannedBatch>,
    }

    /// Arguments of `plan.needs`.
    pub struct PlanNeeds {
        /// As they are on the screen.
        pub batches: Vec<PlannedBatch>,
    }

    /// Material for a plan against what a workshop has.
    pub struct PlanNeedRow {
        /// Where.
        pub workshop: WorkshopRef,
        /// What.
        pub material: MaterialRef,
        /// For all batches of the plan there, in tenths.
        pub needed: i64,
        /// In the store and in people's hands, without what open batches there still take, in tenths.
        pub free: i64,
    }

    /// Arguments of `order.preview` and `order.import`.
    pub struct OrderFile {
        /// The name of the file, for reports.
        pub name: String,
        /// Its bytes, in base 64.
        pub bytes: String,
    }

    /// What a file of orders says, against what is known.
    pub struct ImportView {
        /// The form of the file.
        pub source: super::office::OrderSource,
        /// Orders that are not known yet.
        pub new: Vec<ImportRow>,
        /// Orders that say something else now.
        pub changed: Vec<ImportRow>,
        /// Orders that the customer took back.
        pub cancelled: Vec<ImportRow>,
        /// How many are as they are known.
        pub same: u32,
        /// What cannot be used, by line.
        pub refused: Vec<ImportProblem>,
        /// Numbers of the orders that are left out because of that.
        pub left_out: Vec<String>,
    }

    /// An order of a file.
    pub struct ImportRow {
        /// Its number.
        pub number: String,
        /// Pieces of all lines.
        pub pieces: u32,
        /// Lines that are new, gone or of another number of pieces.
        pub changes: Vec<ImportChange>,
        /// Batches that are being made for it.
        pub batches: u32,
    }

    /// A line that changed.
    pub struct ImportChange {
        /// What.
        pub product: ProductRef,
        /// Pieces before; 0 for a new line.
        pub before: u32,
        /// Pieces now; 0 for a line that is gone.
        pub after: u32,
    }

    /// A row of a file that cannot be used.
    pub struct ImportProblem {
        /// The line on which it begins, from 1.
        pub line: u32,
        /// Stable code of what is wrong.
        pub code: String,
        /// The column; empty when it is about the row.
        pub field: String,
        /// What was there; may be empty.
        pub text: String,
        /// In English, with everything in it.
        pub detail: String,
    }
}
