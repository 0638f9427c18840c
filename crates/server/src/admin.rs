//! Signed requests of coordinators. Lists are read and change nothing. Acts are numbered by the device that signs: one
//! that comes again is answered and not done again, one that is older than the last is refused.

use crate::desk::{ChangedPerson, Desk, NewPerson, problem, said};
use crate::host::{Denied, Host};
use crate::store::record::{Device, OrgId};
use crate::store::{Read, StoreError};
use domain::id::{DeviceId, PersonId};
use domain::policy::Role;
use domain::time::Timestamp;
use protocol::admin::{
    AUDIT_PAGE, AdminAnswer, AdminRequest, Ask, AuditLine, DeviceLine, HeldLine, InvitationLine, PersonLine,
    WorkshopLine,
};
use protocol::{Code, EnrolRole, MINIMUM_VERSION, Packing, VERSION};
use sha2::{Digest, Sha256};

/// Answers the bundle `body` with a bundle.
pub fn admin(host: &Host, body: &[u8], now: Timestamp) -> Result<Vec<u8>, Denied> {
    let sender = protocol::sender(body)?;
    let tx = host.store.read()?;
    let device = tx.device(sender)?.ok_or_else(|| Denied::new(Code::UnknownDevice, "the device is not enrolled"))?;
    let request: AdminRequest = protocol::open(body, &device.key)?;
    let about = |denied: Denied| denied.about(request.number);
    check(&*tx, &device, &request).map_err(about)?;
    let mut answer = if request.ask.is_act() {
        drop(tx);
        let digest = Sha256::digest(body).into();
        act(host, sender, &request, &digest, now).map_err(about)?
    } else {
        drop(tx);
        if request.ask == Ask::Devices {
            // What this node has seen and not written yet is news to who asks.
            host.seen.write(&*host.store).map_err(|error| about(error.into()))?;
        }
        list(&*host.store.read()?, device.organisation, &request.ask, now).map_err(|error| about(error.into()))?
    };
    (answer.version, answer.number, answer.clock) = (VERSION, request.number, now.0);
    host.seal(&answer, Packing::Plain)
}

/// Whether the device may ask at all: it is open, and a coordinator's who is still there.
fn check(tx: &(impl Read + ?Sized), device: &Device, request: &AdminRequest) -> Result<(), Denied> {
    if request.version < MINIMUM_VERSION {
        return Err(Denied::new(Code::TooOld, "the app is too old").expected(MINIMUM_VERSION.into()));
    }
    if device.revoked {
        let code = Code::from_number(tx.closed_for(device.id)?).unwrap_or(Code::Revoked);
        return Err(Denied::new(code, "the device is closed"));
    }
    match tx.person(device.organisation, device.person)? {
        Some(person) if person.role == Role::Coordinator => Ok(()),
        _ => Err(Denied::new(Code::NotCoordinator, "only a coordinator may ask that")),
    }
}

fn act(
    host: &Host,
    sender: DeviceId,
    request: &AdminRequest,
    digest: &[u8; 32],
    now: Timestamp,
) -> Result<AdminAnswer, Denied> {
    let mut tx = host.store.write()?;
    // What was found before the transaction began may have changed.
    let device = tx.device(sender)?.ok_or(StoreError::Corrupt("device"))?;
    check(&*tx, &device, request)?;
    let (last, done) = tx.last_act(sender)?;
    if request.number == last && done == *digest {
        return Ok(AdminAnswer::default());
    }
    if request.number <= last || i64::try_from(request.number).is_err() {
        return Err(Denied::new(Code::StaleBundle, "a later act was done before").expected(last));
    }
    let author = host.author(&*tx)?;
    let by = Some((device.person, device.id));
    let mut desk = Desk { tx: &mut *tx, org: device.organisation, author, by, now };
    let answer = done_at(&mut desk, &request.ask)?;
    tx.note_act(sender, request.number, digest)?;
    tx.commit()?;
    Ok(answer)
}

fn done_at(desk: &mut Desk<'_>, ask: &Ask) -> Result<AdminAnswer, Denied> {
    let mut answer = AdminAnswer::default();
    match ask {
        Ask::AddPerson { name, role, workshop, phone, language, skills, hours } => {
            let new = NewPerson {
                name: name.clone(),
                role: whole(*role, *workshop)?,
                phone: phone.clone(),
                language: language.clone(),
                skills: skills.clone().unwrap_or_default(),
                hours_per_week: *hours,
            };
            answer.made = Some(desk.add_person(new)?.0);
        }
        Ask::ChangePerson { person, name, phone, skills, hours } => {
            let (name, phone, skills) = (name.clone(), phone.clone(), skills.clone());
            let change = ChangedPerson { name, phone, skills, hours_per_week: hours.map(|hours| hours.per_week) };
            desk.change_person(PersonId(*person), &change)?;
        }
        Ask::MovePerson { person, role, workshop } => desk.move_person(PersonId(*person), whole(*role, *workshop)?)?,
        Ask::EndPerson { person } => desk.end_person(PersonId(*person))?,
        Ask::Invite { person, secret, days } => {
            answer.expires = Some(desk.invite(PersonId(*person), *secret, *days)?.0);
        }
        Ask::RevokeInvitation { invitation } => desk.revoke_invitation(invitation)?,
        Ask::RevokeDevice { device } => desk.revoke_device(DeviceId(*device))?,
        Ask::AcceptHeld { held } => desk.accept_held(row(*held)?)?,
        Ask::DiscardHeld { held } => desk.discard_held(row(*held)?)?,
        Ask::AddWorkshop { code, place } => answer.made = Some(desk.add_workshop(code, place)?.0),
        Ask::People | Ask::Devices | Ask::Held | Ask::Audit { .. } | Ask::Invitations => {}
    }
    Ok(answer)
}

fn whole(role: EnrolRole, workshop: Option<u32>) -> Result<Role, Denied> {
    role.role(workshop).ok_or_else(|| Denied::new(Code::BadValue, "a role without a workshop"))
}

fn row(number: u64) -> Result<i64, Denied> {
    i64::try_from(number).map_err(|_| Denied::new(Code::NoSuch, "nothing is held under that number"))
}

fn list(tx: &(impl Read + ?Sized), org: OrgId, ask: &Ask, now: Timestamp) -> Result<AdminAnswer, StoreError> {
    let mut answer = AdminAnswer::default();
    match ask {
        Ask::People => {
            answer.people = Some(people(tx, org)?);
            let line =
                |w: crate::store::record::Workshop| WorkshopLine { workshop: w.number.0, code: w.code, place: w.place };
            answer.workshops = Some(tx.workshops(org)?.into_iter().map(line).collect());
        }
        Ask::Devices => answer.devices = Some(devices(tx, org)?),
        Ask::Held => answer.held = Some(held(tx, org)?),
        Ask::Audit { before } => answer.audit = Some(audit(tx, org, *before)?),
        Ask::Invitations => {
            let line = |open: crate::store::people::Open| {
                let [a, b, c, d, e, f, g, h, ..] = open.secret;
                let invitation = [a, b, c, d, e, f, g, h];
                let (person, created, expires) = (open.person.0, open.created.0, open.expires.0);
                InvitationLine { invitation, person, created, expires }
            };
            answer.invitations = Some(tx.open_invitations(org, now)?.into_iter().map(line).collect());
        }
        _ => {}
    }
    Ok(answer)
}

fn people(tx: &(impl Read + ?Sized), org: OrgId) -> Result<Vec<PersonLine>, StoreError> {
    let ended = tx.ended(org)?;
    let line = |p: crate::store::record::Person| {
        let (role, workshop) = EnrolRole::of(p.role);
        let ended = ended.get(&p.number).map_or(0, |at| at.0);
        PersonLine {
            person: p.number.0,
            name: p.name,
            role,
            workshop,
            phone: p.phone,
            ended,
            skills: (!p.skills.is_empty()).then(|| p.skills.join(" ")),
            hours: p.hours_per_week,
        }
    };
    Ok(tx.people(org)?.into_iter().map(line).collect())
}

fn devices(tx: &(impl Read + ?Sized), org: OrgId) -> Result<Vec<DeviceLine>, StoreError> {
    let line = |d: crate::store::people::Listed| DeviceLine {
        device: d.device.0,
        person: d.person.0,
        app: d.app,
        unsent: d.unsent,
        enrolled: d.enrolled.0,
        last_seen: d.last_seen.0,
        closed: d.closed.map_or(0, |at| at.0),
    };
    Ok(tx.listed(org)?.into_iter().map(line).collect())
}

fn held(tx: &(impl Read + ?Sized), org: OrgId) -> Result<Vec<HeldLine>, StoreError> {
    let line = |held: crate::store::people::Held| {
        let says = said(&held);
        Ok(HeldLine {
            held: u64::try_from(held.id).unwrap_or(0),
            device: held.device.0,
            person: held.person.0,
            at: held.at.0,
            code: held.code,
            doc: held.doc,
            changes: u32::try_from(held.changes.len()).unwrap_or(u32::MAX),
            entries: says.entries,
            made: says.made,
            handed_in: says.handed_in,
            problem: problem(tx, org, &held)?.map_or(0, Code::number),
        })
    };
    tx.held(org)?.into_iter().map(line).collect()
}

fn audit(tx: &(impl Read + ?Sized), org: OrgId, before: u64) -> Result<Vec<AuditLine>, StoreError> {
    let before = if before == 0 { i64::MAX } else { i64::try_from(before).unwrap_or(i64::MAX) };
    let line = |(line, deed): (i64, crate::store::people::Deed)| AuditLine {
        line: u64::try_from(line).unwrap_or(0),
        at: deed.at.0,
        by: deed.by.map_or(0, |(person, _)| person.0),
        act: deed.act,
        about: deed.about.map_or(0, |person| person.0),
        detail: deed.detail,
    };
    Ok(tx.audit(org, before, AUDIT_PAGE)?.into_iter().map(line).collect())
}
