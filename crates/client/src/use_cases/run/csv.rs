//! The list that goes to whoever sends the money.

use super::Everything;
use crate::api::pay::FileView;
use crate::error::{ClientError, Result};
use crate::use_cases::names;
use domain::pay::LineState;
use domain::spreadsheet::plain;
use rusqlite::Connection;

/// One row for each line of the run that is still to be paid: phone number, name, amount in shillings, reference.
pub fn list(c: &Connection, all: &Everything, number: u32) -> Result<FileView> {
    let (key, run) = all.run(number)?;
    let mut rows = Vec::new();
    for (id, line) in &run.lines {
        if all.payouts.line(key, *id) == LineState::Waiting {
            let reference = format!("K{number}-{}-{}", line.person.0, line.month);
            rows.push([super::number(c, line)?, names::person(c, line.person.0)?, line.amount.to_string(), reference]);
        }
    }
    rows.sort_by(|a, b| (a.get(1), a.get(3)).cmp(&(b.get(1), b.get(3))));
    let failed = |_| ClientError::Internal("a list does not write");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["phone_number", "name", "amount", "reference"]).map_err(failed)?;
    for row in rows {
        writer.write_record(row.map(|field| plain(&field))).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|_| ClientError::Internal("a list does not write"))?;
    let text = String::from_utf8(bytes).map_err(|_| ClientError::Internal("a list is no text"))?;
    Ok(FileView { name: format!("payout-{number}.csv"), text })
}
