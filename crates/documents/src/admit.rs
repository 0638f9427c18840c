//! Taking a change from a stranger: it must decode, be of the sender's actor, build on what is there, do only
//! what the kind has a place for, and leave a document that reads and stays in its limits.

use crate::claims;
use crate::codec;
use crate::document::{Document, change};
use crate::entries;
use crate::error::DocumentError;
use crate::shape::{self, ENTRIES};
use crate::sound;
use crate::{assignment, batch, catalogue, facts, order, work};
use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{Change, ChangeHash, ObjId, ReadDoc, ScalarValue};
use domain::id::DeviceId;
use domain::kind::Kind;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Entries of one document.
const MOST_ENTRIES: usize = 20_000;
/// Operations of one change.
const MOST_OPERATIONS: usize = 2_000;
/// Rows of one column of a change: an operation also lists what it overwrites.
const MOST_ROWS: u64 = 4 * 2_000;
/// Operations of one document.
const MOST_OF_DOCUMENT: u64 = 100_000;
/// Bytes of one change chunk.
const MOST_CHANGE: usize = 64 << 10;
/// Bytes of one value.
const MOST_VALUE: usize = 8 << 10;

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admitted {
    /// It was part of the document before.
    AlreadyThere,
    /// It is now.
    Added {
        /// Its hash.
        hash: [u8; 32],
    },
}

/// The hash of a change chunk; `None` when the bytes are none.
pub fn change_hash(bytes: &[u8]) -> Option<[u8; 32]> {
    parse(bytes).ok().map(|change| change.hash().0)
}

impl Document {
    /// Adds a change that `device` sent. On an error the document is as it was.
    ///
    /// Automerge checks what it decodes, but it was not written to be fed by an enemy, so a panic inside it
    /// counts as unreadable.
    pub fn admit(&mut self, change: &[u8], device: DeviceId) -> Result<Admitted, DocumentError> {
        let attempt = catch_unwind(AssertUnwindSafe(|| self.try_admit(change, device)));
        let (next, admitted) = attempt.unwrap_or(Err(DocumentError::Shape("panic")))?;
        if let Some(next) = next {
            *self = next;
        }
        Ok(admitted)
    }

    fn try_admit(&self, bytes: &[u8], device: DeviceId) -> Result<(Option<Self>, Admitted), DocumentError> {
        let change = parse(bytes)?;
        let hash = change.hash().0;
        if self.has(&hash) {
            return Ok((None, Admitted::AlreadyThere));
        }
        if codec::of_actor(change.actor_id()).is_none_or(|actor| actor.device() != device) {
            return Err(DocumentError::ForgedActor);
        }
        let known = self.doc.get_changes_meta(&[]);
        if known.iter().any(|c| c.actor.as_ref() == change.actor_id() && c.seq >= change.seq()) {
            return Err(DocumentError::ReusedActor);
        }
        let there = |dep: &ChangeHash| self.doc.get_change_by_hash(dep).is_some();
        if change.deps().is_empty() || !change.deps().iter().all(there) {
            return Err(DocumentError::MissingDependency);
        }
        if change.len() > MOST_OPERATIONS {
            return Err(DocumentError::Limit("operations"));
        }
        if self.doc.stats().num_ops > MOST_OF_DOCUMENT {
            return Err(DocumentError::Limit("operations of a document"));
        }
        // Counters go on from what is there; a jump would use them up for everybody else.
        let last = known.iter().map(|c| c.max_op).max().unwrap_or(0);
        if change.start_op().get() > last + 1 {
            return Err(DocumentError::Limit("counter"));
        }
        self.check_operations(&change)?;
        let mut next = self.clone();
        next.doc.apply_changes([change])?;
        sound::check(&self.doc, &next.doc)?;
        if !next.has(&hash) {
            return Err(DocumentError::MissingDependency);
        }
        next.check_reads()?;
        Ok((Some(next), Admitted::Added { hash }))
    }

    fn check_operations(&self, change: &Change) -> Result<(), DocumentError> {
        let shape = shape::shape(self.id().kind);
        for op in change.decode().operations {
            let OpType::Put(value) = &op.action else { return Err(DocumentError::Shape("not a plain write")) };
            check_value(value)?;
            let place = match &op.obj {
                ObjectId::Root => None,
                ObjectId::Id(id) => {
                    let object = ObjId::Id(id.0, id.1.clone(), 0);
                    Some(self.places.name_of(&object).ok_or(DocumentError::Shape("another object"))?)
                }
            };
            let fits = match (place, &op.key) {
                (None, Key::Map(name)) => !op.insert && shape.registers.contains(&name.as_str()),
                (Some(ENTRIES), key) => op.insert && *key == Key::head() && matches!(value, ScalarValue::Bytes(_)),
                (Some(_), Key::Map(name)) => !op.insert && name.len() <= 100,
                _ => false,
            };
            if !fits {
                return Err(DocumentError::Shape("no such field"));
            }
        }
        Ok(())
    }

    /// Reads the document as its kind, strictly: every value of every register, no entry of an unknown form.
    pub(crate) fn check_reads(&self) -> Result<(), DocumentError> {
        let kind = self.id().kind;
        let known = |unknown: usize| if unknown == 0 { Ok(()) } else { Err(DocumentError::Entry) };
        if shape::shape(kind).entries && self.doc.length(self.places.entries()?) > MOST_ENTRIES {
            return Err(DocumentError::Limit("entries"));
        }
        match kind {
            Kind::Organisation => facts::read_organisation(self).map(drop),
            Kind::Workshop => facts::read_workshop(self).map(drop),
            Kind::Product => catalogue::read_product(self).map(drop),
            Kind::Material => catalogue::read_material(self).map(drop),
            Kind::Order => order::read(self).map(drop),
            Kind::Batch => batch::read(self).map(drop),
            Kind::Assignment => assignment::read(self).map(drop),
            Kind::Work => {
                work::decision(self)?;
                known(work::entries(self)?.1)
            }
            Kind::HoldingLedger => known(entries::holdings(self)?.1),
            Kind::IssueLedger => known(entries::issues(self)?.1),
            Kind::StoreLedger => known(entries::stores(self)?.1),
            Kind::Check => known(entries::checks(self)?.1),
            Kind::Completion => known(entries::completions(self)?.1),
            Kind::Agreement => known(entries::agreements(self)?.1),
            Kind::Moves => known(entries::moves(self)?.1),
            Kind::Statement => Err(DocumentError::Shape("statements are not written yet")),
        }
    }
}

/// A change chunk and nothing else: not a whole document, not a compressed chunk (which could be a bomb).
fn parse(bytes: &[u8]) -> Result<Change, DocumentError> {
    const CHANGE_CHUNK: u8 = 1;
    if bytes.len() > MOST_CHANGE {
        return Err(DocumentError::Limit("bytes of a change"));
    }
    if bytes.get(8) != Some(&CHANGE_CHUNK) {
        return Err(DocumentError::Shape("not a change"));
    }
    claims::check(bytes, MOST_ROWS)?;
    catch_unwind(|| change(bytes)).unwrap_or(Err(DocumentError::Shape("panic")))
}

fn check_value(value: &ScalarValue) -> Result<(), DocumentError> {
    let (fits, size) = match value {
        ScalarValue::Bytes(bytes) => (true, bytes.len()),
        ScalarValue::Str(text) => (true, text.len()),
        ScalarValue::Int(_) | ScalarValue::Uint(_) | ScalarValue::Boolean(_) => (true, 0),
        _ => (false, 0),
    };
    if !fits {
        return Err(DocumentError::Shape("a value of another type"));
    }
    if size > MOST_VALUE { Err(DocumentError::Limit("bytes of a value")) } else { Ok(()) }
}
