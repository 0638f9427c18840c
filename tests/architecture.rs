//! Holds the drawing of docs/ARCHITECTURE.md against what the packages really depend on.
//!
//! An arrow that the drawing does not have fails here. When it is right, it goes into the drawing and into
//! the table below, with a decision record; when it is not, the code wants to live elsewhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Every package of the workspace, and those of the workspace that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("karakana", &["client"]),
    ("web-host", &["client"]),
    ("client", &["sync", "documents", "imports", "protocol", "domain"]),
    ("server", &["documents", "imports", "protocol", "domain"]),
    ("sync", &["protocol", "domain"]),
    ("documents", &["domain"]),
    ("imports", &["domain"]),
    ("protocol", &["domain"]),
    ("domain", &[]),
];

/// Tests' own: may name every package, and is named by tests only.
const TESTKIT: &str = "testkit";

/// The fuzz targets: may name every package, and is named by `fuzz/` only, which is a workspace of its own.
const HOSTILE: &str = "hostile";

/// The package whose tests are those of the whole system, so that they may look into every package.
const WHOLE_SYSTEM: &str = "karakana";

/// Packages from elsewhere that only these may name, in tests neither.
const ONLY_IN: &[(&str, &[&str])] = &[("automerge", &["documents", TESTKIT])];

/// Packages from elsewhere that these must not even reach through others.
const OUT_OF_REACH: &[(&str, &[&str])] = &[
    ("sync", &["tokio", "rusqlite", "reqwest", "automerge"]),
    ("domain", &["tokio", "rusqlite", "reqwest", "automerge"]),
    ("documents", &["tokio", "rusqlite", "reqwest"]),
    ("imports", &["tokio", "rusqlite", "reqwest", "automerge"]),
    ("protocol", &["tokio", "rusqlite", "reqwest", "automerge"]),
    ("client", &["tauri", "axum", "server"]),
    ("server", &["tauri", "reqwest", "client"]),
    ("web-host", &["tauri", "server"]),
    (TESTKIT, &["tauri"]),
];

/// The longest file that still reads as one thing, in lines.
const LONGEST_FILE: usize = 600;

/// The checkout. Asked when it runs: what was built in another checkout with the same cache says where that one was.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        // Packages for other systems need not be there to answer.
        .other_options(["--filter-platform".into(), format!("{}-unknown-linux-gnu", std::env::consts::ARCH)])
        .exec()
        .unwrap()
}

fn arrows_of(package: &str) -> Option<&'static [&'static str]> {
    ARROWS.iter().find(|(from, _)| *from == package).map(|(_, to)| *to)
}

/// What a package names itself, of the given kinds.
fn named(package: &Package, kinds: &[DependencyKind]) -> BTreeSet<String> {
    package.dependencies.iter().filter(|d| kinds.contains(&d.kind)).map(|d| d.name.clone()).collect()
}

/// What each package reaches, through any number of others, without what is for tests only.
fn reached_from(metadata: &Metadata, start: &str) -> BTreeSet<String> {
    let names: BTreeMap<_, _> = metadata.packages.iter().map(|p| (&p.id, p.name.to_string())).collect();
    let nodes: BTreeMap<_, _> = metadata.resolve.as_ref().unwrap().nodes.iter().map(|n| (&n.id, n)).collect();
    let mut waiting: Vec<_> = metadata.workspace_packages().iter().filter(|p| p.name == start).map(|p| &p.id).collect();
    assert!(!waiting.is_empty(), "there is no package {start}");
    let mut reached = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let used = nodes[id].deps.iter().filter(|d| d.dep_kinds.iter().any(|k| k.kind == DependencyKind::Normal));
        waiting.extend(used.map(|d| &d.pkg).filter(|id| reached.insert(names[id].clone())));
    }
    reached
}

#[test]
fn every_package_is_in_the_drawing() {
    let metadata = metadata();
    let members: BTreeSet<_> = metadata.workspace_packages().iter().map(|p| p.name.to_string()).collect();
    let drawn: BTreeSet<_> =
        ARROWS.iter().map(|(from, _)| from.to_string()).chain([TESTKIT.into(), HOSTILE.into()]).collect();
    assert_eq!(members, drawn);
}

#[test]
fn no_package_names_another_without_an_arrow() {
    let metadata = metadata();
    let packages = metadata.workspace_packages();
    let members: BTreeSet<_> = packages.iter().map(|p| p.name.to_string()).collect();
    for package in packages.iter().filter(|p| p.name != TESTKIT && p.name != HOSTILE) {
        let allowed = arrows_of(&package.name).unwrap_or_default();
        for to in named(package, &[DependencyKind::Normal, DependencyKind::Build]).intersection(&members) {
            assert!(allowed.contains(&to.as_str()), "{} → {to} is not in the drawing", package.name);
        }
        for to in named(package, &[DependencyKind::Development]).intersection(&members) {
            let fine = to == TESTKIT || package.name == WHOLE_SYSTEM || allowed.contains(&to.as_str());
            assert!(fine, "the tests of {} → {to}: tests reach other packages through {TESTKIT}", package.name);
        }
    }
}

#[test]
fn some_packages_are_named_in_one_place_only() {
    let metadata = metadata();
    let kinds = [DependencyKind::Normal, DependencyKind::Build, DependencyKind::Development];
    for (guarded, places) in ONLY_IN {
        for package in metadata.workspace_packages() {
            let fine = places.contains(&package.name.as_str()) || !named(package, &kinds).contains(*guarded);
            assert!(fine, "{} names {guarded}, which only {places:?} may", package.name);
        }
    }
}

#[test]
fn what_must_stay_out_of_reach_does() {
    let metadata = metadata();
    for (package, barred) in OUT_OF_REACH {
        let reached = reached_from(&metadata, package);
        for name in *barred {
            assert!(!reached.contains(*name), "{package} reaches {name}; see `cargo tree -p {package} -i {name}`");
        }
    }
}

#[test]
fn no_file_is_too_long_to_read_in_one_go() {
    let root = root();
    let listed =
        Command::new("git").args(["ls-files", "*.rs", "*.ts", "*.svelte"]).current_dir(&root).output().unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).unwrap();
    let files = listed.lines().filter(|file| !file.contains("/bindings/") && !file.starts_with("gen/"));
    // A file that is listed and not there is being removed.
    let lengths = files.filter_map(|file| Some((file, fs::read_to_string(root.join(file)).ok()?.lines().count())));
    let long: Vec<_> = lengths.filter(|(_, lines)| *lines > LONGEST_FILE).collect();
    assert!(long.is_empty(), "over {LONGEST_FILE} lines, so probably two things: {long:?}");
}
