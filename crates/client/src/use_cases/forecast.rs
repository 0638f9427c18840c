//! What the work of workshops will still take of their material: the projections, put into [`domain::forecast`].

use crate::api::material::{ForecastRow, HandRow};
use crate::error::Result;
use crate::use_cases::assignment::Found;
use crate::use_cases::batch::{self, FoundBatch};
use crate::use_cases::{material, names};
use domain::assignment::State;
use domain::forecast::{Forecast, Hand};
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
    planned: BTreeMap<Place, Tenths>,
}

/// Of the work of one workshop, or of all.
pub fn needs(c: &Connection, workshop: Option<u32>) -> Result<Needs> {
    let bills = Bills::load(c)?;
    let mut needs = Needs::default();
    for batch in batch::find(c, "WHERE ?1 IS NULL OR b.workshop = ?1", [workshop])? {
        let at = |code: String| (batch.workshop.0, code);
        for (code, takes) in domain::material::needed(bills.of(&batch.batch.sku), not_given_out(&batch)) {
            needs.plan(at(code), takes);
        }
        // Whoever recorded a batch complete waits for no more of it.
        for found in batch.shares.iter().filter(|_| batch.completion.is_none()) {
            let offered = found.progress.state() == State::Offered;
            for (code, takes) in share(c, &bills, found)? {
                if offered {
                    needs.plan(at(code), takes);
                } else {
                    let hand = needs.hands.entry(at(code)).or_default().entry(found.person.0).or_default();
                    hand.takes = hand.takes + takes;
                }
            }
        }
    }
    needs.has(c, workshop)?;
    Ok(needs)
}

impl Needs {
    fn plan(&mut self, at: Place, takes: Tenths) {
        let sum = self.planned.entry(at).or_default();
        *sum = *sum + takes;
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
            let held = material::sums(c, person)?.into_iter().map(|(code, sums)| (code, sums.held()));
            for (code, quantity) in held.chain(material::on_the_way(c, person)?) {
                let hand = self.hands.entry((workshop, code)).or_default().entry(person).or_default();
                hand.has = hand.has + quantity;
            }
        }
        Ok(())
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
                Ok(HandRow { person: *person, name, has: hand.has.0, takes: hand.takes.0, to_get: hand.to_get().0 })
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
        to_give: forecast.to_give.0,
        missing: forecast.missing.0,
        planned: forecast.planned.0,
        planned_missing: forecast.planned_missing.0,
    }
}
