//! What a profile's database holds, whole: for tests that compare it with the server's.

use super::documents::{id_at, load};
use crate::error::Result;
use documents::Document;
use domain::kind::DocId;
use rusqlite::Connection;

/// Everything that is not a projection.
#[derive(Debug, Default)]
pub struct Held {
    /// The documents, in the order they came.
    pub documents: Vec<Document>,
    /// Changes that wait to be sent.
    pub unsent: Vec<(DocId, Vec<u8>)>,
    /// Changes that were refused, with the code that is shown.
    pub refused: Vec<(DocId, Vec<u8>, String)>,
    /// Why each chunk that was put aside was.
    pub quarantine: Vec<String>,
}

/// Reads it.
pub fn read(c: &Connection) -> Result<Held> {
    let ids = c
        .prepare("SELECT feed, kind, key FROM document ORDER BY id")?
        .query_map([], |r| id_at(r, 0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let sql =
        "SELECT feed, kind, key, outbox.bytes FROM outbox JOIN document ON document.id = document ORDER BY outbox.id";
    let unsent = c
        .prepare(sql)?
        .query_map([], |r| Ok(id_at(r, 0)?.zip(Some(r.get(3)?))))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let refused = c
        .prepare("SELECT feed, kind, key, bytes, code FROM refused ORDER BY id")?
        .query_map([], |r| Ok((id_at(r, 0)?, r.get(3)?, r.get(4)?)))?
        .collect::<rusqlite::Result<Vec<(Option<DocId>, Vec<u8>, String)>>>()?;
    let quarantine = c
        .prepare("SELECT reason FROM quarantine ORDER BY id")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Held {
        documents: ids.into_iter().flatten().map(|id| load(c, id)).collect::<Result<_>>()?,
        unsent: unsent.into_iter().flatten().collect(),
        refused: refused.into_iter().filter_map(|(id, bytes, code)| Some((id?, bytes, code))).collect(),
        quarantine,
    })
}
