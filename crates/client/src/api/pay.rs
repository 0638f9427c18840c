//! Statements, payouts, and who did what with them.

use super::trail::Signed;
use super::{ProductRef, api};

api! {
    /// A month of a person's statement.
    pub struct EarningsView {
        /// The month shown.
        pub month: String,
        /// All months that have something to show, newest first, and the one shown.
        pub months: Vec<String>,
        /// What it is made of, newest first.
        pub lines: Vec<EarningsRow>,
        /// Sum of the lines, in cents.
        pub total: i64,
        /// When the month was closed; none while it is open.
        pub closed_at: Option<i64>,
        /// What was paid for the month or failed to be, oldest first.
        pub payments: Vec<PaymentRow>,
        /// Paid for this month, in cents.
        pub paid: i64,
        /// Still to be paid for this month, in cents; 0 while it is open.
        pub owed: i64,
        /// Still to be paid for all closed months, in cents.
        pub owed_in_all: i64,
        /// The closed months before and after this one of which something is still to be paid, newest first.
        pub owed_elsewhere: Vec<OwedRow>,
        /// Pieces handed in, in any month, that wait for a check.
        pub waiting_pieces: u32,
        /// What those would earn if all were accepted, in cents.
        pub waiting_amount: i64,
    }

    /// A month of which something is still to be paid.
    pub struct OwedRow {
        /// Which.
        pub month: String,
        /// How much, in cents.
        pub owed: i64,
    }

    /// One line of a statement.
    pub struct EarningsRow {
        /// What it is.
        pub what: LineKind,
        /// Names the entry behind it with the month that it is written in, to take it back; empty where it cannot be.
        pub entry: String,
        /// The assignment behind it; empty when there is none.
        pub assignment: String,
        /// What was made; none when it is not about pieces.
        pub product: Option<ProductRef>,
        /// When it was written, by that device's clock; none for a balance that is taken over.
        pub at: Option<i64>,
        /// Accepted or rejected pieces.
        pub pieces: u32,
        /// Cents for each.
        pub rate: i64,
        /// What it adds, in cents; below zero for what is taken off.
        pub amount: i64,
        /// Reason, and receipt number of an advance; may be empty.
        pub reason: String,
        /// Receipt number of an advance; may be empty.
        pub receipt: String,
        /// Why it is in this month.
        pub why: LineWhy,
        /// The month that it is of or that it corrects; empty when that is this month.
        pub from: String,
    }

    /// What a line is.
    pub enum LineKind {
        /// Pieces that were accepted.
        Check,
        /// Pieces that the office rejected afterwards.
        OfficeCheck,
        /// Something on top.
        Bonus,
        /// Something taken off.
        Deduction,
        /// Money that the person had before.
        Advance,
        /// A bonus, deduction or advance that was wrong.
        TakenBack,
        /// What an earlier month was short of.
        Carried,
        /// What was paid for an earlier month beyond what it came to.
        Overpaid,
        /// Something that is not on this phone any more.
        Gone,
    }

    /// Why a line is in its month.
    pub enum LineWhy {
        /// It belongs there.
        Own,
        /// It came after its own month was closed.
        Late,
        /// The clock that it was written by shows a month that cannot be.
        Clock,
        /// It was counted before and is worth something else now: the difference.
        Correction,
    }

    /// What became of one payout.
    pub struct PaymentRow {
        /// The number of the run.
        pub run: u32,
        /// When it was written down.
        pub at: i64,
        /// What arrived, in cents; 0 when it failed.
        pub amount: i64,
        /// The receipt number; empty when it failed.
        pub receipt: String,
        /// Why it failed; empty when it did not.
        pub failed: String,
        /// Whether people say different things of it.
        pub contested: bool,
    }

    /// Arguments of `earnings.month` and `pay.month`.
    pub struct OfMonth {
        /// Which month; none for the one of this phone's clock.
        pub month: Option<String>,
    }

    /// A month of everybody's pay.
    pub struct PayView {
        /// The month shown.
        pub month: String,
        /// All months that have something to show, newest first, and the one shown.
        pub months: Vec<String>,
        /// Whoever has something in it, by name.
        pub people: Vec<PayRow>,
        /// People whose month can be closed now.
        pub to_close: u32,
        /// People who are owed something that is in no run.
        pub to_prepare: u32,
        /// What those are owed, in cents.
        pub to_prepare_amount: i64,
    }

    /// One person's month.
    pub struct PayRow {
        /// Whose.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// For pieces, in cents.
        pub earned: i64,
        /// Bonuses and what was taken over or back, in cents; may be below zero.
        pub other: i64,
        /// Deductions and advances, in cents, above zero.
        pub deducted: i64,
        /// What it comes to, in cents.
        pub total: i64,
        /// Whether the month is closed.
        pub closed: bool,
        /// Paid, in cents.
        pub paid: i64,
        /// Still to be paid, in cents.
        pub owed: i64,
        /// Whether somebody has to look at it: closed twice, paid twice, paid and failed.
        pub to_look: bool,
    }

    /// One person's month with everything behind it.
    pub struct PayPersonView {
        /// Whose.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Their phone number; empty when it is not known.
        pub phone: String,
        /// What they see.
        pub statement: EarningsView,
        /// The first month that is not closed: what is written now goes there or later.
        pub first_open: String,
        /// What somebody has to look at.
        pub findings: Vec<PayFinding>,
        /// Who did what, newest first.
        pub trail: Vec<TrailRow>,
    }

    /// Something that a person has to look at.
    pub enum PayFinding {
        /// Two people closed the month without knowing of each other; one of them stands.
        ClosedTwice,
        /// The closing names another sum than its lines.
        WrongTotal,
        /// More was paid than the month came to; it comes off the next.
        Overpaid,
        /// A payment is said to be paid and failed, or has two receipts.
        Contested,
        /// A line was counted twice; the next month takes it off again.
        CountedTwice,
    }

    /// Something that somebody did.
    pub struct TrailRow {
        /// What.
        pub what: TrailKind,
        /// Who, when, from where.
        pub signed: Signed,
        /// How much, in cents.
        pub amount: i64,
        /// Reason or receipt number; may be empty.
        pub text: String,
        /// To whom, in a run; empty otherwise.
        pub person: String,
        /// The number of the run that it belongs to; none when there is none.
        pub run: Option<u32>,
    }

    /// What was done.
    pub enum TrailKind {
        /// A bonus was written.
        Bonus,
        /// A deduction was written.
        Deduction,
        /// An advance was written.
        Advance,
        /// One of these was taken back.
        TakenBack,
        /// The month was closed.
        Closed,
        /// Marked paid.
        Paid,
        /// Marked failed.
        Failed,
        /// Put into a run.
        Line,
        /// Left out of a run.
        LeftOut,
        /// The run was approved.
        Approved,
        /// The run was cancelled.
        Cancelled,
    }

    /// Names a person's month.
    pub struct PayOf {
        /// Whose.
        pub person: u32,
        /// Which month; none for the first that is open.
        pub month: Option<String>,
    }

    /// Arguments of `pay.write`.
    pub struct WritePay {
        /// Whose.
        pub person: u32,
        /// Which month; it must be open.
        pub month: String,
        /// What.
        pub what: PayKind,
        /// How much, in cents, above zero.
        pub amount: i64,
        /// For what.
        pub reason: String,
        /// How an advance was given; may be empty.
        pub receipt: String,
    }

    /// What can be written into a statement.
    pub enum PayKind {
        /// Something on top.
        Bonus,
        /// Something taken off.
        Deduction,
        /// Money given before.
        Advance,
    }

    /// Arguments of `pay.take_back`.
    pub struct TakeBackPay {
        /// Whose.
        pub person: u32,
        /// The month that is shown.
        pub month: String,
        /// Names the line.
        pub entry: String,
        /// Why.
        pub reason: String,
    }

    /// Arguments of `pay.close`.
    pub struct CloseMonth {
        /// Which month. Earlier open months are closed with it.
        pub month: String,
        /// Whose; none for everybody's.
        pub person: Option<u32>,
    }

    /// All runs of payouts.
    pub struct RunsView {
        /// Newest first.
        pub runs: Vec<RunRow>,
        /// People who are owed something that is in no run.
        pub to_prepare: u32,
        /// What those are owed, in cents.
        pub to_prepare_amount: i64,
        /// Whose months these are, in the order of their names.
        pub owed: Vec<ToPrepareRow>,
    }

    /// A closed month of somebody that is owed and in no run.
    pub struct ToPrepareRow {
        /// Whose.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Which month.
        pub month: String,
        /// What is owed, in cents.
        pub amount: i64,
    }

    /// A run in a list.
    pub struct RunRow {
        /// Names it in other calls.
        pub run: u32,
        /// Where it stands.
        pub state: RunStateWord,
        /// When it was prepared.
        pub at: i64,
        /// Who prepared it; empty when the device is not known here.
        pub by: String,
        /// Lines.
        pub lines: u32,
        /// What it pays in all, in cents.
        pub total: i64,
        /// Lines that were paid.
        pub paid: u32,
        /// Lines that failed.
        pub failed: u32,
        /// Whether somebody has to look at it.
        pub to_look: bool,
    }

    /// Where a run stands.
    pub enum RunStateWord {
        /// Waits for somebody else to approve it.
        Prepared,
        /// May be paid.
        Approved,
        /// Every line was paid or failed.
        Done,
        /// Pays nothing.
        Cancelled,
    }

    /// A run with its lines.
    pub struct RunView {
        /// The numbers.
        pub row: RunRow,
        /// What it pays, by name.
        pub lines: Vec<RunLineRow>,
        /// What somebody else prepared under the same number; it is not paid.
        pub beside: Vec<RunLineRow>,
        /// Who approved it; empty until somebody did.
        pub approved_by: String,
        /// When they did.
        pub approved_at: Option<i64>,
        /// Whether an approval does not count: the run changed since, or its maker wrote it.
        pub void_approval: bool,
        /// Whether the person on this phone may approve it.
        pub may_approve: bool,
        /// Whether the person on this phone may leave lines out.
        pub may_change: bool,
        /// Who did what, newest first.
        pub trail: Vec<TrailRow>,
    }

    /// A line of a run.
    pub struct RunLineRow {
        /// Names it in other calls.
        pub line: String,
        /// To whom.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Where the money goes; empty when no number is known.
        pub phone: String,
        /// Whether the list was prepared without a number, and this is the one that is known now.
        pub phone_later: bool,
        /// The person's number, where it is another by now than the one that the list was prepared with.
        pub phone_now: Option<String>,
        /// For which month.
        pub month: String,
        /// How much, in cents.
        pub amount: i64,
        /// Where it stands.
        pub state: RunLineState,
        /// The receipt number; empty until it is paid.
        pub receipt: String,
        /// Why it failed; empty unless it did.
        pub failed: String,
        /// The run that pays it instead; none when there is none.
        pub other_run: Option<u32>,
        /// Whether people say different things of it.
        pub contested: bool,
    }

    /// Where a line of a run stands.
    pub enum RunLineState {
        /// To be paid.
        Waiting,
        /// Paid.
        Paid,
        /// Failed, and owed again.
        Failed,
        /// Another run pays it.
        Elsewhere,
        /// It is not what is owed.
        NotOwed,
    }

    /// Names a run.
    pub struct OfRun {
        /// Which.
        pub run: u32,
    }

    /// Arguments of `run.cancel`.
    pub struct CancelRun {
        /// Which.
        pub run: u32,
        /// Why.
        pub reason: String,
    }

    /// Arguments of `run.leave_out` and `run.failed`.
    pub struct LineReason {
        /// Which run.
        pub run: u32,
        /// Which line.
        pub line: String,
        /// Why.
        pub reason: String,
    }

    /// Arguments of `run.paid`.
    pub struct LinePaid {
        /// Which run.
        pub run: u32,
        /// Which line.
        pub line: String,
        /// The receipt number.
        pub receipt: String,
    }

    /// A file to save.
    pub struct FileView {
        /// What to call it.
        pub name: String,
        /// What is in it.
        pub text: String,
    }

    /// Arguments of `check.office`.
    pub struct RecordOfficeCheck {
        /// Which assignment.
        pub assignment: String,
        /// Pieces that are good.
        pub good: u32,
        /// Pieces that are not.
        pub rejected: u32,
        /// Why not; needed when pieces are rejected.
        pub reason: String,
    }

    /// Names a person.
    pub struct QualityOf {
        /// Whose; none for one's own.
        pub person: Option<u32>,
    }

    /// How a person's work turned out, as counts.
    pub struct QualityView {
        /// Whose.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// Pieces that were checked for the first time.
        pub checked: u32,
        /// Of these, good at the first check.
        pub good_at_first: u32,
        /// Pieces sent back, each time counted.
        pub rework: u32,
        /// Pieces rejected, by the lead or the office.
        pub rejected: u32,
        /// Assignments that are finished.
        pub finished: u32,
        /// Of these, with the last piece handed in by the day it was due.
        pub on_time: u32,
        /// The assignments behind these counts, the last handed in first.
        pub works: Vec<QualityWork>,
    }

    /// An assignment that was checked.
    pub struct QualityWork {
        /// Which.
        pub assignment: String,
        /// What was made.
        pub product: ProductRef,
        /// The day of the last hand-in; empty when nothing was handed in.
        pub day: String,
        /// Pieces that were checked for the first time.
        pub checked: u32,
        /// Of these, good at the first check.
        pub good_at_first: u32,
        /// Pieces sent back, each time counted.
        pub rework: u32,
        /// Pieces rejected, by the lead or the office.
        pub rejected: u32,
        /// Whether it was finished by the day it was due; none while it is not finished.
        pub on_time: Option<bool>,
    }
}
