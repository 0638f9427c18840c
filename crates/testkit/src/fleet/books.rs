//! The books: what phones show as sums against the sums of what the model knows to be there.

use super::deed::Amount;
use super::verdict::{Counted, Written};
use super::world::World;
use anyhow::Result;
use client::api::material::{HoldingView, StockView, StoreView};
use client::api::work::AssignmentRow;
use client::api::workshop::BatchRow;
use documents::{Document, assignment};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use serde_json::json;
use std::collections::BTreeMap;

/// Pieces logged, handed in, accepted.
type Pieces = (u32, u32, u32);

/// What the notes that are there add up to.
#[derive(Default)]
struct Sums {
    shares: BTreeMap<(Feed, DocKey), Pieces>,
    batches: BTreeMap<DocKey, Pieces>,
    held: BTreeMap<(WorkshopId, PersonId, &'static str), i64>,
    stored: BTreeMap<(WorkshopId, &'static str), i64>,
}

impl World {
    /// Looks at the screens of everybody.
    pub fn check_books(&mut self, server: &BTreeMap<DocId, Document>, there: &Counted) -> Result<()> {
        let sums = self.sums(server, there)?;
        for user in 0..self.users.len() {
            if !self.user(user)?.alive || self.user(user)?.revoked {
                continue;
            }
            let person = self.user(user)?.person;
            let mut wrong = Vec::new();
            let role = self.model.role(person);
            if let Some(workshop) = role.and_then(Role::workshop) {
                self.check_shares(user, &sums, &mut wrong)?;
                self.check_holding(user, workshop, person, &sums, &mut wrong)?;
            }
            if let Some(Role::Lead(workshop)) = role {
                self.check_store(user, workshop, &sums, &mut wrong)?;
            }
            if matches!(role, Some(Role::Lead(_) | Role::Coordinator)) {
                self.check_batches(user, &sums, &mut wrong)?;
            }
            self.report.books_wrong += u64::try_from(wrong.len())?;
            wrong.iter().for_each(|what| self.wrong(&format!("on the phone of user {user}: {what}")));
        }
        Ok(())
    }

    fn sums(&self, server: &BTreeMap<DocId, Document>, there: &Counted) -> Result<Sums> {
        let amounts: BTreeMap<Written, &Amount> =
            self.model.notes().iter().map(|note| ((note.place, note.fact.clone()), &note.amount)).collect();
        let mut sums = Sums::default();
        // Of the confirmations of one issue the least counts.
        let mut confirmed: BTreeMap<(Feed, &str), (i64, &'static str)> = BTreeMap::new();
        for (written, times) in there {
            let (Some(amount), times) = (amounts.get(written), u32::try_from(*times)?) else { continue };
            let place = written.0;
            if let Some(key) = place.key {
                let pieces = sums.shares.entry((place.feed, key)).or_default();
                add(pieces, (amount.logged * times, amount.handed_in * times, amount.accepted * times));
            }
            let Some(stock) = &amount.stock else { continue };
            let material = stock.material;
            if let Some(issue) = &stock.confirms {
                let least = confirmed.entry((place.feed, issue)).or_insert((stock.held, material));
                least.0 = least.0.min(stock.held);
            } else if let Feed::Work(w, p) = place.feed {
                *sums.held.entry((w, p, material)).or_default() += stock.held * i64::from(times);
            }
            if let Feed::Work(w, _) | Feed::Leads(w) = place.feed {
                *sums.stored.entry((w, material)).or_default() += stock.stored * i64::from(times);
            }
        }
        for ((feed, _), (held, material)) in confirmed {
            if let Feed::Work(w, p) = feed {
                *sums.held.entry((w, p, material)).or_default() += held;
            }
        }
        for (id, document) in server.iter().filter(|(id, _)| id.kind == Kind::Assignment) {
            let pieces = sums.shares.get(&(id.feed, id.key)).copied().unwrap_or_default();
            add(sums.batches.entry(assignment::read(document)?.batch).or_default(), pieces);
        }
        Ok(sums)
    }

    fn check_shares(&mut self, user: usize, sums: &Sums, wrong: &mut Vec<String>) -> Result<()> {
        let rows: Vec<AssignmentRow> = self.look(user, "work.list", json!({}))?.unwrap_or_default();
        for row in rows {
            let Some(share) = super::habits::share(&row.assignment) else { continue };
            let expected = sums.shares.get(&share).copied().unwrap_or_default();
            let shown = (row.logged, row.handed_in, row.accepted);
            if shown != expected {
                wrong.push(format!("assignment {} shows {shown:?} and not {expected:?}", row.assignment));
            }
        }
        Ok(())
    }

    fn check_batches(&mut self, user: usize, sums: &Sums, wrong: &mut Vec<String>) -> Result<()> {
        let rows: Vec<BatchRow> = self.look(user, "batch.list", json!({}))?.unwrap_or_default();
        for row in rows {
            let key = row.batch.split_once('-').and_then(|(_, key)| key.parse::<DocKey>().ok());
            let expected = key.and_then(|key| sums.batches.get(&key).copied()).unwrap_or_default();
            let shown = (row.logged, row.handed_in, row.accepted);
            if shown != expected {
                wrong.push(format!("batch {} shows {shown:?} and not {expected:?}", row.batch));
            }
        }
        Ok(())
    }

    fn check_holding(
        &mut self,
        user: usize,
        workshop: WorkshopId,
        person: PersonId,
        sums: &Sums,
        wrong: &mut Vec<String>,
    ) -> Result<()> {
        let Some(view) = self.look::<HoldingView>(user, "material.holding", json!({}))? else { return Ok(()) };
        for material in super::office::MATERIALS {
            let shown = view.rows.iter().find(|row| row.material.code == material).map_or(0, |row| row.held);
            let expected = sums.held.get(&(workshop, person, material)).copied().unwrap_or(0);
            if shown != expected {
                wrong.push(format!("{shown} of {material} in hand and not {expected}"));
            }
            let of = json!({ "person": null, "material": material });
            if let Some(view) = self.look::<StockView>(user, "material.stock", of)?
                && let Err(not) = crate::stock::adds_up(&view)
            {
                wrong.push(format!("{material} in hand: {not}"));
            }
        }
        Ok(())
    }

    fn check_store(&mut self, user: usize, workshop: WorkshopId, sums: &Sums, wrong: &mut Vec<String>) -> Result<()> {
        let Some(view) = self.look::<StoreView>(user, "store.list", json!({}))? else { return Ok(()) };
        for material in super::office::MATERIALS {
            let shown = view.rows.iter().find(|row| row.material.code == material).map_or(0, |row| row.in_store);
            let expected = sums.stored.get(&(workshop, material)).copied().unwrap_or(0);
            if shown != expected {
                wrong.push(format!("{shown} of {material} in the store and not {expected}"));
            }
            let of = json!({ "workshop": null, "material": material });
            if let Some(view) = self.look::<StockView>(user, "store.material", of)?
                && let Err(not) = crate::stock::adds_up(&view)
            {
                wrong.push(format!("{material} in the store: {not}"));
            }
        }
        Ok(())
    }
}

fn add(to: &mut Pieces, more: Pieces) {
    *to = (to.0 + more.0, to.1 + more.1, to.2 + more.2);
}
