//! Counts of material that were made by phones that did not know of each other, and found different amounts.

use super::find::{matter, side};
use super::{Matter, Offer};
use crate::api::agree::SideKind;
use crate::error::Result;
use crate::use_cases::count::{self, Place};
use crate::use_cases::names;
use crate::use_cases::signed::Clock;
use domain::agree::{Choice, Question};
use domain::count::Counted;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::Feed;
use rusqlite::{Connection, OptionalExtension, params};

/// Of one workshop, or of all.
pub fn matters(c: &Connection, clock: &Clock, workshop: Option<WorkshopId>) -> Result<Vec<Matter>> {
    let sql = "SELECT DISTINCT workshop, person, material FROM movement
               WHERE what = 'counted' AND (?1 IS NULL OR workshop = ?1) ORDER BY workshop, person, material";
    let mut statement = c.prepare_cached(sql)?;
    let places = statement
        .query_map([workshop.map(|w| w.0)], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(u32, u32, String)>>>()?;
    let mut out = Vec::new();
    for (workshop, person, material) in places {
        let workshop = WorkshopId(workshop);
        let (place, feed) = match person {
            0 => (Place::Store(workshop), Feed::Leads(workshop)),
            person => (Place::Hand(PersonId(person)), Feed::Work(workshop, PersonId(person))),
        };
        for apart in count::of(c, place, &material)?.apart {
            out.extend(one(c, clock, feed, &material, &apart)?);
        }
    }
    Ok(out)
}

fn one(c: &Connection, clock: &Clock, feed: Feed, material: &str, apart: &[Counted]) -> Result<Option<Matter>> {
    let differences = || apart.iter().map(|count| count.difference);
    let (Some(first), Some(least), Some(most)) = (apart.first(), differences().min(), differences().max()) else {
        return Ok(None);
    };
    let after = first.after.map_or("first".to_owned(), |(month, entry)| format!("{month}:{entry}"));
    let about = format!("{feed}/{material}/{after}");
    let mut numbers: Vec<i64> = differences().map(|difference| difference.0).collect();
    numbers.sort_unstable();
    let mut matter = matter(c, feed, Question::Count, &about, &numbers, (most - least).0)?;
    material.clone_into(&mut matter.about);
    matter.row.material = Some(names::material(c, material)?);
    for count in apart {
        let Some((document, at, found)) = found(c, feed, material, count)? else { continue };
        let (month, entry) = count.id;
        let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
        let mut row = side(SideKind::Counted, clock.signed(c, document, counter, &entry.actor.0, Some(at))?, found);
        row.offer = format!("side:{month}:{entry}");
        if count.difference == least {
            matter.row.stands = found.to_string();
        }
        let mut offer = Offer::of(&row.offer, Choice::Side);
        offer.entry = Some(entry);
        offer.subject = Some(DocKey::month(month));
        matter.offers.push(offer);
        matter.row.sides.push(row);
    }
    Ok(Some(matter))
}

/// In which document a count is, when it was made, and what it found.
fn found(c: &Connection, feed: Feed, material: &str, count: &Counted) -> Result<Option<(i64, i64, i64)>> {
    let (workshop, person) = match feed {
        Feed::Work(workshop, person) => (workshop.0, person.0),
        Feed::Leads(workshop) => (workshop.0, 0),
        _ => return Ok(None),
    };
    let sql = "SELECT document, at, quantity FROM movement WHERE workshop = ?1 AND person = ?2 AND material = ?3
               AND what = 'counted' AND month = ?4 AND counter = ?5 AND actor = ?6";
    let (month, entry) = count.id;
    let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
    let values = params![workshop, person, material, month.0, counter, entry.actor.0.as_slice()];
    Ok(c.prepare_cached(sql)?.query_row(values, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?)
}
