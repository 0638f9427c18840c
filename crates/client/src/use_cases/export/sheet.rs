//! A table of cells, and as text with commas.

use crate::error::{ClientError, Result};
use domain::quantity::{Cents, Tenths};
use domain::spreadsheet::plain;

/// What is in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, a day, a name: never a number and never a formula.
    Text(String),
    /// A count.
    Count(i64),
    /// An exact decimal, as it is written: `-12.50`.
    Decimal(String),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(i64::from(count))
    }
}

impl From<Cents> for Cell {
    fn from(cents: Cents) -> Self {
        Self::Decimal(cents.to_string())
    }
}

impl From<Tenths> for Cell {
    fn from(tenths: Tenths) -> Self {
        Self::Decimal(tenths.to_string())
    }
}

/// A table.
#[derive(Debug)]
pub struct Sheet {
    /// What is in it; part of the file's name.
    pub name: &'static str,
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each with as many cells.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// As CSV (RFC 4180), in UTF-8.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let failed = |_| ClientError::Internal("a table does not write");
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(self.columns).map_err(failed)?;
        for row in &self.rows {
            let fields = row.iter().map(|cell| match cell {
                Cell::Text(text) => plain(text),
                Cell::Count(count) => count.to_string(),
                Cell::Decimal(decimal) => decimal.clone(),
            });
            writer.write_record(fields).map_err(failed)?;
        }
        writer.into_inner().map_err(|_| ClientError::Internal("a table does not write"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_numbers_and_words_with_commas_stay_one_cell() {
        let row = vec!["=1+1".into(), Cents(-1_250).into(), Tenths(385).into(), 7_u32.into(), "a, \"b\"".into()];
        let sheet = Sheet { name: "test", columns: &["note", "amount", "quantity", "pieces", "text"], rows: vec![row] };
        let text = String::from_utf8(sheet.csv().unwrap()).unwrap();
        assert_eq!(text, "note,amount,quantity,pieces,text\r\n'=1+1,-12.50,38.5,7,\"a, \"\"b\"\"\"\r\n");
    }
}
