//! The main job, with a real server process and real phones: an order comes in, a batch reaches a workshop, the
//! lead splits it, two artisans work a week without a network, it returns badly, and the lead records completion.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod people;
mod week;

use people::{Workshop, all_agree};
use serde_json::{Value, json};

/// The story goes well.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_from_import_to_completion() {
    let w = Workshop::open(&[]).await.unwrap();
    let batch = week::plan(&w).await.unwrap();
    week::work_offline(&w, &batch).await.unwrap();
    week::network_returns(&w).await.unwrap();
    week::check_and_complete(&w, &batch).await.unwrap();
    week::books_add_up(&w, &batch).await.unwrap();
    all_agree(&w).await.unwrap();
}

/// The same on a network that loses answers, cuts requests and answers, and repeats requests.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_order_on_the_worst_network() {
    use testkit::Fault::{CutAnswer, CutRequest, LoseAnswer, Twice};
    let faults = [LoseAnswer, Twice, CutRequest(90), CutAnswer(60), LoseAnswer, LoseAnswer, Twice, CutRequest(300)];
    let w = Workshop::open(&faults).await.unwrap();
    let batch = week::plan(&w).await.unwrap();
    week::work_offline(&w, &batch).await.unwrap();
    week::network_returns(&w).await.unwrap();
    week::check_and_complete(&w, &batch).await.unwrap();
    week::books_add_up(&w, &batch).await.unwrap();
    all_agree(&w).await.unwrap();
}

/// The server dies in the middle of it and comes back with what it had accepted.
#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_killed_and_comes_back() {
    let mut w = Workshop::open(&[]).await.unwrap();
    let batch = week::plan(&w).await.unwrap();
    week::work_offline(&w, &batch).await.unwrap();
    w.baraka.network(true).await.unwrap();
    w.baraka.sync().await.unwrap();
    w.office.kill().unwrap();
    w.wanjiru.network(true).await.unwrap();
    assert!(w.wanjiru.sync().await.is_err(), "there is no server");
    let view: Value = w.wanjiru.must("sync.status", json!({})).await.unwrap();
    assert_eq!(view["state"], "offline");
    w.office.serve().unwrap();
    w.move_proxy().await.unwrap();
    week::network_returns(&w).await.unwrap();
    week::check_and_complete(&w, &batch).await.unwrap();
    week::books_add_up(&w, &batch).await.unwrap();
    all_agree(&w).await.unwrap();
}

/// Two servers on one PostgreSQL, each for half of the phones. One is killed while phones are at it, and the other serves everybody;
/// then the first comes back and the second goes.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_order_at_two_servers_of_which_one_dies() {
    let mut w = Workshop::at_two_servers().await.unwrap();
    let batch = week::plan(&w).await.unwrap();
    week::work_offline(&w, &batch).await.unwrap();
    w.baraka.network(true).await.unwrap();
    let (baraka, office) = (&w.baraka, &mut w.office);
    let ((), killed) = tokio::join!(baraka.try_sync(), async move { office.kill() });
    killed.unwrap();
    w.proxy.move_to(&w.second.as_ref().unwrap().0.url);
    week::network_returns(&w).await.unwrap();
    w.office.serve().unwrap();
    w.move_proxy().await.unwrap();
    let (second, other) = w.second.as_mut().unwrap();
    other.move_to(w.office.url());
    second.kill().unwrap();
    week::check_and_complete(&w, &batch).await.unwrap();
    week::books_add_up(&w, &batch).await.unwrap();
    all_agree(&w).await.unwrap();
}
