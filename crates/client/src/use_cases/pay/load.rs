//! The books from the projections, and what a line needs to be shown.

use crate::error::Result;
use domain::entry::Recorded;
use domain::id::{Actor, DeviceId, DocKey, EntryRef, PersonId, WorkshopId};
use domain::pay::{Books, Item, LineId, Look, Source, StatementEntry};
use domain::quantity::{Cents, Pieces};
use domain::time::{Month, Timestamp};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// What is behind a line.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    pub workshop: u32,
    pub key: Vec<u8>,
    pub sku: String,
    pub at: Timestamp,
    pub pieces: Pieces,
    pub rate: Cents,
    pub reason: String,
}

type Statements = BTreeMap<Month, Vec<Recorded<StatementEntry>>>;

/// Books of one person or of everybody.
#[derive(Debug, Default)]
pub struct Ledger {
    pub books: BTreeMap<PersonId, Books>,
    pub statements: BTreeMap<PersonId, Statements>,
    pub details: BTreeMap<(PersonId, LineId), Detail>,
}

impl Ledger {
    /// Reads the books of `person`, or everybody's; `now` is this month by the phone's clock.
    pub fn of(c: &Connection, person: Option<u32>, now: Month) -> Result<Self> {
        let mut ledger = Self::default();
        let mut items: BTreeMap<PersonId, Vec<Item>> = BTreeMap::new();
        ledger.checks(c, person, &mut items)?;
        ledger.written(c, person)?;
        let mut people: Vec<PersonId> = items.keys().chain(ledger.statements.keys()).copied().collect();
        people.extend(person.map(PersonId));
        people.sort_unstable();
        people.dedup();
        for person in people {
            let none = Statements::new();
            let statements = ledger.statements.get(&person).unwrap_or(&none);
            let books = Books::of(items.get(&person).map_or(&[], Vec::as_slice), statements, now);
            ledger.books.insert(person, books);
        }
        Ok(ledger)
    }

    /// The books of one person.
    pub fn one(c: &Connection, person: u32, now: Month) -> Result<(Books, Self)> {
        let mut ledger = Self::of(c, Some(person), now)?;
        let books = ledger.books.remove(&PersonId(person)).unwrap_or_default();
        Ok((books, ledger))
    }

    fn checks(&mut self, c: &Connection, person: Option<u32>, items: &mut BTreeMap<PersonId, Vec<Item>>) -> Result<()> {
        for (table, what, counted) in [("checked", "check", "pieces"), ("office_checked", "office_check", "rejected")] {
            let sql = format!(
                "SELECT h.counter, h.actor, s.workshop, s.person, s.key, a.sku, a.rate, h.at, h.{counted}, h.note,
                        h.replaced
                 FROM history h JOIN {table} s ON s.document = h.document
                 JOIN assignment a ON a.key = s.key AND a.person = s.person AND a.workshop = s.workshop
                 WHERE h.what = '{what}' AND h.{counted} > 0 AND (?1 IS NULL OR h.person = ?1)"
            );
            let mut statement = c.prepare_cached(&sql)?;
            let rows = statement.query_map([person], |r| {
                let key: Vec<u8> = r.get(4)?;
                let detail = Detail {
                    workshop: r.get(2)?,
                    key,
                    sku: r.get(5)?,
                    rate: Cents(r.get(6)?),
                    at: Timestamp(r.get(7)?),
                    pieces: Pieces(r.get(8)?),
                    reason: r.get(9)?,
                };
                Ok((entry_at(r, 0)?, PersonId(r.get(3)?), r.get::<_, bool>(10)?, detail))
            })?;
            for row in rows {
                let (entry, person, struck, detail) = row?;
                let look = Look {
                    workshop: WorkshopId(detail.workshop),
                    assignment: DocKey::from_slice(&detail.key).unwrap_or(DocKey::ONLY),
                    entry,
                    at: detail.at,
                    pieces: detail.pieces,
                    rate: detail.rate,
                    struck,
                };
                if let Some(item) = if what == "check" { look.accepted() } else { look.rejected() } {
                    items.entry(person).or_default().push(item);
                    self.details.insert((person, item.id), detail);
                }
            }
        }
        Ok(())
    }

    fn written(&mut self, c: &Connection, person: Option<u32>) -> Result<()> {
        let sql =
            "SELECT counter, actor, person, month, what, at, amount, reason, receipt, run, other_counter, other_actor,
                   lines FROM statement_entry WHERE ?1 IS NULL OR person = ?1";
        let mut statement = c.prepare_cached(sql)?;
        let rows = statement.query_map([person], |r| {
            let recorded = Recorded { id: entry_at(r, 0)?, at: Timestamp(r.get(5)?), entry: statement_entry(r)? };
            Ok((PersonId(r.get(2)?), Month(r.get(3)?), recorded))
        })?;
        for row in rows {
            let (person, month, recorded) = row?;
            let id = LineId { source: Source::Written(month), entry: Some(recorded.id) };
            let reason = match &recorded.entry {
                StatementEntry::Bonus { reason, .. }
                | StatementEntry::Deduction { reason, .. }
                | StatementEntry::Advance { reason, .. }
                | StatementEntry::TakenBack { reason, .. } => reason.clone(),
                _ => String::new(),
            };
            self.details.insert((person, id), Detail { at: recorded.at, reason, ..Detail::default() });
            self.statements.entry(person).or_default().entry(month).or_default().push(recorded);
        }
        Ok(())
    }
}

fn statement_entry(r: &Row<'_>) -> rusqlite::Result<StatementEntry> {
    let (what, amount): (String, i64) = (r.get(4)?, r.get(6)?);
    let (amount, reason, receipt) = (Cents(amount), r.get(7)?, r.get(8)?);
    let run: Vec<u8> = r.get(9)?;
    let run = DocKey::from_slice(&run).unwrap_or(DocKey::ONLY);
    let lines: Vec<u8> = r.get(12)?;
    Ok(match what.as_str() {
        "bonus" => StatementEntry::Bonus { amount, reason },
        "deduction" => StatementEntry::Deduction { amount, reason },
        "advance" => StatementEntry::Advance { amount, reason, receipt },
        "taken_back" => StatementEntry::TakenBack { entry: other_at(r, 10)?.unwrap_or(NOTHING), reason },
        "closed" => StatementEntry::Closed { total: amount, lines: documents::pay::unpack(&lines).unwrap_or_default() },
        "paid" => StatementEntry::Paid { run, amount, receipt },
        _ => StatementEntry::Failed { run, paid: other_at(r, 10)?, reason },
    })
}

const NOTHING: EntryRef = EntryRef { counter: 0, actor: Actor::GENESIS };

/// The entry whose counter and actor are at these places of a row.
pub fn entry_at(r: &Row<'_>, at: usize) -> rusqlite::Result<EntryRef> {
    Ok(other_at(r, at)?.unwrap_or(NOTHING))
}

/// The same where there may be none.
pub fn other_at(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<EntryRef>> {
    let (counter, actor): (Option<i64>, Option<Vec<u8>>) = (r.get(at)?, r.get(at + 1)?);
    let actor = actor.and_then(|actor| <[u8; 16]>::try_from(actor).ok()).map(Actor);
    let counter = counter.and_then(|counter| u64::try_from(counter).ok());
    Ok(counter.zip(actor).map(|(counter, actor)| EntryRef { counter, actor }))
}

/// Whose each device is.
pub fn devices(c: &Connection) -> Result<BTreeMap<DeviceId, PersonId>> {
    let mut statement = c.prepare_cached("SELECT device, person FROM device")?;
    let rows = statement.query_map([], |r| Ok((r.get::<_, Vec<u8>>(0)?, PersonId(r.get(1)?))))?;
    let mut devices = BTreeMap::new();
    for row in rows {
        let (device, person) = row?;
        if let Ok(device) = device.try_into() {
            devices.insert(DeviceId(device), person);
        }
    }
    Ok(devices)
}
