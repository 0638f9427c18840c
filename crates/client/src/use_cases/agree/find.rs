//! Counts that do not fit together.

use super::decided::question;
use super::{Also, Matter, Offer};
use crate::api::agree::{MatterRow, SideKind, SideRow};
use crate::api::trail::Signed;
use crate::error::Result;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::batch::{self, FoundBatch};
use crate::use_cases::names;
use crate::use_cases::signed::Clock;
use domain::agree::{self, Choice, Question};
use domain::assignment::State;
use domain::entry::CompletionEntry;
use domain::id::{Actor, DocKey, EntryRef, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Pieces, Tenths};
use domain::time::Month;
use rusqlite::{Connection, Row, params};

/// A matter of a workshop without sides or offers.
pub(super) fn matter(
    c: &Connection,
    feed: Feed,
    asked: Question,
    about: &str,
    numbers: &[i64],
    difference: i64,
) -> Result<Matter> {
    let (workshop, person) = match feed {
        Feed::Work(w, p) => (Some(w), Some(p)),
        Feed::Leads(w) => (Some(w), None),
        _ => (None, None),
    };
    let key = agree::matter(asked, about, numbers);
    let row = MatterRow {
        matter: key.to_string(),
        question: question(asked),
        workshop: workshop.map(|w| names::workshop(c, w.0)).transpose()?,
        name: person.map(|p| names::person(c, p.0)).transpose()?.unwrap_or_default(),
        product: None,
        material: None,
        order_number: String::new(),
        field: String::new(),
        kind: String::new(),
        assignment: String::new(),
        batch: String::new(),
        difference,
        stands: String::new(),
        sides: vec![],
        offers: vec![],
        may_decide: false,
        decided: vec![],
    };
    let (about, subject, offers) = (String::new(), None, vec![]);
    Ok(Matter { key, question: asked, feed, difference, about, subject, offers, row })
}

/// A side that nobody chooses by itself.
pub(super) fn side(what: SideKind, signed: Signed, quantity: i64) -> SideRow {
    SideRow { what, signed, quantity, value: String::new(), offer: String::new() }
}

/// A number that follows from others, and that nobody wrote.
fn sum(what: SideKind, quantity: i64) -> SideRow {
    side(what, Clock::nobody(), quantity)
}

struct Confirmed {
    workshop: u32,
    person: u32,
    issue: (u32, i64, Vec<u8>),
    material: String,
    issued: Movement,
    came: (Vec<u8>, Movement),
}

/// What a side says and where: quantity, time, document, operation.
struct Movement {
    quantity: i64,
    at: i64,
    document: i64,
    counter: i64,
}

fn confirmed(r: &Row<'_>) -> rusqlite::Result<Confirmed> {
    Ok(Confirmed {
        workshop: r.get(0)?,
        person: r.get(1)?,
        issue: (r.get(2)?, r.get(3)?, r.get(4)?),
        material: r.get(5)?,
        issued: Movement { quantity: r.get(6)?, at: r.get(7)?, document: r.get(8)?, counter: r.get(3)? },
        came: (r.get(9)?, Movement { quantity: r.get(10)?, at: r.get(11)?, document: r.get(12)?, counter: r.get(13)? }),
    })
}

/// Issues of material of which less came than the store wrote down, or that two phones confirmed differently.
pub fn receipts(c: &Connection, clock: &Clock, workshop: Option<WorkshopId>) -> Result<Vec<Matter>> {
    let sql = "SELECT i.workshop, i.person, i.month, i.counter, i.actor, i.material, i.quantity, i.at,
                 i.document, h.actor, h.quantity, h.at, h.document, h.counter
               FROM movement h JOIN movement i ON i.ledger = 'issue' AND i.what = 'issued' AND i.person = h.person
                 AND i.month = h.issue_month AND i.counter = h.issue_counter AND i.actor = h.issue_actor
               WHERE h.ledger = 'holding' AND h.issue_actor <> x'' AND (?1 IS NULL OR i.workshop = ?1)
               ORDER BY i.person, i.month, i.counter, i.actor, h.quantity, h.month, h.counter, h.actor";
    let mut statement = c.prepare_cached(sql)?;
    let all = statement.query_map([workshop.map(|w| w.0)], confirmed)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let of_one = all.chunk_by(|a, b| (a.person, &a.issue) == (b.person, &b.issue));
    of_one.filter_map(|confirmations| receipt(c, clock, confirmations).transpose()).collect()
}

fn receipt(c: &Connection, clock: &Clock, confirmations: &[Confirmed]) -> Result<Option<Matter>> {
    let Some(first) = confirmations.first() else { return Ok(None) };
    let counts: Vec<Tenths> = confirmations.iter().map(|it| Tenths(it.came.1.quantity)).collect();
    let Some(missing) = agree::missing_of_issue(Tenths(first.issued.quantity), &counts) else { return Ok(None) };
    let (month, counter, actor) = &first.issue;
    let feed = Feed::Work(WorkshopId(first.workshop), PersonId(first.person));
    let entry = EntryRef {
        counter: u64::try_from(*counter).unwrap_or(0),
        actor: Actor(actor.as_slice().try_into().unwrap_or_default()),
    };
    let mut numbers = vec![first.issued.quantity];
    numbers.extend(counts.iter().map(|count| count.0));
    let about = format!("{feed}/{month}:{entry}");
    let mut matter = matter(c, feed, Question::Receipt, &about, &numbers, missing.0)?;
    matter.about.clone_from(&first.material);
    matter.row.material = Some(names::material(c, &first.material)?);
    matter.row.stands = counts.iter().min().map_or(0, |least| least.0).to_string();
    let mut add = |what, actor: &[u8], it: &Movement| -> Result<()> {
        let signed = clock.signed(c, it.document, it.counter, actor, Some(it.at))?;
        matter.row.sides.push(side(what, signed, it.quantity));
        Ok(())
    };
    add(SideKind::Issued, actor, &first.issued)?;
    for Confirmed { came: (actor, came), .. } in confirmations {
        add(SideKind::Received, actor, came)?;
    }
    let offers = [("stayed", Choice::Stayed), ("lost", Choice::Lost), ("arrived", Choice::Arrived)];
    // Whatever is said names the issue, so that it takes the place of what was said when its numbers were others.
    matter.offers = offers.map(|(name, choice)| Offer { entry: Some(entry), ..Offer::of(name, choice) }).into();
    matter.subject = Some(DocKey::month(Month(*month)));
    Ok(Some(matter))
}

/// Of assignments, and of the batches that they are shares of.
pub fn work(c: &Connection, clock: &Clock, workshop: Option<WorkshopId>) -> Result<Vec<Matter>> {
    let mut shares = assignment::find(c, "WHERE ?1 IS NULL OR a.workshop = ?1", [workshop.map(|w| w.0)])?;
    shares.sort_by(|a, b| (&a.row.due, a.key).cmp(&(&b.row.due, b.key)));
    let mut all = pieces(c, clock, &shares)?;
    all.extend(batches(c, clock, batch::with_shares(c, workshop, shares)?)?);
    Ok(all)
}

/// Assignments of which more was handed in than assigned, or checked than handed in.
fn pieces(c: &Connection, clock: &Clock, all: &[Found]) -> Result<Vec<Matter>> {
    let mut out = Vec::new();
    for found in all {
        let progress = &found.progress;
        if progress.over_handed_in().0 > 0 {
            out.push(handed_in(c, clock, found)?);
        }
        if progress.over_checked().0 > 0 {
            out.push(checked(c, clock, found)?);
        }
    }
    Ok(out)
}

fn of_assignment(c: &Connection, found: &Found, asked: Question, numbers: [Pieces; 2], over: Pieces) -> Result<Matter> {
    let feed = Feed::Work(found.workshop, found.person);
    let numbers = numbers.map(|pieces| i64::from(pieces.0));
    let mut matter = matter(c, feed, asked, &found.row.assignment, &numbers, i64::from(over.0))?;
    matter.about.clone_from(&found.row.product.sku);
    matter.subject = Some(found.key);
    matter.row.product = Some(found.row.product.clone());
    matter.row.assignment.clone_from(&found.row.assignment);
    matter.row.batch = names::batch_name(found.workshop.0, found.batch.bytes());
    Ok(matter)
}

fn handed_in(c: &Connection, clock: &Clock, found: &Found) -> Result<Matter> {
    let progress = &found.progress;
    let most = progress.assigned + progress.checks.rework;
    let numbers = [progress.work.handed_in, most];
    let mut matter = of_assignment(c, found, Question::HandedIn, numbers, progress.over_handed_in())?;
    matter.row.stands = progress.work.handed_in.0.to_string();
    matter.row.sides.push(sum(SideKind::Assigned, i64::from(most.0)));
    matter.row.sides.extend(history(c, clock, found, "hand_in")?.into_iter().map(|(_, side)| side));
    let raised = progress.work.handed_in - progress.checks.rework;
    let mut real = Offer::of("real", Choice::Real);
    real.also = Also::Raise(found.id(Kind::Assignment), raised);
    matter.offers = vec![real, Offer::of("twice", Choice::Twice)];
    Ok(matter)
}

fn checked(c: &Connection, clock: &Clock, found: &Found) -> Result<Matter> {
    let progress = &found.progress;
    let numbers = [progress.checks.checked(), progress.work.handed_in];
    let mut matter = of_assignment(c, found, Question::Checked, numbers, progress.over_checked())?;
    matter.row.stands = progress.checks.accepted.0.to_string();
    matter.row.sides.push(sum(SideKind::HandedIn, i64::from(progress.work.handed_in.0)));
    matter.offers = vec![Offer::of("real", Choice::Real)];
    for (entry, mut side) in history(c, clock, found, "check")? {
        side.offer = format!("struck:{entry}");
        let mut struck = Offer::of(&side.offer, Choice::Struck);
        struck.entry = Some(entry);
        matter.offers.push(struck);
        matter.row.sides.push(side);
    }
    Ok(matter)
}

/// The entries of an assignment that still count.
fn history(c: &Connection, clock: &Clock, found: &Found, what: &str) -> Result<Vec<(EntryRef, SideRow)>> {
    let sql = "SELECT counter, actor, at, pieces + rework + rejected, document FROM history
               WHERE key = ?1 AND person = ?2 AND what = ?3 AND NOT replaced ORDER BY counter, actor";
    let mut statement = c.prepare_cached(sql)?;
    let values = params![found.key.bytes().as_slice(), found.person.0, what];
    let all = statement
        .query_map(values, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))?
        .collect::<rusqlite::Result<Vec<(i64, [u8; 16], i64, i64, i64)>>>()?;
    let kind = || if what == "check" { SideKind::Checked } else { SideKind::HandedIn };
    all.into_iter()
        .map(|(counter, actor, at, pieces, document)| {
            let entry = EntryRef { counter: u64::try_from(counter).unwrap_or(0), actor: Actor(actor) };
            Ok((entry, side(kind(), clock.signed(c, document, counter, &actor, Some(at))?, pieces)))
        })
        .collect()
}

/// Batches that were given out twice over, or that went on after they were recorded complete.
fn batches(c: &Connection, clock: &Clock, all: Vec<FoundBatch>) -> Result<Vec<Matter>> {
    let mut out = Vec::new();
    for found in all {
        match &found.completion {
            None if found.sums.over_assigned().0 > 0 && !found.batch.cancelled => out.push(split(c, &found)?),
            Some(_) => out.extend(completion(c, clock, &found)?),
            None => {}
        }
    }
    Ok(out)
}

fn of_batch(c: &Connection, found: &FoundBatch, asked: Question, numbers: &[i64], over: i64) -> Result<Matter> {
    let name = names::batch_name(found.workshop.0, found.key.bytes());
    let mut matter = matter(c, Feed::Leads(found.workshop), asked, &name, numbers, over)?;
    matter.about.clone_from(&found.batch.sku);
    matter.subject = Some(found.key);
    matter.row.product = Some(names::product(c, &found.batch.sku)?);
    matter.row.order_number.clone_from(&found.batch.order_number);
    matter.row.batch = name;
    Ok(matter)
}

fn split(c: &Connection, found: &FoundBatch) -> Result<Matter> {
    let (sums, over) = (&found.sums, found.sums.over_assigned());
    let asked = i64::from((sums.pieces + sums.checks.rejected).0);
    let mut matter = of_batch(c, found, Question::Split, &[i64::from(sums.assigned.0), asked], i64::from(over.0))?;
    matter.row.stands = sums.assigned.0.to_string();
    matter.row.sides.push(sum(SideKind::Asked, asked));
    matter.offers.push(Offer::of("leave", Choice::Leave));
    for share in &found.shares {
        let state = share.progress.state();
        if matches!(state, State::Declined | State::Withdrawn) {
            continue;
        }
        // The person that a share is for stands where others have who wrote it: two splits by two phones of one lead
        // are told apart by who got them.
        let quantity = i64::from(share.progress.assigned.0);
        let mut row = sum(SideKind::Assigned, quantity);
        row.signed.by.clone_from(&share.row.name);
        if matches!(state, State::Offered | State::Accepted) {
            row.offer = format!("withdraw:{}", share.row.assignment);
            let mut offer = Offer::of(&row.offer, Choice::Leave);
            offer.also = Also::Withdraw(share.id(Kind::Assignment));
            matter.offers.push(offer);
        }
        matter.row.sides.push(row);
    }
    Ok(matter)
}

fn completion(c: &Connection, clock: &Clock, found: &FoundBatch) -> Result<Option<Matter>> {
    let Some(recorded) = &found.completion else { return Ok(None) };
    let entry = CompletionEntry {
        accepted: Pieces(recorded.accepted),
        rejected: Pieces(recorded.rejected),
        missing: Pieces(recorded.missing),
        reason: recorded.reason.clone(),
    };
    let logs = logged_after(c, clock, found.key, recorded.at)?;
    let sums = &found.sums;
    if !sums.differs_from(&entry) && logs.is_empty() {
        return Ok(None);
    }
    let now = sums.checks.accepted;
    let late: i64 = logs.iter().map(|log| log.quantity).sum();
    let numbers = [recorded.accepted, now.0, sums.checks.rejected.0, sums.waiting.0].map(i64::from);
    let difference = i64::from(now.0.abs_diff(recorded.accepted)) + i64::from(sums.waiting.0);
    let mut matter = of_batch(c, found, Question::Completion, &[&numbers[..], &[late]].concat(), difference)?;
    matter.row.stands = recorded.accepted.to_string();
    let mut first = side(SideKind::Recorded, clock.stamped(Some(recorded.at)), i64::from(recorded.accepted));
    first.signed.by.clone_from(&recorded.by);
    first.signed.sent = recorded.sent;
    matter.row.sides.push(first);
    matter.row.sides.push(sum(SideKind::Now, i64::from(now.0)));
    if sums.waiting.0 > 0 {
        matter.row.sides.push(sum(SideKind::HandedIn, i64::from(sums.waiting.0)));
    }
    matter.row.sides.extend(logs);
    // Pieces that wait have to be checked before they can count.
    if sums.waiting.0 == 0 && sums.differs_from(&entry) {
        let again = CompletionEntry {
            accepted: sums.checks.accepted,
            rejected: sums.checks.rejected,
            missing: sums.missing(),
            reason: if sums.missing().0 > 0 { entry.reason } else { String::new() },
        };
        let mut real = Offer::of("real", Choice::Real);
        real.also = Also::Complete(DocId::new(Feed::Leads(found.workshop), Kind::Completion, found.key), again);
        matter.offers.push(real);
    }
    matter.offers.push(Offer::of("leave", Choice::Leave));
    Ok(Some(matter))
}

/// Logs for a batch that say that they were made after it was recorded complete. Clocks order nothing: this is shown,
/// and nothing follows from it.
fn logged_after(c: &Connection, clock: &Clock, batch: DocKey, at: i64) -> Result<Vec<SideRow>> {
    let sql = "SELECT h.actor, h.at, h.pieces, h.document, h.counter FROM history h JOIN assignment a ON a.key = h.key AND a.person = h.person
               WHERE a.batch = ?1 AND h.what = 'log' AND NOT h.replaced AND h.at > ?2 AND h.pieces > 0
               ORDER BY h.at, h.counter, h.actor";
    let mut statement = c.prepare_cached(sql)?;
    let all = statement
        .query_map(params![batch.bytes().as_slice(), at], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
        })?
        .collect::<rusqlite::Result<Vec<(Vec<u8>, i64, i64, i64, i64)>>>()?;
    let sides = all.into_iter().map(|(actor, at, pieces, document, counter)| {
        Ok(side(SideKind::Logged, clock.signed(c, document, counter, &actor, Some(at))?, pieces))
    });
    sides.collect()
}
