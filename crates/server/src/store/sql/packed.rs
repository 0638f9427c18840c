//! Older rows of a document packed closer together: their changes as one run, compressed. The rows stay, with their numbers
//! and who wrote them; what they hold is read back from here byte for byte.

use super::{Driver, Tx, row};
use crate::store::StoreError;
use crate::store::record::{DocRow, Seq};
use minicbor::bytes::{ByteSlice, ByteVec};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Bytes that a pack may unpack to: more than all changes of a document may have together.
const MOST: usize = 8 << 20;
/// Changes of a run.
const MOST_CHANGES: usize = 5_000;
/// Rows of one document below which nothing is gained.
const LEAST_ROWS: usize = 3;
/// The level of compression: done once, read often.
const LEVEL: i32 = 12;

/// A pack before it is compressed.
#[derive(Encode)]
struct Pack<'p> {
    /// Number of each row and how many changes it has.
    #[n(0)]
    rows: Vec<(Seq, u32)>,
    /// The changes of all of them.
    #[n(1)]
    run: &'p ByteSlice,
}

#[derive(Decode)]
struct Unpacked {
    #[n(0)]
    rows: Vec<(Seq, u32)>,
    #[n(1)]
    run: ByteVec,
}

/// The changes of a row; `None` when they are packed.
pub type Loose = Option<Vec<Vec<u8>>>;

/// The changes of rows, by their number.
pub type Rows = BTreeMap<Seq, Vec<Vec<u8>>>;

impl<D: Driver> Tx<D> {
    /// The packed rows of a document.
    pub(super) fn packed(&self, document: DocRow) -> Result<Rows, StoreError> {
        let sql = "SELECT changes FROM packed WHERE document = ?1";
        let found = self.one(sql, [document.0], |r| unpack(r.bytes(0)?))?;
        Ok(found.unwrap_or_default())
    }

    /// The changes of a document's rows up to `upto`, by number.
    fn rows_of(&self, document: DocRow, upto: Seq) -> Result<Rows, StoreError> {
        let sql = "SELECT seq, changes FROM log WHERE document = ?1 AND seq <= ?2 ORDER BY seq";
        let rows = self.all(sql, (document.0, upto), |r| Ok((r.get(0)?, loose(r.bytes(1)?)?)))?;
        self.filled(document, rows)
    }

    /// Rows of a document, with the changes of those that are packed.
    pub(super) fn filled(&self, document: DocRow, rows: Vec<(Seq, Loose)>) -> Result<Rows, StoreError> {
        let (mut packed, mut out) = (None, Rows::new());
        for (seq, changes) in rows {
            let changes = match (changes, &mut packed) {
                (Some(changes), _) => changes,
                (None, Some(rows)) => taken(rows, seq)?,
                (None, empty) => taken(empty.insert(self.packed(document)?), seq)?,
            };
            out.insert(seq, changes);
        }
        Ok(out)
    }

    /// The changes of a document in all rows up to `upto`, in order.
    pub(super) fn changes_of(&self, document: DocRow, upto: Seq) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(self.rows_of(document, upto)?.into_values().flatten().collect())
    }

    /// Packs the rows of a document up to `upto`; how many bytes that saved, 0 when nothing was done.
    pub(super) fn pack_rows(&self, document: DocRow, upto: Seq) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM log WHERE document = ?1 AND seq <= ?2 AND length(changes) > 0";
        let loose: i64 = self.one(sql, (document.0, upto), |r| r.get(0))?.unwrap_or(0);
        if loose == 0 {
            return Ok(0);
        }
        let (mut rows, mut changes) = (Vec::new(), Vec::new());
        for (seq, mut of_row) in self.rows_of(document, upto)? {
            if changes.len() + of_row.len() > MOST_CHANGES {
                break;
            }
            rows.push((seq, u32::try_from(of_row.len()).map_err(|_| StoreError::Corrupt("batch"))?));
            changes.append(&mut of_row);
        }
        let (Some((last, _)), true) = (rows.last().copied(), rows.len() >= LEAST_ROWS) else { return Ok(0) };
        // What cannot be written as a run in just these bytes stays as it is.
        let Some(run) = documents::pack_run(&changes) else { return Ok(0) };
        let before =
            self.one("SELECT changes FROM packed WHERE document = ?1", [document.0], |r| Ok(r.bytes(0)?.len()))?;
        let sql = "SELECT CAST(coalesce(sum(length(changes)), 0) AS BIGINT) FROM log WHERE document = ?1 AND seq <= ?2";
        let loose: i64 = self.one(sql, (document.0, last), |r| r.get(0))?.unwrap_or(0);
        let bytes = pack(rows, &run)?;
        let was = usize::try_from(loose).unwrap_or(0) + before.unwrap_or(0);
        let saved = was.saturating_sub(bytes.len());
        if saved == 0 || unpack(&bytes)?.into_values().flatten().ne(changes.iter().cloned()) {
            return Ok(0);
        }
        let sql = "INSERT INTO packed (document, changes) VALUES (?1, ?2)
                   ON CONFLICT (document) DO UPDATE SET changes = excluded.changes";
        self.run(sql, (document.0, bytes))?;
        self.run(
            "UPDATE log SET changes = ?3 WHERE document = ?1 AND seq <= ?2",
            (document.0, last, Vec::<u8>::new()),
        )?;
        Ok(u64::try_from(saved).unwrap_or(0))
    }
}

/// The changes of a row, `None` when they are packed.
pub(super) fn loose(bytes: &[u8]) -> Result<Loose, StoreError> {
    if bytes.is_empty() { Ok(None) } else { row::unpack(bytes).map(Some) }
}

fn taken(rows: &mut Rows, seq: Seq) -> Result<Vec<Vec<u8>>, StoreError> {
    rows.remove(&seq).ok_or(StoreError::Corrupt("row that was packed"))
}

fn pack(rows: Vec<(Seq, u32)>, run: &[u8]) -> Result<Vec<u8>, StoreError> {
    let bad = |_| StoreError::Corrupt("pack");
    let cbor = minicbor::to_vec(Pack { rows, run: run.into() }).map_err(|_| StoreError::Corrupt("pack"))?;
    zstd::bulk::compress(&cbor, LEVEL).map_err(bad)
}

fn unpack(bytes: &[u8]) -> Result<Rows, StoreError> {
    let bad = || StoreError::Corrupt("pack");
    let cbor = zstd::bulk::decompress(bytes, MOST).map_err(|_| bad())?;
    let Unpacked { rows, run } = minicbor::decode(&cbor).map_err(|_| bad())?;
    let mut changes = documents::unpack_run(&run).map_err(|_| bad())?.into_iter();
    let mut out = Rows::new();
    for (seq, many) in rows {
        let many = usize::try_from(many).map_err(|_| bad())?;
        let of_row: Vec<_> = changes.by_ref().take(many).collect();
        if of_row.len() != many {
            return Err(bad());
        }
        out.insert(seq, of_row);
    }
    if changes.next().is_some() { Err(bad()) } else { Ok(out) }
}
