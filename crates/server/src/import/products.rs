//! The catalogue: `sku,name_en,name_sw,rate_kes_per_piece,minutes_per_piece` and, where the office keeps it, `skills`;
//! beside it the bill of materials: `sku,material,quantity_per_piece`. The two are one import: a product is what both say
//! of it. What they do not speak of, such as the steps, stays as it is.

use super::{ImportError, Into, Tally, unless};
use crate::store::StoreError;
use crate::store::record::Seq;
use crate::writing::{WritingError, load, write_document};
use documents::catalogue::{read_product, write_product};
use domain::catalogue::{MOST_CODE, MOST_TEXT, Product};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Minutes, Tenths};
use imports::{File, Reason, Row, Seen};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: &[&str] = &["sku", "name_en", "name_sw", "rate_kes_per_piece", "minutes_per_piece"];
const SKILLS: &str = "skills";
/// Characters of all skills of a product together.
const MOST_SKILLS: usize = 200;
const BILL_COLUMNS: &[&str] = &["sku", "material", "quantity_per_piece"];

/// Imports products with their bills of materials.
pub fn products(into: &mut Into<'_>, file: &File, bill: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(COLUMNS, &[SKILLS], &mut problems)?;
    let mut skus = Seen::new("product");
    let products = table.read(&mut problems, |row| product(row, &mut skus));

    let bill = bill.table(BILL_COLUMNS, &[], &mut problems)?;
    let known = materials(into, &bill.rows)?;
    let mut seen = Seen::new("material of a product");
    let lines = bill.read(&mut problems, |row| bill_line(row, &skus, &known, &mut seen));

    let (products, lines) = unless(problems, (products, lines))?;
    let mut bills: BTreeMap<String, Vec<(String, Tenths)>> = BTreeMap::new();
    for (_, (sku, material, quantity)) in lines {
        bills.entry(sku).or_default().push((material, quantity));
    }
    let mut tally = Tally::default();
    for (_, mut product) in products {
        product.bill_of_materials = bills.remove(&product.sku).unwrap_or_default();
        product.bill_of_materials.sort();
        if let Some(before) = known_product(into, &product.sku)? {
            product.steps = before.steps;
            if !table.has(SKILLS) {
                product.skills = before.skills;
            }
        }
        let id = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", &product.sku));
        tally.count(write_document(into.tx, into.org, into.author, id, |w| write_product(w, &product))?);
    }
    Ok(tally)
}

fn product(row: &Row, skus: &mut Seen) -> Result<Product, Reason> {
    let sku = row.text("sku", MOST_CODE)?;
    skus.once(row, &sku)?;
    Ok(Product {
        sku,
        name_en: row.text("name_en", MOST_TEXT)?,
        name_sw: row.text("name_sw", MOST_TEXT)?,
        rate: row.shillings("rate_kes_per_piece")?,
        minutes: Minutes(row.whole("minutes_per_piece", 0..=Minutes::MOST.0)?),
        bill_of_materials: Vec::new(),
        skills: skills(row)?,
        steps: Vec::new(),
    })
}

/// Words of the people list, each once.
fn skills(row: &Row) -> Result<Vec<String>, Reason> {
    let words = row.may_be_empty(SKILLS, MOST_SKILLS)?;
    let words: BTreeSet<&str> = words.split_whitespace().collect();
    Ok(words.into_iter().map(str::to_owned).collect())
}

/// A product as the catalogue has it.
pub(super) fn known_product(into: &Into<'_>, sku: &str) -> Result<Option<Product>, WritingError> {
    let id = DocId::new(Feed::Org, Kind::Product, DocKey::named("product", sku));
    if into.tx.document(into.org, &id)?.is_none() {
        return Ok(None);
    }
    let document = load(&*into.tx, into.org, id, Seq::MAX)?;
    read_product(&document).map(Some).map_err(|error| WritingError::Document { id, error })
}

/// Which of the materials that the rows name are in the list.
fn materials(into: &Into<'_>, rows: &[Row]) -> Result<BTreeMap<String, bool>, StoreError> {
    let mut known = BTreeMap::new();
    for row in rows {
        let code = row.get("material");
        if !known.contains_key(code) {
            known.insert(code.to_owned(), into.has_material(code)?);
        }
    }
    Ok(known)
}

fn bill_line(
    row: &Row,
    skus: &Seen,
    known: &BTreeMap<String, bool>,
    seen: &mut Seen,
) -> Result<(String, String, Tenths), Reason> {
    let sku = row.text("sku", MOST_CODE)?;
    let material = row.text("material", MOST_CODE)?;
    if !skus.has(&sku) {
        return Err(Reason::UnknownSku(sku));
    }
    if known.get(&material) != Some(&true) {
        return Err(Reason::UnknownMaterial(material));
    }
    seen.once(row, &format!("{material} of {sku}"))?;
    let quantity = row.material("quantity_per_piece")?;
    Ok((sku, material, quantity))
}
