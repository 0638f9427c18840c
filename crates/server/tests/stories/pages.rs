//! Answers in pages: everything once, wherever a page ends.

use crate::office::Office;
use crate::phone::{KIBERA, Phone, RONGAI};
use domain::kind::Kind;
use protocol::{SyncAnswer, limits};

fn size(answer: &SyncAnswer) -> usize {
    answer.pull.iter().flat_map(|p| &p.chunks).map(Vec::len).sum()
}

/// Esther has planned forty batches and changed some of them; Amina has assigned work from them.
fn busy_office() -> (Office, Phone, Phone) {
    let office = Office::open();
    let (mut esther, mut amina) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Amina"));
    esther.sync_all();
    amina.sync_all();
    for n in 0..40 {
        let workshop = if n % 4 == 0 { RONGAI } else { KIBERA };
        esther.batch(workshop, &format!("batch {n}"), 10 + n);
        if n % 3 == 0 {
            esther.sync();
            esther.batch(workshop, &format!("batch {n}"), 20 + n);
        }
        amina.assign(KIBERA, domain::id::PersonId(3), &format!("work {n}"));
        if n % 5 == 0 {
            amina.sync();
        }
    }
    esther.sync_all();
    amina.sync_all();
    (office, esther, amina)
}

#[test]
fn small_pages_bring_the_same_as_a_large_one_each_thing_once() {
    let (office, mut esther, mut amina) = busy_office();
    esther.sync_all();
    amina.sync_all();
    for name in ["Esther", "Amina"] {
        let mut large = Phone::enrol(&office, name);
        let mut small = Phone::enrol(&office, name);
        assert_eq!(large.sync_all().len(), 1);
        small.budget = 1;
        let pages = small.sync_all();
        let least = usize::try_from(limits::LEAST_BUDGET).unwrap();
        assert!(pages.len() > 5 && pages.iter().all(|p| p.pull.len() == 1 || size(p) <= least), "{}", pages.len());
        assert_eq!(pages.iter().filter(|p| !p.gained.is_empty()).count(), 1);
        assert_eq!((small.doubled(), large.doubled()), (0, 0));
        // The last enrolment is news to the phone that was enrolled before it.
        large.sync_all();
        assert_eq!(small.holds(), large.holds());
    }
    let mut first = Phone::enrol(&office, "Amina");
    first.sync_all();
    amina.sync_all();
    assert_eq!((amina.holds(), amina.doubled()), (first.holds(), 0));
}

#[test]
fn a_page_may_end_at_any_byte_of_the_news() {
    let (office, mut esther, _) = busy_office();
    let mut amina = Phone::enrol(&office, "Amina");
    amina.sync_all();
    let start = (amina.cursor.clone(), amina.number);
    for n in 0..30 {
        esther.batch(KIBERA, &format!("more {n}"), 10);
        esther.sync();
    }
    let all = amina.sync_all();
    let whole = u32::try_from(size(&all[0]) + all[0].pull.len() * 24).unwrap();
    let (want, row) = (amina.holds(), whole / 30);
    assert!(all.len() == 1 && whole > limits::LEAST_BUDGET * 2);
    // Around the size of everything, of one row less, and of the least page: exact sizes and one beside them.
    let around = |n: u32| [n - 1, n, n + 1];
    for budget in [around(whole), around(whole - row), around(limits::LEAST_BUDGET)].concat() {
        let mut again = Phone::enrol(&office, "Amina");
        again.sync_all();
        let mut phone = Phone { docs: again.docs, delivered: Default::default(), ..amina };
        (phone.cursor, phone.number, phone.budget) = (start.0.clone(), start.1, budget);
        let pages = phone.sync_all();
        let served: usize = pages.iter().map(|p| p.pull.len()).sum();
        // The facts that changed with the enrolments of this test come on top of the thirty batches.
        let batches = |p: &SyncAnswer| p.pull.iter().filter(|d| d.doc.kind == Kind::Batch.number()).count();
        assert_eq!(pages.iter().map(batches).sum::<usize>(), 30, "{budget} {served}");
        assert_eq!(phone.doubled(), 0, "{budget}");
        assert!(want.iter().all(|(id, _)| phone.docs.contains_key(id)));
        amina = phone;
    }
}

#[test]
fn a_new_phone_gets_documents_and_not_their_history_piece_by_piece() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    for pieces in 1..=20 {
        baraka.log("rings", pieces);
        baraka.sync();
    }
    let answer = Phone::enrol(&office, "Baraka").sync();
    let rings = answer.pull.iter().find(|p| p.doc.kind == Kind::Work.number()).unwrap();
    assert_eq!(rings.chunks.len(), 1);
}

#[test]
fn news_that_arrive_between_pages_come_too_and_once() {
    let (office, mut esther, mut amina) = busy_office();
    let mut new = Phone::enrol(&office, "Amina");
    new.budget = 1;
    let mut pages = 0;
    loop {
        let answer = new.sync();
        pages += 1;
        if pages <= 12 {
            esther.batch(KIBERA, &format!("late {pages}"), 10);
            esther.batch(KIBERA, "batch 1", 500 + pages);
            esther.sync();
        } else if !answer.more {
            break;
        }
    }
    amina.sync_all();
    assert!(pages > 12);
    assert_eq!(new.doubled(), 0);
    assert_eq!(new.holds(), amina.holds());
}

#[test]
fn nothing_new_costs_a_few_hundred_bytes() {
    let (_office, mut esther, _) = busy_office();
    esther.sync_all();
    let up = protocol::seal_from_device(&esther.request(), &esther.key, protocol::Packing::Plain).unwrap();
    let reply = crate::http::post(esther.server, protocol::SYNC_PATH, &up);
    assert_eq!(reply.head, format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close", reply.body.len()));
    assert!(up.len() + reply.body.len() < 350, "{} up, {} down", up.len(), reply.body.len());
}
