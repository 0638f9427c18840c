//! The terms of an assignment: what, how many, at what rate, by when.

use crate::codec::{self, Item, Items};
use crate::document::Document;
use crate::entries;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::catalogue::{Assignment, Moving, Origin};
use domain::id::PersonId;
use domain::quantity::Pieces;

/// Writes what differs from `assignment`.
pub fn write(w: &mut Writer<'_>, assignment: &Assignment) -> Result<(), DocumentError> {
    w.put("batch", assignment.batch.bytes().to_vec())?;
    w.put("sku", assignment.sku.as_str())?;
    w.put("rate", assignment.rate.0)?;
    w.put("pieces", i64::from(assignment.pieces.0))?;
    w.put("due", i64::from(assignment.due.0))?;
    // Empty and "no" are the rule, and a field that is not written costs nothing.
    if !assignment.note.is_empty() || w.has("note")? {
        w.put("note", assignment.note.as_str())?;
    }
    if assignment.withdrawn || w.has("withdrawn")? {
        w.put("withdrawn", assignment.withdrawn)?;
    }
    if let Some(origin) = assignment.origin {
        let items =
            vec![Item::Int(origin.how.number()), Item::number(origin.person.0), entries::key(Some(origin.assignment))];
        w.put("origin", codec::array(items))?;
    }
    Ok(())
}

/// Takes an assignment back. Nothing else is written: a field that devices disagree on stays for people to settle.
pub fn withdraw(w: &mut Writer<'_>) -> Result<(), DocumentError> {
    w.put("withdrawn", true)
}

/// Raises the pieces of an assignment to those that are there.
pub fn raise(w: &mut Writer<'_>, pieces: Pieces) -> Result<(), DocumentError> {
    w.put("pieces", i64::from(pieces.0))
}

/// Reads an assignment.
pub fn read(document: &Document) -> Result<Assignment, DocumentError> {
    let note = if document.values("note")?.is_empty() { String::new() } else { document.text("note")? };
    Ok(Assignment {
        batch: document.key("batch")?,
        sku: document.text("sku")?,
        rate: document.rate()?,
        pieces: document.pieces()?,
        due: document.due()?,
        note,
        withdrawn: document.all_say_yes("withdrawn")?,
        origin: origin(document)?,
    })
}

/// Where the pieces come from; none, too, where a later version found another reason.
fn origin(document: &Document) -> Result<Option<Origin>, DocumentError> {
    let bad = || DocumentError::Field("origin");
    let mut items = match document.values("origin")?.pop() {
        Some(ScalarValue::Bytes(bytes)) => Items::read(&bytes).ok_or_else(bad)?,
        Some(_) => return Err(bad()),
        None => return Ok(None),
    };
    let how = Moving::from_number(items.int("origin")?).filter(|how| *how != Moving::Ended);
    let person = PersonId(items.count("origin")?);
    let assignment = entries::read_key(&mut items, "origin")?.ok_or_else(bad)?;
    Ok(how.map(|how| Origin { how, person, assignment }))
}
