//! The workshop's store.

use crate::api::Nothing;
use crate::api::material::{Issue, LowRow, StoreReceive, StoreRow, StoreView, TakeBack, ToTakeBackRow};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::count::{self, Place};
use crate::use_cases::forecast::{self, Needs};
use crate::use_cases::{agreed, assignment, names};
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
pub fn list(app: &Arc<App>, _: Nothing) -> Result<StoreView> {
    app.read(view)
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
        view(session.tx, session.me)
    })
}

/// `store.issue`
pub fn issue(app: &Arc<App>, args: Issue) -> Result<StoreView> {
    app.command(|session| {
        let quantity = Tenths(args.quantity);
        names::known_material(session.tx, &args.material)?;
        sums(session.tx, own(session.me)?, &args.material)?.take(quantity)?;
        let assignment = match &args.assignment {
            Some(name) => {
                let found = assignment::named(session.tx, name)?;
                if (found.person, found.workshop) != (PersonId(args.person), own(session.me)?) {
                    return Err(ClientError::NotFound("assignment"));
                }
                Some(found.key)
            }
            None => None,
        };
        add_issue(session, args.person, args.material.clone(), quantity, IssueMovement::Issued { assignment })
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
        add_issue(session, args.person, args.material.clone(), quantity, IssueMovement::TakenBack)
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
    if !member && movement != IssueMovement::TakenBack {
        return Err(ClientError::NotFound("member"));
    }
    let feed = Feed::Work(workshop, PersonId(person));
    let id = DocId::new(feed, Kind::IssueLedger, DocKey::month(session.now.month()));
    let entry = IssueEntry { material, quantity, movement };
    session.edit(id, |w| entries::add_issue(w, session.now, &entry))?;
    view(session.tx, session.me)
}

/// The workshop whose store a lead keeps.
pub fn own(me: &Me) -> Result<WorkshopId> {
    Ok(me.role.workshop().ok_or(RuleError::NotAllowed)?)
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

fn view(c: &Connection, me: &Me) -> Result<StoreView> {
    let workshop = own(me)?;
    let mut statement = c.prepare_cached("SELECT code FROM material ORDER BY name_en, code")?;
    let codes = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let needs = forecast::needs(c, Some(workshop.0))?;
    let rows = codes.iter().map(|code| row(c, &needs, workshop, code)).collect::<Result<_>>()?;
    Ok(StoreView { rows, to_take_back: to_take_back(c, workshop)? })
}

fn row(c: &Connection, needs: &Needs, workshop: WorkshopId, code: &str) -> Result<StoreRow> {
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
        let needs = forecast::needs(c, workshop)?;
        let mut rows = Vec::new();
        for (workshop, code) in needs.places() {
            let stock = row(c, &needs, WorkshopId(*workshop), code)?;
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

fn to_take_back(c: &Connection, workshop: WorkshopId) -> Result<Vec<ToTakeBackRow>> {
    let sql = "SELECT person, material,
                 sum(CASE what WHEN 'returned' THEN quantity WHEN 'taken_back' THEN -quantity ELSE 0 END) AS open
               FROM movement WHERE workshop = ?1 AND ledger IN ('holding', 'issue')
               GROUP BY person, material HAVING open > 0 ORDER BY person, material";
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement
        .query_map([workshop.0], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(u32, String, i64)>>>()?;
    rows.into_iter()
        .map(|(person, code, quantity)| {
            let (name, material) = (names::person(c, person)?, names::material(c, &code)?);
            Ok(ToTakeBackRow { person, name, material, quantity })
        })
        .collect()
}
