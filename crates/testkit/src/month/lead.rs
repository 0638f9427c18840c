//! What Amina does: splits, material, checks, completions.

use super::cast::{Cast, Person, whole};
use super::{Made, Today};
use crate::fleet::Dice;
use anyhow::Result;
use client::api::material::StoreView;
use client::api::plan::{SuggestedShare, SuggestedSplit};
use client::api::work::AssignmentRow;
use client::api::workshop::{BatchRow, BatchState, BatchView};
use serde_json::json;

/// Why pieces go back, as the buttons say it.
const REASONS: [&str; 3] =
    ["Ukubwa au umbo si sahihi", "Vina mikwaruzo au havijalainishwa", "Kiungo dhaifu au sehemu imelegea"];
/// Of material that comes into the store, in tenths, beyond what a batch takes.
const SPARE: i64 = 2_000;

async fn batches(cast: &Cast) -> Result<Vec<BatchRow>> {
    let all: Vec<BatchRow> = cast.must(Person::AMINA, "batch.list", json!({})).await?;
    Ok(all.into_iter().filter(|row| !matches!(row.state, BatchState::Complete | BatchState::Cancelled)).collect())
}

/// Gives out what nobody has, with the material for it.
pub async fn morning(cast: &Cast, today: Today, dice: &mut Dice, made: &mut Made) -> Result<()> {
    take_back(cast).await?;
    for row in batches(cast).await?.into_iter().filter(|row| row.unassigned > 0) {
        let of = json!({ "batch": row.batch });
        let suggested: SuggestedSplit = cast.must(Person::AMINA, "batch.suggest", of.clone()).await?;
        let shares = few(suggested.shares, row.unassigned, dice);
        if shares.is_empty() {
            continue; // Nobody has the hours: it waits, and is at risk.
        }
        let before: BatchView = cast.must(Person::AMINA, "batch.get", of).await?;
        let given: Vec<_> =
            shares.iter().map(|(person, pieces)| json!({ "person": person, "pieces": pieces })).collect();
        let split = json!({ "batch": row.batch, "shares": given, "note": "" });
        cast.must::<BatchView>(Person::AMINA, "batch.split", split).await?;
        made.shares += u32::try_from(given.len())?;
        // In the last days the store's supplier is late: whoever got work then waits for material.
        if today.left() <= 2 && dice.permille(400) {
            continue;
        }
        for (person, pieces) in shares {
            material(cast, &before, person, pieces, today, dice).await?;
        }
    }
    Ok(())
}

/// Two to four people of a suggestion, those with most pieces, and all pieces over them as far as they have hours.
fn few(mut shares: Vec<SuggestedShare>, pieces: u32, dice: &mut Dice) -> Vec<(u32, u32)> {
    shares.retain(|share| share.room > 0);
    shares.sort_by_key(|share| (std::cmp::Reverse(share.pieces), share.id));
    shares.truncate(usize::try_from(dice.count(2, 4)).unwrap_or(2));
    let (mut left, mut people) = (pieces, u32::try_from(shares.len()).unwrap_or(0));
    let mut given = Vec::new();
    for share in shares {
        let fair = left.div_ceil(people.max(1)).min(share.room);
        if fair > 0 {
            given.push((share.id, fair));
        }
        (left, people) = (left - fair, people - 1);
    }
    given
}

/// Gives somebody the material for so many pieces; what the store has not comes in first.
async fn material(
    cast: &Cast,
    batch: &BatchView,
    person: u32,
    pieces: u32,
    today: Today,
    dice: &mut Dice,
) -> Result<()> {
    for need in &batch.needed {
        let (code, each) = (&need.material.code, need.needed / i64::from(batch.row.pieces.max(1)));
        // A tenth more than the list says, since some is always cut away.
        let quantity =
            whole(each * i64::from(pieces) + each.max(10) / 10 * i64::from(pieces.div_ceil(10)), &need.material);
        let store: StoreView = cast.must(Person::AMINA, "store.list", json!({})).await?;
        let there = store.rows.iter().find(|row| row.material.code == *code).map_or(0, |row| row.in_store);
        if there < quantity {
            let lot = format!("L{}-{}", today.day, dice.count(1, 9));
            let receive = json!({ "material": code, "quantity": quantity - there + SPARE, "lot": lot });
            cast.does(Person::AMINA, "store.receive", receive).await?;
        }
        let issue = json!({ "person": person, "material": code, "quantity": quantity, "assignment": null });
        cast.does(Person::AMINA, "store.issue", issue).await?;
    }
    Ok(())
}

/// What people say they brought back is taken back.
async fn take_back(cast: &Cast) -> Result<()> {
    let store: StoreView = cast.must(Person::AMINA, "store.list", json!({})).await?;
    for row in store.to_take_back {
        let args = json!({ "person": row.person, "material": row.material.code, "quantity": row.quantity });
        cast.does(Person::AMINA, "store.take_back", args).await?;
    }
    Ok(())
}

/// Checks what was handed in, and records what is complete. The last days' is left for whoever looks at the month.
pub async fn evening(cast: &Cast, today: Today, dice: &mut Dice, made: &mut Made) -> Result<()> {
    for row in batches(cast).await? {
        let of = json!({ "batch": row.batch });
        let view: BatchView = cast.must(Person::AMINA, "batch.get", of.clone()).await?;
        for share in view.shares.iter().filter(|share| share.waiting > 0) {
            if today.left() > 1 || dice.permille(300) {
                check(cast, share, dice, made).await?;
            }
        }
        let view: BatchView = cast.must(Person::AMINA, "batch.get", of).await?;
        let whole = view.row.state == BatchState::Ready;
        // What is rejected is hardly ever worth a new start when it is one piece or two.
        let short = view.row.unassigned > 0
            && view.row.unassigned <= 2
            && view.row.accepted + view.row.rejected == view.row.pieces
            && view.row.accepted > 0;
        if (whole || short) && today.left() > 2 {
            let reason = if whole { "" } else { "Ubora haukufikia" };
            cast.does(Person::AMINA, "batch.complete", json!({ "batch": row.batch, "reason": reason })).await?;
        }
    }
    Ok(())
}

async fn check(cast: &Cast, share: &AssignmentRow, dice: &mut Dice, made: &mut Made) -> Result<()> {
    let rework = if dice.permille(300) { dice.count(1, 3).min(share.waiting) } else { 0 };
    let rejected = u32::from(share.waiting > rework && dice.permille(120));
    let reason = if rework + rejected > 0 { dice.pick(&REASONS).copied().unwrap_or_default() } else { "" };
    let check = json!({ "assignment": share.assignment, "accepted": share.waiting - rework - rejected, "rework": rework,
                        "rejected": rejected, "reason": reason });
    cast.must::<BatchView>(Person::AMINA, "check.record", check).await?;
    made.checks += 1;
    made.rework += rework;
    Ok(())
}
