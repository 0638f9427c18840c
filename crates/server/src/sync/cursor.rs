//! Where a phone is in the log, as bytes that mean nothing to the phone.
//!
//! A phone reads the rows of its feeds in the order of (the later of the row's number and the number at which
//! the row's feed was gained, the row's number). A feed that was gained at `g` thus comes as a whole at `g`.

use crate::store::record::{Organisation, Seq};
use domain::id::PersonId;
use minicbor::{Decode, Encode};

/// A place in a person's reading of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Cursor {
    /// The organisation's history that the numbers belong to.
    #[n(0)]
    history: u32,
    /// Whose reading.
    #[n(1)]
    person: u32,
    /// The head when this phone began with nothing: what it could read then counts as gained then.
    #[n(2)]
    pub base: Seq,
    /// All rows up to here that could be read by then have been served.
    #[n(3)]
    pub at: Seq,
    /// How much of what was gained at `at` is still to come: `at` less the first number of the last document served.
    #[n(4)]
    behind: Seq,
}

impl Cursor {
    /// Of a phone that has nothing: before everything, with all that there is today to come as a whole.
    pub fn start(org: &Organisation, person: PersonId) -> Self {
        Self { history: org.history, person: person.0, base: org.head, at: 0, behind: 0 }
    }

    /// Reads a cursor that this server gave to this person; `None` for any other bytes.
    pub fn read(bytes: &[u8], org: &Organisation, person: PersonId) -> Option<Self> {
        let cursor: Self = minicbor::decode(bytes).ok()?;
        let own = cursor.history == org.history && cursor.person == person.0;
        let within = |n: Seq| (0..=org.head).contains(&n);
        let sane = within(cursor.base) && within(cursor.at) && (0..=cursor.at).contains(&cursor.behind);
        (own && sane).then_some(cursor)
    }

    /// As bytes.
    pub fn bytes(&self) -> Vec<u8> {
        // Encoding into a Vec has no error to give.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// While what was gained at `at` is being served: the first number of the last document that was.
    pub fn gaining(&self) -> Option<Seq> {
        (self.behind > 0).then(|| self.at.saturating_sub(self.behind))
    }

    /// The same reader, everything up to `at` served.
    pub fn reached(self, at: Seq) -> Self {
        Self { at, behind: 0, ..self }
    }

    /// The same reader, serving what was gained at `at`, documents up to the first number `first` served.
    pub fn gaining_at(self, at: Seq, first: Seq) -> Self {
        Self { at, behind: at.saturating_sub(first), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::record::OrgId;

    #[test]
    fn a_cursor_is_good_for_one_person_in_one_history_and_not_beyond_the_head() {
        let org = Organisation { id: OrgId(1), name: "Karakana".into(), history: 77, head: 9 };
        let amina = PersonId(2);
        let cursor = Cursor::start(&org, amina).gaining_at(9, 4);
        assert_eq!(cursor.gaining(), Some(4));
        assert_eq!(Cursor::read(&cursor.bytes(), &org, amina), Some(cursor));
        assert_eq!(Cursor::read(&cursor.bytes(), &org, PersonId(3)), None);
        assert_eq!(Cursor::read(&cursor.bytes(), &Organisation { history: 78, ..org.clone() }, amina), None);
        assert_eq!(Cursor::read(&cursor.bytes(), &Organisation { head: 8, ..org.clone() }, amina), None);
        assert_eq!(Cursor::read(&cursor.reached(9).bytes(), &org, amina).and_then(|c| c.gaining()), None);
        assert_eq!(Cursor::read(b"nonsense", &org, amina), None);
    }
}
