//! Orders and planning at the office.

use super::workshop::BatchRow;
use super::{ProductRef, WorkshopRef, api};

api! {
    /// An order in a list.
    pub struct OrderRow {
        /// Names it in other calls.
        pub order: String,
        /// The customer's number.
        pub number: String,
        /// Where it came from.
        pub source: OrderSource,
        /// The day it was placed; empty when not known.
        pub placed: String,
        /// The earliest day one of its lines is due; empty when none says so.
        pub due: String,
        /// Where it stands.
        pub state: OrderState,
        /// Lines.
        pub lines: u32,
        /// Pieces of all lines.
        pub pieces: u32,
        /// Pieces planned into batches.
        pub batched: u32,
        /// Pieces accepted.
        pub accepted: u32,
    }

    /// Where an order came from.
    pub enum OrderSource {
        /// A Shopify order export.
        Shopify,
        /// The plain wholesale form.
        Wholesale,
    }

    /// Where an order stands.
    pub enum OrderState {
        /// Pieces are not yet planned into batches.
        ToPlan,
        /// All pieces are planned and being made.
        InProgress,
        /// All its batches are recorded complete.
        Complete,
        /// The customer took it back.
        Cancelled,
    }

    /// An order with its lines and batches.
    pub struct OrderView {
        /// The numbers.
        pub row: OrderRow,
        /// The customer's note; may be empty.
        pub note: String,
        /// Its lines, by SKU.
        pub lines: Vec<OrderLineRow>,
        /// Its batches.
        pub batches: Vec<BatchRow>,
    }

    /// A line of an order.
    pub struct OrderLineRow {
        /// What.
        pub product: ProductRef,
        /// How many.
        pub pieces: u32,
        /// When; empty when the file did not say.
        pub due: String,
        /// Pieces planned into batches.
        pub batched: u32,
        /// Pieces accepted.
        pub accepted: u32,
    }

    /// Names an order.
    pub struct OfOrder {
        /// Which.
        pub order: String,
    }

    /// Arguments of `batch.create`.
    pub struct CreateBatch {
        /// For which order.
        pub order: String,
        /// Which line.
        pub sku: String,
        /// Who makes it.
        pub workshop: u32,
        /// How many pieces, at most what the line has left.
        pub pieces: u32,
        /// The day the office needs them, `2026-12-31`.
        pub due: String,
        /// May be empty.
        pub note: String,
    }

    /// A workshop with what it has to do.
    pub struct WorkshopRow {
        /// Which.
        pub workshop: WorkshopRef,
        /// Its lead's name; empty when it has none.
        pub lead: String,
        /// How many people make pieces there, the lead included.
        pub members: u32,
        /// Pieces of open batches that are not accepted yet.
        pub open_pieces: u32,
    }
}
