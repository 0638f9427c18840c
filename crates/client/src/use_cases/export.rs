//! Everything as CSV or XLSX, made on this phone from what is on it, without a network.
//!
//! Names of columns are the same words in both languages, since other programs read them. Days are `2026-12-31`, times are
//! those of Nairobi by the clock of the phone that wrote them, money is shillings and material is in its unit, both as exact
//! decimals. What somebody typed is never a formula for the program that opens the file.

mod book;
mod sheet;
mod tables;

use crate::api::export::{ExportFile, ExportForm, ExportOf, ExportWhat};
use crate::app::App;
use crate::error::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::RuleError;
use domain::policy::Role;
use std::sync::Arc;

/// `export.file`
pub fn file(app: &Arc<App>, args: ExportOf) -> Result<ExportFile> {
    let now = app.now();
    let sheet = app.read(|c, me| {
        let of_the_office = matches!(args.what, ExportWhat::Orders | ExportWhat::Earnings | ExportWhat::Payments);
        let workshop = match me.role {
            Role::Coordinator => None,
            Role::Lead(workshop) if !of_the_office => Some(workshop),
            _ => return Err(RuleError::NotAllowed.into()),
        };
        match args.what {
            ExportWhat::Orders => tables::orders(c),
            ExportWhat::Batches => tables::batches(c, workshop),
            ExportWhat::Assignments => tables::assignments(c, workshop),
            ExportWhat::WorkLogs => tables::work_logs(c, workshop),
            ExportWhat::Checks => tables::checks(c, workshop),
            ExportWhat::Movements => tables::movements(c, workshop),
            ExportWhat::Earnings => tables::earnings(c, now.month()),
            ExportWhat::Payments => tables::payments(c, now.month()),
        }
    })?;
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let (ending, mime, bytes) = match args.form {
        ExportForm::Csv => ("csv", "text/csv;charset=utf-8", sheet.csv()?),
        ExportForm::Xlsx => {
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book::write(&sheet)?)
        }
    };
    let name = format!("karakana-{}-{}.{ending}", sheet.name, now.day());
    Ok(ExportFile { name, mime: mime.into(), bytes: BASE64_STANDARD.encode(bytes), rows })
}
