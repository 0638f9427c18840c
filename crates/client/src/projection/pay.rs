//! Statements, runs of payouts, the office's second checks.

use super::{counter, place};
use crate::error::Result;
use documents::{Document, entries, pay as document_of};
use domain::id::EntryRef;
use domain::pay::{RunEntry, StatementEntry};
use domain::quantity::{Cents, Pieces};
use rusqlite::{Transaction, params};

pub fn statement(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let (_, person) = place(document);
    let month = document.id().key.as_month().unwrap_or_default();
    let sql =
        "INSERT INTO statement_entry (document, counter, actor, person, month, what, at, amount, reason, receipt, run,
                                            other_counter, other_actor, lines)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    for r in document_of::statement(document)?.0 {
        let (mut run, mut other, mut lines) = (Vec::new(), None, Vec::new());
        let (what, amount, reason, receipt) = match &r.entry {
            StatementEntry::Bonus { amount, reason } => ("bonus", *amount, reason.as_str(), ""),
            StatementEntry::Deduction { amount, reason } => ("deduction", *amount, reason.as_str(), ""),
            StatementEntry::Advance { amount, reason, receipt } => {
                ("advance", *amount, reason.as_str(), receipt.as_str())
            }
            StatementEntry::TakenBack { entry, reason } => {
                other = Some(*entry);
                ("taken_back", Cents(0), reason.as_str(), "")
            }
            StatementEntry::Closed { total, lines: counted } => {
                lines = document_of::pack(counted);
                ("closed", *total, "", "")
            }
            StatementEntry::Paid { run: of, amount, receipt } => {
                run = of.bytes().to_vec();
                ("paid", *amount, "", receipt.as_str())
            }
            StatementEntry::Failed { run: of, paid, reason } => {
                run = of.bytes().to_vec();
                other = *paid;
                ("failed", Cents(0), reason.as_str(), "")
            }
        };
        let (other_counter, other_actor) = halves(other);
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            person,
            month.0,
            what,
            r.at.0,
            amount.0,
            reason,
            receipt,
            run,
            other_counter,
            other_actor,
            lines,
        ])?;
    }
    Ok(())
}

fn halves(entry: Option<EntryRef>) -> (Option<i64>, Option<Vec<u8>>) {
    (entry.map(|e| counter(e.counter)), entry.map(|e| e.actor.0.to_vec()))
}

pub fn run(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    // A run under another key than a number is nobody's: no screen could name it.
    let Some(number) = document.id().key.as_number() else { return Ok(()) };
    let sql = "INSERT INTO run_entry (document, counter, actor, run, what, at, person, month, amount, text, digest,
                                      other_counter, other_actor)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    for r in document_of::run(document)?.0 {
        let (mut person, mut month, mut digest, mut other) = (0, 0, Vec::new(), None);
        let (what, amount, text) = match &r.entry {
            RunEntry::Line(line) => {
                (person, month) = (line.person.0, line.month.0);
                ("line", line.amount, line.phone.as_str())
            }
            RunEntry::LeftOut { line, reason } => {
                other = Some(*line);
                ("left_out", Cents(0), reason.as_str())
            }
            RunEntry::Approved { total, of } => {
                digest = of.bytes().to_vec();
                ("approved", *total, "")
            }
            RunEntry::Cancelled { reason } => ("cancelled", Cents(0), reason.as_str()),
        };
        let (other_counter, other_actor) = halves(other);
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            number,
            what,
            r.at.0,
            person,
            month,
            amount.0,
            text,
            digest,
            other_counter,
            other_actor,
        ])?;
    }
    Ok(())
}

pub fn office_check(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let (workshop, person) = place(document);
    let all = entries::office_checks(document)?.0;
    let key = document.id().key.bytes().to_vec();
    let good: Pieces = all.iter().map(|r| r.entry.good).sum();
    let rejected: Pieces = all.iter().map(|r| r.entry.rejected).sum();
    let sql =
        "INSERT INTO office_checked (document, workshop, person, key, good, rejected) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.prepare_cached(sql)?.execute(params![row, workshop, person, key, good.0, rejected.0])?;
    let sql = "INSERT INTO history (document, counter, actor, person, key, what, at, pieces, rejected, note)
               VALUES (?1, ?2, ?3, ?4, ?5, 'office_check', ?6, ?7, ?8, ?9)";
    for r in all {
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            person,
            key,
            r.at.0,
            r.entry.good.0,
            r.entry.rejected.0,
            r.entry.reason,
        ])?;
    }
    Ok(())
}
