//! Many at once.

use crate::office::{Office, PEOPLE};
use crate::phone::{KIBERA, Phone, work_id};
use std::sync::atomic::{AtomicBool, Ordering};

/// Ten artisans push while a lead and a coordinator read all the time and the office imports: nobody who
/// reads on from a cursor ever misses a row, and nobody gets one twice.
#[test]
fn readers_miss_nothing_while_many_write() {
    const WRITERS: u32 = 10;
    const ROUNDS: u32 = 15;
    let office = Office::open();
    let names: Vec<String> = (0..WRITERS).map(|n| format!("Fundi {n}")).collect();
    let list = |language: &str| {
        let row = |name: &String| format!("artisan,{name},KIBERA,{language},,\n");
        names.iter().map(row).fold(PEOPLE.to_owned(), |all, row| all + &row)
    };
    office.import("people", &list("sw"));
    let writers: Vec<Phone> = names.iter().map(|name| Phone::enrol(&office, name)).collect();
    let readers = [Phone::enrol(&office, "Amina"), Phone::enrol(&office, "Esther")];
    let done = AtomicBool::new(false);
    let (office, done) = (&office, &done);
    let (written, read) = std::thread::scope(|scope| {
        let reading: Vec<_> = readers
            .into_iter()
            .map(|mut phone| {
                scope.spawn(move || {
                    while !done.load(Ordering::SeqCst) {
                        phone.sync_all();
                    }
                    phone.sync_all();
                    phone
                })
            })
            .collect();
        let writing: Vec<_> = writers
            .into_iter()
            .map(|mut phone| {
                scope.spawn(move || {
                    let mut round = |n: u32| {
                        let written = (phone.log("rings", n), phone.log(&format!("job {n}"), n));
                        assert_eq!(phone.sync().refused, []);
                        written
                    };
                    let hashes: Vec<_> = (1..=ROUNDS).map(&mut round).collect();
                    (phone.person, hashes)
                })
            })
            .collect();
        let importing = scope.spawn(move || {
            for language in ["en", "sw", "en"] {
                office.import("people", &list(language));
            }
        });
        importing.join().unwrap();
        let written: Vec<_> = writing.into_iter().map(|w| w.join().unwrap()).collect();
        done.store(true, Ordering::SeqCst);
        (written, reading.into_iter().map(|r| r.join().unwrap()).collect::<Vec<_>>())
    });
    for phone in &read {
        assert_eq!(phone.doubled(), 0);
        for (person, hashes) in &written {
            let rings = &phone.docs[&work_id(KIBERA, *person, "rings")];
            for (n, (ring, job)) in (1..).zip(hashes) {
                assert!(rings.has(ring));
                assert!(phone.docs[&work_id(KIBERA, *person, &format!("job {n}"))].has(job));
            }
        }
    }
    let holes =
        "SELECT head - (SELECT count(*) FROM log) - (SELECT count(DISTINCT granted) FROM membership) FROM organisation";
    assert_eq!(office.count(holes), 0);
}
