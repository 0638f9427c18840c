//! The work on an assignment: the artisan's answer (a register) and the log (entries).

use crate::codec::{self, Entry, Item, Items};
use crate::document::Document;
use crate::entries::read_pieces;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::entry::{Decision, Recorded, WorkEntry};
use domain::quantity::Minutes;
use domain::time::Timestamp;

/// The register of the answer.
pub(crate) const DECISION: &str = "decision";

/// Answers an offered assignment.
pub fn write_decision(w: &mut Writer<'_>, decision: &Decision) -> Result<(), DocumentError> {
    let items = vec![Item::Bool(decision.accepted), Item::Int(decision.at.0), Item::text(&decision.reason)];
    w.put(DECISION, codec::array(items))
}

/// The answer. Where devices disagree, "accepted" stands until people settle it: a yes that is overlooked
/// would lock an artisan out of work that is already being done.
pub fn decision(document: &Document) -> Result<Option<Decision>, DocumentError> {
    let all = document.values(DECISION)?.iter().map(read_decision).collect::<Result<Vec<_>, _>>()?;
    Ok(all.iter().find(|d| d.accepted).or(all.last()).cloned())
}

fn read_decision(value: &ScalarValue) -> Result<Decision, DocumentError> {
    let ScalarValue::Bytes(bytes) = value else { return Err(DocumentError::Field(DECISION)) };
    let mut items = Items::read(bytes).ok_or(DocumentError::Field(DECISION))?;
    Ok(Decision { accepted: items.bool(DECISION)?, at: Timestamp(items.int(DECISION)?), reason: items.text(DECISION)? })
}

/// An answer as text, and when it was given, for showing both sides of a disagreement.
pub(crate) fn show_decision(value: &ScalarValue) -> Result<(String, Option<Timestamp>), DocumentError> {
    let Decision { accepted, at, reason } = read_decision(value)?;
    let word = if accepted { "accepted".to_owned() } else { format!("declined {reason}").trim_end().to_owned() };
    Ok((word, Some(at)))
}

/// Adds a log entry or a hand-in.
pub fn add(w: &mut Writer<'_>, at: Timestamp, entry: &WorkEntry) -> Result<(), DocumentError> {
    w.entry(codec::entry(at, entry))
}

/// The entries, newest first, and how many there are of a form that this version does not know.
pub fn entries(document: &Document) -> Result<(Vec<Recorded<WorkEntry>>, usize), DocumentError> {
    codec::entries(document.raw_entries()?)
}

impl Entry for WorkEntry {
    fn items(&self) -> (i64, Vec<Item>) {
        match self {
            Self::Log { pieces, minutes, scrap, note, corrects } => (
                1,
                vec![
                    Item::number(pieces.0),
                    Item::number(minutes.0),
                    Item::number(scrap.0),
                    Item::text(note),
                    corrects.map_or(Item::Nothing, Item::entry_ref),
                ],
            ),
            Self::HandIn { pieces } => (2, vec![Item::number(pieces.0)]),
        }
    }

    fn read(tag: i64, items: &mut Items) -> Result<Option<Self>, DocumentError> {
        match tag {
            1 => Ok(Some(Self::Log {
                pieces: read_pieces(items, "pieces")?,
                minutes: Minutes(items.count("minutes")?)
                    .bounded("minutes")
                    .map_err(|_| DocumentError::Field("minutes"))?,
                scrap: read_pieces(items, "scrap")?,
                note: items.text("note")?,
                corrects: items.entry_ref("corrects")?,
            })),
            2 => Ok(Some(Self::HandIn { pieces: read_pieces(items, "pieces")? })),
            _ => Ok(None),
        }
    }
}
