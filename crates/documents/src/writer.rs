//! Writing to a document: registers, map fields, entries. What is already so is not written again.

use crate::codec;
use crate::document::Places;
use crate::error::DocumentError;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ROOT, ReadDoc, ScalarValue, Value};
use domain::id::EntryRef;

/// A change that was made, as it goes into a database and onto the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The change's hash, its name everywhere.
    pub hash: [u8; 32],
    /// The automerge change chunk, not compressed.
    pub bytes: Vec<u8>,
    /// The counter of its first operation, to tell which entries are of this change.
    pub start_op: u64,
}

/// What stands for a moment, within one change, where people settle what devices disagreed on. No field has this value.
const SETTLED: &str = "settled";

/// An open edit of one document.
pub struct Writer<'a> {
    pub(crate) tx: Transaction<'a>,
    pub(crate) places: &'a Places,
    /// Whether the change says when it was made.
    pub(crate) dated: bool,
}

impl Writer<'_> {
    pub(crate) fn put(&mut self, name: &'static str, value: impl Into<ScalarValue>) -> Result<(), DocumentError> {
        self.put_in(&ROOT, name, value.into())
    }

    pub(crate) fn put_in_map(
        &mut self,
        map: &'static str,
        key: &str,
        value: impl Into<ScalarValue>,
    ) -> Result<(), DocumentError> {
        let object = self.places.map(map)?.clone();
        self.put_in(&object, key, value.into())
    }

    /// Takes a field out of a map, if it is there.
    pub(crate) fn remove_from_map(&mut self, map: &'static str, key: &str) -> Result<(), DocumentError> {
        let object = self.places.map(map)?.clone();
        if self.tx.get(&object, key)?.is_some() {
            self.tx.delete(&object, key)?;
        }
        Ok(())
    }

    pub(crate) fn map_keys(&self, map: &'static str) -> Result<Vec<String>, DocumentError> {
        Ok(self.tx.keys(self.places.map(map)?).collect())
    }

    /// Writes again the value that the write `side` put into `field`, so that it holds for everybody. Does nothing when
    /// there is one value only; an error when that write is none of those that stand.
    pub fn settle(&mut self, field: &str, side: EntryRef) -> Result<(), DocumentError> {
        let all = self.tx.get_all(ROOT, field)?;
        if all.len() < 2 {
            return Ok(());
        }
        let chosen = all.iter().find(|(_, id)| codec::entry_ref(id) == Some(side));
        let Some((Value::Scalar(value), _)) = chosen else { return Err(DocumentError::Entry) };
        let value = value.clone().into_owned();
        self.put_in(&ROOT, field, value)
    }

    /// Lets the change say when it was made, as one that overwrites a field does.
    pub(crate) fn date(&mut self) {
        self.dated = true;
    }

    /// Adds an entry. Entries go in front: an insertion at the head refers to no other entry, so it costs
    /// the same however many there are, and concurrent ones do not push each other about.
    pub(crate) fn entry(&mut self, bytes: Vec<u8>) -> Result<(), DocumentError> {
        let list = self.places.entries()?.clone();
        self.tx.insert(&list, 0, ScalarValue::Bytes(bytes))?;
        Ok(())
    }

    pub(crate) fn has(&self, name: &'static str) -> Result<bool, DocumentError> {
        Ok(self.tx.get(ROOT, name)?.is_some())
    }

    fn put_in(&mut self, object: &ObjId, key: &str, value: ScalarValue) -> Result<(), DocumentError> {
        let now = self.tx.get_all(object, key)?;
        let same = matches!(now.as_slice(), [(Value::Scalar(one), _)] if **one == value);
        if !same {
            self.dated |= !now.is_empty();
            // Of several values automerge keeps the one that is written again and deletes the others, which no server
            // takes: it has to be a write of its own.
            if now.len() > 1 {
                self.tx.put(object, key, SETTLED)?;
            }
            self.tx.put(object, key, value)?;
        }
        Ok(())
    }
}
