//! People who move or change their role.

use crate::office::{Office, PEOPLE};
use crate::phone::{KIBERA, Phone, RONGAI, batch_id, work_id};
use domain::kind::Feed;

#[test]
fn baraka_moves_to_rongai_and_back_and_each_time_has_what_is_his() {
    let office = Office::open();
    let (mut esther, mut baraka) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Baraka"));
    esther.batch(KIBERA, "rings", 100);
    esther.batch(RONGAI, "cuffs", 100);
    esther.sync_all();
    baraka.sync_all();
    baraka.log("rings", 3);
    baraka.sync_all();
    let me = baraka.person;
    assert!(!baraka.docs.contains_key(&batch_id(RONGAI, "cuffs")));

    assert_eq!(
        office.import("people", &PEOPLE.replace("Baraka,KIBERA", "Baraka,RONGAI")),
        "people: 0 new, 1 changed, 4 as they were\n"
    );
    let answers = baraka.sync_all();
    assert_eq!(answers[0].lost, [Feed::Workshop(KIBERA), Feed::Work(KIBERA, me)]);
    assert_eq!(answers[0].gained, [Feed::Workshop(RONGAI), Feed::Work(RONGAI, me)]);
    assert!(baraka.docs.contains_key(&batch_id(RONGAI, "cuffs")));
    assert!(!baraka.docs.contains_key(&batch_id(KIBERA, "rings")));
    let moved = baraka.sync_all();
    assert_eq!((moved.len(), moved[0].lost.len(), moved[0].gained.len(), moved[0].pull.len()), (1, 0, 0, 0));

    esther.batch(KIBERA, "rings", 200);
    esther.sync_all();
    assert_eq!(baraka.sync().pull, []);
    office.import("people", PEOPLE);
    let back = baraka.sync_all();
    assert_eq!(back[0].lost, [Feed::Workshop(RONGAI), Feed::Work(RONGAI, me)]);
    let mut fresh = Phone::enrol(&office, "Baraka");
    fresh.sync_all();
    baraka.sync_all();
    assert_eq!(baraka.holds(), fresh.holds());
    assert!(baraka.docs.contains_key(&work_id(KIBERA, me, "rings")));
}

#[test]
fn a_phone_that_forgot_its_cursor_is_told_what_it_lost_meanwhile() {
    let office = Office::open();
    let (mut esther, mut baraka) = (Phone::enrol(&office, "Esther"), Phone::enrol(&office, "Baraka"));
    esther.batch(KIBERA, "rings", 100);
    esther.sync_all();
    baraka.sync_all();
    office.import("people", &PEOPLE.replace("Baraka,KIBERA", "Baraka,RONGAI"));
    baraka.cursor.clear();
    let answers = baraka.sync_all();
    assert_eq!(answers[0].lost, [Feed::Workshop(KIBERA), Feed::Work(KIBERA, baraka.person)]);
    assert!(!baraka.docs.contains_key(&batch_id(KIBERA, "rings")));
}

#[test]
fn a_phone_that_was_off_while_its_owner_moved_there_and_back_keeps_what_it_has() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.sync_all();
    office.import("people", &PEOPLE.replace("Baraka,KIBERA", "Baraka,RONGAI"));
    office.import("people", PEOPLE);
    let answers = baraka.sync_all();
    assert!(answers.iter().all(|a| a.lost.is_empty()), "{answers:?}");
    let mut fresh = Phone::enrol(&office, "Baraka");
    fresh.sync_all();
    baraka.sync_all();
    assert_eq!(baraka.holds(), fresh.holds());
}

#[test]
fn wanjiru_becomes_lead_and_then_coordinator_and_gets_the_older_rows_once() {
    let office = Office::open();
    let (mut baraka, mut wanjiru) = (Phone::enrol(&office, "Baraka"), Phone::enrol(&office, "Wanjiru"));
    for pieces in 1..=20 {
        baraka.log("rings", pieces);
        baraka.sync();
    }
    wanjiru.sync_all();
    let rings = work_id(KIBERA, baraka.person, "rings");
    assert!(!wanjiru.docs.contains_key(&rings));
    office.import("people", &PEOPLE.replace("artisan,Wanjiru", "lead,Wanjiru"));
    let answers = wanjiru.sync_all();
    assert_eq!(answers[0].gained, [Feed::Leads(KIBERA), Feed::Work(KIBERA, baraka.person)]);
    assert!(answers[0].lost.is_empty());
    assert_eq!(documents::work::entries(&wanjiru.docs[&rings]).unwrap().0.len(), 20);
    assert_eq!(wanjiru.doubled(), 0);

    let mut kiprop = Phone::enrol(&office, "Kiprop");
    kiprop.assign(RONGAI, kiprop.person, "for myself");
    kiprop.sync_all();
    wanjiru.budget = 1;
    office.import("people", &PEOPLE.replace("artisan,Wanjiru,KIBERA", "coordinator,Wanjiru,"));
    let answers = wanjiru.sync_all();
    assert!(answers.iter().all(|a| a.lost.is_empty()), "a coordinator reads what she read before");
    let mut esther = Phone::enrol(&office, "Esther");
    esther.sync_all();
    wanjiru.sync_all();
    assert_eq!(wanjiru.holds(), esther.holds());
}

#[test]
fn somebody_who_joins_later_reads_what_was_there_before() {
    let office = Office::open();
    let mut esther = Phone::enrol(&office, "Esther");
    esther.batch(KIBERA, "rings", 100);
    esther.sync_all();
    office.import("people", &format!("{PEOPLE}artisan,Otieno,KIBERA,sw,beads,20\n"));
    let mut otieno = Phone::enrol(&office, "Otieno");
    otieno.sync_all();
    assert!(otieno.docs.contains_key(&batch_id(KIBERA, "rings")));
    assert_eq!((otieno.person.0, otieno.doubled()), (6, 0));
}
