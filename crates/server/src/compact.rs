//! Packs what is old closer together. The log keeps its meaning: each row stays, with its number and who wrote it, and reads
//! back byte for byte.

use crate::store::record::{OrgId, Reach, Seq, Span};
use crate::store::{Store, StoreError};

/// Documents that are packed in one transaction: phones are answered in between.
const STRIDE: usize = 100;

/// What was saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    /// Documents of which rows were packed.
    pub documents: u64,
    /// Bytes of changes.
    pub bytes: u64,
}

/// Packs the rows of an organisation but the newest `loose`, which phones that come back read one by one.
pub fn compact(store: &dyn Store, org: OrgId, loose: Seq) -> Result<Saved, StoreError> {
    let head = store.read()?.organisation(org)?.head;
    let upto = head.saturating_sub(loose.max(0));
    let mut saved = Saved::default();
    let mut after = 0;
    while after < upto {
        let mut tx = store.write_in(org)?;
        let found = tx.documents(org, Reach::All, Span { after, upto }, STRIDE)?;
        for document in &found {
            let bytes = tx.pack(document.row, upto)?;
            saved.documents += u64::from(bytes > 0);
            saved.bytes += bytes;
            after = document.first;
        }
        tx.commit()?;
        if found.len() < STRIDE {
            break;
        }
    }
    Ok(saved)
}
