//! What each run of the program calls itself, with several at the same time.

use crate::place::{Place, committed};
use server::store::Store;
use server::store::record::{Epoch, OrgId, Seq};
use std::collections::BTreeSet;

fn write(store: &dyn Store, org: OrgId) -> Seq {
    committed(store, |tx| tx.take_number(org).unwrap())
}

fn epochs(store: &dyn Store, org: OrgId) -> Vec<Epoch> {
    let tx = store.read().unwrap();
    let head = tx.organisation(org).unwrap().head;
    (1..=head).map(|seq| tx.epoch(org, seq).unwrap()).collect()
}

/// Two nodes write by turns, one is started anew, a third comes late: what a number's epoch was called when a phone was told of it
/// is what it is called ever after, at whichever node the phone asks, and turns cost no names.
pub fn nodes_that_write_in_turn_agree_on_every_epoch(place: &Place) {
    let (one, org) = place.with_soko();
    let mut nodes = vec![one, place.open()];
    let mut told = Vec::new();
    for round in 0..12 {
        if round == 5 {
            nodes[0] = place.open();
        }
        if round == 8 {
            nodes.push(place.open());
        }
        let node = &nodes[round % nodes.len()];
        let seq = write(&**node, org);
        told.push(node.read().unwrap().epoch(org, seq).unwrap());
        for node in &nodes {
            assert_eq!(epochs(&**node, org), told);
        }
    }
    let names: BTreeSet<_> = told.iter().map(|epoch| epoch.0).collect();
    assert_eq!(names.len(), 4, "one for each life that wrote: {told:?}");
    assert!(!names.contains(&0));
}

pub fn each_life_is_an_author_of_its_own(place: &Place) {
    let nodes: Vec<_> = (0..3).map(|_| place.open()).collect();
    let life = |store: &dyn Store| store.read().unwrap().incarnation().unwrap();
    let lives: BTreeSet<_> = nodes.iter().map(|node| life(&**node)).collect();
    assert_eq!(lives.len(), nodes.len());
    for node in &nodes {
        assert_eq!(life(&**node), life(&**node));
        assert_eq!(node.write().unwrap().incarnation().unwrap(), life(&**node));
    }
}
