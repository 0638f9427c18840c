//! The workshop's store.

use crate::api::Nothing;
use crate::api::material::{Issue, LowRow, OfStores, StoreReceive, StoreRow, StoreView, TakeBack, ToTakeBackRow};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::count::{self, Place};
use crate::use_cases::forecast::{self, Needs};
use crate::use_cases::{agreed, assignment, lots, names};
use documents::entries;
use domain::RuleError;
use domain::agree::{Choice, Question};
use domain::catalogue::{MOST_CODE, short_text};
use domain::entry::{IssueEntry, IssueMovement, StoreEntry, StoreMovement};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::material::StoreSums;
use domain::policy::Role;
use domain::quantity::Tenths;
use rusqlite::{Connection, params};
use std::sync::Arc;

/// `store.list`
pub fn list(app: &Arc<App>, args: OfStores) -> Result<StoreView> {
    app.read(|c, me| view(c, of(me, args.workshop)?))
}

/// `store.receive`
pub fn receive(app: &Arc<App>, args: StoreReceive) -> Result<StoreView> {
    app.command(|session| {
        let quantity = Tenths(args.quantity).at_least_one("quantity")?;
        names::known_material(session.tx, &args.material)?;
        short_text("lot", &args.lot, MOST_CODE)?;
        let movement = StoreMovement::Received { lot: args.lot.trim().to_owned() };
        let entry = StoreEntry { material: args.material.clone(), quantity, movement };
        let key = DocKey::month(session.now.month());
        let id = DocId::new(Feed::Leads(own(session.me)?), Kind::StoreLedger, key);
        session.edit(id, |w| entries::add_store(w, session.now, &entry))?;
        view(session.tx, own(session.me)?)
    })
}

/// `store.issue`
pub fn issue(app: &Arc<App>, args: Issue) -> Result<StoreView> {
    app.command(|session| {
        let quantity = Tenths(args.quantity);
        names::known_material(session.tx, &args.material)?;
        let workshop = own(session.me)?;
        let sums = sums(session.tx, workshop, &args.material)?;
        sums.take(quantity)?;
        let lots = lots::of_store(session.tx, workshop, &args.material, &sums)?.lots.say(quantity);
        let assignment = match &args.assignment {
            Some(name) => {
                let found = assignment::named(session.tx, name)?;
                if (found.person, found.workshop) != (PersonId(args.person), workshop) {
                    return Err(ClientError::NotFound("assignment"));
                }
                Some(found.key)
            }
            None => None,
        };
        add_issue(session, args.person, args.material.clone(), quantity, IssueMovement::Issued { assignment, lots })
    })
}

/// `store.take_back`
pub fn take_back(app: &Arc<App>, args: TakeBack) -> Result<StoreView> {
    app.command(|session| {
        let quantity = Tenths(args.quantity).at_least_one("quantity")?;
        names::known_material(session.tx, &args.material)?;
        // The person may have forgotten to write the return down, but cannot bring what was never given to them.
        let given = "SELECT coalesce(sum(CASE what WHEN 'issued' THEN quantity WHEN 'taken_back' THEN -quantity ELSE 0 END), 0) FROM movement
                     WHERE workshop = ?1 AND person = ?2 AND material = ?3 AND ledger = 'issue'";
        let values = params![own(session.me)?.0, args.person, args.material];
        let held: i64 = session.tx.prepare_cached(given)?.query_row(values, |r| r.get(0))?;
        if quantity.0 > held {
            return Err(RuleError::MoreThanHeld { held }.into());
        }
        let (workshop, person) = (own(session.me)?, PersonId(args.person));
        let lots = lots::brought(session.tx, workshop, person, &args.material, quantity)?;
        add_issue(session, args.person, args.material.clone(), quantity, IssueMovement::TakenBack { lots })
    })
}

fn add_issue(
    session: &Session<'_>,
    person: u32,
    material: String,
    quantity: Tenths,
    movement: IssueMovement,
) -> Result<StoreView> {
    let workshop = own(session.me)?;
    let member: bool = session
        .tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM member WHERE workshop = ?1 AND person = ?2)")?
        .query_row([workshop.0, person], |r| r.get(0))?;
    // Somebody who has left may still bring material back.
    if !member && !matches!(movement, IssueMovement::TakenBack { .. }) {
        return Err(ClientError::NotFound("member"));
    }
    let feed = Feed::Work(workshop, PersonId(person));
    let id = DocId::new(feed, Kind::IssueLedger, DocKey::month(session.now.month()));
    let entry = IssueEntry { material, quantity, movement };
    session.edit(id, |w| entries::add_issue(w, session.now, &entry))?;
    view(session.tx, own(session.me)?)
}

/// The workshop whose store a lead keeps.
pub fn own(me: &Me) -> Result<WorkshopId> {
    Ok(me.role.workshop().ok_or(RuleError::NotAllowed)?)
}

/// The workshop whose store somebody looks at: a coordinator at any, everybody else at their own.
pub fn of(me: &Me, workshop: Option<u32>) -> Result<WorkshopId> {
    match (workshop, me.role) {
        (Some(workshop), Role::Coordinator) => Ok(WorkshopId(workshop)),
        _ => own(me),
    }
}

/// What people agreed never left a workshop's store, of one material.
fn stayed() -> String {
    format!(
        "(SELECT coalesce(sum(g.difference), 0) FROM agreed g WHERE g.workshop = ?1 AND g.about = ?2 AND {})",
        agreed::is("g", Question::Receipt, Choice::Stayed)
    )
}

/// What the movements of one material through a workshop's store add up to.
pub fn sums(c: &Connection, workshop: WorkshopId, material: &str) -> Result<StoreSums> {
    let sum =
        |ledger, what| format!("coalesce(sum(quantity) FILTER (WHERE ledger = '{ledger}' AND what = '{what}'), 0)");
    let sql = format!(
        "SELECT {}, {}, {}, {}, {} FROM movement WHERE workshop = ?1 AND material = ?2",
        sum("store", "received"),
        sum("store", "scrapped"),
        sum("issue", "issued"),
        sum("issue", "taken_back"),
        stayed()
    );
    let mut statement = c.prepare_cached(&sql)?;
    let sums = statement.query_row(params![workshop.0, material], |r| {
        let tenths = |at: usize| -> rusqlite::Result<Tenths> { Ok(Tenths(r.get(at)?)) };
        Ok(StoreSums {
            received: tenths(0)?,
            scrapped: tenths(1)?,
            issued: tenths(2)?,
            taken_back: tenths(3)?,
            agreed: tenths(4)?,
            counted: Tenths(0),
        })
    })?;
    Ok(StoreSums { counted: count::of(c, Place::Store(workshop), material)?.difference, ..sums })
}

fn view(c: &Connection, workshop: WorkshopId) -> Result<StoreView> {
    let mut statement = c.prepare_cached("SELECT code FROM material ORDER BY name_en, code")?;
    let codes = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let (needs, returning) = (forecast::needs(c, Some(workshop.0))?, returning(c, Some(workshop.0))?);
    let rows = codes.iter().map(|code| row(c, &needs, &returning, workshop, code)).collect::<Result<_>>()?;
    Ok(StoreView { rows, to_take_back: to_take_back(c, &returning)? })
}

fn row(c: &Connection, needs: &Needs, returning: &[Returning], workshop: WorkshopId, code: &str) -> Result<StoreRow> {
    let sums = sums(c, workshop, code)?;
    Ok(StoreRow {
        material: names::material(c, code)?,
        received: sums.received.0,
        issued: sums.issued.0,
        taken_back: sums.taken_back.0,
        scrapped: sums.scrapped.0,
        agreed: sums.agreed.0,
        counted: sums.counted.0,
        in_store: sums.in_store().0,
        coming_back: coming_back(returning, |one| (one.workshop, one.material.as_str()) == (workshop.0, code)).0,
        forecast: forecast::row(&needs.forecast(workshop.0, code, sums.in_store())),
    })
}

/// `store.low`: for a lead of the own workshop, for a coordinator of all; what accepted work lacks is in front.
pub fn low(app: &Arc<App>, _: Nothing) -> Result<Vec<LowRow>> {
    app.read(|c, me| {
        let workshop = match me.role {
            Role::Coordinator => None,
            _ => Some(own(me)?.0),
        };
        let (needs, returning) = (forecast::needs(c, workshop)?, returning(c, workshop)?);
        let mut rows = Vec::new();
        for (workshop, code) in needs.places() {
            let stock = row(c, &needs, &returning, WorkshopId(*workshop), code)?;
            if stock.forecast.missing > 0 || stock.forecast.planned_missing > 0 {
                rows.push(LowRow { workshop: names::workshop(c, *workshop)?, stock });
            }
        }
        rows.sort_by(|a, b| {
            let key = |row: &LowRow| {
                (row.stock.forecast.missing == 0, row.workshop.code.clone(), row.stock.material.code.clone())
            };
            key(a).cmp(&key(b))
        });
        Ok(rows)
    })
}

/// What a person gave back, and the store has not taken back yet.
pub struct Returning {
    /// Whose store.
    pub workshop: u32,
    /// Who.
    pub person: u32,
    /// Code of the material.
    pub material: String,
    /// How much.
    pub quantity: Tenths,
}

/// What comes back to the store of one workshop, or of all.
pub fn returning(c: &Connection, workshop: Option<u32>) -> Result<Vec<Returning>> {
    let sql = "SELECT workshop, person, material,
                 sum(CASE what WHEN 'returned' THEN quantity WHEN 'taken_back' THEN -quantity ELSE 0 END) AS open
               FROM movement WHERE (?1 IS NULL OR workshop = ?1) AND ledger IN ('holding', 'issue')
               GROUP BY workshop, person, material HAVING open > 0 ORDER BY workshop, person, material";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([workshop], |r| {
        Ok(Returning { workshop: r.get(0)?, person: r.get(1)?, material: r.get(2)?, quantity: Tenths(r.get(3)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How much of it comes back.
pub fn coming_back(all: &[Returning], of_it: impl Fn(&Returning) -> bool) -> Tenths {
    all.iter().filter(|one| of_it(one)).map(|one| one.quantity).sum()
}

fn to_take_back(c: &Connection, returning: &[Returning]) -> Result<Vec<ToTakeBackRow>> {
    let rows = returning.iter().map(|one| {
        let (name, material) = (names::person(c, one.person)?, names::material(c, &one.material)?);
        Ok(ToTakeBackRow { person: one.person, name, material, quantity: one.quantity.0 })
    });
    rows.collect()
}
