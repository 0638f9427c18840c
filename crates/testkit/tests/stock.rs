//! Material of a workshop on real phones: what work will still take, counts, lots, and what the office rejects.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::agree::{AgreeView, MatterQuestion};
use client::api::material::{HoldingView, LowRow, MovementKind, StockView, StoreRow, StoreView};
use client::api::office::OrderView;
use client::api::workshop::{BatchState, BatchView};
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log, phone};

/// A hoop of SK-HOOP-02 takes 9.8 grams of it.
const WIRE: &str = "BRASS-WIRE";

struct Kibera {
    scene: Scene,
    /// The second phone of the lead.
    other: Handset,
    baraka: u64,
    office: Office,
}

impl Kibera {
    /// Baraka has accepted twenty hoops; ten more are offered to him.
    async fn hoops() -> Result<Self> {
        let office = Office::with_examples()?;
        let scene = Scene::offered(&office, office.url(), "PO-0772", "SK-HOOP-02", &[20, 10]).await?;
        let other = phone(&office, "Amina", office.url()).await?;
        let me: Value = scene.baraka.must("person.me", json!({})).await?;
        let kibera = Self { baraka: me["person"].as_u64().unwrap(), scene, other, office };
        kibera.scene.accept(kibera.share()).await?;
        kibera.sync().await?;
        Ok(kibera)
    }

    fn share(&self) -> &str {
        &self.scene.assignments[0]
    }

    /// Everybody hears of everybody.
    async fn sync(&self) -> Result<()> {
        for _ in 0..2 {
            for phone in [&self.scene.baraka, &self.scene.amina, &self.other, &self.scene.esther] {
                phone.sync().await?;
            }
        }
        Ok(())
    }

    async fn receive(&self, quantity: i64, lot: &str) -> Result<()> {
        let came = json!({ "material": WIRE, "quantity": quantity, "lot": lot });
        self.scene.amina.must::<Value>("store.receive", came).await.map(drop)
    }

    /// Amina gives, Baraka confirms.
    async fn give(&self, quantity: i64) -> Result<()> {
        let give = json!({ "person": self.baraka, "material": WIRE, "quantity": quantity, "assignment": null });
        self.scene.amina.must::<Value>("store.issue", give).await?;
        self.sync().await?;
        let waits: HoldingView = self.scene.baraka.must("material.holding", json!({})).await?;
        let issue = &waits.to_receive.first().context("an issue")?.issue;
        self.scene.baraka.must::<Value>("material.receive", json!({ "issue": issue, "quantity": quantity })).await?;
        self.sync().await
    }

    /// Every figure of the lead's and the office's lists is the figure of the screens behind it, and the sum of its entries.
    async fn agrees(&self) -> Result<()> {
        let Scene { amina, esther, .. } = &self.scene;
        let workshops: Value = esther.must("workshop.list", json!({})).await?;
        let rows = workshops.as_array().context("a list")?;
        let kibera = rows.iter().find(|one| one["workshop"]["code"] == "KIBERA-1").context("KIBERA-1")?;
        let workshop = kibera["workshop"]["workshop"].as_u64();
        testkit::stock::agrees(async |call, args| amina.must(call, args).await, None).await?;
        testkit::stock::agrees(async |call, args| esther.must(call, args).await, workshop).await?;
        Ok(())
    }

    async fn in_hand(&self, phone: &Handset) -> Result<StockView> {
        let person = (!std::ptr::eq(phone, &self.scene.baraka)).then_some(self.baraka);
        stock(phone.must("material.stock", json!({ "person": person, "material": WIRE })).await?)
    }
}

/// What every view of a stock must be: movements that count and lots each add up to the balance.
fn stock(view: StockView) -> Result<StockView> {
    testkit::stock::adds_up(&view)?;
    Ok(view)
}

/// Lots as a screen has them: what is left of each.
fn lots(view: &StockView) -> Vec<(&str, i64)> {
    view.lots.iter().map(|lot| (lot.lot.as_str(), lot.left)).collect()
}

async fn in_store(phone: &Handset) -> Result<StockView> {
    stock(phone.must("store.material", json!({ "workshop": null, "material": WIRE })).await?)
}

async fn row(phone: &Handset) -> Result<StoreRow> {
    let store: StoreView = phone.must("store.list", json!({})).await?;
    store.rows.into_iter().find(|row| row.material.code == WIRE).context("wire")
}

async fn count(phone: &Handset, found: i64, reason: &str) -> Result<StockView> {
    stock(phone.must("store.count", json!({ "material": WIRE, "found": found, "reason": reason })).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_work_needs_wire_that_the_store_lacks_and_lead_and_office_see_it() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, batch, .. } = &kibera.scene;
    kibera.receive(1_500, "").await?;
    let forecast = row(amina).await?.forecast;
    ensure!((forecast.takes, forecast.to_give, forecast.missing) == (1_960, 1_960, 460), "{forecast:?}");
    ensure!((forecast.planned, forecast.planned_missing) == (980, 980), "{forecast:?}");

    kibera.give(1_000).await?;
    let forecast = row(amina).await?.forecast;
    ensure!((forecast.in_hands, forecast.to_give, forecast.missing) == (1_000, 960, 460), "{forecast:?}");

    // Eight are made, their wire is written down, and five of them are handed in.
    baraka.must::<Value>("work.log", log(kibera.share(), 8)).await?;
    let used = json!({ "assignment": kibera.share(), "material": WIRE, "quantity": 784 });
    baraka.must::<Value>("material.use", used).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": kibera.share(), "pieces": 5 })).await?;
    kibera.sync().await?;
    let forecast = row(amina).await?.forecast;
    ensure!((forecast.takes, forecast.in_hands, forecast.missing) == (1_176, 216, 460), "{forecast:?}");
    let view: BatchView = amina.must("batch.get", json!({ "batch": batch })).await?;
    let need = view.needed.iter().find(|need| need.material.code == WIRE).context("wire")?;
    ensure!((need.needed, need.still, need.in_store, need.held) == (2_940, 2_156, 500, 216), "{need:?}");

    for phone in [amina, esther] {
        let low: Vec<LowRow> = phone.must("store.low", json!({})).await?;
        let wire = low.iter().find(|low| low.stock.material.code == WIRE).context("wire runs short")?;
        ensure!((wire.workshop.code.as_str(), wire.stock.forecast.missing) == ("KIBERA-1", 460));
    }
    let view: StockView = in_store(amina).await?;
    let hand = view.hands.iter().find(|hand| hand.name == "Baraka").context("Baraka")?;
    ensure!((hand.has, hand.takes, hand.to_get) == (216, 1_176, 960), "{hand:?}");
    // Each number of the forecast is the sum of the work behind it.
    let takes = |planned| view.work.iter().filter(move |row| row.planned == planned);
    let (forecast, sum) =
        (view.forecast.as_ref().context("a forecast")?, |planned| takes(planned).map(|row| row.takes).sum());
    ensure!((forecast.takes, forecast.planned) == (sum(false), sum(true)), "{:#?}", view.work);
    ensure!(takes(false).all(|row| row.assignment == kibera.share() && row.name == "Baraka"), "{:#?}", view.work);
    let workshop = &esther.must::<Vec<LowRow>>("store.low", json!({})).await?[0].workshop;
    let same: StockView =
        esther.must("store.material", json!({ "workshop": workshop.workshop, "material": WIRE })).await?;
    ensure!(same.balance == view.balance && !same.may_count && view.may_count);

    kibera.receive(2_000, "").await?;
    ensure!(row(amina).await?.forecast.missing == 0);
    ensure!(row(amina).await?.forecast.planned_missing == 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn amina_counts_the_store_and_the_difference_is_a_movement_with_a_reason() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    kibera.receive(5_000, "L-1").await?;
    let unsaid = json!({ "material": WIRE, "found": 4_700, "reason": " " });
    ensure!(amina.call::<Value>("store.count", unsaid).await.unwrap_err().code == "reason_needed");
    let counted = count(amina, 4_700, "umemwagika").await?;
    ensure!(counted.balance == 4_700);
    let newest = &counted.movements[0];
    ensure!((newest.what == MovementKind::Counted) && newest.signed.by == "Amina" && newest.text == "umemwagika");
    ensure!((newest.quantity, newest.found, newest.books) == (-300, Some(4_700), 5_000), "{newest:#?}");
    // What is counted again is counted from there.
    ensure!(count(amina, 4_720, "kipimo").await?.balance == 4_720);
    ensure!(row(amina).await?.counted == -280);
    kibera.give(720).await?;
    ensure!(in_store(&kibera.other).await?.balance == 4_000);
    ensure!(count(amina, 4_000, "").await?.balance == 4_000, "the same needs no reason");

    // Nobody but a lead counts, and what a person holds is counted in their own books.
    let theirs = json!({ "person": kibera.baraka, "material": WIRE, "found": 700, "reason": "umepungua" });
    for phone in [baraka, esther] {
        ensure!(phone.call::<Value>("store.count_hand", theirs.clone()).await.unwrap_err().code == "not_allowed");
    }
    let hand: StockView = stock(amina.must("store.count_hand", theirs).await?)?;
    ensure!((hand.balance, hand.name.as_str()) == (700, "Baraka"));
    kibera.sync().await?;
    ensure!(kibera.in_hand(baraka).await?.balance == 700);
    let holding: HoldingView = baraka.must("material.holding", json!({})).await?;
    ensure!((holding.rows[0].received, holding.rows[0].counted, holding.rows[0].held) == (720, -20, 700));
    ensure!(in_store(amina).await?.balance == 4_000, "a count moves nothing into the store");
    ensure!(kibera.office.must(&["verify"])?.contains("books"), "the server's books agree");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_that_count_the_same_store_count_it_once_and_amina_says_which_holds() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, esther, .. } = &kibera.scene;
    kibera.receive(5_000, "").await?;
    kibera.sync().await?;
    // The same count by both is no matter, and counts once.
    for phone in [amina, &kibera.other] {
        count(phone, 4_900, "kipimo").await?;
    }
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let view = in_store(phone).await?;
        ensure!(view.balance == 4_900, "{view:#?}");
        ensure!(view.movements.iter().filter(|row| row.what == MovementKind::Counted).count() == 2, "both are shown");
    }
    ensure!(amina.must::<AgreeView>("agree.list", json!({})).await?.open.is_empty());

    count(amina, 4_800, "umemwagika").await?;
    count(&kibera.other, 4_860, "kipimo").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(in_store(phone).await?.balance == 4_800, "the lesser holds until somebody decides");
    }
    let open = esther.must::<AgreeView>("agree.list", json!({})).await?.open;
    ensure!(open.len() == 1 && open[0].question == MatterQuestion::Count && open[0].may_decide, "{open:#?}");
    ensure!((open[0].difference, open[0].stands.as_str()) == (60, "4800"));
    let side = open[0].sides.iter().find(|side| side.quantity == 4_860).context("a side")?;
    let decide = json!({ "matter": open[0].matter, "offer": side.offer });
    let after: AgreeView = esther.must("agree.decide", decide).await?;
    ensure!(after.open.is_empty() && after.settled[0].question == MatterQuestion::Count, "{after:#?}");
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(in_store(phone).await?.balance == 4_860);
        ensure!(phone.must::<AgreeView>("agree.list", json!({})).await?.open.is_empty());
    }
    // Whoever counts now goes on from the count that holds.
    ensure!(count(amina, 4_850, "kipimo").await?.balance == 4_850);
    kibera.sync().await?;
    ensure!(in_store(&kibera.other).await?.balance == 4_850);
    ensure!(kibera.office.must(&["verify"])?.contains("books"), "the server's books agree");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_and_what_another_phone_gave_meanwhile_both_stand() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    kibera.receive(5_000, "").await?;
    kibera.sync().await?;
    count(&kibera.other, 4_900, "kipimo").await?;
    kibera.give(600).await?;
    for phone in [&kibera.scene.amina, &kibera.other] {
        ensure!(in_store(phone).await?.balance == 4_300);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn lots_go_from_the_store_into_hands_and_back_and_everybody_sees_the_same() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    kibera.receive(1_000, "L-1").await?;
    kibera.receive(2_000, "L-2").await?;
    let give = json!({ "person": kibera.baraka, "material": WIRE, "quantity": 1_300, "assignment": null });
    amina.must::<Value>("store.issue", give).await?;
    kibera.sync().await?;
    // It is on its way: out of the store, in nobody's hands, and every screen says so and leads to the entry.
    ensure!(lots(&in_store(amina).await?) == [("L-2", 1_700)]);
    for phone in [amina, baraka, esther] {
        let hand = kibera.in_hand(phone).await?;
        ensure!((hand.balance, hand.on_the_way) == (0, 1_300) && hand.lots.is_empty(), "{hand:#?}");
        let [waits] = hand.movements.as_slice() else { anyhow::bail!("one movement: {hand:#?}") };
        ensure!(waits.waits && !waits.counts && waits.what == MovementKind::Issued && waits.quantity == 1_300);
        ensure!(waits.lots.iter().map(|part| (part.lot.as_str(), part.quantity)).eq([("L-1", 1_000), ("L-2", 300)]));
    }
    let forecast = row(amina).await?.forecast;
    ensure!((forecast.in_hands, forecast.on_the_way, forecast.to_give) == (0, 1_300, 660), "{forecast:?}");
    kibera.agrees().await?;

    // Ten grams of it did not come: they are of the lot that was begun last, and they stayed in the store.
    let waits: HoldingView = baraka.must("material.holding", json!({})).await?;
    let came = json!({ "issue": waits.to_receive[0].issue, "quantity": 1_200 });
    baraka.must::<Value>("material.receive", came).await?;
    kibera.sync().await?;
    let open = amina.must::<AgreeView>("agree.list", json!({})).await?.open;
    amina.must::<Value>("agree.decide", json!({ "matter": open[0].matter, "offer": "stayed" })).await?;
    kibera.sync().await?;
    ensure!(lots(&in_store(amina).await?) == [("L-2", 1_800)]);
    for phone in [amina, baraka, esther] {
        ensure!(lots(&kibera.in_hand(phone).await?) == [("L-1", 1_000), ("L-2", 200)]);
    }

    // What came first is used first, and what he gives back goes back to its lots.
    let used = json!({ "assignment": kibera.share(), "material": WIRE, "quantity": 900 });
    baraka.must::<Value>("material.use", used).await?;
    baraka.must::<Value>("material.give_back", json!({ "material": WIRE, "quantity": 250 })).await?;
    kibera.sync().await?;
    let store = in_store(&kibera.other).await?;
    ensure!(store.coming_back == 250 && row(amina).await?.coming_back == 250);
    kibera.agrees().await?;
    let back = json!({ "person": kibera.baraka, "material": WIRE, "quantity": 250 });
    amina.must::<Value>("store.take_back", back).await?;
    kibera.sync().await?;
    ensure!(lots(&in_store(&kibera.other).await?) == [("L-1", 100), ("L-2", 1_950)]);
    for phone in [amina, baraka, esther] {
        ensure!(lots(&kibera.in_hand(phone).await?) == [("L-2", 50)]);
    }
    kibera.agrees().await?;
    ensure!(kibera.office.must(&["verify"])?.contains("books"), "the server's books agree");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_lot_that_two_phones_gave_out_what_is_too_much_is_shown() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, .. } = &kibera.scene;
    kibera.receive(1_000, "L-1").await?;
    kibera.receive(2_000, "").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let give = json!({ "person": kibera.baraka, "material": WIRE, "quantity": 800, "assignment": null });
        phone.must::<Value>("store.issue", give).await?;
    }
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let store = in_store(phone).await?;
        let rows: Vec<_> = store.lots.iter().map(|lot| (lot.lot.as_str(), lot.left, lot.over)).collect();
        ensure!(rows == [("L-1", 0, 600), ("", 1_400, 0)], "{rows:?}");
    }
    kibera.agrees().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_office_rejects_is_no_more_among_the_accepted_of_batch_and_order() -> Result<()> {
    let kibera = Kibera::hoops().await?;
    let Scene { amina, baraka, esther, batch, .. } = &kibera.scene;
    baraka.must::<Value>("work.log", log(kibera.share(), 20)).await?;
    baraka.must::<Value>("work.hand_in", json!({ "assignment": kibera.share(), "pieces": 20 })).await?;
    kibera.sync().await?;
    let check = json!({ "assignment": kibera.share(), "accepted": 20, "rework": 0, "rejected": 0, "reason": "" });
    amina.must::<Value>("check.record", check).await?;
    kibera.sync().await?;
    let second = json!({ "assignment": kibera.share(), "good": 17, "rejected": 3, "reason": "Kona kali" });
    esther.must::<Value>("check.office", second).await?;
    kibera.sync().await?;
    for phone in [amina, esther] {
        let BatchView { row, .. } = phone.must("batch.get", json!({ "batch": batch })).await?;
        ensure!((row.accepted, row.rejected, row.unassigned, row.state) == (17, 3, 3, BatchState::ToSplit));
    }
    let orders: Vec<Value> = esther.must("order.list", json!({})).await?;
    let order = &orders.iter().find(|order| order["number"] == "PO-0772").context("the order")?["order"];
    let view: OrderView = esther.must("order.get", json!({ "order": order })).await?;
    let line = view.lines.iter().find(|line| line.product.sku == "SK-HOOP-02").context("the line")?;
    ensure!((view.row.accepted, line.accepted) == (17, 17));
    ensure!(kibera.office.must(&["verify"])?.contains("books"), "the server's books agree");
    Ok(())
}
