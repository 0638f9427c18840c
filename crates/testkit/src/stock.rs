//! The figures of the stock lists against each other: a figure of the list is the figure of the screen behind it, and that is
//! the sum of its entries.

use anyhow::{Context, Result, ensure};
use client::api::material::{StockView, StoreRow, StoreView};
use client::api::trail::{ActivityKind, ActivityRow};
use serde_json::{Value, json};

/// Movements that count and lots each add up to the balance; no lot is below nothing where the balance is not.
pub fn adds_up(view: &StockView) -> Result<()> {
    let moved: i64 = view.movements.iter().filter(|row| row.counts).map(|row| row.quantity).sum();
    ensure!(moved == view.balance, "the movements are not the balance: {view:#?}");
    let left: i64 = view.lots.iter().map(|lot| lot.left).sum();
    ensure!(left == view.balance, "the lots are not the balance: {view:#?}");
    ensure!(
        view.balance < 0 || view.lots.iter().all(|lot| lot.left >= 0 && lot.over >= 0),
        "a lot below nothing: {view:#?}"
    );
    for row in view.movements.iter().filter(|row| !row.lots.is_empty()) {
        let parts: i64 = row.lots.iter().map(|part| part.quantity).sum();
        ensure!(parts == row.quantity.abs(), "the lots of a movement are not all of it: {row:#?}");
    }
    let waits: i64 = view.movements.iter().filter(|row| row.waits).map(|row| row.quantity.abs()).sum();
    ensure!(waits == view.on_the_way, "what waits is not what is on the way: {view:#?}");
    Ok(())
}

/// Follows each figure of a workshop's stock list to its entries, as whoever answers `ask` sees it, and says how many
/// materials had any.
pub async fn agrees(ask: impl AsyncFn(&str, Value) -> Result<Value>, workshop: Option<u64>) -> Result<usize> {
    let list: StoreView = serde_json::from_value(ask("store.list", json!({ "workshop": workshop })).await?)?;
    let mut moved = 0;
    for row in &list.rows {
        let of = json!({ "workshop": workshop, "material": row.material.code });
        let view: StockView = serde_json::from_value(ask("store.material", of).await?)?;
        one(row, &view)?;
        let back = list.to_take_back.iter().filter(|back| back.material.code == row.material.code);
        ensure!(back.map(|back| back.quantity).sum::<i64>() == row.coming_back, "{row:#?}");
        for hand in &view.hands {
            let of = json!({ "person": hand.person, "material": row.material.code });
            let held: StockView = serde_json::from_value(ask("material.stock", of).await?)?;
            adds_up(&held)?;
            ensure!((held.balance, held.on_the_way) == (hand.has, hand.on_the_way), "{hand:#?} {held:#?}");
        }
        let of = json!({ "person": null, "workshop": workshop, "material": row.material.code });
        let trail: Vec<ActivityRow> = serde_json::from_value(ask("trail.material", of).await?)?;
        in_trail(row, &trail)?;
        moved += usize::from(!view.movements.is_empty());
    }
    Ok(moved)
}

/// A row of the list and the screen behind it.
fn one(row: &StoreRow, view: &StockView) -> Result<()> {
    adds_up(view)?;
    let forecast = view.forecast.as_ref().context("a forecast")?;
    ensure!(row.in_store == view.balance && row.coming_back == view.coming_back, "{row:#?} {view:#?}");
    ensure!(serde_json::to_value(forecast)? == serde_json::to_value(&row.forecast)?, "{row:#?} {view:#?}");
    ensure!(forecast.on_the_way == view.on_the_way, "{view:#?}");
    let of_hands = view
        .hands
        .iter()
        .fold((0, 0, 0), |(has, way, get), hand| (has + hand.has, way + hand.on_the_way, get + hand.to_get));
    ensure!(of_hands == (forecast.in_hands, forecast.on_the_way, forecast.to_give), "{view:#?}");
    let for_offers: i64 = view.hands.iter().map(|hand| hand.to_get_for_offers).sum();
    let not_given_out: i64 = view.work.iter().filter(|work| work.assignment.is_empty()).map(|work| work.takes).sum();
    ensure!(for_offers + not_given_out == forecast.planned_to_give, "{view:#?}");
    let of_work = |planned| view.work.iter().filter(|work| work.planned == planned).map(|work| work.takes).sum::<i64>();
    ensure!((of_work(false), of_work(true)) == (forecast.takes, forecast.planned), "{view:#?}");
    let there = row.in_store.max(0);
    ensure!(forecast.missing == (forecast.to_give - there).max(0), "{row:#?}");
    let free = (there - forecast.to_give).max(0);
    ensure!(forecast.planned_missing == (forecast.planned_to_give - free).max(0), "{row:#?}");
    Ok(())
}

/// The parts of a row are sums of what the trail lists.
fn in_trail(row: &StoreRow, trail: &[ActivityRow]) -> Result<()> {
    let of = |kind: ActivityKind| trail.iter().filter(|one| one.what == kind).map(|one| one.quantity).sum::<i64>();
    let parts = [
        (row.received, ActivityKind::StoreReceived),
        (row.issued, ActivityKind::Issued),
        (row.taken_back, ActivityKind::TakenBack),
        (row.scrapped, ActivityKind::StoreScrapped),
    ];
    for (figure, kind) in parts {
        ensure!(figure == of(kind.clone()), "{figure} and not {} of {kind:?}: {row:#?}", of(kind.clone()));
    }
    Ok(())
}
