//! Batches.

use crate::document::Document;
use crate::error::DocumentError;
use crate::writer::Writer;
use automerge::ScalarValue;
use domain::catalogue::Batch;
use domain::id::DocKey;
use domain::quantity::{Cents, Pieces};
use domain::time::Day;

/// Writes what differs from `batch`. Its first change says when it was planned: how long batches take is counted from there.
pub fn write(w: &mut Writer<'_>, batch: &Batch) -> Result<(), DocumentError> {
    w.date();
    w.put("order", batch.order.bytes().to_vec())?;
    w.put("order_number", batch.order_number.as_str())?;
    w.put("sku", batch.sku.as_str())?;
    w.put("rate", batch.rate.0)?;
    w.put("pieces", i64::from(batch.pieces.0))?;
    w.put("due", i64::from(batch.due.0))?;
    w.put("note", batch.note.as_str())?;
    w.put("cancelled", batch.cancelled)
}

/// Reads a batch.
pub fn read(document: &Document) -> Result<Batch, DocumentError> {
    Ok(Batch {
        order: document.key("order")?,
        order_number: document.text("order_number")?,
        sku: document.text("sku")?,
        rate: document.rate()?,
        pieces: document.pieces()?,
        due: document.due()?,
        note: document.text("note")?,
        cancelled: document.all_say_yes("cancelled")?,
    })
}

/// The registers that batches and assignments share.
impl Document {
    pub(crate) fn key(&self, field: &'static str) -> Result<DocKey, DocumentError> {
        match self.values(field)?.pop() {
            Some(ScalarValue::Bytes(bytes)) => DocKey::from_slice(&bytes).ok_or(DocumentError::Field(field)),
            _ => Err(DocumentError::Field(field)),
        }
    }

    pub(crate) fn rate(&self) -> Result<Cents, DocumentError> {
        let rate = self.least("rate")?;
        domain::quantity::within("rate", rate, 0, Cents::MOST.0).map_err(|_| DocumentError::Field("rate"))?;
        Ok(Cents(rate))
    }

    pub(crate) fn pieces(&self) -> Result<Pieces, DocumentError> {
        Pieces(self.least_count("pieces")?).at_least_one("pieces").map_err(|_| DocumentError::Field("pieces"))
    }

    pub(crate) fn due(&self) -> Result<Day, DocumentError> {
        i32::try_from(self.least("due")?).map(Day).map_err(|_| DocumentError::Field("due"))
    }
}
