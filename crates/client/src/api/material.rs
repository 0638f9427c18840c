//! Material that a person holds, and the workshop's store.

use super::{MaterialRef, api};

api! {
    /// What the person on this phone holds.
    pub struct HoldingView {
        /// One row for each material ever received.
        pub rows: Vec<HoldingRow>,
        /// What the store gave and the person has not confirmed.
        pub to_receive: Vec<ToReceiveRow>,
    }

    /// One material in a person's hands. held = received + agreed - used - returned - scrapped.
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

    /// One material in the store. in_store = received + taken_back + agreed - issued - scrapped.
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
        /// What is there, in tenths.
        pub in_store: i64,
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
