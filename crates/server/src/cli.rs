//! The command line.

mod desk;
mod device;
mod invite;
mod person;
mod run;

pub use desk::RoleWord;
pub use device::{DeviceCommand, HeldCommand};
pub use invite::{InvitationCommand, InviteCommand};
pub use person::{PersonCommand, WorkshopCommand};
pub use run::{CommandError, run};

use crate::store::postgres::Address;
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

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
    Org(OrgCommand),
    /// Bring in files of the office. What a file says already changes nothing.
    Import {
        /// What is in the file.
        #[command(subcommand)]
        what: ImportCommand,
    },
    /// Make an invitation for a person and print its code.
    Invite(InviteCommand),
    /// Look at invitations that were not used, and take them back.
    #[command(subcommand)]
    Invitation(InvitationCommand),
    /// People who come, move and leave.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Workshops.
    #[command(subcommand)]
    Workshop(WorkshopCommand),
    /// Devices: who has which, when they were last seen, and closing one that is lost.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// What closed devices handed over, to be taken or dropped.
    #[command(subcommand)]
    Held(HeldCommand),
    /// Who did what, when, about whom; newest first.
    Audit {
        /// How many lines.
        #[arg(long, default_value_t = 100)]
        lines: usize,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// Serve phones until it is told to stop.
    Serve {
        /// What is served.
        #[command(flatten)]
        kept: Kept,
        /// Address and port to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8421")]
        listen: SocketAddr,
    },
}

/// `org`
#[derive(Debug, Subcommand)]
pub enum OrgCommand {
    /// Make an organisation, and the data folder where there is none.
    Create {
        /// Its name.
        name: String,
        /// Where it is to be.
        #[command(flatten)]
        kept: Kept,
    },
}

/// `import`
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// The list of raw materials.
    Materials(OneFile),
    /// The workshops.
    Workshops(OneFile),
    /// The people and their roles.
    People(OneFile),
    /// The catalogue with its bill of materials.
    Products {
        /// The products.
        file: PathBuf,
        /// What each is made of.
        #[arg(long, value_name = "FILE")]
        bill_of_materials: PathBuf,
        /// Where the data is.
        #[command(flatten)]
        place: Place,
    },
    /// How products are made, step by step.
    Steps(OneFile),
    /// A Shopify order export.
    OrdersShopify(OneFile),
    /// Orders in the plain wholesale form.
    OrdersWholesale(OneFile),
}

/// A file to import.
#[derive(Debug, Args)]
pub struct OneFile {
    /// The file.
    pub file: PathBuf,
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
}

/// Where everything is kept.
#[derive(Debug, Args)]
pub struct Kept {
    /// Folder of the key, and of the database unless that is elsewhere.
    #[arg(long, env = "KARAKANA_DATA")]
    pub data: PathBuf,
    /// A database on PostgreSQL instead: postgres://USER:PASSWORD@HOST:PORT/NAME.
    #[arg(long, env = "KARAKANA_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<Address>,
}

/// Where the data of one organisation is.
#[derive(Debug, Args)]
pub struct Place {
    /// Where everything is.
    #[command(flatten)]
    pub kept: Kept,
    /// The organisation; needed only where the database holds several.
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,
}
