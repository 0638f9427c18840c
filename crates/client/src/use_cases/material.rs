//! Material in the person's own hands.

use crate::api::material::{Amount, HoldingRow, HoldingView, Receive, ToReceiveRow, Use};
use crate::api::{MaterialRef, Nothing};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::count::{self, Place};
use crate::use_cases::{agreed, assignment, lots, names};
use documents::entries;
use domain::RuleError;
use domain::agree::{Choice, Question};
use domain::entry::{HoldingEntry, HoldingMovement};
use domain::id::{DocKey, EntryRef, PersonId};
use domain::kind::{DocId, Feed, Kind};
use domain::material::HoldingSums;
use domain::quantity::Tenths;
use domain::time::Month;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `material.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<MaterialRef>> {
    app.store.read(|c| {
        let mut statement =
            c.prepare_cached("SELECT code, name_en, name_sw, unit FROM material ORDER BY name_en, code")?;
        let rows = statement.query_map([], |r| {
            Ok(MaterialRef { code: r.get(0)?, name_en: r.get(1)?, name_sw: r.get(2)?, unit: r.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}

/// `material.holding`
pub fn holding(app: &Arc<App>, _: Nothing) -> Result<HoldingView> {
    app.read(view)
}

/// `material.receive`: confirming twice changes nothing.
pub fn receive(app: &Arc<App>, args: Receive) -> Result<HoldingView> {
    app.command(|session| {
        let (month, entry) = issue(&args.issue)?;
        let quantity = Tenths(args.quantity).at_least_one("quantity")?;
        let sql =
            "SELECT material, quantity FROM movement WHERE ledger = 'issue' AND what = 'issued' AND person = ?1 AND month = ?2
                   AND counter = ?3 AND actor = ?4";
        let counter = i64::try_from(entry.counter).unwrap_or(i64::MAX);
        let values = params![session.me.person.0, month.0, counter, entry.actor.0.as_slice()];
        let issued: Option<(String, i64)> =
            session.tx.prepare_cached(sql)?.query_row(values, |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        let (material, issued) = issued.ok_or(ClientError::NotFound("issue"))?;
        // More than the store wrote down is for the lead to write down first.
        if quantity.0 > issued {
            return Err(RuleError::MoreThanHeld { held: issued }.into());
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM movement WHERE ledger = 'holding' AND person = ?1 AND issue_month = ?2
                   AND issue_counter = ?3 AND issue_actor = ?4)";
        let confirmed: bool = session.tx.prepare_cached(sql)?.query_row(values, |r| r.get(0))?;
        if !confirmed {
            let movement = HoldingMovement::Received { issue: Some((month, entry)) };
            add(session, &HoldingEntry { material, quantity, movement })?;
        }
        view(session.tx, session.me)
    })
}

/// `material.use`
pub fn use_material(app: &Arc<App>, args: Use) -> Result<HoldingView> {
    app.command(|session| {
        let found = assignment::named(session.tx, &args.assignment)?;
        if found.person != session.me.person {
            return Err(RuleError::NotAllowed.into());
        }
        take(session, args.material, args.quantity, HoldingMovement::Used { assignment: Some(found.key) })
    })
}

/// `material.give_back`
pub fn give_back(app: &Arc<App>, args: Amount) -> Result<HoldingView> {
    app.command(|session| {
        let lots = lots::of_hand(session.tx, session.me.person, &args.material)?.lots.say(Tenths(args.quantity));
        take(session, args.material, args.quantity, HoldingMovement::Returned { lots })
    })
}

/// `material.scrap`
pub fn scrap(app: &Arc<App>, args: Amount) -> Result<HoldingView> {
    app.command(|session| take(session, args.material, args.quantity, HoldingMovement::Scrapped))
}

fn take(session: &Session<'_>, material: String, quantity: i64, movement: HoldingMovement) -> Result<HoldingView> {
    let quantity = Tenths(quantity);
    sums_of(session.tx, session.me.person, &material)?.take(quantity)?;
    add(session, &HoldingEntry { material, quantity, movement })?;
    view(session.tx, session.me)
}

fn add(session: &Session<'_>, entry: &HoldingEntry) -> Result<()> {
    let workshop = session.me.role.workshop().ok_or(RuleError::NotAllowed)?;
    let feed = Feed::Work(workshop, session.me.person);
    let id = DocId::new(feed, Kind::HoldingLedger, DocKey::month(session.now.month()));
    session.edit(id, |w| entries::add_holding(w, session.now, entry))
}

/// What people agreed has come to a person as well, of one material.
fn arrived() -> String {
    format!(
        "(SELECT coalesce(sum(g.difference), 0) FROM agreed g WHERE g.person = ?1 AND g.about = m.material AND {})",
        agreed::is("g", Question::Receipt, Choice::Arrived)
    )
}

/// That a movement `m` counts. Two phones of one person may both have confirmed one issue: it came once, and the lesser
/// count stands. Copies of a phone whose clocks are months apart do it as one actor with one counter, in two ledgers.
/// Here and below, that an issue is named is said although it follows: the index of what names one is of those rows.
pub const ONCE: &str = "NOT (m.ledger = 'holding' AND m.issue_actor <> x'' AND EXISTS (SELECT 1 FROM movement o
    WHERE o.person = m.person AND o.workshop = m.workshop AND o.ledger = 'holding' AND o.issue_month = m.issue_month
    AND o.issue_counter = m.issue_counter AND o.issue_actor = m.issue_actor AND o.issue_actor <> x''
    AND (o.quantity, o.month, o.counter, o.actor) < (m.quantity, m.month, m.counter, m.actor)))";

/// What a person's movements add up to, by material.
pub fn sums(c: &Connection, person: u32) -> Result<Vec<(String, HoldingSums)>> {
    let sum = |what| format!("coalesce(sum(quantity) FILTER (WHERE what = '{what}'), 0)");
    let sql = format!(
        "SELECT material, {}, {}, {}, {}, {} FROM movement m WHERE person = ?1 AND ledger = 'holding' AND {ONCE}
         GROUP BY material",
        sum("received"),
        sum("used"),
        sum("returned"),
        sum("scrapped"),
        arrived()
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement.query_map([person], |r| {
        let tenths = |at: usize| -> rusqlite::Result<Tenths> { Ok(Tenths(r.get(at)?)) };
        let (received, used, returned, scrapped) = (tenths(1)?, tenths(2)?, tenths(3)?, tenths(4)?);
        let sums = HoldingSums { received, used, returned, scrapped, agreed: tenths(5)?, counted: Tenths(0) };
        Ok((r.get(0)?, sums))
    })?;
    let mut all = rows.collect::<rusqlite::Result<BTreeMap<String, HoldingSums>>>()?;
    for material in count::counted_in_hand(c, person)? {
        let counted = count::of(c, Place::Hand(PersonId(person)), &material)?.difference;
        all.entry(material).or_default().counted = counted;
    }
    Ok(all.into_iter().collect())
}

/// What a person's movements of one material add up to.
pub fn sums_of(c: &Connection, person: PersonId, material: &str) -> Result<HoldingSums> {
    let of = sums(c, person.0)?.into_iter().find(|(code, _)| code == material);
    Ok(of.map(|(_, sums)| sums).unwrap_or_default())
}

/// What a store gave to a person and they have not confirmed.
pub struct OnTheWay {
    pub workshop: u32,
    pub person: u32,
    pub material: String,
    pub quantity: Tenths,
}

/// What is on the way from the store of one workshop, or of all.
pub fn on_the_way(c: &Connection, workshop: Option<u32>) -> Result<Vec<OnTheWay>> {
    let sql = format!(
        "SELECT m.workshop, m.person, m.material, sum(m.quantity) FROM movement m
         WHERE (?1 IS NULL OR m.workshop = ?1) AND {WAITS} GROUP BY m.workshop, m.person, m.material"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement.query_map([workshop], |r| {
        Ok(OnTheWay { workshop: r.get(0)?, person: r.get(1)?, material: r.get(2)?, quantity: Tenths(r.get(3)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// That a movement `m` is an issue that waits to be confirmed.
pub const WAITS: &str = "m.ledger = 'issue' AND m.what = 'issued' AND NOT EXISTS (
    SELECT 1 FROM movement h WHERE h.person = m.person AND h.workshop = m.workshop AND h.ledger = 'holding' AND h.issue_month = m.month
    AND h.issue_counter = m.counter AND h.issue_actor = m.actor AND h.issue_actor <> x'')";

fn view(c: &Connection, me: &Me) -> Result<HoldingView> {
    let rows = sums(c, me.person.0)?
        .into_iter()
        .map(|(code, sums)| {
            Ok(HoldingRow {
                material: names::material(c, &code)?,
                received: sums.received.0,
                used: sums.used.0,
                returned: sums.returned.0,
                scrapped: sums.scrapped.0,
                agreed: sums.agreed.0,
                counted: sums.counted.0,
                held: sums.held().0,
            })
        })
        .collect::<Result<_>>()?;
    Ok(HoldingView { rows, to_receive: to_receive(c, me.person.0)? })
}

fn to_receive(c: &Connection, person: u32) -> Result<Vec<ToReceiveRow>> {
    let sql = format!(
        "SELECT m.month, m.counter, m.actor, m.material, m.quantity, m.at FROM movement m WHERE m.person = ?1 AND {WAITS}
         ORDER BY m.at, m.counter"
    );
    let mut statement = c.prepare_cached(&sql)?;
    let rows = statement
        .query_map([person], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)))?
        .collect::<rusqlite::Result<Vec<(u32, i64, [u8; 16], String, i64, i64)>>>()?;
    rows.into_iter()
        .map(|(month, counter, actor, code, quantity, at)| {
            let counter = u64::try_from(counter).unwrap_or(0);
            let entry = EntryRef { counter, actor: domain::id::Actor(actor) };
            let by = names::author(c, &actor)?.map(|(_, name)| name).unwrap_or_default();
            Ok(ToReceiveRow {
                issue: format!("{month}:{entry}"),
                material: names::material(c, &code)?,
                quantity,
                at,
                by,
            })
        })
        .collect()
}

/// `month:counter@actor`.
fn issue(name: &str) -> Result<(Month, EntryRef)> {
    let parse = || {
        let (month, entry) = name.split_once(':')?;
        Some((Month(month.parse().ok()?), entry.parse().ok()?))
    };
    parse().ok_or(ClientError::NotFound("issue"))
}
