//! `docs/vectors/runs.json`: changes of the examples as runs, and bytes that are no run.

use crate::cddl::must_fit;
use crate::examples::{self, Example};
use crate::json::{self, Json, hex, list, map};
use documents::{pack_run, unpack_run};

#[test]
fn runs_are_what_the_vectors_say() {
    let examples = examples::all();
    json::hold(
        "runs.json",
        &map! {
            "about": "See docs/PROTOCOL.md, Runs. changes: the chunks that come out of run, in this order.",
            "runs": vec![
                run("one phone, then another", &examples, "work", 0..5),
                run("on top of changes that are not in it", &examples, "work", 2..5),
                run("two that did not know of each other", &examples, "work, one log corrected by two", 0..4),
                run("one change", &examples, "store ledger", 0..1),
                run("none", &examples, "store ledger", 0..0),
            ],
            "refused": refused(),
        },
    );
}

fn run(name: &str, examples: &[Example], of: &str, changes: std::ops::Range<usize>) -> Json {
    let example = examples.iter().find(|e| e.name == of).unwrap();
    let changes: Vec<Vec<u8>> = example.changes[changes].iter().map(|(_, bytes)| bytes.clone()).collect();
    let run = pack_run(&changes).unwrap();
    assert_eq!(unpack_run(&run).unwrap(), changes, "{name}");
    must_fit("run", &run, name);
    map! {
        "name": name,
        "document": of,
        "run": hex(&run),
        "changes": list(&changes, |change| hex(change).into()),
    }
}

fn refused() -> Json {
    let actor = [0x50_u8].into_iter().chain([7; 16]).collect::<Vec<_>>();
    let first = [&[0x84], actor.as_slice(), &[1, 4, 0x40]].concat();
    let rows: [(&str, Vec<u8>); 8] = [
        ("goes on from a change, and there is none", vec![0x81, 0x40]),
        ("builds on the third of two", [&[0x82], first.as_slice(), &[0x85, 2, 0, 2, 5, 0x40]].concat()),
        ("names the second actor of one", [&[0x82], first.as_slice(), &[0x85, 0, 1, 2, 5, 0x40]].concat()),
        ("an actor of 15 bytes", [&[0x81, 0x84, 0x4f], &[7; 15][..], &[1, 4, 0x40]].concat()),
        ("builds on a hash of 31 bytes", [&[0x81, 0x85, 0x58, 31], &[9; 31][..], &actor, &[1, 4, 0x40]].concat()),
        ("bytes behind it", [&[0x81], first.as_slice(), &[0]].concat()),
        ("breaks off", [&[0x82], first.as_slice()].concat()),
        ("says that 5,001 changes follow", vec![0x99, 0x13, 0x89]),
    ];
    assert!(unpack_run(&[&[0x81], first.as_slice()].concat()).is_ok());
    list(rows, |(what, run)| {
        assert!(unpack_run(&run).is_err(), "{what}");
        map! { "what": what, "run": hex(&run) }
    })
}
