//! What a chunk of automerge's binary format claims to hold, counted before automerge unrolls it. A run of sixty bytes
//! can say "the same 2^60 times", a deflated column can be a bomb, and automerge believes both with its time and memory.
//!
//! The format is at <https://automerge.org/automerge-binary-format-spec/>. What is wrong in other ways is left to automerge.

mod column;
mod cursor;

use crate::error::DocumentError;
use cursor::Cursor;
use flate2::read::DeflateDecoder;
use std::borrow::Cow;
use std::io::Read;

/// Bytes that may come out of what is deflated in one chunk.
const MOST_INFLATED: usize = 8 << 20;

/// Bytes before a chunk's length: magic, checksum, type.
const HEAD: usize = 9;

/// The type of a chunk that is a whole document.
pub(crate) const WHOLE: u8 = 0;
const CHANGE: u8 = 1;
const DEFLATED: u8 = 2;

/// The chunks in `bytes`, which lie one behind the other.
pub(crate) fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, DocumentError> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let mut cursor = Cursor(rest);
        cursor.take(HEAD)?;
        cursor.prefixed()?;
        let (chunk, behind) = rest.split_at(rest.len().saturating_sub(cursor.0.len()));
        out.push(chunk);
        rest = behind;
    }
    Ok(out)
}

/// Checks that no column of the chunks in `bytes` claims more than `most` rows.
pub(crate) fn check(bytes: &[u8], most: u64) -> Result<(), DocumentError> {
    for chunk in split(bytes)? {
        let mut rest = Cursor(chunk);
        let sort = rest.take(HEAD)?.last().copied().unwrap_or_default();
        let body = rest.prefixed()?;
        let mut left = MOST_INFLATED;
        match sort {
            DEFLATED => check_body(CHANGE, &inflated(body, &mut left)?, most, &mut left)?,
            sort => check_body(sort, body, most, &mut left)?,
        }
    }
    Ok(())
}

fn check_body(sort: u8, body: &[u8], most: u64, left: &mut usize) -> Result<(), DocumentError> {
    let mut rest = Cursor(body);
    match sort {
        WHOLE => {
            rest.actors()?;
            rest.hashes()?;
            let (changes, operations) = (rest.columns()?, rest.columns()?);
            check_columns(&mut rest, &changes, most, left)?;
            check_columns(&mut rest, &operations, most, left)
        }
        CHANGE => {
            rest.hashes()?;
            rest.prefixed()?;
            for _sequence_start_time in 0..3 {
                rest.number()?;
            }
            rest.prefixed()?;
            rest.actors()?;
            let operations = rest.columns()?;
            check_columns(&mut rest, &operations, most, left)
        }
        _ => Err(cursor::not_automerge()),
    }
}

fn check_columns(
    rest: &mut Cursor<'_>,
    columns: &[cursor::Column],
    most: u64,
    left: &mut usize,
) -> Result<(), DocumentError> {
    for column in columns {
        let data = rest.take(column.length)?;
        let data = if column.deflated { inflated(data, left)? } else { Cow::Borrowed(data) };
        column::check(column.sort, &data, most)?;
    }
    Ok(())
}

/// Inflates into what is `left`, and takes it from there.
fn inflated<'a>(bytes: &[u8], left: &mut usize) -> Result<Cow<'a, [u8]>, DocumentError> {
    let mut out = Vec::new();
    let limit = u64::try_from(*left).unwrap_or(u64::MAX).saturating_add(1);
    DeflateDecoder::new(bytes).take(limit).read_to_end(&mut out).map_err(|_| cursor::not_automerge())?;
    *left = left.checked_sub(out.len()).ok_or(DocumentError::Limit("what is deflated"))?;
    Ok(Cow::Owned(out))
}

#[cfg(test)]
mod tests;
