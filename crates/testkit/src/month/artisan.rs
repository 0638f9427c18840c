//! What the artisans do: receive, accept, make, use, hand in; on some days without the network.

use super::cast::{Cast, Person, whole};
use super::{HOUR, Made, Today};
use crate::fleet::Dice;
use anyhow::Result;
use client::api::material::HoldingView;
use client::api::work::{AssignmentRow, AssignmentState, AssignmentView, HistoryKind};
use client::api::{MaterialAmount, MaterialRef};
use domain::time::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

/// Workdays of a week.
const WORKDAYS: u32 = 6;
/// Times in a thousand that somebody has no network all day.
const NO_NETWORK: u32 = 150;

/// What the month knows of its artisans beyond what is on their phones.
pub struct Artisans {
    /// Who is ill, from day to day: works nothing and syncs nothing.
    ill: (Person, std::ops::Range<u32>),
    /// Minutes that somebody worked towards the next piece.
    begun: BTreeMap<Person, u32>,
    /// Whether somebody has counted material and found less than was written down.
    counted: bool,
}

impl Artisans {
    /// Mutua falls ill for some days.
    pub fn new(_: &Cast, dice: &mut Dice) -> Self {
        let from = dice.count(14, 16);
        Self { ill: (Person("Mutua"), from..from + 6), begun: BTreeMap::new(), counted: false }
    }

    /// A day of everybody's.
    pub async fn day(
        &mut self,
        cast: &mut Cast,
        until: Timestamp,
        today: Today,
        dice: &mut Dice,
        made: &mut Made,
    ) -> Result<()> {
        for person in Person::ARTISANS {
            let (ill, days) = &self.ill;
            if person == *ill && days.contains(&today.number) {
                continue;
            }
            cast.wakes(today, until, 8 * HOUR + i64::from(dice.count(0, 90)) * 60);
            let network = !dice.permille(NO_NETWORK);
            if network {
                cast.sync(&[person]).await?;
            }
            self.receive(cast, person, today, dice).await?;
            self.work(cast, until, person, dice, made).await?;
            if network {
                cast.sync(&[person]).await?;
            }
        }
        Ok(())
    }

    async fn receive(&mut self, cast: &Cast, person: Person, today: Today, dice: &mut Dice) -> Result<()> {
        let holding: HoldingView = cast.must(person, "material.holding", json!({})).await?;
        for issue in holding.to_receive {
            let mut quantity = issue.quantity;
            if !self.counted && today.left() <= 10 && quantity > 100 {
                // The one thing that is left to agree on.
                quantity -= 80;
                self.counted = true;
            }
            cast.does(person, "material.receive", json!({ "issue": issue.issue, "quantity": quantity })).await?;
        }
        for row in holding.rows.iter().filter(|row| row.held > 0) {
            if dice.permille(15) {
                let some = whole((row.held / 20).max(1), &row.material).min(row.held);
                let some = json!({ "material": row.material.code, "quantity": some });
                let what = if dice.permille(500) { "material.scrap" } else { "material.give_back" };
                cast.does(person, what, some).await?;
            }
        }
        Ok(())
    }

    async fn work(
        &mut self,
        cast: &Cast,
        until: Timestamp,
        person: Person,
        dice: &mut Dice,
        made: &mut Made,
    ) -> Result<()> {
        let all: Vec<AssignmentRow> = cast.must(person, "work.list", json!({})).await?;
        let hours = cast.members.get(person.0).and_then(|member| member.hours_per_week).unwrap_or(20);
        // Some days are long and some are short; on average the hours they said.
        let day = hours * 60 / WORKDAYS;
        let mut minutes = self.begun.remove(&person).unwrap_or(0) + dice.count(day * 6 / 10, day * 13 / 10);
        for row in all {
            match row.state {
                AssignmentState::Offered => {
                    let no = dice.permille(25);
                    let reason = if no { "Sina muda wa kutosha" } else { "" };
                    let args = json!({ "assignment": row.assignment, "accept": !no, "reason": reason });
                    cast.does(person, "work.decide", args).await?;
                    if no {
                        continue;
                    }
                }
                AssignmentState::Accepted | AssignmentState::InProgress | AssignmentState::Rework => {}
                _ => continue,
            }
            minutes = self.make(cast, until, person, &row.assignment, minutes, dice, made).await?;
        }
        self.begun.insert(person, minutes.min(60));
        Ok(())
    }

    /// Works on one assignment for at most so many minutes, and says how many are left.
    #[allow(clippy::too_many_arguments, reason = "one day's work has as many sides")]
    async fn make(
        &self,
        cast: &Cast,
        until: Timestamp,
        person: Person,
        assignment: &str,
        minutes: u32,
        dice: &mut Dice,
        made: &mut Made,
    ) -> Result<u32> {
        let of = json!({ "assignment": assignment });
        let view: AssignmentView = cast.must(person, "work.get", of.clone()).await?;
        let each = view.minutes_per_piece.unwrap_or(30).max(1);
        let to_make = view.row.pieces.saturating_sub(view.row.logged);
        let pieces = (minutes / each).min(to_make).min(self.enough(cast, person, &view).await?);
        let mut left = minutes;
        if pieces > 0 {
            let took = pieces * each;
            cast.passes(took.min(600), until);
            let took = (took * dice.count(90, 112) / 100).clamp(1, 1_000);
            log(cast, person, assignment, pieces, took, dice, made).await?;
            self.use_material(cast, person, assignment).await?;
            left = minutes.saturating_sub(pieces * each);
        }
        let view: AssignmentView = cast.must(person, "work.get", of).await?;
        let (row, all) = (&view.row, view.row.logged >= view.row.pieces);
        let with_me = (row.logged + row.rework).saturating_sub(row.handed_in).min(row.open);
        let part = row.handed_in == 0 && row.logged * 2 >= row.pieces && row.logged >= 8;
        if with_me > 0 && (all || part) {
            let args = json!({ "assignment": assignment, "pieces": with_me });
            cast.does(person, "work.hand_in", args).await?;
            made.hand_ins += 1;
        }
        Ok(left)
    }

    /// For how many pieces the person holds material.
    async fn enough(&self, cast: &Cast, person: Person, view: &AssignmentView) -> Result<u32> {
        let holding: HoldingView = cast.must(person, "material.holding", json!({})).await?;
        let mut most = u32::MAX;
        for Takes { material, each, used } in takes(view) {
            let held = holding.rows.iter().find(|row| row.material.code == material.code).map_or(0, |row| row.held);
            // A sheet of sanding paper that was begun is not held any more, and does for more pieces.
            let ahead = (used - each * i64::from(view.row.logged)).max(0);
            most = most.min(u32::try_from((held + ahead) / each).unwrap_or(0));
        }
        Ok(most)
    }

    /// Writes down what the pieces made so far took.
    async fn use_material(&self, cast: &Cast, person: Person, assignment: &str) -> Result<()> {
        let view: AssignmentView = cast.must(person, "work.get", json!({ "assignment": assignment })).await?;
        for Takes { material, each, used } in takes(&view) {
            let quantity = whole(each * i64::from(view.row.logged) - used, &material);
            if quantity > 0 {
                let args = json!({ "assignment": assignment, "material": material.code, "quantity": quantity });
                cast.does(person, "material.use", args).await?;
            }
        }
        Ok(())
    }
}

/// What an assignment takes of a material.
struct Takes {
    material: MaterialRef,
    /// For each piece, in tenths.
    each: i64,
    /// Used so far, in tenths.
    used: i64,
}

fn takes(view: &AssignmentView) -> Vec<Takes> {
    let all = i64::from(view.row.pieces.max(1));
    let used = |code: &str| view.used.iter().find(|used| used.material.code == code).map_or(0, |used| used.quantity);
    let of = |need: &MaterialAmount| Takes {
        material: need.material.clone(),
        each: need.quantity / all,
        used: used(&need.material.code),
    };
    view.needed.iter().map(of).filter(|takes| takes.each > 0).collect()
}

/// Writes a log; now and then a wrong one first, which is corrected.
async fn log(
    cast: &Cast,
    person: Person,
    assignment: &str,
    pieces: u32,
    minutes: u32,
    dice: &mut Dice,
    made: &mut Made,
) -> Result<()> {
    let scrap = u32::from(dice.permille(120));
    let note = if scrap > 0 { "Malighafi ilikuwa na kasoro" } else { "" };
    let write = |minutes: u32, corrects: Option<String>| {
        json!({ "assignment": assignment, "pieces": pieces, "minutes": minutes, "scrap": scrap, "note": note,
                "corrects": corrects })
    };
    if dice.permille(50) {
        let wrong = write((minutes * 10).min(1_400), None);
        let view: AssignmentView = cast.must(person, "work.log", wrong).await?;
        let slip = view.history.iter().find(|row| row.what == HistoryKind::Log && !row.replaced);
        cast.does(person, "work.log", write(minutes, slip.map(|row| row.entry.clone()))).await?;
        made.logs += 2;
        return Ok(());
    }
    cast.does(person, "work.log", write(minutes, None)).await?;
    made.logs += 1;
    Ok(())
}
