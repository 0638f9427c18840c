//! What two phones wrote without knowing of each other does not fit together: a person is shown both sides, decides, and
//! the books follow the decision on every phone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use anyhow::{Context, Result, ensure};
use client::api::agree::{AgreeView, DecisionChoice, MatterQuestion, MatterRow};
use client::api::material::{HoldingView, StoreView};
use client::api::pay::EarningsView;
use client::api::work::{AssignmentView, HistoryKind};
use client::api::workshop::{BatchState, BatchView};
use serde_json::{Value, json};
use testkit::{Handset, Office, Scene, log, phone};

const WIRE: &str = "BRASS-WIRE";

/// Amina's two phones, Baraka's phone, and his share, which he has accepted.
struct Kibera {
    scene: Scene,
    /// The second phone of the lead.
    other: Handset,
    share: String,
    office: Office,
}

impl Kibera {
    async fn with(pieces: u32) -> Result<Self> {
        let office = Office::with_examples()?;
        let scene = Scene::offered(&office, office.url(), "PO-0772", "SK-HOOP-02", &[pieces]).await?;
        let share = scene.assignments.first().context("a share")?.clone();
        let other = phone(&office, "Amina", office.url()).await?;
        Ok(Self { scene, other, share, office })
    }

    async fn accepted(pieces: u32) -> Result<Self> {
        let kibera = Self::with(pieces).await?;
        kibera.scene.accept(&kibera.share).await?;
        kibera.sync().await?;
        Ok(kibera)
    }

    /// Everybody hears of everybody.
    async fn sync(&self) -> Result<()> {
        let all = [&self.scene.baraka, &self.scene.amina, &self.other, &self.scene.esther];
        for _ in 0..2 {
            for phone in all {
                phone.sync().await?;
            }
        }
        Ok(())
    }

    async fn hand_in(&self, pieces: u32) -> Result<()> {
        let baraka = &self.scene.baraka;
        baraka.must::<Value>("work.log", log(&self.share, pieces)).await?;
        baraka.must::<Value>("work.hand_in", json!({ "assignment": self.share, "pieces": pieces })).await.map(drop)
    }

    async fn work(&self, phone: &Handset) -> Result<AssignmentView> {
        phone.must("work.get", json!({ "assignment": self.share })).await
    }
}

async fn open(phone: &Handset) -> Result<Vec<MatterRow>> {
    Ok(phone.must::<AgreeView>("agree.list", json!({})).await?.open)
}

/// The only matter that is open.
async fn only(phone: &Handset, question: MatterQuestion) -> Result<MatterRow> {
    let mut all = open(phone).await?;
    ensure!(all.len() == 1, "{all:#?}");
    let one = all.pop().context("a matter")?;
    ensure!(one.question == question, "{one:#?}");
    Ok(one)
}

async fn decide(phone: &Handset, matter: &MatterRow, offer: &str) -> Result<AgreeView> {
    phone.must("agree.decide", json!({ "matter": matter.matter, "offer": offer })).await
}

async fn in_store(phone: &Handset) -> Result<i64> {
    let store: StoreView = phone.must("store.list", json!({})).await?;
    store.rows.iter().find(|row| row.material.code == WIRE).map(|row| row.in_store).context("wire")
}

async fn held(phone: &Handset) -> Result<i64> {
    let holding: HoldingView = phone.must("material.holding", json!({})).await?;
    Ok(holding.rows.iter().find(|row| row.material.code == WIRE).map_or(0, |row| row.held))
}

/// 500 grams come into the store, 190 go to Baraka, and 180 of them come.
async fn ten_grams_short(kibera: &Kibera) -> Result<()> {
    give_wire(kibera).await?;
    confirm(&kibera.scene.baraka, 1_800).await?;
    kibera.sync().await
}

async fn confirm(artisan: &Handset, quantity: i64) -> Result<()> {
    let waits: HoldingView = artisan.must("material.holding", json!({})).await?;
    let issue = &waits.to_receive.first().context("an issue")?.issue;
    artisan.must::<Value>("material.receive", json!({ "issue": issue, "quantity": quantity })).await.map(drop)
}

async fn give_wire(kibera: &Kibera) -> Result<()> {
    let Scene { amina, baraka, .. } = &kibera.scene;
    let me: Value = baraka.must("person.me", json!({})).await?;
    amina.must::<Value>("store.receive", json!({ "material": WIRE, "quantity": 5_000, "lot": "" })).await?;
    let give = json!({ "person": me["person"], "material": WIRE, "quantity": 1_900, "assignment": null });
    amina.must::<Value>("store.issue", give).await?;
    kibera.sync().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_an_issue_last_holds_when_another_phone_had_counted_less() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    give_wire(&kibera).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    let other = phone(&kibera.office, "Baraka", kibera.office.url()).await?;
    confirm(baraka, 1_800).await?;
    kibera.sync().await?;
    decide(amina, &only(amina, MatterQuestion::Receipt).await?, "stayed").await?;
    ensure!(in_store(amina).await? == 3_200, "the ten grams are back in the books");

    // The other phone, which knew of none of it, had said 170 grams.
    confirm(&other, 1_700).await?;
    other.sync().await?;
    kibera.sync().await?;
    let again = only(amina, MatterQuestion::Receipt).await?;
    ensure!((again.difference, held(baraka).await?) == (200, 1_700), "{again:#?}");
    decide(amina, &again, "lost").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(in_store(phone).await? == 3_100, "all that is missing was lost: {}", in_store(phone).await?);
        ensure!(open(phone).await?.is_empty());
    }
    books_add_up(&kibera).await
}

/// Amina gives so much more wire to who has `phone`.
async fn give(kibera: &Kibera, phone: &Handset, quantity: i64) -> Result<()> {
    let me: Value = phone.must("person.me", json!({})).await?;
    let give = json!({ "person": me["person"], "material": WIRE, "quantity": quantity, "assignment": null });
    kibera.scene.amina.must::<Value>("store.issue", give).await?;
    kibera.sync().await?;
    phone.sync().await
}

async fn missing(phone: &Handset, difference: i64) -> Result<MatterRow> {
    open(phone).await?.into_iter().find(|row| row.difference == difference).context("a matter of that difference")
}

async fn books_add_up(kibera: &Kibera) -> Result<()> {
    let verified = kibera.office.run(&["verify"])?;
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    ensure!(verified.status.success() && said.contains("the books add up"), "{said}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_wanjirus_first_issue_leaves_that_of_barakas_alone() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    ten_grams_short(&kibera).await?;
    let amina = &kibera.scene.amina;
    let wanjiru = phone(&kibera.office, "Wanjiru", kibera.office.url()).await?;
    give(&kibera, &wanjiru, 1_000).await?;
    confirm(&wanjiru, 700).await?;
    wanjiru.sync().await?;
    kibera.sync().await?;
    decide(amina, &missing(amina, 100).await?, "stayed").await?;
    decide(amina, &missing(amina, 300).await?, "lost").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(in_store(phone).await? == 5_000 - 1_900 - 1_000 + 100, "{}", in_store(phone).await?);
        ensure!(open(phone).await?.is_empty());
    }
    books_add_up(&kibera).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_leads_say_of_an_issue_apart_and_by_other_numbers_comes_up_again() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    give_wire(&kibera).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    let second = phone(&kibera.office, "Baraka", kibera.office.url()).await?;
    second.network(false).await?;
    confirm(baraka, 1_800).await?;
    give(&kibera, baraka, 1_000).await?;
    confirm(baraka, 970).await?;
    kibera.sync().await?;
    amina.network(false).await?;
    confirm(&second, 1_700).await?;
    second.network(true).await?;
    second.sync().await?;
    kibera.other.sync().await?;
    decide(&kibera.other, &missing(&kibera.other, 200).await?, "lost").await?;
    // Her second entry in that ledger is greater than the other phone's first.
    decide(amina, &missing(amina, 30).await?, "stayed").await?;
    decide(amina, &missing(amina, 100).await?, "stayed").await?;
    amina.network(true).await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let again = only(phone, MatterQuestion::Receipt).await?;
        ensure!((again.difference, again.decided.len()) == (200, 2), "{again:#?}");
    }
    decide(amina, &only(amina, MatterQuestion::Receipt).await?, "lost").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(open(phone).await?.is_empty(), "{:#?}", open(phone).await?);
        ensure!(in_store(phone).await? == 5_000 - 1_900 - 1_000 + 30, "{}", in_store(phone).await?);
    }
    ensure!(held(baraka).await? == 1_700 + 970);
    books_add_up(&kibera).await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_grams_that_did_not_come_are_a_matter_until_amina_decides() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    ten_grams_short(&kibera).await?;
    let Scene { amina, baraka, esther, .. } = &kibera.scene;
    ensure!(open(baraka).await?.is_empty(), "an artisan is not asked");
    for phone in [amina, &kibera.other, esther] {
        let matter = only(phone, MatterQuestion::Receipt).await?;
        ensure!(matter.difference == 100 && matter.stands == "1800" && matter.name == "Baraka", "{matter:#?}");
        let sides: Vec<_> = matter.sides.iter().map(|side| (side.signed.by.as_str(), side.quantity)).collect();
        ensure!(sides == [("Amina", 1_900), ("Baraka", 1_800)], "{sides:?}");
        ensure!(matter.sides.iter().all(|side| side.signed.at.is_some()) && matter.may_decide);
    }
    ensure!((in_store(amina).await?, held(baraka).await?) == (3_100, 1_800));
    let matter = only(amina, MatterQuestion::Receipt).await?;
    let after = decide(amina, &matter, "stayed").await?;
    ensure!(after.open.is_empty() && after.settled.len() == 1, "{after:#?}");
    // Pressed twice: nothing more happens.
    decide(amina, &matter, "stayed").await?;
    kibera.sync().await?;
    ensure!((in_store(amina).await?, in_store(&kibera.other).await?, held(baraka).await?) == (3_200, 3_200, 1_800));
    ensure!(open(esther).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_phones_that_decide_differently_bring_the_matter_up_again_and_it_counts_once() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    ten_grams_short(&kibera).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    let matter = only(amina, MatterQuestion::Receipt).await?;
    decide(amina, &matter, "stayed").await?;
    decide(&kibera.other, &matter, "arrived").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let again = only(phone, MatterQuestion::Receipt).await?;
        ensure!(again.decided.len() == 2, "{again:#?}");
        // One of the two stands on every phone, never both.
        ensure!(in_store(phone).await? + held(baraka).await? == 5_000);
    }
    decide(amina, &only(amina, MatterQuestion::Receipt).await?, "lost").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        ensure!(open(phone).await?.is_empty());
        ensure!((in_store(phone).await?, held(baraka).await?) == (3_100, 1_800));
    }
    let trail = kibera.other.must::<AgreeView>("agree.list", json!({})).await?.settled;
    ensure!(trail.len() == 3 && trail.iter().any(|row| row.choice == DecisionChoice::Lost), "{trail:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_handed_in_by_two_phones_are_counted_once_when_the_lead_says_so() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    kibera.hand_in(20).await?;
    // On his behalf, on a phone that has not heard of it.
    amina.must::<Value>("work.hand_in", json!({ "assignment": kibera.share, "pieces": 20 })).await?;
    kibera.sync().await?;
    let matter = only(amina, MatterQuestion::HandedIn).await?;
    ensure!(matter.difference == 20 && matter.sides.len() == 3, "{matter:#?}");
    decide(amina, &matter, "twice").await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other, baraka] {
        let row = kibera.work(phone).await?.row;
        ensure!((row.handed_in, row.waiting, row.pieces) == (20, 20, 20), "{row:#?}");
    }
    ensure!(open(&kibera.other).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_too_many_that_are_really_there_are_taken_and_can_be_paid() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let amina = &kibera.scene.amina;
    kibera.hand_in(20).await?;
    amina.must::<Value>("work.hand_in", json!({ "assignment": kibera.share, "pieces": 3 })).await?;
    kibera.sync().await?;
    decide(amina, &only(amina, MatterQuestion::HandedIn).await?, "real").await?;
    kibera.sync().await?;
    let row = kibera.work(&kibera.scene.baraka).await?.row;
    ensure!((row.pieces, row.handed_in, row.waiting) == (23, 23, 23), "{row:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_checked_by_both_phones_of_the_lead_are_paid_once() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    kibera.hand_in(20).await?;
    kibera.sync().await?;
    for (phone, accepted) in [(amina, 20), (&kibera.other, 18)] {
        let check = json!({ "assignment": kibera.share, "accepted": accepted, "rework": 0, "rejected": 20 - accepted,
                            "reason": "imepinda" });
        phone.must::<Value>("check.record", check).await?;
    }
    kibera.sync().await?;
    let matter = only(amina, MatterQuestion::Checked).await?;
    ensure!(matter.difference == 20, "{matter:#?}");
    let struck = matter.sides.iter().filter(|side| !side.offer.is_empty()).map(|side| side.offer.clone());
    let struck: Vec<String> = struck.collect();
    ensure!(struck.len() == 2 && matter.offers == ["real"], "{matter:#?}");
    decide(amina, &matter, struck.first().context("a check")?).await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other, baraka] {
        let view = kibera.work(phone).await?;
        let struck = view.history.iter().filter(|event| event.replaced).count();
        ensure!(view.row.accepted + view.row.rejected == 20 && struck == 1, "{:#?}", view.row);
    }
    let earned: EarningsView = baraka.must("earnings.month", json!({ "month": null })).await?;
    let row = kibera.work(baraka).await?.row;
    ensure!(earned.total == i64::from(row.accepted) * row.rate && earned.lines.len() == 1, "{earned:#?}");
    ensure!(open(&kibera.other).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_was_wrong_is_taken_back_and_the_pieces_are_checked_again() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    kibera.hand_in(20).await?;
    kibera.sync().await?;
    let record = |accepted: u32, rework: u32| json!({ "assignment": kibera.share, "accepted": accepted, "rework": rework, "rejected": 0, "reason": "imepinda" });
    amina.must::<Value>("check.record", record(2, 18)).await?;
    kibera.sync().await?;
    let view = kibera.work(amina).await?;
    let check = view.history.iter().find(|event| event.rework == 18).context("a check")?.entry.clone();
    let wrong = json!({ "assignment": kibera.share, "check": check });
    let no = baraka.call::<Value>("check.take_back", wrong.clone()).await.unwrap_err();
    ensure!(no.code == "not_allowed", "{no:?}");
    // Amina's two phones take it back without knowing of each other, one of them twice.
    for phone in [amina, &kibera.other, amina] {
        phone.must::<AssignmentView>("check.take_back", wrong.clone()).await?;
    }
    kibera.sync().await?;
    for phone in [amina, &kibera.other, baraka] {
        let view = kibera.work(phone).await?;
        let struck = view.history.iter().filter(|event| event.replaced).count();
        ensure!(view.row.waiting == 20 && view.row.accepted == 0 && struck == 1, "{:#?}", view.row);
    }
    amina.must::<Value>("check.record", record(18, 2)).await?;
    kibera.sync().await?;
    let row = kibera.work(baraka).await?.row;
    let earned: EarningsView = baraka.must("earnings.month", json!({ "month": null })).await?;
    ensure!(row.accepted == 18 && earned.total == 18 * row.rate && earned.lines.len() == 1, "{earned:#?}");
    ensure!(open(amina).await?.is_empty() && open(&kibera.other).await?.is_empty());

    // What was sent back comes again: that check stays as it is.
    baraka.must::<Value>("work.hand_in", json!({ "assignment": kibera.share, "pieces": 2 })).await?;
    kibera.sync().await?;
    let view = kibera.work(amina).await?;
    let check = view.history.iter().find(|event| event.rework == 2).context("a check")?.entry.clone();
    let late = json!({ "assignment": kibera.share, "check": check });
    let no = amina.call::<Value>("check.take_back", late).await.unwrap_err();
    ensure!(no.code == "gone_on", "{no:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_that_were_written_down_and_did_not_come_are_open_again() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    kibera.hand_in(20).await?;
    kibera.sync().await?;
    let fewer = |pieces: u32| json!({ "assignment": kibera.share, "pieces": pieces });
    ensure!(amina.call::<Value>("check.not_here", fewer(21)).await.unwrap_err().code == "more_than_handed_in");
    ensure!(baraka.call::<Value>("check.not_here", fewer(2)).await.unwrap_err().code == "not_allowed");
    // Both of her phones say so, without knowing of each other.
    for phone in [amina, &kibera.other] {
        phone.must::<BatchView>("check.not_here", fewer(2)).await?;
    }
    kibera.sync().await?;
    for phone in [amina, &kibera.other, baraka] {
        let row = kibera.work(phone).await?.row;
        ensure!((row.handed_in, row.waiting, row.open) == (18, 18, 2), "{row:#?}");
    }
    let history = kibera.work(baraka).await?.history;
    let fewer_came: Vec<_> = history.iter().filter(|event| event.what == HistoryKind::NotHere).collect();
    ensure!(
        fewer_came.len() == 1 && fewer_came.iter().all(|event| event.pieces == 2 && event.by == "Amina"),
        "{history:#?}"
    );
    // They are found and come the next day; and then the same again is another two.
    baraka.must::<Value>("work.hand_in", fewer(2)).await?;
    kibera.sync().await?;
    let row = kibera.work(amina).await?.row;
    ensure!((row.handed_in, row.waiting, row.open) == (20, 20, 0), "{row:#?}");
    amina.must::<BatchView>("check.not_here", fewer(2)).await?;
    let row = kibera.work(amina).await?.row;
    ensure!((row.handed_in, row.waiting, row.open) == (18, 18, 2), "{row:#?}");
    ensure!(open(amina).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_given_out_on_two_phones_is_shown_and_one_share_taken_back() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    let Scene { amina, batch, .. } = &kibera.scene;
    let share = amina.must::<BatchView>("batch.get", json!({ "batch": batch })).await?;
    let first = share.shares.first().context("a share")?;
    // Taken back, and then given out again on both phones.
    amina.must::<Value>("assignment.withdraw", json!({ "assignment": first.assignment })).await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other] {
        let shares = json!([{ "person": first.person, "pieces": 20 }]);
        phone.must::<Value>("batch.split", json!({ "batch": batch, "shares": shares, "note": "" })).await?;
    }
    kibera.sync().await?;
    let matter = only(&kibera.other, MatterQuestion::Split).await?;
    ensure!(matter.difference == 20 && matter.sides.len() == 3, "{matter:#?}");
    let taken = matter.sides.iter().find(|side| side.offer.starts_with("withdraw:")).context("a share")?;
    decide(&kibera.other, &matter, &taken.offer).await?;
    kibera.sync().await?;
    ensure!(open(amina).await?.is_empty());
    let view = amina.must::<BatchView>("batch.get", json!({ "batch": batch })).await?;
    ensure!(view.row.assigned == 20, "{:#?}", view.row);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_and_a_no_are_both_shown_with_names_and_amina_settles_it() -> Result<()> {
    let kibera = Kibera::with(20).await?;
    let Scene { amina, baraka, .. } = &kibera.scene;
    kibera.scene.accept(&kibera.share).await?;
    let no = json!({ "assignment": kibera.share, "accept": false, "reason": "anaumwa" });
    amina.must::<Value>("work.decide", no).await?;
    kibera.sync().await?;
    let matter = only(amina, MatterQuestion::Field).await?;
    ensure!(matter.field == "decision" && matter.may_decide, "{matter:#?}");
    let mut by: Vec<_> = matter.sides.iter().map(|side| side.signed.by.as_str()).collect();
    by.sort_unstable();
    ensure!(by == ["Amina", "Baraka"] && matter.sides.iter().all(|side| side.signed.at.is_some()), "{matter:#?}");
    let hers = matter.sides.iter().find(|side| side.signed.by == "Amina").context("her side")?;
    ensure!(hers.value == "declined anaumwa" && matter.stands == "accepted", "{matter:#?}");
    decide(amina, &matter, &hers.offer).await?;
    kibera.sync().await?;
    for phone in [amina, &kibera.other, baraka] {
        let view = kibera.work(phone).await?;
        ensure!(view.decline_reason == "anaumwa", "{}: {view:#?}", phone.profile());
        ensure!(open(phone).await?.is_empty());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_goes_on_after_it_was_recorded_complete_is_recorded_again() -> Result<()> {
    let kibera = Kibera::accepted(20).await?;
    let Scene { amina, batch, .. } = &kibera.scene;
    let good =
        |pieces| json!({ "assignment": kibera.share, "accepted": pieces, "rework": 0, "rejected": 0, "reason": "" });
    kibera.hand_in(15).await?;
    kibera.sync().await?;
    amina.must::<Value>("check.record", good(15)).await?;
    amina.must::<Value>("batch.complete", json!({ "batch": batch, "reason": "shaba iliisha" })).await?;
    // Baraka, who does not see that, goes on.
    kibera.hand_in(5).await?;
    kibera.sync().await?;
    let waiting = only(amina, MatterQuestion::Completion).await?;
    ensure!(waiting.offers == ["leave"], "first the pieces have to be checked: {waiting:#?}");
    amina.must::<Value>("check.record", good(5)).await?;
    let matter = only(amina, MatterQuestion::Completion).await?;
    ensure!(matter.offers == ["real", "leave"] && matter.difference == 5, "{matter:#?}");
    decide(amina, &matter, "real").await?;
    kibera.sync().await?;
    let view = kibera.other.must::<BatchView>("batch.get", json!({ "batch": batch })).await?;
    let recorded = view.completion.context("complete")?;
    ensure!(
        view.row.state == BatchState::Complete && (recorded.accepted, recorded.missing) == (20, 0),
        "{recorded:#?}"
    );
    ensure!(open(&kibera.other).await?.is_empty());
    Ok(())
}
