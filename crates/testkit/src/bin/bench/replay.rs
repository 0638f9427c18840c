//! Plays events of the workload on real phones: one event is one command and one automerge change.
//!
//! Where the workload does what our policy does not allow, the lead does it: a helper's log on another's assignment is
//! written on the owner's behalf, which happens to 8% of the logs. A status is a log entry without counts that has the
//! word as its note, but for "accepted", which is the decision. A lot stands behind its material.

use crate::workload::Event;
use anyhow::{Context, Result};
use documents::{assignment, entries, work};
use domain::catalogue::Assignment;
use domain::entry::{Decision, HoldingEntry, HoldingMovement, IssueEntry, IssueMovement, WorkEntry};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Cents, Minutes, Pieces, Tenths};
use domain::time::{Day, Timestamp};
use testkit::Handset;

/// How many artisans the workload has.
pub const ARTISANS: u32 = 30;

/// Phone 0 is the lead's, 1 to 30 the artisans'.
pub struct Fleet {
    pub phones: Vec<Handset>,
    pub workshop: WorkshopId,
    /// Number of the first artisan; the others follow.
    pub first: u32,
}

impl Fleet {
    fn feed(&self, a: u32) -> Feed {
        Feed::Work(self.workshop, PersonId(self.first + a % ARTISANS))
    }

    /// The phone that plays the event: its own, or the lead's for a helper.
    pub fn player(&self, event: &Event) -> usize {
        let (d, a) = match event {
            Event::Assignment { .. } => return 0,
            Event::Work { d, a, .. } | Event::Status { d, a, .. } | Event::Material { d, a, .. } => (*d, *a),
        };
        let own = d == a % ARTISANS + 1;
        if own { usize::try_from(d).unwrap_or(0) } else { 0 }
    }

    /// Plays one event.
    pub fn play(&self, event: &Event) -> Result<()> {
        let phone = self.phones.get(self.player(event)).context("a phone")?;
        let at = Timestamp(event.time());
        phone.clock.set(at.0);
        let doc = |a: u32, kind| DocId::new(self.feed(a), kind, DocKey::named("replay", &a.to_string()));
        match event {
            Event::Assignment { a, product, design, qty, rate, due, notes, .. } => {
                let note = if notes.is_empty() { design.clone() } else { format!("{design}: {notes}") };
                let terms = Assignment {
                    batch: DocKey::named("replay", product),
                    sku: product.clone(),
                    rate: Cents(*rate),
                    pieces: Pieces(*qty),
                    due: Day(*due),
                    note,
                    withdrawn: false,
                    origin: None,
                };
                phone.replay(doc(*a, Kind::Assignment), |w| assignment::write(w, &terms))
            }
            Event::Work { a, min, done, scrap, note, .. } => {
                let (pieces, minutes, scrap) = (Pieces(*done), Minutes(*min), Pieces(*scrap));
                let entry = WorkEntry::Log { pieces, minutes, scrap, note: note.clone(), corrects: None };
                phone.replay(doc(*a, Kind::Work), |w| work::add(w, at, &entry))
            }
            Event::Status { a, status, .. } if status == "accepted" => {
                let decision = Decision { accepted: true, at, reason: String::new() };
                phone.replay(doc(*a, Kind::Work), |w| work::write_decision(w, &decision))
            }
            Event::Status { a, status, .. } => {
                let (pieces, minutes, scrap) = (Pieces(0), Minutes(0), Pieces(0));
                let entry = WorkEntry::Log { pieces, minutes, scrap, note: status.clone(), corrects: None };
                phone.replay(doc(*a, Kind::Work), |w| work::add(w, at, &entry))
            }
            Event::Material { a, mat, kind, g, lot, .. } => {
                self.material(phone, *a, at, kind, format!("{mat} {lot}"), Tenths(*g))
            }
        }
    }

    fn material(
        &self,
        phone: &Handset,
        a: u32,
        at: Timestamp,
        kind: &str,
        material: String,
        quantity: Tenths,
    ) -> Result<()> {
        let ledger = |kind| DocId::new(self.feed(a), kind, DocKey::month(at.month()));
        let assignment = Some(DocKey::named("replay", &a.to_string()));
        let movement = match kind {
            "issue" => {
                let entry =
                    IssueEntry { material, quantity, movement: IssueMovement::Issued { assignment, lots: vec![] } };
                return phone.replay(ledger(Kind::IssueLedger), |w| entries::add_issue(w, at, &entry));
            }
            "return" => HoldingMovement::Returned { lots: vec![] },
            "scrap" => HoldingMovement::Scrapped,
            _ => HoldingMovement::Used { assignment },
        };
        let entry = HoldingEntry { material, quantity, movement };
        phone.replay(ledger(Kind::HoldingLedger), |w| entries::add_holding(w, at, &entry))
    }
}
