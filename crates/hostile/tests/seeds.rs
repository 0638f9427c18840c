//! The seeds in `fuzz/corpus`: the bundles and documents of docs/vectors, and hostile ones made by hand.
//! `KARAKANA_WRITE_CORPUS=1` writes them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic, reason = "a test may")]

use domain::kind::Kind;
use hostile::cast::{self, AMINA, BARAKA};
use hostile::chunk;
use hostile::input::part;
use hostile::seal::frame;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

fn root() -> PathBuf {
    // Asked when it runs: what was built in another checkout with the same cache says where that one was.
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../..")
}

fn vectors(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("docs/vectors").join(file)).unwrap()).unwrap()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Seeds by target and name.
#[derive(Default)]
struct Seeds(BTreeMap<(&'static str, String), Vec<u8>>);

impl Seeds {
    fn add(&mut self, target: &'static str, name: &str, seed: Vec<u8>) {
        let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        assert!(self.0.insert((target, name.clone()), seed).is_none(), "{target} {name} twice");
    }
}

#[test]
fn the_committed_seeds_are_these() {
    let mut seeds = Seeds::default();
    bundles(&mut seeds);
    bombs(&mut seeds);
    documents(&mut seeds);
    changes(&mut seeds);
    phones(&mut seeds);
    for ((target, name), seed) in seeds.0 {
        assert!(hostile::target(target).is_some());
        let file = root().join("fuzz/corpus").join(target).join(&name);
        if std::env::var_os("KARAKANA_WRITE_CORPUS").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &seed).unwrap();
        }
        assert!(fs::read(&file).is_ok_and(|there| there == seed), "{target}/{name}: KARAKANA_WRITE_CORPUS=1 writes it");
    }
}

fn bundles(seeds: &mut Seeds) {
    let all = vectors("bundles.json");
    for one in all["bundles"].as_array().unwrap() {
        let name = one["name"].as_str().unwrap();
        seeds.add("bundle", name, bytes(&one["bundle"]));
        let choice = match name {
            name if name.contains("sync request") => 0,
            "sync answer" => 1,
            name if name.contains("failure") => 2,
            name if name.contains("enrol answer") => 3,
            _ => 4,
        };
        seeds.add("message", name, [vec![choice], bytes(&one["payload"])].concat());
        if choice == 1 {
            seeds.add("answer", name, [vec![0], bytes(&one["payload"])].concat());
        }
    }
    for one in all["refused"].as_array().unwrap() {
        seeds.add("bundle", one["what"].as_str().unwrap(), bytes(&one["bundle"]));
    }
    seeds.add("bundle", "deep nesting", [&[0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27][..], &[0x81; 3_000]].concat());
    seeds.add("bundle", "huge count", vec![0xd2, 0x84, 0x40, 0xbb, 0, 0, 0, 1, 0, 0, 0, 0]);
    seeds.add("bundle", "many empty arrays", [&[0xd2, 0x99, 0x0f, 0xa0][..], &[0x80; 4_000]].concat());
}

/// A zstd frame of so many blocks that each repeat one byte 131,072 times, after some bytes as they are.
fn bomb(first: &[u8], byte: u8, blocks: usize) -> Vec<u8> {
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
    out.extend_from_slice(&(u32::try_from(first.len()).unwrap() << 3).to_le_bytes()[..3]);
    out.extend_from_slice(first);
    for n in 1..=blocks {
        let head = (131_072_u32 << 3) | 2 | u32::from(n == blocks);
        out.extend_from_slice(&head.to_le_bytes()[..3]);
        out.push(byte);
    }
    out
}

fn bombs(seeds: &mut Seeds) {
    let mut add =
        |name: &str, choice: u8, payload: Vec<u8>| seeds.add("message", name, [vec![choice], payload].concat());
    add("zstd bomb", 8, bomb(&[], 0, 80));
    add("eight MiB of nesting", 8, bomb(&[], 0x81, 63));
    add("nesting in an unknown key", 0, [&[0xa1, 0x18, 0x63][..], &[0x81; 3_000]].concat());
    add("huge count of documents", 0, vec![0xa1, 0x09, 0x9b, 0, 0, 0, 1, 0, 0, 0, 0]);
    // One document with eight million changes of no bytes: nine bytes of each are none of the message's.
    let head = [&[0xa1, 0x09, 0x81, 0x82, 0x83, 0x0a, 0x50][..], &[0; 16], &[0x81, 0, 0x9a, 0, 0x7e, 0, 0]].concat();
    add("millions of empty changes", 8, bomb(&head, 0x40, 63));
    let head = [&[0xa1, 0x08, 0x81, 0x82, 0x83, 0x0a, 0x50][..], &[0; 16], &[0x81, 0, 0x9a, 0, 0x7e, 0, 0]].concat();
    add("millions of empty chunks", 9, bomb(&head, 0x40, 63));
    add("millions of documents", 8, bomb(&[0xa1, 0x09, 0x9a, 0, 0x7e, 0, 0], 0x80, 63));
    add("trailing frame", 8, [frame(&[0xa0]), frame(&[0xa0])].concat());
    add("endless text", 2, vec![0xa1, 0x04, 0x7f, 0x61, b'a', 0xff]);
}

/// The first byte of a target that begins with a kind.
fn kind(number: &Value) -> u8 {
    u8::try_from(number.as_u64().unwrap()).unwrap() - 1
}

fn documents(seeds: &mut Seeds) {
    let all = vectors("documents.json");
    for one in all["documents"].as_array().unwrap() {
        let name = one["name"].as_str().unwrap();
        let (mut chunks, mut plain) = (vec![kind(&one["kind"])], Vec::new());
        for change in one["changes"].as_array().unwrap() {
            let change = bytes(&change["change"]);
            chunks.push(1);
            chunks.extend(part(&change));
            plain.push(change);
        }
        seeds.add("document", name, chunks.clone());
        seeds.add("admit", name, chunks);
        let whole = [vec![kind(&one["kind"]), 1], part(&bytes(&one["whole"]))].concat();
        seeds.add("document", &format!("{name} whole"), whole);
        if let Some(run) = documents::pack_run(&plain) {
            seeds.add("run", name, [vec![kind(&one["kind"])], run].concat());
        }
    }
    let work = Kind::Work.number() - 1;
    for one in all["refused"].as_array().unwrap() {
        let seed = [vec![work, 1], part(&bytes(&one["change"]))].concat();
        seeds.add("admit", one["what"].as_str().unwrap(), seed);
    }
}

/// What follows the head of a change: no other actors, these columns.
fn operations(columns: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0, u8::try_from(columns.len()).unwrap()];
    for (about, data) in columns {
        out.push(*about);
        chunk::number(&mut out, data.len());
    }
    columns.iter().for_each(|(_, data)| out.extend_from_slice(data));
    out
}

const OFTEN: [u8; 9] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x3f];

/// One operation that puts `note`, said to be so many.
fn put(times: &[u8], preds: &[u8]) -> Vec<u8> {
    let with = |rest: &[u8]| [times, rest].concat();
    operations(&[
        (0x15, &with(&[4, b'n', b'o', b't', b'e'])),
        (0x34, times),
        (0x42, &with(&[1])),
        (0x56, &with(&[0x14])),
        (0x57, &[5]),
        (0x70, &with(preds)),
        (0x71, &with(&[0])),
        (0x73, &with(&[1])),
    ])
}

fn changes(seeds: &mut Seeds) {
    let honest =
        |kind: Kind| cast::honest(&documents::Document::new(cast::doc(kind)).unwrap(), BARAKA.actor(7)).unwrap().0;
    let batch = Kind::Batch.number() - 1;
    let work = Kind::Work.number() - 1;
    for target in ["admit", "document"] {
        let mut add = |name: &str, kind: u8, way: u8, bytes: &[u8]| {
            seeds.add(target, name, [vec![kind, way], part(bytes)].concat());
        };
        add("operations without end", batch, 5, &put(&OFTEN, &[0]));
        add("what they overwrite without end", batch, 5, &put(&[1], &OFTEN));
        add("nothing without end", work, 5, &operations(&[(0x42, &[&[0][..], &OFTEN].concat())]));
        let mut unmended = honest(Kind::Work);
        unmended[5] ^= 1;
        add("wrong checksum", work, 0, &unmended);
        add("not a chunk", work, 0, b"nonsense");
        add("cut off", work, 0, &honest(Kind::Work)[..40]);
        add("honest", work, 3, &[]);
        add("a whole with a twist", work, 4, &[60, 0, 0, 9]);
        add("deflated", work, 1, &[&[0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 2, 4][..], &[0x4b, 0x04, 0, 0]].concat());
        // Counters and sequence numbers that leave no room for a next one; a dependency that is not there; two that are one.
        let genesis = &honest(Kind::Work)[12..44];
        let head = |deps: &[&[u8]], actor: &[u8], numbers: &[u8]| {
            let count = u8::try_from(deps.len()).unwrap();
            let body = [&[count][..], &deps.concat(), &[16], actor, numbers, &[0, 0], &put(&[1], &[0])].concat();
            chunk::chunk(1, &body)
        };
        let (me, other) = (BARAKA.actor(7).0, AMINA.actor(7).0);
        let last = [0xff, 0xff, 0xff, 0xff, 0x0f];
        add("huge counter", work, 0, &head(&[genesis], &me, &[&[1][..], &last].concat()));
        add("huge sequence number", work, 0, &head(&[genesis], &me, &[&last[..], &[4]].concat()));
        add("missing dependency", work, 0, &head(&[&[7; 32]], &me, &[1, 4]));
        add("the same dependency twice", work, 0, &head(&[genesis, genesis], &me, &[1, 4]));
        add("no dependency", work, 0, &head(&[], &me, &[1, 4]));
        add("forged actor", work, 0, &head(&[genesis], &other, &[1, 4]));
        let twice = [vec![work, 3], part(&[]), vec![0], part(&head(&[genesis], &me, &[1, 4]))].concat();
        seeds.add(target, "the same sequence number twice", twice);
    }
}

fn phones(seeds: &mut Seeds) {
    let (work, batch) = (Kind::Work.number(), Kind::Batch.number());
    let honest = [vec![3], part(&[])].concat();
    let endless = [vec![5], part(&put(&OFTEN, &[0]))].concat();
    let mut push = |name: &str, seed: &[&[u8]]| seeds.add("push", name, seed.concat());
    push("honest", &[&[0, 0, work, 3, 0], &[0], &honest]);
    push("honest twice", &[&[0, 0, work, 3, 1], &honest, &honest]);
    push("not permitted", &[&[0, 0, batch, 0], &honest]);
    push("wrong feed", &[&[0, 0, work | 16, 1, 3, 0, 0], &honest]);
    push("unknown kind", &[&[0, 0, 15, 0], &honest]);
    push("another document", &[&[0, 0, work | 32, 1, 3, 0], &honest]);
    push("another actor", &[&[0, 0, work | 64, 1, 3, 1, 0], &honest]);
    push("operations without end", &[&[2, 0, batch, 1, 3, 0], &endless]);
    push("revoked", &[&[4, 0]]);
    push("not enrolled", &[&[5, 0]]);
    push("huge number", &[&[0, 2, 5, 0, 0, 0], &part(&[]), &part(b"app"), &[work, 1, 3, 0], &honest]);
    push("stale", &[&[0, 2, 0, 0, 0, 0], &part(&[]), &part(b"app")]);
    push("nonsense of a cursor", &[&[0, 2, 3, 0, 0, 0], &part(b"nonsense"), &part(b"app")]);
    let mut pull = |name: &str, seed: &[u8]| seeds.add("pull", name, seed.to_vec());
    pull("nothing", &[0, 0, 0]);
    pull("nonsense", b"\0\0\0nonsense");
    pull("five numbers", &[2, 0, 1, 3, 0, 2, 0, 1, 0]);
    pull("below zero", &[2, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    pull("beyond the head", &[3, 0, 1, 0xff, 0x7f, 0xff, 0x7f, 0xff, 0x7f]);
    pull("too long", &[0; 80]);
    let mut answer = |name: &str, seed: &[&[u8]]| seeds.add("answer", name, seed.concat());
    answer("honest", &[&[2, 0, batch, 0], &honest]);
    answer("operations without end", &[&[2, 0, batch, 0], &endless]);
    answer("refused", &[&[2, 8, 40, 0, 44, 0]]);
    answer("refused with an unknown code", &[&[2, 8, 99, 0, 10, 0]]);
    answer("more without end", &[&[2, 1]]);
    answer("feeds lost and gained", &[&[2, 4, 1, 3, 15, 1, 3, 15]]);
    answer("stale", &[&[1, 7, 0, 40]]);
    answer("bad cursor", &[&[1, 8, 0, 0]]);
    answer("odd clock and cursor", &[&[2, 2, 1], &part(&[9; 70]), &[1]]);
}
