// Generated from crates/client/src/calls.rs by `make bindings`. Do not edit.

/**
 * What somebody did.
 */
export type ActivityKind = "offered" | "withdrawn" | "accepted" | "declined" | "log" | "hand_in" | "check" | "office_check" | "moved" | "ended" | "agreed" | "store_received" | "store_scrapped" | "issued" | "taken_back" | "received" | "used" | "returned" | "scrapped" | "counted" | "other";

/**
 * Something that somebody did.
 */
export type ActivityRow = { 
/**
 * What.
 */
what: ActivityKind, 
/**
 * Who, when, from where.
 */
signed: Signed, 
/**
 * Whose work or hands it is about; empty for the store.
 */
person: string, 
/**
 * The assignment that it leads to, where the person on this phone may look at it and that is another one than the
 * trail's own; else empty.
 */
assignment: string, 
/**
 * Pieces made, handed in, accepted, or gone on to somebody else.
 */
pieces: number, 
/**
 * Minutes, of a log.
 */
minutes: number, 
/**
 * Pieces spoilt, of a log.
 */
scrap: number, 
/**
 * Pieces sent back, of a check.
 */
rework: number, 
/**
 * Pieces rejected, of a check.
 */
rejected: number, 
/**
 * So much of it, in tenths, of a movement of material; of a count what was found, of a decision what it is about.
 */
quantity: number, 
/**
 * Of what; none for what is about pieces.
 */
material: MaterialRef | null, 
/**
 * Note, reason or lot; may be empty.
 */
note: string, 
/**
 * To whom pieces went on; empty otherwise.
 */
to: string, 
/**
 * What was decided, where people decided something.
 */
choice: DecisionChoice | null, 
/**
 * Whether a later entry took its place.
 */
replaced: boolean, };

/**
 * Arguments of `person.add`.
 */
export type AddPerson = { 
/**
 * Their name, which is one person's only.
 */
name: string, 
/**
 * What they will be.
 */
role: Role, 
/**
 * Their workshop, none for a coordinator.
 */
workshop: number | null, 
/**
 * Their phone number, may be empty.
 */
phone: string, 
/**
 * The language that they read.
 */
language: Language, 
/**
 * What they can do; empty when it is not known.
 */
skills: Array<string>, 
/**
 * Hours a week they can work; none when not known.
 */
hours_per_week: number | null, };

/**
 * Arguments of `workshop.add`.
 */
export type AddWorkshop = { 
/**
 * The code that files name it by.
 */
code: string, 
/**
 * Where it is.
 */
place: string, };

/**
 * The matters of a lead's workshop, or of all for a coordinator.
 */
export type AgreeView = { 
/**
 * Nobody has decided these.
 */
open: Array<MatterRow>, 
/**
 * What was decided, newest first, at most a hundred.
 */
settled: Array<DecisionRow>, };

/**
 * Arguments of `material.give_back` and `material.scrap`.
 */
export type Amount = { 
/**
 * Code of the material.
 */
material: string, 
/**
 * Tenths.
 */
quantity: number, };

/**
 * Where an assignment's pieces come from.
 */
export type AssignmentOrigin = "split" | "instead" | "help";

/**
 * An assignment in a list.
 */
export type AssignmentRow = { 
/**
 * Names it in other calls.
 */
assignment: string, 
/**
 * What is made.
 */
product: ProductRef, 
/**
 * Whose it is.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Where it stands.
 */
state: AssignmentState, 
/**
 * The day it is due.
 */
due: string, 
/**
 * Cents for each accepted piece.
 */
rate: number, 
/**
 * Pieces that are the artisan's: those assigned, without what went on to somebody else.
 */
pieces: number, 
/**
 * Pieces logged as made.
 */
logged: number, 
/**
 * Minutes logged.
 */
minutes: number, 
/**
 * Pieces logged as spoilt.
 */
scrap: number, 
/**
 * Pieces handed in, those handed in again included.
 */
handed_in: number, 
/**
 * Pieces with the lead, waiting for the check.
 */
waiting: number, 
/**
 * Pieces accepted.
 */
accepted: number, 
/**
 * Pieces sent back, each time counted.
 */
rework: number, 
/**
 * Pieces rejected.
 */
rejected: number, 
/**
 * Pieces that can still be handed in.
 */
open: number, 
/**
 * Of these, those that were made once and came back.
 */
to_rework: number, 
/**
 * Pieces that are not begun, so that they may go on to somebody else.
 */
movable: number, 
/**
 * When its batch was recorded complete without what was not begun, by the clock of whoever recorded it; else none.
 */
ended: number | null, 
/**
 * Where the pieces come from.
 */
origin: AssignmentOrigin, 
/**
 * Whose they were; empty when they come from a split.
 */
origin_name: string, };

/**
 * Where an assignment stands.
 */
export type AssignmentState = "offered" | "declined" | "withdrawn" | "stopped" | "accepted" | "in_progress" | "handed_in" | "rework" | "done";

/**
 * An assignment with everything that happened to it.
 */
export type AssignmentView = { 
/**
 * The numbers.
 */
row: AssignmentRow, 
/**
 * The order it is for.
 */
order_number: string, 
/**
 * The batch that it is a share of.
 */
batch: string, 
/**
 * The lead's note; may be empty.
 */
note: string, 
/**
 * The day that it was offered for, where the office has changed that of its batch since; else empty.
 */
first_due: string, 
/**
 * Minutes that one piece takes by the catalogue; none when the product is not on this phone.
 */
minutes_per_piece: number | null, 
/**
 * Why it was declined; empty unless it was.
 */
decline_reason: string, 
/**
 * Material for all its pieces by the bill of materials.
 */
needed: Array<MaterialAmount>, 
/**
 * Material used for it so far.
 */
used: Array<MaterialAmount>, 
/**
 * How it is made, in order; may be empty.
 */
steps: Array<StepRow>, 
/**
 * The timer of the person's own work on this phone, if there is one.
 */
timer: TimerView | null, 
/**
 * What happened, newest first.
 */
history: Array<HistoryRow>, 
/**
 * Accepted pieces that the office looked at again and found good.
 */
office_good: number, 
/**
 * Accepted pieces that the office rejected afterwards.
 */
office_rejected: number, 
/**
 * Whether the person on this phone may write its work.
 */
may_work: boolean, 
/**
 * Whether the person on this phone may check it.
 */
may_check: boolean, 
/**
 * Whether work can be logged: while it goes on, and for what was made before its artisan heard that it ended.
 */
may_log: boolean, 
/**
 * Whether the person on this phone may let its pieces go on to somebody else.
 */
may_move: boolean, };

/**
 * Arguments of `audit.list`.
 */
export type AuditBefore = { 
/**
 * Only what is older than this line; empty for the newest.
 */
before: string, };

/**
 * A line of the audit log.
 */
export type AuditRow = { 
/**
 * Its number.
 */
line: string, 
/**
 * When.
 */
at: number, 
/**
 * The coordinator who did it; none for the server's command line.
 */
by: string | null, 
/**
 * What, as a word such as `person_ended`.
 */
act: string, 
/**
 * About whom; empty for nobody.
 */
about: string, 
/**
 * More, such as the id of a device.
 */
detail: string, };

/**
 * A batch in a list.
 */
export type BatchRow = { 
/**
 * Names it in other calls.
 */
batch: string, 
/**
 * Who makes it.
 */
workshop: WorkshopRef, 
/**
 * The order it is for.
 */
order_number: string, 
/**
 * What is made.
 */
product: ProductRef, 
/**
 * Where it stands.
 */
state: BatchState, 
/**
 * The day it is due.
 */
due: string, 
/**
 * Cents for each accepted piece.
 */
rate: number, 
/**
 * Pieces asked for.
 */
pieces: number, 
/**
 * Pieces assigned to somebody who has not declined. Leads and coordinators see this and what follows.
 */
assigned: number, 
/**
 * Pieces that can still be given out.
 */
unassigned: number, 
/**
 * Pieces given out beyond what the batch asks for.
 */
over: number, 
/**
 * Pieces logged as made.
 */
logged: number, 
/**
 * Pieces handed in, those handed in again included.
 */
handed_in: number, 
/**
 * Pieces waiting for the check.
 */
waiting: number, 
/**
 * Pieces accepted.
 */
accepted: number, 
/**
 * Pieces sent back, each time counted.
 */
rework: number, 
/**
 * Pieces rejected.
 */
rejected: number, };

/**
 * Where a batch stands.
 */
export type BatchState = "to_split" | "in_progress" | "to_check" | "ready" | "complete" | "cancelled";

/**
 * A batch with its shares.
 */
export type BatchView = { 
/**
 * The numbers.
 */
row: BatchRow, 
/**
 * The office's note; may be empty.
 */
note: string, 
/**
 * Material for all its pieces against what the store has.
 */
needed: Array<NeedRow>, 
/**
 * Its assignments, by name.
 */
shares: Array<AssignmentRow>, 
/**
 * The record that it is complete, if it is.
 */
completion: CompletionRow | null, 
/**
 * Whether the person on this phone may split, check and complete it.
 */
may_lead: boolean, 
/**
 * Whether the person on this phone may change it or take it back.
 */
may_plan: boolean, };

/**
 * A batch on the board.
 */
export type BoardBatch = { 
/**
 * The numbers.
 */
row: BatchRow, 
/**
 * Minutes of the pieces that nobody was given yet.
 */
needed: number, 
/**
 * Minutes that the people of its workshop have free until its day.
 */
left: number, };

/**
 * How much stands in one place.
 */
export type BoardCount = { 
/**
 * Where.
 */
what: BoardPlace, 
/**
 * Batches.
 */
batches: number, 
/**
 * Assignments.
 */
shares: number, };

/**
 * A place on the board. One batch may stand in several.
 */
export type BoardPlace = "late" | "at_risk" | "material" | "check" | "ready";

/**
 * What is behind a count, due first in front.
 */
export type BoardRows = { 
/**
 * Which place.
 */
what: BoardPlace, 
/**
 * Batches.
 */
batches: Array<BoardBatch>, 
/**
 * Assignments.
 */
shares: Array<BoardShare>, };

/**
 * An assignment on the board.
 */
export type BoardShare = { 
/**
 * The numbers.
 */
row: AssignmentRow, 
/**
 * The batch that it is a share of.
 */
batch: string, 
/**
 * Where.
 */
workshop: WorkshopRef, 
/**
 * Minutes that its artisan still needs for this and all that is due before.
 */
needed: number, 
/**
 * Minutes that they have until its day.
 */
left: number, };

/**
 * How much stands where. A lead sees their own workshop, a coordinator all.
 */
export type BoardView = { 
/**
 * In the order in which they are shown; none is left out.
 */
counts: Array<BoardCount>, };

/**
 * Why a call did nothing. The UI switches on `code` and never reads `detail`.
 */
export type CallError = { 
/**
 * Stable code.
 */
code: string, 
/**
 * The number that belongs in the sentence, if any: the most pieces, what is held.
 */
number: number | null, 
/**
 * Whether the same call would fail again. `false`: try again later.
 */
permanent: boolean, 
/**
 * For logs, in English.
 */
detail: string, };

/**
 * Arguments of `run.cancel`.
 */
export type CancelRun = { 
/**
 * Which.
 */
run: number, 
/**
 * Why.
 */
reason: string, };

/**
 * Arguments of `batch.change`.
 */
export type ChangeBatch = { 
/**
 * Which batch.
 */
batch: string, 
/**
 * How many pieces it asks for now.
 */
pieces: number, 
/**
 * The day the office needs them now, `2026-12-31`.
 */
due: string, 
/**
 * May be empty.
 */
note: string, };

/**
 * Arguments of `person.change`. What is none stays as it is.
 */
export type ChangePerson = { 
/**
 * Who.
 */
person: number, 
/**
 * How their name is written.
 */
name: string | null, 
/**
 * Their phone number; empty when it is not known any more.
 */
phone: string | null, 
/**
 * All that they can do.
 */
skills: Array<string> | null, 
/**
 * How much they can work.
 */
hours: HoursGiven | null, };

/**
 * Of which workshop.
 */
export type ChartOf = { 
/**
 * Its number; none for all.
 */
workshop: number | null, };

/**
 * Output, income and lead time.
 */
export type ChartView = { 
/**
 * All workshops, by code.
 */
workshops: Array<WorkshopRef>, 
/**
 * Pieces accepted in each of the last weeks, the oldest first; none is left out.
 */
output: Array<OutputWeek>, 
/**
 * Pieces whose check has a day that cannot be: they are in no week.
 */
undated_pieces: number, 
/**
 * Months in which somebody earned something, the newest first.
 */
income: Array<IncomeMonth>, 
/**
 * Months in which a batch was completed, the oldest first.
 */
lead_time: Array<LeadTimeMonth>, 
/**
 * Completed batches of which nobody knows how long they took: a clock was wrong, or their beginning was not written down.
 */
undated_batches: number, };

/**
 * Arguments of `pay.close`.
 */
export type CloseMonth = { 
/**
 * Which month. Earlier open months are closed with it.
 */
month: string, 
/**
 * Whose; none for everybody's.
 */
person: number | null, };

/**
 * Arguments of `batch.complete`.
 */
export type Complete = { 
/**
 * Which batch.
 */
batch: string, 
/**
 * Why pieces are missing; needed when some are.
 */
reason: string, };

/**
 * The record that a batch is complete.
 */
export type CompletionRow = { 
/**
 * When, by the lead's clock.
 */
at: number, 
/**
 * Who recorded it; empty when the device is not known here.
 */
by: string, 
/**
 * Good pieces delivered.
 */
accepted: number, 
/**
 * Pieces rejected.
 */
rejected: number, 
/**
 * Pieces not made.
 */
missing: number, 
/**
 * Why pieces are missing; may be empty.
 */
reason: string, 
/**
 * Whether the server has it.
 */
sent: boolean, };

/**
 * Arguments of `plan.confirm`.
 */
export type ConfirmPlan = { 
/**
 * For which order.
 */
order: string, 
/**
 * Each becomes a batch.
 */
batches: Array<PlannedBatch>, };

/**
 * Somebody to call.
 */
export type Contact = { 
/**
 * Their name.
 */
name: string, 
/**
 * Their phone number; empty when it is not known.
 */
phone: string, };

/**
 * Arguments of `store.count_hand`.
 */
export type CountHand = { 
/**
 * What whom holds.
 */
person: number, 
/**
 * Code of the material.
 */
material: string, 
/**
 * What was found, in tenths; may be nothing.
 */
found: number, 
/**
 * Why it is not what the books say; needed when it is not.
 */
reason: string, };

/**
 * Arguments of `store.count`.
 */
export type CountStore = { 
/**
 * Code of the material.
 */
material: string, 
/**
 * What was found, in tenths; may be nothing.
 */
found: number, 
/**
 * Why it is not what the books say; needed when it is not.
 */
reason: string, };

/**
 * Arguments of `batch.create`.
 */
export type CreateBatch = { 
/**
 * For which order.
 */
order: string, 
/**
 * Which line.
 */
sku: string, 
/**
 * Who makes it.
 */
workshop: number, 
/**
 * How many pieces, at most what the line has left.
 */
pieces: number, 
/**
 * The day the office needs them, `2026-12-31`.
 */
due: string, 
/**
 * May be empty.
 */
note: string, };

/**
 * Arguments of `work.decide`.
 */
export type Decide = { 
/**
 * Which.
 */
assignment: string, 
/**
 * Yes or no.
 */
accept: boolean, 
/**
 * Why not; needed for a no.
 */
reason: string, };

/**
 * Arguments of `agree.decide`.
 */
export type DecideMatter = { 
/**
 * Which matter.
 */
matter: string, 
/**
 * One of its offers, or the offer of one of its sides.
 */
offer: string, };

/**
 * What was decided.
 */
export type DecisionChoice = "stayed" | "lost" | "arrived" | "real" | "twice" | "struck" | "leave" | "side";

/**
 * A decision that was made.
 */
export type DecisionRow = { 
/**
 * About what.
 */
question: MatterQuestion, 
/**
 * What was decided.
 */
choice: DecisionChoice, 
/**
 * Whose material or work; empty when it is nobody's.
 */
name: string, 
/**
 * The material, if it was about one.
 */
material: MaterialRef | null, 
/**
 * SKU or field, if it was about one.
 */
about: string, 
/**
 * Tenths or pieces.
 */
difference: number, 
/**
 * Who decided; empty when the device is not known here.
 */
by: string, 
/**
 * When, by the clock of the device.
 */
at: number, };

/**
 * A device.
 */
export type DeviceRow = { 
/**
 * Its id.
 */
device: string, 
/**
 * Whose it is.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Version of its app.
 */
app: string, 
/**
 * Entries that waited on it when it last said so.
 */
unsent: number, 
/**
 * When it was enrolled.
 */
enrolled: number, 
/**
 * When it was last heard of.
 */
last_seen: number, 
/**
 * When it was closed; none while it is open.
 */
closed: number | null, 
/**
 * Whether it is the device that asks.
 */
mine: boolean, };

/**
 * How a day for the workshop goes with the customer's.
 */
export type DueFit = "in_time" | "tight" | "late" | "no_day" | "never";

/**
 * One line of a statement.
 */
export type EarningsRow = { 
/**
 * What it is.
 */
what: LineKind, 
/**
 * Names the entry behind it with the month that it is written in, to take it back; empty where it cannot be.
 */
entry: string, 
/**
 * The assignment behind it; empty when there is none.
 */
assignment: string, 
/**
 * What was made; none when it is not about pieces.
 */
product: ProductRef | null, 
/**
 * When it was written, by that device's clock; none for a balance that is taken over.
 */
at: number | null, 
/**
 * Accepted or rejected pieces.
 */
pieces: number, 
/**
 * Cents for each.
 */
rate: number, 
/**
 * What it adds, in cents; below zero for what is taken off.
 */
amount: number, 
/**
 * Reason, and receipt number of an advance; may be empty.
 */
reason: string, 
/**
 * Receipt number of an advance; may be empty.
 */
receipt: string, 
/**
 * Why it is in this month.
 */
why: LineWhy, 
/**
 * The month that it is of or that it corrects; empty when that is this month.
 */
from: string, };

/**
 * A month of a person's statement.
 */
export type EarningsView = { 
/**
 * The month shown.
 */
month: string, 
/**
 * All months that have something to show, newest first, and the one shown.
 */
months: Array<string>, 
/**
 * What it is made of, newest first.
 */
lines: Array<EarningsRow>, 
/**
 * Sum of the lines, in cents.
 */
total: number, 
/**
 * When the month was closed; none while it is open.
 */
closed_at: number | null, 
/**
 * What was paid for the month or failed to be, oldest first.
 */
payments: Array<PaymentRow>, 
/**
 * Paid for this month, in cents.
 */
paid: number, 
/**
 * Still to be paid for this month, in cents; 0 while it is open.
 */
owed: number, 
/**
 * Still to be paid for all closed months, in cents.
 */
owed_in_all: number, 
/**
 * The closed months before and after this one of which something is still to be paid, newest first.
 */
owed_elsewhere: Array<OwedRow>, 
/**
 * Pieces handed in, in any month, that wait for a check.
 */
waiting_pieces: number, 
/**
 * What those would earn if all were accepted, in cents.
 */
waiting_amount: number, };

/**
 * Arguments of `phone.enrol`.
 */
export type Enrol = { 
/**
 * Address of the server, `https://…`; empty for the one this app was built or started with.
 */
server: string, 
/**
 * The 12 characters of the invitation; spaces, dashes and lower case do not matter.
 */
code: string, };

/**
 * A file.
 */
export type ExportFile = { 
/**
 * What to call it.
 */
name: string, 
/**
 * Its kind, as browsers name kinds.
 */
mime: string, 
/**
 * Its bytes, in base 64.
 */
bytes: string, 
/**
 * How many rows it has below the names of the columns.
 */
rows: number, };

/**
 * A kind of file.
 */
export type ExportForm = "csv" | "xlsx";

/**
 * Arguments of `export.file`.
 */
export type ExportOf = { 
/**
 * What.
 */
what: ExportWhat, 
/**
 * As what kind of file.
 */
form: ExportForm, };

/**
 * What can be taken out. A lead takes out what is of their workshop; orders, earnings and payments are the office's.
 */
export type ExportWhat = "orders" | "batches" | "assignments" | "work_logs" | "checks" | "movements" | "earnings" | "payments";

/**
 * A file to save.
 */
export type FileView = { 
/**
 * What to call it.
 */
name: string, 
/**
 * What is in it.
 */
text: string, };

/**
 * What the work of a workshop will still take of a material, against what is there. All in tenths.
 */
export type ForecastRow = { 
/**
 * For accepted work: pieces not handed in yet, less what was used for them.
 */
takes: number, 
/**
 * In the hands of the people.
 */
in_hands: number, 
/**
 * Given to them and not confirmed.
 */
on_the_way: number, 
/**
 * What people still have to be given for accepted work.
 */
to_give: number, 
/**
 * Of that, what the store does not have.
 */
missing: number, 
/**
 * For work that is offered or not given out yet.
 */
planned: number, 
/**
 * Of that, what those do not have yet to whom it is offered, and all that is not given out.
 */
planned_to_give: number, 
/**
 * Of that, what the store will not have.
 */
planned_missing: number, };

/**
 * Arguments of `phone.forget_left`.
 */
export type ForgetLeft = { 
/**
 * Whom.
 */
profile: string, };

/**
 * Arguments of `qr.read`: a picture in shades of grey. At most a million pixels.
 */
export type GreyPicture = { 
/**
 * Pixels in a row.
 */
width: number, 
/**
 * Rows.
 */
height: number, 
/**
 * A byte for each pixel, 0 is black, row after row from the upper left, in base 64.
 */
grey: string, };

/**
 * Arguments of `work.hand_in`.
 */
export type HandIn = { 
/**
 * For which assignment.
 */
assignment: string, 
/**
 * How many pieces.
 */
pieces: number, };

/**
 * A person who holds a material or needs it. All in tenths.
 */
export type HandRow = { 
/**
 * Who.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * What they hold.
 */
has: number, 
/**
 * Given to them from this store and not confirmed.
 */
on_the_way: number, 
/**
 * What their accepted work will still take.
 */
takes: number, 
/**
 * What they still have to be given.
 */
to_get: number, 
/**
 * What they will have to be given on top if they accept what is offered to them.
 */
to_get_for_offers: number, };

/**
 * Work that came too late and waits for a decision.
 */
export type HeldRow = { 
/**
 * Names it.
 */
held: string, 
/**
 * Whose device brought it.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * When it came.
 */
at: number, 
/**
 * Why it is held: `revoked`, `ended` or `not_permitted`.
 */
why: string, 
/**
 * What kind of document, such as `work`.
 */
kind: string, 
/**
 * The workshop that it is about, where it is about one.
 */
workshop: WorkshopRef | null, 
/**
 * Whose work or material it is about; empty when it is about nobody's.
 */
about: string, 
/**
 * Changes.
 */
changes: number, 
/**
 * Entries that it would add.
 */
entries: number, 
/**
 * Pieces that it logs as made.
 */
made: number, 
/**
 * Pieces that it hands in.
 */
handed_in: number, 
/**
 * The code of what taking it would fail with.
 */
problem: string | null, };

/**
 * What happened.
 */
export type HistoryKind = "accepted" | "declined" | "log" | "hand_in" | "check" | "office_check" | "moved" | "not_here" | "ended";

/**
 * Something that happened to an assignment.
 */
export type HistoryRow = { 
/**
 * Names a log or check, for a correction; empty for what cannot be corrected.
 */
entry: string, 
/**
 * What.
 */
what: HistoryKind, 
/**
 * When, by the clock of the phone that wrote it.
 */
at: number, 
/**
 * Who wrote it; empty when the device is not known here.
 */
by: string, 
/**
 * Whether a lead wrote it for the artisan.
 */
on_behalf: boolean, 
/**
 * Pieces made, handed in or accepted.
 */
pieces: number, 
/**
 * Minutes, for a log.
 */
minutes: number, 
/**
 * Pieces spoilt, for a log.
 */
scrap: number, 
/**
 * Pieces sent back, for a check.
 */
rework: number, 
/**
 * Pieces rejected, for a check.
 */
rejected: number, 
/**
 * Note or reason; may be empty.
 */
note: string, 
/**
 * To whom pieces went on; empty otherwise.
 */
to: string, 
/**
 * Whether a later entry took its place; it does not count any more.
 */
replaced: boolean, 
/**
 * Whether the server has it.
 */
sent: boolean, };

/**
 * One material in a person's hands. held = received + agreed + counted - used - returned - scrapped.
 */
export type HoldingRow = { 
/**
 * The material.
 */
material: MaterialRef, 
/**
 * Confirmed as received, in tenths.
 */
received: number, 
/**
 * Used, in tenths.
 */
used: number, 
/**
 * Given back, in tenths.
 */
returned: number, 
/**
 * Spoilt, in tenths.
 */
scrapped: number, 
/**
 * Came as well, as lead or office decided where counts did not fit, in tenths.
 */
agreed: number, 
/**
 * What counts found, less what the books said, in tenths; below zero when there was less.
 */
counted: number, 
/**
 * Still held, in tenths.
 */
held: number, };

/**
 * What the person on this phone holds.
 */
export type HoldingView = { 
/**
 * One row for each material ever received.
 */
rows: Array<HoldingRow>, 
/**
 * What the store gave and the person has not confirmed.
 */
to_receive: Array<ToReceiveRow>, };

/**
 * Hours a week that somebody can work.
 */
export type HoursGiven = { 
/**
 * How many; none when it is not known any more.
 */
per_week: number | null, };

/**
 * A line that changed.
 */
export type ImportChange = { 
/**
 * What.
 */
product: ProductRef, 
/**
 * Pieces before; 0 for a new line.
 */
before: number, 
/**
 * Pieces now; 0 for a line that is gone.
 */
after: number, };

/**
 * A row of a file that cannot be used.
 */
export type ImportProblem = { 
/**
 * The line on which it begins, from 1.
 */
line: number, 
/**
 * Stable code of what is wrong.
 */
code: string, 
/**
 * The column; empty when it is about the row.
 */
field: string, 
/**
 * What was there; may be empty.
 */
text: string, 
/**
 * In English, with everything in it.
 */
detail: string, };

/**
 * An order of a file.
 */
export type ImportRow = { 
/**
 * Its number.
 */
number: string, 
/**
 * Pieces of all lines.
 */
pieces: number, 
/**
 * Lines that are new, gone or of another number of pieces.
 */
changes: Array<ImportChange>, 
/**
 * Batches that are being made for it.
 */
batches: number, };

/**
 * What a file of orders says, against what is known.
 */
export type ImportView = { 
/**
 * The form of the file.
 */
source: OrderSource, 
/**
 * Orders that are not known yet.
 */
new: Array<ImportRow>, 
/**
 * Orders that say something else now.
 */
changed: Array<ImportRow>, 
/**
 * Orders that the customer took back.
 */
cancelled: Array<ImportRow>, 
/**
 * How many are as they are known.
 */
same: number, 
/**
 * What cannot be used, by line.
 */
refused: Array<ImportProblem>, 
/**
 * Numbers of the orders that are left out because of that.
 */
left_out: Array<string>, };

/**
 * What people's pieces earned in a month: how many people how much, without names.
 */
export type IncomeMonth = { 
/**
 * Which.
 */
month: string, 
/**
 * Artisans who earned nothing.
 */
nothing: number, 
/**
 * People who earned something.
 */
people: number, 
/**
 * How wide a bar is, in cents.
 */
step: number, 
/**
 * How many people earned up to one step, up to two, and so on.
 */
bars: Array<number>, 
/**
 * A quarter of the people who earned something earned this or less, in cents.
 */
low: number, 
/**
 * Half of them.
 */
median: number, 
/**
 * Three quarters of them.
 */
high: number, };

/**
 * An invitation that can still be used.
 */
export type InvitationRow = { 
/**
 * Names it.
 */
invitation: string, 
/**
 * For whom.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * When it was made.
 */
created: number, 
/**
 * Until when.
 */
expires: number, };

/**
 * A new invitation. Its code is shown now and never again.
 */
export type InvitationView = { 
/**
 * The characters, in groups of four.
 */
code: string, 
/**
 * What its QR code holds.
 */
text: string, 
/**
 * For whom.
 */
name: string, 
/**
 * Until when.
 */
expires: number, };

/**
 * Arguments of `store.issue`.
 */
export type Issue = { 
/**
 * To whom.
 */
person: number, 
/**
 * Code of the material.
 */
material: string, 
/**
 * Tenths.
 */
quantity: number, 
/**
 * For which assignment, if for one.
 */
assignment: string | null, };

/**
 * The two languages of the app.
 */
export type Language = "en" | "sw";

/**
 * How many days the batches took that were completed in a month, from when they were planned.
 */
export type LeadTimeMonth = { 
/**
 * Which.
 */
month: string, 
/**
 * How many batches.
 */
batches: number, 
/**
 * A quarter of them took so many days or fewer.
 */
low: number, 
/**
 * Half of them.
 */
median: number, 
/**
 * Three quarters of them.
 */
high: number, };

/**
 * Somebody whom the office took off this phone. Nothing else of them is here.
 */
export type LeftPerson = { 
/**
 * Names them in `phone.forget_left`.
 */
profile: string, 
/**
 * Their name.
 */
name: string, 
/**
 * The organisation's name.
 */
organisation: string, 
/**
 * Why: `revoked` (this phone) or `ended` (the person has left).
 */
reason: string, 
/**
 * Entries that had not been sent and that the office has now.
 */
handed_over: number, 
/**
 * When, by this phone's clock.
 */
at: number, };

/**
 * What a line is.
 */
export type LineKind = "check" | "office_check" | "bonus" | "deduction" | "advance" | "taken_back" | "carried" | "overpaid" | "gone";

/**
 * Arguments of `run.paid`.
 */
export type LinePaid = { 
/**
 * Which run.
 */
run: number, 
/**
 * Which line.
 */
line: string, 
/**
 * The receipt number.
 */
receipt: string, };

/**
 * Arguments of `run.leave_out` and `run.failed`.
 */
export type LineReason = { 
/**
 * Which run.
 */
run: number, 
/**
 * Which line.
 */
line: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Why a line is in its month.
 */
export type LineWhy = "own" | "late" | "clock" | "correction";

/**
 * Arguments of `work.log`.
 */
export type LogWork = { 
/**
 * For which assignment.
 */
assignment: string, 
/**
 * Pieces made.
 */
pieces: number, 
/**
 * Minutes it took, at most a day.
 */
minutes: number, 
/**
 * Pieces spoilt.
 */
scrap: number, 
/**
 * May be empty.
 */
note: string, 
/**
 * The entry that this one replaces.
 */
corrects: string | null, };

/**
 * So much of one lot.
 */
export type LotPart = { 
/**
 * Its number; empty where none was said.
 */
lot: string, 
/**
 * Tenths.
 */
quantity: number, };

/**
 * What is left of a lot.
 */
export type LotRow = { 
/**
 * Its number; empty for what no lot was said of.
 */
lot: string, 
/**
 * When the first of it came; none where it is not known to have come.
 */
at: number | null, 
/**
 * How much came, in tenths.
 */
came: number, 
/**
 * What is left of it, in tenths: what came first went first.
 */
left: number, 
/**
 * How much more was written to have gone of it than came, in tenths.
 */
over: number, };

/**
 * Material that runs short at a workshop.
 */
export type LowRow = { 
/**
 * Where.
 */
workshop: WorkshopRef, 
/**
 * What, and by how much.
 */
stock: StoreRow, };

/**
 * Number of what was made.
 */
export type Made = { 
/**
 * The number; none when it was there before.
 */
number: number | null, };

/**
 * So much of a material.
 */
export type MaterialAmount = { 
/**
 * The material.
 */
material: MaterialRef, 
/**
 * Tenths of its unit.
 */
quantity: number, };

/**
 * A material, as much as a list needs.
 */
export type MaterialRef = { 
/**
 * Its code.
 */
code: string, 
/**
 * English name; the code when the material is not on this phone.
 */
name_en: string, 
/**
 * Swahili name; the code when the material is not on this phone.
 */
name_sw: string, 
/**
 * `g`, `piece` or `cm`.
 */
unit: string, };

/**
 * What a matter is about.
 */
export type MatterQuestion = "receipt" | "handed_in" | "checked" | "split" | "completion" | "field" | "count";

/**
 * Counts or fields that do not fit together.
 */
export type MatterRow = { 
/**
 * Names it in `agree.decide`.
 */
matter: string, 
/**
 * What it is about.
 */
question: MatterQuestion, 
/**
 * Where; none for what belongs to no workshop.
 */
workshop: WorkshopRef | null, 
/**
 * Whose material or work; empty when it is nobody's.
 */
name: string, 
/**
 * What is made, if that is what it is about.
 */
product: ProductRef | null, 
/**
 * The material, if that is what it is about.
 */
material: MaterialRef | null, 
/**
 * The order's number, if it is for one.
 */
order_number: string, 
/**
 * The field, with [`MatterQuestion::Field`].
 */
field: string, 
/**
 * The kind of document, with [`MatterQuestion::Field`].
 */
kind: string, 
/**
 * The assignment, if it is about one; else empty.
 */
assignment: string, 
/**
 * The batch, if it is about one; else empty.
 */
batch: string, 
/**
 * By how much the counts differ: tenths of the material, or pieces.
 */
difference: number, 
/**
 * What stands until somebody decides: tenths, pieces or, of a field, its value.
 */
stands: string, 
/**
 * Who wrote what.
 */
sides: Array<SideRow>, 
/**
 * What can be decided, besides choosing a side that has an offer of its own.
 */
offers: Array<string>, 
/**
 * Whether the person on this phone may decide it.
 */
may_decide: boolean, 
/**
 * Decisions that were made without knowing of each other.
 */
decided: Array<DecisionRow>, };

/**
 * The person that this phone's profile belongs to.
 */
export type Me = { 
/**
 * Their number.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * The organisation's name.
 */
organisation: string, 
/**
 * Their workshop, none for a coordinator.
 */
workshop: WorkshopRef | null, 
/**
 * Who to call: the workshop's lead, or none for a lead or coordinator.
 */
lead: Contact | null, };

/**
 * A member of a workshop.
 */
export type MemberRow = { 
/**
 * Their number.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * Their workshop.
 */
workshop: number, 
/**
 * What they can do, in the words of the people list.
 */
skills: Array<string>, 
/**
 * Hours a week they can work; none when not known.
 */
hours_per_week: number | null, 
/**
 * Pieces they hold that are not yet handed in.
 */
open_pieces: number, };

/**
 * Arguments of `assignment.move`.
 */
export type Move = { 
/**
 * Which assignment.
 */
assignment: string, 
/**
 * To whom.
 */
person: number, 
/**
 * How many pieces, at most those that are not begun.
 */
pieces: number, 
/**
 * Whether it is help; no: who had them cannot make them.
 */
help: boolean, 
/**
 * May be empty.
 */
reason: string, };

/**
 * Arguments of `person.move`.
 */
export type MovePerson = { 
/**
 * Who.
 */
person: number, 
/**
 * What they are from now on.
 */
role: Role, 
/**
 * Their workshop, none for a coordinator.
 */
workshop: number | null, };

/**
 * What happened to material.
 */
export type MovementKind = "received" | "scrapped" | "issued" | "taken_back" | "used" | "returned" | "counted" | "agreed";

/**
 * A movement of material.
 */
export type MovementRow = { 
/**
 * What happened.
 */
what: MovementKind, 
/**
 * Who wrote it, when, from where.
 */
signed: Signed, 
/**
 * The assignment that it was for, where the person on this phone may look at it; else empty.
 */
assignment: string, 
/**
 * The person who gave, got or holds it; empty when nobody did.
 */
name: string, 
/**
 * By how much it changes what is there, in tenths: below zero for what goes.
 */
quantity: number, 
/**
 * Of a count: what was found, in tenths.
 */
found: number | null, 
/**
 * Of a count: what the books said, in tenths.
 */
books: number, 
/**
 * The lot, or the reason; may be empty.
 */
text: string, 
/**
 * Of which lots, where that is said of what moved between the store and a person.
 */
lots: Array<LotPart>, 
/**
 * Whether it is part of the balance: of two phones' entries about the same thing one is.
 */
counts: boolean, 
/**
 * Given, and not confirmed: part of what is on the way. It is in nobody's hands yet.
 */
waits: boolean, };

/**
 * Material for a batch against the store.
 */
export type NeedRow = { 
/**
 * The material.
 */
material: MaterialRef, 
/**
 * For all pieces of the batch, in tenths.
 */
needed: number, 
/**
 * Of that, for the pieces that are not handed in yet, less what was used for them already.
 */
still: number, 
/**
 * In the store now, in tenths.
 */
in_store: number, 
/**
 * In the hands of the workshop's people, in tenths.
 */
held: number, 
/**
 * Given to them and not confirmed, in tenths.
 */
on_the_way: number, };

/**
 * Arguments of `check.not_here`.
 */
export type NotHere = { 
/**
 * Whose pieces.
 */
assignment: string, 
/**
 * How many of those that wait for the check did not come.
 */
pieces: number, };

/**
 * No arguments, or nothing to say.
 */
export type Nothing = Record<symbol, never>;

/**
 * Names an assignment.
 */
export type OfAssignment = { 
/**
 * Which.
 */
assignment: string, };

/**
 * Names a batch.
 */
export type OfBatch = { 
/**
 * Which.
 */
batch: string, };

/**
 * Names a place on the board.
 */
export type OfBoard = { 
/**
 * Which.
 */
what: BoardPlace, };

/**
 * Arguments of `trail.day`.
 */
export type OfDay = { 
/**
 * Which.
 */
day: string, };

/**
 * Arguments of `device.revoke`.
 */
export type OfDevice = { 
/**
 * Which.
 */
device: string, };

/**
 * Arguments of `material.stock`.
 */
export type OfHand = { 
/**
 * Whose; nobody's name means one's own.
 */
person: number | null, 
/**
 * Code of the material.
 */
material: string, };

/**
 * Arguments of a call about something that is held.
 */
export type OfHeld = { 
/**
 * Which.
 */
held: string, };

/**
 * Arguments of `invitation.revoke`.
 */
export type OfInvitation = { 
/**
 * Which.
 */
invitation: string, };

/**
 * Arguments of `trail.material`.
 */
export type OfMaterialTrail = { 
/**
 * Whose; none for everybody's and the store's. An artisan sees their own.
 */
person: number | null, 
/**
 * Of which workshop; only a coordinator names one, and sees all when they do not.
 */
workshop: number | null, 
/**
 * Code of the material; empty for all.
 */
material: string, };

/**
 * Arguments of `earnings.month` and `pay.month`.
 */
export type OfMonth = { 
/**
 * Which month; none for the one of this phone's clock.
 */
month: string | null, };

/**
 * Names an order.
 */
export type OfOrder = { 
/**
 * Which.
 */
order: string, };

/**
 * Arguments of `trail.payment`.
 */
export type OfPaymentTrail = { 
/**
 * Whose; none for one's own. Others' are for coordinators.
 */
person: number | null, 
/**
 * Which month.
 */
month: string, };

/**
 * Arguments of a call about a person.
 */
export type OfPerson = { 
/**
 * Who.
 */
person: number, };

/**
 * Names a run.
 */
export type OfRun = { 
/**
 * Which.
 */
run: number, };

/**
 * Arguments of `store.material`.
 */
export type OfStore = { 
/**
 * Whose store; only a coordinator names another than their own.
 */
workshop: number | null, 
/**
 * Code of the material.
 */
material: string, };

/**
 * Arguments of `store.list`.
 */
export type OfStores = { 
/**
 * Whose store; only a coordinator names another than their own.
 */
workshop: number | null, };

/**
 * Arguments of `order.preview` and `order.import`.
 */
export type OrderFile = { 
/**
 * The name of the file, for reports.
 */
name: string, 
/**
 * Its bytes, in base 64.
 */
bytes: string, };

/**
 * A line of an order.
 */
export type OrderLineRow = { 
/**
 * What.
 */
product: ProductRef, 
/**
 * How many.
 */
pieces: number, 
/**
 * When; empty when the file did not say.
 */
due: string, 
/**
 * Pieces planned into batches.
 */
batched: number, 
/**
 * Pieces accepted.
 */
accepted: number, };

/**
 * An order in a list.
 */
export type OrderRow = { 
/**
 * Names it in other calls.
 */
order: string, 
/**
 * The customer's number.
 */
number: string, 
/**
 * Where it came from.
 */
source: OrderSource, 
/**
 * The day it was placed; empty when not known.
 */
placed: string, 
/**
 * The earliest day one of its lines is due; empty when none says so.
 */
due: string, 
/**
 * Where it stands.
 */
state: OrderState, 
/**
 * Lines.
 */
lines: number, 
/**
 * Pieces of all lines.
 */
pieces: number, 
/**
 * Pieces planned into batches.
 */
batched: number, 
/**
 * Pieces accepted.
 */
accepted: number, };

/**
 * Where an order came from.
 */
export type OrderSource = "shopify" | "wholesale";

/**
 * Where an order stands.
 */
export type OrderState = "to_plan" | "in_progress" | "complete" | "cancelled";

/**
 * An order with its lines and batches.
 */
export type OrderView = { 
/**
 * The numbers.
 */
row: OrderRow, 
/**
 * The customer's note; may be empty.
 */
note: string, 
/**
 * Its lines, by SKU.
 */
lines: Array<OrderLineRow>, 
/**
 * Its batches.
 */
batches: Array<BatchRow>, };

/**
 * A week of output.
 */
export type OutputWeek = { 
/**
 * Its first day.
 */
monday: string, 
/**
 * Pieces accepted in it, without those that the office rejected afterwards.
 */
pieces: number, };

/**
 * A month of which something is still to be paid.
 */
export type OwedRow = { 
/**
 * Which.
 */
month: string, 
/**
 * How much, in cents.
 */
owed: number, };

/**
 * Something that a person has to look at.
 */
export type PayFinding = "closed_twice" | "wrong_total" | "overpaid" | "contested" | "counted_twice";

/**
 * What can be written into a statement.
 */
export type PayKind = "bonus" | "deduction" | "advance";

/**
 * Names a person's month.
 */
export type PayOf = { 
/**
 * Whose.
 */
person: number, 
/**
 * Which month; none for the first that is open.
 */
month: string | null, };

/**
 * One person's month with everything behind it.
 */
export type PayPersonView = { 
/**
 * Whose.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Their phone number; empty when it is not known.
 */
phone: string, 
/**
 * What they see.
 */
statement: EarningsView, 
/**
 * The first month that is not closed: what is written now goes there or later.
 */
first_open: string, 
/**
 * What somebody has to look at.
 */
findings: Array<PayFinding>, 
/**
 * Who did what, newest first.
 */
trail: Array<TrailRow>, };

/**
 * One person's month.
 */
export type PayRow = { 
/**
 * Whose.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * For pieces, in cents.
 */
earned: number, 
/**
 * Bonuses and what was taken over or back, in cents; may be below zero.
 */
other: number, 
/**
 * Deductions and advances, in cents, above zero.
 */
deducted: number, 
/**
 * What it comes to, in cents.
 */
total: number, 
/**
 * Whether the month is closed.
 */
closed: boolean, 
/**
 * Paid, in cents.
 */
paid: number, 
/**
 * Still to be paid, in cents.
 */
owed: number, 
/**
 * Whether somebody has to look at it: closed twice, paid twice, paid and failed.
 */
to_look: boolean, };

/**
 * A month of everybody's pay.
 */
export type PayView = { 
/**
 * The month shown.
 */
month: string, 
/**
 * All months that have something to show, newest first, and the one shown.
 */
months: Array<string>, 
/**
 * Whoever has something in it, by name.
 */
people: Array<PayRow>, 
/**
 * People whose month can be closed now.
 */
to_close: number, 
/**
 * People who are owed something that is in no run.
 */
to_prepare: number, 
/**
 * What those are owed, in cents.
 */
to_prepare_amount: number, };

/**
 * What became of one payout.
 */
export type PaymentRow = { 
/**
 * The number of the run.
 */
run: number, 
/**
 * When it was written down.
 */
at: number, 
/**
 * What arrived, in cents; 0 when it failed.
 */
amount: number, 
/**
 * The receipt number; empty when it failed.
 */
receipt: string, 
/**
 * Why it failed; empty when it did not.
 */
failed: string, 
/**
 * Whether people say different things of it.
 */
contested: boolean, };

/**
 * A month of somebody's pay.
 */
export type PaymentTrail = { 
/**
 * The month.
 */
month: string, 
/**
 * Whose.
 */
name: string, 
/**
 * What was done, the newest first.
 */
rows: Array<TrailRow>, };

/**
 * Everybody, and the workshops they can be in.
 */
export type PeopleView = { 
/**
 * By name; those who have left come last.
 */
people: Array<PersonRow>, 
/**
 * By code.
 */
workshops: Array<WorkshopRef>, 
/**
 * What people here can do or would have to: the words that can be chosen, in the words of the people list.
 */
skills: Array<string>, };

/**
 * A person enrolled on this phone.
 */
export type PersonOnPhone = { 
/**
 * Names the person in every other call.
 */
profile: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * Code of their workshop, none for a coordinator.
 */
workshop: string | null, 
/**
 * Entries on this phone that the server has not confirmed.
 */
unsent: number, 
/**
 * Whether the demonstration's switch has the network on.
 */
network: boolean, };

/**
 * A person.
 */
export type PersonRow = { 
/**
 * Their number.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * What they are, or were.
 */
role: Role, 
/**
 * Their workshop, none for a coordinator.
 */
workshop: WorkshopRef | null, 
/**
 * Their phone number; empty when it is not known.
 */
phone: string, 
/**
 * What they can do; empty when it is not known.
 */
skills: Array<string>, 
/**
 * Hours a week they can work; none when not known.
 */
hours_per_week: number | null, 
/**
 * When they left; none while they are here.
 */
left: number | null, 
/**
 * Whether it is who asks.
 */
me: boolean, };

/**
 * What the first screen needs.
 */
export type PhoneView = { 
/**
 * The language chosen on this phone, if one was.
 */
language: Language | null, 
/**
 * The people enrolled on this phone, in the order they were.
 */
people: Array<PersonOnPhone>, 
/**
 * Whether this is the demonstration, where each person's network can be switched off.
 */
demo: boolean, 
/**
 * Version of the app.
 */
version: string, 
/**
 * People whom the office has taken off this phone, until somebody has read it.
 */
left: Array<LeftPerson>, };

/**
 * A plan for one line of an order.
 */
export type PlanLine = { 
/**
 * What.
 */
product: ProductRef, 
/**
 * How many are left to plan.
 */
pieces: number, 
/**
 * The customer's day; empty when they named none.
 */
customer_due: string, 
/**
 * The day for the workshops.
 */
due: string, 
/**
 * How it goes with the customer's day.
 */
fit: DueFit, 
/**
 * Days to spare, or too late.
 */
days: number, 
/**
 * Over the workshops.
 */
split: SuggestedSplit, };

/**
 * Material for a plan against what a workshop has.
 */
export type PlanNeedRow = { 
/**
 * Where.
 */
workshop: WorkshopRef, 
/**
 * What.
 */
material: MaterialRef, 
/**
 * For all batches of the plan there, in tenths.
 */
needed: number, 
/**
 * In the store and in people's hands, without what open batches there still take, in tenths.
 */
free: number, };

/**
 * Arguments of `plan.needs`.
 */
export type PlanNeeds = { 
/**
 * As they are on the screen.
 */
batches: Array<PlannedBatch>, };

/**
 * A plan for all that an order has left.
 */
export type PlanView = { 
/**
 * The order's number.
 */
number: string, 
/**
 * Its lines that have something left, those due first in front.
 */
lines: Array<PlanLine>, };

/**
 * A batch of a plan.
 */
export type PlannedBatch = { 
/**
 * Which line.
 */
sku: string, 
/**
 * Who makes it.
 */
workshop: number, 
/**
 * How many pieces.
 */
pieces: number, 
/**
 * The day the office needs them, `2026-12-31`.
 */
due: string, };

/**
 * A product, as much as a list needs.
 */
export type ProductRef = { 
/**
 * Stock keeping unit.
 */
sku: string, 
/**
 * English name; the SKU when the product is not on this phone.
 */
name_en: string, 
/**
 * Swahili name; the SKU when the product is not on this phone.
 */
name_sw: string, };

/**
 * A code as a drawing.
 */
export type QrDrawing = { 
/**
 * Width and height in squares, with the white edge that cameras need.
 */
size: number, 
/**
 * The dark squares as the path of an SVG.
 */
path: string, };

/**
 * What a picture says.
 */
export type QrFound = { 
/**
 * The text of the code in it; none when no code is seen.
 */
text: string | null, };

/**
 * Arguments of `qr.draw`.
 */
export type QrOf = { 
/**
 * What the code is to say.
 */
text: string, };

/**
 * Names a person.
 */
export type QualityOf = { 
/**
 * Whose; none for one's own.
 */
person: number | null, };

/**
 * How a person's work turned out, as counts.
 */
export type QualityView = { 
/**
 * Whose.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Pieces that were checked for the first time.
 */
checked: number, 
/**
 * Of these, good at the first check.
 */
good_at_first: number, 
/**
 * Pieces sent back, each time counted.
 */
rework: number, 
/**
 * Pieces rejected, by the lead or the office.
 */
rejected: number, 
/**
 * Assignments that are finished.
 */
finished: number, 
/**
 * Of these, with the last piece handed in by the day it was due.
 */
on_time: number, 
/**
 * The assignments behind these counts, the last handed in first.
 */
works: Array<QualityWork>, };

/**
 * An assignment that was checked.
 */
export type QualityWork = { 
/**
 * Which.
 */
assignment: string, 
/**
 * What was made.
 */
product: ProductRef, 
/**
 * The day of the last hand-in; empty when nothing was handed in.
 */
day: string, 
/**
 * Pieces that were checked for the first time.
 */
checked: number, 
/**
 * Of these, good at the first check.
 */
good_at_first: number, 
/**
 * Pieces sent back, each time counted.
 */
rework: number, 
/**
 * Pieces rejected, by the lead or the office.
 */
rejected: number, 
/**
 * Whether it was finished by the day it was due; none while it is not finished.
 */
on_time: boolean | null, };

/**
 * Arguments of `material.receive`.
 */
export type Receive = { 
/**
 * Which issue.
 */
issue: string, 
/**
 * How much was really received, in tenths.
 */
quantity: number, };

/**
 * Arguments of `check.record`: accepted + rework + rejected is what was counted.
 */
export type RecordCheck = { 
/**
 * Whose pieces.
 */
assignment: string, 
/**
 * Good pieces.
 */
accepted: number, 
/**
 * Pieces that go back.
 */
rework: number, 
/**
 * Pieces that cannot be used.
 */
rejected: number, 
/**
 * Why; needed when pieces go back or are rejected.
 */
reason: string, };

/**
 * Arguments of `check.office`.
 */
export type RecordOfficeCheck = { 
/**
 * Which assignment.
 */
assignment: string, 
/**
 * Pieces that are good.
 */
good: number, 
/**
 * Pieces that are not.
 */
rejected: number, 
/**
 * Why not; needed when pieces are rejected.
 */
reason: string, };

/**
 * An edit that the server refused. It stays on this phone.
 */
export type RefusedRow = { 
/**
 * What kind of document it was for, such as `batch`.
 */
kind: string, 
/**
 * The server's code.
 */
code: string, 
/**
 * When the refusal came, by this phone's clock.
 */
at: number, };

/**
 * What a person is in the organisation.
 */
export type Role = "artisan" | "lead" | "coordinator";

/**
 * A line of a run.
 */
export type RunLineRow = { 
/**
 * Names it in other calls.
 */
line: string, 
/**
 * To whom.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Where the money goes; empty when no number is known.
 */
phone: string, 
/**
 * Whether the list was prepared without a number, and this is the one that is known now.
 */
phone_later: boolean, 
/**
 * The person's number, where it is another by now than the one that the list was prepared with.
 */
phone_now: string | null, 
/**
 * For which month.
 */
month: string, 
/**
 * How much, in cents.
 */
amount: number, 
/**
 * Where it stands.
 */
state: RunLineState, 
/**
 * The receipt number; empty until it is paid.
 */
receipt: string, 
/**
 * Why it failed; empty unless it did.
 */
failed: string, 
/**
 * The run that pays it instead; none when there is none.
 */
other_run: number | null, 
/**
 * Whether people say different things of it.
 */
contested: boolean, };

/**
 * Where a line of a run stands.
 */
export type RunLineState = "waiting" | "paid" | "failed" | "elsewhere" | "not_owed";

/**
 * A run in a list.
 */
export type RunRow = { 
/**
 * Names it in other calls.
 */
run: number, 
/**
 * Where it stands.
 */
state: RunStateWord, 
/**
 * When it was prepared.
 */
at: number, 
/**
 * Who prepared it; empty when the device is not known here.
 */
by: string, 
/**
 * Lines.
 */
lines: number, 
/**
 * What it pays in all, in cents.
 */
total: number, 
/**
 * Lines that were paid.
 */
paid: number, 
/**
 * Lines that failed.
 */
failed: number, 
/**
 * Whether somebody has to look at it.
 */
to_look: boolean, };

/**
 * Where a run stands.
 */
export type RunStateWord = "prepared" | "approved" | "done" | "cancelled";

/**
 * A run with its lines.
 */
export type RunView = { 
/**
 * The numbers.
 */
row: RunRow, 
/**
 * What it pays, by name.
 */
lines: Array<RunLineRow>, 
/**
 * What somebody else prepared under the same number; it is not paid.
 */
beside: Array<RunLineRow>, 
/**
 * Who approved it; empty until somebody did.
 */
approved_by: string, 
/**
 * When they did.
 */
approved_at: number | null, 
/**
 * Whether an approval does not count: the run changed since, or its maker wrote it.
 */
void_approval: boolean, 
/**
 * Whether the person on this phone may approve it.
 */
may_approve: boolean, 
/**
 * Whether the person on this phone may leave lines out.
 */
may_change: boolean, 
/**
 * Who did what, newest first.
 */
trail: Array<TrailRow>, };

/**
 * All runs of payouts.
 */
export type RunsView = { 
/**
 * Newest first.
 */
runs: Array<RunRow>, 
/**
 * People who are owed something that is in no run.
 */
to_prepare: number, 
/**
 * What those are owed, in cents.
 */
to_prepare_amount: number, 
/**
 * Whose months these are, in the order of their names.
 */
owed: Array<ToPrepareRow>, };

/**
 * Arguments of `phone.set_language`.
 */
export type SetLanguage = { 
/**
 * The language.
 */
language: Language, };

/**
 * Arguments of `phone.set_network`, which only the demonstration allows.
 */
export type SetNetwork = { 
/**
 * Whose.
 */
profile: string, 
/**
 * On or off.
 */
on: boolean, };

/**
 * One share of a split.
 */
export type Share = { 
/**
 * Who.
 */
person: number, 
/**
 * How many pieces, at least one.
 */
pieces: number, };

/**
 * What a side is.
 */
export type SideKind = "issued" | "received" | "assigned" | "handed_in" | "checked" | "asked" | "recorded" | "now" | "logged" | "value" | "counted";

/**
 * One side of a matter.
 */
export type SideRow = { 
/**
 * What it is.
 */
what: SideKind, 
/**
 * Who wrote it, when, from where. Of a share: whose it is, and nothing else.
 */
signed: Signed, 
/**
 * Tenths or pieces; 0 for a field.
 */
quantity: number, 
/**
 * Of a field, its value: a day as `2026-12-31`, numbers in their smallest unit, `true` or `false`.
 */
value: string, 
/**
 * Chooses just this side in `agree.decide`; empty when that is no choice.
 */
offer: string, };

/**
 * Who wrote an entry, when and from which phone.
 */
export type Signed = { 
/**
 * Who; empty when the device is not known here, or when nobody wrote it.
 */
by: string, 
/**
 * From which phone: the beginning of its name. Empty when nobody wrote it.
 */
device: string, 
/**
 * When, by the clock of that phone; none where nothing says so.
 */
at: number | null, 
/**
 * When it was in truth, where this phone knows how far that clock was off.
 */
corrected: number | null, 
/**
 * Whether that clock showed what cannot be.
 */
doubtful: boolean, 
/**
 * Whether the server has it.
 */
sent: boolean, };

/**
 * Arguments of `batch.split`.
 */
export type Split = { 
/**
 * Which batch.
 */
batch: string, 
/**
 * Who gets how many; each becomes an offered assignment.
 */
shares: Array<Share>, 
/**
 * A note for the artisans; may be empty.
 */
note: string, };

/**
 * One step of making a product.
 */
export type StepRow = { 
/**
 * In English.
 */
text_en: string, 
/**
 * In Swahili.
 */
text_sw: string, 
/**
 * The name of its picture; empty when there is none.
 */
picture: string, };

/**
 * One material in a store or in a person's hands, with everything behind the number.
 */
export type StockView = { 
/**
 * What.
 */
material: MaterialRef, 
/**
 * Where it comes from, as the material list says it.
 */
source: string, 
/**
 * Whose; empty for a store.
 */
name: string, 
/**
 * What is there, in tenths: the sum of all movements that count.
 */
balance: number, 
/**
 * Given to the person, or by the store to anybody, and not confirmed, in tenths. Not part of what anybody holds.
 */
on_the_way: number, 
/**
 * Given back by the person, or to the store by anybody, and not taken back yet, in tenths.
 */
coming_back: number, 
/**
 * Of a store: against what work will still take.
 */
forecast: ForecastRow | null, 
/**
 * Of a store: the work behind that, what was accepted first.
 */
work: Array<TakesRow>, 
/**
 * Of a store: the people who hold it or need it, by name.
 */
hands: Array<HandRow>, 
/**
 * What it is made of, the oldest first. Together they are the balance.
 */
lots: Array<LotRow>, 
/**
 * Every movement, the newest first.
 */
movements: Array<MovementRow>, 
/**
 * Whether the person on this phone may count it.
 */
may_count: boolean, };

/**
 * Arguments of `store.receive`.
 */
export type StoreReceive = { 
/**
 * Code of the material.
 */
material: string, 
/**
 * Tenths.
 */
quantity: number, 
/**
 * Lot number; may be empty.
 */
lot: string, };

/**
 * One material in the store. in_store = received + taken_back + agreed + counted - issued - scrapped.
 */
export type StoreRow = { 
/**
 * The material.
 */
material: MaterialRef, 
/**
 * Came in, in tenths.
 */
received: number, 
/**
 * Given to people, in tenths.
 */
issued: number, 
/**
 * Taken back from people, in tenths.
 */
taken_back: number, 
/**
 * Spoilt in the store, in tenths.
 */
scrapped: number, 
/**
 * Written down as given out but never left, as lead or office decided where counts did not fit, in tenths.
 */
agreed: number, 
/**
 * What counts found, less what the books said, in tenths; below zero when there was less.
 */
counted: number, 
/**
 * What is there, in tenths.
 */
in_store: number, 
/**
 * Given back by people and not taken back yet, in tenths.
 */
coming_back: number, 
/**
 * Against what work will still take.
 */
forecast: ForecastRow, };

/**
 * The workshop's store.
 */
export type StoreView = { 
/**
 * One row for each material of the list.
 */
rows: Array<StoreRow>, 
/**
 * What members say they gave back and the store has not confirmed.
 */
to_take_back: Array<ToTakeBackRow>, };

/**
 * One share of a suggestion.
 */
export type SuggestedShare = { 
/**
 * The person's number; of a plan, the workshop's.
 */
id: number, 
/**
 * Their name; of a workshop, its code and place.
 */
name: string, 
/**
 * How many pieces.
 */
pieces: number, 
/**
 * For how many they have skill and hours.
 */
room: number, 
/**
 * Why.
 */
why: Array<Why>, };

/**
 * Who should make how many pieces, with the reasons.
 */
export type SuggestedSplit = { 
/**
 * One share for each who could be asked, those without pieces included.
 */
shares: Array<SuggestedShare>, 
/**
 * Pieces that nobody has the skill or the hours for until the day.
 */
left: number, 
/**
 * What making it takes, in the words of the people list.
 */
skills: Array<string>, 
/**
 * The first day by which all can be made; empty when nobody here can.
 */
earliest: string, };

/**
 * The four states of the badge.
 */
export type SyncState = "offline" | "syncing" | "sent" | "failed";

/**
 * What the badge on every screen shows.
 */
export type SyncView = { 
/**
 * Where it stands.
 */
state: SyncState, 
/**
 * Entries saved on this phone that the server has not confirmed.
 */
unsent: number, 
/**
 * When the last sync succeeded, by this phone's clock.
 */
last_sync: number | null, 
/**
 * Why the last attempt failed, when `state` is `failed`.
 */
error: CallError | null, 
/**
 * Entries that the server refused; they are kept and shown.
 */
refused: number, 
/**
 * Documents that came and that this app cannot read; they are kept, and read when it can.
 */
unread: number, 
/**
 * How many seconds this phone's clock is ahead of the server's, when it is more than five minutes off.
 */
clock_ahead: number | null, };

/**
 * Arguments of `store.take_back`.
 */
export type TakeBack = { 
/**
 * From whom.
 */
person: number, 
/**
 * Code of the material.
 */
material: string, 
/**
 * Tenths.
 */
quantity: number, };

/**
 * Arguments of `pay.take_back`.
 */
export type TakeBackPay = { 
/**
 * Whose.
 */
person: number, 
/**
 * The month that is shown.
 */
month: string, 
/**
 * Names the line.
 */
entry: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Arguments of `check.take_back`.
 */
export type TakeCheckBack = { 
/**
 * Whose pieces.
 */
assignment: string, 
/**
 * The check, as the history of the assignment names it.
 */
check: string, };

/**
 * Work that will still take a material.
 */
export type TakesRow = { 
/**
 * The batch.
 */
batch: string, 
/**
 * The assignment; empty for what is not given out.
 */
assignment: string, 
/**
 * What is made.
 */
product: ProductRef, 
/**
 * Who makes it; empty for what is not given out.
 */
name: string, 
/**
 * So much, in tenths.
 */
takes: number, 
/**
 * Whether nobody has accepted it yet.
 */
planned: boolean, };

/**
 * A timer, by this phone's clock.
 */
export type TimerView = { 
/**
 * Whether it runs.
 */
running: boolean, 
/**
 * Whole minutes so far.
 */
minutes: number, 
/**
 * Whether the clock jumped, so that the person has to say how long it was.
 */
doubtful: boolean, };

/**
 * A closed month of somebody that is owed and in no run.
 */
export type ToPrepareRow = { 
/**
 * Whose.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Which month.
 */
month: string, 
/**
 * What is owed, in cents.
 */
amount: number, };

/**
 * An issue that waits for the person's confirmation.
 */
export type ToReceiveRow = { 
/**
 * Names it in `material.receive`.
 */
issue: string, 
/**
 * What.
 */
material: MaterialRef, 
/**
 * How much the store wrote down, in tenths.
 */
quantity: number, 
/**
 * When, by the lead's clock.
 */
at: number, 
/**
 * Who gave it.
 */
by: string, };

/**
 * Returns of one person and material that the store has not taken back yet.
 */
export type ToTakeBackRow = { 
/**
 * Whose.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * What.
 */
material: MaterialRef, 
/**
 * Returned less taken back, in tenths.
 */
quantity: number, };

/**
 * What was done.
 */
export type TrailKind = "bonus" | "deduction" | "advance" | "taken_back" | "closed" | "paid" | "failed" | "line" | "left_out" | "approved" | "cancelled";

/**
 * Something that somebody did.
 */
export type TrailRow = { 
/**
 * What.
 */
what: TrailKind, 
/**
 * Who, when, from where.
 */
signed: Signed, 
/**
 * How much, in cents.
 */
amount: number, 
/**
 * Reason or receipt number; may be empty.
 */
text: string, 
/**
 * To whom, in a run; empty otherwise.
 */
person: string, 
/**
 * The number of the run that it belongs to; none when there is none.
 */
run: number | null, };

/**
 * A document that came and cannot be read on this phone. It is kept as it came.
 */
export type UnreadRow = { 
/**
 * Its kind, such as `batch`; `unknown` for one of a newer app.
 */
kind: string, 
/**
 * Whether a newer app is needed. Otherwise what came is damaged.
 */
newer: boolean, };

/**
 * Arguments of `material.use`.
 */
export type Use = { 
/**
 * For which assignment.
 */
assignment: string, 
/**
 * Code of the material.
 */
material: string, 
/**
 * Tenths.
 */
quantity: number, };

/**
 * A day.
 */
export type WeekDay = { 
/**
 * Which.
 */
day: string, 
/**
 * Pieces logged as made.
 */
logged: number, 
/**
 * Pieces handed in.
 */
handed_in: number, 
/**
 * Pieces checked, whatever was found.
 */
checked: number, };

/**
 * Minutes needed against minutes there are.
 */
export type WeekLoad = { 
/**
 * That the pieces still take.
 */
needed: number, 
/**
 * From today on, by the hours that the person promised or the usual ones.
 */
left: number, };

/**
 * A person's two weeks.
 */
export type WeekPerson = { 
/**
 * Who.
 */
person: number, 
/**
 * Their name.
 */
name: string, 
/**
 * Hours a week that they said they have; none when they did not.
 */
hours_per_week: number | null, 
/**
 * What is due by the end of this week.
 */
this_week: WeekLoad, 
/**
 * What is due by the end of the next, this week's included.
 */
next_week: WeekLoad, 
/**
 * Their assignments that are late or due by then and have pieces to hand in, due first in front.
 */
shares: Array<AssignmentRow>, };

/**
 * An assignment that waits for the check.
 */
export type WeekShare = { 
/**
 * The numbers.
 */
row: AssignmentRow, 
/**
 * The batch that it is a share of.
 */
batch: string, };

/**
 * This week and the next at the lead's workshop.
 */
export type WeekView = { 
/**
 * The last day of this week; the next ends seven days later.
 */
sunday: string, 
/**
 * The seven days of this week, Monday first.
 */
days: Array<WeekDay>, 
/**
 * Assignments with pieces that nobody has looked at, due first in front.
 */
waiting: Array<WeekShare>, 
/**
 * Open batches that are late or due by the end of next week, due first in front.
 */
batches: Array<BatchRow>, 
/**
 * Everybody at the workshop, by name.
 */
people: Array<WeekPerson>, };

/**
 * One reason, with the numbers that belong in the sentence.
 */
export type Why = { 
/**
 * What.
 */
what: WhyKind, 
/**
 * Pieces, minutes, cents or good ones.
 */
n: number, 
/**
 * Of how many; zero where there is no second number.
 */
of: number, };

/**
 * A reason.
 */
export type WhyKind = "no_skill" | "no_time" | "room" | "holds" | "hours_unknown" | "earned_less" | "earned_more" | "quality" | "on_time" | "no_record";

/**
 * Arguments of `assignment.withdraw`.
 */
export type Withdraw = { 
/**
 * Which assignment; only one that has not been begun.
 */
assignment: string, };

/**
 * A workshop, as much as a list needs.
 */
export type WorkshopRef = { 
/**
 * Its number.
 */
workshop: number, 
/**
 * Its code, such as `KIBERA-1`.
 */
code: string, 
/**
 * Where it is.
 */
place: string, };

/**
 * A workshop with what it has to do.
 */
export type WorkshopRow = { 
/**
 * Which.
 */
workshop: WorkshopRef, 
/**
 * Its lead's name; empty when it has none.
 */
lead: string, 
/**
 * How many people make pieces there, the lead included.
 */
members: number, 
/**
 * Pieces of open batches that are not accepted yet.
 */
open_pieces: number, };

/**
 * Arguments of `pay.write`.
 */
export type WritePay = { 
/**
 * Whose.
 */
person: number, 
/**
 * Which month; it must be open.
 */
month: string, 
/**
 * What.
 */
what: PayKind, 
/**
 * How much, in cents, above zero.
 */
amount: number, 
/**
 * For what.
 */
reason: string, 
/**
 * How an advance was given; may be empty.
 */
receipt: string, };
