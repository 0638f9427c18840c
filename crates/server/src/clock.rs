//! The one place that reads the clock. It is shown to people and ends invitations; it never decides order.

use domain::time::Timestamp;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Now, by this machine's clock. A clock before 1970 reads as 1970.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask")]
pub fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// A moment that durations are measured from, for limits and the log of requests.
#[allow(clippy::disallowed_methods, reason = "the one place that may ask")]
pub fn instant() -> Instant {
    Instant::now()
}
