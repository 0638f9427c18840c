//! Material in people's hands and in the store: sums over movements, and what may be moved.

use crate::entry::{HoldingEntry, HoldingMovement, IssueEntry, IssueMovement, StoreEntry, StoreMovement};
use crate::error::RuleError;
use crate::quantity::{Pieces, Tenths};

/// What one person's movements of one material add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HoldingSums {
    /// Confirmed as received.
    pub received: Tenths,
    /// Used in work.
    pub used: Tenths,
    /// Given back.
    pub returned: Tenths,
    /// Spoilt.
    pub scrapped: Tenths,
    /// Came as well, as people agreed afterwards.
    pub agreed: Tenths,
    /// What counts found, less what the books said. Below zero when there was less.
    pub counted: Tenths,
}

impl HoldingSums {
    /// Adds one entry of the material.
    pub fn add(&mut self, entry: &HoldingEntry) {
        let sum = match entry.movement {
            HoldingMovement::Received { .. } => &mut self.received,
            HoldingMovement::Used { .. } => &mut self.used,
            HoldingMovement::Returned { .. } => &mut self.returned,
            HoldingMovement::Scrapped => &mut self.scrapped,
        };
        *sum = *sum + entry.quantity;
    }

    /// What is still held: received + agreed + counted - used - returned - scrapped. Negative when the books are wrong,
    /// which is shown.
    pub fn held(&self) -> Tenths {
        self.received + self.agreed + self.counted - self.used - self.returned - self.scrapped
    }

    /// May this much be used, returned or scrapped?
    pub fn take(&self, quantity: Tenths) -> Result<(), RuleError> {
        quantity.at_least_one("quantity")?;
        if quantity > self.held() { Err(RuleError::MoreThanHeld { held: self.held().0 }) } else { Ok(()) }
    }
}

/// What the movements of one material through a workshop's store add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoreSums {
    /// Came in.
    pub received: Tenths,
    /// Spoilt in the store.
    pub scrapped: Tenths,
    /// Given to people.
    pub issued: Tenths,
    /// Taken back from people.
    pub taken_back: Tenths,
    /// Written down as given out, but never left the store, as people agreed afterwards.
    pub agreed: Tenths,
    /// What counts found, less what the books said. Below zero when there was less.
    pub counted: Tenths,
}

impl StoreSums {
    /// Adds one entry of a store ledger. Counts only add up together, see [`crate::count`].
    pub fn add_store(&mut self, entry: &StoreEntry) {
        let sum = match entry.movement {
            StoreMovement::Received { .. } => &mut self.received,
            StoreMovement::Scrapped => &mut self.scrapped,
            StoreMovement::Counted(_) => return,
        };
        *sum = *sum + entry.quantity;
    }

    /// Adds one entry of a person's issue ledger.
    pub fn add_issue(&mut self, entry: &IssueEntry) {
        let sum = match entry.movement {
            IssueMovement::Issued { .. } => &mut self.issued,
            IssueMovement::TakenBack { .. } => &mut self.taken_back,
            // About what the person holds, not about the store.
            IssueMovement::Counted(_) => return,
        };
        *sum = *sum + entry.quantity;
    }

    /// What the store has: received + taken back + agreed + counted - issued - scrapped. Negative when the books are wrong,
    /// which is shown.
    pub fn in_store(&self) -> Tenths {
        self.received + self.taken_back + self.agreed + self.counted - self.issued - self.scrapped
    }

    /// May this much leave the store?
    pub fn take(&self, quantity: Tenths) -> Result<(), RuleError> {
        quantity.at_least_one("quantity")?;
        if quantity > self.in_store() { Err(RuleError::MoreThanHeld { held: self.in_store().0 }) } else { Ok(()) }
    }
}

/// Material needed to make `pieces` by a bill of materials, in its order.
pub fn needed(bill_of_materials: &[(String, Tenths)], pieces: Pieces) -> Vec<(String, Tenths)> {
    bill_of_materials.iter().map(|(code, each)| (code.clone(), each.times(pieces))).collect()
}

#[cfg(test)]
mod history;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moved(movement: HoldingMovement, quantity: i64) -> HoldingEntry {
        HoldingEntry { material: "BRASS-WIRE".into(), quantity: Tenths(quantity), movement }
    }

    #[test]
    fn wanjiru_cannot_use_more_brass_than_she_holds() {
        let mut sums = HoldingSums::default();
        sums.add(&moved(HoldingMovement::Received { issue: None }, 2_000));
        sums.add(&moved(HoldingMovement::Used { assignment: None }, 1_500));
        assert_eq!(sums.take(Tenths(501)), Err(RuleError::MoreThanHeld { held: 500 }));
        sums.take(Tenths(500)).unwrap();
        assert_eq!(sums.take(Tenths(0)), Err(RuleError::NothingCounted));
    }

    #[test]
    fn twenty_small_hoops_need_128_grams_of_wire_and_40_posts() {
        let bill = [("BRASS-WIRE".to_owned(), Tenths(64)), ("POST".to_owned(), Tenths(20))];
        let need = needed(&bill, Pieces(20));
        assert_eq!(need, [("BRASS-WIRE".to_owned(), Tenths(1_280)), ("POST".to_owned(), Tenths(400))]);
    }

    proptest! {
        /// What goes into a hand is used, returned, scrapped or still there; allowed steps never go below zero.
        #[test]
        fn received_is_used_returned_scrapped_or_held(steps in prop::collection::vec((0..4_u8, 1..5_000_i64), 0..80)) {
            let mut sums = HoldingSums::default();
            for (what, quantity) in steps {
                let movement = match what {
                    0 => HoldingMovement::Received { issue: None },
                    1 => HoldingMovement::Used { assignment: None },
                    2 => HoldingMovement::Returned { lots: vec![] },
                    _ => HoldingMovement::Scrapped,
                };
                if what == 0 || sums.take(Tenths(quantity)).is_ok() {
                    sums.add(&moved(movement, quantity));
                }
                prop_assert_eq!(sums.received, sums.used + sums.returned + sums.scrapped + sums.held());
                prop_assert!(sums.held() >= Tenths(0));
            }
        }
    }
}
