//! Batches, assignments, work, checks, completions.

use super::{agree, counter, place};
use crate::error::Result;
use documents::{Document, assignment as terms, batch as batches, entries, work as works};
use domain::assignment::{CheckSums, WorkSums, replaced};
use domain::entry::WorkEntry;
use rusqlite::{Transaction, params};

pub fn batch(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let b = batches::read(document)?;
    let (workshop, _) = place(document);
    let sql =
        "INSERT INTO batch (document, workshop, key, order_key, order_number, sku, rate, pieces, due, note, cancelled,
               planned_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let (key, order) = (document.id().key, b.order);
    tx.prepare_cached(sql)?.execute(params![
        row,
        workshop,
        key.bytes().as_slice(),
        order.bytes().as_slice(),
        b.order_number,
        b.sku,
        b.rate.0,
        b.pieces.0,
        b.due.to_string(),
        b.note,
        b.cancelled,
        document.begun_at().unwrap_or_default().0,
    ])?;
    Ok(())
}

pub fn completion(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let sql = "INSERT INTO completion (document, counter, actor, key, at, accepted, rejected, missing, reason)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let key = document.id().key;
    for r in entries::completions(document)?.0 {
        let e = r.entry;
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            key.bytes().as_slice(),
            r.at.0,
            e.accepted.0,
            e.rejected.0,
            e.missing.0,
            e.reason,
        ])?;
    }
    Ok(())
}

pub fn assignment(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let a = terms::read(document)?;
    let (workshop, person) = place(document);
    let sql = "INSERT INTO assignment (document, workshop, person, key, batch, sku, rate, pieces, due, note, withdrawn,
               origin_how, origin_person) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let (key, batch) = (document.id().key, a.batch);
    tx.prepare_cached(sql)?.execute(params![
        row,
        workshop,
        person,
        key.bytes().as_slice(),
        batch.bytes().as_slice(),
        a.sku,
        a.rate.0,
        a.pieces.0,
        a.due.to_string(),
        a.note,
        a.withdrawn,
        a.origin.map_or(0, |o| o.how.number()),
        a.origin.map_or(0, |o| o.person.0),
    ])?;
    Ok(())
}

pub fn moves(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let sql = "INSERT INTO moved (document, counter, actor, workshop, person, key, at, how, pieces, to_person, target, reason)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let (workshop, person) = place(document);
    let key = document.id().key;
    for r in entries::moves(document)?.0 {
        let e = r.entry;
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            workshop,
            person,
            key.bytes().as_slice(),
            r.at.0,
            e.how.number(),
            e.pieces.0,
            e.to.0,
            e.assignment.bytes().as_slice(),
            e.reason,
        ])?;
    }
    Ok(())
}

pub fn work(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let (workshop, person) = place(document);
    let decision = works::decision(document)?;
    let by = document.writer_of("decision")?;
    let all = works::entries(document)?.0;
    let sums = WorkSums::of(&all);
    let key = document.id().key;
    let sql = "INSERT INTO work (document, workshop, person, key, accepted, decided_at, reason, decided_counter,
               decided_actor, logged, minutes, scrap, handed_in)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    tx.prepare_cached(sql)?.execute(params![
        row,
        workshop,
        person,
        key.bytes().as_slice(),
        decision.as_ref().map(|d| d.accepted),
        decision.as_ref().map_or(0, |d| d.at.0),
        decision.as_ref().map_or("", |d| d.reason.as_str()),
        by.map_or(0, |b| counter(b.counter)),
        by.map_or(vec![], |b| b.actor.0.to_vec()),
        sums.logged.0,
        sums.minutes.0,
        sums.scrap.0,
        sums.handed_in.0,
    ])?;
    let gone = replaced(&all);
    let sql =
        "INSERT INTO history (document, counter, actor, person, key, what, at, pieces, minutes, scrap, note, replaced)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    for r in all {
        let (what, pieces, minutes, scrap, note) = match &r.entry {
            WorkEntry::Log { pieces, minutes, scrap, note, .. } => ("log", pieces.0, minutes.0, scrap.0, note.as_str()),
            WorkEntry::HandIn { pieces } => ("hand_in", pieces.0, 0, 0, ""),
        };
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            person,
            key.bytes().as_slice(),
            what,
            r.at.0,
            pieces,
            minutes,
            scrap,
            note,
            gone.contains(&r.id),
        ])?;
    }
    Ok(())
}

pub fn check(tx: &Transaction<'_>, row: i64, document: &Document) -> Result<()> {
    let (workshop, person) = place(document);
    let all = entries::checks(document)?.0;
    let sums = CheckSums::of(&all);
    let key = document.id().key;
    let sql = "INSERT INTO checked (document, workshop, person, key, accepted, rework, rejected)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    tx.prepare_cached(sql)?.execute(params![
        row,
        workshop,
        person,
        key.bytes().as_slice(),
        sums.accepted.0,
        sums.rework.0,
        sums.rejected.0,
    ])?;
    let sql = "INSERT INTO history (document, counter, actor, person, key, what, at, pieces, rework, rejected, note)
               VALUES (?1, ?2, ?3, ?4, ?5, 'check', ?6, ?7, ?8, ?9, ?10)";
    for r in all {
        tx.prepare_cached(sql)?.execute(params![
            row,
            counter(r.id.counter),
            r.id.actor.0.as_slice(),
            person,
            key.bytes().as_slice(),
            r.at.0,
            r.entry.accepted.0,
            r.entry.rework.0,
            r.entry.rejected.0,
            r.entry.reason,
        ])?;
    }
    agree::strike_checks(tx, key.bytes(), person)
}
