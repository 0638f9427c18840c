//! People who come, move or change their role: which scopes they gain and lose, and from when.

use crate::authority::Scope;
use crate::store::record::OrgId;
use crate::store::{StoreError, Write};
use domain::id::PersonId;
use domain::policy::Role;

/// Moves that take effect together, under one sequence number.
#[derive(Debug, Default)]
pub struct Moves(Vec<(PersonId, Option<Role>, Option<Role>)>);

impl Moves {
    /// Adds a person who was `before`, or was not there at all, and is `now`.
    pub fn add(&mut self, person: PersonId, before: Option<Role>, now: Role) {
        if before != Some(now) {
            self.0.push((person, before, Some(now)));
        }
    }

    /// Adds a person who was `before` and leaves.
    pub fn end(&mut self, person: PersonId, before: Role) {
        self.0.push((person, Some(before), None));
    }

    /// Writes what was gained and lost. Takes a number only when there is something.
    pub fn record(self, tx: &mut dyn Write, org: OrgId) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let at = tx.take_number(org)?;
        for (person, before, now) in self.0 {
            let had = before.map(Scope::of).unwrap_or_default();
            let has = now.map(Scope::of).unwrap_or_default();
            for scope in had.iter().filter(|s| !has.contains(s)) {
                tx.take_back(org, person, *scope, at)?;
            }
            for scope in has.iter().filter(|s| !had.contains(s)) {
                tx.grant(org, person, *scope, at)?;
            }
        }
        Ok(())
    }
}
