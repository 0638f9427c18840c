//! Fields into which devices wrote different values.

use super::{Also, Matter, Offer, find};
use crate::api::agree::{SideKind, SideRow};
use crate::error::Result;
use crate::identity::Me;
use crate::store::documents::id_at;
use crate::use_cases::names;
use crate::use_cases::signed::Clock;
use domain::agree::{Choice, Question};
use domain::id::{Actor, DocKey, EntryRef};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::Role;
use domain::time::Day;
use rusqlite::{Connection, OptionalExtension, Row};

struct Value {
    document: Option<DocId>,
    row: i64,
    field: String,
    id: EntryRef,
    value: String,
    at: i64,
}

fn read(r: &Row<'_>) -> rusqlite::Result<Value> {
    let (counter, actor): (i64, [u8; 16]) = (r.get(5)?, r.get(6)?);
    Ok(Value {
        row: r.get(0)?,
        document: id_at(r, 1)?,
        field: r.get(4)?,
        id: EntryRef { counter: u64::try_from(counter).unwrap_or(0), actor: Actor(actor) },
        value: r.get(7)?,
        at: r.get(8)?,
    })
}

/// The fields that people of a lead's workshop, or of the office, have to agree on.
pub fn matters(c: &Connection, me: &Me, clock: &Clock) -> Result<Vec<Matter>> {
    let sql = "SELECT d.document, o.feed, o.kind, o.key, d.field, d.counter, d.actor, d.value, d.at
               FROM disagreement d JOIN document o ON o.id = d.document ORDER BY d.document, d.field, d.counter, d.actor";
    let all = c.prepare_cached(sql)?.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let of_one = all.chunk_by(|a, b| (a.row, &a.field) == (b.row, &b.field));
    of_one.filter_map(|values| one(c, me, clock, values).transpose()).collect()
}

fn one(c: &Connection, me: &Me, clock: &Clock, values: &[Value]) -> Result<Option<Matter>> {
    let Some((first, document)) = values.first().and_then(|v| Some((v, v.document?))) else { return Ok(None) };
    let feed = match document.feed {
        Feed::Work(w, p) => Feed::Work(w, p),
        Feed::Workshop(w) | Feed::Leads(w) => Feed::Leads(w),
        Feed::Org | Feed::Office | Feed::Private(_) => Feed::Office,
    };
    // A lead settles what is of the workshop; what only the office may write is the office's.
    if me.role != Role::Coordinator && feed == Feed::Office {
        return Ok(None);
    }
    let numbers: Vec<i64> = values.iter().map(|v| i64::try_from(v.id.counter).unwrap_or(0)).collect();
    let actors: Vec<String> = values.iter().map(|v| v.id.actor.to_string()).collect();
    let about = format!("{document}/{}/{}", first.field, actors.join("+"));
    let mut matter = find::matter(c, feed, Question::Field, &about, &numbers, 0)?;
    for value in values {
        let mut offer = Offer::of(&format!("side:{}", value.id), Choice::Side);
        offer.entry = Some(value.id);
        offer.also = Also::Settle(document, first.field.clone(), value.id);
        let at = Some(value.at).filter(|at| *at != 0);
        let counter = i64::try_from(value.id.counter).unwrap_or(i64::MAX);
        let signed = clock.signed(c, value.row, counter, &value.id.actor.0, at)?;
        let (what, offered) = (SideKind::Value, offer.name.clone());
        let value = shown(&first.field, &value.value);
        matter.row.sides.push(SideRow { what, signed, quantity: 0, value, offer: offered });
        matter.offers.push(offer);
    }
    let about = About::of(c, document)?;
    matter.row.product = about.sku.map(|sku| names::product(c, &sku)).transpose()?;
    matter.row.material = about.material.map(|code| names::material(c, &code)).transpose()?;
    matter.row.order_number = about.order_number;
    matter.row.field.clone_from(&first.field);
    document.kind.name().clone_into(&mut matter.row.kind);
    matter.row.assignment = about.assignment;
    matter.row.batch = about.batch;
    matter.row.stands = stands(&first.field, values);
    matter.about.clone_from(&first.field);
    matter.subject = Some(document.key);
    Ok(Some(matter))
}

/// What is shown of a value.
fn shown(field: &str, value: &str) -> String {
    match (field, value.parse::<i32>()) {
        ("due" | "placed", Ok(day)) => Day(day).to_string(),
        _ => value.to_owned(),
    }
}

/// The value that is read until people agree: of counts, rates and days the least, of "taken back" and "cancelled" the
/// no. See the readers in `documents`, which the tests hold this against.
fn stands(field: &str, values: &[Value]) -> String {
    let least = || values.iter().filter_map(|v| v.value.parse::<i64>().ok()).min().map(|least| least.to_string());
    let chosen = match field {
        "due" | "pieces" | "rate" | "minutes" | "cost" => least(),
        "withdrawn" | "cancelled" => Some("false".to_owned()),
        // A yes that is overlooked would lock an artisan out of work that is being done.
        "decision" => values.iter().map(|v| v.value.clone()).find(|value| value == "accepted"),
        _ => None,
    };
    // Of anything else the value that automerge puts last.
    let last = || values.iter().max_by_key(|v| v.id).map(|v| v.value.clone());
    shown(field, &chosen.or_else(last).unwrap_or_default())
}

/// What a document is about, for the head of its card.
#[derive(Default)]
struct About {
    sku: Option<String>,
    material: Option<String>,
    order_number: String,
    assignment: String,
    batch: String,
}

impl About {
    fn of(c: &Connection, id: DocId) -> Result<Self> {
        let key = id.key.bytes().as_slice();
        let text = |sql: &str| -> Result<Option<String>> {
            Ok(c.prepare_cached(sql)?.query_row([key], |r| r.get(0)).optional()?)
        };
        let named = |sql: &str, what: &str| -> Result<Option<String>> {
            let mut statement = c.prepare_cached(sql)?;
            let all = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
            Ok(all.into_iter().find(|name| DocKey::named(what, name) == id.key))
        };
        let mut about = Self::default();
        match (id.kind, id.feed) {
            (Kind::Assignment | Kind::Work | Kind::Check, Feed::Work(w, p)) => {
                about.sku = text("SELECT sku FROM assignment WHERE key = ?1")?;
                about.assignment = names::assignment_name(w.0, p.0, key);
            }
            (Kind::Batch, Feed::Workshop(w)) => {
                about.sku = text("SELECT sku FROM batch WHERE key = ?1")?;
                about.order_number = text("SELECT order_number FROM batch WHERE key = ?1")?.unwrap_or_default();
                about.batch = names::batch_name(w.0, key);
            }
            (Kind::Order, _) => {
                about.order_number = text("SELECT number FROM customer_order WHERE key = ?1")?.unwrap_or_default();
            }
            (Kind::Product, _) => about.sku = named("SELECT sku FROM product", "product")?,
            (Kind::Material, _) => about.material = named("SELECT code FROM material", "material")?,
            _ => {}
        }
        Ok(about)
    }
}
