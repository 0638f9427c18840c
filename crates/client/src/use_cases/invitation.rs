//! Invitations. The phone draws the code and tells the server its hash: the code itself goes from the screen to whom it is for.

use crate::admin::ask;
use crate::api::Nothing;
use crate::api::people::{InvitationRow, InvitationView, OfInvitation, OfPerson};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::device::bytes;
use crate::use_cases::names;
use protocol::Ticket;
use protocol::admin::{Ask, InvitationLine};
use protocol::invitation::Invitation;
use std::sync::Arc;

/// Days that an invitation from the app holds.
const DAYS: u16 = 14;

/// `invitation.create`
pub async fn create(app: &Arc<App>, args: OfPerson) -> Result<InvitationView> {
    let code = Invitation::generate()?;
    let server = app.server()?;
    let ticket = Ticket::new(code.clone(), Some(&server)).ok_or(ClientError::Internal("the server's address"))?;
    let secret = ::documents::digest(code.as_str().as_bytes());
    let answer = ask(app, Ask::Invite { person: args.person, secret, days: DAYS }).await?;
    Ok(InvitationView {
        code: code.to_string(),
        text: ticket.to_string(),
        name: app.read(|c, _| names::person(c, args.person))?,
        expires: answer.expires.unwrap_or_default(),
    })
}

/// `invitation.list`
pub async fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<InvitationRow>> {
    let answer = ask(app, Ask::Invitations).await?;
    app.read(|c, _| {
        let row = |line: InvitationLine| {
            Ok(InvitationRow {
                invitation: line.invitation.iter().map(|byte| format!("{byte:02x}")).collect(),
                person: line.person,
                name: names::person(c, line.person)?,
                created: line.created,
                expires: line.expires,
            })
        };
        answer.invitations.unwrap_or_default().into_iter().map(row).collect()
    })
}

/// `invitation.revoke`
pub async fn revoke(app: &Arc<App>, args: OfInvitation) -> Result<Nothing> {
    let invitation = bytes(&args.invitation).ok_or(ClientError::NotFound("invitation"))?;
    ask(app, Ask::RevokeInvitation { invitation }).await?;
    Ok(Nothing {})
}
