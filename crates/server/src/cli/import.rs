//! `import`: files of the office.

use super::{CommandError, Place};
use crate::clock;
use crate::desk::Desk;
use crate::import::{self, File, ImportError, Tally};
use crate::writing::server_author;
use clap::{Args, Subcommand};
use std::io::Write as _;
use std::path::PathBuf;

/// `import`
#[derive(Debug, Subcommand)]
pub enum Import {
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

impl Import {
    /// Does it, and prints what became of the lines.
    pub fn run(self) -> Result<(), CommandError> {
        let (word, tally) = match &self {
            Self::Products { file, bill_of_materials, place } => {
                let (file, bill) = (import::open(file)?, import::open(bill_of_materials)?);
                ("products", importing(place, "products", |into| import::products(into, &file, &bill))?)
            }
            Self::Materials(one) => ("materials", import_one(one, "materials", import::materials)?),
            Self::Workshops(one) => ("workshops", import_one(one, "workshops", import::workshops)?),
            Self::People(one) => ("people", import_one(one, "people", import::people)?),
            Self::Steps(one) => ("products", import_one(one, "products", import::steps)?),
            Self::OrdersShopify(one) => ("orders", import_one(one, "orders", import::orders_shopify)?),
            Self::OrdersWholesale(one) => ("orders", import_one(one, "orders", import::orders_wholesale)?),
        };
        writeln!(std::io::stdout(), "{word}: {tally}")?;
        Ok(())
    }
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
    let data = place.open()?;
    let mut tx = data.store.write()?;
    let org = place.chosen(&*tx)?.id;
    let author = server_author(&data.key.public(), tx.incarnation()?);
    let tally = import(&mut import::Into { tx: &mut *tx, org, author })?;
    if tally.new + tally.changed > 0 {
        let mut desk = Desk { tx: &mut *tx, org, author, by: None, now: clock::now() };
        desk.note("imported", None, format!("{word}: {tally}"))?;
        tx.commit()?;
    }
    Ok(tally)
}
