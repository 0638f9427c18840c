//! How products are made: `sku,text_en,text_sw,picture`, one row for each step, in order. A product that the file does
//! not name keeps the steps that it has.

use super::products::known_product;
use super::{File, ImportError, Into, Tally, unless};
use crate::writing::write_document;
use documents::catalogue::write_product;
use domain::catalogue::{MOST_CODE, MOST_STEP, MOST_STEPS, Product, Step};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use imports::{Reason, Row};
use std::collections::BTreeMap;

/// Bytes of all steps of a product together: they travel as one value.
const MOST_BYTES: usize = 3_800;

/// Imports the steps of products that are in the catalogue.
pub fn steps(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(&["sku", "text_en", "text_sw", "picture"], &[], &mut problems)?;
    let mut products: BTreeMap<String, Option<Product>> = BTreeMap::new();
    for row in &table.rows {
        let sku = row.get("sku");
        if !products.contains_key(sku) {
            let before = known_product(into, sku)?;
            products.insert(sku.to_owned(), before.map(|product| Product { steps: Vec::new(), ..product }));
        }
    }
    table.read(&mut problems, |row| step(row, &mut products));
    let mut tally = Tally::default();
    for product in unless(problems, products)?.into_values().flatten() {
        let id = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", &product.sku));
        tally.count(write_document(into.tx, into.org, into.author, id, |w| write_product(w, &product))?);
    }
    Ok(tally)
}

fn step(row: &Row, products: &mut BTreeMap<String, Option<Product>>) -> Result<(), Reason> {
    let sku = row.text("sku", MOST_CODE)?;
    let Some(Some(product)) = products.get_mut(&sku) else { return Err(Reason::UnknownSku(sku)) };
    let step = Step {
        text_en: row.text("text_en", MOST_STEP)?,
        text_sw: row.text("text_sw", MOST_STEP)?,
        picture: row.may_be_empty("picture", MOST_CODE)?,
    };
    product.steps.push(step);
    let bytes: usize = product.steps.iter().map(|s| s.text_en.len() + s.text_sw.len() + s.picture.len() + 10).sum();
    let most = MOST_STEPS;
    if product.steps.len() > most || bytes > MOST_BYTES {
        let (text, least) = (product.steps.len().to_string(), "1".to_owned());
        return Err(Reason::OutOfBounds { field: "steps of a product", text, least, most: most.to_string() });
    }
    Ok(())
}
