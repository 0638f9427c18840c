//! Whatever happens to the server, what it accepted is there afterwards, and what it did not is still on the phones.

use crate::office::Office;
use crate::phone::{KIBERA, Phone, work_id};
use protocol::Code;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Who works: all of them, while the server is in trouble.
const CROWD: usize = 6;

/// A phone with what the server said yes to, and all that was ever written on it.
struct Worker {
    phone: Phone,
    accepted: Vec<[u8; 32]>,
    written: Vec<[u8; 32]>,
    waiting: Vec<[u8; 32]>,
}

impl Worker {
    fn work(&mut self, pieces: u32) {
        let hash = self.phone.log("rings", pieces);
        self.written.push(hash);
        self.waiting.push(hash);
    }

    /// Sends what waits; whether it was accepted. On anything but an answer it goes on waiting.
    fn send(&mut self) -> Result<(), Option<Code>> {
        match self.phone.attempt() {
            Some(Ok(answer)) => {
                assert_eq!(answer.refused, []);
                self.phone.take_in(&answer);
                self.accepted.append(&mut self.waiting);
                Ok(())
            }
            Some(Err((_, failure))) => Err(Some(failure.code())),
            None => Err(None),
        }
    }
}

fn crowd(office: &Office) -> Vec<Worker> {
    let list: String = (0..CROWD).map(|n| format!("artisan,Fundi {n},KIBERA,sw,,\n")).collect();
    office.import("people", &format!("{}{list}", crate::office::PEOPLE));
    let worker = |n| Worker {
        phone: Phone::enrol(office, &format!("Fundi {n}")),
        accepted: Vec::new(),
        written: Vec::new(),
        waiting: Vec::new(),
    };
    (0..CROWD).map(worker).collect()
}

/// Everybody works and sends until the server no longer answers; `then` is called in the middle of it.
fn until_it_is_gone(workers: &mut [Worker], then: impl FnOnce()) {
    let accepted = AtomicUsize::new(0);
    let (enough, is_enough) = mpsc::channel();
    std::thread::scope(|scope| {
        for worker in workers {
            let (accepted, enough) = (&accepted, enough.clone());
            scope.spawn(move || {
                for pieces in 1.. {
                    worker.work(pieces);
                    match worker.send() {
                        Ok(()) if accepted.fetch_add(1, Ordering::SeqCst) == 40 => enough.send(()).unwrap(),
                        Ok(()) => {}
                        Err(None) => break,
                        Err(Some(code)) => assert!(!code.is_permanent(), "{code}"),
                    }
                }
            });
        }
        is_enough.recv().unwrap();
        then();
    });
}

/// Amina, with a new phone, finds what was accepted; then the rest is brought, and she finds all of it.
fn nothing_is_lost(office: &Office, workers: &mut [Worker]) {
    let found = |hashes: fn(&Worker) -> &Vec<[u8; 32]>, workers: &[Worker]| {
        let mut amina = Phone::enrol(office, "Amina");
        amina.sync_all();
        for worker in workers {
            let id = work_id(KIBERA, worker.phone.person, "rings");
            let there = amina.docs.get(&id);
            assert!(hashes(worker).iter().all(|hash| there.is_some_and(|document| document.has(hash))));
        }
    };
    found(|worker| &worker.accepted, workers);
    for worker in &mut *workers {
        worker.phone.server = office.address();
        worker.send().unwrap();
    }
    found(|worker| &worker.written, workers);
    let said = office.run(&["verify"]);
    assert_ne!(said.exit, 1, "{said:?}");
}

#[test]
fn killed_under_load_it_has_all_that_it_accepted() {
    let mut office = Office::open();
    let mut workers = crowd(&office);
    for _ in 0..3 {
        until_it_is_gone(&mut workers, || office.signal("-KILL"));
        assert!(!office.ended());
        office.serve();
        nothing_is_lost(&office, &mut workers);
    }
}

#[test]
fn told_to_stop_under_load_it_ends_well_and_has_all_that_it_accepted() {
    let mut office = Office::open();
    let mut workers = crowd(&office);
    for _ in 0..2 {
        until_it_is_gone(&mut workers, || office.tell_to_stop());
        assert!(office.ended());
        office.serve();
        nothing_is_lost(&office, &mut workers);
    }
}

/// A disk that fills up says no to the database in the middle of a write. The limit is on the size of files: each write past
/// it fails, as on a full disk, and one that fits does not.
#[test]
fn on_a_full_disk_it_accepts_nothing_that_it_cannot_keep() {
    let mut office = Office::closed();
    office.serve();
    let mut workers = crowd(&office);
    let limit = |size: &str| {
        let pid = office.process().to_string();
        let size = format!("--fsize={size}");
        assert!(Command::new("prlimit").args(["--pid", &pid, &size]).status().unwrap().success());
    };
    // The files may grow by a little.
    let path = office.folder.path().join("karakana.sqlite-wal");
    let now = std::fs::metadata(&path).map_or(0, |about| about.len());
    limit(&format!("{}:unlimited", now + 150_000));
    let mut refused = Vec::new();
    'full: for pieces in 1.. {
        for worker in &mut workers {
            worker.work(pieces);
            if let Err(code) = worker.send() {
                refused.push(code.expect("an answer: the server is there, only its disk is not"));
                if refused.len() > 20 {
                    break 'full;
                }
            }
        }
        assert!(pieces < 5_000, "it never got full");
    }
    assert!(refused.iter().all(|code| *code == Code::Server && !code.is_permanent()), "{refused:?}");
    // Who only reads is answered all the same.
    let mut reading = workers[0].phone.request();
    reading.push.clear();
    assert!(workers[0].phone.send(&reading).is_ok());
    limit("unlimited:unlimited");
    nothing_is_lost(&office, &mut workers);
}
