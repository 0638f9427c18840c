//! The kinds that are nothing but entries: ledgers of a month, checks, completions.

use crate::codec::{self, Entry, Item, Items};
use crate::document::Document;
use crate::error::DocumentError;
use crate::lots::{of_lots, read_lots};
use crate::writer::Writer;
use domain::agree::{Choice, Question};
use domain::catalogue::Moving;
use domain::count::MOST_BOOKS;
use domain::entry::{
    AgreementEntry, CheckEntry, CompletionEntry, Count, HoldingEntry, HoldingMovement, IssueEntry, IssueMovement,
    MoveEntry, OfficeCheckEntry, Recorded, StoreEntry, StoreMovement,
};
use domain::id::{DocKey, PersonId};
use domain::quantity::{Pieces, Tenths, within};
use domain::time::{Month, Timestamp};

macro_rules! entry_list {
    ($($(#[$doc:meta])* $add:ident, $read:ident: $entry:ty;)*) => {$(
        $(#[$doc])*
        pub fn $add(w: &mut Writer<'_>, at: Timestamp, entry: &$entry) -> Result<(), DocumentError> {
            w.entry(codec::entry(at, entry))
        }

        /// The entries, newest first, and how many there are of a form that this version does not know.
        pub fn $read(document: &Document) -> Result<(Vec<Recorded<$entry>>, usize), DocumentError> {
            codec::entries(document.raw_entries()?)
        }
    )*};
}

entry_list! {
    /// Adds a movement to a holding ledger.
    add_holding, holdings: HoldingEntry;
    /// Adds a movement to an issue ledger.
    add_issue, issues: IssueEntry;
    /// Adds a movement to a store ledger.
    add_store, stores: StoreEntry;
    /// Adds a check.
    add_check, checks: CheckEntry;
    /// Adds a second check of the office.
    add_office_check, office_checks: OfficeCheckEntry;
    /// Adds the record that a batch is complete.
    add_completion, completions: CompletionEntry;
    /// Adds a decision about a matter.
    add_agreement, agreements: AgreementEntry;
    /// Adds that pieces of an assignment went on to somebody else.
    add_move, moves: MoveEntry;
}

pub(crate) fn key(key: Option<DocKey>) -> Item {
    key.map_or(Item::Nothing, |k| Item::Bytes(k.bytes().to_vec()))
}

pub(crate) fn read_key(items: &mut Items, field: &'static str) -> Result<Option<DocKey>, DocumentError> {
    match items.next() {
        Item::Nothing => Ok(None),
        Item::Bytes(bytes) => DocKey::from_slice(&bytes).map(Some).ok_or(DocumentError::Field(field)),
        _ => Err(DocumentError::Field(field)),
    }
}

fn moved(material: &str, quantity: Tenths) -> Vec<Item> {
    vec![Item::text(material), Item::number(quantity.0)]
}

/// Material and quantity, which every movement begins with. A quantity below one tenth is no movement.
fn read_moved(items: &mut Items) -> Result<(String, Tenths), DocumentError> {
    let material = items.text("material")?;
    let quantity = Tenths(items.int("quantity")?);
    quantity.at_least_one("quantity").map_err(|_| DocumentError::Field("quantity"))?;
    Ok((material, quantity))
}

/// What a count says behind the material and what was found.
fn counted(items: &mut Vec<Item>, count: &Count) {
    let (month, entry) = match count.after {
        Some((month, entry)) => (Item::number(month.0), Item::entry_ref(entry)),
        None => (Item::Nothing, Item::Nothing),
    };
    items.extend([Item::number(count.books.0), Item::text(&count.reason), month, entry]);
}

/// A count: unlike what moved, what was found may be nothing.
fn read_counted(items: &mut Items) -> Result<(String, Tenths, Count), DocumentError> {
    let material = items.text("material")?;
    let (found, books) = (Tenths(items.int("quantity")?), Tenths(items.int("books")?));
    within("quantity", found.0, 0, Tenths::MOST.0).map_err(|_| DocumentError::Field("quantity"))?;
    within("books", books.0, -MOST_BOOKS.0, MOST_BOOKS.0).map_err(|_| DocumentError::Field("books"))?;
    let (reason, month) = (items.text("reason")?, Month(items.count("month")?));
    let after = items.entry_ref("after")?.map(|entry| (month, entry));
    Ok((material, found, Count { books, reason, after }))
}

impl Entry for HoldingEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let mut items = moved(&self.material, self.quantity);
        let tag = match &self.movement {
            HoldingMovement::Received { issue: Some((month, entry)) } => {
                items.extend([Item::number(month.0), Item::entry_ref(*entry)]);
                1
            }
            HoldingMovement::Received { issue: None } => 1,
            HoldingMovement::Used { assignment } => {
                items.push(key(*assignment));
                2
            }
            HoldingMovement::Returned { lots } => {
                items.push(of_lots(lots));
                3
            }
            HoldingMovement::Scrapped => 4,
        };
        (tag, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if !(1..=4).contains(&tag) {
            return Ok(None);
        }
        let (material, quantity) = read_moved(items)?;
        let movement = match tag {
            1 => {
                let month = Month(items.count("month")?);
                HoldingMovement::Received { issue: items.entry_ref("issue")?.map(|entry| (month, entry)) }
            }
            2 => HoldingMovement::Used { assignment: read_key(items, "assignment")? },
            3 => HoldingMovement::Returned { lots: read_lots(items, quantity)? },
            _ => HoldingMovement::Scrapped,
        };
        Ok(Some(Self { material, quantity, movement }))
    }
}

impl Entry for IssueEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let mut items = moved(&self.material, self.quantity);
        let tag = match &self.movement {
            IssueMovement::Issued { assignment, lots } => {
                items.extend([key(*assignment), of_lots(lots)]);
                1
            }
            IssueMovement::TakenBack { lots } => {
                items.push(of_lots(lots));
                2
            }
            IssueMovement::Counted(count) => {
                counted(&mut items, count);
                3
            }
        };
        (tag, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if !(1..=3).contains(&tag) {
            return Ok(None);
        }
        if tag == 3 {
            let (material, quantity, count) = read_counted(items)?;
            return Ok(Some(Self { material, quantity, movement: IssueMovement::Counted(count) }));
        }
        let (material, quantity) = read_moved(items)?;
        let movement = match tag {
            1 => {
                let assignment = read_key(items, "assignment")?;
                IssueMovement::Issued { assignment, lots: read_lots(items, quantity)? }
            }
            _ => IssueMovement::TakenBack { lots: read_lots(items, quantity)? },
        };
        Ok(Some(Self { material, quantity, movement }))
    }
}

impl Entry for StoreEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let mut items = moved(&self.material, self.quantity);
        let tag = match &self.movement {
            StoreMovement::Received { lot } => {
                items.push(Item::text(lot));
                1
            }
            StoreMovement::Scrapped => 2,
            StoreMovement::Counted(count) => {
                counted(&mut items, count);
                3
            }
        };
        (tag, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if !(1..=3).contains(&tag) {
            return Ok(None);
        }
        if tag == 3 {
            let (material, quantity, count) = read_counted(items)?;
            return Ok(Some(Self { material, quantity, movement: StoreMovement::Counted(count) }));
        }
        let (material, quantity) = read_moved(items)?;
        let movement = match tag {
            1 => StoreMovement::Received { lot: items.text("lot")? },
            _ => StoreMovement::Scrapped,
        };
        Ok(Some(Self { material, quantity, movement }))
    }
}

/// A count of an entry, within what an entry may hold.
pub(crate) fn read_pieces(items: &mut Items, field: &'static str) -> Result<Pieces, DocumentError> {
    Pieces(items.count(field)?).bounded(field).map_err(|_| DocumentError::Field(field))
}

impl Entry for CheckEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let counts = [self.accepted, self.rework, self.rejected].map(|p| Item::number(p.0));
        let mut items = Vec::from(counts);
        items.push(Item::text(&self.reason));
        (1, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if tag != 1 {
            return Ok(None);
        }
        Ok(Some(Self {
            accepted: read_pieces(items, "accepted")?,
            rework: read_pieces(items, "rework")?,
            rejected: read_pieces(items, "rejected")?,
            reason: items.text("reason")?,
        }))
    }
}

impl Entry for OfficeCheckEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        (1, vec![Item::number(self.good.0), Item::number(self.rejected.0), Item::text(&self.reason)])
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if tag != 1 {
            return Ok(None);
        }
        let (good, rejected) = (read_pieces(items, "good")?, read_pieces(items, "rejected")?);
        Ok(Some(Self { good, rejected, reason: items.text("reason")? }))
    }
}

impl Entry for CompletionEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let counts = [self.accepted, self.rejected, self.missing].map(|p| Item::number(p.0));
        let mut items = Vec::from(counts);
        items.push(Item::text(&self.reason));
        (1, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if tag != 1 {
            return Ok(None);
        }
        Ok(Some(Self {
            accepted: read_pieces(items, "accepted")?,
            rejected: read_pieces(items, "rejected")?,
            missing: read_pieces(items, "missing")?,
            reason: items.text("reason")?,
        }))
    }
}

impl Entry for MoveEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let items = vec![
            Item::number(self.pieces.0),
            Item::number(self.to.0),
            key(Some(self.assignment)),
            Item::text(&self.reason),
        ];
        (self.how.number(), items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        let Some(how) = Moving::from_number(tag) else { return Ok(None) };
        let pieces = read_pieces(items, "pieces")?;
        let to = PersonId(items.count("to")?);
        let assignment = read_key(items, "assignment")?.ok_or(DocumentError::Field("assignment"))?;
        Ok(Some(Self { pieces, to, assignment, how, reason: items.text("reason")? }))
    }
}

impl Entry for AgreementEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        let items = vec![
            key(Some(self.matter)),
            Item::number(self.question.number()),
            Item::number(self.choice.number()),
            Item::number(self.difference),
            Item::text(&self.about),
            key(self.subject),
            self.entry.map_or(Item::Nothing, Item::entry_ref),
            Item::number(self.seen),
        ];
        (1, items)
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        if tag != 1 {
            return Ok(None);
        }
        let matter = read_key(items, "matter")?.ok_or(DocumentError::Field("matter"))?;
        let question = u8::try_from(items.int("question")?).map_err(|_| DocumentError::Field("question"))?;
        let choice = u8::try_from(items.int("choice")?).map_err(|_| DocumentError::Field("choice"))?;
        let difference = items.int("difference")?;
        let (Some(question), Some(choice)) = (Question::from_number(question), Choice::from_number(choice)) else {
            return Ok(None); // Of a later version: it changes nothing here.
        };
        if !question.takes(choice) || !(0..=Tenths::MOST.0).contains(&difference) {
            return Err(DocumentError::Field("choice"));
        }
        let (about, subject) = (items.text("about")?, read_key(items, "subject")?);
        let (entry, seen) = (items.entry_ref("entry")?, items.count("seen")?);
        Ok(Some(Self { matter, question, choice, difference, about, subject, entry, seen }))
    }
}
