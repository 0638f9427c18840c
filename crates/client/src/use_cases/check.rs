//! Counting and checking what was handed in.

use crate::api::pay::RecordOfficeCheck;
use crate::api::work::{AssignmentView, OfAssignment};
use crate::api::workshop::{BatchView, RecordCheck};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::{assignment, batch, names, work};
use documents::entries;
use domain::entry::{CheckEntry, OfficeCheckEntry};
use domain::kind::Kind;
use domain::quantity::Pieces;
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
        let sql = "SELECT coalesce(sum(good + rejected), 0) FROM office_checked WHERE key = ?1 AND person = ?2";
        let values = rusqlite::params![found.key.bytes().as_slice(), found.person.0];
        let looked_at = Pieces(session.tx.prepare_cached(sql)?.query_row(values, |r| r.get(0))?);
        found.progress.office_check(&check, looked_at)?;
        session.edit(found.id(Kind::OfficeCheck), |w| entries::add_office_check(w, session.now, &check))
    })?;
    work::get(app, OfAssignment { assignment: name })
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
