//! Products and materials.

use crate::codec::{self, Item, Items};
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::catalogue::{Material, Product, Step, Unit};
use domain::quantity::{Cents, Minutes, Tenths};

/// Writes what differs from `product`.
pub fn write_product(w: &mut Writer<'_>, product: &Product) -> Result<(), DocumentError> {
    w.put("sku", product.sku.as_str())?;
    w.put("name_en", product.name_en.as_str())?;
    w.put("name_sw", product.name_sw.as_str())?;
    w.put("rate", product.rate.0)?;
    w.put("minutes", i64::from(product.minutes.0))?;
    let line = |(code, each): &(String, Tenths)| Item::List(vec![Item::text(code), Item::number(each.0)]);
    w.put("materials", codec::array(product.bill_of_materials.iter().map(line).collect()))?;
    // Most catalogues say neither, and a field that is not written costs nothing.
    if !product.skills.is_empty() || w.has("skills")? {
        w.put("skills", codec::array(product.skills.iter().map(|skill| Item::text(skill)).collect()))?;
    }
    if !product.steps.is_empty() || w.has("steps")? {
        let step = |s: &Step| Item::List(vec![Item::text(&s.text_en), Item::text(&s.text_sw), Item::text(&s.picture)]);
        w.put("steps", codec::array(product.steps.iter().map(step).collect()))?;
    }
    Ok(())
}

/// Reads a product.
pub fn read_product(document: &Document) -> Result<Product, DocumentError> {
    let mut bill_of_materials = Vec::new();
    if let Some(ScalarValue::Bytes(bytes)) = document.values("materials")?.pop() {
        let bad = || DocumentError::Field("materials");
        let mut lines = Items::read(&bytes).ok_or_else(bad)?;
        while let Item::List(line) = lines.next() {
            match line.as_slice() {
                [Item::Text(code), Item::Int(each)] => bill_of_materials.push((code.clone(), Tenths(*each))),
                _ => return Err(bad()),
            }
        }
    }
    Ok(Product {
        sku: document.text("sku")?,
        name_en: document.text("name_en")?,
        name_sw: document.text("name_sw")?,
        rate: Cents(document.least("rate")?),
        minutes: Minutes(document.least_count("minutes")?),
        bill_of_materials,
        skills: read_skills(document)?,
        steps: read_steps(document)?,
    })
}

fn read_skills(document: &Document) -> Result<Vec<String>, DocumentError> {
    let bad = || DocumentError::Field("skills");
    let mut items = match document.values("skills")?.pop() {
        Some(ScalarValue::Bytes(bytes)) => Items::read(&bytes).ok_or_else(bad)?,
        Some(_) => return Err(bad()),
        None => return Ok(Vec::new()),
    };
    let mut skills = Vec::new();
    while let Item::Text(skill) = items.next() {
        skills.push(skill);
    }
    Ok(skills)
}

/// Where devices disagree about the steps, one whole list stands: steps of two lists mixed would be no way to make it.
fn read_steps(document: &Document) -> Result<Vec<Step>, DocumentError> {
    let bad = || DocumentError::Field("steps");
    let mut items = match document.values("steps")?.pop() {
        Some(ScalarValue::Bytes(bytes)) => Items::read(&bytes).ok_or_else(bad)?,
        Some(_) => return Err(bad()),
        None => return Ok(Vec::new()),
    };
    let mut steps = Vec::new();
    while let Item::List(step) = items.next() {
        let mut parts = step.into_iter().map(|item| match item {
            Item::Text(text) => Ok(text),
            Item::Nothing => Ok(String::new()),
            _ => Err(bad()),
        });
        let mut part = || parts.next().unwrap_or_else(|| Ok(String::new()));
        steps.push(Step { text_en: part()?, text_sw: part()?, picture: part()? });
    }
    Ok(steps)
}

/// Writes what differs from `material`.
pub fn write_material(w: &mut Writer<'_>, material: &Material) -> Result<(), DocumentError> {
    w.put("code", material.code.as_str())?;
    w.put("name_en", material.name_en.as_str())?;
    w.put("name_sw", material.name_sw.as_str())?;
    w.put("unit", material.unit.word())?;
    w.put("source", material.source.as_str())?;
    w.put("cost", material.cost.0)
}

/// Reads a material.
pub fn read_material(document: &Document) -> Result<Material, DocumentError> {
    Ok(Material {
        code: document.text("code")?,
        name_en: document.text("name_en")?,
        name_sw: document.text("name_sw")?,
        unit: Unit::parse(&document.text("unit")?).ok_or(DocumentError::Field("unit"))?,
        source: document.text("source")?,
        cost: Cents(document.least("cost")?),
    })
}

/// Reading registers. Where devices disagree the careful value stands until people settle it: the lower
/// count, the earlier day. It is the same on every device.
impl Document {
    /// A text register; of several values the one that automerge puts last.
    pub(crate) fn text(&self, field: &'static str) -> Result<String, DocumentError> {
        match self.values(field)?.pop() {
            Some(ScalarValue::Str(text)) => Ok(text.to_string()),
            _ => Err(DocumentError::Field(field)),
        }
    }

    /// A whole number register; the least of several values.
    pub(crate) fn least(&self, field: &'static str) -> Result<i64, DocumentError> {
        let mut least = None;
        for value in self.values(field)? {
            let number = match value {
                ScalarValue::Int(n) => n,
                ScalarValue::Uint(n) => i64::try_from(n).map_err(|_| DocumentError::Field(field))?,
                _ => return Err(DocumentError::Field(field)),
            };
            least = Some(least.map_or(number, |l: i64| l.min(number)));
        }
        least.ok_or(DocumentError::Field(field))
    }

    /// As [`Document::least`], for a count.
    pub(crate) fn least_count(&self, field: &'static str) -> Result<u32, DocumentError> {
        u32::try_from(self.least(field)?).map_err(|_| DocumentError::Field(field))
    }

    /// A yes or no that closes something: yes only when no device says no.
    pub(crate) fn all_say_yes(&self, field: &'static str) -> Result<bool, DocumentError> {
        let values = self.values(field)?;
        let all = values.iter().all(|v| *v == ScalarValue::Boolean(true));
        Ok(all && !values.is_empty())
    }
}
