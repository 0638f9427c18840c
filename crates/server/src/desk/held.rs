//! What is held and waits for a decision: what it says in numbers, whether it could be taken, taking and dropping it.

use super::{ActError, Desk, no};
use crate::authority::Scope;
use crate::store::people::{Decision, Held};
use crate::store::record::{Author, Batch, OrgId, Seq};
use crate::store::{Read, StoreError};
use crate::writing::{WritingError, load};
use documents::{Admitted, Document, Renamed, work};
use domain::entry::WorkEntry;
use domain::id::PersonId;
use domain::kind::{DocId, Kind};
use domain::policy::{belongs, may_write};
use protocol::{Code, limits};

/// What held changes say, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// Entries in all.
    pub entries: u32,
    /// Pieces that are logged as made.
    pub made: u32,
    /// Pieces that are handed in.
    pub handed_in: u32,
}

/// Reads what held changes say, each for itself: what they build on may not be here.
pub fn said(held: &Held) -> Said {
    let mut said = Said::default();
    let Some(mut document) = held.doc.id().and_then(|id| Document::new(id).ok()) else { return said };
    let mut renamed = Renamed::default();
    for change in &held.changes {
        // What does not read says nothing; whether it can be taken is another question.
        let _ = document.redo(change, &mut renamed);
    }
    said.entries = u32::try_from(document.entry_count()).unwrap_or(u32::MAX);
    if document.id().kind == Kind::Work
        && let Ok((entries, _)) = work::entries(&document)
    {
        for recorded in entries {
            match recorded.entry {
                WorkEntry::Log { pieces, .. } => said.made = said.made.saturating_add(pieces.0),
                WorkEntry::HandIn { pieces } => said.handed_in = said.handed_in.saturating_add(pieces.0),
            }
        }
    }
    said
}

/// Whether the person was ever permitted to write the document, in any role they had.
pub fn was_permitted(tx: &(impl Read + ?Sized), org: OrgId, person: PersonId, id: &DocId) -> Result<bool, StoreError> {
    use domain::policy::Role::{Artisan, Coordinator, Lead};
    let grants = tx.grants(org, person)?;
    Ok(belongs(id.kind, id.feed)
        && grants.iter().any(|grant| match grant.scope {
            Scope::Everyone => false,
            Scope::Member(w) => may_write(person, Artisan(w), id),
            Scope::Lead(w) => may_write(person, Lead(w), id),
            Scope::Coordinator => may_write(person, Coordinator, id),
        }))
}

/// What taking held changes would fail with.
pub fn problem(tx: &(impl Read + ?Sized), org: OrgId, held: &Held) -> Result<Option<Code>, StoreError> {
    match admitted(tx, org, held) {
        Ok(_) => Ok(None),
        Err(ActError::No { code, .. }) => Ok(Some(code)),
        Err(ActError::Writing(WritingError::Store(error))) => Err(error),
        Err(ActError::Writing(WritingError::Document { .. })) => Ok(Some(Code::Server)),
    }
}

/// The changes that are new, when all of them can be taken on top of the document as it is.
fn admitted(tx: &(impl Read + ?Sized), org: OrgId, held: &Held) -> Result<Batch, ActError> {
    let id = held.doc.id().ok_or(no(Code::UnknownKind, "a kind that is not known here"))?;
    if !was_permitted(tx, org, held.person, &id)? {
        return Err(no(Code::NotPermitted, "the person was never permitted to write that"));
    }
    let mut document = load(tx, org, id, Seq::MAX)?;
    let mut bytes: usize = match tx.document(org, &id)? {
        Some(head) => tx.changes(head.row, Seq::MAX)?.iter().map(Vec::len).sum(),
        None => 0,
    };
    let mut changes = Vec::new();
    for change in &held.changes {
        bytes = bytes.saturating_add(change.len());
        match document.admit(change, held.device) {
            Ok(Admitted::AlreadyThere) => {}
            Ok(Admitted::Added { .. }) if bytes > limits::DOCUMENT => {
                return Err(no(Code::Limit, "the document would grow past its limit"));
            }
            Ok(Admitted::Added { .. }) => changes.push(change.clone()),
            Err(error) => {
                let code = crate::sync::refusal_code(error.reason()).unwrap_or(Code::StaleBundle);
                return Err(no(code, "a change does not fit the document"));
            }
        }
    }
    Ok(Batch { id, changes })
}

impl Desk<'_> {
    /// Takes held changes into the log, as of the device that brought them.
    pub fn accept_held(&mut self, id: i64) -> Result<(), ActError> {
        let Some(held) = self.waiting(id, Decision::Accepted)? else { return Ok(()) };
        let batch = admitted(&*self.tx, self.org, &held)?;
        if !batch.changes.is_empty() {
            let author = Author { device: held.device, incarnation: held.incarnation };
            self.tx.append(self.org, author, &[batch])?;
        }
        self.decided(&held, Decision::Accepted, "held_accepted")
    }

    /// Drops held changes.
    pub fn discard_held(&mut self, id: i64) -> Result<(), ActError> {
        let Some(held) = self.waiting(id, Decision::Discarded)? else { return Ok(()) };
        self.decided(&held, Decision::Discarded, "held_discarded")
    }

    /// What waits; `None` when it was decided so before.
    fn waiting(&self, id: i64, decision: Decision) -> Result<Option<Held>, ActError> {
        let held = self.tx.held_one(self.org, id)?.ok_or(no(Code::NoSuch, "nothing is held under that number"))?;
        match held.decided {
            None => Ok(Some(held)),
            Some(before) if before == decision => Ok(None),
            Some(_) => Err(no(Code::Decided, "it was decided otherwise before")),
        }
    }

    fn decided(&mut self, held: &Held, decision: Decision, act: &str) -> Result<(), ActError> {
        let Said { entries, made, handed_in } = said(held);
        let kind = Kind::from_number(held.doc.kind).map_or("unknown", Kind::name);
        self.tx.decide(held, decision)?;
        let detail = format!(
            "{kind} in {}: {} changes, {entries} entries, {made} made, {handed_in} handed in, device {}",
            held.doc.feed,
            held.changes.len(),
            held.device
        );
        Ok(self.note(act, Some(held.person), detail)?)
    }
}
