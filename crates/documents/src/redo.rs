//! Making a change anew as another actor: a copy of the phone has used its actor for something else.
//!
//! Several copies may hold the same change and make it anew without knowing of each other. So all that the new one
//! consists of follows from the old one, and they make the same change, which counts once.

use crate::codec;
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Written;
use automerge::legacy::{Key, ObjectId, OpType};
use automerge::transaction::Transactable;
use automerge::{Automerge, Change, ChangeHash, ObjId, ROOT, ScalarValue};
use domain::entry::WorkEntry;
use domain::id::{Actor, EntryRef, Incarnation};
use domain::kind::Kind;
use domain::time::Timestamp;
use std::collections::BTreeMap;

/// What is called otherwise since it was made anew.
#[derive(Debug, Clone, Default)]
pub struct Renamed {
    changes: BTreeMap<ChangeHash, ChangeHash>,
    entries: BTreeMap<EntryRef, EntryRef>,
}

/// A change that was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redone {
    /// Who it is of: the device of the old one, in a life that only this change has.
    pub actor: Actor,
    /// The change.
    pub written: Written,
    /// Whether another copy has made it anew already.
    pub was_there: bool,
}

impl Document {
    /// Does again what `change` did, on top of what that was built on. What it names by a name in `renamed` it names by
    /// the new one, and its own new names are added. `None` when it did nothing.
    pub fn redo(&mut self, change: &[u8], renamed: &mut Renamed) -> Result<Option<Redone>, DocumentError> {
        let change = Change::from_bytes(change.to_vec()).map_err(|e| DocumentError::NotAutomerge(e.to_string()))?;
        let before = codec::of_actor(change.actor_id()).ok_or(DocumentError::ForgedActor)?;
        let [a, b, c, d, ..] = change.hash().0;
        let actor = Actor::new(before.device(), Incarnation(u32::from_be_bytes([a, b, c, d])));
        let mut then = self.clone();
        then.doc = self.built_on(&change, renamed)?;
        let Some(written) = then.again(actor, &change, &renamed.entries)? else { return Ok(None) };
        let was_there = self.has(&written.hash);
        if !was_there {
            self.apply(&written.bytes)?;
        }
        renamed.changes.insert(change.hash(), ChangeHash(written.hash));
        for n in (0..).take(change.len()) {
            let old = EntryRef { counter: change.start_op().get() + n, actor: before };
            renamed.entries.insert(old, EntryRef { counter: written.start_op + n, actor });
        }
        Ok(Some(Redone { actor, written, was_there }))
    }

    /// The document as it was when `change` was made, as far as that is here.
    fn built_on(&self, change: &Change, renamed: &Renamed) -> Result<Automerge, DocumentError> {
        let now = |dep: &ChangeHash| *renamed.changes.get(dep).unwrap_or(dep);
        let here: Vec<_> = change.deps().iter().map(now).filter(|dep| self.has(&dep.0)).collect();
        if here.is_empty() { Ok(Self::new(self.id())?.doc) } else { Ok(self.doc.fork_at(&here)?) }
    }

    fn again(
        &mut self,
        actor: Actor,
        change: &Change,
        entries: &BTreeMap<EntryRef, EntryRef>,
    ) -> Result<Option<Written>, DocumentError> {
        let work = self.id().kind == Kind::Work;
        // When it was made stays what it was.
        let at = Some(change.timestamp()).filter(|at| *at != 0).map(Timestamp);
        self.edit_at(actor, at, |w| {
            w.dated = at.is_some();
            for op in change.decode().operations {
                let OpType::Put(value) = &op.action else { return Err(DocumentError::Shape("not a plain write")) };
                let object = match &op.obj {
                    ObjectId::Root => ROOT,
                    ObjectId::Id(id) => ObjId::Id(id.0, id.1.clone(), 0),
                };
                match (&op.key, value) {
                    (Key::Map(name), value) => w.tx.put(&object, name.as_str(), value.clone())?,
                    (_, ScalarValue::Bytes(bytes)) if work => w.entry(corrected(bytes, entries))?,
                    (_, ScalarValue::Bytes(bytes)) => w.entry(bytes.clone())?,
                    _ => return Err(DocumentError::Entry),
                }
            }
            Ok(())
        })
    }
}

/// A work entry that names the new name of what it corrects.
fn corrected(bytes: &[u8], renamed: &BTreeMap<EntryRef, EntryRef>) -> Vec<u8> {
    let id = EntryRef { counter: 0, actor: Actor::GENESIS };
    let read = codec::entries::<WorkEntry>(vec![codec::Raw { id, bytes: bytes.to_vec() }]);
    let Ok((mut read, 0)) = read else { return bytes.to_vec() };
    match read.pop() {
        Some(mut one) => match &mut one.entry {
            WorkEntry::Log { corrects: Some(target), .. } if renamed.contains_key(target) => {
                *target = renamed.get(target).copied().unwrap_or(*target);
                codec::entry(one.at, &one.entry)
            }
            _ => bytes.to_vec(),
        },
        None => bytes.to_vec(),
    }
}
