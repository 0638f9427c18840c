//! Workshops, people, devices, and the catalogue.

use super::lines::{Table, time};
use crate::books::Books;
use crate::store::record::OrgId;
use crate::store::{Read, StoreError};
use domain::policy::Role;
use domain::spreadsheet::plain;

/// The tables.
pub fn tables(tx: &dyn Read, org: OrgId, books: &Books) -> Result<Vec<Table>, StoreError> {
    Ok(vec![workshops(books), people(books), devices(tx, org, books)?, products(books), bill(books), materials(books)])
}

fn workshops(books: &Books) -> Table {
    let mut table = Table::new("workshops", &["number", "code", "place"]);
    for workshop in books.workshops.values() {
        table.line([workshop.number.0.to_string(), plain(&workshop.code), plain(&workshop.place)]);
    }
    table
}

fn people(books: &Books) -> Table {
    let columns = &["number", "name", "role", "workshop", "phone", "language", "skills", "hours_per_week"];
    let mut table = Table::new("people", columns);
    for person in books.people.values() {
        let role = match person.role {
            Role::Coordinator => "coordinator",
            Role::Lead(_) => "lead",
            Role::Artisan(_) => "artisan",
        };
        let workshop = person.role.workshop().map(|w| books.workshop(w)).unwrap_or_default();
        let hours = person.hours_per_week.map(|hours| hours.to_string()).unwrap_or_default();
        table.line([
            person.number.0.to_string(),
            plain(&person.name),
            role.to_owned(),
            plain(&workshop),
            plain(&person.phone),
            person.language.clone(),
            plain(&person.skills.join(" ")),
            hours,
        ]);
    }
    table
}

fn devices(tx: &dyn Read, org: OrgId, books: &Books) -> Result<Table, StoreError> {
    let columns =
        &["device", "person", "name", "app", "enrolled", "last_seen", "unsent", "last_bundle", "revoked", "revoked_at"];
    let mut table = Table::new("devices", columns);
    for listed in tx.listed(org)? {
        let Some(device) = tx.device(listed.device)? else { continue };
        table.line([
            listed.device.to_string(),
            listed.person.0.to_string(),
            plain(&books.person(listed.person)),
            plain(&listed.app),
            time(listed.enrolled),
            time(listed.last_seen),
            listed.unsent.to_string(),
            device.number.to_string(),
            super::lines::yes(device.revoked),
            time(listed.closed.unwrap_or_default()),
        ]);
    }
    Ok(table)
}

fn products(books: &Books) -> Table {
    let mut table = Table::new("products", &["sku", "name_en", "name_sw", "rate_kes", "minutes"]);
    for product in books.products.values() {
        let (rate, minutes) = (product.rate.to_string(), product.minutes.0.to_string());
        table.line([plain(&product.sku), plain(&product.name_en), plain(&product.name_sw), rate, minutes]);
    }
    table
}

fn bill(books: &Books) -> Table {
    let mut table = Table::new("bill_of_materials", &["sku", "material", "quantity"]);
    for product in books.products.values() {
        for (material, quantity) in &product.bill_of_materials {
            table.line([plain(&product.sku), plain(material), quantity.to_string()]);
        }
    }
    table
}

fn materials(books: &Books) -> Table {
    let mut table = Table::new("materials", &["code", "name_en", "name_sw", "unit", "source", "cost_kes"]);
    for material in books.materials.values() {
        table.line([
            plain(&material.code),
            plain(&material.name_en),
            plain(&material.name_sw),
            material.unit.word().to_owned(),
            plain(&material.source),
            material.cost.to_string(),
        ]);
    }
    table
}
