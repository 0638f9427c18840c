//! What people have to agree on: found in the projections, decided by a lead or a coordinator.
//!
//! A decision is an entry beside what it is about, where everybody sees it who sees that. What it changes follows from it
//! (see [`domain::agree::Effects`]), so deciding twice, on two phones, changes nothing twice.

mod counts;
mod decided;
mod fields;
mod find;

pub use decided::choice;

use crate::api::Nothing;
use crate::api::agree::{AgreeView, DecideMatter, MatterRow};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::store::Session;
use crate::use_cases::signed::Clock;
use crate::use_cases::{assignment, batch};
use documents::{assignment as terms, entries};
use domain::RuleError;
use domain::agree::{Choice, Question};
use domain::entry::{AgreementEntry, CompletionEntry};
use domain::id::{DocKey, EntryRef};
use domain::kind::{DocId, Feed, Kind};
use domain::policy::{Role, may_write};
use domain::quantity::Pieces;
use rusqlite::Connection;
use std::sync::Arc;

/// A matter with what deciding it means.
struct Matter {
    key: DocKey,
    question: Question,
    /// Where the decision is written.
    feed: Feed,
    difference: i64,
    about: String,
    subject: Option<DocKey>,
    offers: Vec<Offer>,
    row: MatterRow,
}

/// Something that can be decided.
struct Offer {
    name: String,
    choice: Choice,
    entry: Option<EntryRef>,
    /// What it is about, where that is another thing with each offer.
    subject: Option<DocKey>,
    /// What is written besides the decision.
    also: Also,
}

enum Also {
    Nothing,
    /// The assignment asks for so many.
    Raise(DocId, Pieces),
    /// The assignment is taken back. This alone settles the matter.
    Withdraw(DocId),
    /// The batch is recorded complete anew.
    Complete(DocId, CompletionEntry),
    /// One value of a field holds.
    Settle(DocId, String, EntryRef),
}

impl Offer {
    fn of(name: &str, choice: Choice) -> Self {
        Self { name: name.to_owned(), choice, entry: None, subject: None, also: Also::Nothing }
    }

    /// The documents that it writes, the decision's own apart.
    fn writes(&self) -> Option<DocId> {
        match &self.also {
            Also::Nothing => None,
            Also::Raise(id, _) | Also::Withdraw(id) | Also::Complete(id, _) | Also::Settle(id, ..) => Some(*id),
        }
    }
}

impl Matter {
    fn document(&self, session: &Session<'_>) -> DocId {
        DocId::new(self.feed, Kind::Agreement, DocKey::month(session.now.month()))
    }

    /// Whether this person may decide it in at least one way.
    fn may_be_decided_by(&self, me: &Me) -> bool {
        let own = DocId::new(self.feed, Kind::Agreement, DocKey::ONLY);
        let may = |id: &DocId| may_write(me.person, me.role, id);
        may(&own) && self.offers.iter().any(|offer| offer.writes().is_none_or(|id| may(&id)))
    }
}

/// `agree.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<AgreeView> {
    let clock = Clock::of(app);
    app.read(|c, me| view(c, me, &clock))
}

/// `agree.decide`: on a matter that is settled already nothing happens.
pub fn decide(app: &Arc<App>, args: DecideMatter) -> Result<AgreeView> {
    app.command(|session| {
        let key: DocKey = args.matter.parse().map_err(|_| ClientError::NotFound("matter"))?;
        let open = matters(session.tx, session.me, &Clock::within(session))?;
        if let Some(matter) = open.iter().find(|matter| matter.key == key) {
            let offer = matter.offers.iter().find(|offer| offer.name == args.offer);
            carry_out(session, matter, offer.ok_or(ClientError::NotFound("offer"))?)?;
        }
        view(session.tx, session.me, &Clock::within(session))
    })
}

fn carry_out(session: &Session<'_>, matter: &Matter, offer: &Offer) -> Result<()> {
    let write = |id: &DocId| may_write(session.me.person, session.me.role, id);
    if !offer.writes().is_none_or(|id| write(&id)) {
        return Err(RuleError::NotAllowed.into());
    }
    match &offer.also {
        Also::Nothing => {}
        Also::Raise(id, pieces) => session.edit(*id, |w| terms::raise(w, *pieces))?,
        Also::Withdraw(id) => return session.edit(*id, terms::withdraw),
        Also::Complete(id, entry) => {
            session.edit(*id, |w| entries::add_completion(w, session.now, entry))?;
            let mut shares = assignment::find(session.tx, "WHERE a.batch = ?1", [id.key.bytes().as_slice()])?;
            shares.retain(|share| Feed::Leads(share.workshop) == id.feed);
            batch::end_shares(session, &shares, &entry.reason)?;
        }
        Also::Settle(id, field, side) => session.edit(*id, |w| w.settle(field, *side))?,
    }
    let entry = AgreementEntry {
        matter: matter.key,
        question: matter.question,
        choice: offer.choice,
        difference: matter.difference,
        about: matter.about.clone(),
        subject: offer.subject.or(matter.subject),
        entry: offer.entry,
        seen: decided::count(session.tx, matter.key)?,
    };
    session.edit(matter.document(session), |w| entries::add_agreement(w, session.now, &entry))
}

fn view(c: &Connection, me: &Me, clock: &Clock) -> Result<AgreeView> {
    let open = matters(c, me, clock)?.into_iter().map(|matter| matter.row).collect();
    Ok(AgreeView { open, settled: decided::newest(c, me)? })
}

/// The matters that nobody has decided, or that people decided differently without knowing of each other. Artisans have
/// none: what is decided about their work and material they see there.
fn matters(c: &Connection, me: &Me, clock: &Clock) -> Result<Vec<Matter>> {
    let workshop = match me.role {
        Role::Coordinator => None,
        Role::Lead(workshop) => Some(workshop),
        Role::Artisan(_) => return Ok(vec![]),
    };
    let mut all = find::receipts(c, clock, workshop)?;
    all.extend(counts::matters(c, clock, workshop)?);
    all.extend(find::work(c, clock, workshop)?);
    all.extend(fields::matters(c, me, clock)?);
    let mut open = Vec::new();
    for mut matter in all {
        match decided::on(c, matter.key)? {
            decided::Decided::Settled => continue,
            decided::Decided::Not => {}
            decided::Decided::Differently(rows) => matter.row.decided = rows,
        }
        matter.row.may_decide = matter.may_be_decided_by(me);
        // A side with an offer of its own is pressed where it stands.
        let sides: Vec<_> = matter.row.sides.iter().map(|side| side.offer.clone()).collect();
        let offers = matter.offers.iter().map(|offer| offer.name.clone());
        matter.row.offers = offers.filter(|name| !sides.contains(name)).collect();
        open.push(matter);
    }
    Ok(open)
}
