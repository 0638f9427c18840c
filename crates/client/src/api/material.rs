//! Material that a person holds, and the workshop's store.

use super::trail::Signed;
use super::{MaterialRef, ProductRef, WorkshopRef, api};

api! {
    /// What the person on this phone holds.
    pub struct HoldingView {
        /// One row for each material ever received.
        pub rows: Vec<HoldingRow>,
        /// What the store gave and the person has not confirmed.
        pub to_receive: Vec<ToReceiveRow>,
    }

    /// One material in a person's hands. held = received + agreed + counted - used - returned - scrapped.
    pub struct HoldingRow {
        /// The material.
        pub material: MaterialRef,
        /// Confirmed as received, in tenths.
        pub received: i64,
        /// Used, in tenths.
        pub used: i64,
        /// Given back, in tenths.
        pub returned: i64,
        /// Spoilt, in tenths.
        pub scrapped: i64,
        /// Came as well, as lead or office decided where counts did not fit, in tenths.
        pub agreed: i64,
        /// What counts found, less what the books said, in tenths; below zero when there was less.
        pub counted: i64,
        /// Still held, in tenths.
        pub held: i64,
    }

    /// An issue that waits for the person's confirmation.
    pub struct ToReceiveRow {
        /// Names it in `material.receive`.
        pub issue: String,
        /// What.
        pub material: MaterialRef,
        /// How much the store wrote down, in tenths.
        pub quantity: i64,
        /// When, by the lead's clock.
        pub at: i64,
        /// Who gave it.
        pub by: String,
    }

    /// Arguments of `material.receive`.
    pub struct Receive {
        /// Which issue.
        pub issue: String,
        /// How much was really received, in tenths.
        pub quantity: i64,
    }

    /// Arguments of `material.use`.
    pub struct Use {
        /// For which assignment.
        pub assignment: String,
        /// Code of the material.
        pub material: String,
        /// Tenths.
        pub quantity: i64,
    }

    /// Arguments of `material.give_back` and `material.scrap`.
    pub struct Amount {
        /// Code of the material.
        pub material: String,
        /// Tenths.
        pub quantity: i64,
    }

    /// The workshop's store.
    pub struct StoreView {
        /// One row for each material of the list.
        pub rows: Vec<StoreRow>,
        /// What members say they gave back and the store has not confirmed.
        pub to_take_back: Vec<ToTakeBackRow>,
    }

    /// One material in the store. in_store = received + taken_back + agreed + counted - issued - scrapped.
    pub struct StoreRow {
        /// The material.
        pub material: MaterialRef,
        /// Came in, in tenths.
        pub received: i64,
        /// Given to people, in tenths.
        pub issued: i64,
        /// Taken back from people, in tenths.
        pub taken_back: i64,
        /// Spoilt in the store, in tenths.
        pub scrapped: i64,
        /// Written down as given out but never left, as lead or office decided where counts did not fit, in tenths.
        pub agreed: i64,
        /// What counts found, less what the books said, in tenths; below zero when there was less.
        pub counted: i64,
        /// What is there, in tenths.
        pub in_store: i64,
        /// Given back by people and not taken back yet, in tenths.
        pub coming_back: i64,
        /// Against what work will still take.
        pub forecast: ForecastRow,
    }

    /// What the work of a workshop will still take of a material, against what is there. All in tenths.
    pub struct ForecastRow {
        /// For accepted work: pieces not handed in yet, less what was used for them.
        pub takes: i64,
        /// In the hands of the people.
        pub in_hands: i64,
        /// Given to them and not confirmed.
        pub on_the_way: i64,
        /// What people still have to be given for accepted work.
        pub to_give: i64,
        /// Of that, what the store does not have.
        pub missing: i64,
        /// For work that is offered or not given out yet.
        pub planned: i64,
        /// Of that, what those do not have yet to whom it is offered, and all that is not given out.
        pub planned_to_give: i64,
        /// Of that, what the store will not have.
        pub planned_missing: i64,
    }

    /// Material that runs short at a workshop.
    pub struct LowRow {
        /// Where.
        pub workshop: WorkshopRef,
        /// What, and by how much.
        pub stock: StoreRow,
    }

    /// Arguments of `store.list`.
    pub struct OfStores {
        /// Whose store; only a coordinator names another than their own.
        pub workshop: Option<u32>,
    }

    /// Arguments of `store.material`.
    pub struct OfStore {
        /// Whose store; only a coordinator names another than their own.
        pub workshop: Option<u32>,
        /// Code of the material.
        pub material: String,
    }

    /// Arguments of `material.stock`.
    pub struct OfHand {
        /// Whose; nobody's name means one's own.
        pub person: Option<u32>,
        /// Code of the material.
        pub material: String,
    }

    /// One material in a store or in a person's hands, with everything behind the number.
    pub struct StockView {
        /// What.
        pub material: MaterialRef,
        /// Where it comes from, as the material list says it.
        pub source: String,
        /// Whose; empty for a store.
        pub name: String,
        /// What is there, in tenths: the sum of all movements that count.
        pub balance: i64,
        /// Given to the person, or by the store to anybody, and not confirmed, in tenths. Not part of what anybody holds.
        pub on_the_way: i64,
        /// Given back by the person, or to the store by anybody, and not taken back yet, in tenths.
        pub coming_back: i64,
        /// Of a store: against what work will still take.
        pub forecast: Option<ForecastRow>,
        /// Of a store: the work behind that, what was accepted first.
        pub work: Vec<TakesRow>,
        /// Of a store: the people who hold it or need it, by name.
        pub hands: Vec<HandRow>,
        /// What it is made of, the oldest first. Together they are the balance.
        pub lots: Vec<LotRow>,
        /// Every movement, the newest first.
        pub movements: Vec<MovementRow>,
        /// Whether the person on this phone may count it.
        pub may_count: bool,
    }

    /// Work that will still take a material.
    pub struct TakesRow {
        /// The batch.
        pub batch: String,
        /// The assignment; empty for what is not given out.
        pub assignment: String,
        /// What is made.
        pub product: ProductRef,
        /// Who makes it; empty for what is not given out.
        pub name: String,
        /// So much, in tenths.
        pub takes: i64,
        /// Whether nobody has accepted it yet.
        pub planned: bool,
    }

    /// A person who holds a material or needs it. All in tenths.
    pub struct HandRow {
        /// Who.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// What they hold.
        pub has: i64,
        /// Given to them from this store and not confirmed.
        pub on_the_way: i64,
        /// What their accepted work will still take.
        pub takes: i64,
        /// What they still have to be given.
        pub to_get: i64,
        /// What they will have to be given on top if they accept what is offered to them.
        pub to_get_for_offers: i64,
    }

    /// What is left of a lot.
    pub struct LotRow {
        /// Its number; empty for what no lot was said of.
        pub lot: String,
        /// When the first of it came; none where it is not known to have come.
        pub at: Option<i64>,
        /// How much came, in tenths.
        pub came: i64,
        /// What is left of it, in tenths: what came first went first.
        pub left: i64,
        /// How much more was written to have gone of it than came, in tenths.
        pub over: i64,
    }

    /// So much of one lot.
    pub struct LotPart {
        /// Its number; empty where none was said.
        pub lot: String,
        /// Tenths.
        pub quantity: i64,
    }

    /// A movement of material.
    pub struct MovementRow {
        /// What happened.
        pub what: MovementKind,
        /// Who wrote it, when, from where.
        pub signed: Signed,
        /// The assignment that it was for, where the person on this phone may look at it; else empty.
        pub assignment: String,
        /// The person who gave, got or holds it; empty when nobody did.
        pub name: String,
        /// By how much it changes what is there, in tenths: below zero for what goes.
        pub quantity: i64,
        /// Of a count: what was found, in tenths.
        pub found: Option<i64>,
        /// Of a count: what the books said, in tenths.
        pub books: i64,
        /// The lot, or the reason; may be empty.
        pub text: String,
        /// Of which lots, where that is said of what moved between the store and a person.
        pub lots: Vec<LotPart>,
        /// Whether it is part of the balance: of two phones' entries about the same thing one is.
        pub counts: bool,
        /// Given, and not confirmed: part of what is on the way. It is in nobody's hands yet.
        pub waits: bool,
    }

    /// What happened to material.
    pub enum MovementKind {
        /// It came.
        Received,
        /// It was spoilt.
        Scrapped,
        /// The store gave it to a person.
        Issued,
        /// The store took it back.
        TakenBack,
        /// It was used for work.
        Used,
        /// It was given back to the store.
        Returned,
        /// It was counted.
        Counted,
        /// People agreed on it afterwards.
        Agreed,
    }

    /// Arguments of `store.count`.
    pub struct CountStore {
        /// Code of the material.
        pub material: String,
        /// What was found, in tenths; may be nothing.
        pub found: i64,
        /// Why it is not what the books say; needed when it is not.
        pub reason: String,
    }

    /// Arguments of `store.count_hand`.
    pub struct CountHand {
        /// What whom holds.
        pub person: u32,
        /// Code of the material.
        pub material: String,
        /// What was found, in tenths; may be nothing.
        pub found: i64,
        /// Why it is not what the books say; needed when it is not.
        pub reason: String,
    }

    /// Returns of one person and material that the store has not taken back yet.
    pub struct ToTakeBackRow {
        /// Whose.
        pub person: u32,
        /// Their name.
        pub name: String,
        /// What.
        pub material: MaterialRef,
        /// Returned less taken back, in tenths.
        pub quantity: i64,
    }

    /// Arguments of `store.receive`.
    pub struct StoreReceive {
        /// Code of the material.
        pub material: String,
        /// Tenths.
        pub quantity: i64,
        /// Lot number; may be empty.
        pub lot: String,
    }

    /// Arguments of `store.issue`.
    pub struct Issue {
        /// To whom.
        pub person: u32,
        /// Code of the material.
        pub material: String,
        /// Tenths.
        pub quantity: i64,
        /// For which assignment, if for one.
        pub assignment: Option<String>,
    }

    /// Arguments of `store.take_back`.
    pub struct TakeBack {
        /// From whom.
        pub person: u32,
        /// Code of the material.
        pub material: String,
        /// Tenths.
        pub quantity: i64,
    }
}
