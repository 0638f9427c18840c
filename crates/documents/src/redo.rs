//! Making a change anew as another actor: after a phone's database turned out to be a copy, what it had not sent
//! is made again in the new life.

use crate::codec;
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Written;
use automerge::legacy::{ObjectId, OpType};
use automerge::transaction::Transactable;
use automerge::{Change, ObjId, ROOT, ScalarValue};
use domain::entry::WorkEntry;
use domain::id::{Actor, EntryRef};
use domain::kind::Kind;
use std::collections::BTreeMap;

/// What entries of the old life are called in the new one.
pub type Renamed = BTreeMap<EntryRef, EntryRef>;

impl Document {
    /// Does again what `change` of this device did. A correction that names an entry in `renamed` names the new one;
    /// the entries that are made are added to it.
    pub fn redo(
        &mut self,
        actor: Actor,
        change: &[u8],
        renamed: &mut Renamed,
    ) -> Result<Option<Written>, DocumentError> {
        let change = Change::from_bytes(change.to_vec()).map_err(|e| DocumentError::NotAutomerge(e.to_string()))?;
        let before = codec::of_actor(change.actor_id()).ok_or(DocumentError::ForgedActor)?;
        let work = self.id().kind == Kind::Work;
        let operations = change.decode().operations;
        let written = self.edit(actor, |w| {
            for op in &operations {
                let OpType::Put(value) = &op.action else { return Err(DocumentError::Shape("not a plain write")) };
                let object = match &op.obj {
                    ObjectId::Root => ROOT,
                    ObjectId::Id(id) => ObjId::Id(id.0, id.1.clone(), 0),
                };
                match (&op.key, value) {
                    (automerge::legacy::Key::Map(name), value) => w.tx.put(&object, name.as_str(), value.clone())?,
                    (_, ScalarValue::Bytes(bytes)) if work => w.entry(corrected(bytes, renamed))?,
                    (_, ScalarValue::Bytes(bytes)) => w.entry(bytes.clone())?,
                    _ => return Err(DocumentError::Entry),
                }
            }
            Ok(())
        })?;
        if let Some(written) = &written {
            for n in (0..).take(operations.len()) {
                let old = EntryRef { counter: change.start_op().get() + n, actor: before };
                renamed.insert(old, EntryRef { counter: written.start_op + n, actor });
            }
        }
        Ok(written)
    }
}

/// A work entry that names the new name of what it corrects.
fn corrected(bytes: &[u8], renamed: &Renamed) -> Vec<u8> {
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
