//! What is wrong with a row, with the file and the line where a person finds it.

use std::fmt;
use thiserror::Error;

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as it was named.
    pub file: String,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} [{}]", self.file, self.line, self.reason, self.reason.code())
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// Not even a line with the names of the columns.
    #[error("the file is empty")]
    Empty,
    /// Columns that are needed are not there.
    #[error("missing columns: {}", .0.join(", "))]
    MissingColumns(Vec<&'static str>),
    /// A column that is needed is there twice.
    #[error("column {0} is there twice")]
    ColumnTwice(&'static str),
    /// The bytes are not UTF-8.
    #[error("not UTF-8 text; save the file as CSV UTF-8")]
    NotUtf8,
    /// The row does not have as many fields as there are columns.
    #[error("{found} fields, but the file has {columns} columns")]
    Fields {
        /// Fields in the row.
        found: usize,
        /// Columns in the file.
        columns: usize,
    },
    /// A field that is needed is empty.
    #[error("{0} is empty")]
    EmptyField(&'static str),
    /// A field holds characters that cannot be shown.
    #[error("{0} holds control characters")]
    ControlCharacters(&'static str),
    /// The same thing is in the file before.
    #[error("{what} {name} is in this file already, on line {line}")]
    Duplicate {
        /// What it is.
        what: &'static str,
        /// Which one.
        name: String,
        /// Where it was first.
        line: u64,
    },
    /// A product that is not in the catalogue.
    #[error("there is no product with SKU {0}")]
    UnknownSku(String),
    /// A material that is not in the list.
    #[error("there is no material with code {0}")]
    UnknownMaterial(String),
    /// A workshop that was not imported.
    #[error("there is no workshop with code {0}")]
    UnknownWorkshop(String),
    /// Not a role, or not one that goes with the workshop.
    #[error("{0}")]
    BadRole(String),
    /// Not a unit.
    #[error("{0} is not a unit: use g, piece or cm")]
    BadUnit(String),
    /// Not a date.
    #[error("{field}: {text} is not a date like 2026-12-31")]
    BadDate {
        /// The column.
        field: &'static str,
        /// What was there.
        text: String,
    },
    /// Not a number, or with more decimals than the unit has.
    #[error("{field}: {text} is not a number with at most {decimals} decimals")]
    NotANumber {
        /// The column.
        field: &'static str,
        /// What was there.
        text: String,
        /// How many decimals it may have.
        decimals: u8,
    },
    /// A number that is too low or too high.
    #[error("{field}: {text} is not from {least} to {most}")]
    OutOfBounds {
        /// The column.
        field: &'static str,
        /// What was there.
        text: String,
        /// The least that can be.
        least: String,
        /// The most that can be.
        most: String,
    },
    /// A text that is too long.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// The column.
        field: &'static str,
        /// The most characters.
        most: usize,
    },
    /// Not a language of the app.
    #[error("{0} is not a language of the app: use sw or en")]
    BadLanguage(String),
    /// Not a telephone number.
    #[error("{0} is not a telephone number")]
    BadPhone(String),
}

impl Problem {
    /// How many columns the file lacks; all others are problems of a file of the right form.
    pub(crate) fn missing(&self) -> usize {
        if let Reason::MissingColumns(missing) = &self.reason { missing.len() } else { 0 }
    }
}

impl Reason {
    /// The column that it is about and what was there; each empty where there is none.
    pub fn about(&self) -> (String, String) {
        let of = |field: &str, text: &str| (field.to_owned(), text.to_owned());
        match self {
            Self::Empty | Self::NotUtf8 | Self::Fields { .. } => of("", ""),
            Self::MissingColumns(columns) => of("", &columns.join(", ")),
            Self::ColumnTwice(field) | Self::EmptyField(field) | Self::ControlCharacters(field) => of(field, ""),
            Self::TooLong { field, .. } => of(field, ""),
            Self::Duplicate { name, .. } => of("", name),
            Self::BadDate { field, text } => of(field, text),
            Self::NotANumber { field, text, .. } | Self::OutOfBounds { field, text, .. } => of(field, text),
            Self::UnknownSku(text)
            | Self::UnknownMaterial(text)
            | Self::UnknownWorkshop(text)
            | Self::BadRole(text)
            | Self::BadUnit(text)
            | Self::BadLanguage(text)
            | Self::BadPhone(text) => of("", text),
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::MissingColumns(_) => "missing_columns",
            Self::ColumnTwice(_) => "column_twice",
            Self::NotUtf8 => "not_utf8",
            Self::Fields { .. } => "wrong_number_of_fields",
            Self::EmptyField(_) => "empty_field",
            Self::ControlCharacters(_) => "control_characters",
            Self::Duplicate { .. } => "duplicate",
            Self::UnknownSku(_) => "unknown_sku",
            Self::UnknownMaterial(_) => "unknown_material",
            Self::UnknownWorkshop(_) => "unknown_workshop",
            Self::BadRole(_) => "bad_role",
            Self::BadUnit(_) => "bad_unit",
            Self::BadDate { .. } => "bad_date",
            Self::NotANumber { .. } => "not_a_number",
            Self::OutOfBounds { .. } => "out_of_bounds",
            Self::TooLong { .. } => "too_long",
            Self::BadLanguage(_) => "bad_language",
            Self::BadPhone(_) => "bad_phone",
        }
    }
}
