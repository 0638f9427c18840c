use super::*;
use crate::store::Store;
use crate::store::sqlite::Sqlite;
use domain::time::Timestamp;

const AMINA: PersonId = PersonId(2);

fn write(store: &Sqlite, numbers: usize) -> Organisation {
    let mut tx = store.write().unwrap();
    let org = match tx.organisations().unwrap().pop() {
        Some(org) => org.id,
        None => tx.add_organisation("Soko", 77, Timestamp(0)).unwrap(),
    };
    for _ in 0..numbers {
        tx.take_number(org).unwrap();
    }
    let org = tx.organisation(org).unwrap();
    tx.commit().unwrap();
    org
}

#[test]
fn a_cursor_is_good_for_one_person_and_not_beyond_the_head() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("server.sqlite"), true).unwrap();
    let org = write(&store, 9);
    let tx = store.read().unwrap();
    let cursor = Cursor::start(&*tx, &org, AMINA).unwrap().gaining_at(9, 4);
    assert_eq!(cursor.gaining(), Some(4));
    assert_eq!(Cursor::read(&*tx, &cursor.bytes(), &org, AMINA).unwrap(), cursor);
    let code = |bytes: &[u8], org: &Organisation, person| Cursor::read(&*tx, bytes, org, person).unwrap_err().0.code();
    assert_eq!(code(&cursor.bytes(), &org, PersonId(3)), Code::BadCursor);
    assert_eq!(code(&cursor.bytes(), &Organisation { head: 8, ..org.clone() }, AMINA), Code::BadCursor);
    assert_eq!(code(b"nonsense", &org, AMINA), Code::BadCursor);
    assert_eq!(Cursor::read(&*tx, &cursor.reached(9).bytes(), &org, AMINA).unwrap().gaining(), None);
}

#[test]
fn a_cursor_that_has_seen_what_a_restored_backup_lacks_is_refused_and_an_older_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup) = (folder.path().join("server.sqlite"), folder.path().join("backup.sqlite"));
    let store = Sqlite::open(&path, true).unwrap();
    let org = write(&store, 5);
    let before = Cursor::start(&*store.read().unwrap(), &org, AMINA).unwrap().reached(5);
    drop(store);
    std::fs::copy(&path, &backup).unwrap();
    let store = Sqlite::open(&path, false).unwrap();
    let org = write(&store, 3);
    // Read up to 5 only, but the phone has been told that there are 8, and may have brought some of them.
    let after = Cursor::start(&*store.read().unwrap(), &org, AMINA).unwrap().reached(5);
    drop(store);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    std::fs::copy(&backup, &path).unwrap();
    let restored = Sqlite::open(&path, false).unwrap();
    let org = write(&restored, 6);
    let tx = restored.read().unwrap();
    assert_eq!(Cursor::read(&*tx, &after.bytes(), &org, AMINA).unwrap_err().0.code(), Code::BadCursor);
    assert_eq!(Cursor::read(&*tx, &before.bytes(), &org, AMINA).unwrap(), before);
}
