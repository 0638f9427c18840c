//! A new phone shows an invitation and is listed as its person's.

use crate::facts;
use crate::host::{Denied, Host};
use crate::invite;
use crate::store::record::{Device, Invitation, Organisation, Person, SecretHash};
use crate::store::{Read, StoreError};
use domain::id::DeviceId;
use domain::time::Timestamp;
use protocol::{Code, EnrolAnswer, EnrolRequest, EnrolRole, MINIMUM_VERSION, Packing, PublicKey, VERSION, invitation};

/// Answers the bundle `body` with a bundle.
pub fn enrol(host: &Host, body: &[u8], now: Timestamp) -> Result<Vec<u8>, Denied> {
    let (request, key) = protocol::open_enrolment(body)?;
    if request.version < MINIMUM_VERSION {
        return Err(Denied::new(Code::TooOld, "the app is too old").expected(MINIMUM_VERSION.into()));
    }
    let code = invitation::Invitation::parse(&request.invitation)
        .ok_or_else(|| Denied::new(Code::BadInvitation, "not an invitation"))?;
    let secret = invite::hash(&code);
    // Guesses are turned away before anything is locked for writing.
    let standing = standing(&*host.store.read()?, &secret, &key, now)?;
    let (organisation, person) = match standing {
        Standing::Listed { organisation, person } => (organisation, person),
        Standing::Open(_) => list(host, &secret, &key, &request, now)?,
    };
    let (role, workshop) = EnrolRole::of(person.role);
    let answer = EnrolAnswer {
        version: VERSION,
        server_key: host.key.public().bytes(),
        person: person.number.0,
        name: person.name,
        role,
        workshop,
        organisation: organisation.name,
        clock: now.0,
        capabilities: Some(crate::sync::CAPABILITIES),
    };
    host.seal(&answer, Packing::Plain)
}

/// How an invitation and a key stand to each other.
enum Standing {
    /// The invitation can be used with this key.
    Open(Invitation),
    /// This key used it: the answer was lost on the way.
    Listed { organisation: Organisation, person: Person },
}

fn standing(
    tx: &(impl Read + ?Sized),
    secret: &SecretHash,
    key: &PublicKey,
    now: Timestamp,
) -> Result<Standing, Denied> {
    let found =
        tx.invitation(secret)?.ok_or_else(|| Denied::new(Code::BadInvitation, "there is no such invitation"))?;
    let device = tx.device(key.device())?;
    match (found.used_by, device) {
        (Some(by), Some(device)) if by == key.device() && device.key == *key => {
            if device.revoked {
                let code = Code::from_number(tx.closed_for(device.id)?).unwrap_or(Code::Revoked);
                return Err(Denied::new(code, "the device is closed"));
            }
            let (organisation, person) = whom(tx, &found)?;
            Ok(Standing::Listed { organisation, person })
        }
        (Some(_), _) => Err(Denied::new(Code::UsedInvitation, "the invitation has been used")),
        (None, _) if tx.is_revoked(secret)? => {
            Err(Denied::new(Code::ExpiredInvitation, "the invitation was taken back"))
        }
        (None, _) if found.expires <= now => Err(Denied::new(Code::ExpiredInvitation, "the invitation is too old")),
        (None, Some(_)) => Err(Denied::new(Code::BadInvitation, "the key is enrolled already; a new one is needed")),
        (None, None) => Ok(Standing::Open(found)),
    }
}

fn whom(tx: &(impl Read + ?Sized), invitation: &Invitation) -> Result<(Organisation, Person), StoreError> {
    let person = tx.person(invitation.organisation, invitation.person)?;
    Ok((tx.organisation(invitation.organisation)?, person.ok_or(StoreError::Corrupt("person of an invitation"))?))
}

/// Lists the device, uses the invitation up and tells the other phones, in one transaction.
fn list(
    host: &Host,
    secret: &SecretHash,
    key: &PublicKey,
    request: &EnrolRequest,
    now: Timestamp,
) -> Result<(Organisation, Person), Denied> {
    let mut tx = host.store.write()?;
    let invitation = match standing(&*tx, secret, key, now)? {
        Standing::Listed { organisation, person } => return Ok((organisation, person)),
        Standing::Open(invitation) => invitation,
    };
    let (organisation, person) = whom(&*tx, &invitation)?;
    let id: DeviceId = key.device();
    let device =
        Device { id, organisation: organisation.id, person: person.number, key: *key, number: 0, revoked: false };
    tx.add_device(&device, &request.app, now)?;
    tx.use_invitation(secret, id, now)?;
    let author = host.author(&*tx)?;
    facts::write_about(&mut *tx, organisation.id, author, &person)?;
    tx.commit()?;
    Ok((organisation, person))
}
