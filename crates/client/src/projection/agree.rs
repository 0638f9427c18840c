//! What people have to agree on, and what they decided.

use super::{counter, place};
use crate::error::Result;
use documents::{Document, entries};
use domain::agree::Choice;
use rusqlite::{Connection, Transaction, params};

pub fn agreement(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let sql = "INSERT INTO agreement (document, counter, actor, workshop, person, month, at, matter, question, choice,
               difference, about, subject, entry_counter, entry_actor, seen)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    let (workshop, person) = place(document);
    let month = document.id().key.as_month().map_or(0, |m| m.0);
    let all = entries::agreements(document)?.0;
    for r in &all {
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            workshop,
            person,
            month,
            r.at.0,
            r.entry.matter.bytes().as_slice(),
            r.entry.question.number(),
            r.entry.choice.number(),
            r.entry.difference,
            r.entry.about,
            r.entry.subject.map_or(vec![], |s| s.bytes().to_vec()),
            r.entry.entry.map_or(0, |e| counter(e.counter)),
            r.entry.entry.map_or(vec![], |e| e.actor.0.to_vec()),
            r.entry.seen,
        ])?;
    }
    for subject in all.iter().filter_map(|r| r.entry.subject) {
        strike_checks(tx, subject.bytes(), person)?;
    }
    Ok(())
}

/// Marks the checks of an assignment that people decided do not count, and adds up the others. Whichever comes first, the
/// checks or the decision, ends in the same rows.
pub fn strike_checks(c: &Connection, key: &[u8], person: u32) -> Result<()> {
    let sql = "UPDATE history SET replaced = EXISTS (
                 SELECT 1 FROM agreed g WHERE g.subject = ?1 AND g.person = ?2 AND g.choice = ?3
                 AND g.entry_counter = history.counter AND g.entry_actor = history.actor)
               WHERE key = ?1 AND person = ?2 AND what = 'check'";
    c.prepare_cached(sql)?.execute(params![key, person, Choice::Struck.number()])?;
    let sum = |column: &str| {
        format!(
            "(SELECT coalesce(sum({column}), 0) FROM history h
              WHERE h.document = checked.document AND h.what = 'check' AND NOT h.replaced)"
        )
    };
    let sql = format!(
        "UPDATE checked SET accepted = {}, rework = {}, rejected = {} WHERE key = ?1 AND person = ?2",
        sum("pieces"),
        sum("rework"),
        sum("rejected")
    );
    c.prepare_cached(&sql)?.execute(params![key, person])?;
    Ok(())
}

pub fn disagreements(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let sql = "INSERT INTO disagreement (document, field, counter, actor, value, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for disagreement in document.disagreements()? {
        for side in disagreement.sides {
            let (at, by) = (side.at.map_or(0, |at| at.0), side.id.actor.0.as_slice());
            tx.prepare_cached(sql)?.execute(params![
                row,
                disagreement.field,
                counter(side.id.counter),
                by,
                side.value,
                at
            ])?;
        }
    }
    Ok(())
}
