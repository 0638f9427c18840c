use super::*;

fn request(number: u64) -> Box<SyncRequest> {
    Box::new(SyncRequest {
        version: 0,
        capabilities: 0,
        incarnation: 1,
        number,
        cursor: vec![],
        budget: 0,
        clock: 0,
        unsent: 0,
        app: String::new(),
        push: vec![],
        heads: None,
        partial: None,
    })
}

fn answer(number: u64, more: bool) -> Box<SyncAnswer> {
    Box::new(SyncAnswer {
        version: VERSION,
        number,
        clock: 0,
        cursor: vec![],
        more,
        refused: vec![],
        gained: vec![],
        lost: vec![],
        pull: vec![],
        capabilities: None,
        lacking: None,
        leave: None,
    })
}

/// An engine that has sent request 1.
fn waiting() -> Engine {
    let mut engine = Engine::default();
    assert!(matches!(engine.handle(Event::Wanted, 0), Effect::Collect { .. }));
    assert!(matches!(engine.handle(Event::Collected(request(1)), 0), Effect::Transmit(_)));
    engine
}

#[test]
fn one_request_and_one_answer_when_there_is_little() {
    let mut engine = waiting();
    assert!(matches!(engine.handle(Event::Answered(answer(1, false)), 0), Effect::Store(_)));
    assert_eq!(engine.handle(Event::Stored { left: 0 }, 0), Effect::Rest(Outcome::Done));
}

#[test]
fn it_goes_on_while_either_side_has_more() {
    for (more, left) in [(true, 0), (false, 3)] {
        let mut engine = waiting();
        engine.handle(Event::Answered(answer(1, more)), 0);
        assert!(matches!(engine.handle(Event::Stored { left }, 0), Effect::Collect { .. }));
    }
}

#[test]
fn what_is_written_during_a_sync_goes_with_the_next_request_of_the_same_sync() {
    let mut engine = waiting();
    assert_eq!(engine.handle(Event::Wanted, 0), Effect::Ignore);
    engine.handle(Event::Answered(answer(1, false)), 0);
    assert!(matches!(engine.handle(Event::Stored { left: 0 }, 0), Effect::Collect { .. }));
}

#[test]
fn a_late_answer_is_not_taken_for_the_right_one() {
    let mut engine = waiting();
    assert!(matches!(
        engine.handle(Event::Answered(answer(7, false)), 0),
        Effect::Rest(Outcome::TryAgain { code: None, .. })
    ));
    assert_eq!(engine.handle(Event::Answered(answer(1, false)), 0), Effect::Ignore);
}

#[test]
fn no_answer_is_tried_again_with_less() {
    let mut engine = waiting();
    assert!(matches!(engine.handle(Event::NoAnswer, 0), Effect::Rest(Outcome::TryAgain { .. })));
    let Effect::Collect { bytes } = engine.handle(Event::Wanted, 0) else { panic!("collects") };
    assert_eq!(bytes, Pace::default().budget() / 2);
}

#[test]
fn a_revoked_phone_stops_and_a_busy_server_is_tried_again() {
    let failed = |code| waiting().handle(Event::Failed(Failure::new(code, 1, "")), 5);
    assert_eq!(failed(Code::Revoked), Effect::Rest(Outcome::Refused(Code::Revoked)));
    assert_eq!(failed(Code::TooOld), Effect::Rest(Outcome::Refused(Code::TooOld)));
    assert!(matches!(failed(Code::Busy), Effect::Rest(Outcome::TryAgain { code: Some(Code::Busy), .. })));
}

#[test]
fn a_copied_database_is_renewed_but_not_for_ever() {
    let mut engine = waiting();
    let stale = Failure { expected: 41, ..Failure::new(Code::StaleBundle, 1, "") };
    for _ in 0..MOST_REPAIRS {
        assert_eq!(engine.handle(Event::Failed(stale.clone()), 0), Effect::Renew { accepted: 41 });
        assert!(matches!(engine.handle(Event::Repaired, 0), Effect::Collect { .. }));
        engine.handle(Event::Collected(request(42)), 0);
    }
    assert!(matches!(engine.handle(Event::Failed(stale), 0), Effect::Rest(Outcome::TryAgain { .. })));
}

#[test]
fn a_full_phone_ends_the_sync_and_the_next_one_starts_clean() {
    let mut engine = waiting();
    engine.handle(Event::Answered(answer(1, true)), 0);
    assert_eq!(engine.handle(Event::Broken, 0), Effect::Rest(Outcome::Broken));
    assert!(matches!(engine.handle(Event::Wanted, 0), Effect::Collect { .. }));
}

#[test]
fn a_closed_phone_hands_over_until_nothing_waits_and_then_leaves() {
    let closed = || Event::Answered(Box::new(SyncAnswer { leave: Some(Code::Revoked.number()), ..*answer(1, false) }));
    let mut engine = waiting();
    engine.handle(closed(), 0);
    assert!(matches!(engine.handle(Event::Stored { left: 2 }, 0), Effect::Collect { .. }));
    engine.handle(Event::Collected(request(1)), 0);
    engine.handle(closed(), 0);
    assert_eq!(engine.handle(Event::Stored { left: 0 }, 0), Effect::Leave);
    assert_eq!(engine.handle(Event::Gone, 0), Effect::Rest(Outcome::Left(Code::Revoked)));
    // The office has no room for more: nothing goes, and it is tried again.
    let mut engine = waiting();
    engine.handle(closed(), 0);
    engine.handle(Event::Stored { left: 0 }, 0);
    let full = engine.handle(Event::Stays, 0);
    assert!(matches!(full, Effect::Rest(Outcome::TryAgain { code: Some(Code::HeldFull), .. })));
    // The disk is full in the middle of it.
    let mut engine = waiting();
    engine.handle(closed(), 0);
    engine.handle(Event::Stored { left: 0 }, 0);
    assert_eq!(engine.handle(Event::Broken, 0), Effect::Rest(Outcome::Broken));
}
