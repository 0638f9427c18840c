//! Does what the command line asks.

use super::{Command, ImportCommand, Kept, OneFile, OrgCommand, Place};
use super::{device, invite, person};
use crate::clock;
use crate::data::{Data, DataError};
use crate::desk::{ActError, Desk};
use crate::facts;
use crate::import::{self, File, ImportError, Tally};
use crate::serve::{self, ServeError};
use crate::store::record::{Author, Organisation};
use crate::store::{Read, StoreError};
use crate::writing::{WritingError, server_author};
use std::io::Write as _;
use thiserror::Error;

/// Characters of an organisation's name.
const MOST_NAME: usize = 100;

/// Why a command was not done. Nothing of it was.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The data folder does not open.
    #[error("{error} [{}]", .error.code())]
    Data {
        /// Why.
        #[from]
        error: DataError,
    },
    /// The store said no.
    #[error("{error} [{}]", .error.code())]
    Store {
        /// Why.
        #[from]
        error: StoreError,
    },
    /// A document of the server's own could not be written.
    #[error("{error} [{}]", .error.code())]
    Writing {
        /// Why.
        #[from]
        error: WritingError,
    },
    /// It does not fit what is there.
    #[error("{error} [{}]", .error.code())]
    Act {
        /// Why.
        #[from]
        error: ActError,
    },
    /// A file was refused. Its report has the codes.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The server could not serve.
    #[error("{error} [{}]", .error.code())]
    Serve {
        /// Why.
        #[from]
        error: ServeError,
    },
    /// The words do not fit what is there.
    #[error("{message} [{code}]")]
    Usage {
        /// In words.
        message: String,
        /// The stable code.
        code: &'static str,
    },
    /// Standard output is closed.
    #[error("cannot print: {0} [no_output]")]
    Output(#[from] std::io::Error),
}

/// Does one command.
pub fn run(command: Command) -> Result<(), CommandError> {
    match command {
        Command::Org(OrgCommand::Create { name, kept }) => create(name.trim(), &kept),
        Command::Import { what } => import_file(what),
        Command::Invite(command) => invite::invite(&command),
        Command::Invitation(command) => invite::invitation(command),
        Command::Person(command) => person::person(command),
        Command::Workshop(command) => person::workshop(command),
        Command::Device(command) => device::device(command),
        Command::Held(command) => device::held(command),
        Command::Audit { lines, place } => device::audit(lines, &place),
        Command::Serve { kept, listen } => Ok(serve::run(open(&kept)?, listen)?),
    }
}

pub(super) fn usage(code: &'static str, message: impl Into<String>) -> CommandError {
    CommandError::Usage { message: message.into(), code }
}

pub(super) fn open(kept: &Kept) -> Result<Data, DataError> {
    Data::open(&kept.data, kept.database.as_ref())
}

fn create(name: &str, kept: &Kept) -> Result<(), CommandError> {
    if name.is_empty() || name.chars().count() > MOST_NAME || name.chars().any(char::is_control) {
        return Err(usage("bad_name", format!("a name has 1 to {MOST_NAME} characters on one line")));
    }
    let data = Data::create(&kept.data, kept.database.as_ref())?;
    let mut tx = data.store.write()?;
    if tx.organisations()?.iter().any(|o| o.name == name) {
        return Err(usage("duplicate", format!("there is an organisation {name} already")));
    }
    let history = getrandom::u32().map_err(|e| StoreError::Database(e.to_string()))?;
    let org = tx.add_organisation(name, history, clock::now())?;
    let author = server_author(&data.key.public(), tx.incarnation()?);
    facts::write_all(&mut *tx, org, author)?;
    Desk { tx: &mut *tx, org, author, by: None, now: clock::now() }.note("org_created", None, name)?;
    tx.commit()?;
    writeln!(std::io::stdout(), "created {name}")?;
    Ok(())
}

fn import_file(what: ImportCommand) -> Result<(), CommandError> {
    let (place, (word, tally)) = match &what {
        ImportCommand::Products { file, bill_of_materials, place } => {
            let (file, bill) = (import::open(file)?, import::open(bill_of_materials)?);
            (place, ("products", importing(place, "products", |into| import::products(into, &file, &bill))?))
        }
        ImportCommand::Materials(one) => (&one.place, ("materials", import_one(one, "materials", import::materials)?)),
        ImportCommand::Workshops(one) => (&one.place, ("workshops", import_one(one, "workshops", import::workshops)?)),
        ImportCommand::People(one) => (&one.place, ("people", import_one(one, "people", import::people)?)),
        ImportCommand::OrdersShopify(one) => {
            (&one.place, ("orders", import_one(one, "orders", import::orders_shopify)?))
        }
        ImportCommand::OrdersWholesale(one) => {
            (&one.place, ("orders", import_one(one, "orders", import::orders_wholesale)?))
        }
        ImportCommand::Steps(one) => (&one.place, ("products", import_one(one, "products", import::steps)?)),
    };
    tracing::debug!(data = %place.kept.data.display(), word, "imported");
    writeln!(std::io::stdout(), "{word}: {tally}")?;
    Ok(())
}

fn import_one(
    one: &OneFile,
    word: &str,
    import: impl FnOnce(&mut import::Into<'_>, &File) -> Result<Tally, ImportError>,
) -> Result<Tally, CommandError> {
    let file = import::open(&one.file)?;
    importing(&one.place, word, |into| import(into, &file))
}

/// Opens the place, runs `import` in one transaction and commits it when nothing was refused.
fn importing(
    place: &Place,
    word: &str,
    import: impl FnOnce(&mut import::Into<'_>) -> Result<Tally, ImportError>,
) -> Result<Tally, CommandError> {
    let data = open(&place.kept)?;
    let mut tx = data.store.write()?;
    let org = chosen(&*tx, place)?.id;
    let author: Author = server_author(&data.key.public(), tx.incarnation()?);
    let tally = import(&mut import::Into { tx: &mut *tx, org, author })?;
    if tally.new + tally.changed > 0 {
        let mut desk = Desk { tx: &mut *tx, org, author, by: None, now: clock::now() };
        desk.note("imported", None, format!("{word}: {tally}"))?;
        tx.commit()?;
    }
    Ok(tally)
}

/// The organisation that is meant.
pub(super) fn chosen(tx: &(impl Read + ?Sized), place: &Place) -> Result<Organisation, CommandError> {
    let mut all = tx.organisations()?;
    let names = all.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join(", ");
    match &place.org {
        Some(name) => all.into_iter().find(|o| o.name == *name).ok_or_else(|| {
            usage("unknown_organisation", format!("there is no organisation {name}; there is: {names}"))
        }),
        None if all.len() > 1 => Err(usage("which_organisation", format!("name one with --org: {names}"))),
        None => all.pop().ok_or_else(|| DataError::Nothing(place.kept.data.clone()).into()),
    }
}
