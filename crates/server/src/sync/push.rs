//! What a phone brings. It is checked on a snapshot, so that checking holds up nobody, and stored in one short
//! transaction, together with what others bring. That looks whether the ground of the check is still there; what another
//! request has touched in between is checked again, in a transaction of its own.

use super::closed::{bringer, has_room, named};
use super::turns::Stored;
use crate::desk::was_permitted;
use crate::host::{Denied, Host};
use crate::store::people::Holding;
use crate::store::record::{Author, Batch, Contact, Device, History, OrgId, Person, Seq};
use crate::store::{Read, StoreError, Write};
use documents::{Admitted, Document, Reason, change_hash, unpack_run};
use domain::id::{DeviceId, Incarnation};
use domain::kind::DocId;
use domain::policy::{belongs, may_write};
use domain::time::Timestamp;
use protocol::{Code, DocPush, Refusal, SyncRequest, WireDoc, limits};
use std::collections::BTreeMap;

/// What was found about a request's changes, and on what ground.
pub struct Ready {
    person: Person,
    /// The last row of each document that was looked at.
    ground: BTreeMap<DocId, Seq>,
    batches: Vec<Batch>,
    refused: Vec<Refusal>,
    /// Refused because the person is no longer where they were: a coordinator decides about it.
    held: Vec<Holding>,
    /// Changes that the request holds.
    pub brought: u32,
}

/// Checks every change of the request. Stores nothing.
pub fn prepare(tx: &(impl Read + ?Sized), device: &Device, request: &SyncRequest) -> Result<Ready, Denied> {
    let person = tx.person(device.organisation, device.person)?.ok_or(StoreError::Corrupt("person of a device"))?;
    let mut checking = Checking { tx, device, open: BTreeMap::new(), brought: 0 };
    let (mut batches, mut refused, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for push in &request.push {
        let (id, verdict) = permitted(&person, &push.doc);
        let accepted = match verdict {
            Ok(id) => {
                let admitted = checking.admit(id, push, &mut refused);
                admitted.map_err(|denied| denied.expected(device.number.max(request.number)))?
            }
            Err(code) => {
                held.extend(checking.refuse(id, push, code, &mut refused)?);
                None
            }
        };
        batches.extend(accepted);
    }
    let brought = checking.brought;
    let ground = checking.open.into_iter().map(|(id, held)| (id, held.last)).collect();
    Ok(Ready { person, ground, batches, refused, held, brought })
}

/// Stores what is ready, together with the bundle's number, and gives the refusals. Writes nothing when nothing
/// is new: a repeat then costs no write.
pub fn store(
    host: &Host,
    ready: Ready,
    device: &Device,
    request: &SyncRequest,
    body: &[u8],
    now: Timestamp,
) -> Result<Vec<Refusal>, Denied> {
    if ready.batches.is_empty() && ready.held.is_empty() {
        return Ok(ready.refused);
    }
    // What is to be held, which is rare, goes alone.
    if !ready.held.is_empty() {
        return alone(host, device, request, body, now);
    }
    let contact = contact(request, &ready, now);
    match host.turns.store(host, device.organisation, Offer { ready, device: device.id, contact }) {
        Stored::Yes(refused) => Ok(refused),
        Stored::No(denied) => Err(denied),
        Stored::Alone => alone(host, device, request, body, now),
    }
}

/// Checks and stores in one transaction, so that nothing can come in between.
fn alone(
    host: &Host,
    device: &Device,
    request: &SyncRequest,
    body: &[u8],
    now: Timestamp,
) -> Result<Vec<Refusal>, Denied> {
    let mut tx = host.store.write_in(device.organisation)?;
    let device = tx.device(device.id)?.ok_or(StoreError::Corrupt("device"))?;
    super::check(&device, request)?;
    let ready = prepare(&*tx, &device, request)?;
    if !ready.held.is_empty() && has_room(tx.held_weight(device.id)?, &ready.held, body) {
        tx.hold(bringer(&device, request, body), &ready.held, now)?;
    }
    let contact = contact(request, &ready, now);
    let mut offer = Offer { ready, device: device.id, contact };
    if !offer.ready.batches.is_empty() {
        offer.append(&mut *tx, device.organisation)?;
    }
    if !offer.ready.batches.is_empty() || !offer.ready.held.is_empty() {
        tx.commit()?;
    }
    Ok(offer.refused())
}

fn contact(request: &SyncRequest, ready: &Ready, at: Timestamp) -> Contact {
    let SyncRequest { incarnation, number, .. } = *request;
    let unsent = left(request, ready);
    Contact { incarnation: Incarnation(incarnation), number, app: request.app.clone(), unsent, at }
}

/// A request's changes on their way into the log.
pub struct Offer {
    ready: Ready,
    device: DeviceId,
    contact: Contact,
}

impl Offer {
    /// Writes it, if nothing that it was checked on has changed; `false` when it has to be checked again.
    pub fn write(&self, tx: &mut dyn Write, org: OrgId) -> Result<Result<bool, Denied>, StoreError> {
        let device = tx.device(self.device)?.ok_or(StoreError::Corrupt("device"))?;
        if let Err(denied) = super::in_turn(&device, self.contact.number) {
            return Ok(Err(denied));
        }
        if !still_so(&*tx, org, &self.ready)? {
            return Ok(Ok(false));
        }
        self.append(tx, org)?;
        Ok(Ok(true))
    }

    fn append(&self, tx: &mut dyn Write, org: OrgId) -> Result<(), StoreError> {
        let author = Author { device: self.device, incarnation: self.contact.incarnation };
        tx.append(org, author, &self.ready.batches)?;
        tx.note_contact(self.device, &self.contact)
    }

    /// What was refused of the request.
    pub fn refused(&mut self) -> Vec<Refusal> {
        std::mem::take(&mut self.ready.refused)
    }
}

/// How many changes wait on the phone after this request.
fn left(request: &SyncRequest, ready: &Ready) -> u32 {
    let stays = ready.refused.iter().filter(|r| !Code::from_number(r.code).is_some_and(Code::is_permanent)).count();
    let stays = u32::try_from(stays).unwrap_or(u32::MAX);
    request.unsent.saturating_sub(ready.brought.saturating_sub(stays))
}

/// Whether the ground that the request was checked on is still there.
fn still_so(tx: &(impl Read + ?Sized), org: OrgId, ready: &Ready) -> Result<bool, StoreError> {
    if tx.person(org, ready.person.number)?.as_ref() != Some(&ready.person) {
        return Ok(false);
    }
    for (id, last) in &ready.ground {
        if tx.last(org, id)? != *last {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The document, where its kind is known, and whether the person may write it.
fn permitted(person: &Person, doc: &WireDoc) -> (Option<DocId>, Result<DocId, Code>) {
    let Some(id) = doc.id() else { return (None, Err(Code::UnknownKind)) };
    let verdict = if !belongs(id.kind, id.feed) {
        Err(Code::WrongFeed)
    } else if !may_write(person.number, person.role, &id) {
        Err(Code::NotPermitted)
    } else {
        Ok(id)
    };
    (Some(id), verdict)
}

/// The documents of a request while it is checked.
struct Checking<'t, R: Read + ?Sized> {
    tx: &'t R,
    device: &'t Device,
    open: BTreeMap<DocId, Held>,
    brought: u32,
}

struct Held {
    last: Seq,
    /// Bytes of its changes.
    bytes: usize,
    /// `None` when what is stored does not read.
    document: Option<Document>,
}

impl<R: Read + ?Sized> Checking<'_, R> {
    /// Admits the changes in order; gives those that are new.
    fn admit(&mut self, id: DocId, push: &DocPush, refused: &mut Vec<Refusal>) -> Result<Option<Batch>, Denied> {
        let device = self.device.id;
        let run = push.run.as_deref().map(unpack_run).transpose().map_err(|_| bad_run())?.unwrap_or_default();
        self.count(push, &run);
        let held = self.open(id)?;
        let mut changes = Vec::new();
        for change in push.changes.iter().chain(&run) {
            // A document that the server itself cannot read is no fault of the phone's: it may try again.
            let Some(document) = held.document.as_mut() else {
                refused.push(refusal(push, change, Code::Server));
                continue;
            };
            if held.bytes.saturating_add(change.len()) > limits::DOCUMENT
                && !change_hash(change).is_some_and(|hash| document.has(&hash))
            {
                refused.push(refusal(push, change, Code::Limit));
                continue;
            }
            match document.admit(change, device) {
                Ok(Admitted::Added { .. }) => {
                    held.bytes += change.len();
                    changes.push(change.clone());
                }
                Ok(Admitted::AlreadyThere) => {}
                Err(error) => match code(error.reason()) {
                    // No fault of the change: the phone begins a new life, makes it anew and sends it again.
                    Some(code) => refused.push(refusal(push, change, code)),
                    None => return Err(Denied::new(Code::StaleBundle, "a copy of this phone was here before")),
                },
            }
        }
        Ok((!changes.is_empty()).then_some(Batch { id, changes }))
    }

    fn count(&mut self, push: &DocPush, run: &[Vec<u8>]) {
        let changes = u32::try_from(push.changes.len().saturating_add(run.len())).unwrap_or(u32::MAX);
        self.brought = self.brought.saturating_add(changes);
    }

    /// Refuses the changes, except those that were accepted before: the person may have been permitted then. What they
    /// were permitted to write once is work that must not get lost: it is to be held.
    fn refuse(
        &mut self,
        id: Option<DocId>,
        push: &DocPush,
        code: Code,
        refused: &mut Vec<Refusal>,
    ) -> Result<Option<Holding>, Denied> {
        let stored = match id {
            Some(id) if self.tx.document(self.device.organisation, &id)?.is_some() => self.open(id)?.document.as_ref(),
            _ => None,
        };
        let run = push.run.as_deref().map(unpack_run).transpose().map_err(|_| bad_run())?.unwrap_or_default();
        let fresh = push.changes.iter().chain(&run).map(|change| (named(change), change));
        let fresh: Vec<_> = fresh.filter(|(hash, _)| !stored.is_some_and(|document| document.has(hash))).collect();
        refused.extend(fresh.iter().map(|(hash, _)| Refusal { hash: *hash, code: code.number(), doc: push.doc }));
        let (tx, Device { id: device, organisation, person, .. }) = (self.tx, self.device);
        let mut changes = Vec::new();
        if let Some(id) = id.filter(|_| code == Code::NotPermitted)
            && was_permitted(tx, *organisation, *person, &id)?
        {
            for (hash, change) in fresh {
                if !tx.was_held(*device, &push.doc, &hash)? {
                    changes.push((hash, change.clone()));
                }
            }
        }
        self.count(push, &run);
        Ok((!changes.is_empty()).then_some(Holding { doc: push.doc, code: code.number(), changes }))
    }

    fn open(&mut self, id: DocId) -> Result<&mut Held, StoreError> {
        let (tx, org) = (self.tx, self.device.organisation);
        match self.open.entry(id) {
            std::collections::btree_map::Entry::Occupied(held) => Ok(held.into_mut()),
            std::collections::btree_map::Entry::Vacant(place) => {
                let History { last, changes } = tx.history(org, &id, Seq::MAX)?;
                let document = match Document::from_chunks(id, changes.iter().map(Vec::as_slice)) {
                    Ok(document) => Some(document),
                    Err(error) => {
                        tracing::error!(document = %id, %error, "a stored document does not read");
                        None
                    }
                };
                let bytes = changes.iter().map(Vec::len).sum();
                Ok(place.insert(Held { last, bytes, document }))
            }
        }
    }
}

/// Not one change of it can be told from another: it is no message of this protocol.
fn bad_run() -> Denied {
    Denied::new(Code::Malformed, "a run that does not unpack")
}

fn refusal(push: &DocPush, change: &[u8], code: Code) -> Refusal {
    Refusal { hash: named(change), code: code.number(), doc: push.doc }
}

/// What a change is refused with; `None` when it is the phone's database that is at fault.
pub fn code(reason: Reason) -> Option<Code> {
    match reason {
        Reason::Unreadable => Some(Code::Unreadable),
        Reason::ForgedActor => Some(Code::ForgedActor),
        Reason::MissingDependency => Some(Code::MissingDependency),
        Reason::Limit => Some(Code::Limit),
        Reason::ReusedActor => None,
    }
}

#[cfg(test)]
mod tests;
