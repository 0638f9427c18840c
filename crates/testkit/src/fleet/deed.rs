//! What people do, as the reference model keeps it: plain values in plain sets, nothing of automerge in them.

use documents::{Document, assignment, batch, entries, work};
use domain::entry::{HoldingMovement, IssueMovement, StoreMovement, WorkEntry};
use domain::id::DocKey;
use domain::kind::{DocId, Feed, Kind};

/// Where something is written down. Documents that people create are known by what is in them, not by their random key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The feed.
    pub feed: Feed,
    /// The kind.
    pub kind: Kind,
    /// Which one, where the key says something.
    pub key: Option<DocKey>,
}

impl Place {
    /// The place of the document `id`.
    pub fn of(id: DocId) -> Self {
        let created = matches!(id.kind, Kind::Batch | Kind::Assignment);
        Self { feed: id.feed, kind: id.kind, key: (!created).then_some(id.key) }
    }

    /// A document at this place: to ask the policy about.
    pub fn id(self) -> DocId {
        DocId::new(self.feed, self.kind, self.key.unwrap_or(DocKey::ONLY))
    }
}

/// One thing that was written down, as people would say it. With the writer's clock it is all but unique; where two are
/// the same, both are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The writer's clock.
    pub at: i64,
    /// What.
    pub says: String,
}

/// A log of so many pieces.
pub fn logged(at: i64, pieces: u32, minutes: u32, scrap: u32, note: &str) -> Fact {
    Fact { at, says: format!("logged {pieces} in {minutes}, scrap {scrap}, {note}") }
}

/// A hand-in.
pub fn handed_in(at: i64, pieces: u32) -> Fact {
    Fact { at, says: format!("handed in {pieces}") }
}

/// An answer to an offer.
pub fn decided(at: i64, accepted: bool) -> Fact {
    Fact { at, says: format!("decided {accepted}") }
}

/// A check.
pub fn checked(at: i64, accepted: u32, rework: u32, rejected: u32) -> Fact {
    Fact { at, says: format!("checked {accepted}/{rework}/{rejected}") }
}

/// A movement of material.
pub fn moved(at: i64, what: &str, material: &str, quantity: i64) -> Fact {
    Fact { at, says: format!("{what} {quantity} of {material}") }
}

/// A record that a batch is complete.
pub fn completed(at: i64, reason: &str) -> Fact {
    Fact { at, says: format!("complete, {reason}") }
}

/// A batch or a share of one, which have no clock but a note of their own.
pub fn planned(pieces: u32, note: &str) -> Fact {
    Fact { at: 0, says: format!("{pieces} pieces, {note}") }
}

/// What a document says, of the kinds that people write.
pub fn facts(document: &Document) -> anyhow::Result<Vec<Fact>> {
    let mut all = Vec::new();
    match document.id().kind {
        Kind::Batch => {
            let batch = batch::read(document)?;
            all.push(planned(batch.pieces.0, &batch.note));
        }
        Kind::Assignment => {
            let terms = assignment::read(document)?;
            all.push(planned(terms.pieces.0, &terms.note));
        }
        Kind::Work => {
            let (read, _) = work::entries(document)?;
            all.extend(read.into_iter().map(|r| match r.entry {
                WorkEntry::Log { pieces, minutes, scrap, note, .. } => {
                    logged(r.at.0, pieces.0, minutes.0, scrap.0, &note)
                }
                WorkEntry::HandIn { pieces } => handed_in(r.at.0, pieces.0),
            }));
            all.extend(work::decision(document)?.map(|d| decided(d.at.0, d.accepted)));
        }
        Kind::Check => {
            let (read, _) = entries::checks(document)?;
            let says = |c: &domain::entry::CheckEntry| (c.accepted.0, c.rework.0, c.rejected.0);
            all.extend(read.iter().map(|r| (r.at.0, says(&r.entry))).map(|(at, (a, b, c))| checked(at, a, b, c)));
        }
        Kind::Completion => {
            let (read, _) = entries::completions(document)?;
            all.extend(read.iter().map(|r| completed(r.at.0, &r.entry.reason)));
        }
        Kind::HoldingLedger => {
            let (read, _) = entries::holdings(document)?;
            all.extend(read.into_iter().map(|r| {
                let what = match r.entry.movement {
                    HoldingMovement::Received { .. } => "received",
                    HoldingMovement::Used { .. } => "used",
                    HoldingMovement::Returned { .. } => "returned",
                    HoldingMovement::Scrapped => "scrapped",
                };
                moved(r.at.0, what, &r.entry.material, r.entry.quantity.0)
            }));
        }
        Kind::IssueLedger => {
            let (read, _) = entries::issues(document)?;
            all.extend(read.into_iter().map(|r| {
                let what = match r.entry.movement {
                    IssueMovement::Issued { .. } => "issued",
                    IssueMovement::TakenBack { .. } => "taken back",
                    IssueMovement::Counted(_) => "counted",
                };
                moved(r.at.0, what, &r.entry.material, r.entry.quantity.0)
            }));
        }
        Kind::StoreLedger => {
            let (read, _) = entries::stores(document)?;
            all.extend(read.into_iter().map(|r| {
                let what = match r.entry.movement {
                    StoreMovement::Received { .. } => "came in",
                    StoreMovement::Scrapped => "spoilt",
                    StoreMovement::Counted(_) => "counted",
                };
                moved(r.at.0, what, &r.entry.material, r.entry.quantity.0)
            }));
        }
        _ => {}
    }
    Ok(all)
}

/// What an entry adds to the books.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amount {
    /// Pieces logged.
    pub logged: u32,
    /// Pieces handed in.
    pub handed_in: u32,
    /// Pieces accepted.
    pub accepted: u32,
    /// Material, where it is about material.
    pub stock: Option<Stock>,
}

/// A movement of material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// Which.
    pub material: &'static str,
    /// Tenths that come into (or leave) the person's hands.
    pub held: i64,
    /// Tenths that come into (or leave) the store.
    pub stored: i64,
    /// The issue that it confirms: two phones of one person may confirm one issue, and it comes once.
    pub confirms: Option<String>,
}
