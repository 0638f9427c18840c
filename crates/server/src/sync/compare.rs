//! What the server lacks of what a phone holds: after a backup was restored, everything since then.

use crate::host::Denied;
use crate::store::record::{Device, Seq};
use crate::store::{Read, StoreError};
use crate::writing::load;
use domain::policy::may_read;
use protocol::{DocHeads, SyncRequest};

/// The documents of the request's heads of which something is not here, with what is. Of documents that the person may
/// not read nothing is said.
pub fn lacking(tx: &dyn Read, device: &Device, request: &SyncRequest) -> Result<Option<Vec<DocHeads>>, Denied> {
    let Some(heads) = &request.heads else { return Ok(None) };
    let person = tx.person(device.organisation, device.person)?.ok_or(StoreError::Corrupt("person of a device"))?;
    let mut lacking = Vec::new();
    for theirs in heads {
        let Some(id) = theirs.doc.id() else { continue };
        if !may_read(person.number, person.role, id.feed) {
            continue;
        }
        // A document that does not read here cannot be compared, and lacks nothing that could be added.
        let Ok(document) = load(tx, device.organisation, id, Seq::MAX) else { continue };
        if !theirs.heads.iter().all(|hash| document.has(hash)) {
            lacking.push(DocHeads { doc: theirs.doc, heads: document.heads() });
        }
    }
    Ok(Some(lacking))
}
