//! Compares three ways to keep entries in automerge: inserted at the head, appended at the end, and as maps of fields
//! keyed by a random id. 600 documents of 18 entries by three devices that sync after each. Prints bytes and time;
//! see `docs/decisions/2026-11-23-entries-go-in-front.md`. Run with `cargo run --release -p documents --example layout`.

use automerge::transaction::{Transactable, Transaction};
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};
use std::time::Instant;

const DOCUMENTS: u32 = 600;
const ENTRIES: u32 = 18;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{DOCUMENTS} documents, {ENTRIES} entries each, three devices; all in one zstd frame, level 15");
    for (name, add) in [("in front", front as Add), ("at the end", end), ("maps of fields", map)] {
        #[allow(clippy::disallowed_methods, reason = "a benchmark's job")]
        let begin = Instant::now();
        let mut all = Vec::new();
        let mut raw = 0;
        for number in 0..DOCUMENTS {
            let whole = document(number, add)?;
            raw += whole.len();
            all.extend(whole);
        }
        let packed = zstd::bulk::compress(&all, 15)?.len();
        println!("{name:>14}: {packed:>7} bytes packed, {raw:>8} raw, {} ms to build", begin.elapsed().as_millis());
    }
    Ok(())
}

type Add = fn(&mut Transaction<'_>, u32, Vec<u8>, &Entry) -> Result<(), automerge::AutomergeError>;

struct Entry {
    at: u32,
    pieces: u8,
    minutes: u8,
}

fn document(number: u32, add: Add) -> Result<Vec<u8>, automerge::AutomergeError> {
    let mut doc = Automerge::new().with_actor(ActorId::from([0; 16]));
    let mut tx = doc.transaction();
    tx.put_object(ROOT, "entries", ObjType::List)?;
    tx.put_object(ROOT, "map", ObjType::Map)?;
    tx.commit();
    let mut seed = number.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed
    };
    let mut at = 1_790_000_000 + random() % 3_000_000;
    for n in 0..ENTRIES {
        let device = if random() % 5 == 0 { random() % 31 } else { number % 31 };
        let mut actor = [0; 16];
        for (i, byte) in actor.iter_mut().enumerate() {
            *byte = u8::try_from((device * 167 + u32::try_from(i).unwrap_or(0) * 59) % 251).unwrap_or(0);
        }
        doc.set_actor(ActorId::from(actor));
        at += random() % 200_000;
        let entry = Entry { at, pieces: (random() % 12) as u8, minutes: (random() % 200) as u8 };
        let mut bytes = vec![0x84, 0x01, 0x1a];
        bytes.extend(entry.at.to_be_bytes());
        bytes.extend([entry.pieces, 0x18, entry.minutes]);
        let mut tx = doc.transaction();
        add(&mut tx, n ^ random(), bytes, &entry)?;
        tx.commit();
    }
    Ok(doc.save_nocompress())
}

fn front(tx: &mut Transaction<'_>, _: u32, bytes: Vec<u8>, _: &Entry) -> Result<(), automerge::AutomergeError> {
    let list = list(tx, "entries")?;
    tx.insert(list, 0, bytes)
}

fn end(tx: &mut Transaction<'_>, _: u32, bytes: Vec<u8>, _: &Entry) -> Result<(), automerge::AutomergeError> {
    let list = list(tx, "entries")?;
    let at = tx.length(&list);
    tx.insert(list, at, bytes)
}

fn map(tx: &mut Transaction<'_>, id: u32, _: Vec<u8>, entry: &Entry) -> Result<(), automerge::AutomergeError> {
    let map = list(tx, "map")?;
    let id = format!("{id:08x}-{:08x}-{:08x}", id.wrapping_mul(48_271), id.wrapping_mul(69_621));
    let one = tx.put_object(map, id, ObjType::Map)?;
    tx.put(&one, "at", i64::from(entry.at))?;
    tx.put(&one, "pieces", i64::from(entry.pieces))?;
    tx.put(&one, "minutes", i64::from(entry.minutes))
}

fn list(tx: &Transaction<'_>, name: &str) -> Result<automerge::ObjId, automerge::AutomergeError> {
    tx.get(ROOT, name)?.map(|(_, id)| id).ok_or(automerge::AutomergeError::NotAnObject)
}
