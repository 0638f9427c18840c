//! All workshops, for the office.

use crate::admin::ask;
use crate::api::Nothing;
use crate::api::office::WorkshopRow;
use crate::api::people::{AddWorkshop, Made};
use crate::api::workshop::BatchState;
use crate::app::App;
use crate::error::Result;
use crate::use_cases::{batch, names};
use protocol::admin::Ask;
use rusqlite::OptionalExtension;
use std::sync::Arc;

/// `workshop.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<WorkshopRow>> {
    app.read(|c, _| {
        let batches = batch::rows(c, None)?;
        let mut statement = c.prepare_cached("SELECT workshop FROM workshop ORDER BY code")?;
        let all = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<u32>>>()?;
        all.into_iter()
            .map(|workshop| {
                let lead = "SELECT name FROM member WHERE workshop = ?1 AND lead LIMIT 1";
                let lead = c.prepare_cached(lead)?.query_row([workshop], |r| r.get(0)).optional()?;
                let members = "SELECT count(*) FROM member WHERE workshop = ?1";
                let open = batches
                    .iter()
                    .filter(|b| b.workshop.workshop == workshop)
                    .filter(|b| !matches!(b.state, BatchState::Complete | BatchState::Cancelled))
                    .map(|b| b.pieces.saturating_sub(b.accepted))
                    .sum();
                Ok(WorkshopRow {
                    workshop: names::workshop(c, workshop)?,
                    lead: lead.unwrap_or_default(),
                    members: c.prepare_cached(members)?.query_row([workshop], |r| r.get(0))?,
                    open_pieces: open,
                })
            })
            .collect()
    })
}

/// `workshop.add`
pub async fn add(app: &Arc<App>, args: AddWorkshop) -> Result<Made> {
    let AddWorkshop { code, place } = args;
    Ok(Made { number: ask(app, Ask::AddWorkshop { code, place }).await?.made })
}
