//! Invitations: a secret that is shown once and of which only the hash is kept.

use crate::store::record::{self, OrgId, SecretHash};
use crate::store::{StoreError, Write};
use domain::id::PersonId;
use domain::time::Timestamp;
use protocol::invitation::Invitation;
use sha2::{Digest, Sha256};

const DAY: i64 = 24 * 60 * 60;

/// What the store knows an invitation by.
pub fn hash(invitation: &Invitation) -> SecretHash {
    Sha256::digest(invitation.as_str()).into()
}

/// Makes an invitation for `person` that ends in `days`, from 1 to 365.
pub fn invite(
    tx: &mut dyn Write,
    org: OrgId,
    person: PersonId,
    days: u16,
    now: Timestamp,
) -> Result<(Invitation, Timestamp), StoreError> {
    let code = Invitation::generate().map_err(|e| StoreError::Database(e.to_string()))?;
    let expires = Timestamp(now.0.saturating_add(DAY.saturating_mul(i64::from(days))));
    let invitation = record::Invitation { secret: hash(&code), organisation: org, person, expires, used_by: None };
    tx.add_invitation(&invitation, now)?;
    Ok((code, expires))
}
