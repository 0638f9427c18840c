//! The list of raw materials: `code,name_en,name_sw,unit,source,cost_kes_per_unit`.

use super::{ImportError, Into, Tally, unless};
use crate::writing::write_document;
use documents::catalogue::write_material;
use domain::catalogue::{MOST_CODE, MOST_TEXT, Material, Unit};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};
use imports::{File, Reason, Row, Seen};

const COLUMNS: &[&str] = &["code", "name_en", "name_sw", "unit", "source", "cost_kes_per_unit"];

/// Imports materials.
pub fn materials(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(COLUMNS, &[], &mut problems)?;
    let mut seen = Seen::new("material");
    let read = table.read(&mut problems, |row| material(row, &mut seen));
    let mut tally = Tally::default();
    for (_, material) in unless(problems, read)? {
        let id = DocId::new(Feed::Org, Kind::Material, DocKey::named("material", &material.code));
        tally.count(write_document(into.tx, into.org, into.author, id, |w| write_material(w, &material))?);
    }
    Ok(tally)
}

fn material(row: &Row, seen: &mut Seen) -> Result<Material, Reason> {
    let code = row.text("code", MOST_CODE)?;
    seen.once(row, &code)?;
    let unit = row.needed("unit")?;
    Ok(Material {
        code,
        name_en: row.text("name_en", MOST_TEXT)?,
        name_sw: row.text("name_sw", MOST_TEXT)?,
        unit: Unit::parse(unit).ok_or_else(|| Reason::BadUnit(imports::short(unit)))?,
        source: row.may_be_empty("source", MOST_TEXT)?,
        cost: row.shillings("cost_kes_per_unit")?,
    })
}
