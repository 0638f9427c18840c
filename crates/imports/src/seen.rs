//! What a file has named so far, so that the second of the same name is refused.

use crate::problem::Reason;
use crate::table::Row;
use std::collections::BTreeMap;

/// Names of one sort and the lines they were on.
pub struct Seen {
    what: &'static str,
    lines: BTreeMap<String, u64>,
}

impl Seen {
    /// Nothing yet. `what` is the word for it in reports.
    pub fn new(what: &'static str) -> Self {
        Self { what, lines: BTreeMap::new() }
    }

    /// Takes `name` of `row`, once.
    pub fn once(&mut self, row: &Row, name: &str) -> Result<(), Reason> {
        if let Some(line) = self.lines.get(name) {
            return Err(Reason::Duplicate { what: self.what, name: name.into(), line: *line });
        }
        self.lines.insert(name.into(), row.line);
        Ok(())
    }

    /// Whether `name` was taken.
    pub fn has(&self, name: &str) -> bool {
        self.lines.contains_key(name)
    }
}
