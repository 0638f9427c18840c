//! The end: the network heals, everybody syncs until nothing moves, and what is there is held against the model.

use super::Report;
use super::deed::{Fact, Place, facts};
use super::model::Note;
use super::world::World;
use anyhow::{Result, anyhow};
use client::Held;
use documents::{Document, Renamed};
use domain::kind::{DocId, Kind};
use domain::policy::may_read;
use std::collections::{BTreeMap, BTreeSet};

/// So many rounds in which everybody syncs must be enough.
const MOST_ROUNDS: usize = 8;

/// Something that is written somewhere.
pub type Written = (Place, Fact);

/// How often each thing is there.
pub type Counted = BTreeMap<Written, usize>;

impl World {
    /// Heals, waits for rest, and compares.
    pub fn verdict(mut self) -> Result<Report> {
        self.report.happened = self.plan.faults.happened().clone();
        self.heal()?;
        self.come_to_rest()?;
        let server: BTreeMap<DocId, Document> = self.office.documents()?.into_iter().map(|d| (d.id(), d)).collect();
        let mut there = Counted::new();
        for (id, document) in &server {
            for fact in facts(document)? {
                *there.entry((Place::of(*id), fact)).or_default() += 1;
            }
        }
        let (mut aside, mut kept) = (Counted::new(), Counted::new());
        for user in 0..self.users.len() {
            if !self.user(user)?.alive {
                continue;
            }
            let held = self.body_of(user)?.phone()?.held(&self.user(user)?.profile);
            let held = held.map_err(|e| anyhow!("user {user}: {} {}", e.code, e.detail))?;
            self.compare_phone(user, &held, &server)?;
            self.explain_refusals(user, &held, &mut aside)?;
        }
        // What a phone had not sent when it was revoked is at the office, and nowhere else.
        for (id, change) in self.office.held()? {
            count(id, &change, &mut kept);
        }
        self.compare_sets(&there, &aside, &kept);
        self.check_books(&server, &there)?;
        Ok(self.report)
    }

    fn heal(&mut self) -> Result<()> {
        self.plan.faults.heal();
        for body in &mut self.bodies {
            body.heal();
        }
        for letter in self.letters_on_the_way() {
            self.office.sync(&letter.bundle, self.clock())?;
        }
        for body in 0..self.bodies.len() {
            self.close(body)?;
        }
        Ok(())
    }

    fn come_to_rest(&mut self) -> Result<()> {
        let mut restless = BTreeSet::new();
        for round in 0..MOST_ROUNDS {
            restless.clear();
            let before = self.office.head()?;
            for user in 0..self.users.len() {
                if self.user(user)?.alive && !self.sync_in_peace(user)? {
                    restless.insert(user);
                }
            }
            if restless.is_empty() && round > 0 && self.office.head()? == before {
                return Ok(());
            }
        }
        self.report.diverged += 1;
        self.wrong(&format!("after {MOST_ROUNDS} rounds users {restless:?} have not come to rest"));
        Ok(())
    }

    /// A phone has what its person may read, as the server has it, and nothing else.
    fn compare_phone(&mut self, user: usize, held: &Held, server: &BTreeMap<DocId, Document>) -> Result<()> {
        if self.user(user)?.revoked {
            return Ok(());
        }
        let person = self.user(user)?.person;
        let Some(role) = self.model.role(person) else { return Ok(()) };
        let mut wrong = Vec::new();
        let on_phone: BTreeMap<DocId, &Document> = held.documents.iter().map(|d| (d.id(), d)).collect();
        for (id, document) in server.iter().filter(|(id, _)| may_read(person, role, id.feed)) {
            match on_phone.get(id) {
                None => wrong.push(format!("user {user} lacks {id}")),
                Some(its) if its.heads() != document.heads() => wrong.push(format!("user {user} has another {id}")),
                Some(_) => {}
            }
        }
        for (id, document) in &on_phone {
            // What was refused whole leaves an empty document behind.
            if document.heads() == Document::new(*id)?.heads() {
                continue;
            }
            if !server.contains_key(id) {
                wrong.push(format!("user {user} has {id}, which the server has not"));
            }
            if !may_read(person, role, id.feed) {
                wrong.push(format!("user {user} still has {id}"));
            }
        }
        wrong.extend(held.quarantine.iter().map(|why| format!("user {user} put aside: {why}")));
        wrong.extend(held.unsent.iter().map(|(id, _)| format!("user {user} has not sent a change of {id}")));
        self.report.diverged += u64::try_from(wrong.len())?;
        wrong.iter().for_each(|what| self.wrong(what));
        Ok(())
    }

    /// Every refusal that a person is shown is one that the model would have predicted.
    fn explain_refusals(&mut self, user: usize, held: &Held, aside: &mut Counted) -> Result<()> {
        let person = self.user(user)?.person;
        for (id, change, code) in &held.refused {
            let mut refused = Counted::new();
            count(*id, change, &mut refused);
            let known = matches!(code.as_str(), "not_permitted" | "missing_dependency");
            for written in refused.into_keys() {
                let mut notes = self.model.notes().iter().filter(|n| is(n, &written));
                let excused = known && notes.any(|n| n.person == person && self.model.may_be_refused(n));
                if !excused {
                    self.report.unexplained_refusals += 1;
                    self.wrong(&format!(
                        "user {user} was refused with {code}: {id} {} at {}",
                        written.1.says, written.1.at
                    ));
                }
                *aside.entry(written).or_default() += 1;
            }
        }
        Ok(())
    }

    /// What people were shown as saved against what is at the server.
    fn compare_sets(&mut self, there: &Counted, aside: &Counted, kept: &Counted) {
        let mut expected: BTreeMap<Written, (usize, usize)> = BTreeMap::new();
        for note in self.model.notes() {
            let both = expected.entry((note.place, note.fact.clone())).or_default();
            if note.may_be_gone && !note.sent { both.1 += 1 } else { both.0 += 1 }
        }
        let decided: BTreeSet<Place> = there.keys().filter(|w| is_decision(w)).map(|(place, _)| *place).collect();
        let (mut lost, mut doubled) = (Vec::new(), Vec::new());
        for (written, (must, may)) in &expected {
            let actual = there.get(written).copied().unwrap_or(0);
            let elsewhere = [aside, kept].into_iter().filter_map(|counted| counted.get(written)).sum::<usize>();
            // An answer is a register: one of those that were given stands.
            let answered = is_decision(written) && decided.contains(&written.0);
            if actual + elsewhere < *must && !answered {
                lost.push(format!("lost: {} {} at {}", written.0.id(), written.1.says, written.1.at));
            }
            if actual > must + may {
                doubled.push(format!("{actual} times: {} {} at {}", written.0.id(), written.1.says, written.1.at));
            }
        }
        for written in there.keys().filter(|written| !expected.contains_key(written)) {
            doubled.push(format!("nobody wrote: {} {} at {}", written.0.id(), written.1.says, written.1.at));
        }
        self.report.lost += u64::try_from(lost.len()).unwrap_or(0);
        self.report.duplicated += u64::try_from(doubled.len()).unwrap_or(0);
        lost.iter().chain(&doubled).for_each(|what| self.wrong(what));
    }
}

fn is(note: &Note, written: &Written) -> bool {
    note.place == written.0 && note.fact == written.1
}

fn is_decision(written: &Written) -> bool {
    written.0.kind == Kind::Work && written.1.says.starts_with("decided")
}

/// Counts what a change says, by doing it again on an empty document.
fn count(id: DocId, change: &[u8], counted: &mut Counted) {
    let said = || -> Result<Vec<Fact>> {
        let mut document = Document::new(id)?;
        document.redo(change, &mut Renamed::default())?;
        facts(&document)
    };
    for fact in said().unwrap_or_default() {
        *counted.entry((Place::of(id), fact)).or_default() += 1;
    }
}
