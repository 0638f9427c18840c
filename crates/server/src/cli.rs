//! The command line. Each group of commands has a file of its own with its words and what is done at them.

mod audit;
mod backup;
mod compact;
mod desk;
mod device;
mod error;
mod export;
mod import;
mod invite;
mod org;
mod person;
mod place;
mod serve;
mod verify;

pub use desk::RoleWord;
pub use error::CommandError;
pub use place::{Place, Where};

use clap::{Parser, Subcommand};

/// The central server of Karakana.
#[derive(Debug, Parser)]
#[command(name = "karakana-server", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the server can be asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Manage organisations.
    #[command(subcommand)]
    Org(org::Org),
    /// Bring in files of the office. What a file says already changes nothing.
    #[command(subcommand)]
    Import(import::Import),
    /// Write everything that the office would want into a new folder: tables, and the documents.
    Export(export::Export),
    /// Read everything again and say what is wrong. Ends with 1 when something is damaged, with 3 when only the books do not
    /// add up.
    Verify(verify::Verify),
    /// Make a backup, while phones are served.
    Backup(backup::Backup),
    /// Make a server's data from a backup, on this machine or another, on SQLite or PostgreSQL.
    Restore(backup::Restore),
    /// Pack the older part of the log closer together. Nothing is forgotten.
    Compact(compact::Compact),
    /// Make an invitation for a person and print its code.
    Invite(invite::Invite),
    /// Look at invitations that were not used, and take them back.
    #[command(subcommand)]
    Invitation(invite::Invitations),
    /// People who come, move and leave.
    #[command(subcommand)]
    Person(person::People),
    /// Workshops.
    #[command(subcommand)]
    Workshop(person::Workshops),
    /// Devices: who has which, when they were last seen, and closing one that is lost.
    #[command(subcommand)]
    Device(device::Devices),
    /// What closed devices handed over, to be taken or dropped.
    #[command(subcommand)]
    Held(device::Held),
    /// Who did what, when, about whom; newest first.
    Audit(audit::Audit),
    /// Serve phones until it is told to stop.
    Serve(serve::Serve),
}

/// Does one command.
pub fn run(command: Command) -> Result<(), CommandError> {
    match command {
        Command::Org(org) => org.run(),
        Command::Import(import) => import.run(),
        Command::Export(export) => export.run(),
        Command::Verify(verify) => verify.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Compact(compact) => compact.run(),
        Command::Invite(invite) => invite.run(),
        Command::Invitation(invitations) => invitations.run(),
        Command::Person(people) => people.run(),
        Command::Workshop(workshops) => workshops.run(),
        Command::Device(devices) => devices.run(),
        Command::Held(held) => held.run(),
        Command::Audit(audit) => audit.run(),
        Command::Serve(serve) => serve.run(),
    }
}
