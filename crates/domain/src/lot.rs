//! Of which lots material is: what came first goes first.
//!
//! Nobody is asked which lot they took from. A phone that gives material out, takes it back or brings it back works out of
//! which lots it is, the oldest first, and the entry says so: a lot is then the same in the store and in every hand,
//! whatever comes to light later. What was used, spoilt or counted says no lot; it is of the oldest that is there. A lot is as
//! old as the first of it that came, and the empty name is the lot of all that no lot was said of.

use crate::catalogue::{MOST_CODE, short_text};
use crate::quantity::Tenths;

/// The most parts that one entry says. What is of further lots is of no lot that was said.
pub const MOST_PARTS: usize = 16;

/// So much of one lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The lot's number; empty when none was said.
    pub lot: String,
    /// How much of it.
    pub quantity: Tenths,
}

/// Divides `parts` at `quantity`: what makes it up, from the front, and the rest. What the parts are too few for is of no lot.
pub fn split(parts: &[Part], quantity: Tenths) -> (Vec<Part>, Vec<Part>) {
    let (mut front, mut back, mut lacks) = (Vec::new(), Vec::new(), quantity);
    for part in parts {
        let taken = part.quantity.min(lacks);
        add(&mut front, &part.lot, taken);
        add(&mut back, &part.lot, part.quantity - taken);
        lacks = lacks - taken;
    }
    add(&mut front, "", lacks);
    (front, back)
}

/// Adds so much of a lot to parts, nothing when it is nothing.
pub fn add(parts: &mut Vec<Part>, lot: &str, quantity: Tenths) {
    match parts.iter_mut().find(|part| part.lot == lot) {
        _ if quantity <= Tenths(0) => {}
        Some(part) => part.quantity = part.quantity + quantity,
        None => parts.push(Part { lot: lot.to_owned(), quantity }),
    }
}

/// As many parts as an entry may say: what is of further lots is of no lot.
fn few(mut parts: Vec<Part>) -> Vec<Part> {
    if parts.len() > MOST_PARTS {
        let others = parts.split_off(MOST_PARTS - 1);
        add(&mut parts, "", others.iter().map(|part| part.quantity).sum());
    }
    parts
}

/// What the entry says of so much that comes back from a hand: what its owner said to have returned and is not here yet,
/// and where that is less, what the hand has.
pub fn brought(returning: &Lots, hand: &Lots, quantity: Tenths) -> Vec<Part> {
    if !returning.is_named() && !hand.is_named() {
        return vec![];
    }
    let there: Tenths = returning.left().iter().map(|left| left.left).sum();
    let first = quantity.min(there).max(Tenths(0));
    let mut parts = returning.take(first);
    hand.take(quantity - first).iter().for_each(|part| add(&mut parts, &part.lot, part.quantity));
    few(parts)
}

/// What is left of one lot in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// The lot's number; empty when none was said.
    pub lot: String,
    /// How much of it came.
    pub came: Tenths,
    /// What is left. Below zero only where more has gone than ever came of all lots: the books are wrong.
    pub left: Tenths,
    /// How much more was said to go of it than came of it: two phones gave the same out. It was taken from other lots, and
    /// has to be shown.
    pub over: Tenths,
}

#[derive(Debug, Clone)]
struct Sum {
    lot: String,
    came: Tenths,
    /// What came, less what was said to go of it.
    net: Tenths,
}

/// One material in one place, lot by lot: in a store, in a hand, or on the way.
#[derive(Debug, Clone, Default)]
pub struct Lots {
    /// The oldest first.
    sums: Vec<Sum>,
    /// What moved and said no lot.
    unsaid: Tenths,
}

impl Lots {
    fn sum(&mut self, lot: &str) -> Option<&mut Sum> {
        let at = self.sums.iter().position(|sum| sum.lot == lot).unwrap_or_else(|| {
            self.sums.push(Sum { lot: lot.to_owned(), came: Tenths(0), net: Tenths(0) });
            self.sums.len() - 1
        });
        self.sums.get_mut(at)
    }

    /// So much of a lot came.
    pub fn came(&mut self, lot: &str, quantity: Tenths) {
        if let Some(sum) = self.sum(lot) {
            (sum.came, sum.net) = (sum.came + quantity, sum.net + quantity);
        }
    }

    /// So much came, of these lots; what they are too few for is of no lot.
    pub fn came_of(&mut self, parts: &[Part], quantity: Tenths) {
        parts.iter().for_each(|part| self.came(&part.lot, part.quantity));
        let rest = rest(parts, quantity);
        if rest > Tenths(0) {
            self.came("", rest);
        }
    }

    /// What had gone is there again.
    pub fn back(&mut self, parts: &[Part], quantity: Tenths) {
        self.said(parts, quantity, |sum, of_it| sum.net = sum.net + of_it);
        self.unsaid = self.unsaid + rest(parts, quantity);
    }

    /// So much went, of the lots that were said.
    pub fn gone(&mut self, parts: &[Part], quantity: Tenths) {
        self.said(parts, quantity, |sum, of_it| sum.net = sum.net - of_it);
        self.unsaid = self.unsaid - rest(parts, quantity);
    }

    /// So much more is there, or less where it is below zero, and nobody said of which lot.
    pub fn moved(&mut self, quantity: Tenths) {
        self.unsaid = self.unsaid + quantity;
    }

    fn said(&mut self, parts: &[Part], quantity: Tenths, change: impl Fn(&mut Sum, Tenths)) {
        let mut lacks = quantity;
        for part in parts {
            let of_it = part.quantity.min(lacks);
            lacks = lacks - of_it;
            if let Some(sum) = self.sum(&part.lot) {
                change(sum, of_it);
            }
        }
    }

    /// What is left of each lot, the oldest first: together they are all that is there.
    pub fn left(&self) -> Vec<Left> {
        let mut lots = self.clone();
        let found = self.unsaid.max(Tenths(0));
        if found > Tenths(0)
            && let Some(sum) = lots.sum("")
        {
            sum.net = sum.net + found;
        }
        let over = |sum: &Sum| (Tenths(0) - sum.net).max(Tenths(0));
        let mut lacks = lots.sums.iter().map(over).sum::<Tenths>() + found - self.unsaid;
        if lacks > lots.sums.iter().map(|sum| sum.net.max(Tenths(0))).sum() {
            lots.sum("");
        }
        let last = lots.sums.iter().position(|sum| sum.lot.is_empty());
        let mut left: Vec<Left> = Vec::with_capacity(lots.sums.len());
        for sum in &lots.sums {
            let there = sum.net.max(Tenths(0));
            let taken = there.min(lacks);
            lacks = lacks - taken;
            // What no lot was said of is no lot that too much could go of.
            let over = if sum.lot.is_empty() { Tenths(0) } else { over(sum) };
            left.push(Left { lot: sum.lot.clone(), came: sum.came, left: there - taken, over });
        }
        if let Some(other) = last.and_then(|at| left.get_mut(at)) {
            other.left = other.left - lacks;
        }
        left
    }

    /// Of which lots so much is that goes now, the oldest first. What is not there is of no lot.
    pub fn take(&self, quantity: Tenths) -> Vec<Part> {
        let (mut parts, mut lacks) = (Vec::new(), quantity);
        for left in self.left() {
            let taken = left.left.min(lacks).max(Tenths(0));
            // No app writes a longer one, and it would not fit into an entry.
            let lot = if short_text("lot", &left.lot, MOST_CODE).is_ok() { &left.lot } else { "" };
            add(&mut parts, lot, taken);
            lacks = lacks - taken;
        }
        add(&mut parts, "", lacks);
        few(parts)
    }

    /// Whether any lot has a number: where none has, nothing has to be said.
    pub fn is_named(&self) -> bool {
        self.sums.iter().any(|sum| !sum.lot.is_empty())
    }

    /// What an entry says of so much that goes now: [`take`](Self::take), and nothing where no lot has a number.
    pub fn say(&self, quantity: Tenths) -> Vec<Part> {
        if self.is_named() { self.take(quantity) } else { vec![] }
    }
}

/// What of `quantity` the parts do not say.
fn rest(parts: &[Part], quantity: Tenths) -> Tenths {
    (quantity - parts.iter().map(|part| part.quantity).sum()).max(Tenths(0))
}

#[cfg(test)]
mod tests;
