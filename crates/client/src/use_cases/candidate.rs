//! Who could make pieces, with everything that a suggestion weighs.

use crate::error::Result;
use crate::use_cases::assignment::{self, Found};
use domain::assignment::State;
use domain::board::minutes_needed;
use domain::planning::{Candidate, INCOME_DAYS, Record, USUAL_HOURS};
use domain::quantity::{Cents, Minutes};
use domain::skill;
use domain::time::Timestamp;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A person of a workshop who could make pieces.
#[derive(Debug, Clone)]
pub struct Hand {
    pub workshop: u32,
    pub name: String,
    pub candidate: Candidate,
}

/// How long a piece takes and what making it takes, by the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Making {
    pub minutes: u32,
    pub skills: BTreeSet<String>,
}

/// What the catalogue says of making a product; nothing when it is not on this phone.
pub fn making(c: &Connection, sku: &str) -> Result<Making> {
    let mut statement = c.prepare_cached("SELECT minutes, skills FROM product WHERE sku = ?1")?;
    let mut rows = statement.query_map([sku], |r| Ok((r.get::<_, u32>(0)?, r.get::<_, String>(1)?)))?;
    let Some((minutes, skills)) = rows.next().transpose()? else { return Ok(Making::default()) };
    let skills: Vec<String> = skills.split_whitespace().map(str::to_owned).collect();
    let bill = "SELECT material, each FROM product_material JOIN product USING (document) WHERE sku = ?1";
    let mut statement = c.prepare_cached(bill)?;
    let bill = statement.query_map([sku], |r| Ok((r.get(0)?, domain::quantity::Tenths(r.get(1)?))))?;
    let bill = bill.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Making { minutes, skills: skill::needed(&skills, &bill) })
}

/// The people of one workshop, or of all, as candidates for a product that takes `skills`.
pub fn hands(c: &Connection, workshop: Option<u32>, skills: &BTreeSet<String>, now: Timestamp) -> Result<Vec<Hand>> {
    let minutes = minutes_each(c)?;
    let handed_in = last_hand_ins(c)?;
    let earned = earned_since(c, Timestamp(now.0 - i64::from(INCOME_DAYS) * 86_400))?;
    let mut work: BTreeMap<u32, Vec<Found>> = BTreeMap::new();
    for found in assignment::find(c, "", [])? {
        work.entry(found.person.0).or_default().push(found);
    }
    let sql = "SELECT person, workshop, name, skills, hours FROM member
               WHERE workshop IS NOT NULL AND (?1 IS NULL OR workshop = ?1) ORDER BY workshop, name";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([workshop], |r| {
        let has: String = r.get(3)?;
        let has: Vec<String> = has.split_whitespace().map(str::to_owned).collect();
        let person: u32 = r.get(0)?;
        let theirs = work.get(&person).map(Vec::as_slice).unwrap_or_default();
        let candidate = Candidate {
            id: person,
            skilled: skill::has_all(&has, skills),
            hours_per_week: r.get(4)?,
            held: theirs.iter().map(|f| minutes_left(f, &minutes)).sum(),
            quality: theirs.iter().fold(Record::default(), |sum, f| {
                let checks = f.progress.checks;
                add(sum, Record { good: checks.accepted.0, all: checks.checked().0 })
            }),
            on_time: theirs.iter().filter_map(|f| on_time(f, &handed_in)).fold(Record::default(), add),
            earned: earned.get(&person).copied().unwrap_or_default(),
        };
        Ok(Hand { workshop: r.get(1)?, name: r.get(2)?, candidate })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the people of each workshop who can do it add up to: `waiting` holds the minutes of pieces that are at a workshop
/// and not given out yet.
pub fn workshops(hands: &[Hand], waiting: &BTreeMap<u32, u64>) -> Vec<Candidate> {
    let mut all: BTreeMap<u32, Vec<&Candidate>> = BTreeMap::new();
    for hand in hands {
        all.entry(hand.workshop).or_default().push(&hand.candidate);
    }
    all.into_iter()
        .map(|(id, people)| {
            let skilled: Vec<_> = people.into_iter().filter(|c| c.skilled).collect();
            let number = i64::try_from(skilled.len()).unwrap_or(1).max(1);
            let earned: i64 = skilled.iter().map(|c| c.earned.0).fold(0, i64::saturating_add);
            Candidate {
                id,
                skilled: !skilled.is_empty(),
                hours_per_week: Some(skilled.iter().map(|c| c.hours_per_week.unwrap_or(USUAL_HOURS)).sum()),
                held: skilled.iter().map(|c| c.held).sum::<u64>() + waiting.get(&id).copied().unwrap_or(0),
                quality: skilled.iter().map(|c| c.quality).fold(Record::default(), add),
                on_time: skilled.iter().map(|c| c.on_time).fold(Record::default(), add),
                earned: Cents(earned / number),
            }
        })
        .collect()
}

fn add(a: Record, b: Record) -> Record {
    Record { good: a.good.saturating_add(b.good), all: a.all.saturating_add(b.all) }
}

/// Minutes of an assignment's pieces that are still to be made or mended.
pub fn minutes_left(found: &Found, minutes: &BTreeMap<String, u32>) -> u64 {
    let each = Minutes(minutes.get(&found.row.product.sku).copied().unwrap_or(0));
    minutes_needed(&found.progress, each)
}

/// Whether a finished assignment was handed in by its day; `None` for one that is not finished.
fn on_time(found: &Found, handed_in: &BTreeMap<(u32, Vec<u8>), Timestamp>) -> Option<Record> {
    if found.progress.state() != State::Done {
        return None;
    }
    let at = handed_in.get(&(found.person.0, found.key.bytes().to_vec()))?;
    Some(Record { good: u32::from(at.day() <= found.in_time_until), all: 1 })
}

/// Minutes that one piece takes, by SKU.
pub fn minutes_each(c: &Connection) -> Result<BTreeMap<String, u32>> {
    let mut statement = c.prepare_cached("SELECT sku, minutes FROM product")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn last_hand_ins(c: &Connection) -> Result<BTreeMap<(u32, Vec<u8>), Timestamp>> {
    let sql = "SELECT person, key, max(at) FROM history WHERE what = 'hand_in' GROUP BY person, key";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok(((r.get(0)?, r.get(1)?), Timestamp(r.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn earned_since(c: &Connection, since: Timestamp) -> Result<BTreeMap<u32, Cents>> {
    let sql = "SELECT h.person, sum(h.pieces * a.rate) FROM history h
               JOIN assignment a ON a.key = h.key AND a.person = h.person
               WHERE h.what = 'check' AND h.at >= ?1 GROUP BY h.person";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![since.0], |r| Ok((r.get(0)?, Cents(r.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
