//! Several nodes, many threads.

use crate::place::{BARAKA, PHONE, Place, batch, committed, doc, work_feed};
use domain::id::PersonId;
use domain::kind::Feed;
use server::store::record::{Batch, Reach, Seq, Span};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const WRITERS: u32 = 6;
const ROUNDS: u8 = 25;

/// Writers on two nodes, each row told from all others, while readers on both go on from where they are: at the end each
/// has met every row once, and in the order of the numbers.
pub fn readers_skip_nothing_while_many_write(place: &Place) {
    let (one, org) = place.with_soko();
    let nodes = [one, place.open()];
    let still_writing = AtomicUsize::new(usize::try_from(WRITERS).unwrap());
    let (nodes, still_writing) = (&nodes, &still_writing);
    let read: Vec<Vec<Seq>> = thread::scope(|scope| {
        for (writer, node) in (1..=WRITERS).zip(nodes.iter().cycle()) {
            scope.spawn(move || {
                for round in 1..=ROUNDS {
                    // One of the feeds is everybody's.
                    let batches: Vec<Batch> = [Feed::Org, work_feed(PersonId(writer))]
                        .into_iter()
                        .map(|feed| batch(doc(feed, &format!("{}", round % 5)), [round, writer.to_le_bytes()[0]]))
                        .collect();
                    let mut tx = node.write_in(org).unwrap();
                    tx.append(org, PHONE, &batches[..1 + usize::from(round % 2)]).unwrap();
                    if round % 7 == 0 {
                        drop(tx);
                    } else {
                        tx.commit().unwrap();
                    }
                }
                still_writing.fetch_sub(1, Ordering::SeqCst);
            });
        }
        let readers: Vec<_> = nodes
            .iter()
            .cycle()
            .take(3)
            .map(|node| {
                scope.spawn(move || {
                    let (mut at, mut met) = (0, Vec::new());
                    loop {
                        let last_round = still_writing.load(Ordering::SeqCst) == 0;
                        let tx = node.read().unwrap();
                        let head = tx.organisation(org).unwrap().head;
                        let rows = tx.rows(org, Reach::All, Span { after: at, upto: Seq::MAX }, 1_000).unwrap();
                        met.extend(rows.iter().map(|row| row.seq));
                        assert_eq!(rows.last().map_or(at, |row| row.seq), head, "the head is the last row");
                        at = head;
                        if last_round {
                            return met;
                        }
                    }
                })
            })
            .collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    let committed = Seq::from(WRITERS) * (1..=Seq::from(ROUNDS)).filter(|r| r % 7 > 0).map(|r| 1 + r % 2).sum::<Seq>();
    for met in read {
        assert_eq!(met, (1..=committed).collect::<Vec<_>>());
    }
}

/// Each adds one to what it has read. None is lost: what a writer has looked at stays until it commits.
pub fn who_looks_before_writing_is_not_overtaken(place: &Place) {
    let (one, org) = place.with_soko();
    let nodes = [one, place.open()];
    let id = doc(work_feed(BARAKA), "counted");
    thread::scope(|scope| {
        for (n, node) in nodes.iter().cycle().take(6).enumerate() {
            scope.spawn(move || {
                for _ in 0..ROUNDS {
                    let mut tx = if n < 4 { node.write_in(org) } else { node.write() }.unwrap();
                    let so_far = match tx.document(org, &id).unwrap() {
                        Some(head) => u32::try_from(tx.changes(head.row, Seq::MAX).unwrap().len()).unwrap(),
                        None => 0,
                    };
                    tx.append(org, PHONE, &[batch(id, (so_far + 1).to_be_bytes())]).unwrap();
                    tx.commit().unwrap();
                }
            });
        }
    });
    let tx = nodes[0].read().unwrap();
    let head = tx.document(org, &id).unwrap().unwrap();
    let counted = tx.changes(head.row, Seq::MAX).unwrap();
    assert_eq!(counted, (1..=6 * u32::from(ROUNDS)).map(|n| n.to_be_bytes().to_vec()).collect::<Vec<_>>());
}

pub fn organisations_are_numbered_apart(place: &Place) {
    let (store, org) = place.with_soko();
    let other = committed(&*store, |tx| tx.add_organisation("Another", 3, crate::place::NOW).unwrap());
    thread::scope(|scope| {
        for org in [org, other, org, other] {
            let store = &store;
            scope.spawn(move || {
                for _ in 0..ROUNDS {
                    let mut tx = store.write_in(org).unwrap();
                    tx.append(org, PHONE, &[batch(doc(Feed::Org, "same name"), *b"x")]).unwrap();
                    tx.commit().unwrap();
                }
            });
        }
    });
    let tx = store.read().unwrap();
    for org in [org, other] {
        let rows = tx.rows(org, Reach::All, Span { after: 0, upto: Seq::MAX }, 1_000).unwrap();
        let numbers: Vec<_> = rows.iter().map(|row| row.seq).collect();
        assert_eq!(numbers, (1..=2 * Seq::from(ROUNDS)).collect::<Vec<_>>());
    }
}
