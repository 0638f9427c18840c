//! Statements and runs of payouts.

use crate::codec::{self, Entry, Item, Items};
use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Writer;
use domain::entry::Recorded;
use domain::id::{Actor, DocKey, EntryRef, PersonId, WorkshopId};
use domain::pay::statement::{Counted, LineId, Source};
use domain::pay::{Run, RunEntry, RunLine, RunState, StatementEntry};
use domain::quantity::Cents;
use domain::time::{Month, Timestamp};
use minicbor::{Decoder, Encoder};
use std::collections::BTreeMap;

/// More money than any line holds: a million pieces at the highest rate.
const MOST: i64 = 100_000_000_000_000;

/// Adds an entry to a statement.
pub fn add_statement(w: &mut Writer<'_>, at: Timestamp, entry: &StatementEntry) -> Result<(), DocumentError> {
    w.entry(codec::entry(at, entry))
}

/// The entries of a statement, newest first, and how many there are of a form that this version does not know.
pub fn statement(document: &Document) -> Result<(Vec<Recorded<StatementEntry>>, usize), DocumentError> {
    codec::entries(document.raw_entries()?)
}

/// Adds an entry to a run of payouts.
pub fn add_run(w: &mut Writer<'_>, at: Timestamp, entry: &RunEntry) -> Result<(), DocumentError> {
    w.entry(codec::entry(at, entry))
}

/// The entries of a run of payouts, newest first, and how many there are of a form that this version does not know.
pub fn run(document: &Document) -> Result<(Vec<Recorded<RunEntry>>, usize), DocumentError> {
    codec::entries(document.raw_entries()?)
}

/// Whether an entry is small enough to be written: a month of very many lines may have to be closed with fewer.
pub fn fits(entry: &StatementEntry) -> bool {
    codec::entry(Timestamp(i64::from(u32::MAX)), entry).len() <= codec::MOST_BYTES
}

/// What a server takes into a statement: a month is closed once, at what its lines add up to. Of two closes the one that comes
/// first stands; so a closed month never changes for anybody who has it from the server.
pub(crate) fn check_statement(before: &Document, after: &Document) -> Result<(), DocumentError> {
    let closes = |document: &Document| -> Result<usize, DocumentError> {
        let mut closes = 0;
        for recorded in statement(document)?.0 {
            if let StatementEntry::Closed { total, lines } = recorded.entry {
                if lines.iter().map(|line| line.amount).sum::<Cents>() != total {
                    return Err(DocumentError::Field("total"));
                }
                closes += 1;
            }
        }
        Ok(closes)
    };
    if closes(after)? > closes(before)?.max(1) { Err(DocumentError::Settled) } else { Ok(()) }
}

/// What a server takes into a run: nothing behind an approval or a cancellation, and no approval of what the run is not any
/// more, or by the device that prepared it.
pub(crate) fn check_run(before: &Document, after: &Document) -> Result<(), DocumentError> {
    let read = |document: &Document| Ok::<_, DocumentError>(Run::of(&run(document)?.0, |_| None));
    let settled = read(before)?.state != RunState::Prepared;
    if settled || read(after)?.void_approval { Err(DocumentError::Settled) } else { Ok(()) }
}

fn money(amount: Cents) -> Item {
    Item::number(amount.0)
}

fn read_money(items: &mut Items, least: i64) -> Result<Cents, DocumentError> {
    let amount = items.int("amount")?;
    if (least..=MOST).contains(&amount) { Ok(Cents(amount)) } else { Err(DocumentError::Field("amount")) }
}

fn read_entry(items: &mut Items, field: &'static str) -> Result<EntryRef, DocumentError> {
    items.entry_ref(field)?.ok_or(DocumentError::Field(field))
}

fn read_key(items: &mut Items, field: &'static str) -> Result<DocKey, DocumentError> {
    crate::entries::read_key(items, field)?.ok_or(DocumentError::Field(field))
}

fn key(key: DocKey) -> Item {
    crate::entries::key(Some(key))
}

impl Entry for StatementEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        match self {
            Self::Bonus { amount, reason } => (1, vec![money(*amount), Item::text(reason)]),
            Self::Deduction { amount, reason } => (2, vec![money(*amount), Item::text(reason)]),
            Self::Advance { amount, reason, receipt } => {
                (3, vec![money(*amount), Item::text(reason), Item::text(receipt)])
            }
            Self::TakenBack { entry, reason } => (4, vec![Item::entry_ref(*entry), Item::text(reason)]),
            Self::Closed { total, lines } => (5, vec![money(*total), Item::Bytes(pack(lines))]),
            Self::Paid { run, amount, receipt } => (6, vec![key(*run), money(*amount), Item::text(receipt)]),
            Self::Failed { run, paid, reason } => {
                (7, vec![key(*run), paid.map_or(Item::Nothing, Item::entry_ref), Item::text(reason)])
            }
        }
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        let mut written = || Ok::<_, DocumentError>((read_money(items, 1)?, items.text("reason")?));
        Ok(Some(match tag {
            1 => written().map(|(amount, reason)| Self::Bonus { amount, reason })?,
            2 => written().map(|(amount, reason)| Self::Deduction { amount, reason })?,
            3 => {
                let (amount, reason) = written()?;
                Self::Advance { amount, reason, receipt: items.text("receipt")? }
            }
            4 => Self::TakenBack { entry: read_entry(items, "entry")?, reason: items.text("reason")? },
            5 => {
                let total = read_money(items, -MOST)?;
                let Item::Bytes(bytes) = items.next() else { return Err(DocumentError::Field("lines")) };
                Self::Closed { total, lines: unpack(&bytes).ok_or(DocumentError::Field("lines"))? }
            }
            6 => {
                let run = read_key(items, "run")?;
                Self::Paid { run, amount: read_money(items, 1)?, receipt: items.text("receipt")? }
            }
            7 => {
                let run = read_key(items, "run")?;
                Self::Failed { run, paid: items.entry_ref("paid")?, reason: items.text("reason")? }
            }
            _ => return Ok(None),
        }))
    }
}

impl Entry for RunEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        match self {
            Self::Line(line) => (
                1,
                vec![
                    Item::number(line.person.0),
                    Item::number(line.month.0),
                    money(line.amount),
                    Item::text(&line.phone),
                ],
            ),
            Self::LeftOut { line, reason } => (2, vec![Item::entry_ref(*line), Item::text(reason)]),
            Self::Approved { total, of } => (3, vec![money(*total), key(*of)]),
            Self::Cancelled { reason } => (4, vec![Item::text(reason)]),
        }
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        Ok(Some(match tag {
            1 => {
                let (person, month) = (PersonId(items.count("person")?), Month(items.count("month")?));
                Self::Line(RunLine { person, month, amount: read_money(items, 1)?, phone: items.text("phone")? })
            }
            2 => Self::LeftOut { line: read_entry(items, "line")?, reason: items.text("reason")? },
            3 => Self::Approved { total: read_money(items, 1)?, of: read_key(items, "of")? },
            4 => Self::Cancelled { reason: items.text("reason")? },
            _ => return Ok(None),
        }))
    }
}

/// The lines of a close, by what they are about, each entry with its actor's place among those named: some ten bytes a line.
pub fn pack(lines: &[Counted]) -> Vec<u8> {
    let mut actors: Vec<Actor> = lines.iter().filter_map(|line| line.id.entry).map(|entry| entry.actor).collect();
    actors.sort_unstable();
    actors.dedup();
    let mut by_source: BTreeMap<Source, Vec<(Option<EntryRef>, Cents)>> = BTreeMap::new();
    for line in lines {
        by_source.entry(line.id.source).or_default().push((line.id.entry, line.amount));
    }
    let mut encoder = Encoder::new(Vec::new());
    // Writing to a Vec cannot fail.
    let _ = write_lines(&mut encoder, &actors, &by_source);
    encoder.into_writer()
}

fn write_lines(
    e: &mut Encoder<Vec<u8>>,
    actors: &[Actor],
    by_source: &BTreeMap<Source, Vec<(Option<EntryRef>, Cents)>>,
) -> Result<(), minicbor::encode::Error<std::convert::Infallible>> {
    let length = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    e.array(2)?.array(length(actors.len()))?;
    for actor in actors {
        e.bytes(&actor.0)?;
    }
    e.array(length(by_source.len()))?;
    for (source, lines) in by_source {
        let each = if lines.iter().all(|(entry, _)| entry.is_some()) { 3 } else { 1 };
        let head = if matches!(source, Source::Check(..) | Source::OfficeCheck(..)) { 3 } else { 2 };
        e.array(length(head + each * lines.len()))?;
        match source {
            Source::Check(w, key) => e.u8(1)?.u32(w.0)?.bytes(key.bytes())?,
            Source::OfficeCheck(w, key) => e.u8(2)?.u32(w.0)?.bytes(key.bytes())?,
            Source::Written(month) => e.u8(3)?.u32(month.0)?,
            Source::Carried(month) => e.u8(4)?.u32(month.0)?,
            Source::Overpaid(month) => e.u8(5)?.u32(month.0)?,
        };
        for (entry, amount) in lines {
            if let Some(entry) = entry {
                let place = actors.binary_search(&entry.actor).unwrap_or(usize::MAX);
                e.u64(length(place))?.u64(entry.counter)?;
            }
            e.i64(amount.0)?;
        }
    }
    Ok(())
}

/// Reads what [`pack`] wrote; `None` for other bytes. They are of one entry, so they are few, whatever they claim.
pub fn unpack(bytes: &[u8]) -> Option<Vec<Counted>> {
    let mut d = Decoder::new(bytes);
    (d.array().ok()?? == 2).then_some(())?;
    let mut actors = Vec::new();
    for _ in 0..d.array().ok()?? {
        actors.push(Actor(d.bytes().ok()?.try_into().ok()?));
    }
    let mut lines = Vec::new();
    for _ in 0..d.array().ok()?? {
        let length = d.array().ok()??;
        let tag = d.u8().ok()?;
        let number = d.u32().ok()?;
        let mut key = || DocKey::from_slice(d.bytes().ok()?);
        let (source, head, each) = match tag {
            1 => (Source::Check(WorkshopId(number), key()?), 3, 3),
            2 => (Source::OfficeCheck(WorkshopId(number), key()?), 3, 3),
            3 => (Source::Written(Month(number)), 2, 3),
            4 => (Source::Carried(Month(number)), 2, 1),
            5 => (Source::Overpaid(Month(number)), 2, 1),
            _ => return None,
        };
        let rest = length.checked_sub(head)?;
        (rest % each == 0).then_some(())?;
        for _ in 0..rest / each {
            let entry = if each == 3 {
                let actor = *actors.get(usize::try_from(d.u64().ok()?).ok()?)?;
                Some(EntryRef { counter: d.u64().ok()?, actor })
            } else {
                None
            };
            let amount = d.i64().ok().filter(|amount| (-MOST..=MOST).contains(amount))?;
            lines.push(Counted { id: LineId { source, entry }, amount: Cents(amount) });
        }
    }
    (d.position() == bytes.len()).then_some(lines)
}
