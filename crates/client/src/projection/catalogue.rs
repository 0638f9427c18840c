//! Products, materials, orders.

use crate::error::Result;
use documents::{Document, catalogue, order};
use rusqlite::{Transaction, params};

pub fn product(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let p = catalogue::read_product(document)?;
    let sql = "INSERT OR REPLACE INTO product (document, sku, name_en, name_sw, rate, minutes, skills)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let values = params![row, p.sku, p.name_en, p.name_sw, p.rate.0, p.minutes.0, p.skills.join(" ")];
    tx.prepare_cached(sql)?.execute(values)?;
    let sql = "INSERT INTO product_step (document, step, text_en, text_sw, picture) VALUES (?1, ?2, ?3, ?4, ?5)";
    for (step, number) in p.steps.into_iter().zip(1_u32..) {
        tx.prepare_cached(sql)?.execute(params![row, number, step.text_en, step.text_sw, step.picture])?;
    }
    let sql = "INSERT OR REPLACE INTO product_material (document, material, each) VALUES (?1, ?2, ?3)";
    for (material, each) in p.bill_of_materials {
        tx.prepare_cached(sql)?.execute(params![row, material, each.0])?;
    }
    Ok(())
}

pub fn material(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let m = catalogue::read_material(document)?;
    let sql = "INSERT OR REPLACE INTO material (document, code, name_en, name_sw, unit, source, cost)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let unit = m.unit.word();
    tx.prepare_cached(sql)?.execute(params![row, m.code, m.name_en, m.name_sw, unit, m.source, m.cost.0])?;
    Ok(())
}

pub fn order(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let o = order::read(document)?;
    let sql = "INSERT INTO customer_order (document, key, number, source, placed, cancelled, note)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let key = document.id().key;
    let placed = o.placed.map(|d| d.to_string()).unwrap_or_default();
    let values = params![row, key.bytes().as_slice(), o.number, o.source.word(), placed, o.cancelled, o.note];
    tx.prepare_cached(sql)?.execute(values)?;
    let sql = "INSERT INTO order_line (document, sku, pieces, due) VALUES (?1, ?2, ?3, ?4)";
    for line in o.lines {
        let due = line.due.map(|d| d.to_string()).unwrap_or_default();
        tx.prepare_cached(sql)?.execute(params![row, line.sku, line.pieces.0, due])?;
    }
    Ok(())
}
