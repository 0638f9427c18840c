//! A document of any kind: its history, its fields, its entries.

use crate::claims;
use crate::codec::{self, Raw};
use crate::error::DocumentError;
use crate::shape::{self, ENTRIES};
use crate::sound;
use crate::work;
use crate::writer::{Writer, Written};
use automerge::transaction::CommitOptions;
use automerge::{
    ActorId, Automerge, Change, ChangeHash, LoadOptions, ObjId, ROOT, ReadDoc, ScalarValue, Value, VerificationMode,
};
use domain::id::{Actor, EntryRef};
use domain::kind::DocId;
use domain::time::Timestamp;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows of one column of a chunk, and operations of a document, that is taken from elsewhere. More than a server admits.
const MOST_ROWS: u64 = 1 << 18;

/// One document. Cheap to make, loaded when it is needed, never kept open across a wait.
#[derive(Debug, Clone)]
pub struct Document {
    id: DocId,
    pub(crate) doc: Automerge,
    pub(crate) places: Places,
}

/// Where the genesis change put the list and maps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    entries: Option<ObjId>,
    maps: BTreeMap<&'static str, ObjId>,
}

impl Places {
    pub(crate) fn entries(&self) -> Result<&ObjId, DocumentError> {
        self.entries.as_ref().ok_or(DocumentError::Shape("no entries"))
    }

    pub(crate) fn map(&self, name: &'static str) -> Result<&ObjId, DocumentError> {
        self.maps.get(name).ok_or(DocumentError::Shape("no such map"))
    }

    /// The name of what is at `object`: a map's, or that of the entries.
    pub(crate) fn name_of(&self, object: &ObjId) -> Option<&'static str> {
        if self.entries.as_ref() == Some(object) {
            return Some(ENTRIES);
        }
        self.maps.iter().find(|(_, id)| *id == object).map(|(name, _)| *name)
    }
}

/// A change that is part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its hash.
    pub hash: [u8; 32],
    /// Who made it, 16 bytes.
    pub actor: Vec<u8>,
    /// The counter of its first operation.
    pub start_op: u64,
    /// Its chunk.
    pub bytes: Vec<u8>,
}

/// A field that several devices wrote without knowing of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The field.
    pub field: &'static str,
    /// What each side wrote, in the order of the operations.
    pub sides: Vec<Side>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The value as text; an answer as `accepted`, or as `declined` with its reason behind a space.
    pub value: String,
    /// Who wrote it.
    pub by: Actor,
    /// The write, which names this side in [`Writer::settle`].
    pub id: EntryRef,
    /// When, by the clock of the device that wrote it; `None` where that was not written down.
    pub at: Option<Timestamp>,
}

impl Document {
    /// A document that nobody has written to yet.
    pub fn new(id: DocId) -> Result<Self, DocumentError> {
        let doc = shape::genesis(id.kind)?;
        let shape = shape::shape(id.kind);
        let object = |name: &str| -> Result<ObjId, DocumentError> {
            doc.get(ROOT, name)?.map(|(_, id)| id).ok_or(DocumentError::Shape("no genesis"))
        };
        let mut places = Places::default();
        if shape.entries {
            places.entries = Some(object(ENTRIES)?);
        }
        for map in shape.maps {
            places.maps.insert(map, object(map)?);
        }
        Ok(Self { id, doc, places })
    }

    /// A document from chunks of a trusted source (this device's database, the server), in an order in which
    /// each chunk builds on those before it. They go in as one: taken one by one, each would be a copy of the
    /// document so far.
    pub fn from_chunks<'a>(id: DocId, chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, DocumentError> {
        let mut document = Self::new(id)?;
        let all = chunks.into_iter().collect::<Vec<_>>().concat();
        if !all.is_empty() {
            document.doc = document.with(&all)?;
        }
        Ok(document)
    }

    /// Which document this is.
    pub fn id(&self) -> DocId {
        self.id
    }

    /// Adds chunks of a trusted source, one behind the other: whole documents or changes. What is already there changes nothing.
    /// A change whose dependencies are not there is an error, and the document stays as it was; so is a chunk that
    /// claims more than any honest one, one that automerge fails on, and one that it would write in another way.
    pub fn apply(&mut self, chunk: &[u8]) -> Result<(), DocumentError> {
        claims::check(chunk, MOST_ROWS)?;
        let doc = self.with(chunk)?;
        sound::check(&self.doc, &doc)?;
        if doc.stats().num_ops > MOST_ROWS {
            return Err(DocumentError::Limit("operations of a document"));
        }
        self.doc = doc;
        Ok(())
    }

    /// The document with more chunks, all of them or none. Automerge may panic on what it did not write itself.
    fn with(&self, chunk: &[u8]) -> Result<Automerge, DocumentError> {
        catch_unwind(AssertUnwindSafe(|| self.try_with(chunk))).unwrap_or(Err(DocumentError::Shape("panic")))
    }

    fn try_with(&self, chunk: &[u8]) -> Result<Automerge, DocumentError> {
        let whole = chunk.get(8) == Some(&0);
        let mut doc = self.doc.clone();
        if whole && self.doc.get_changes_meta(&[]).len() == 1 {
            // The common case of a first load: there is nothing here to merge with.
            doc = Automerge::load_with_options(chunk, LoadOptions::new().verification_mode(VerificationMode::Check))?;
            if self.doc.get_heads().iter().any(|head| doc.get_change_by_hash(head).is_none()) {
                return Err(DocumentError::Shape("another beginning"));
            }
        } else {
            // Not automerge's own incremental load: that leaves out what does not read, and says nothing.
            doc.apply_changes(changes(chunk)?)?;
        }
        if !doc.get_missing_deps(&[]).is_empty() {
            return Err(DocumentError::MissingDependency);
        }
        Ok(doc)
    }

    /// The document as one chunk, with its history and not compressed: a bundle compresses many at once.
    pub fn whole(&self) -> Vec<u8> {
        self.doc.save_nocompress()
    }

    /// Whether the change with this hash is part of the document.
    pub fn has(&self, hash: &[u8; 32]) -> bool {
        self.doc.get_change_by_hash(&ChangeHash(*hash)).is_some()
    }

    /// The changes that are not part of what `heads` stand for, each after those it builds on, without the first one
    /// that all documents of the kind share. Heads that are not in the document count for nothing.
    pub fn changes_since(&self, heads: &[[u8; 32]]) -> Vec<Past> {
        let known: Vec<_> = heads.iter().map(|hash| ChangeHash(*hash)).filter(|hash| self.has(&hash.0)).collect();
        let changes = self.doc.get_changes(&known).into_iter().filter(|change| !change.deps().is_empty());
        let past = |change: automerge::Change| Past {
            hash: change.hash().0,
            actor: change.actor_id().to_bytes().to_vec(),
            start_op: change.start_op().get(),
            bytes: change.raw_bytes().to_vec(),
        };
        changes.map(past).collect()
    }

    /// The hashes that nothing builds on yet, sorted.
    pub fn heads(&self) -> Vec<[u8; 32]> {
        self.doc.get_heads().into_iter().map(|h| h.0).collect()
    }

    /// As [`Document::edit_at`], without a time.
    pub fn edit(
        &mut self,
        actor: Actor,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>,
    ) -> Result<Option<Written>, DocumentError> {
        self.edit_at(actor, None, write)
    }

    /// Makes one change as `actor`; `None` when everything was already so. On an error nothing is changed. Entries say
    /// themselves when they were made, so only a change that overwrites a field carries the time `now`, since people want to
    /// know when each did should another device overwrite it as well, and one of a document that has no entries and asks for it.
    pub fn edit_at(
        &mut self,
        actor: Actor,
        now: Option<Timestamp>,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), DocumentError>,
    ) -> Result<Option<Written>, DocumentError> {
        self.doc.set_actor(ActorId::from(actor.0));
        let committed = {
            let mut writer = Writer { tx: self.doc.transaction(), places: &self.places, dated: false };
            let result = write(&mut writer);
            let (tx, dated) = (writer.tx, writer.dated);
            match (result, now.filter(|_| dated)) {
                (Ok(()), Some(now)) => tx.commit_with(CommitOptions::default().with_time(now.0)).0,
                (Ok(()), None) => tx.commit().0,
                (Err(error), _) => {
                    tx.rollback();
                    return Err(error);
                }
            }
        };
        let Some(hash) = committed else { return Ok(None) };
        let change = self.doc.get_change_by_hash(&hash).ok_or(DocumentError::MissingDependency)?;
        let written = Written { hash: hash.0, bytes: change.raw_bytes().to_vec(), start_op: change.start_op().get() };
        Ok(Some(written))
    }

    /// The fields on which devices disagree. Values that are the same are no disagreement, whoever wrote them.
    pub fn disagreements(&self) -> Result<Vec<Disagreement>, DocumentError> {
        let mut out = Vec::new();
        for field in shape::shape(self.id.kind).registers {
            let all = self.doc.get_all(ROOT, *field)?;
            let differ = all.windows(2).any(|w| matches!(w, [a, b] if a.0 != b.0));
            if differ {
                let sides = all.iter().map(|(value, id)| self.side(field, value, id)).collect::<Result<_, _>>()?;
                out.push(Disagreement { field, sides });
            }
        }
        Ok(out)
    }

    fn side(&self, field: &str, value: &Value<'_>, id: &ObjId) -> Result<Side, DocumentError> {
        let write = codec::entry_ref(id).ok_or(DocumentError::Entry)?;
        let change = self.doc.hash_for_opid(id).and_then(|hash| self.doc.get_change_by_hash(&hash));
        let at = change.map(|change| change.timestamp()).filter(|at| *at != 0).map(Timestamp);
        let (value, at) = match (field, value) {
            (work::DECISION, Value::Scalar(answer)) => work::show_decision(answer)?,
            _ => (codec::show(value), at),
        };
        Ok(Side { value, by: write.actor, id: write, at })
    }

    /// Who wrote the value of a register that is read today.
    pub fn writer_of(&self, field: &'static str) -> Result<Option<EntryRef>, DocumentError> {
        Ok(self.doc.get(ROOT, field)?.and_then(|(_, id)| codec::entry_ref(&id)))
    }

    /// When somebody wrote to it first, by the clock of their device; `None` where that was not written down.
    pub fn begun_at(&self) -> Option<Timestamp> {
        let first = self.doc.get_changes_meta(&[]).into_iter().find(|change| !change.deps.is_empty())?;
        Some(first.timestamp).filter(|at| *at != 0).map(Timestamp)
    }

    /// How many entries it has, of whatever form.
    pub fn entry_count(&self) -> usize {
        self.places.entries().map_or(0, |list| self.doc.length(list))
    }

    /// Every value of a register, more than one where devices disagree.
    pub(crate) fn values(&self, field: &'static str) -> Result<Vec<ScalarValue>, DocumentError> {
        let all = self.doc.get_all(ROOT, field)?;
        all.into_iter()
            .map(|(value, _)| match value {
                Value::Scalar(scalar) => Ok(scalar.into_owned()),
                Value::Object(_) => Err(DocumentError::Field(field)),
            })
            .collect()
    }

    /// The fields of a map, sorted by name.
    pub(crate) fn map(&self, name: &'static str) -> Result<Vec<(String, ScalarValue)>, DocumentError> {
        let object = self.places.map(name)?;
        let mut out = Vec::new();
        for key in self.doc.keys(object) {
            if let Some((Value::Scalar(value), _)) = self.doc.get(object, key.as_str())? {
                out.push((key, value.into_owned()));
            }
        }
        Ok(out)
    }

    /// The entries as bytes, newest first, each with its identity.
    pub(crate) fn raw_entries(&self) -> Result<Vec<Raw>, DocumentError> {
        let list = self.places.entries()?;
        self.doc
            .list_range(list, ..)
            .map(|item| {
                let id = codec::entry_ref(&item.id()).ok_or(DocumentError::Entry)?;
                match item.value.clone().into_value() {
                    Value::Scalar(scalar) => match scalar.as_ref() {
                        ScalarValue::Bytes(bytes) => Ok(Raw { id, bytes: bytes.clone() }),
                        _ => Err(DocumentError::Entry),
                    },
                    Value::Object(_) => Err(DocumentError::Entry),
                }
            })
            .collect()
    }
}

/// The changes in chunks that lie one behind the other.
fn changes(chunks: &[u8]) -> Result<Vec<Change>, DocumentError> {
    let mut out = Vec::new();
    for chunk in claims::split(chunks)? {
        match chunk.get(8) {
            Some(&claims::WHOLE) => out.extend(Automerge::load(chunk)?.get_changes(&[])),
            _ => out.push(change(chunk)?),
        }
    }
    Ok(out)
}

/// One change chunk, deflated or not, and nothing else.
pub(crate) fn change(chunk: &[u8]) -> Result<Change, DocumentError> {
    let change = Change::from_bytes(chunk.to_vec()).map_err(|e| DocumentError::NotAutomerge(e.to_string()))?;
    // `from_bytes` takes a chunk whose checksum does not match: it would be the change of another hash.
    if chunk.get(4..8) != change.hash().0.get(..4) {
        return Err(DocumentError::NotAutomerge("checksum".into()));
    }
    Ok(change)
}
