//! The workshops: `code,place`. Numbered from 1 in the order in which they first came.

use super::{ImportError, Into, Tally, unless};
use crate::facts;
use crate::store::record::Workshop;
use crate::writing::Outcome;
use domain::catalogue::{MOST_CODE, MOST_TEXT};
use domain::id::WorkshopId;
use imports::{File, Seen};

/// Imports workshops.
pub fn workshops(into: &mut Into<'_>, file: &File) -> Result<Tally, ImportError> {
    let mut problems = Vec::new();
    let table = file.table(&["code", "place"], &[], &mut problems)?;
    let mut seen = Seen::new("workshop");
    let read = table.read(&mut problems, |row| {
        let code = row.text("code", MOST_CODE)?;
        seen.once(row, &code)?;
        Ok((code, row.text("place", MOST_TEXT)?))
    });
    let known = into.tx.workshops(into.org)?;
    let mut last = known.iter().map(|w| w.number.0).max().unwrap_or(0);
    let mut tally = Tally::default();
    for (_, (code, place)) in unless(problems, read)? {
        let before = known.iter().find(|w| w.code == code);
        let number = before.map_or_else(
            || {
                last += 1;
                WorkshopId(last)
            },
            |w| w.number,
        );
        let workshop = Workshop { number, code, place };
        if before == Some(&workshop) {
            tally.count(Outcome::Same);
            continue;
        }
        into.tx.put_workshop(into.org, &workshop)?;
        tally.count(if before.is_some() { Outcome::Changed } else { Outcome::New });
    }
    if tally.new + tally.changed > 0 {
        facts::write_all(into.tx, into.org, into.author)?;
    }
    Ok(tally)
}
