//! Where random bytes come from: the operating system, or a simulation that wants the same ones again.

use crate::error::Result;
use std::sync::Arc;
use uuid::Uuid;

/// Fills bytes.
type Fill = dyn Fn(&mut [u8]) -> Result<()> + Send + Sync;

/// Draws random bytes.
#[derive(Clone)]
pub struct Chance(Arc<Fill>);

impl Chance {
    /// The operating system's randomness.
    pub fn system() -> Self {
        Self(Arc::new(|bytes| Ok(getrandom::fill(bytes)?)))
    }

    /// Bytes that `fill` writes. For simulations: keys and actors are only as secret and as rare as they are.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |bytes| {
            fill(bytes);
            Ok(())
        }))
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        (self.0)(bytes)
    }

    /// A random id (UUID version 4).
    pub(crate) fn uuid(&self) -> Result<Uuid> {
        let mut bytes = [0; 16];
        self.fill(&mut bytes)?;
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}
