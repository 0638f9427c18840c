//! Counting and checking what was handed in.

use crate::api::pay::RecordOfficeCheck;
use crate::api::work::{AssignmentView, OfAssignment};
use crate::api::workshop::{BatchView, NotHere, RecordCheck, TakeCheckBack};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::Session;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::{batch, names, work};
use documents::entries;
use domain::agree::{self, Choice, Question};
use domain::entry::{AgreementEntry, CheckEntry, OfficeCheckEntry};
use domain::id::{DocKey, EntryRef};
use domain::kind::{DocId, Kind};
use domain::quantity::Pieces;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::sync::Arc;

/// `check.office`
pub fn office(app: &Arc<App>, args: RecordOfficeCheck) -> Result<AssignmentView> {
    let name = args.assignment;
    app.command(|session| {
        let found = assignment::named(session.tx, &name)?;
        let check = OfficeCheckEntry {
            good: Pieces(args.good).bounded("good")?,
            rejected: Pieces(args.rejected).bounded("rejected")?,
            reason: args.reason.trim().to_owned(),
        };
        found.progress.office_check(&check, looked_at(session.tx, &found)?)?;
        session.edit(found.id(Kind::OfficeCheck), |w| entries::add_office_check(w, session.now, &check))
    })?;
    work::get(app, OfAssignment { assignment: name })
}

/// `check.not_here`: somebody wrote down more than came. The artisan has those pieces open again. It is the decision that leads write where
/// pieces were handed in twice; two phones of a lead that say the same of the same numbers say it once.
pub fn not_here(app: &Arc<App>, args: NotHere) -> Result<BatchView> {
    let name = app.command(|session| {
        let found = assignment::named(session.tx, &args.assignment)?;
        let pieces = Pieces(args.pieces);
        found.progress.not_here(pieces)?;
        let [handed_in, checked] =
            [found.progress.work.handed_in, found.progress.checks.checked()].map(|n| i64::from(n.0));
        // How often before: the same numbers can come again, and are another matter then.
        let before = "SELECT count(*) FROM agreed WHERE subject = ?1 AND person = ?2";
        let values = params![found.key.bytes().as_slice(), found.person.0];
        let before: i64 = session.tx.prepare_cached(before)?.query_row(values, |r| r.get(0))?;
        let matter =
            agree::matter(Question::HandedIn, &format!("{}:not_here", args.assignment), &[handed_in, checked, before]);
        decide(session, &found, matter, (Question::HandedIn, Choice::Twice), pieces, None)?;
        Ok(names::batch_name(found.workshop.0, found.batch.bytes()))
    })?;
    batch::view(app, &name)
}

/// Writes down beside an assignment what was decided about so many of its pieces, and about which entry.
fn decide(
    session: &Session<'_>,
    found: &Found,
    matter: DocKey,
    (question, choice): (Question, Choice),
    pieces: Pieces,
    entry: Option<EntryRef>,
) -> Result<()> {
    let decision = AgreementEntry {
        matter,
        question,
        choice,
        difference: i64::from(pieces.0),
        about: found.row.product.sku.clone(),
        subject: Some(found.key),
        entry,
        seen: 0,
    };
    let id = DocId { key: DocKey::month(session.now.month()), ..found.id(Kind::Agreement) };
    session.edit(id, |w| entries::add_agreement(w, session.now, &decision))
}

/// `check.take_back`: the check stays in the history and does not count any more, its pieces wait for another. It is the decision that
/// leads write where pieces were checked twice. On a check that was taken back before nothing happens.
pub fn take_back(app: &Arc<App>, args: TakeCheckBack) -> Result<AssignmentView> {
    let name = args.assignment;
    app.command(|session| {
        let found = assignment::named(session.tx, &name)?;
        let check: EntryRef = args.check.parse().map_err(|_| ClientError::NotFound("check"))?;
        let Written { entry, taken_back, since } = written(session.tx, &found, check)?;
        if taken_back {
            return Ok(());
        }
        found.progress.take_check_back(&entry, looked_at(session.tx, &found)?, since)?;
        let matter = agree::matter(Question::Checked, &format!("{name}:{check}"), &[]);
        let pieces = entry.accepted + entry.rework + entry.rejected;
        decide(session, &found, matter, (Question::Checked, Choice::Struck), pieces, Some(check))
    })?;
    work::get(app, OfAssignment { assignment: name })
}

/// A check as it was written.
struct Written {
    entry: CheckEntry,
    taken_back: bool,
    /// Whether something was handed in after it, by the clocks of those who wrote it.
    since: bool,
}

fn written(c: &Connection, found: &Found, check: EntryRef) -> Result<Written> {
    let sql = "SELECT pieces, rework, rejected, replaced, EXISTS (SELECT 1 FROM history o
                 WHERE o.key = h.key AND o.person = h.person AND o.what = 'hand_in' AND NOT o.replaced AND o.at > h.at)
               FROM history h WHERE key = ?1 AND person = ?2 AND what = 'check' AND counter = ?3 AND actor = ?4";
    let counter = i64::try_from(check.counter).unwrap_or(i64::MAX);
    let values = params![found.key.bytes().as_slice(), found.person.0, counter, check.actor.0.as_slice()];
    let read = |r: &Row<'_>| {
        let [accepted, rework, rejected] = [Pieces(r.get(0)?), Pieces(r.get(1)?), Pieces(r.get(2)?)];
        let entry = CheckEntry { accepted, rework, rejected, reason: String::new() };
        Ok(Written { entry, taken_back: r.get(3)?, since: r.get(4)? })
    };
    let row = c.prepare_cached(sql)?.query_row(values, read).optional()?;
    row.ok_or(ClientError::NotFound("check"))
}

/// Accepted pieces that the office has looked at again.
fn looked_at(c: &Connection, found: &Found) -> Result<Pieces> {
    let sql = "SELECT coalesce(sum(good + rejected), 0) FROM office_checked WHERE key = ?1 AND person = ?2";
    let values = params![found.key.bytes().as_slice(), found.person.0];
    Ok(Pieces(c.prepare_cached(sql)?.query_row(values, |r| r.get(0))?))
}

/// `check.record`
pub fn record(app: &Arc<App>, args: RecordCheck) -> Result<BatchView> {
    let name = app.command(|session| {
        let found = assignment::named(session.tx, &args.assignment)?;
        let check = CheckEntry {
            accepted: Pieces(args.accepted).bounded("accepted")?,
            rework: Pieces(args.rework).bounded("rework")?,
            rejected: Pieces(args.rejected).bounded("rejected")?,
            reason: args.reason.trim().to_owned(),
        };
        found.progress.check(&check)?;
        session.edit(found.id(Kind::Check), |w| entries::add_check(w, session.now, &check))?;
        Ok(names::batch_name(found.workshop.0, found.batch.bytes()))
    })?;
    batch::view(app, &name)
}
