//! The calls that a front end can make, declared once: name, argument type, reply type, what it does.
//!
//! The Tauri shell serves this table through one command and the web host through one route; neither
//! names a call again. The TypeScript client in `ui/src/lib/bindings/` is generated from it.

pub mod typescript;

use crate::api::agree::*;
use crate::api::board::*;
use crate::api::chart::*;
use crate::api::export::*;
use crate::api::material::*;
use crate::api::office::*;
use crate::api::pay::*;
use crate::api::people::*;
use crate::api::person::*;
use crate::api::phone::*;
use crate::api::plan::*;
use crate::api::qr::*;
use crate::api::sync::*;
use crate::api::trail::*;
use crate::api::week::*;
use crate::api::work::*;
use crate::api::workshop::*;
use crate::api::{MaterialRef, Nothing};
use crate::error::{ClientError, Result};
use crate::phone::Phone;
use serde_json::Value;
use std::sync::Arc;

/// Whether a call is about the phone or about one person on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Needs no profile.
    Phone,
    /// Needs the profile of a person.
    Person,
}

/// One row of the table.
pub struct CallSpec {
    /// Its name on every border.
    pub name: &'static str,
    /// What it is about.
    pub scope: Scope,
    /// What it does, one line.
    pub doc: &'static str,
    args: fn(&mut typescript::Types) -> String,
    reply: fn(&mut typescript::Types) -> String,
}

macro_rules! scope {
    (phone) => {
        Scope::Phone
    };
    (phone_async) => {
        Scope::Phone
    };
    (person) => {
        Scope::Person
    };
    (person_async) => {
        Scope::Person
    };
}

/// How a call of each scope reaches its use case. What touches the database runs where it may block.
macro_rules! answer {
    (phone, $phone:ident, $profile:ident, $args:ident, $handler:path) => {{
        let phone = $phone.clone();
        blocking(move || $handler(&phone, $args)).await
    }};
    (phone_async, $phone:ident, $profile:ident, $args:ident, $handler:path) => {
        $handler($phone, $args).await
    };
    (person, $phone:ident, $profile:ident, $args:ident, $handler:path) => {{
        let app = $phone.person($profile)?;
        blocking(move || $handler(&app, $args)).await
    }};
    (person_async, $phone:ident, $profile:ident, $args:ident, $handler:path) => {{
        let app = $phone.person($profile)?;
        $handler(&app, $args).await
    }};
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ClientError::Internal("a use case panicked"))?
}

macro_rules! calls {
    ($($(#[doc = $doc:literal])+ $scope:ident $name:literal => $($handler:ident)::+ ($args:ty) -> $reply:ty;)*) => {
        /// The table.
        pub const CALLS: &[CallSpec] = &[$(CallSpec {
            name: $name,
            scope: scope!($scope),
            doc: concat!($($doc),+),
            args: typescript::Types::name::<$args>,
            reply: typescript::Types::name::<$reply>,
        }),*];

        /// Answers the call `name`.
        pub(crate) async fn answer(phone: &Arc<Phone>, profile: Option<&str>, name: &str, args: Value) -> Result<Value> {
            match name {
                $($name => {
                    let args: $args = serde_json::from_value(args).map_err(|e| ClientError::BadArguments(e.to_string()))?;
                    let reply: $reply = answer!($scope, phone, profile, args, crate::use_cases::$($handler)::+)?;
                    serde_json::to_value(reply).map_err(|_| ClientError::Internal("a reply does not encode"))
                })*
                other => Err(ClientError::UnknownCall(other.to_owned())),
            }
        }
    };
}

calls! {
    // The phone, before a person is chosen.
    /// What the first screen needs: language and the people on this phone.
    phone "phone.open" => phone::open(Nothing) -> PhoneView;
    /// Changes the language of this phone.
    phone "phone.set_language" => phone::set_language(SetLanguage) -> Nothing;
    /// Enrols a person on this phone with an invitation. Needs the network.
    phone_async "phone.enrol" => phone::enrol(Enrol) -> PersonOnPhone;
    /// Takes a person of the demonstration off the network, or back.
    phone "phone.set_network" => phone::set_network(SetNetwork) -> Nothing;
    /// Somebody has read that the office took a person off this phone.
    phone "phone.forget_left" => phone::forget_left(ForgetLeft) -> Nothing;
    /// A QR code as a drawing.
    phone "qr.draw" => qr::draw(QrOf) -> QrDrawing;
    /// What the QR code says that a camera sees, if it sees one.
    phone "qr.read" => qr::read(GreyPicture) -> QrFound;
    // The person.
    /// Who the person is, and whom to call.
    person "person.me" => person::me(Nothing) -> Me;
    /// What the badge on every screen shows. Does not touch the network.
    person "sync.status" => sync::status(Nothing) -> SyncView;
    /// Syncs until there is nothing more, and says how it went.
    person_async "sync.now" => sync::now(Nothing) -> SyncView;
    /// Edits that the server refused, newest first.
    person "sync.refused" => sync::refused(Nothing) -> Vec<RefusedRow>;
    /// Documents that came and that this app cannot read, newest first.
    person "sync.unread" => sync::unread(Nothing) -> Vec<UnreadRow>;
    // Artisan (a lead may do the same for a member).
    /// The person's own assignments, open ones first, by due day.
    person "work.list" => work::list(Nothing) -> Vec<AssignmentRow>;
    /// One assignment with everything that happened to it.
    person "work.get" => work::get(OfAssignment) -> AssignmentView;
    /// Accepts or declines an offered assignment.
    person "work.decide" => work::decide(Decide) -> AssignmentView;
    /// Logs pieces, minutes and scrap, or corrects an earlier log.
    person "work.log" => work::log(LogWork) -> AssignmentView;
    /// Begins to measure the time of one's own work, on this phone only.
    person "timer.start" => timer::start(OfAssignment) -> AssignmentView;
    /// Stops measuring; what was measured waits to be logged.
    person "timer.stop" => timer::stop(OfAssignment) -> AssignmentView;
    /// Throws away what was measured.
    person "timer.discard" => timer::discard(OfAssignment) -> AssignmentView;
    /// Hands pieces in to the lead.
    person "work.hand_in" => work::hand_in(HandIn) -> AssignmentView;
    /// What the person holds and what waits to be received.
    person "material.holding" => material::holding(Nothing) -> HoldingView;
    /// Confirms an issue of material with what really came.
    person "material.receive" => material::receive(Receive) -> HoldingView;
    /// Uses held material for an assignment.
    person "material.use" => material::use_material(Use) -> HoldingView;
    /// Gives held material back to the store.
    person "material.give_back" => material::give_back(Amount) -> HoldingView;
    /// Writes held material off as spoilt.
    person "material.scrap" => material::scrap(Amount) -> HoldingView;
    /// One material in a person's hands, with everything behind the number.
    person "material.stock" => stock::in_hand(OfHand) -> StockView;
    /// The organisation's materials, by English name.
    person "material.list" => material::list(Nothing) -> Vec<MaterialRef>;
    /// A month's earnings, line by line.
    person "earnings.month" => earnings::month(OfMonth) -> EarningsView;
    /// How a person's work turned out, as counts: for themselves, their lead and the office.
    person "quality.person" => quality::person(QualityOf) -> QualityView;
    // Lead.
    /// Batches of the person's workshop, or of all for a coordinator: open ones first, by due day.
    person "batch.list" => batch::list(Nothing) -> Vec<BatchRow>;
    /// One batch with its shares and completion.
    person "batch.get" => batch::get(OfBatch) -> BatchView;
    /// How many batches and assignments are late, at risk or waiting, and for what.
    person "board.counts" => board::counts(Nothing) -> BoardView;
    /// The batches and assignments behind one of those counts.
    person "board.rows" => board::rows(OfBoard) -> BoardRows;
    /// A lead's week: what is due in this one and the next, what happened on its days, whether people's hours reach.
    person "week.list" => week::list(Nothing) -> WeekView;
    /// Offers shares of a batch to members.
    person "batch.split" => batch::split(Split) -> BatchView;
    /// Suggests who should make how many of the rest of a batch, with reasons.
    person "batch.suggest" => plan::suggest_shares(OfBatch) -> SuggestedSplit;
    /// Lets pieces that are not begun go on to somebody else: instead of who had them, or as help.
    person "assignment.move" => assignment::move_on(Move) -> BatchView;
    /// Takes back an assignment that has not been begun.
    person "assignment.withdraw" => assignment::withdraw(Withdraw) -> BatchView;
    /// Records the count and check of pieces handed in.
    person "check.record" => check::record(RecordCheck) -> BatchView;
    /// Says that fewer pieces came than were written down as handed in.
    person "check.not_here" => check::not_here(NotHere) -> BatchView;
    /// Takes a check back: its pieces wait to be checked again.
    person "check.take_back" => check::take_back(TakeCheckBack) -> AssignmentView;
    /// Records that a batch is complete.
    person "batch.complete" => batch::complete(Complete) -> BatchView;
    /// A workshop's store.
    person "store.list" => store::list(OfStores) -> StoreView;
    /// Material came into the store.
    person "store.receive" => store::receive(StoreReceive) -> StoreView;
    /// Gives material to a member.
    person "store.issue" => store::issue(Issue) -> StoreView;
    /// Takes material back from a member.
    person "store.take_back" => store::take_back(TakeBack) -> StoreView;
    /// One material in a store, with everything behind the number.
    person "store.material" => stock::in_store(OfStore) -> StockView;
    /// Material that runs short for accepted or planned work: of the person's workshop, or of all for a coordinator.
    person "store.low" => store::low(Nothing) -> Vec<LowRow>;
    /// Records what was found of a material in the store.
    person "store.count" => count::store(CountStore) -> StockView;
    /// Records what was found of a material that a member holds.
    person "store.count_hand" => count::hand(CountHand) -> StockView;
    /// Members of the person's workshop, or of all for a coordinator.
    person "member.list" => member::list(Nothing) -> Vec<MemberRow>;
    /// Counts and fields that do not fit together, and what was decided about such. Empty for an artisan.
    person "agree.list" => agree::list(Nothing) -> AgreeView;
    /// Decides a matter.
    person "agree.decide" => agree::decide(DecideMatter) -> AgreeView;
    /// Who did what with an assignment, when and from which phone, newest first. For leads and coordinators, and whose it is.
    person "trail.assignment" => trail::assignment(OfAssignment) -> Vec<ActivityRow>;
    /// The same of the movements of material: of a person, or of the whole workshop.
    person "trail.material" => trail::material(OfMaterialTrail) -> Vec<ActivityRow>;
    /// The same of one day of a lead's workshop: what was logged, handed in and checked.
    person "trail.day" => trail::day(OfDay) -> Vec<ActivityRow>;
    /// The same of a month of somebody's pay: what was written into it, prepared, approved and paid.
    person "trail.payment" => trail::payment(OfPaymentTrail) -> PaymentTrail;
    /// What is on this phone as a file for other programs.
    person "export.file" => export::file(ExportOf) -> ExportFile;
    // Coordinator.
    /// Customers' orders: those to plan first, by due day.
    person "order.list" => order::list(Nothing) -> Vec<OrderRow>;
    /// One order with its lines and batches.
    person "order.get" => order::get(OfOrder) -> OrderView;
    /// All workshops with what they have to do.
    person "workshop.list" => workshop::list(Nothing) -> Vec<WorkshopRow>;
    /// Output, spread of income and lead time, of one workshop or of all.
    person "chart.office" => chart::office(ChartOf) -> ChartView;
    /// What a file of orders says against what is known: new, changed, cancelled, refused. Writes nothing.
    person "order.preview" => order_import::preview(OrderFile) -> ImportView;
    /// Takes in what the preview of that file shows.
    person "order.import" => order_import::import(OrderFile) -> ImportView;
    /// Suggests which workshops should make how many of all that an order has left, and by when.
    person "plan.suggest" => plan::suggest(OfOrder) -> PlanView;
    /// Material for the batches of a plan against what the workshops have free, what is short first.
    person "plan.needs" => plan::needs(PlanNeeds) -> Vec<PlanNeedRow>;
    /// Makes the batches of a plan, all or none.
    person "plan.confirm" => plan::confirm(ConfirmPlan) -> OrderView;
    /// Changes a batch's pieces, day and note.
    person "batch.change" => batch::change(ChangeBatch) -> BatchView;
    /// Takes a batch back; what was made is still handed in, checked and paid.
    person "batch.cancel" => batch::cancel(OfBatch) -> BatchView;
    /// Plans pieces of an order line into a batch for a workshop.
    person "batch.create" => batch::create(CreateBatch) -> BatchView;
    /// Looks again at pieces that a lead accepted.
    person "check.office" => check::office(RecordOfficeCheck) -> AssignmentView;
    /// A month of everybody's pay.
    person "pay.month" => pay::month(OfMonth) -> PayView;
    /// One person's month with everything behind it.
    person "pay.person" => pay::person(PayOf) -> PayPersonView;
    /// Writes a bonus, a deduction or an advance.
    person "pay.write" => pay::write(WritePay) -> PayPersonView;
    /// Takes back a bonus, deduction or advance that was wrong.
    person "pay.take_back" => pay::take_back(TakeBackPay) -> PayPersonView;
    /// Closes a month, and earlier ones that are open: what comes later belongs to the next.
    person "pay.close" => pay::close(CloseMonth) -> PayView;
    /// All runs of payouts.
    person "run.list" => run::list(Nothing) -> RunsView;
    /// One run with its lines.
    person "run.get" => run::get(OfRun) -> RunView;
    /// Prepares a run of all that is owed for closed months and in no run.
    person "run.prepare" => run::prepare(Nothing) -> RunView;
    /// Leaves a line out of a run that is not approved.
    person "run.leave_out" => run::leave_out(LineReason) -> RunView;
    /// Approves a run that somebody else prepared.
    person "run.approve" => run::approve(OfRun) -> RunView;
    /// Cancels a run that is not approved.
    person "run.cancel" => run::cancel(CancelRun) -> RunView;
    /// The list of what an approved run is still to pay, as CSV.
    person "run.csv" => run::csv(OfRun) -> FileView;
    /// Marks a line of an approved run as paid.
    person "run.paid" => run::paid(LinePaid) -> RunView;
    /// Marks a line of an approved run as failed: it is owed again.
    person "run.failed" => run::failed(LineReason) -> RunView;
    // Coordinator, with the network.
    /// Everybody in the organisation, and its workshops.
    person_async "person.list" => person::list(Nothing) -> PeopleView;
    /// Adds a person.
    person_async "person.add" => person::add(AddPerson) -> Made;
    /// Gives a person another role or workshop, or takes somebody back who had left.
    person_async "person.move" => person::move_person(MovePerson) -> Nothing;
    /// Changes what is known of a person: name, phone number, skills, hours.
    person_async "person.change" => person::change(ChangePerson) -> Nothing;
    /// A person leaves the organisation.
    person_async "person.end" => person::end(OfPerson) -> Nothing;
    /// Adds a workshop.
    person_async "workshop.add" => workshop::add(AddWorkshop) -> Made;
    /// Invites a person to one more phone.
    person_async "invitation.create" => invitation::create(OfPerson) -> InvitationView;
    /// Invitations that can still be used.
    person_async "invitation.list" => invitation::list(Nothing) -> Vec<InvitationRow>;
    /// Takes back an invitation that was not used.
    person_async "invitation.revoke" => invitation::revoke(OfInvitation) -> Nothing;
    /// All devices.
    person_async "device.list" => device::list(Nothing) -> Vec<DeviceRow>;
    /// Closes a device.
    person_async "device.revoke" => device::revoke(OfDevice) -> Nothing;
    /// Work that came too late and waits for a decision.
    person_async "held.list" => held::list(Nothing) -> Vec<HeldRow>;
    /// Takes it as if it had come in time.
    person_async "held.accept" => held::accept(OfHeld) -> Nothing;
    /// Drops it.
    person_async "held.discard" => held::discard(OfHeld) -> Nothing;
    /// Who did what, newest first, a page at a time.
    person_async "audit.list" => audit::list(AuditBefore) -> Vec<AuditRow>;
}
