//! Counting and checking what was handed in.

use crate::api::workshop::{BatchView, RecordCheck};
use crate::app::App;
use crate::error::Result;
use crate::use_cases::{assignment, batch, names};
use documents::entries;
use domain::entry::CheckEntry;
use domain::kind::Kind;
use domain::quantity::Pieces;
use std::sync::Arc;

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
