//! The kinds of document and the feeds they live in.

use crate::id::{DocKey, PersonId, WorkshopId};
use std::fmt;

/// What a document is. The number is the one on the wire and in databases; numbers are never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The organisation's name and its coordinators. Written by the server.
    Organisation = 1,
    /// A product: names, rate, minutes, bill of materials.
    Product = 2,
    /// A raw material: names, unit, source, cost.
    Material = 3,
    /// A customer's order with its lines.
    Order = 4,
    /// A workshop's name, members and their devices. Written by the server.
    Workshop = 5,
    /// A quantity of one product that a workshop makes by a day at a rate.
    Batch = 6,
    /// What came into a workshop's store and what was scrapped there, in one month.
    StoreLedger = 7,
    /// The lead's record that a batch is complete.
    Completion = 8,
    /// A share of a batch offered to one artisan.
    Assignment = 9,
    /// The artisan's answer, work log and hand-ins for one assignment.
    Work = 10,
    /// What one person received, used, returned and scrapped in one month.
    HoldingLedger = 11,
    /// The checks of what was handed in for one assignment.
    Check = 12,
    /// Deductions, bonuses and payouts of one person in one month.
    Statement = 13,
    /// What the store gave to one person and took back in one month.
    IssueLedger = 14,
    /// What people decided where counts or fields did not fit together, in one month.
    Agreement = 25,
    /// Pieces of one assignment that went on to somebody else.
    Moves = 27,
}

impl Kind {
    /// Every kind, in the order of the numbers.
    pub const ALL: [Self; 16] = [
        Self::Organisation,
        Self::Product,
        Self::Material,
        Self::Order,
        Self::Workshop,
        Self::Batch,
        Self::StoreLedger,
        Self::Completion,
        Self::Assignment,
        Self::Work,
        Self::HoldingLedger,
        Self::Check,
        Self::Statement,
        Self::IssueLedger,
        Self::Agreement,
        Self::Moves,
    ];

    /// The kind with this number, or `None` for one that this version does not know.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The number on the wire.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The word for this kind in documents, logs and error details.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Product => "product",
            Self::Material => "material",
            Self::Order => "order",
            Self::Workshop => "workshop",
            Self::Batch => "batch",
            Self::StoreLedger => "store_ledger",
            Self::Completion => "completion",
            Self::Assignment => "assignment",
            Self::Work => "work",
            Self::HoldingLedger => "holding_ledger",
            Self::Check => "check",
            Self::Statement => "statement",
            Self::IssueLedger => "issue_ledger",
            Self::Agreement => "agreement",
            Self::Moves => "moves",
        }
    }
}

/// What a phone subscribes to. Who may read it follows from membership, see [`crate::policy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feed {
    /// Everybody: catalogue and organisation facts.
    Org,
    /// Coordinators: customers' orders.
    Office,
    /// Members of a workshop: its batches and facts.
    Workshop(WorkshopId),
    /// Leads of a workshop and coordinators: store and completions.
    Leads(WorkshopId),
    /// One person's work in one workshop: that person, leads of the workshop, coordinators.
    Work(WorkshopId, PersonId),
    /// One person's statements: that person and coordinators.
    Private(PersonId),
}

impl fmt::Display for Feed {
    /// `org`, `office`, `workshop:1`, `leads:1`, `work:1:7`, `private:7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Org => f.write_str("org"),
            Self::Office => f.write_str("office"),
            Self::Workshop(w) => write!(f, "workshop:{}", w.0),
            Self::Leads(w) => write!(f, "leads:{}", w.0),
            Self::Work(w, p) => write!(f, "work:{}:{}", w.0, p.0),
            Self::Private(p) => write!(f, "private:{}", p.0),
        }
    }
}

/// A text that is not the name of a feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a feed")]
pub struct BadFeed;

impl std::str::FromStr for Feed {
    type Err = BadFeed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split(':');
        let word = parts.next().ok_or(BadFeed)?;
        let mut number = || parts.next().and_then(|n| n.parse::<u32>().ok()).ok_or(BadFeed);
        let feed = match word {
            "org" => Self::Org,
            "office" => Self::Office,
            "workshop" => Self::Workshop(WorkshopId(number()?)),
            "leads" => Self::Leads(WorkshopId(number()?)),
            "work" => Self::Work(WorkshopId(number()?), PersonId(number()?)),
            "private" => Self::Private(PersonId(number()?)),
            _ => return Err(BadFeed),
        };
        if parts.next().is_some() { Err(BadFeed) } else { Ok(feed) }
    }
}

/// Which document: its feed, its kind, its key. A document never changes its feed, because a document
/// with the same key in another feed is another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId {
    /// Where it lives.
    pub feed: Feed,
    /// What it is.
    pub kind: Kind,
    /// Which one of its kind.
    pub key: DocKey,
}

impl DocId {
    /// Puts the three parts together.
    pub fn new(feed: Feed, kind: Kind, key: DocKey) -> Self {
        Self { feed, kind, key }
    }

    /// The same thing's document of another kind, for example the work of an assignment.
    pub fn sibling(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.feed, self.kind.name(), self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_survive_their_text() {
        let (w, p) = (WorkshopId(3), PersonId(9));
        for feed in [Feed::Org, Feed::Office, Feed::Workshop(w), Feed::Leads(w), Feed::Work(w, p), Feed::Private(p)] {
            assert_eq!(feed.to_string().parse(), Ok(feed));
        }
        for bad in ["", "work:1", "org:1", "leads:x", "work:1:2:3"] {
            assert_eq!(bad.parse::<Feed>(), Err(BadFeed), "{bad}");
        }
    }

    #[test]
    fn every_number_is_its_kinds_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_number(kind.number()), Some(kind));
        }
        assert_eq!(Kind::from_number(0), None);
    }
}
