//! Sending and receiving.

use super::{CallError, api};

api! {
    /// What the badge on every screen shows.
    pub struct SyncView {
        /// Where it stands.
        pub state: SyncState,
        /// Entries saved on this phone that the server has not confirmed.
        pub unsent: u32,
        /// When the last sync succeeded, by this phone's clock.
        pub last_sync: Option<i64>,
        /// Why the last attempt failed, when `state` is `failed`.
        pub error: Option<CallError>,
        /// Entries that the server refused; they are kept and shown.
        pub refused: u32,
        /// Documents that came and that this app cannot read; they are kept, and read when it can.
        pub unread: u32,
        /// How many seconds this phone's clock is ahead of the server's, when it is more than five minutes off.
        pub clock_ahead: Option<i64>,
    }

    /// The four states of the badge.
    pub enum SyncState {
        /// There is no network; work goes on.
        Offline,
        /// A sync is running or about to.
        Syncing,
        /// The server has everything.
        Sent,
        /// The server said no, or something is wrong.
        Failed,
    }

    /// A document that came and cannot be read on this phone. It is kept as it came.
    pub struct UnreadRow {
        /// Its kind, such as `batch`; `unknown` for one of a newer app.
        pub kind: String,
        /// Whether a newer app is needed. Otherwise what came is damaged.
        pub newer: bool,
    }

    /// An edit that the server refused. It stays on this phone.
    pub struct RefusedRow {
        /// What kind of document it was for, such as `batch`.
        pub kind: String,
        /// The server's code.
        pub code: String,
        /// When the refusal came, by this phone's clock.
        pub at: i64,
    }
}
