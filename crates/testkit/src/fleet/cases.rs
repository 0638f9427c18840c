//! Cases that longer searches found, played step by step. What phones did wrong when they were copied or put back is in
//! `tests/copied.rs`, and what the server did wrong when people moved in `crates/server/tests/stories/moving.rs`.

use super::deed::{Amount, planned};
use super::habits::Deed;
use super::world::World;
use super::{Faults, Plan};
use client::{Courier, Reply, ReplyKind, Step};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{Feed, Kind};
use domain::policy::Role;
use protocol::Code;
use serde_json::json;
use sync::{Effect, Engine, Event, Outcome};

/// The coordinator's phone is the first.
const ESTHER: usize = 0;

fn world() -> World {
    world_of(4)
}

fn world_of(devices: u32) -> World {
    let faults = Faults::parse("none").unwrap();
    let mut world = World::begin(Plan { seed: 1, devices, days: 0, faults, often: 1, verbose: false }).unwrap();
    world.live().unwrap();
    world
}

/// Esther plans a batch of so many pieces.
fn plan(world: &mut World, pieces: u32) {
    let note = format!("batch of {pieces}");
    let orders = world.look::<serde_json::Value>(ESTHER, "order.list", json!({})).unwrap().unwrap();
    let order = orders.pointer("/0/order").unwrap();
    let args =
        json!({ "order": order, "sku": "EAR-01", "workshop": 1, "pieces": pieces, "due": "2026-12-24", "note": note });
    let feed = Feed::Workshop(WorkshopId(1));
    let deed = Deed::new(feed, Kind::Batch, DocKey::ONLY, planned(pieces, &note), Amount::default());
    world.command(ESTHER, "batch.create", args, vec![deed]).unwrap();
}

/// Esther's phone begins a sync, up to the bundle that it posts.
fn post(world: &World, engine: &mut Engine) -> (Courier, Vec<u8>) {
    let phone = world.body_of(ESTHER).unwrap().phone().unwrap();
    let mut courier = phone.courier(&world.users[ESTHER].profile).unwrap();
    let mut effect = engine.handle(Event::Wanted, 0);
    loop {
        match courier.carry_out(effect) {
            Step::Tell(event) => effect = engine.handle(event, 0),
            Step::Post(bundle) => return (courier, bundle),
            Step::Rest(outcome) => panic!("{outcome:?}"),
        }
    }
}

/// What comes back is `reply`; gives the effect that the engine asks for.
fn reply(courier: &mut Courier, engine: &mut Engine, reply: Option<Reply>) -> Effect {
    engine.handle(courier.replied(reply.ok_or(client::ClientError::Offline)), 0)
}

#[test]
fn a_lost_answer_and_a_pulled_battery_cost_a_repeat_and_no_more() {
    let mut world = world();
    plan(&mut world, 20);
    let mut engine = Engine::default();
    let (courier, bundle) = post(&world, &mut engine);
    assert_eq!(world.office.sync(&bundle, world.clock()).unwrap().kind, ReplyKind::Answer);
    drop(courier);
    world.crash(ESTHER).unwrap();
    plan(&mut world, 30);
    let report = world.verdict().unwrap();
    assert!(report.is_clean(), "{:#?}", report.wrong);
    assert_eq!(report.edits, 2);
}

#[test]
fn a_request_that_arrives_again_after_a_later_one_changes_nothing() {
    let mut world = world();
    let mut engine = Engine::default();
    plan(&mut world, 20);
    let (mut courier, first) = post(&world, &mut engine);
    let answer = world.office.sync(&first, world.clock()).unwrap();
    let effect = reply(&mut courier, &mut engine, Some(answer));
    let Step::Tell(stored) = courier.carry_out(effect) else { panic!("stores") };
    assert_eq!(engine.handle(stored, 0), Effect::Rest(Outcome::Done));
    plan(&mut world, 30);
    let (_, second) = post(&world, &mut engine);
    assert_eq!(world.office.sync(&second, world.clock()).unwrap().kind, ReplyKind::Answer);
    let again = world.office.sync(&first, world.clock()).unwrap();
    assert_eq!(again.kind, ReplyKind::Failure, "a later bundle was accepted before");
    let report = world.verdict().unwrap();
    assert!(report.is_clean(), "{:#?}", report.wrong);
}

/// The office no longer speaks what this app does: it has to be updated, and until then keeps what it has.
#[test]
fn an_app_that_is_too_old_keeps_its_work_until_it_is_updated() {
    let mut world = world();
    plan(&mut world, 20);
    let mut engine = Engine::default();
    let (mut courier, _) = post(&world, &mut engine);
    let too_old = world.office.fail(Code::TooOld).unwrap();
    let effect = reply(&mut courier, &mut engine, Some(too_old));
    assert_eq!(effect, Effect::Rest(Outcome::Refused(Code::TooOld)));
    drop(courier);
    plan(&mut world, 30);
    let shown = world.look::<serde_json::Value>(ESTHER, "sync.status", json!({})).unwrap().unwrap();
    assert!(shown["unsent"].as_u64() >= Some(2) && shown["refused"] == 0, "{shown}");
    let report = world.verdict().unwrap();
    assert!(report.is_clean(), "{:#?}", report.wrong);
    assert_eq!(report.edits, 2);
}

/// A lead: their user, workshop and number.
fn lead(world: &World) -> (usize, WorkshopId, PersonId) {
    let lead = |user: usize| match world.model.role(world.users[user].person) {
        Some(Role::Lead(workshop)) => Some((user, workshop, world.users[user].person)),
        _ => None,
    };
    (0..world.users.len()).find_map(lead).unwrap()
}

/// Somebody's phone is copied. Gives the user on the copy.
fn copy(world: &mut World, user: usize) -> usize {
    let (before, person) = (world.users.len(), world.users[user].person);
    world.clone_phone(world.users[user].body).unwrap();
    (before..world.users.len()).find(|copy| world.users[*copy].person == person).unwrap()
}

/// Seeds 1202, 1333, 1406 and 1464 of the fleet with 8 devices, 6 days, often 3.
#[test]
fn copies_of_a_copy_make_what_they_share_anew_once() {
    let mut world = world();
    let (first, workshop, me) = lead(&world);
    let second = copy(&mut world, first);
    world.keep_store(first, workshop, me).unwrap();
    assert!(world.sync_in_peace(first).unwrap());
    // The same actor and number as what the first has sent, and both of these hold it.
    world.keep_store(second, workshop, me).unwrap();
    let _third = copy(&mut world, second);
    let report = world.verdict().unwrap();
    assert!(report.is_clean(), "{:#?}", report.wrong);
    assert_eq!(report.edits, 2);
}

/// Seed 1401 of the same fleets.
#[test]
fn copies_with_clocks_months_apart_confirm_an_issue_once() {
    let mut world = world_of(12);
    let (lead, workshop, person) = lead(&world);
    // What the store gives, and to whom, is up to the dice.
    for _ in 0..60 {
        world.keep_store(lead, workshop, person).unwrap();
    }
    for user in 0..world.users.len() {
        assert!(world.sync_in_peace(user).unwrap());
    }
    let users = world.users.len();
    let is_given = |user: &usize| {
        let holding = world.look::<serde_json::Value>(*user, "material.holding", json!({})).unwrap();
        holding.is_some_and(|holding| holding.pointer("/to_receive/0").is_some())
    };
    let artisan = (0..users).find(is_given).unwrap();
    let twin = copy(&mut world, artisan);
    let body = world.users[twin].body;
    world.bodies[body].clock_off = 90 * 86_400;
    for user in [artisan, twin] {
        let them = world.users[user].person;
        let before = world.model.notes().len();
        world.handle_material(user, workshop, them).unwrap();
        assert!(world.model.notes().len() > before, "there was something to confirm");
    }
    let report = world.verdict().unwrap();
    assert!(report.is_clean(), "{:#?}", report.wrong);
}

/// Known and open: an answer names the number of its request, and a request that is repeated with more in it has the same
/// number. Over HTTP an answer comes on the connection of its request, so there it cannot happen; with bundles in files
/// it can. When this fails because nothing is lost any more, take `StrayAnswer` out of those that are not in `all`.
#[test]
fn an_answer_to_a_request_that_was_repeated_with_more_still_loses_what_is_more() {
    let mut world = world();
    plan(&mut world, 20);
    let mut engine = Engine::default();
    let (mut courier, first) = post(&world, &mut engine);
    reply(&mut courier, &mut engine, None);
    plan(&mut world, 30);
    let (mut courier, _lost_on_the_way) = post(&world, &mut engine);
    let stray = world.office.sync(&first, world.clock()).unwrap();
    let effect = reply(&mut courier, &mut engine, Some(stray));
    courier.carry_out(effect);
    drop(courier);
    let report = world.verdict().unwrap();
    assert_eq!((report.lost, report.duplicated), (1, 0), "{:#?}", report.wrong);
}
