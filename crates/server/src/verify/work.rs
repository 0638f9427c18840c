//! Pieces: what was checked was handed in, what was handed in was asked for, and what was asked for is of a batch.

use super::Report;
use crate::books::{Books, Share, Work};
use domain::batch::BatchSums;
use domain::id::{DocKey, WorkshopId};
use domain::quantity::Pieces;
use std::collections::BTreeMap;

/// Checks the shares, then the batches that they are of.
pub fn check(books: &Books, report: &mut Report) {
    let mut progress = BTreeMap::<(WorkshopId, DocKey), Vec<_>>::new();
    for (share, work) in &books.work {
        let about = named(books, share);
        let (Some(terms), Some(at)) = (&work.terms, books.progress(share, work)) else {
            if !work.entries.is_empty() || !work.checks.is_empty() {
                report.books(about, "there is work, and nobody offered it");
            }
            continue;
        };
        let Pieces(checked) = at.checks.checked();
        if checked > at.work.handed_in.0 {
            report.books(&about, format!("{checked} pieces were checked, {} handed in", at.work.handed_in.0));
        }
        let asked = at.assigned + at.checks.rework;
        if at.work.handed_in > asked {
            report.books(&about, format!("{} pieces were handed in, {} asked for", at.work.handed_in.0, asked.0));
        }
        if at.accepted == Some(false) && has_work(work) {
            report.books(&about, "there is work, and it was declined");
        }
        if !books.batches.contains_key(&(share.0, terms.batch)) {
            report.books(&about, format!("is of the batch {}, which is not there", terms.batch));
        }
        progress.entry((share.0, terms.batch)).or_default().push(at);
    }
    for (place, batch) in &books.batches {
        let of = progress.get(place).map(Vec::as_slice).unwrap_or_default();
        let sums = BatchSums::of(batch.pieces, of);
        let about = format!("batch {} of {} in {}", place.1, batch.order_number, books.workshop(place.0));
        if sums.assigned > batch.pieces + sums.checks.rejected {
            report.books(&about, format!("{} pieces are assigned, {} asked for", sums.assigned.0, batch.pieces.0));
        }
        if let Some(done) = books.completions.get(place).and_then(|all| all.iter().max_by_key(|entry| entry.id))
            // What the office rejected afterwards had been delivered: people decide whether the batch is recorded again.
            && let accepted = of.iter().map(|share| share.checks.accepted).sum::<Pieces>()
            && done.entry.accepted > accepted
        {
            let (said, found) = (done.entry.accepted.0, accepted.0);
            report.books(&about, format!("{said} pieces were recorded as delivered, {found} accepted"));
        }
    }
    for place in books.completions.keys().filter(|place| !books.batches.contains_key(place)) {
        report.books(format!("completion {} in {}", place.1, books.workshop(place.0)), "its batch is not there");
    }
}

fn has_work(work: &Work) -> bool {
    !work.entries.is_empty() || !work.checks.is_empty()
}

fn named(books: &Books, (workshop, person, key): &Share) -> String {
    format!("assignment {key} of {} in {}", books.person(*person), books.workshop(*workshop))
}
