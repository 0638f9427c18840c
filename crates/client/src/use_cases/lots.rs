//! Of which lots material is, in a store and in people's hands: the movements, put into [`domain::lot`].

use crate::error::Result;
use crate::use_cases::{agreed, material};
use domain::agree::{Choice, Question};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::lot::{self, Lots, Part};
use domain::material::{HoldingSums, StoreSums};
use domain::quantity::Tenths;
use rusqlite::{Connection, OptionalExtension, Params, params};
use std::collections::BTreeMap;

/// The lots of a material in one place.
#[derive(Default)]
pub struct Found {
    /// What there is of each.
    pub lots: Lots,
    /// When the first of each came.
    pub since: BTreeMap<String, i64>,
}

/// That a row `i` is the issue which a row `m` of a holding ledger confirms.
pub const CONFIRMS: &str =
    "i.ledger = 'issue' AND i.what = 'issued' AND i.person = m.person AND i.workshop = m.workshop
     AND i.material = m.material AND i.month = m.issue_month AND i.counter = m.issue_counter AND i.actor = m.issue_actor";

/// The lot that a row says, or the lots with a comma between them, or else its reason; without a name for the row.
pub const SAID: &str = "coalesce(nullif(lot, ''),
    (SELECT group_concat(l.value ->> 0, ', ') FROM json_each(lots) l WHERE l.value ->> 0 <> ''), reason)";

/// A row's column of lots.
pub fn written(parts: &[Part]) -> String {
    let pairs: Vec<(&str, i64)> = parts.iter().map(|part| (part.lot.as_str(), part.quantity.0)).collect();
    serde_json::to_string(&pairs).unwrap_or_else(|_| "[]".into())
}

/// The lots of such a column.
pub fn read(column: &str) -> Vec<Part> {
    let pairs: Vec<(String, i64)> = serde_json::from_str(column).unwrap_or_default();
    pairs.into_iter().map(|(lot, quantity)| Part { lot, quantity: Tenths(quantity) }).collect()
}

struct Row {
    what: String,
    quantity: Tenths,
    lot: String,
    parts: Vec<Part>,
    at: i64,
}

fn rows(c: &Connection, sql: &str, values: impl Params) -> Result<Vec<Row>> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(values, |r| {
        let parts = read(&r.get::<_, String>(3)?);
        Ok(Row { what: r.get(0)?, quantity: Tenths(r.get(1)?), lot: r.get(2)?, parts, at: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Of a material in a store whose movements come to `sums`.
pub fn of_store(c: &Connection, workshop: WorkshopId, code: &str, sums: &StoreSums) -> Result<Found> {
    let sql = "SELECT what, quantity, lot, lots, at FROM movement WHERE material = ?1 AND workshop = ?2
               AND ((ledger = 'store' AND what = 'received') OR (ledger = 'issue' AND what IN ('issued', 'taken_back')))
               ORDER BY month, counter, actor";
    let mut found = Found::default();
    for row in rows(c, sql, params![code, workshop.0])? {
        match row.what.as_str() {
            "received" => {
                found.since.entry(row.lot.clone()).or_insert(row.at);
                found.lots.came(&row.lot, row.quantity);
            }
            "issued" => found.lots.gone(&row.parts, row.quantity),
            _ => found.lots.back(&row.parts, row.quantity),
        }
    }
    for (parts, quantity, _) in decided(c, "g.workshop = ?1", Choice::Stayed, workshop.0, code)? {
        found.lots.back(&parts, quantity);
    }
    found.lots.moved(sums.counted - sums.scrapped);
    Ok(found)
}

/// Of a material in a person's hands.
pub fn of_hand(c: &Connection, person: PersonId, code: &str) -> Result<Found> {
    let sql = format!(
        "SELECT m.what, m.quantity, '', coalesce(i.lots, m.lots), m.at FROM movement m LEFT JOIN movement i ON {CONFIRMS}
         WHERE m.material = ?1 AND m.person = ?2 AND m.ledger = 'holding' AND m.what IN ('received', 'returned')
         AND {} ORDER BY m.month, m.counter, m.actor",
        material::ONCE
    );
    let mut found = Found::default();
    let came = |found: &mut Found, parts: &[Part], quantity, at| {
        let (parts, _) = lot::split(parts, quantity);
        for part in &parts {
            found.since.entry(part.lot.clone()).or_insert(at);
        }
        found.lots.came_of(&parts, quantity);
    };
    for row in rows(c, &sql, params![code, person.0])? {
        match row.what.as_str() {
            "received" => came(&mut found, &row.parts, row.quantity, row.at),
            _ => found.lots.gone(&row.parts, row.quantity),
        }
    }
    for (parts, quantity, at) in decided(c, "g.person = ?1", Choice::Arrived, person.0, code)? {
        came(&mut found, &parts, quantity, at);
    }
    let HoldingSums { counted, used, scrapped, .. } = material::sums_of(c, person, code)?;
    found.lots.moved(counted - used - scrapped);
    Ok(found)
}

/// What the store says of material that it takes back from a person.
pub fn brought(
    c: &Connection,
    workshop: WorkshopId,
    person: PersonId,
    code: &str,
    quantity: Tenths,
) -> Result<Vec<Part>> {
    let sql = "SELECT what, quantity, '', lots, at FROM movement WHERE material = ?1 AND person = ?2 AND workshop = ?3
               AND what IN ('returned', 'taken_back') ORDER BY month, counter, actor";
    let mut returning = Lots::default();
    for row in rows(c, sql, params![code, person.0, workshop.0])? {
        match row.what.as_str() {
            "returned" => returning.came_of(&row.parts, row.quantity),
            _ => returning.gone(&row.parts, row.quantity),
        }
    }
    Ok(lot::brought(&returning, &of_hand(c, person, code)?.lots, quantity))
}

/// What people decided about issues of a material: of which lots it is, how much, and when. `filter` is over `g`, and names
/// `of` as its first value.
fn decided(c: &Connection, filter: &str, choice: Choice, of: u32, code: &str) -> Result<Vec<(Vec<Part>, Tenths, i64)>> {
    let sql = format!(
        "SELECT g.workshop, g.person, g.subject, g.entry_counter, g.entry_actor, g.difference, g.at FROM agreed g
         WHERE {filter} AND g.about = ?2 AND {} ORDER BY g.month, g.counter, g.actor",
        agreed::is("g", Question::Receipt, choice)
    );
    let mut statement = c.prepare_cached(&sql)?;
    let all = statement.query_map(params![of, code], |r| {
        let issue =
            Issue { workshop: r.get(0)?, person: r.get(1)?, subject: r.get(2)?, counter: r.get(3)?, actor: r.get(4)? };
        Ok((issue, Tenths(r.get(5)?), r.get(6)?))
    })?;
    let all = all.collect::<rusqlite::Result<Vec<(Issue, Tenths, i64)>>>()?;
    all.into_iter().map(|(issue, quantity, at)| Ok((issue.missing(c, quantity)?, quantity, at))).collect()
}

/// The issue that a decision names.
pub struct Issue {
    /// Whose store.
    pub workshop: u32,
    /// To whom.
    pub person: u32,
    /// The key of its ledger; empty when the decision names none.
    pub subject: Vec<u8>,
    /// Its place there.
    pub counter: i64,
    /// Who wrote it.
    pub actor: Vec<u8>,
}

impl Issue {
    /// Of which lots so much is that did not come of it: of the last that it says.
    pub fn missing(&self, c: &Connection, difference: Tenths) -> Result<Vec<Part>> {
        let Some(month) = DocKey::from_slice(&self.subject).and_then(|key| key.as_month()) else { return Ok(vec![]) };
        let sql = "SELECT quantity, lots FROM movement WHERE ledger = 'issue' AND what = 'issued' AND workshop = ?1
                   AND person = ?2 AND month = ?3 AND counter = ?4 AND actor = ?5";
        let values = params![self.workshop, self.person, month.0, self.counter, self.actor];
        let of: Option<(i64, String)> =
            c.prepare_cached(sql)?.query_row(values, |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        Ok(of.map(|(issued, lots)| lot::split(&read(&lots), Tenths(issued) - difference).1).unwrap_or_default())
    }
}
