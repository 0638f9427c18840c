//! Small CBOR values inside automerge values: entries and composed fields.
//!
//! An entry is an array `[tag, at, …]`; what is empty at its end is left out. A reader skips what it does
//! not know at the end of an array, and entries with a tag that it does not know.

use crate::error::DocumentError;
use automerge::{ActorId, ObjId, ScalarValue, Value};
use domain::entry::Recorded;
use domain::id::{Actor, EntryRef};
use domain::time::Timestamp;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// The most items of one array.
const MOST_ITEMS: u64 = 64;
/// The end of the year 9999, and as far back: what every calendar can show.
const LATEST: i64 = 253_402_300_799;
/// The most bytes of one entry.
pub(crate) const MOST_BYTES: usize = 4_096;

/// An entry before it is read.
pub(crate) struct Raw {
    pub id: EntryRef,
    pub bytes: Vec<u8>,
}

/// One item of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Nothing,
    Int(i64),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Item>),
}

impl Item {
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    pub fn number(number: impl Into<i64>) -> Self {
        match number.into() {
            0 => Self::Nothing,
            other => Self::Int(other),
        }
    }

    pub fn entry_ref(entry: EntryRef) -> Self {
        let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
        Self::List(vec![Self::Int(counter), Self::Bytes(entry.actor.0.to_vec())])
    }
}

/// An entry of a kind: how it is written and read.
pub(crate) trait Entry: Sized {
    /// Its tag and what follows the time.
    fn items(&self) -> (i64, Vec<Item>);
    /// From its tag and what follows the time; `Ok(None)` for a tag that is not known.
    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError>;
}

/// Writes an array, without what is empty at its end.
pub(crate) fn array(mut items: Vec<Item>) -> Vec<u8> {
    while items.last() == Some(&Item::Nothing) {
        items.pop();
    }
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a Vec cannot fail.
    let _ = write_all(&mut encoder, &items);
    encoder.into_writer()
}

fn write_all(
    e: &mut Encoder<Vec<u8>>,
    items: &[Item],
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    e.array(u64::try_from(items.len()).unwrap_or(u64::MAX))?;
    for item in items {
        match item {
            Item::Nothing => e.null().map(drop)?,
            Item::Int(n) => e.i64(*n).map(drop)?,
            Item::Bool(b) => e.bool(*b).map(drop)?,
            Item::Text(t) => e.str(t).map(drop)?,
            Item::Bytes(b) => e.bytes(b).map(drop)?,
            Item::List(list) => write_all(e, list)?,
        }
    }
    Ok(())
}

/// Writes an entry.
pub(crate) fn entry<E: Entry>(at: Timestamp, entry: &E) -> Vec<u8> {
    let (tag, rest) = entry.items();
    let mut items = vec![Item::Int(tag), Item::Int(at.0)];
    items.extend(rest);
    array(items)
}

/// Reads entries; the second value counts those with a tag that is not known.
pub(crate) fn entries<E: Entry>(raw: Vec<Raw>) -> Result<(Vec<Recorded<E>>, usize), DocumentError> {
    let mut unknown = 0;
    let mut out = Vec::with_capacity(raw.len());
    for Raw { id, bytes } in raw {
        let mut items = Items::read(&bytes).ok_or(DocumentError::Entry)?;
        let tag = items.int("tag")?;
        let at = Timestamp(items.int("at")?);
        if at.0.abs() > LATEST {
            return Err(DocumentError::Field("at"));
        }
        match E::read(tag, &mut items)? {
            Some(entry) => out.push(Recorded { id, at, entry }),
            None => unknown += 1,
        }
    }
    Ok((out, unknown))
}

/// The items of an array, read one after the other. Past the end everything is [`Item::Nothing`].
pub(crate) struct Items(std::vec::IntoIter<Item>);

impl Items {
    /// Reads exactly one array with at most one more level in it.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MOST_BYTES {
            return None;
        }
        let mut decoder = Decoder::new(bytes);
        let list = read_list(&mut decoder, 3)?;
        (decoder.position() == bytes.len()).then(|| Self(list.into_iter()))
    }

    /// Those of an array within an array.
    pub fn of(list: Vec<Item>) -> Self {
        Self(list.into_iter())
    }

    pub fn next(&mut self) -> Item {
        self.0.next().unwrap_or(Item::Nothing)
    }

    pub fn int(&mut self, field: &'static str) -> Result<i64, DocumentError> {
        match self.next() {
            Item::Int(n) => Ok(n),
            Item::Nothing => Ok(0),
            _ => Err(DocumentError::Field(field)),
        }
    }

    pub fn count(&mut self, field: &'static str) -> Result<u32, DocumentError> {
        u32::try_from(self.int(field)?).map_err(|_| DocumentError::Field(field))
    }

    pub fn text(&mut self, field: &'static str) -> Result<String, DocumentError> {
        match self.next() {
            Item::Text(t) => Ok(t),
            Item::Nothing => Ok(String::new()),
            _ => Err(DocumentError::Field(field)),
        }
    }

    pub fn bool(&mut self, field: &'static str) -> Result<bool, DocumentError> {
        match self.next() {
            Item::Bool(b) => Ok(b),
            Item::Nothing => Ok(false),
            _ => Err(DocumentError::Field(field)),
        }
    }

    pub fn entry_ref(&mut self, field: &'static str) -> Result<Option<EntryRef>, DocumentError> {
        let bad = || DocumentError::Field(field);
        match self.next() {
            Item::Nothing => Ok(None),
            Item::List(list) => match list.as_slice() {
                [Item::Int(counter), Item::Bytes(actor)] => Ok(Some(EntryRef {
                    counter: u64::try_from(*counter).map_err(|_| bad())?,
                    actor: Actor(actor.as_slice().try_into().map_err(|_| bad())?),
                })),
                _ => Err(bad()),
            },
            _ => Err(bad()),
        }
    }
}

fn read_list(d: &mut Decoder<'_>, depth: u8) -> Option<Vec<Item>> {
    let length = d.array().ok()??;
    if length > MOST_ITEMS {
        return None;
    }
    let mut out = Vec::new();
    for _ in 0..length {
        out.push(match d.datatype().ok()? {
            Type::Null => {
                d.null().ok()?;
                Item::Nothing
            }
            Type::Bool => Item::Bool(d.bool().ok()?),
            Type::String => Item::Text(d.str().ok()?.to_owned()),
            Type::Bytes => Item::Bytes(d.bytes().ok()?.to_vec()),
            Type::Array if depth > 0 => Item::List(read_list(d, depth - 1)?),
            _ => Item::Int(d.i64().ok()?),
        });
    }
    Some(out)
}

/// The identity of an operation; `None` when its actor is not 16 bytes.
pub(crate) fn entry_ref(id: &ObjId) -> Option<EntryRef> {
    match id {
        ObjId::Id(counter, actor, _) => Some(EntryRef { counter: *counter, actor: of_actor(actor)? }),
        ObjId::Root => None,
    }
}

pub(crate) fn of_actor(actor: &ActorId) -> Option<Actor> {
    actor.to_bytes().try_into().ok().map(Actor)
}

/// A value as text, for showing both sides of a disagreement.
pub(crate) fn show(value: &Value<'_>) -> String {
    match value {
        Value::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Str(text) => text.to_string(),
            ScalarValue::Bytes(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect(),
            other => other.to_string(),
        },
        Value::Object(_) => String::new(),
    }
}
