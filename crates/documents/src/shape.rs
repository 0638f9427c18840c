//! What each kind of document is made of, and the first change that all documents of a kind share.

use crate::error::DocumentError;
use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjType, ROOT};
use domain::id::Actor;
use domain::kind::Kind;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, PoisonError};

/// The fields of a kind. Every document also has `kind` (its name) and `v` (its schema version).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Plain fields of the root: the last write wins, concurrent writes are all kept and shown.
    pub registers: &'static [&'static str],
    /// Maps of plain fields, by what is written behind each name.
    pub maps: &'static [&'static str],
    /// Whether it has `entries`: a list of byte strings that only ever grows, newest first.
    pub entries: bool,
}

/// The schema version of all kinds.
pub const SCHEMA: i64 = 1;
/// The name of the list of entries.
pub const ENTRIES: &str = "entries";

/// The shape of `kind`.
pub fn shape(kind: Kind) -> Shape {
    let (registers, maps, entries): (&[_], &[_], bool) = match kind {
        Kind::Organisation => (&["name"], &["coordinators", "devices"], false),
        Kind::Workshop => (&["code", "place"], &["members", "devices"], false),
        Kind::Product => {
            (&["sku", "name_en", "name_sw", "rate", "minutes", "materials", "skills", "steps"], &[], false)
        }
        Kind::Material => (&["code", "name_en", "name_sw", "unit", "source", "cost"], &[], false),
        Kind::Order => (&["number", "source", "placed", "cancelled", "note"], &["lines"], false),
        Kind::Batch => (&["order", "order_number", "sku", "rate", "pieces", "due", "note", "cancelled"], &[], false),
        Kind::Assignment => (&["batch", "sku", "rate", "pieces", "due", "note", "withdrawn", "origin"], &[], false),
        Kind::Work => (&["decision"], &[], true),
        Kind::StoreLedger
        | Kind::Completion
        | Kind::HoldingLedger
        | Kind::Check
        | Kind::Statement
        | Kind::IssueLedger
        | Kind::PayoutRun
        | Kind::OfficeCheck
        | Kind::Agreement
        | Kind::Moves => (&[], &[], true),
    };
    Shape { registers, maps, entries }
}

/// The first change of every document of `kind`: the same bytes and so the same hash on every device, since
/// actor, time and order of operations are fixed. Two phones that create the same document offline therefore
/// add to the same list instead of each making one that hides the other's. It never needs to be sent.
pub(crate) fn genesis(kind: Kind) -> Result<Automerge, DocumentError> {
    /// Made once and copied, since each sync begins documents.
    static MADE: Mutex<BTreeMap<Kind, Automerge>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    match made.entry(kind) {
        Entry::Occupied(doc) => Ok(doc.get().clone()),
        Entry::Vacant(place) => Ok(place.insert(make(kind)?).clone()),
    }
}

fn make(kind: Kind) -> Result<Automerge, DocumentError> {
    let shape = shape(kind);
    let mut doc = Automerge::new().with_actor(ActorId::from(Actor::GENESIS.0));
    let mut tx = doc.transaction();
    tx.put(ROOT, "kind", kind.name())?;
    tx.put(ROOT, "v", SCHEMA)?;
    if shape.entries {
        tx.put_object(ROOT, ENTRIES, ObjType::List)?;
    }
    for map in shape.maps {
        tx.put_object(ROOT, *map, ObjType::Map)?;
    }
    tx.commit();
    Ok(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These hashes are part of the protocol. A library update that moves one would cut every document off
    /// from its history, so it must fail here.
    #[test]
    fn the_first_change_of_each_kind_never_moves() {
        let all: Vec<String> = Kind::ALL
            .iter()
            .map(|kind| format!("{} {}", kind.name(), genesis(*kind).unwrap().get_heads()[0]))
            .collect();
        // Asked when it runs: what was built in another checkout with the same cache says where that one was.
        let path = std::env::var("CARGO_MANIFEST_DIR").unwrap() + "/../../docs/vectors/genesis.txt";
        if std::env::var_os("KARAKANA_WRITE_VECTORS").is_some() {
            std::fs::write(&path, all.join("\n") + "\n").unwrap();
        }
        assert_eq!(all.join("\n") + "\n", std::fs::read_to_string(&path).unwrap());
    }
}
