//! How many rows a column claims.

use super::cursor::{Cursor, not_automerge};
use crate::error::DocumentError;

/// Types of column, the low bits of what a chunk says of it. All but booleans and values are runs of one item each.
const GROUP: u8 = 0;
const BOOLEAN: u8 = 4;
const TEXT: u8 = 5;
const VALUE_LENGTH: u8 = 6;
const VALUE: u8 = 7;

/// Checks that a column has at most `most` rows, and what its rows count for others as well.
pub(super) fn check(sort: u8, data: &[u8], most: u64) -> Result<(), DocumentError> {
    let mut rest = Cursor(data);
    let (mut rows, mut counted) = (0_u64, 0_u64);
    while !rest.0.is_empty() && sort != VALUE {
        let run = if sort == BOOLEAN { rest.number()? } else { run(&mut rest, sort, &mut counted)? };
        rows = rows.saturating_add(run);
        // Rows of a group count rows of the columns behind it.
        if rows > most || (sort == GROUP && counted > most) {
            return Err(DocumentError::Limit("rows"));
        }
    }
    // No value is longer than all of them.
    if sort == VALUE_LENGTH && counted >> 4 > LONGEST {
        return Err(DocumentError::Limit("bytes of values"));
    }
    Ok(())
}

/// Bytes of all values of a column.
const LONGEST: u64 = 64 << 20;

/// One run: so many times the same item, so many items, or so many times none. Gives its rows and adds up its items.
fn run(rest: &mut Cursor<'_>, sort: u8, counted: &mut u64) -> Result<u64, DocumentError> {
    let length = rest.signed()?;
    let rows = length.unsigned_abs();
    match length {
        0 => rest.number(),
        1.. => {
            *counted = counted.saturating_add(item(rest, sort)?.saturating_mul(rows));
            Ok(rows)
        }
        _ => {
            for _ in 0..rows {
                *counted = counted.saturating_add(item(rest, sort)?);
            }
            Ok(rows)
        }
    }
}

/// One item; what it counts if it is a number.
fn item(rest: &mut Cursor<'_>, sort: u8) -> Result<u64, DocumentError> {
    if sort == TEXT {
        rest.prefixed()?;
        return Ok(0);
    }
    if rest.0.is_empty() { Err(not_automerge()) } else { rest.number() }
}
