//! Invitations: a secret that is shown once and of which only the hash is kept. It is looked up by that hash, so how long
//! a look takes tells nothing of the secret that would help to guess it.

use crate::store::record::SecretHash;
use protocol::invitation::Invitation;
use sha2::{Digest, Sha256};

/// What the store knows an invitation by.
pub fn hash(invitation: &Invitation) -> SecretHash {
    Sha256::digest(invitation.as_str()).into()
}
