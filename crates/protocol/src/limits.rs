//! How big anything may be. Both sides hold these, whatever the other side says.

/// Bytes of a request's bundle as it arrives.
pub const BUNDLE: usize = 1 << 20;
/// Bytes of an answer's bundle: one document too large for any page may be in it.
pub const ANSWER: usize = 5 << 20;
/// Bytes of a message after decompression.
pub const MESSAGE: usize = 8 << 20;
/// CBOR items in one message, on all its levels.
pub const ITEMS: usize = 200_000;
/// CBOR items in the envelope of a bundle.
pub const ENVELOPE: usize = 64;
/// Documents in one message.
pub const DOCUMENTS: usize = 5_000;
/// Changes of one document in one message.
pub const CHANGES: usize = 5_000;
/// Changes in one message, runs apart.
pub const CHANGES_IN_ALL: usize = 20_000;
/// Hashes that say what one side holds of a document.
pub const HEADS: usize = 1_000;
/// Bytes of one change.
pub const CHANGE: usize = 64 << 10;
/// Bytes of a whole document in an answer.
pub const WHOLE: usize = 4 << 20;
/// Bytes of all changes of a document together: whole, it then fits into an answer.
pub const DOCUMENT: usize = 3 << 20;
/// Bytes of a cursor.
pub const CURSOR: usize = 64;
/// Bytes of a text in a message.
pub const TEXT: usize = 1_000;
/// The budget that a phone starts with, and the least that a server takes it for: bytes of an answer.
pub const LEAST_BUDGET: u32 = 2 << 10;
/// The most that a server puts into one answer, before compression.
pub const MOST_BUDGET: u32 = 1 << 20;
