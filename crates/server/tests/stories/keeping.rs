//! Looking after the data: what is wrong is found and named, and everything can be taken along.

use crate::office::Office;
use crate::phone::{KIBERA, Phone, work_id};
use documents::{Document, entries};
use domain::entry::{CheckEntry, IssueEntry, IssueMovement};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use domain::pay::StatementEntry;
use domain::quantity::{Cents, Pieces, Tenths};
use domain::time::{Month, Timestamp};
use std::collections::BTreeMap;

const AT: Timestamp = Timestamp(1_790_000_000);

/// Esther plans rings, Amina offers some to Baraka, he makes three; she accepts two.
fn story(office: &Office) -> (Phone, Phone) {
    let mut esther = Phone::enrol(office, "Esther");
    esther.batch(KIBERA, "rings", 80);
    esther.sync_all();
    let (mut amina, mut baraka) = (Phone::enrol(office, "Amina"), Phone::enrol(office, "Baraka"));
    amina.assign(KIBERA, baraka.person, "rings");
    amina.sync_all();
    baraka.sync_all();
    baraka.log("rings", 3);
    let handed = domain::entry::WorkEntry::HandIn { pieces: Pieces(3) };
    baraka.write(work_id(KIBERA, baraka.person, "rings"), |w| documents::work::add(w, AT, &handed));
    baraka.sync_all();
    check(&mut amina, &baraka, 2);
    amina.sync_all();
    (amina, baraka)
}

fn check(amina: &mut Phone, baraka: &Phone, accepted: u32) {
    let entry =
        CheckEntry { accepted: Pieces(accepted), rework: Pieces(0), rejected: Pieces(0), reason: String::new() };
    let id = work_id(KIBERA, baraka.person, "rings").sibling(Kind::Check);
    amina.write(id, |w| entries::add_check(w, AT, &entry));
}

#[test]
fn what_was_written_is_found_as_it_was_written() {
    let office = Office::open();
    story(&office);
    let said = office.run(&["verify"]);
    assert_eq!((said.exit, said.err.as_str()), (0, ""), "{}", said.out);
    let (documents, rows) = (office.count("SELECT count(*) FROM document"), office.count("SELECT count(*) FROM log"));
    assert!(said.out.contains(&format!("Soko: {documents} documents, {rows} rows with ")), "{}", said.out);
}

/// Each of these is what a bad disk, or somebody with an editor, might leave behind.
#[test]
fn damage_is_named() {
    let damage: &[(&str, &str)] = &[
        (
            "UPDATE log SET changes = CAST(substr(changes, 1, length(changes) - 1) || x'ff' AS BLOB) WHERE seq = (SELECT max(seq) FROM log)",
            "work:1:3/check/",
        ),
        (
            "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log WHERE feed = (SELECT id FROM feed WHERE name = 'work:1:3'))",
            "rows are gone",
        ),
        (
            "UPDATE log SET device = x'000000000000000000000000' WHERE seq = (SELECT max(seq) FROM log)",
            "which nobody enrolled",
        ),
        (
            "UPDATE log SET incarnation = 77 WHERE seq = (SELECT max(seq) FROM log)",
            "not by who is said to have brought it",
        ),
        ("UPDATE document SET first = first - 1 WHERE id = (SELECT max(id) FROM document)", "is said to begin at"),
        (
            "UPDATE document SET first = first + 999 WHERE id = (SELECT max(id) FROM document)",
            "is in the log and not listed",
        ),
        (
            "UPDATE membership SET scope = 'coordinator' WHERE scope = 'lead:1'",
            "person 2 (Amina): may read something else",
        ),
        ("UPDATE membership SET lost = 9999999 WHERE scope = 'lead:1'", "at a time that the log does not have"),
        ("UPDATE organisation SET head = head + 3", "3 rows are gone"),
    ];
    for (deed, named) in damage {
        let office = Office::open();
        story(&office);
        office.meddle(deed);
        let said = office.run(&["verify"]);
        assert_eq!(said.exit, 1, "{deed}: {said:?}");
        assert!(said.out.contains(named) && said.out.contains("damage: "), "{deed}: {}", said.out);
        assert!(said.err.contains("[damaged]"), "{}", said.err);
    }
}

#[test]
fn books_that_do_not_add_up_are_named_and_are_no_damage() {
    let office = Office::open();
    let (mut amina, baraka) = story(&office);
    check(&mut amina, &baraka, 5);
    let entry = IssueEntry {
        material: "BRASS-WIRE".into(),
        quantity: Tenths(1_900),
        movement: IssueMovement::Issued { assignment: None, lots: vec![] },
    };
    let key = DocKey::month(Month::parse("2026-09").unwrap());
    let issues = DocId::new(Feed::Work(KIBERA, baraka.person), Kind::IssueLedger, key);
    amina.write(issues, |w| entries::add_issue(w, AT, &entry));
    assert_eq!(amina.sync_all()[0].refused, []);
    let said = office.run(&["verify"]);
    assert_eq!(said.exit, 3, "{said:?}");
    assert!(said.out.contains("of Baraka in KIBERA: 7 pieces were checked, 3 handed in"), "{}", said.out);
    assert!(said.out.contains("BRASS-WIRE in the store of KIBERA: -190 are there"), "{}", said.out);
    assert!(said.err.contains("[books_wrong]") && !said.out.contains("damage: "), "{said:?}");
}

/// Money that was sent past the second pair of eyes, and more than was earned, is found by whoever looks after the server.
#[test]
fn pay_that_does_not_add_up_is_named() {
    let office = Office::open();
    let (_amina, baraka) = story(&office);
    let mut esther = Phone::enrol(&office, "Esther");
    esther.sync_all();
    let statement =
        DocId::new(Feed::Private(baraka.person), Kind::Statement, DocKey::month(Month::parse("2026-09").unwrap()));
    let bonus = StatementEntry::Bonus { amount: Cents(5_000), reason: "came on a Sunday".into() };
    esther.write(statement, |w| documents::pay::add_statement(w, AT, &bonus));
    assert_eq!(esther.sync_all()[0].refused, []);
    let said = office.run(&["verify"]);
    assert_eq!(said.exit, 0, "{said:?}");

    let paid = StatementEntry::Paid { run: DocKey::named("run", "1"), amount: Cents(20_000), receipt: "QK12AB".into() };
    esther.write(statement, |w| documents::pay::add_statement(w, AT, &paid));
    assert_eq!(esther.sync_all()[0].refused, []);
    let said = office.run(&["verify"]);
    assert_eq!(said.exit, 3, "{said:?}");
    assert!(said.out.contains("pay of Baraka: 200.00 more were paid for 2026-09 than it came to"), "{}", said.out);
    assert!(said.out.contains("which nobody approved") && !said.out.contains("damage: "), "{}", said.out);

    office.must(&["export", office.folder.path().join("out").to_str().unwrap()]);
    let lines = table(&office, "statements");
    let says: Vec<_> = lines
        .iter()
        .map(|line| ["name", "month", "by", "what", "amount_kes", "receipt"].map(|column| line[column].clone()))
        .collect();
    assert_eq!(says[0], ["Baraka", "2026-09", "Esther", "bonus", "50.00", ""]);
    assert_eq!(says[1], ["Baraka", "2026-09", "Esther", "paid", "200.00", "QK12AB"]);
}

/// The lines of a table by the names of its columns.
fn table(office: &Office, name: &str) -> Vec<BTreeMap<String, String>> {
    let path = office.folder.path().join("out").join(name).with_extension("csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

#[test]
fn everything_can_be_taken_along_in_tables_and_documents() {
    let office = Office::open();
    let (amina, baraka) = story(&office);
    let out = office.folder.path().join("out");
    let said = office.must(&["export", out.to_str().unwrap()]);
    assert!(said.contains("assignments.csv: 1\n") && said.contains("people.csv: 5\n"), "{said}");
    let share = &table(&office, "assignments")[0];
    let says = |column: &str| share[column].as_str();
    assert_eq!((says("name"), says("workshop"), says("handed_in"), says("accepted")), ("Baraka", "KIBERA", "3", "2"));
    let earned = &table(&office, "earnings")[0];
    assert_eq!(
        (earned["name"].as_str(), earned["pieces"].as_str(), earned["amount_kes"].as_str()),
        ("Baraka", "2", "140.00")
    );
    let logs = table(&office, "work_logs");
    let whats: Vec<_> = logs.iter().map(|line| (line["what"].as_str(), line["pieces"].as_str())).collect();
    assert_eq!(whats, [("log", "3"), ("hand_in", "3")]);
    assert_eq!(table(&office, "devices").len(), 3);

    let listed = table(&office, "documents");
    assert_eq!(i64::try_from(listed.len()).unwrap(), office.count("SELECT count(*) FROM document"));
    let id = work_id(KIBERA, baraka.person, "rings");
    let line = listed.iter().find(|line| line["feed"] == "work:1:3" && line["kind"] == "work").unwrap();
    let bytes = std::fs::read(out.join(&line["file"])).unwrap();
    assert_eq!(Document::from_chunks(id, [bytes.as_slice()]).unwrap().heads(), amina.docs[&id].heads());

    let again = office.run(&["export", out.to_str().unwrap()]);
    assert!(!again.ok && again.err.contains("[exists_already]"), "{again:?}");
}

/// A note that a spreadsheet would run as a formula is only a note.
#[test]
fn a_member_cannot_write_a_formula_into_the_offices_tables() {
    let office = Office::open();
    let (mut amina, mut baraka) = story(&office);
    let entry = domain::entry::WorkEntry::Log {
        pieces: Pieces(1),
        minutes: domain::quantity::Minutes(1),
        scrap: Pieces(0),
        note: "=HYPERLINK(\"http://192.0.2.1\")".into(),
        corrects: None,
    };
    baraka.write(work_id(KIBERA, baraka.person, "rings"), |w| documents::work::add(w, AT, &entry));
    baraka.sync_all();
    amina.sync_all();
    office.must(&["export", office.folder.path().join("out").to_str().unwrap()]);
    assert!(table(&office, "work_logs").iter().any(|line| line["note"].starts_with("'=HYPERLINK")));
}

/// The same log in less space: phones that come back, phones that are new, and the books all find what was there.
#[test]
fn a_packed_log_says_what_it_said() {
    let office = Office::open();
    let (mut amina, mut baraka) = story(&office);
    let away = baraka.request();
    for n in 1..=60 {
        baraka.log("rings", n);
        baraka.sync_all();
    }
    amina.sync_all();
    let rows = |office: &Office| office.count("SELECT count(*) FROM log");
    let bytes = |office: &Office| {
        office.count(
            "SELECT (SELECT sum(length(changes)) FROM log) + (SELECT coalesce(sum(length(changes)), 0) FROM packed)",
        )
    };
    let (rows_before, bytes_before) = (rows(&office), bytes(&office));
    let said = office.must(&["compact", "--loose", "5"]);
    assert!(said.contains("bytes saved") && bytes(&office) < bytes_before / 2, "{said}: {}", bytes(&office));
    assert_eq!(rows(&office), rows_before);
    assert_eq!(office.run(&["verify"]).exit, 0);

    // Baraka's phone was put back to where it was before: it gets every row again, and they are the same.
    let again = baraka.send(&protocol::SyncRequest { number: baraka.number, ..away }).unwrap();
    let id = work_id(KIBERA, baraka.person, "rings");
    let chunks: Vec<_> =
        again.pull.iter().filter(|pull| pull.doc.id() == Some(id)).flat_map(|pull| &pull.chunks).collect();
    assert_eq!(chunks.len(), 60);
    for chunk in chunks {
        assert!(baraka.docs[&id].has(&documents::change_hash(chunk).unwrap()));
    }
    let mut new = Phone::enrol(&office, "Amina");
    new.sync_all();
    assert_eq!(new.docs[&id].heads(), amina.docs[&id].heads());

    // And it goes on: more is written, packed again, and taken back to the log's own file size.
    baraka.log("rings", 61);
    baraka.sync_all();
    office.must(&["compact", "--loose", "0"]);
    assert_eq!(office.must(&["compact", "--loose", "0"]), "Soko: 0 documents packed, 0 bytes saved\n");
    new.sync_all();
    assert_eq!(new.docs[&id].heads(), baraka.docs[&id].heads());
    assert_eq!(office.run(&["verify"]).exit, 0);
}
