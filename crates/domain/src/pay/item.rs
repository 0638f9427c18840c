//! What the checks of a person's work earn and cost.

use super::statement::{LineId, Source};
use crate::id::{DocKey, EntryRef, WorkshopId};
use crate::quantity::{Cents, Pieces};
use crate::time::Timestamp;

/// Something that earns or costs, from a document of the person's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub id: LineId,
    /// When, by the clock of whoever wrote it.
    pub at: Timestamp,
    /// What it is worth today.
    pub amount: Cents,
}

/// Pieces of an assignment that somebody looked at and that money hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Where they were made.
    pub workshop: WorkshopId,
    /// As what.
    pub assignment: DocKey,
    /// The entry.
    pub entry: EntryRef,
    /// When it was written.
    pub at: Timestamp,
    /// How many.
    pub pieces: Pieces,
    /// What each earns.
    pub rate: Cents,
    /// Whether people have struck the entry since: then it is there and worth nothing, so that a closed month that counted it
    /// is corrected.
    pub struck: bool,
}

impl Look {
    /// Pieces that a lead accepted; `None` when there are none.
    pub fn accepted(self) -> Option<Item> {
        self.item(Source::Check(self.workshop, self.assignment), self.worth())
    }

    /// Pieces that a lead had accepted and the office rejected; `None` when there are none.
    pub fn rejected(self) -> Option<Item> {
        self.item(Source::OfficeCheck(self.workshop, self.assignment), Cents(0) - self.worth())
    }

    fn worth(self) -> Cents {
        if self.struck { Cents(0) } else { self.pieces.at_rate(self.rate) }
    }

    fn item(self, source: Source, amount: Cents) -> Option<Item> {
        let id = LineId { source, entry: Some(self.entry) };
        (self.pieces.0 > 0).then_some(Item { id, at: self.at, amount })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Actor;

    #[test]
    fn forty_accepted_rings_earn_what_three_rejected_ones_take_off_again() {
        let entry = EntryRef { counter: 4, actor: Actor([7; 16]) };
        let look = |pieces, struck| Look {
            workshop: WorkshopId(1),
            assignment: DocKey::named("test", "rings"),
            entry,
            at: Timestamp(1),
            pieces: Pieces(pieces),
            rate: Cents(9_500),
            struck,
        };
        let source = Source::OfficeCheck(WorkshopId(1), DocKey::named("test", "rings"));
        assert_eq!(look(40, false).accepted().unwrap().amount, Cents(380_000));
        let rejected = look(3, false).rejected().unwrap();
        assert_eq!((rejected.amount, rejected.id), (Cents(-28_500), LineId { source, entry: Some(entry) }));
        assert_eq!(look(40, true).accepted().unwrap().amount, Cents(0), "it is there, and worth nothing");
        assert_eq!((look(0, false).accepted(), look(0, true).rejected()), (None, None));
    }
}
