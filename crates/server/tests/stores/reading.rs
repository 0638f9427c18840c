//! Reading the log.

use crate::place::{AMINA, BARAKA, PHONE, Place, batch, committed, doc, work_feed};
use domain::id::PersonId;
use domain::kind::Feed;
use server::store::record::{History, Reach, Seq, Span};

const ALL: Span = Span { after: 0, upto: Seq::MAX };

pub fn a_reader_sees_one_moment(place: &Place) {
    let (store, org) = place.with_soko();
    let id = doc(work_feed(BARAKA), "rings");
    let before = store.read().unwrap();
    assert_eq!(before.organisation(org).unwrap().head, 0);
    committed(&*store, |tx| tx.append(org, PHONE, &[batch(id, *b"one")]).unwrap());
    assert_eq!(before.organisation(org).unwrap().head, 0);
    assert_eq!(before.document(org, &id).unwrap(), None);
    assert_eq!(before.rows(org, Reach::All, ALL, 10).unwrap(), []);
    let after = store.read().unwrap();
    assert_eq!(after.last(org, &id).unwrap(), 1);
    drop(before);
    assert_eq!(store.read().unwrap().organisation(org).unwrap().head, 1);
}

pub fn rows_and_documents_come_in_order_from_the_feeds_that_are_asked_for(place: &Place) {
    let (store, org) = place.with_soko();
    let (mine, hers, all) = (work_feed(BARAKA), work_feed(AMINA), Feed::Org);
    let (rings, hoops, studs) = (doc(mine, "rings"), doc(hers, "hoops"), doc(all, "studs"));
    committed(&*store, |tx| {
        let another = tx.add_organisation("Another", 1, crate::place::NOW).unwrap();
        tx.append(another, PHONE, &[batch(rings, *b"not ours")]).unwrap();
        let first = [batch(rings, *b"1"), batch(hoops, *b"2"), batch(rings, *b"3")];
        assert_eq!(tx.append(org, PHONE, &first).unwrap(), 3);
        assert_eq!(tx.append(org, PHONE, &[batch(studs, *b"4"), batch(hoops, *b"5")]).unwrap(), 5);
    });
    let tx = store.read().unwrap();
    let feed = |of| tx.feed(org, of).unwrap().unwrap();
    let rows = |reach, after, upto, most| -> Vec<_> {
        let found = tx.rows(org, reach, Span { after, upto }, most).unwrap();
        found.into_iter().map(|row| (row.seq, row.id)).collect()
    };
    assert_eq!(rows(Reach::All, 0, 5, 9), [(1, rings), (2, hoops), (3, rings), (4, studs), (5, hoops)]);
    assert_eq!(rows(Reach::All, 1, 4, 2), [(2, hoops), (3, rings)]);
    let two = [feed(all), feed(hers)];
    assert_eq!(rows(Reach::Feeds(&two), 0, 5, 9), [(2, hoops), (4, studs), (5, hoops)]);
    assert_eq!(rows(Reach::Feeds(&two), 0, 5, 2), [(2, hoops), (4, studs)]);
    assert_eq!(rows(Reach::Feeds(&two), 2, 4, 9), [(4, studs)]);
    assert_eq!(rows(Reach::Feeds(&[]), 0, 5, 9), []);
    let documents = |reach, after, upto, most| -> Vec<_> {
        let found = tx.documents(org, reach, Span { after, upto }, most).unwrap();
        found.into_iter().map(|head| (head.first, head.id)).collect()
    };
    assert_eq!(documents(Reach::All, 0, 5, 9), [(1, rings), (2, hoops), (4, studs)]);
    assert_eq!(documents(Reach::All, 1, 5, 1), [(2, hoops)]);
    assert_eq!(documents(Reach::Feeds(&two), 0, 5, 9), [(2, hoops), (4, studs)]);
    let feeds: Vec<_> = tx.feeds(org, None).unwrap().into_iter().map(|(_, feed)| feed).collect();
    assert_eq!(feeds, [mine, hers, all]);
    let asked = [all, work_feed(PersonId(9)), hers, Feed::Office, Feed::Private(BARAKA), mine];
    let named: Vec<_> = tx.feeds_named(org, &asked).unwrap().into_iter().map(|(_, feed)| feed).collect();
    assert_eq!((named.len(), tx.feeds_named(org, &[]).unwrap()), (3, Vec::new()));
    assert!([mine, hers, all].iter().all(|feed| named.contains(feed)));
    assert_eq!(tx.feeds(org, Some(crate::place::KIBERA)).unwrap().len(), 2);
    assert_eq!(tx.feeds(org, Some(crate::place::RONGAI)).unwrap(), []);
    let author = tx.rows(org, Reach::All, ALL, 1).unwrap()[0].by;
    assert_eq!(author, PHONE);
}

pub fn a_document_is_read_up_to_a_number(place: &Place) {
    let (store, org) = place.with_soko();
    let (rings, hoops) = (doc(work_feed(BARAKA), "rings"), doc(work_feed(BARAKA), "hoops"));
    for change in [*b"1", *b"2", *b"3"] {
        committed(&*store, |tx| tx.append(org, PHONE, &[batch(rings, change), batch(hoops, *b"x")]).unwrap());
    }
    let tx = store.read().unwrap();
    let head = tx.document(org, &rings).unwrap().unwrap();
    assert_eq!((head.id, head.first), (rings, 1));
    assert_eq!(tx.changes(head.row, 4).unwrap(), [b"1", b"2"]);
    assert_eq!(tx.changes(head.row, Seq::MAX).unwrap(), [b"1", b"2", b"3"]);
    assert_eq!((tx.last(org, &rings).unwrap(), tx.last(org, &hoops).unwrap()), (5, 6));
    assert_eq!(tx.last(org, &doc(work_feed(AMINA), "none")).unwrap(), 0);
    let history = |upto| tx.history(org, &rings, upto).unwrap();
    assert_eq!((history(4).last, history(4).changes), (3, vec![b"1".to_vec(), b"2".to_vec()]));
    assert_eq!((history(Seq::MAX).last, history(Seq::MAX).changes.len()), (5, 3));
    assert_eq!(tx.history(org, &doc(work_feed(AMINA), "none"), Seq::MAX).unwrap(), History::default());
    assert_eq!(tx.row_changes(org, 5).unwrap(), [b"3"]);
    assert_eq!(tx.row_changes(org, 7).unwrap_err().code(), "database_corrupt");
}

/// A lead of a large workshop reads more feeds than go into one statement.
pub fn many_feeds_are_read_as_one(place: &Place) {
    let (store, org) = place.with_soko();
    let id = |n: u32| doc(work_feed(PersonId(n)), "rings");
    let people = 37;
    committed(&*store, |tx| {
        for round in 0..2 {
            let batches: Vec<_> = (1..=people).map(|n| batch(id(n), [round])).collect();
            tx.append(org, PHONE, &batches).unwrap();
        }
    });
    let tx = store.read().unwrap();
    for some in [1, 2, 3, 16, 17, people] {
        let feeds: Vec<_> = (1..=some).map(|n| tx.feed(org, work_feed(PersonId(n))).unwrap().unwrap()).collect();
        let rows = tx.rows(org, Reach::Feeds(&feeds), ALL, 1_000).unwrap();
        let expected: Vec<Seq> =
            (0..2).flat_map(|round| (1..=some).map(move |n| Seq::from(round * people + n))).collect();
        assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), expected);
        let documents = tx.documents(org, Reach::Feeds(&feeds), ALL, 1_000).unwrap();
        assert_eq!(
            documents.iter().map(|head| head.first).collect::<Vec<_>>(),
            (1..=Seq::from(some)).collect::<Vec<_>>()
        );
        assert_eq!(tx.rows(org, Reach::Feeds(&feeds), ALL, 1).unwrap().len(), 1);
    }
}
