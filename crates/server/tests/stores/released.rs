//! Databases as released programs left them: each is brought to the newest schema, and all that it holds reads. Whoever
//! releases a schema puts a database of it into `tests/released` (`sqlite3 karakana.sqlite .dump`, `pg_dump --inserts --no-owner`).

use domain::kind::Kind;
use server::store::record::{Reach, Seq, Span};
use server::store::sqlite::Sqlite;
use server::store::{Store, StoreError, postgres};
use std::path::{Path, PathBuf};

/// The files of a database's released schemas, the oldest first.
fn released(database: &str) -> Vec<(i64, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    let mut found: Vec<(i64, PathBuf)> = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if let Some(version) = name.strip_prefix(database).and_then(|rest| rest.strip_prefix('-')) {
            found.push((version.parse().unwrap(), path));
        }
    }
    found.sort();
    assert!(found.iter().map(|(version, _)| *version).eq(1..=i64::try_from(found.len()).unwrap()), "none is missing");
    found.into_iter().map(|(version, path)| (version, std::fs::read_to_string(path).unwrap())).collect()
}

/// Everything that the fixtures hold is there and reads.
fn reads(store: &dyn Store) {
    let tx = store.read().unwrap();
    let org = tx.organisations().unwrap().pop().unwrap();
    let people = tx.people(org.id).unwrap();
    assert_eq!((org.name.as_str(), people.len(), tx.workshops(org.id).unwrap().len()), ("Soko", 4, 2));
    let esther = people.iter().find(|person| person.name == "Esther").unwrap();
    let (device, whose) = tx.devices(org.id).unwrap().pop().unwrap();
    assert_eq!((whose, tx.device(device).unwrap().map(|device| device.revoked)), (esther.number, Some(false)));
    // Amina was moved.
    let grants: Vec<_> = people.iter().flat_map(|person| tx.grants(org.id, person.number).unwrap()).collect();
    assert_eq!(grants.iter().filter(|grant| grant.lost.is_some()).count(), 2);
    let documents = tx.documents(org.id, Reach::All, Span { after: 0, upto: Seq::MAX }, 1_000).unwrap();
    for head in &documents {
        server::writing::load(&*tx, org.id, head.id, Seq::MAX).unwrap();
    }
    let of = |kind| documents.iter().filter(|head| head.id.kind == kind).count();
    assert_eq!((of(Kind::Organisation), of(Kind::Material), of(Kind::Workshop)), (1, 2, 2));
    let rows = tx.rows(org.id, Reach::All, Span { after: 0, upto: Seq::MAX }, 1_000).unwrap();
    assert_eq!(rows.last().map(|row| row.seq), Some(11));
    drop(tx);
    let mut tx = store.write().unwrap();
    assert_eq!(tx.take_number(org.id).unwrap(), org.head + 1);
    assert_ne!(tx.epoch(org.id, org.head + 1).unwrap(), tx.epoch(org.id, 0).unwrap());
    tx.commit().unwrap();
}

#[test]
fn every_released_sqlite_database_comes_along() {
    for (version, dump) in released("sqlite") {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.sqlite");
        #[allow(clippy::disallowed_methods, reason = "as an older program left it")]
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(&dump).unwrap();
        old.pragma_update(None, "user_version", version).unwrap();
        drop(old);
        reads(&Sqlite::open(&path, false).unwrap());
        reads(&Sqlite::open(&path, false).unwrap());
    }
}

#[test]
fn every_released_postgresql_database_comes_along() {
    for (_, dump) in released("postgres") {
        let url = testkit::database().unwrap();
        // What begins with a backslash is for psql.
        let sql: String = dump.lines().filter(|line| !line.starts_with('\\')).map(|line| format!("{line}\n")).collect();
        on_postgres(&url, &sql);
        reads(&postgres::Postgres::open(url.parse().unwrap(), false).unwrap());
        reads(&postgres::Postgres::open(url.parse().unwrap(), false).unwrap());
    }
}

/// Nodes of an older release go on beside newer ones for as long as the database says that they may.
#[test]
fn a_newer_postgresql_database_is_served_or_refused_as_it_says_itself() {
    let url = testkit::database().unwrap();
    let empty = postgres::Postgres::open(url.parse().unwrap(), false).err().unwrap();
    assert_eq!((empty.code(), empty.is_permanent()), ("database_empty", true));
    drop(postgres::Postgres::open(url.parse().unwrap(), true).unwrap());
    on_postgres(&url, "UPDATE schema_version SET version = 900");
    let still = postgres::Postgres::open(url.parse().unwrap(), false).unwrap();
    assert_eq!(still.read().unwrap().organisations().unwrap(), []);
    on_postgres(&url, "UPDATE schema_version SET oldest = 900");
    let refused = postgres::Postgres::open(url.parse().unwrap(), true).err().unwrap();
    assert!(matches!(refused, StoreError::Newer { found: 900, .. }) && refused.is_permanent(), "{refused}");
}

/// Each statement of the program that was released with a schema is still understood on the newest.
#[test]
fn statements_of_released_programs_still_work() {
    let url = testkit::database().unwrap();
    drop(postgres::Postgres::open(url.parse().unwrap(), true).unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    let mut tried = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if !path.file_name().unwrap().to_str().unwrap().starts_with("statements-") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (n, statement) in text.split(";\n").map(str::trim).filter(|s| !s.is_empty()).enumerate() {
            on_postgres(&url, &format!("PREPARE s{n} AS {}", statement.replace('?', "$")));
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried} statements");
}

fn on_postgres(url: &str, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{error:?}: {sql}"));
    });
}
