//! Where a phone is in the log, as bytes that mean nothing to the phone.
//!
//! A phone reads the rows of its feeds in the order of (the later of the row's number and the number at which
//! the row's feed was gained, the row's number). A feed that was gained at `g` thus comes as a whole at `g`.

use crate::host::Denied;
use crate::store::record::{Organisation, Seq};
use crate::store::{Read, StoreError};
use domain::id::PersonId;
use minicbor::{Decode, Encode};
use protocol::Code;

/// A place in a person's reading of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Cursor {
    /// What the epoch is called that `seen` is in.
    #[n(0)]
    epoch: u32,
    /// The head when this was given out. If the log ended there once and does no more, the phone has seen what is gone.
    #[n(1)]
    seen: Seq,
    /// Whose reading.
    #[n(2)]
    person: u32,
    /// The head when this phone began with nothing: what it could read then counts as gained then.
    #[n(3)]
    pub base: Seq,
    /// How much of `seen` was still to be served: `seen` less the place in the log.
    #[n(4)]
    left: Seq,
    /// How much of what was gained at that place is still to come: the place less the first number of the last document served.
    #[n(5)]
    behind: Seq,
}

impl Cursor {
    /// Of a phone that has nothing: before everything, with all that there is today to come as a whole.
    pub fn start(tx: &(impl Read + ?Sized), org: &Organisation, person: PersonId) -> Result<Self, StoreError> {
        let cursor = Self { epoch: 0, seen: 0, person: person.0, base: org.head, left: 0, behind: 0 };
        cursor.reaching(tx, org, 0)
    }

    /// Reads a cursor that this server gave to this person, for a log that still holds what it had seen.
    pub fn read(tx: &(impl Read + ?Sized), bytes: &[u8], org: &Organisation, person: PersonId) -> Result<Self, Denied> {
        let bad = || Denied::new(Code::BadCursor, "not a cursor of this person in this log");
        let cursor: Self = minicbor::decode(bytes).map_err(|_| bad())?;
        let sane = cursor.person == person.0
            && (0..=org.head).contains(&cursor.seen)
            && (0..=cursor.seen).contains(&cursor.base)
            && (0..=cursor.seen).contains(&cursor.left)
            && (0..=cursor.at()).contains(&cursor.behind);
        if sane && tx.epoch(org.id, cursor.seen)?.0 == cursor.epoch { Ok(cursor) } else { Err(bad()) }
    }

    /// As bytes.
    pub fn bytes(&self) -> Vec<u8> {
        // Encoding into a Vec has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// All rows up to here that could be read by then have been served.
    pub fn at(&self) -> Seq {
        self.seen.saturating_sub(self.left)
    }

    /// While what was gained at `at` is being served: the first number of the last document that was.
    pub fn gaining(&self) -> Option<Seq> {
        (self.behind > 0).then(|| self.at().saturating_sub(self.behind))
    }

    /// The same place, given out today.
    pub fn today(self, tx: &(impl Read + ?Sized), org: &Organisation) -> Result<Self, StoreError> {
        self.reaching(tx, org, self.at())
    }

    fn reaching(self, tx: &(impl Read + ?Sized), org: &Organisation, at: Seq) -> Result<Self, StoreError> {
        let epoch = tx.epoch(org.id, org.head)?.0;
        Ok(Self { epoch, seen: org.head, left: org.head.saturating_sub(at), ..self })
    }

    /// The same reader, everything up to `at` served.
    pub fn reached(self, at: Seq) -> Self {
        Self { left: self.seen.saturating_sub(at), behind: 0, ..self }
    }

    /// The same reader, serving what was gained at `at`, documents up to the first number `first` served.
    pub fn gaining_at(self, at: Seq, first: Seq) -> Self {
        Self { left: self.seen.saturating_sub(at), behind: at.saturating_sub(first), ..self }
    }
}

#[cfg(test)]
mod tests;
