//! Every table with its columns, for who takes all of it along. The same names stand in all databases, so that what was read
//! from one can be put into another. A test here holds the list against the schema.

use super::sql::Cell;
use super::{Read, StoreError, Write};
use sha2::{Digest, Sha256};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// An integer.
    Int,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [(&'static str, Sort)],
    /// Columns that order its rows.
    pub order: &'static str,
}

use Sort::{Bytes, Int, Text};

/// All tables but `server`, which is about one database only; each after those that it names rows of.
pub const TABLES: &[Table] = &[
    Table {
        name: "organisation",
        columns: &[("id", Int), ("name", Text), ("history", Int), ("head", Int), ("created", Int)],
        order: "id",
    },
    Table {
        name: "workshop",
        columns: &[("organisation", Int), ("number", Int), ("code", Text), ("place", Text)],
        order: "organisation, number",
    },
    Table {
        name: "person",
        columns: &[
            ("organisation", Int),
            ("number", Int),
            ("name", Text),
            ("role", Text),
            ("workshop", Int),
            ("phone", Text),
            ("language", Text),
            ("skills", Text),
            ("hours_per_week", Int),
            ("ended", Int),
        ],
        order: "organisation, number",
    },
    Table {
        name: "membership",
        columns: &[("organisation", Int), ("person", Int), ("scope", Text), ("granted", Int), ("lost", Int)],
        order: "organisation, person, scope, granted",
    },
    Table {
        name: "device",
        columns: &[
            ("id", Bytes),
            ("organisation", Int),
            ("person", Int),
            ("public_key", Bytes),
            ("incarnation", Int),
            ("number", Int),
            ("app", Text),
            ("unsent", Int),
            ("enrolled", Int),
            ("last_seen", Int),
            ("revoked", Int),
            ("act", Int),
            ("act_digest", Bytes),
            ("closed_for", Int),
        ],
        order: "id",
    },
    Table {
        name: "invitation",
        columns: &[
            ("secret", Bytes),
            ("organisation", Int),
            ("person", Int),
            ("created", Int),
            ("expires", Int),
            ("used", Int),
            ("used_by", Bytes),
            ("revoked", Int),
        ],
        order: "secret",
    },
    Table {
        name: "feed",
        columns: &[("id", Int), ("organisation", Int), ("name", Text), ("workshop", Int)],
        order: "id",
    },
    Table {
        name: "document",
        columns: &[("id", Int), ("organisation", Int), ("feed", Int), ("kind", Int), ("key", Bytes), ("first", Int)],
        order: "id",
    },
    Table {
        name: "log",
        columns: &[
            ("organisation", Int),
            ("seq", Int),
            ("document", Int),
            ("feed", Int),
            ("device", Bytes),
            ("incarnation", Int),
            ("changes", Bytes),
        ],
        order: "organisation, seq",
    },
    Table {
        name: "held_bundle",
        columns: &[("id", Int), ("device", Bytes), ("at", Int), ("bundle", Bytes)],
        order: "id",
    },
    Table {
        name: "held",
        columns: &[
            ("id", Int),
            ("organisation", Int),
            ("device", Bytes),
            ("person", Int),
            ("incarnation", Int),
            ("bundle", Int),
            ("code", Int),
            ("feed", Text),
            ("kind", Int),
            ("key", Bytes),
            ("at", Int),
            ("changes", Bytes),
            ("bytes", Int),
            ("decided", Text),
        ],
        order: "id",
    },
    Table {
        name: "held_change",
        columns: &[("device", Bytes), ("feed", Text), ("kind", Int), ("key", Bytes), ("hash", Bytes)],
        order: "device, feed, kind, key, hash",
    },
    Table {
        name: "audit",
        columns: &[
            ("id", Int),
            ("organisation", Int),
            ("at", Int),
            ("device", Bytes),
            ("person", Int),
            ("act", Text),
            ("about", Int),
            ("detail", Text),
        ],
        order: "id",
    },
    Table { name: "packed", columns: &[("document", Int), ("changes", Bytes)], order: "document" },
    Table {
        name: "epoch",
        columns: &[("organisation", Int), ("since", Int), ("tag", Int)],
        order: "organisation, tag",
    },
];

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// The statement that reads all of it.
    pub fn select(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.names(), self.name, self.order)
    }

    /// The statement that adds a row.
    pub fn insert(&self) -> String {
        let places: Vec<_> = (1..=self.columns.len()).map(|at| format!("?{at}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.names(), places.join(", "))
    }
}

/// How many rows a table has, and a digest of them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The table.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
    /// SHA-256 of its rows in their order.
    pub digest: [u8; 32],
}

/// Counts a table's rows as they go by.
struct Counting {
    rows: u64,
    digest: Sha256,
}

impl Counting {
    fn new() -> Self {
        Self { rows: 0, digest: Sha256::new() }
    }

    fn count(&mut self, row: &[Cell<'_>]) {
        self.rows += 1;
        for cell in row {
            match cell {
                Cell::Int(value) => self.digest.update(value.to_be_bytes()),
                Cell::Text(text) => self.sized(text.as_bytes()),
                Cell::Bytes(bytes) => self.sized(bytes),
            }
        }
    }

    fn sized(&mut self, bytes: &[u8]) {
        self.digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.digest.update(bytes);
    }

    fn done(self, table: &Table) -> Tally {
        Tally { table: table.name, rows: self.rows, digest: self.digest.finalize().into() }
    }
}

/// Copies everything into a database that holds nothing yet, and says what went by.
pub fn copy(from: &dyn Read, into: &mut dyn Write) -> Result<Vec<Tally>, StoreError> {
    let mut tallies = Vec::new();
    for table in TABLES {
        let mut counting = Counting::new();
        from.each_row(table, &mut |row| {
            counting.count(row);
            into.put_row(table, row)
        })?;
        tallies.push(counting.done(table));
    }
    into.rows_put()?;
    Ok(tallies)
}

/// Counts everything.
pub fn tally(of: &dyn Read) -> Result<Vec<Tally>, StoreError> {
    let mut tallies = Vec::new();
    for table in TABLES {
        let mut counting = Counting::new();
        of.each_row(table, &mut |row| {
            counting.count(row);
            Ok(())
        })?;
        tallies.push(counting.done(table));
    }
    Ok(tallies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::Sqlite;
    use std::collections::BTreeMap;

    /// Who adds a table or a column and not to the list would lose it with the next backup.
    #[test]
    fn no_table_and_no_column_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.sqlite");
        drop(Sqlite::open(&path, true).unwrap());
        #[allow(clippy::disallowed_methods, reason = "a look at the file itself")]
        let look = rusqlite::Connection::open(&path).unwrap();
        let sql = "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
                   WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'server'";
        let mut statement = look.prepare(sql).unwrap();
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
        let mut schema: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for row in rows {
            let (table, column, sort): (String, String, String) = row.unwrap();
            schema.entry(table).or_default().insert(column, sort);
        }
        let word = |sort: Sort| match sort {
            Int => "INTEGER",
            Text => "TEXT",
            Bytes => "BLOB",
        };
        let columns =
            |table: &Table| table.columns.iter().map(|(name, sort)| ((*name).into(), word(*sort).into())).collect();
        let listed: BTreeMap<String, BTreeMap<String, String>> =
            TABLES.iter().map(|table| (table.name.into(), columns(table))).collect();
        assert_eq!(listed, schema);
    }
}
