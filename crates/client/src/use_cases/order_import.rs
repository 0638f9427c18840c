//! Files of orders, read on the phone: a look at what they say first, then the same again as orders.
//!
//! Nothing is kept between the two: the file comes again, so that what is written is what the file says against what is
//! known at that moment, and two coordinators who take in one file offline write one order each time its number occurs.

use crate::api::office::OrderSource;
use crate::api::plan::{ImportChange, ImportProblem, ImportRow, ImportView, OrderFile};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::{Session, documents};
use crate::use_cases::{batch, names};
use ::documents::{Document, order as document};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::catalogue::{Order, OrderSource as Source};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::may_write;
use imports::{Difference, File, Problem, ReadOrders, compare};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most bytes of a file. A shop's export of ten thousand orders has as many.
const MOST_BYTES: usize = 5 << 20;
/// The most problems that are told; a file with more is another file.
const MOST_PROBLEMS: usize = 200;

/// `order.preview`
pub fn preview(app: &Arc<App>, args: OrderFile) -> Result<ImportView> {
    app.read(|c, me| {
        if !may_write(me.person, me.role, &id(&Order::key(Source::Wholesale, ""))) {
            return Err(domain::RuleError::NotAllowed.into());
        }
        Ok(read(c, &args)?.view)
    })
}

/// `order.import`: writes what the preview shows as new, changed and cancelled.
pub fn import(app: &Arc<App>, args: OrderFile) -> Result<ImportView> {
    app.command(|session: &Session<'_>| {
        let file = read(session.tx, &args)?;
        for order in &file.orders {
            let id = id(&Order::key(order.source, &order.number));
            session.edit(id, |w| document::write(w, order))?;
        }
        Ok(file.view)
    })
}

fn id(key: &domain::id::DocKey) -> DocId {
    DocId::new(Feed::Office, Kind::Order, *key)
}

/// A file against what is known.
struct Known {
    view: ImportView,
    /// The orders that say something new.
    orders: Vec<Order>,
}

fn read(c: &Connection, args: &OrderFile) -> Result<Known> {
    // Four characters stand for three bytes.
    if args.bytes.len() / 4 * 3 > MOST_BYTES {
        return Err(ClientError::TooLarge { most: MOST_BYTES });
    }
    let bytes =
        BASE64_STANDARD.decode(&args.bytes).map_err(|_| ClientError::BadArguments("bytes in base 64".into()))?;
    let file = File::new(&args.name, bytes);
    let (source, read) = match imports::OrderFile::sniff(&file) {
        Ok(file) => {
            let known = known_skus(c, &file.skus())?;
            (file.source(), file.read(&known))
        }
        Err(problem) => {
            let nothing = ReadOrders { orders: vec![], problems: vec![problem], left_out: BTreeSet::new() };
            (Source::Wholesale, nothing)
        }
    };
    let refused = read.problems.iter().take(MOST_PROBLEMS).map(problem).collect();
    let mut view = ImportView {
        source: if source == Source::Shopify { OrderSource::Shopify } else { OrderSource::Wholesale },
        new: vec![],
        changed: vec![],
        cancelled: vec![],
        same: 0,
        refused,
        left_out: read.left_out.into_iter().collect(),
    };
    let mut orders = Vec::new();
    for order in read.orders {
        let key = Order::key(order.source, &order.number);
        let known = documents::load(c, id(&key))?;
        let unwritten = known.heads() == Document::new(id(&key))?.heads();
        let known = if unwritten { None } else { Some(document::read(&known)?) };
        let list = match compare(known.as_ref(), &order) {
            Difference::Same => {
                view.same += 1;
                continue;
            }
            Difference::New => (&mut view.new, vec![]),
            Difference::Cancelled => (&mut view.cancelled, vec![]),
            Difference::Changed(changes) => (&mut view.changed, changes),
        };
        let (list, changes) = list;
        let begun = batch::rows_of_order(c, key.bytes().as_slice())?;
        list.push(ImportRow {
            number: order.number.clone(),
            pieces: order.lines.iter().map(|l| l.pieces.0).fold(0, u32::saturating_add),
            changes: changes
                .into_iter()
                .map(|change| {
                    let product = names::product(c, &change.sku)?;
                    Ok(ImportChange { product, before: change.before.0, after: change.after.0 })
                })
                .collect::<Result<_>>()?,
            batches: u32::try_from(begun.iter().filter(|b| batch::is_open(b)).count()).unwrap_or(u32::MAX),
        });
        orders.push(order);
    }
    Ok(Known { view, orders })
}

fn known_skus(c: &Connection, skus: &BTreeSet<&str>) -> Result<BTreeSet<String>> {
    let mut statement = c.prepare_cached("SELECT sku FROM product")?;
    let all = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()?;
    Ok(all.into_iter().filter(|sku| skus.contains(sku.as_str())).collect())
}

fn problem(problem: &Problem) -> ImportProblem {
    let (field, text) = problem.reason.about();
    ImportProblem {
        line: u32::try_from(problem.line).unwrap_or(u32::MAX),
        code: problem.reason.code().into(),
        field,
        text,
        detail: problem.reason.to_string(),
    }
}
