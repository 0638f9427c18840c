//! Fleets out of fixed seeds. What longer searches found is played step by step elsewhere, with a name each: see
//! `src/fleet/cases.rs`.

#![allow(clippy::unwrap_used)]

use testkit::fleet::{Faults, Plan, Report, run};

/// Plays a small fleet, in which what happens to phones happens often.
fn play(seed: u64, (devices, days, often): (u32, u32, u32), faults: &str) -> Report {
    let faults = Faults::parse(faults).unwrap();
    run(Plan { seed, devices, days, faults, often, verbose: false }).unwrap()
}

fn clean(report: &Report) {
    assert!(report.is_clean(), "seed {}: {:#?}", report.seed, report.wrong);
    assert!(report.edits > 0 && report.syncs > 0, "nothing happened");
}

#[test]
fn a_working_week_without_faults_is_clean_and_the_same_each_time() {
    let week = || play(1, (8, 5, 1), "none");
    clean(&week());
    assert_eq!(week(), week());
}

#[test]
fn with_all_faults_nothing_is_lost_doubled_or_different() {
    for seed in 1..=3 {
        let report = play(seed, (8, 6, 3), "all");
        clean(&report);
        assert!(report.faults > 50, "seed {seed} was too peaceful: {:?}", report.happened);
    }
}

/// What phones sent after the last backup comes back from them, whatever the network does, as long as they live and may
/// still write it.
#[test]
fn a_restored_server_gets_back_what_living_phones_made() {
    let faults = "all,server_restored,-restored,-cloned,-gone,-moved,-promoted,-revoked";
    let mut restored = 0;
    for seed in 1..=4 {
        let report = play(seed, (8, 6, 3), faults);
        clean(&report);
        restored += report.happened.get("server_restored").copied().unwrap_or(0);
    }
    assert!(restored > 0, "no server was put back");
}
