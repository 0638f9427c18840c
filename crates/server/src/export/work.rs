//! Orders, batches, assignments, what was logged, checked and earned.

use super::lines::{Table, time, yes};
use crate::books::{Books, Share, Work};
use domain::assignment::replaced;
use domain::catalogue::due;
use domain::earnings;
use domain::entry::WorkEntry;
use domain::spreadsheet::plain;
use domain::time::Day;

/// The tables.
pub fn tables(books: &Books) -> Vec<Table> {
    let mut all = vec![orders(books), order_lines(books), batches(books), completions(books), assignments(books)];
    all.extend([logs(books), checks(books), earned(books)]);
    all
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn orders(books: &Books) -> Table {
    let mut table = Table::new("orders", &["order", "source", "placed", "cancelled", "note"]);
    for order in books.orders.values() {
        let source = order.source.word().to_owned();
        table.line([plain(&order.number), source, day(order.placed), yes(order.cancelled), plain(&order.note)]);
    }
    table
}

fn order_lines(books: &Books) -> Table {
    let mut table = Table::new("order_lines", &["order", "sku", "pieces", "due"]);
    for order in books.orders.values() {
        for line in &order.lines {
            table.line([plain(&order.number), plain(&line.sku), line.pieces.0.to_string(), day(line.due)]);
        }
    }
    table
}

fn batches(books: &Books) -> Table {
    let columns = &["batch", "workshop", "order", "sku", "pieces", "rate_kes", "due", "cancelled", "note"];
    let mut table = Table::new("batches", columns);
    for ((workshop, key), batch) in &books.batches {
        table.line([
            key.to_string(),
            plain(&books.workshop(*workshop)),
            plain(&batch.order_number),
            plain(&batch.sku),
            batch.pieces.0.to_string(),
            batch.rate.to_string(),
            batch.due.to_string(),
            yes(batch.cancelled),
            plain(&batch.note),
        ]);
    }
    table
}

fn completions(books: &Books) -> Table {
    let columns = &["batch", "workshop", "at", "accepted", "rejected", "missing", "reason"];
    let mut table = Table::new("completions", columns);
    for ((workshop, key), entries) in &books.completions {
        for recorded in entries.iter().rev() {
            let entry = &recorded.entry;
            let counts = [entry.accepted, entry.rejected, entry.missing].map(|pieces| pieces.0.to_string());
            let mut cells = vec![key.to_string(), plain(&books.workshop(*workshop)), time(recorded.at)];
            cells.extend(counts);
            cells.push(plain(&entry.reason));
            table.line(cells);
        }
    }
    table
}

/// The first columns of every line about a share.
fn whose(books: &Books, (workshop, person, key): &Share) -> [String; 4] {
    [key.to_string(), plain(&books.workshop(*workshop)), person.0.to_string(), plain(&books.person(*person))]
}

fn assignments(books: &Books) -> Table {
    let columns = &[
        "assignment",
        "workshop",
        "person",
        "name",
        "batch",
        "sku",
        "pieces",
        "rate_kes",
        "due",
        "state",
        "logged",
        "minutes",
        "scrap",
        "handed_in",
        "accepted",
        "rework",
        "rejected",
        "reason",
        "note",
    ];
    let mut table = Table::new("assignments", columns);
    for (share, work) in &books.work {
        let (Some(terms), Some(at)) = (&work.terms, books.progress(share, work)) else { continue };
        let mut cells = Vec::from(whose(books, share));
        cells.extend([terms.batch.to_string(), plain(&terms.sku), terms.pieces.0.to_string(), terms.rate.to_string()]);
        let of_batch = books.batches.get(&(share.0, terms.batch)).map(|batch| batch.due);
        cells.extend([
            due(terms.due, of_batch).to_string(),
            at.state().word().to_owned(),
            at.work.logged.0.to_string(),
        ]);
        let rest = [at.work.scrap, at.work.handed_in, at.checks.accepted, at.checks.rework, at.checks.rejected];
        cells.push(at.work.minutes.0.to_string());
        cells.extend(rest.map(|pieces| pieces.0.to_string()));
        let reason = work.decision.as_ref().map(|decision| plain(&decision.reason)).unwrap_or_default();
        cells.extend([reason, plain(&terms.note)]);
        table.line(cells);
    }
    table
}

fn logs(books: &Books) -> Table {
    let columns = &[
        "assignment",
        "workshop",
        "person",
        "name",
        "entry",
        "at",
        "what",
        "pieces",
        "minutes",
        "scrap",
        "counts",
        "corrects",
        "note",
    ];
    let mut table = Table::new("work_logs", columns);
    for (share, Work { entries, .. }) in &books.work {
        let replaced = replaced(entries);
        for recorded in entries.iter().rev() {
            let mut cells = Vec::from(whose(books, share));
            cells.extend([recorded.id.to_string(), time(recorded.at)]);
            match &recorded.entry {
                WorkEntry::Log { pieces, minutes, scrap, note, corrects } => {
                    let corrects = corrects.map(|entry| entry.to_string()).unwrap_or_default();
                    let counts = yes(!replaced.contains(&recorded.id));
                    let numbers = [pieces.0, minutes.0, scrap.0].map(|n| n.to_string());
                    cells.push("log".to_owned());
                    cells.extend(numbers);
                    cells.extend([counts, corrects, plain(note)]);
                }
                WorkEntry::HandIn { pieces } => {
                    cells.extend(["hand_in".to_owned(), pieces.0.to_string(), String::new(), String::new()]);
                    cells.extend([yes(true), String::new(), String::new()]);
                }
            }
            table.line(cells);
        }
    }
    table
}

fn checks(books: &Books) -> Table {
    let columns =
        &["assignment", "workshop", "person", "name", "entry", "at", "accepted", "rework", "rejected", "reason"];
    let mut table = Table::new("checks", columns);
    for (share, work) in &books.work {
        for recorded in work.checks.iter().rev() {
            let entry = &recorded.entry;
            let mut cells = Vec::from(whose(books, share));
            cells.extend([recorded.id.to_string(), time(recorded.at)]);
            cells.extend([entry.accepted, entry.rework, entry.rejected].map(|pieces| pieces.0.to_string()));
            cells.push(plain(&entry.reason));
            table.line(cells);
        }
    }
    table
}

fn earned(books: &Books) -> Table {
    let columns =
        &["person", "name", "month", "workshop", "assignment", "check", "at", "pieces", "rate_kes", "amount_kes"];
    let mut table = Table::new("earnings", columns);
    for ((workshop, person, key), work) in &books.work {
        let Some(terms) = &work.terms else { continue };
        for line in earnings::lines(*key, terms.rate, &work.checks).iter().rev() {
            table.line([
                person.0.to_string(),
                plain(&books.person(*person)),
                line.month().to_string(),
                plain(&books.workshop(*workshop)),
                key.to_string(),
                line.check.to_string(),
                time(line.at),
                line.pieces.0.to_string(),
                line.rate.to_string(),
                line.amount().to_string(),
            ]);
        }
    }
    table
}
