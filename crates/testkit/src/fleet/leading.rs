//! What a workshop's lead does: splits batches, checks and completes, looks after the store, writes for members.

use super::deed::{Amount, Stock, checked, completed, moved, planned};
use super::habits::{Deed, month, share};
use super::office::MATERIALS;
use super::world::World;
use anyhow::Result;
use client::api::material::StoreView;
use client::api::person::MemberRow;
use client::api::work::AssignmentState;
use client::api::workshop::{BatchRow, BatchState, BatchView};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{Feed, Kind};
use serde_json::{Value, json};

impl World {
    /// One thing that a lead does.
    pub fn lead(&mut self, user: usize, workshop: WorkshopId, me: PersonId) -> Result<()> {
        match self.dice.count(0, 9) {
            0 | 1 => self.keep_store(user, workshop, me),
            2 => self.handle_material(user, workshop, me),
            _ => self.look_at_batches(user, workshop),
        }
    }

    fn look_at_batches(&mut self, user: usize, workshop: WorkshopId) -> Result<()> {
        let Some(rows) = self.look::<Vec<BatchRow>>(user, "batch.list", json!({}))? else { return Ok(()) };
        let open: Vec<_> = rows.into_iter().filter(|row| row.workshop.workshop == workshop.0 && is_open(row)).collect();
        let to_check: Vec<_> = open.iter().filter(|row| row.waiting > 0).collect();
        let to_split: Vec<_> = open.iter().filter(|row| row.unassigned > 0).collect();
        let ready: Vec<_> = open.iter().filter(|row| row.state == BatchState::Ready).collect();
        let choice = self.dice.count(0, 9);
        if choice == 0 {
            let Some(row) = self.dice.pick(&open) else { return Ok(()) };
            return self.write_for_a_member(user, row);
        }
        if let Some(row) = self.dice.pick(&ready).filter(|_| choice < 4) {
            return self.complete(user, workshop, row, "");
        }
        if let Some(row) = self.dice.pick(&to_check).filter(|_| choice < 7) {
            return self.check(user, row);
        }
        if let Some(row) = self.dice.pick(&to_split) {
            return self.split(user, workshop, row);
        }
        match self.dice.pick(&open).filter(|row| row.waiting == 0 && row.accepted > 0 && choice == 9) {
            Some(row) => {
                let reason = format!("short {}", self.next_serial());
                self.complete(user, workshop, row, &reason)
            }
            None => Ok(()),
        }
    }

    fn split(&mut self, user: usize, workshop: WorkshopId, row: &BatchRow) -> Result<()> {
        let Some(members) = self.look::<Vec<MemberRow>>(user, "member.list", json!({}))? else { return Ok(()) };
        let note = format!("share {}", self.next_serial());
        let (mut left, mut shares, mut deeds) = (row.unassigned, Vec::<Value>::new(), Vec::new());
        for _ in 0..self.dice.count(1, 3) {
            let Some(person) = self.dice.pick(&members).map(|m| m.person) else { break };
            let pieces = self.dice.count(3, 15).min(left);
            if pieces == 0 {
                break;
            }
            left -= pieces;
            shares.push(json!({ "person": person, "pieces": pieces }));
            let feed = Feed::Work(workshop, PersonId(person));
            deeds.push(Deed::new(feed, Kind::Assignment, DocKey::ONLY, planned(pieces, &note), Amount::default()));
        }
        self.command(user, "batch.split", json!({ "batch": row.batch, "shares": shares, "note": note }), deeds)
    }

    fn check(&mut self, user: usize, row: &BatchRow) -> Result<()> {
        let Some(view) = self.look::<BatchView>(user, "batch.get", json!({ "batch": row.batch }))? else {
            return Ok(());
        };
        let waiting: Vec<_> = view.shares.iter().filter(|share| share.waiting > 0).collect();
        let Some(row) = self.dice.pick(&waiting) else { return Ok(()) };
        let Some((feed, key)) = share(&row.assignment) else { return Ok(()) };
        let counted = self.dice.count(1, row.waiting);
        let rework = if self.dice.permille(150) { self.dice.count(0, counted) } else { 0 };
        let rejected = if self.dice.permille(50) { self.dice.count(0, counted - rework) } else { 0 };
        let accepted = counted - rework - rejected;
        let args = json!({ "assignment": row.assignment, "accepted": accepted, "rework": rework, "rejected": rejected,
                           "reason": "edges" });
        let amount = Amount { accepted, ..Amount::default() };
        let at = self.shows(user)?;
        let deed = Deed::new(feed, Kind::Check, key, checked(at, accepted, rework, rejected), amount);
        self.command(user, "check.record", args, vec![deed])
    }

    fn complete(&mut self, user: usize, workshop: WorkshopId, row: &BatchRow, reason: &str) -> Result<()> {
        let Some((_, key)) = row.batch.split_once('-') else { return Ok(()) };
        let at = self.shows(user)?;
        let deed =
            Deed::new(Feed::Leads(workshop), Kind::Completion, key.parse()?, completed(at, reason), Amount::default());
        self.command(user, "batch.complete", json!({ "batch": row.batch, "reason": reason }), vec![deed])
    }

    fn write_for_a_member(&mut self, user: usize, row: &BatchRow) -> Result<()> {
        let Some(view) = self.look::<BatchView>(user, "batch.get", json!({ "batch": row.batch }))? else {
            return Ok(());
        };
        let open = |state: &AssignmentState| matches!(state, AssignmentState::InProgress | AssignmentState::Accepted);
        let shares: Vec<_> = view.shares.into_iter().filter(|share| open(&share.state)).collect();
        match self.dice.pick(&shares).cloned() {
            Some(share) => self.work_on(user, &share),
            None => Ok(()),
        }
    }

    /// Takes back, receives or issues material.
    pub fn keep_store(&mut self, user: usize, workshop: WorkshopId, me: PersonId) -> Result<()> {
        let Some(view) = self.look::<StoreView>(user, "store.list", json!({}))? else { return Ok(()) };
        let at = self.shows(user)?;
        let material = self.dice.pick(&MATERIALS).copied().unwrap_or_default();
        let stock =
            |stored| Amount { stock: Some(Stock { material, held: 0, stored, confirms: None }), ..Amount::default() };
        let in_store = view.rows.iter().find(|row| row.material.code == material).map_or(0, |row| row.in_store);
        let back = view.to_take_back.iter().find(|row| row.material.code == material && row.quantity > 0);
        if let Some(row) = back {
            let (person, quantity) = (row.person, row.quantity);
            let args = json!({ "person": person, "material": material, "quantity": quantity });
            let feed = Feed::Work(workshop, PersonId(person));
            let fact = moved(at, "taken back", material, quantity);
            let deed = Deed::new(feed, Kind::IssueLedger, month(at), fact, stock(quantity));
            return self.command(user, "store.take_back", args, vec![deed]);
        }
        if in_store < 100 {
            let quantity = i64::from(self.dice.count(500, 3_000));
            // Some of it has a number.
            let lot = ["", "L-1", "L-2", "L-3"].get(usize::try_from(quantity % 4)?).copied().unwrap_or_default();
            let args = json!({ "material": material, "quantity": quantity, "lot": lot });
            let fact = moved(at, "came in", material, quantity);
            let deed = Deed::new(Feed::Leads(workshop), Kind::StoreLedger, month(at), fact, stock(quantity));
            return self.command(user, "store.receive", args, vec![deed]);
        }
        let Some(members) = self.look::<Vec<MemberRow>>(user, "member.list", json!({}))? else { return Ok(()) };
        // Not to oneself: where the issue is made anew in a new life, what confirmed it before it was sent still has its
        // old name, which another issue may have by then.
        let others: Vec<_> = members.iter().map(|m| m.person).filter(|person| PersonId(*person) != me).collect();
        let Some(person) = self.dice.pick(&others).copied() else { return Ok(()) };
        let quantity = i64::from(self.dice.count(20, 100));
        let args = json!({ "person": person, "material": material, "quantity": quantity, "assignment": null });
        let feed = Feed::Work(workshop, PersonId(person));
        let deed =
            Deed::new(feed, Kind::IssueLedger, month(at), moved(at, "issued", material, quantity), stock(-quantity));
        self.command(user, "store.issue", args, vec![deed])
    }
}

fn is_open(row: &BatchRow) -> bool {
    !matches!(row.state, BatchState::Complete | BatchState::Cancelled)
}
