//! What people do on a day: they look at their screens and do what there is to do, through the calls that the app makes.

use super::Fault;
use super::deed::{Amount, Fact, Place, Stock, decided, handed_in, logged, moved};
use super::model::Note;
use super::office::{MATERIALS, SKUS};
use super::world::{DAY, Event, HOUR, SECOND, World};
use anyhow::{Result, anyhow};
use client::api::material::HoldingView;
use client::api::office::OrderRow;
use client::api::person::Me;
use client::api::phone::Role;
use client::api::work::{AssignmentRow, AssignmentState};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::time::{Month, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a rule of the workshop, or another phone's work that came in between, may answer to a person.
const RULES: &[&str] = &[
    // The office closed the phone.
    "revoked",
    "nothing_counted",
    "out_of_bounds",
    "not_accepted",
    "assignment_closed",
    "already_decided",
    "more_than_assigned",
    "more_than_handed_in",
    "more_than_batch",
    "more_than_held",
    "reason_needed",
    "waiting_for_check",
    "already_complete",
    "not_allowed",
    "not_found",
];

/// Something to be written down, and where.
pub struct Deed {
    pub place: Place,
    pub fact: Fact,
    pub amount: Amount,
}

impl Deed {
    /// Something in a document whose key is known.
    pub fn new(feed: Feed, kind: Kind, key: DocKey, fact: Fact, amount: Amount) -> Self {
        Self { place: Place::of(DocId::new(feed, kind, key)), fact, amount }
    }
}

/// The parts of an assignment's name.
pub fn share(name: &str) -> Option<(Feed, DocKey)> {
    let mut parts = name.splitn(3, '-');
    let workshop = WorkshopId(parts.next()?.parse().ok()?);
    let person = PersonId(parts.next()?.parse().ok()?);
    Some((Feed::Work(workshop, person), parts.next()?.parse().ok()?))
}

/// The key of a ledger on a phone whose clock shows `at`.
pub fn month(at: i64) -> DocKey {
    let month: Month = Timestamp(at).month();
    DocKey::month(month)
}

impl World {
    /// A day begins: who will use their phone when, and what will happen to phones.
    pub fn morning(&mut self, day: u32) -> Result<()> {
        for user in 0..self.users.len() {
            if !self.user(user)?.alive {
                continue;
            }
            let times = self.dice.between(1, 3);
            for _ in 0..times {
                let when = self.now + 6 * HOUR + self.dice.between(0, 14 * HOUR);
                let more = self.dice.count(1, 5);
                self.at(when, Event::Act { user, more });
            }
            if self.strikes(Fault::Offline) {
                self.note(Fault::Offline);
                let hours = self.dice.between(2, 72);
                self.user_mut(user)?.offline_until = self.now + hours * HOUR;
            }
        }
        self.plan_mishaps(day)
    }

    /// A person does one thing, then perhaps another, and the app syncs behind it.
    pub fn act(&mut self, user: usize, more: u32) -> Result<()> {
        if !self.user(user)?.alive {
            return Ok(());
        }
        let Some(me) = self.look::<Me>(user, "person.me", json!({}))? else { return Ok(()) };
        let workshop = me.workshop.map(|w| WorkshopId(w.workshop));
        match (me.role, workshop) {
            (Role::Lead, Some(w)) => self.lead(user, w, PersonId(me.person))?,
            (Role::Artisan, Some(w)) => self.make(user, w, PersonId(me.person))?,
            _ => self.plan_batch(user)?,
        }
        self.at(self.now + 2 * SECOND, Event::Sync { user });
        if more > 0 {
            let pause = self.dice.between(SECOND, 90 * SECOND);
            self.at(self.now + pause, Event::Act { user, more: more - 1 });
        }
        Ok(())
    }

    /// What a screen shows. `None` when the phone cannot say, for a reason that is known.
    pub fn look<T: DeserializeOwned>(&mut self, user: usize, name: &str, args: Value) -> Result<Option<T>> {
        self.body_of(user)?.set_clock(self.now);
        let profile = self.user(user)?.profile.clone();
        match self.body_of(user)?.call(&self.runtime, &profile, name, args) {
            Ok(shown) => Ok(Some(serde_json::from_value(shown)?)),
            Err(error) if RULES.contains(&error.code.as_str()) => Ok(None),
            Err(error) => {
                Err(anyhow!("{} user {user} looks at {name}: {} {}", self.moment(), error.code, error.detail))
            }
        }
    }

    /// What the clock of a user's phone shows.
    pub fn shows(&self, user: usize) -> Result<i64> {
        Ok(self.body_of(user)?.set_clock(self.now))
    }

    /// A number that no note had before.
    pub fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Makes a call that writes `deeds` down, all or none.
    pub fn command(&mut self, user: usize, name: &str, args: Value, deeds: Vec<Deed>) -> Result<()> {
        let profile = self.user(user)?.profile.clone();
        let body = self.body_of(user)?;
        let done = body.call(&self.runtime, &profile, name, args);
        let (pulled, full) = (body.is_dead(), body.is_full());
        // Behind the commit it is durable, though nobody was told.
        let durable = done.is_ok() || (pulled && body.cut_was_behind_commit());
        if self.plan.verbose {
            let said = done.as_ref().map_or_else(|e| e.code.clone(), |_| "saved".into());
            let what: Vec<_> = deeds.iter().map(|d| format!("{} {}", d.place.id(), d.fact.says)).collect();
            eprintln!("{} user {user} {name} {said}: {}", self.moment(), what.join("; "));
        }
        if durable {
            let person = self.user(user)?.person;
            self.report.edits += u64::from(!deeds.is_empty());
            for Deed { place, fact, amount } in deeds {
                let written = self.now;
                let note = Note { place, fact, amount, person, written, sent: false, may_be_gone: false };
                self.model.saved(user, note);
            }
        }
        match done {
            _ if pulled => self.crash(user),
            Ok(_) => Ok(()),
            Err(error) if RULES.contains(&error.code.as_str()) || (full && error.code == "storage_full") => Ok(()),
            Err(error) => {
                self.report.unexplained_refusals += 1;
                self.wrong(&format!("user {user} {name}: {} {}", error.code, error.detail));
                Ok(())
            }
        }
    }

    /// An artisan answers, logs, hands in, and looks after material.
    fn make(&mut self, user: usize, workshop: WorkshopId, me: PersonId) -> Result<()> {
        if self.dice.permille(250) {
            return self.handle_material(user, workshop, me);
        }
        let Some(rows) = self.look::<Vec<AssignmentRow>>(user, "work.list", json!({}))? else { return Ok(()) };
        let open: Vec<_> = rows.into_iter().filter(|row| row.workshop_is(workshop) && is_open(&row.state)).collect();
        let Some(row) = self.dice.pick(&open).cloned() else { return self.handle_material(user, workshop, me) };
        self.work_on(user, &row)
    }

    /// One thing at an assignment, one's own or, for a lead, a member's.
    pub fn work_on(&mut self, user: usize, row: &AssignmentRow) -> Result<()> {
        let Some((feed, key)) = share(&row.assignment) else { return Ok(()) };
        let at = self.shows(user)?;
        let deed = |fact, amount| vec![Deed::new(feed, Kind::Work, key, fact, amount)];
        if row.state == AssignmentState::Offered {
            let accept = self.dice.permille(900);
            let args = json!({ "assignment": row.assignment, "accept": accept, "reason": "too far" });
            return self.command(user, "work.decide", args, deed(decided(at, accept), Amount::default()));
        }
        let to_hand_in = row.logged.saturating_sub(row.handed_in).max(row.rework.min(row.open)).min(row.open);
        if to_hand_in > 0 && self.dice.permille(400) {
            let pieces = self.dice.count(1, to_hand_in);
            let args = json!({ "assignment": row.assignment, "pieces": pieces });
            let amount = Amount { handed_in: pieces, ..Amount::default() };
            return self.command(user, "work.hand_in", args, deed(handed_in(at, pieces), amount));
        }
        let (pieces, minutes) = (self.dice.count(1, 4), self.dice.count(5, 90));
        let scrap = u32::from(self.dice.permille(100));
        let note = format!("log {}", self.next_serial());
        let args = json!({ "assignment": row.assignment, "pieces": pieces, "minutes": minutes, "scrap": scrap,
                           "note": note, "corrects": null });
        let amount = Amount { logged: pieces, ..Amount::default() };
        self.command(user, "work.log", args, deed(logged(at, pieces, minutes, scrap, &note), amount))
    }

    /// Receives what was issued, or uses, returns or scraps what is held.
    pub fn handle_material(&mut self, user: usize, workshop: WorkshopId, me: PersonId) -> Result<()> {
        let Some(view) = self.look::<HoldingView>(user, "material.holding", json!({}))? else { return Ok(()) };
        let at = self.shows(user)?;
        let feed = Feed::Work(workshop, me);
        let deed = |what, material: &str, quantity, held, confirms| {
            let material = MATERIALS.into_iter().find(|m| *m == material).unwrap_or_default();
            let stock = Some(Stock { material, held, stored: 0, confirms });
            let amount = Amount { stock, ..Amount::default() };
            vec![Deed::new(feed, Kind::HoldingLedger, month(at), moved(at, what, material, quantity), amount)]
        };
        if let Some(issue) = view.to_receive.first() {
            let less = self.dice.permille(100);
            let quantity = if less { (issue.quantity - 1).max(1) } else { issue.quantity };
            let args = json!({ "issue": issue.issue, "quantity": quantity });
            let confirms = Some(format!("{} {} {}", issue.at, issue.material.code, issue.quantity));
            let deeds = deed("received", &issue.material.code, quantity, quantity, confirms);
            return self.command(user, "material.receive", args, deeds);
        }
        let held: Vec<_> = view.rows.iter().filter(|row| row.held > 0).collect();
        let Some(row) = self.dice.pick(&held) else { return Ok(()) };
        let code = row.material.code.clone();
        let quantity = i64::from(self.dice.count(1, u32::try_from(row.held.min(40))?));
        let amount = json!({ "material": code, "quantity": quantity });
        match self.dice.count(0, 9) {
            0 => self.command(user, "material.scrap", amount, deed("scrapped", &code, quantity, -quantity, None)),
            1 => self.command(user, "material.give_back", amount, deed("returned", &code, quantity, -quantity, None)),
            _ => {
                let Some(rows) = self.look::<Vec<AssignmentRow>>(user, "work.list", json!({}))? else { return Ok(()) };
                let mine: Vec<_> = rows.into_iter().filter(|row| row.workshop_is(workshop)).collect();
                let Some(share) = self.dice.pick(&mine) else { return Ok(()) };
                let args = json!({ "assignment": share.assignment, "material": code, "quantity": quantity });
                self.command(user, "material.use", args, deed("used", &code, quantity, -quantity, None))
            }
        }
    }

    /// A coordinator plans a batch of an order for its workshop.
    fn plan_batch(&mut self, user: usize) -> Result<()> {
        let Some(orders) = self.look::<Vec<OrderRow>>(user, "order.list", json!({}))? else { return Ok(()) };
        let workshop = self.dice.count(1, self.workshops);
        let number = format!("PO-{workshop}");
        let Some(order) = orders.iter().find(|order| order.number == number) else { return Ok(()) };
        let (sku, pieces) = (self.dice.pick(&SKUS).copied().unwrap_or_default(), self.dice.count(20, 120));
        let note = format!("batch {}", self.next_serial());
        let due = Timestamp(i64::try_from((self.now + 20 * DAY) / SECOND)?).day().to_string();
        let args = json!({ "order": order.order, "sku": sku, "workshop": workshop, "pieces": pieces, "due": due, "note": note });
        let feed = Feed::Workshop(WorkshopId(workshop));
        let deed = Deed::new(feed, Kind::Batch, DocKey::ONLY, super::deed::planned(pieces, &note), Amount::default());
        self.command(user, "batch.create", args, vec![deed])
    }
}

fn is_open(state: &AssignmentState) -> bool {
    use AssignmentState::{Accepted, InProgress, Offered, Rework};
    matches!(state, Offered | Accepted | InProgress | Rework)
}

/// Which workshop an assignment is of, by its name.
trait OfWorkshop {
    fn workshop_is(&self, workshop: WorkshopId) -> bool;
}

impl OfWorkshop for AssignmentRow {
    fn workshop_is(&self, workshop: WorkshopId) -> bool {
        matches!(share(&self.assignment), Some((Feed::Work(w, _), _)) if w == workshop)
    }
}
