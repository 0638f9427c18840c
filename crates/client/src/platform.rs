//! What the platform under a phone does better than plain files do. A host hands it in; tests hand in one that fails.

use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::Arc;

/// The platform under a phone. By default there is nothing but files.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// What locks the keys of devices.
    pub vault: Option<Arc<dyn Vault>>,
    /// A folder that no backup and no move to another phone takes along. The marker of each database's life is kept
    /// there, so that a restored database finds none and begins a new life.
    pub markers: Option<PathBuf>,
}

/// Locks the seed of a device's key with something that does not leave the phone, such as Android's Keystore.
/// Whoever copies the app's files then has a key that opens nowhere else.
pub trait Vault: Debug + Send + Sync {
    /// The locked `seed`. `None` when nothing can be locked: the key is then kept as it is.
    fn lock(&self, seed: &[u8]) -> Option<Vec<u8>>;

    /// What was locked. `None` when it does not open, now or any more.
    fn unlock(&self, locked: &[u8]) -> Option<Vec<u8>>;
}
