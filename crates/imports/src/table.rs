//! A CSV file (RFC 4180) as rows that know their columns by name and their line in the file.

use crate::problem::{Problem, Reason};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use std::collections::BTreeMap;

/// The bytes of a file and the name it goes by in reports.
pub struct File {
    name: String,
    bytes: Vec<u8>,
}

/// A file read as a table.
pub struct Table {
    file: String,
    columns: Vec<&'static str>,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
    /// What is left of rows that are none, as well as it can be read: to tell what they were about.
    pub broken: Vec<Row>,
}

/// A row.
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    fields: BTreeMap<&'static str, String>,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl File {
    /// A file that was read into memory, and the name it goes by in reports.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Reads it as a table. `needed` columns must be there, `optional` ones may be, others are passed over. Rows that
    /// are no rows are reported in `problems` and left out; without the columns there is no table at all.
    pub fn table(
        &self,
        needed: &[&'static str],
        optional: &[&'static str],
        problems: &mut Vec<Problem>,
    ) -> Result<Table, Problem> {
        let bytes = self.bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&self.bytes);
        let whole_file = |line, reason| self.problem(line, reason);
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
        let mut lines = Lines { bytes, at: 0, line: 1 };
        let mut record = ByteRecord::new();
        // Reading from memory, and any bytes are a record to this reader: it has no error to give.
        let mut next = |record: &mut ByteRecord| reader.read_byte_record(record).unwrap_or(false);
        if !next(&mut record) {
            return Err(whole_file(1, Reason::Empty));
        }
        let line = lines.of(&record);
        let header = StringRecord::from_byte_record(record.clone()).map_err(|_| whole_file(line, Reason::NotUtf8))?;
        let columns = columns(&header, needed, optional).map_err(|reason| whole_file(line, reason))?;
        let (mut rows, mut broken) = (Vec::new(), Vec::new());
        while next(&mut record) {
            let line = lines.of(&record);
            // Only what is read has to be readable: a shop's export holds dozens of columns that nobody here looks at.
            let utf8 = columns.values().all(|at| std::str::from_utf8(record.get(*at).unwrap_or_default()).is_ok());
            let field = |at: usize| {
                String::from_utf8_lossy(record.get(at).unwrap_or_default()).replace("\r\n", "\n").trim().to_owned()
            };
            let row = Row { line, fields: columns.iter().map(|(name, at)| (*name, field(*at))).collect() };
            let reason = match () {
                () if record.len() != header.len() => Reason::Fields { found: record.len(), columns: header.len() },
                () if !utf8 => Reason::NotUtf8,
                () => {
                    rows.push(row);
                    continue;
                }
            };
            problems.push(self.problem(line, reason));
            broken.push(row);
        }
        let columns = columns.into_keys().collect();
        Ok(Table { file: self.name.clone(), columns, rows, broken })
    }

    fn problem(&self, line: u64, reason: Reason) -> Problem {
        Problem { file: self.name.clone(), line, reason }
    }
}

impl Table {
    /// Reads each row with `read`, reports those that it refuses, and gives the others with their rows.
    pub fn read<T>(
        &self,
        problems: &mut Vec<Problem>,
        mut read: impl FnMut(&Row) -> Result<T, Reason>,
    ) -> Vec<(&Row, T)> {
        let mut good = Vec::new();
        for row in &self.rows {
            match read(row) {
                Ok(value) => good.push((row, value)),
                Err(reason) => problems.push(self.problem(row, reason)),
            }
        }
        good
    }

    /// Whether the file has this column.
    pub fn has(&self, column: &'static str) -> bool {
        self.columns.contains(&column)
    }

    /// A problem of this file on the line of `row`.
    pub fn problem(&self, row: &Row, reason: Reason) -> Problem {
        Problem { file: self.file.clone(), line: row.line, reason }
    }
}

impl Row {
    /// The field in `column` without space around it; empty when the file has no such column.
    pub fn get(&self, column: &'static str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// The field in `column`, which may not be empty.
    pub fn needed(&self, column: &'static str) -> Result<&str, Reason> {
        match self.get(column) {
            "" => Err(Reason::EmptyField(column)),
            text => Ok(text),
        }
    }

    /// A text of one line and at most `most` characters, which may not be empty.
    pub fn text(&self, column: &'static str, most: usize) -> Result<String, Reason> {
        self.needed(column)?;
        self.may_be_empty(column, most)
    }

    /// A text of one line and at most `most` characters.
    pub fn may_be_empty(&self, column: &'static str, most: usize) -> Result<String, Reason> {
        let text = self.get(column);
        if text.chars().count() > most {
            return Err(Reason::TooLong { field: column, most });
        }
        if text.chars().any(char::is_control) { Err(Reason::ControlCharacters(column)) } else { Ok(text.into()) }
    }
}

/// What stands between fields: the one of comma, semicolon and tab that the first line has most of. Spreadsheets write
/// semicolons where a comma stands in numbers.
fn delimiter(bytes: &[u8]) -> u8 {
    let first: Vec<u8> =
        bytes.iter().copied().skip_while(|b| matches!(b, b'\r' | b'\n')).take_while(|b| *b != b'\n').collect();
    let count = |delimiter: u8| first.iter().filter(|b| **b == delimiter).count();
    // Of as many, the last stands: a comma where there is none of them.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// Finds each column's place by its name.
fn columns(
    header: &StringRecord,
    needed: &[&'static str],
    optional: &[&'static str],
) -> Result<BTreeMap<&'static str, usize>, Reason> {
    let mut found = BTreeMap::new();
    for (at, name) in header.iter().enumerate() {
        if let Some(column) = needed.iter().chain(optional).find(|c| **c == name.trim())
            && found.insert(*column, at).is_some()
        {
            return Err(Reason::ColumnTwice(column));
        }
    }
    let missing: Vec<_> = needed.iter().copied().filter(|c| !found.contains_key(c)).collect();
    if missing.is_empty() { Ok(found) } else { Err(Reason::MissingColumns(missing)) }
}

/// Counts lines up to where records begin. The reader's own count stops before the empty lines it skips.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, record: &ByteRecord) -> u64 {
        let from = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(self.at);
        let rest = self.bytes.get(from..).unwrap_or_default();
        let empty = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let begins = from.saturating_add(empty);
        let passed = self.bytes.get(self.at..begins).unwrap_or_default();
        let newlines = passed.iter().filter(|b| **b == b'\n').count();
        self.line = self.line.saturating_add(u64::try_from(newlines).unwrap_or(u64::MAX));
        self.at = begins;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> (Vec<u64>, Vec<String>) {
        let mut problems = Vec::new();
        let table = File::new("people.csv", text).table(&["name"], &["note"], &mut problems).unwrap();
        let problems = problems.iter().map(ToString::to_string).collect();
        (table.rows.iter().map(|r| r.line).collect(), problems)
    }

    #[test]
    fn lines_are_those_that_an_editor_shows() {
        let (found, problems) = lines("\u{feff}name,note\r\nAmina,\"two\r\nlines\"\r\n\r\n\r\nBaraka,\nx\nWanjiru,z\n");
        assert_eq!(found, [2, 6, 8]);
        assert_eq!(problems, ["people.csv:7: 1 fields, but the file has 2 columns [wrong_number_of_fields]"]);
    }

    #[test]
    fn what_is_no_table_is_refused_as_a_whole() {
        let refused = |bytes: &[u8]| {
            let table = File::new("f.csv", bytes).table(&["name", "role"], &[], &mut Vec::new());
            table.err().map(|e| e.to_string()).unwrap()
        };
        assert_eq!(refused(b""), "f.csv:1: the file is empty [empty_file]");
        assert_eq!(refused(b"\n\nrole,x\n"), "f.csv:3: missing columns: name [missing_columns]");
        assert_eq!(refused(b"name,role,name\n"), "f.csv:1: column name is there twice [column_twice]");
        assert!(refused(b"\xff\xfen\0a\0").contains("[not_utf8]"));
    }

    #[test]
    fn a_spreadsheet_that_writes_semicolons_or_tabs_is_read_as_well() {
        for text in ["name;note\nAmina;\"a, b\"\n", "name\tnote\nAmina\ta, b\n"] {
            let table = File::new("f.csv", text).table(&["name", "note"], &[], &mut Vec::new()).unwrap();
            assert_eq!((table.rows[0].get("name"), table.rows[0].get("note")), ("Amina", "a, b"));
        }
    }

    #[test]
    fn what_is_not_read_need_not_be_readable() {
        let file = File::new("f.csv", &b"name,town\nAmina,Nj\xe9ri\n"[..]);
        let mut problems = Vec::new();
        assert_eq!(file.table(&["name"], &[], &mut problems).unwrap().rows.len(), 1);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_row_that_is_not_utf8_has_its_line() {
        let mut problems = Vec::new();
        let file = File::new("f.csv", &b"name\nAmina\n\"Nj\xe9ri\"\nBaraka\n"[..]);
        let table = file.table(&["name"], &[], &mut problems).unwrap();
        assert_eq!(table.rows.len(), 2);
        assert_eq!(problems.first().map(|p| (p.line, p.reason.code())), Some((3, "not_utf8")));
    }
}
