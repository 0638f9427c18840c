//! What the person has been told of, so that a notification tells what is new to them and tells it once.

use crate::error::Result;
use domain::time::Month;
use rusqlite::{Connection, Transaction};

/// Assignments offered to a person that they have not been told of, as a condition on `a` and `w` with the person as ?1.
pub const UNTOLD_ASSIGNMENT: &str = "WHERE a.person = ?1 AND NOT a.withdrawn AND w.accepted IS NULL
    AND a.document NOT IN (SELECT document FROM told) ORDER BY a.due, a.document";

/// Assignments of a person with pieces to rework that they have not been told of, in the same way.
pub const UNTOLD_REWORK: &str = "WHERE a.person = ?1 AND c.rework > 0
    AND c.rework > coalesce((SELECT much FROM told WHERE told.document = c.document), 0) ORDER BY a.due, a.document";

/// Months in which more was paid to a person than they have been told of.
pub fn untold_payments(connection: &Connection, person: u32) -> Result<Vec<Month>> {
    let sql = "SELECT month FROM paid LEFT JOIN told USING (document)
               WHERE person = ?1 AND paid.much > coalesce(told.much, 0) ORDER BY month";
    let mut statement = connection.prepare_cached(sql)?;
    let months = statement.query_map([person], |r| r.get(0).map(Month))?;
    Ok(months.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is anything that the person has not been told of.
pub fn is_behind(connection: &Connection, person: u32) -> Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM assignment WHERE person = ?1 AND document NOT IN (SELECT document FROM told))
               OR EXISTS (SELECT 1 FROM checked LEFT JOIN told USING (document)
                          WHERE person = ?1 AND checked.rework > coalesce(told.much, 0))
               OR EXISTS (SELECT 1 FROM paid LEFT JOIN told USING (document)
                          WHERE person = ?1 AND paid.much <> coalesce(told.much, 0))";
    Ok(connection.prepare_cached(sql)?.query_row([person], |r| r.get(0))?)
}

/// The person has been told of everything that is here.
pub fn catch_up(tx: &Transaction<'_>, person: u32) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO told SELECT document, 0 FROM assignment WHERE person = ?1";
    tx.prepare_cached(sql)?.execute([person])?;
    let sql = "INSERT INTO told SELECT document, rework FROM checked WHERE person = ?1 AND rework > 0
               ON CONFLICT (document) DO UPDATE SET much = excluded.much";
    tx.prepare_cached(sql)?.execute([person])?;
    // Fewer than before when one has bounced: what is paid instead is told of again.
    let sql = "INSERT INTO told SELECT document, much FROM paid WHERE person = ?1
               ON CONFLICT (document) DO UPDATE SET much = excluded.much";
    tx.prepare_cached(sql)?.execute([person])?;
    Ok(())
}
