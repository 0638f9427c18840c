//! Counts of material: the lead counts the store, or what a person holds.

use crate::api::material::{CountHand, CountStore, StockView};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::signed::Clock;
use crate::use_cases::{agreed, material, names, stock, store};
use documents::entries;
use domain::agree::{Choice, Question};
use domain::count::{self, CountId, Counted, Counts};
use domain::entry::{Count, IssueEntry, IssueMovement, StoreEntry, StoreMovement};
use domain::id::{Actor, DocKey, EntryRef, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::Tenths;
use domain::time::Month;
use rusqlite::{Connection, Row, params};
use std::sync::Arc;

/// What is counted: a store, or what a person holds, whichever workshop they got it from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Store(WorkshopId),
    Hand(PersonId),
}

impl Place {
    /// The ledger, the workshop where it is one, and the person where it is one.
    fn parts(self) -> (&'static str, Option<u32>, u32) {
        match self {
            Self::Store(workshop) => ("store", Some(workshop.0), 0),
            Self::Hand(person) => ("issue", None, person.0),
        }
    }
}

/// The counts of a material in a place, put together.
pub fn of(c: &Connection, place: Place, material: &str) -> Result<Counts> {
    let (ledger, workshop, person) = place.parts();
    let sql = "SELECT month, counter, actor, issue_month, issue_counter, issue_actor, quantity - books FROM movement
               WHERE person = ?1 AND ledger = ?2 AND material = ?3 AND what = 'counted' AND (?4 IS NULL OR workshop = ?4)";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map(params![person, ledger, material, workshop], |r| {
        let own = id(r, 0)?.ok_or(rusqlite::Error::InvalidQuery)?;
        Ok(Counted { id: own, after: id(r, 3)?, difference: Tenths(r.get(6)?) })
    })?;
    let all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    if all.is_empty() {
        return Ok(Counts::default());
    }
    Ok(Counts::of(&all, &chosen(c, place, material)?))
}

/// The counts that people said hold, the latest decision last.
fn chosen(c: &Connection, place: Place, material: &str) -> Result<Vec<CountId>> {
    let (_, workshop, person) = place.parts();
    let sql = format!(
        "SELECT g.subject, g.entry_counter, g.entry_actor FROM agreed g
         WHERE g.about = ?1 AND g.person = ?2 AND (?3 IS NULL OR g.workshop = ?3) AND {}
         ORDER BY g.month, g.counter, g.actor",
        agreed::is("g", Question::Count, Choice::Side)
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement.query_map(params![material, person, workshop], |r| {
        let subject: Vec<u8> = r.get(0)?;
        let month = DocKey::from_slice(&subject).and_then(|key| key.as_month());
        Ok(month.zip(entry(r, 1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn entry(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<EntryRef>> {
    let (counter, actor): (i64, Vec<u8>) = (r.get(at)?, r.get(at + 1)?);
    let parts = u64::try_from(counter).ok().zip(<[u8; 16]>::try_from(actor.as_slice()).ok());
    Ok(parts.map(|(counter, actor)| EntryRef { counter, actor: Actor(actor) }))
}

fn id(r: &Row<'_>, at: usize) -> rusqlite::Result<Option<CountId>> {
    let month = Month(r.get(at)?);
    Ok(entry(r, at + 1)?.map(|entry| (month, entry)))
}

/// Materials of which a person was counted.
pub fn counted_in_hand(c: &Connection, person: u32) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT material FROM movement WHERE person = ?1 AND ledger = 'issue' AND what = 'counted'";
    let mut statement = c.prepare_cached(sql)?;
    Ok(statement.query_map([person], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// `store.count`
pub fn store(app: &Arc<App>, args: CountStore) -> Result<StockView> {
    app.command(|session| {
        let workshop = store::own(session.me)?;
        names::known_material(session.tx, &args.material)?;
        let books = store::sums(session.tx, workshop, &args.material)?.in_store();
        let after = of(session.tx, Place::Store(workshop), &args.material)?.last();
        let said = Count { books, reason: args.reason.trim().to_owned(), after };
        let found = Tenths(args.found);
        count::count(found, &said)?;
        let movement = StoreMovement::Counted(said);
        let entry = StoreEntry { material: args.material.clone(), quantity: found, movement };
        let id = DocId::new(Feed::Leads(workshop), Kind::StoreLedger, DocKey::month(session.now.month()));
        session.edit(id, |w| entries::add_store(w, session.now, &entry))?;
        stock::of_store(session.tx, session.me, &Clock::within(session), workshop, &args.material)
    })
}

/// `store.count_hand`
pub fn hand(app: &Arc<App>, args: CountHand) -> Result<StockView> {
    app.command(|session| {
        let (workshop, person) = (store::own(session.me)?, PersonId(args.person));
        names::known_material(session.tx, &args.material)?;
        let held = material::sums(session.tx, person.0)?.into_iter().find(|(code, _)| *code == args.material);
        let books = held.map(|(_, sums)| sums.held()).unwrap_or_default();
        let known = "SELECT EXISTS (SELECT 1 FROM known_person WHERE person = ?1)";
        if !session.tx.prepare_cached(known)?.query_row([person.0], |r| r.get::<_, bool>(0))? {
            return Err(ClientError::NotFound("member"));
        }
        let after = of(session.tx, Place::Hand(person), &args.material)?.last();
        let said = Count { books, reason: args.reason.trim().to_owned(), after };
        let found = Tenths(args.found);
        count::count(found, &said)?;
        let movement = IssueMovement::Counted(said);
        let entry = IssueEntry { material: args.material.clone(), quantity: found, movement };
        let id = DocId::new(Feed::Work(workshop, person), Kind::IssueLedger, DocKey::month(session.now.month()));
        session.edit(id, |w| entries::add_issue(w, session.now, &entry))?;
        stock::of_hand(session.tx, session.me, &Clock::within(session), person, &args.material)
    })
}
