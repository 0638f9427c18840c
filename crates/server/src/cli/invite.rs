//! `invite` and `invitation`.

use super::desk::{self, act, look, moment, table};
use super::{CommandError, Place};
use crate::clock;
use crate::invite;
use clap::{Args, Subcommand};
use protocol::Ticket;
use protocol::invitation::Invitation;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::io::{IsTerminal, Write as _};

/// `invite`
#[derive(Debug, Args)]
pub struct Invite {
    /// The person's name.
    pub name: String,
    /// How many days the invitation holds.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: u16,
    /// The address at which phones reach this server. It goes into the QR code, so that nobody has to type it.
    #[arg(long, env = "KARAKANA_SERVER", value_name = "URL")]
    pub server: Option<String>,
    /// Draw the QR code even where no person is looking.
    #[arg(long)]
    pub qr: bool,
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
}

/// `invitation`
#[derive(Debug, Subcommand)]
pub enum Invitations {
    /// Invitations that can still be used. Their codes are not kept and cannot be shown.
    List {
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Take back an invitation that was not used.
    Revoke {
        /// Its id, as the list shows it.
        id: String,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
}

impl Invite {
    /// Makes an invitation: the code on standard output, the QR code and what it is on standard error.
    pub fn run(self) -> Result<(), CommandError> {
        let bad = || CommandError::usage("bad_address", "the server's address begins with https:// or http://");
        let code = Invitation::generate().map_err(|e| CommandError::usage("no_randomness", e.to_string()))?;
        let ticket = Ticket::new(code.clone(), self.server.as_deref()).ok_or_else(bad)?;
        let name = self.name.trim();
        let (expires, organisation) = act(&self.place, |desk| {
            let person = desk::person(&*desk.tx, desk.org, name)?;
            let expires = desk.invite(person.number, invite::hash(&code), self.days)?;
            Ok((expires, desk.tx.organisation(desk.org)?.name))
        })?;
        writeln!(std::io::stdout(), "{code}")?;
        let mut stderr = std::io::stderr();
        if self.qr || stderr.is_terminal() {
            writeln!(stderr, "{}", drawn(&ticket)?)?;
        }
        writeln!(stderr, "Invitation for {name} of {organisation}: one phone, until {}.", expires.day())?;
        Ok(())
    }
}

/// The QR code in half blocks, dark on light whatever the terminal's colours, with its quiet zone.
fn drawn(ticket: &Ticket) -> Result<String, CommandError> {
    let code = QrCode::with_error_correction_level(ticket.to_string(), EcLevel::M);
    let code = code.map_err(|e| CommandError::usage("no_qr", e.to_string()))?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build())
}

impl Invitations {
    /// Does it.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Invitations::List { place } => look(&place, |tx, org| {
                let people = tx.people(org)?;
                let rows = tx.open_invitations(org, clock::now())?.into_iter().map(|open| {
                    let name = people.iter().find(|p| p.number == open.person).map_or("", |p| p.name.as_str());
                    [id(&open.secret), name.to_owned(), moment(open.created), moment(open.expires)]
                });
                Ok(table(["id", "for", "made", "until"], rows.collect()))
            }),
            Invitations::Revoke { id: named, place } => act(&place, |desk| {
                let open = desk.tx.open_invitations(desk.org, desk.now)?;
                let found = open.iter().find(|open| id(&open.secret) == named.trim());
                let found =
                    found.ok_or_else(|| CommandError::usage("unknown_invitation", "no open invitation has that id"))?;
                let [a, b, c, d, e, f, g, h, ..] = found.secret;
                Ok(desk.revoke_invitation(&[a, b, c, d, e, f, g, h])?)
            }),
        }
    }
}

/// What an invitation is called where its code must not be shown: the first 8 bytes of its hash.
fn id(secret: &[u8; 32]) -> String {
    secret.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
