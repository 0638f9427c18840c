//! The reference model: for each document the plain set of what people were shown as saved, and what excuses a thing that
//! did not arrive. It knows nothing of changes, outboxes, cursors or bundles.

use super::deed::{Amount, Fact, Place};
use domain::id::PersonId;
use domain::policy::{Role, may_write};
use std::collections::{BTreeMap, BTreeSet};

/// Names a note.
pub type NoteId = usize;

/// Something that a person was shown as saved.
#[derive(Debug, Clone)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What.
    pub fact: Fact,
    /// What it adds to the books.
    pub amount: Amount,
    /// Whose phone wrote it.
    pub person: PersonId,
    /// When, in virtual milliseconds.
    pub written: u64,
    /// Somebody was shown it as sent: from then on no phone's fate excuses its loss.
    pub sent: bool,
    /// The only phone that held it was lost, or put back to before it: it may be at the server or not.
    pub may_be_gone: bool,
}

/// All notes, and what phones hold of them.
#[derive(Debug, Default)]
pub struct Model {
    notes: Vec<Note>,
    /// What each user's phone holds that was not shown as sent.
    unsent: Vec<BTreeSet<NoteId>>,
    /// Users whose phone lives.
    living: Vec<bool>,
    /// What each person was at the server, and since when.
    roles: BTreeMap<PersonId, Vec<(u64, Role)>>,
}

impl Model {
    /// Another phone with a person on it. Gives the number of the user.
    pub fn add_user(&mut self) -> usize {
        self.unsent.push(BTreeSet::new());
        self.living.push(true);
        self.unsent.len() - 1
    }

    /// The person is `role` at the server from `now` on.
    pub fn set_role(&mut self, person: PersonId, role: Role, now: u64) {
        self.roles.entry(person).or_default().push((now, role));
    }

    /// What the person is at the server.
    pub fn role(&self, person: PersonId) -> Option<Role> {
        self.roles.get(&person)?.last().map(|(_, role)| *role)
    }

    /// `user` was shown this as saved.
    pub fn saved(&mut self, user: usize, note: Note) {
        if let Some(unsent) = self.unsent.get_mut(user) {
            unsent.insert(self.notes.len());
        }
        self.notes.push(note);
    }

    /// `user` was shown that nothing waits to be sent. What may have been refused is on that phone only, then.
    pub fn all_sent(&mut self, user: usize) {
        let all = self.unsent.get_mut(user).map(std::mem::take).unwrap_or_default();
        let may_be_refused = |id: &NoteId| self.notes.get(*id).is_some_and(|note| self.may_be_refused(note));
        let (stay, sent): (BTreeSet<_>, BTreeSet<_>) = all.into_iter().partition(may_be_refused);
        for id in sent {
            if let Some(note) = self.notes.get_mut(id) {
                note.sent = true;
            }
        }
        if let Some(unsent) = self.unsent.get_mut(user) {
            *unsent = stay;
        }
    }

    /// What `user` has not sent: to be kept with a copy of the phone.
    pub fn unsent(&self, user: usize) -> BTreeSet<NoteId> {
        self.unsent.get(user).cloned().unwrap_or_default()
    }

    /// The phone of `user` holds exactly this now: it was put back to an old copy, or copied from another.
    pub fn put_back(&mut self, user: usize, unsent: BTreeSet<NoteId>) {
        let before = self.unsent.get_mut(user).map(|now| std::mem::replace(now, unsent)).unwrap_or_default();
        self.excuse(before);
    }

    /// The phone of `user` is gone.
    pub fn gone(&mut self, user: usize) {
        if let Some(living) = self.living.get_mut(user) {
            *living = false;
        }
        self.put_back(user, BTreeSet::new());
    }

    /// Notes that a phone held and no longer holds may be gone, unless another phone holds them or they were sent.
    fn excuse(&mut self, before: BTreeSet<NoteId>) {
        for id in before {
            let held = self.unsent.iter().zip(&self.living).any(|(unsent, living)| *living && unsent.contains(&id));
            if let Some(note) = self.notes.get_mut(id).filter(|note| !held && !note.sent) {
                note.may_be_gone = true;
            }
        }
    }

    /// All notes.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Whether the server may have refused it: its person was not permitted to write there at some time after it was
    /// written (or when it was written: phones hear of a move later than the server).
    pub fn may_be_refused(&self, note: &Note) -> bool {
        let roles = self.roles.get(&note.person).map(Vec::as_slice).unwrap_or_default();
        let id = note.place.id();
        roles.iter().enumerate().any(|(n, (_, role))| {
            let until = roles.get(n + 1).map_or(u64::MAX, |(since, _)| *since);
            until >= note.written && !may_write(note.person, *role, &id)
        })
    }
}
