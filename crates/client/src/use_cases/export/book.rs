//! A table as an Excel workbook.

use super::sheet::{Cell, Sheet};
use crate::error::{ClientError, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// The bytes of a workbook with the one table in it, the same for the same table.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>> {
    make(sheet).map_err(|error| {
        tracing::warn!(%error, "a workbook was not made");
        ClientError::Internal("a table does not write")
    })
}

fn make(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Otherwise it says when it was made, by a clock that may be wrong.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let page = book.add_worksheet();
    page.set_name(sheet.name)?;
    page.set_freeze_panes(1, 0)?;
    let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    for (name, column) in sheet.columns.iter().zip(0_u16..) {
        page.write_string_with_format(0, column, *name, &bold)?;
    }
    for (row, number) in sheet.rows.iter().zip(1_u32..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            match cell {
                Cell::Text(text) if text.is_empty() => continue,
                // A string cell is never a formula, whatever it begins with.
                Cell::Text(text) => page.write_string(number, column, text)?,
                Cell::Count(count) => page.write_number(number, column, exact(&count.to_string()))?,
                Cell::Decimal(decimal) if two_decimals(decimal) => {
                    page.write_number_with_format(number, column, exact(decimal), &money)?
                }
                Cell::Decimal(decimal) => page.write_number(number, column, exact(decimal))?,
            };
        }
    }
    page.autofit();
    book.save_to_buffer()
}

/// Whether it is money, which is shown with its cents: `70.00`, not `70`.
fn two_decimals(decimal: &str) -> bool {
    decimal.split_once('.').is_some_and(|(_, part)| part.len() == 2)
}

/// Numbers of a workbook are written as the shortest decimal that reads as the same: up to fifteen digits that is what went
/// in, and what the domain bounds are has fewer. Nothing is computed with it.
#[allow(clippy::disallowed_types, reason = "the number of a cell is one, by the form of the file")]
fn exact(decimal: &str) -> f64 {
    decimal.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::quantity::{Cents, Tenths};

    #[test]
    fn the_largest_amounts_are_written_to_the_cent() {
        for cents in [Cents::MOST.0 * 1_000 - 1, -10_001, 29, 7] {
            let text = Cents(cents).to_string();
            assert_eq!(format!("{:.2}", exact(&text)), text);
        }
        assert_eq!(format!("{:.1}", exact(&Tenths(Tenths::MOST.0 - 1).to_string())), "999999.9");
    }

    #[test]
    fn the_same_table_is_the_same_file() {
        let row = || vec![Cell::from("=cmd|'/c calc'!A1"), Cents(1_850).into(), 3_u32.into()];
        let sheet = Sheet { name: "payments", columns: &["name", "amount", "pieces"], rows: vec![row(), row()] };
        let bytes = write(&sheet).unwrap();
        assert_eq!(bytes.get(..2), Some(b"PK".as_slice()));
        assert_eq!(write(&sheet).unwrap(), bytes);
    }
}
