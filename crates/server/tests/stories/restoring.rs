//! Backups that are made while phones are served, and what becomes of them: on this machine or another, on either database.

use crate::office::{Office, Said};
use crate::phone::{KIBERA, Phone, work_id};
use server::store::Store;
use server::store::postgres::{Address, Postgres};
use server::store::sqlite::Sqlite;
use server::store::tables::{Tally, tally};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// Runs a command that names its places itself.
fn run(args: &[&str]) -> Said {
    let out = Command::new(env!("CARGO_BIN_EXE_karakana-server")).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { ok: out.status.success(), exit: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

fn must(args: &[&str]) -> String {
    let said = run(args);
    assert!(said.ok, "{args:?}: {said:?}");
    said.out
}

/// The books of these stories do not add up, since nobody offered the work; that is no damage.
fn undamaged(verify: &[&str]) {
    let said = run(verify);
    assert!(said.exit != 1 && !said.out.contains("damage: "), "{said:?}");
}

fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Rows of all tables, as they stand in a data folder's file.
fn rows_in(folder: &Path) -> Vec<Tally> {
    let store = Sqlite::open(&folder.join("karakana.sqlite"), false).unwrap();
    let tx = store.read().unwrap();
    tally(&*tx).unwrap()
}

struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn place(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[test]
fn a_backup_made_while_baraka_works_is_whole_and_serves_elsewhere() {
    let shelf = Shelf::new();
    let (backup, moved) = (shelf.place("backup"), shelf.place("moved"));
    let office = Office::open();
    let (mut amina, mut baraka) = (Phone::enrol(&office, "Amina"), Phone::enrol(&office, "Baraka"));
    let before: Vec<_> = (1..=20).map(|n| (baraka.log("rings", n), drop(baraka.sync())).0).collect();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let working = scope.spawn(|| {
            let mut n = 0;
            while !done.load(Ordering::SeqCst) || n == 0 {
                n += 1;
                baraka.log("rings", n);
                assert_eq!(baraka.sync().refused, []);
            }
        });
        let said = office.must(&["backup", word(&backup)]);
        done.store(true, Ordering::SeqCst);
        working.join().unwrap();
        assert!(said.contains("backed up: 5 people, 2 devices"), "{said}");
    });
    baraka.log("rings", 1);
    baraka.sync();
    assert!(!shelf.place("backup.partial").exists());
    undamaged(&["verify", "--data", word(&backup)]);

    must(&["restore", word(&backup), "--data", word(&moved)]);
    undamaged(&["verify", "--data", word(&moved)]);
    let mut elsewhere = Office::at(&moved);
    elsewhere.serve();
    for phone in [&mut amina, &mut baraka] {
        phone.server = elsewhere.address();
    }
    // Amina's phone was never told of the other server: it knows this one by the same key.
    amina.sync_all();
    let rings = &amina.docs[&work_id(KIBERA, baraka.person, "rings")];
    assert!(before.iter().all(|hash| rings.has(hash)));
    // What Baraka wrote after the backup was made is still on his phone; it brings that.
    assert_eq!(baraka.send(&baraka.request()).unwrap_err().1.code(), protocol::Code::BadCursor);
}

#[test]
fn nothing_is_ever_written_over_and_a_damaged_backup_is_refused() {
    let shelf = Shelf::new();
    let (backup, moved) = (shelf.place("backup"), shelf.place("moved"));
    let office = Office::closed();
    office.must(&["backup", word(&backup)]);
    let said = office.run(&["backup", word(&backup)]);
    assert!(!said.ok && said.err.contains("[exists_already]"), "{said:?}");
    let said = run(&["restore", word(&backup), "--data", word(office.folder.path())]);
    assert!(!said.ok && said.err.contains("[exists_already]"), "{said:?}");

    for file in ["karakana.sqlite", "server.key"] {
        let path = backup.join(file);
        let whole = std::fs::read(&path).unwrap();
        let mut bad = whole.clone();
        let middle = bad.len() / 2;
        bad[middle] ^= 1;
        std::fs::write(&path, bad).unwrap();
        let said = run(&["restore", word(&backup), "--data", word(&moved)]);
        assert!(!said.ok && said.err.contains("[backup_damaged]") && said.err.contains(file), "{said:?}");
        std::fs::write(&path, whole).unwrap();
    }
    assert!(!moved.exists());
    must(&["restore", word(&backup), "--data", word(&moved)]);
}

#[test]
fn a_folder_of_backups_keeps_the_newest() {
    let shelf = Shelf::new();
    let office = Office::closed();
    std::fs::create_dir(shelf.place("all")).unwrap();
    for day in ["01", "02", "03"] {
        std::fs::create_dir(shelf.place("all").join(format!("karakana-202601{day}T000000Z"))).unwrap();
    }
    let said = office.must(&["backup", word(&shelf.place("all")), "--keep", "2"]);
    assert_eq!(said.lines().filter(|line| line.starts_with("removed ")).count(), 2, "{said}");
    let left: Vec<_> = std::fs::read_dir(shelf.place("all")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(left.len() == 2 && left.contains(&shelf.place("all").join("karakana-20260103T000000Z")), "{left:?}");
}

#[test]
fn from_one_database_to_the_other_and_back_nothing_is_lost() {
    let shelf = Shelf::new();
    let (first, node, second, back) =
        (shelf.place("first"), shelf.place("node"), shelf.place("second"), shelf.place("back"));
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    for n in 1..=5 {
        baraka.log("rings", n);
        baraka.sync();
    }
    office.must(&["backup", word(&first)]);
    let database = testkit::database().unwrap();
    must(&["restore", word(&first), "--data", word(&node), "--database", &database]);
    assert!(node.join("server.key").exists() && !node.join("karakana.sqlite").exists());
    let address: Address = database.parse().unwrap();
    let there = tally(&*Postgres::open(address, false).unwrap().read().unwrap()).unwrap();
    assert_eq!(there, rows_in(&first));
    let said = run(&["restore", word(&first), "--data", word(&shelf.place("other")), "--database", &database]);
    assert!(!said.ok && said.err.contains("[not_empty]"), "{said:?}");
    undamaged(&["verify", "--data", word(&node), "--database", &database]);

    // It goes on counting there, and comes back with what was added.
    must(&["invite", "Wanjiru", "--data", word(&node), "--database", &database]);
    must(&["org", "create", "Another", "--data", word(&node), "--database", &database]);
    must(&["backup", word(&second), "--data", word(&node), "--database", &database]);
    must(&["restore", word(&second), "--data", word(&back)]);
    assert_eq!(rows_in(&second), rows_in(&back));
    undamaged(&["verify", "--data", word(&back)]);
}
