//! What the work of workshops will still take of their material: the projections, put into [`domain::forecast`].

use crate::api::material::{ForecastRow, HandRow, TakesRow};
use crate::error::Result;
use crate::use_cases::assignment::Found;
use crate::use_cases::batch::{self, FoundBatch};
use crate::use_cases::{material, names};
use domain::assignment::State;
use domain::forecast::{Forecast, Hand};
use domain::id::{DocKey, PersonId};
use domain::quantity::{Pieces, Tenths};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// A workshop and a material.
type Place = (u32, String);

/// Bills of materials, by SKU.
struct Bills(BTreeMap<String, Vec<(String, Tenths)>>);

impl Bills {
    fn load(c: &Connection) -> Result<Self> {
        let mut bills = BTreeMap::<String, Vec<(String, Tenths)>>::new();
        let sql = "SELECT sku, material, each FROM product_material JOIN product USING (document)";
        let mut statement = c.prepare_cached(sql)?;
        for row in statement.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, Tenths(r.get(2)?)))))? {
            let (sku, line) = row?;
            bills.entry(sku).or_default().push(line);
        }
        Ok(Self(bills))
    }

    fn of(&self, sku: &str) -> &[(String, Tenths)] {
        self.0.get(sku).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What was used for a share of a batch, by material.
fn used(c: &Connection, found: &Found) -> Result<BTreeMap<String, Tenths>> {
    let sql = "SELECT material, sum(quantity) FROM movement
               WHERE assignment = ?1 AND person = ?2 AND ledger = 'holding' AND what = 'used' GROUP BY material";
    let values = params![found.key.bytes().as_slice(), found.person.0];
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(values, |r| Ok((r.get(0)?, Tenths(r.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a share will still take, by material.
fn share(c: &Connection, bills: &Bills, found: &Found) -> Result<Vec<(String, Tenths)>> {
    if found.progress.to_make() == Pieces(0) {
        return Ok(vec![]);
    }
    let used = used(c, found)?;
    let takes = |(code, each): &(String, Tenths)| {
        let used = used.get(code).copied().unwrap_or_default();
        (code.clone(), found.progress.still_takes(*each, used))
    };
    Ok(bills.of(&found.row.product.sku).iter().map(takes).collect())
}

/// Pieces of a batch that nobody has been asked to make and that somebody will be.
fn not_given_out(found: &FoundBatch) -> Pieces {
    let open = found.completion.is_none() && !found.batch.cancelled;
    if open { found.sums.unassigned() } else { Pieces(0) }
}

/// What a batch will still take, by material: whoever makes it, and whether or not they have accepted.
pub fn of_batch(c: &Connection, found: &FoundBatch) -> Result<BTreeMap<String, Tenths>> {
    let bills = Bills::load(c)?;
    let mut takes = BTreeMap::<String, Tenths>::new();
    let mut add = |(code, quantity): (String, Tenths)| {
        let sum = takes.entry(code).or_default();
        *sum = *sum + quantity;
    };
    if found.completion.is_none() {
        for one in &found.shares {
            share(c, &bills, one)?.into_iter().for_each(&mut add);
        }
    }
    domain::material::needed(bills.of(&found.batch.sku), not_given_out(found)).into_iter().for_each(add);
    Ok(takes)
}

/// What everybody's work will still take.
#[derive(Default)]
pub struct Needs {
    hands: BTreeMap<Place, BTreeMap<u32, Hand>>,
    /// Not given out.
    planned: BTreeMap<Place, Tenths>,
    work: BTreeMap<Place, Vec<Takes>>,
}

/// Work that will still take a material.
struct Takes {
    batch: DocKey,
    /// None for what is not given out.
    assignment: Option<(DocKey, PersonId)>,
    sku: String,
    quantity: Tenths,
    planned: bool,
}

/// Of the work of one workshop, or of all.
pub fn needs(c: &Connection, workshop: Option<u32>) -> Result<Needs> {
    let bills = Bills::load(c)?;
    let mut needs = Needs::default();
    for batch in batch::find(c, "WHERE ?1 IS NULL OR b.workshop = ?1", [workshop])? {
        let at = |code: String| (batch.workshop.0, code);
        for (code, takes) in domain::material::needed(bills.of(&batch.batch.sku), not_given_out(&batch)) {
            needs.add(at(code), &batch, None, takes);
        }
        // Whoever recorded a batch complete waits for no more of it.
        for found in batch.shares.iter().filter(|_| batch.completion.is_none()) {
            for (code, takes) in share(c, &bills, found)? {
                needs.add(at(code), &batch, Some(found), takes);
            }
        }
    }
    needs.has(c, workshop)?;
    Ok(needs)
}

impl Needs {
    /// Work takes so much: what somebody has accepted, or what is offered or not given out.
    fn add(&mut self, at: Place, batch: &FoundBatch, found: Option<&Found>, quantity: Tenths) {
        let accepted = found.filter(|found| found.progress.state() != State::Offered);
        let (workshop, code) = at.clone();
        if let Some(found) = accepted {
            let hand = self.hand(workshop, code, found.person.0);
            hand.takes = hand.takes + quantity;
        } else if let Some(found) = found {
            let hand = self.hand(workshop, code, found.person.0);
            hand.offered = hand.offered + quantity;
        } else {
            let sum = self.planned.entry(at.clone()).or_default();
            *sum = *sum + quantity;
        }
        if quantity != Tenths(0) {
            let assignment = found.map(|found| (found.key, found.person));
            let sku = batch.batch.sku.clone();
            let takes = Takes { batch: batch.key, assignment, sku, quantity, planned: accepted.is_none() };
            self.work.entry(at).or_default().push(takes);
        }
    }

    /// The work of a workshop that will take a material: what is accepted first, then what takes most.
    pub fn work(&self, c: &Connection, workshop: u32, material: &str) -> Result<Vec<TakesRow>> {
        let of = self.work.get(&(workshop, material.to_owned()));
        let rows = of.into_iter().flatten().map(|takes| {
            let (assignment, name) = match takes.assignment {
                Some((key, PersonId(person))) => {
                    (names::assignment_name(workshop, person, key.bytes()), names::person(c, person)?)
                }
                None => Default::default(),
            };
            Ok(TakesRow {
                batch: names::batch_name(workshop, takes.batch.bytes()),
                assignment,
                product: names::product(c, &takes.sku)?,
                name,
                takes: takes.quantity.0,
                planned: takes.planned,
            })
        });
        let mut rows = rows.collect::<Result<Vec<_>>>()?;
        rows.sort_by(|a, b| (a.planned, b.takes, &a.name, &a.batch).cmp(&(b.planned, a.takes, &b.name, &b.batch)));
        Ok(rows)
    }

    /// Adds what people have, those with no work included.
    fn has(&mut self, c: &Connection, workshop: Option<u32>) -> Result<()> {
        let sql = "SELECT workshop, person FROM member WHERE workshop IS NOT NULL AND (?1 IS NULL OR workshop = ?1)";
        let mut statement = c.prepare_cached(sql)?;
        let members = statement.query_map([workshop], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut people = members.collect::<rusqlite::Result<Vec<(u32, u32)>>>()?;
        for ((workshop, _), hands) in &self.hands {
            people.extend(hands.keys().map(|person| (*workshop, *person)));
        }
        people.sort_unstable();
        people.dedup();
        for (workshop, person) in people {
            for (code, sums) in material::sums(c, person)? {
                self.hand(workshop, code, person).has = sums.held();
            }
        }
        // From whose store it comes, though they may have moved on since.
        for waits in material::on_the_way(c, workshop)? {
            self.hand(waits.workshop, waits.material, waits.person).on_the_way = waits.quantity;
        }
        Ok(())
    }

    fn hand(&mut self, workshop: u32, material: String, person: u32) -> &mut Hand {
        self.hands.entry((workshop, material)).or_default().entry(person).or_default()
    }

    /// Of one material at one workshop.
    pub fn forecast(&self, workshop: u32, material: &str, in_store: Tenths) -> Forecast {
        let at = (workshop, material.to_owned());
        let hands = self.hands.get(&at).into_iter().flat_map(BTreeMap::values).copied();
        Forecast::of(hands, in_store, self.planned.get(&at).copied().unwrap_or_default())
    }

    /// The people of a workshop who hold a material or need it.
    pub fn hands(&self, c: &Connection, workshop: u32, material: &str) -> Result<Vec<HandRow>> {
        let of = self.hands.get(&(workshop, material.to_owned()));
        let there = of.into_iter().flatten().filter(|(_, hand)| **hand != Hand::default());
        let mut rows = there
            .map(|(person, hand)| {
                let name = names::person(c, *person)?;
                Ok(HandRow {
                    person: *person,
                    name,
                    has: hand.has.0,
                    on_the_way: hand.on_the_way.0,
                    takes: hand.takes.0,
                    to_get: hand.to_get().0,
                    to_get_for_offers: hand.to_get_for_offers().0,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        rows.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
        Ok(rows)
    }

    /// What is needed or held anywhere: workshop and code of the material.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let only_planned = self.planned.keys().filter(|at| !self.hands.contains_key(*at));
        self.hands.keys().chain(only_planned)
    }
}

/// A forecast as front ends see it.
pub fn row(forecast: &Forecast) -> ForecastRow {
    ForecastRow {
        takes: forecast.takes.0,
        in_hands: forecast.in_hands.0,
        on_the_way: forecast.on_the_way.0,
        to_give: forecast.to_give.0,
        missing: forecast.missing.0,
        planned: forecast.planned.0,
        planned_to_give: forecast.planned_to_give.0,
        planned_missing: forecast.planned_missing.0,
    }
}
