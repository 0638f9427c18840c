//! What the organisation makes and of what: products, materials, orders, batches as plain values.

use crate::error::RuleError;
use crate::id::{DocKey, PersonId};
use crate::quantity::{Cents, Minutes, Pieces, Tenths};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The most characters of a code (SKU, material code, order number).
pub const MOST_CODE: usize = 40;
/// The most characters of a name or a note.
pub const MOST_TEXT: usize = 500;

/// The most characters of a customer's note on an order: what web shops allow.
pub const MOST_CUSTOMER_NOTE: usize = 5_000;

/// The unit a material is counted in. Quantities are tenths of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Grams.
    Gram,
    /// Pieces.
    Piece,
    /// Centimetres.
    Centimetre,
}

impl Unit {
    /// Reads `g`, `piece` or `cm`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "g" => Some(Self::Gram),
            "piece" => Some(Self::Piece),
            "cm" => Some(Self::Centimetre),
            _ => None,
        }
    }

    /// The word that [`Unit::parse`] reads.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gram => "g",
            Self::Piece => "piece",
            Self::Centimetre => "cm",
        }
    }
}

/// A raw material of the organisation's list. Its document's key is `DocKey::named("material", code)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// The code that ledgers and bills of materials name it by.
    pub code: String,
    /// English name.
    pub name_en: String,
    /// Swahili name.
    pub name_sw: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Where it comes from: recycled, by-product, bought.
    pub source: String,
    /// Cost of one whole unit.
    pub cost: Cents,
}

/// A product of the catalogue. Its document's key is `DocKey::named("product", sku)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The stock keeping unit that orders name it by.
    pub sku: String,
    /// English name.
    pub name_en: String,
    /// Swahili name.
    pub name_sw: String,
    /// What one accepted piece earns.
    pub rate: Cents,
    /// How long one piece takes.
    pub minutes: Minutes,
    /// Material for one piece: code and tenths of the material's unit, sorted by code.
    pub bill_of_materials: Vec<(String, Tenths)>,
    /// What making it takes, in the words of the people list; none where the catalogue leaves it to the materials, see
    /// [`crate::skill::needed`].
    pub skills: Vec<String>,
    /// How it is made, in order; may be empty.
    pub steps: Vec<Step>,
}

/// The most steps of a product.
pub const MOST_STEPS: usize = 20;
/// The most characters of a step in one language.
pub const MOST_STEP: usize = 160;

/// One step of making a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to do, in English.
    pub text_en: String,
    /// What to do, in Swahili.
    pub text_sw: String,
    /// The name of its picture in the app; empty when there is none.
    pub picture: String,
}

/// Where an order came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderSource {
    /// A Shopify order export.
    Shopify,
    /// The plain wholesale form.
    Wholesale,
}

impl OrderSource {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shopify => "shopify",
            Self::Wholesale => "wholesale",
        }
    }

    /// Reads the word in documents.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Shopify, Self::Wholesale].into_iter().find(|s| s.word() == text)
    }
}

/// A customer's order. Its document's key is [`Order::key`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The number the customer or shop knows it by, such as `#4100` or `PO-0770`.
    pub number: String,
    /// Where it came from.
    pub source: OrderSource,
    /// The day it was placed, where the file says so.
    pub placed: Option<Day>,
    /// Whether the customer took it back.
    pub cancelled: bool,
    /// A note from the customer, may be empty.
    pub note: String,
    /// One line for each SKU, sorted by SKU.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// The key of the order `number` from `source`.
    pub fn key(source: OrderSource, number: &str) -> DocKey {
        DocKey::named("order", &format!("{}:{number}", source.word()))
    }
}

/// How many pieces of one product an order asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The product.
    pub sku: String,
    /// How many.
    pub pieces: Pieces,
    /// When the customer wants them, where the file says so.
    pub due: Option<Day>,
}

/// A batch: so many pieces of one product, made by one workshop by a day at a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The order it is made for.
    pub order: DocKey,
    /// The order's number, so that a workshop that cannot read orders can name it.
    pub order_number: String,
    /// The product.
    pub sku: String,
    /// What one accepted piece earns, frozen when the batch was made.
    pub rate: Cents,
    /// How many pieces.
    pub pieces: Pieces,
    /// When the office needs them.
    pub due: Day,
    /// A note from the office, may be empty.
    pub note: String,
    /// Whether the office took the batch back. What was made is paid.
    pub cancelled: bool,
}

/// A share of a batch for one artisan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The batch's key.
    pub batch: DocKey,
    /// The product.
    pub sku: String,
    /// What one accepted piece earns.
    pub rate: Cents,
    /// How many pieces.
    pub pieces: Pieces,
    /// When the lead needed them, when it was made: the day of its batch. See [`due`] and [`in_time_until`].
    pub due: Day,
    /// A note from the lead, may be empty.
    pub note: String,
    /// Whether the lead took it back before it was accepted.
    pub withdrawn: bool,
    /// Whose pieces these were before, when they come from somebody else's assignment.
    pub origin: Option<Origin>,
}

/// The day that an assignment with a day of its `own` is due. It took the day of its batch when it was made, and nobody but the
/// office changes that since; so where the batch is known and says another day, that is the newer one.
pub fn due(own: Day, batch: Option<Day>) -> Day {
    batch.unwrap_or(own)
}

/// The last day on which pieces of an assignment count as handed in on time. A day that the office moved forward makes nobody
/// late whose work was offered for a later one.
pub fn in_time_until(own: Day, batch: Option<Day>) -> Day {
    own.max(due(own, batch))
}

/// Where an assignment's pieces come from when they were somebody else's before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Why they went on.
    pub how: Moving,
    /// Whose they were.
    pub person: PersonId,
    /// The key of their assignment.
    pub assignment: DocKey,
}

/// Why pieces are an artisan's to make no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moving {
    /// Who had them cannot make them, for example because of illness.
    Instead,
    /// Somebody helps; who had them goes on with the others.
    Help,
    /// Nobody makes them: their batch was recorded complete without them.
    Ended,
}

impl Moving {
    /// The number in documents.
    pub fn number(self) -> i64 {
        match self {
            Self::Instead => 1,
            Self::Help => 2,
            Self::Ended => 3,
        }
    }

    /// Reads the number in documents.
    pub fn from_number(number: i64) -> Option<Self> {
        [Self::Instead, Self::Help, Self::Ended].into_iter().find(|how| how.number() == number)
    }
}

/// Checks that `text` of `field` has at most `most` characters.
pub fn short_text(field: &'static str, text: &str, most: usize) -> Result<(), RuleError> {
    if text.chars().count() > most { Err(RuleError::TooLong { field, most }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_follows_its_batch_and_nobody_is_late_by_a_day_they_did_not_say_yes_to() {
        let (own, earlier, later) = (Day(100), Day(93), Day(110));
        assert_eq!((due(own, None), in_time_until(own, None)), (own, own));
        assert_eq!((due(own, Some(earlier)), in_time_until(own, Some(earlier))), (earlier, own));
        assert_eq!((due(own, Some(later)), in_time_until(own, Some(later))), (later, later));
    }
}
