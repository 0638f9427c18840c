//! Devices and the invitations that bring them in.

use super::{ActError, Desk, no};
use crate::store::record::{Invitation, SecretHash};
use domain::id::{DeviceId, PersonId};
use domain::time::Timestamp;
use protocol::Code;

const DAY: i64 = 24 * 60 * 60;
/// Invitations of one person that can be used at the same time.
const MOST_OPEN: usize = 10;

impl Desk<'_> {
    /// Lists an invitation of which only the hash is known here; gives until when it holds.
    pub fn invite(&mut self, person: PersonId, secret: SecretHash, days: u16) -> Result<Timestamp, ActError> {
        if !(1..=365).contains(&days) {
            return Err(no(Code::BadValue, "an invitation holds for 1 to 365 days"));
        }
        self.person(person)?;
        if self.tx.ended(self.org)?.contains_key(&person) {
            return Err(no(Code::HasLeft, "the person has left; take them back first"));
        }
        let open = self.tx.open_invitations(self.org, self.now)?;
        if open.iter().filter(|open| open.person == person).count() >= MOST_OPEN {
            return Err(no(Code::BadValue, "the person has ten invitations that were not used: take some back"));
        }
        if self.tx.invitation(&secret)?.is_some() {
            return Err(no(Code::NameTaken, "that invitation was made before"));
        }
        let expires = Timestamp(self.now.0.saturating_add(DAY.saturating_mul(days.into())));
        let invitation = Invitation { secret, organisation: self.org, person, expires, used_by: None };
        self.tx.add_invitation(&invitation, self.now)?;
        self.note("invited", Some(person), format!("until {}", expires.day()))?;
        Ok(expires)
    }

    /// Takes an invitation back that was not used, named by the first bytes of its hash.
    pub fn revoke_invitation(&mut self, named: &[u8; 8]) -> Result<(), ActError> {
        let open = self.tx.open_invitations(self.org, self.now)?;
        let Some(open) = open.into_iter().find(|open| open.secret.starts_with(named)) else { return Ok(()) };
        self.tx.revoke_invitation(&open.secret, self.now)?;
        self.note("invitation_revoked", Some(open.person), "")?;
        Ok(())
    }

    /// Closes a device: at its next contact it hands over what it had not sent and wipes what it holds.
    pub fn revoke_device(&mut self, device: DeviceId) -> Result<(), ActError> {
        let found = self.tx.device(device)?.filter(|d| d.organisation == self.org);
        let found = found.ok_or(no(Code::NoSuch, "there is no such device"))?;
        if self.by.is_some_and(|(_, mine)| mine == device) {
            return Err(no(Code::NotYourself, "a device does not close itself"));
        }
        if found.revoked {
            return Ok(());
        }
        self.tx.close_device(device, Code::Revoked.number(), self.now)?;
        self.note("device_revoked", Some(found.person), device.to_string())?;
        Ok(())
    }
}
