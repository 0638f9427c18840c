//! What is late, at risk or waiting: a lead's week, and the office's board.

use super::work::AssignmentRow;
use super::workshop::BatchRow;
use super::{WorkshopRef, api};

api! {
    /// How much stands where. A lead sees their own workshop, a coordinator all.
    pub struct BoardView {
        /// In the order in which they are shown; none is left out.
        pub counts: Vec<BoardCount>,
    }

    /// How much stands in one place.
    pub struct BoardCount {
        /// Where.
        pub what: BoardPlace,
        /// Batches.
        pub batches: u32,
        /// Assignments.
        pub shares: u32,
    }

    /// A place on the board. One batch may stand in several.
    #[derive(Copy, Hash, PartialOrd, Ord)]
    pub enum BoardPlace {
        /// Its day has passed.
        Late,
        /// Its day is to come, and the hours until then do not reach.
        AtRisk,
        /// There is too little of some material to go on.
        Material,
        /// Pieces were handed in that nobody has looked at.
        Check,
        /// Every piece is accepted, and it is not recorded complete.
        Ready,
    }

    /// Names a place on the board.
    pub struct OfBoard {
        /// Which.
        pub what: BoardPlace,
    }

    /// What is behind a count, due first in front.
    pub struct BoardRows {
        /// Which place.
        pub what: BoardPlace,
        /// Batches.
        pub batches: Vec<BoardBatch>,
        /// Assignments.
        pub shares: Vec<BoardShare>,
    }

    /// A batch on the board.
    pub struct BoardBatch {
        /// The numbers.
        pub row: BatchRow,
        /// Minutes of the pieces that nobody was given yet.
        pub needed: u32,
        /// Minutes that the people of its workshop have free until its day.
        pub left: u32,
    }

    /// An assignment on the board.
    pub struct BoardShare {
        /// The numbers.
        pub row: AssignmentRow,
        /// The batch that it is a share of.
        pub batch: String,
        /// Where.
        pub workshop: WorkshopRef,
        /// Minutes that its artisan still needs for this and all that is due before.
        pub needed: u32,
        /// Minutes that they have until its day.
        pub left: u32,
    }
}
