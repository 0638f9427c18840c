//! Every value of the examples that is CBOR is what `docs/protocol.cddl` says: entries, and bytes in registers and maps.

use crate::cddl::{fits, must_fit};
use crate::examples;
use automerge::{Automerge, ROOT, ReadDoc, ScalarValue, Value};
use domain::kind::Kind;
use std::collections::BTreeSet;

#[test]
fn entries_registers_and_maps_are_as_the_cddl_says() {
    let mut seen = BTreeSet::new();
    for example in examples::all() {
        let raw = Automerge::load(&example.document.whole()).unwrap();
        for (rule, bytes) in values(&raw, example.document.id().kind) {
            must_fit(rule, &bytes, example.name);
            seen.insert(rule);
        }
    }
    let rules = [
        "bill-of-materials",
        "check-entry",
        "completion-entry",
        "decision",
        "holding-entry",
        "issue-entry",
        "moves-entry",
        "order-line",
        "origin",
        "person-facts",
        "skills",
        "steps",
        "store-entry",
        "work-entry",
    ];
    assert_eq!(seen, BTreeSet::from(rules), "each has an example");
}

#[test]
fn what_is_not_so_does_not_fit() {
    for (rule, cbor) in [
        ("work-entry", [0x82, 0x03, 0x00].as_slice()),            // an unknown tag
        ("work-entry", &[0x81, 0x02]),                            // without a time
        ("holding-entry", &[0x84, 0x03, 0x00, 0x61, 0x41, 0x00]), // nothing, returned
        ("decision", &[0x81, 0x01]),                              // neither yes nor no
        ("check-entry", &[0xa1, 0x01, 0x00]),                     // a map
    ] {
        assert!(fits(rule, cbor).is_err(), "{rule} {cbor:02x?}");
    }
    assert_eq!(fits("work-entry", &[0x84, 0x02, 0x00, 0x0c, 0x61, 0x41]), Ok(()), "an item of a later version");
}

/// Every bytes value of a document, with the rule for it.
fn values(raw: &Automerge, kind: Kind) -> Vec<(&'static str, Vec<u8>)> {
    let mut found = Vec::new();
    for item in raw.map_range(ROOT, ..) {
        let name = item.key.to_string();
        let (value, object) = raw.get(ROOT, &name).unwrap().unwrap();
        let rule = rule(kind, &name);
        if let (Some(rule), Some(bytes)) = (rule, bytes(&value)) {
            found.push((rule, bytes));
        } else if let Some(rule) = rule.filter(|_| value.is_object()) {
            let inner: Vec<_> = match raw.object_type(&object).unwrap() {
                automerge::ObjType::List => (0..raw.length(&object)).map(|at| raw.get(&object, at)).collect(),
                _ => raw.keys(&object).map(|key| raw.get(&object, key)).collect(),
            };
            found.extend(inner.into_iter().filter_map(|it| Some((rule, bytes(&it.unwrap()?.0)?))));
        }
    }
    found
}

fn bytes(value: &Value<'_>) -> Option<Vec<u8>> {
    match value {
        Value::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Bytes(bytes) => Some(bytes.clone()),
            _ => None,
        },
        Value::Object(_) => None,
    }
}

/// What holds for the bytes in a field of the root, or for what is inside of it.
fn rule(kind: Kind, field: &str) -> Option<&'static str> {
    match (kind, field) {
        (Kind::Work, "decision") => Some("decision"),
        (Kind::Product, "materials") => Some("bill-of-materials"),
        (Kind::Product, "skills") => Some("skills"),
        (Kind::Product, "steps") => Some("steps"),
        (Kind::Assignment, "origin") => Some("origin"),
        (Kind::Moves, "entries") => Some("moves-entry"),
        (_, "lines") => Some("order-line"),
        (_, "members" | "coordinators") => Some("person-facts"),
        (Kind::Work, "entries") => Some("work-entry"),
        (Kind::HoldingLedger, "entries") => Some("holding-entry"),
        (Kind::IssueLedger, "entries") => Some("issue-entry"),
        (Kind::StoreLedger, "entries") => Some("store-entry"),
        (Kind::Check, "entries") => Some("check-entry"),
        (Kind::Completion, "entries") => Some("completion-entry"),
        _ => None,
    }
}
