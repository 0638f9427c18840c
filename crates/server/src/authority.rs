//! What a person may read, as scopes. A role is a few scopes that do not overlap, and a scope stands for all
//! feeds of its sort, those that do not exist yet included: a coordinator of thousands of artisans holds two.
//! [`domain::policy`] has the rule; a test here holds the scopes against it.

use domain::id::{PersonId, WorkshopId};
use domain::kind::Feed;
use domain::policy::Role;
use std::fmt;
use std::str::FromStr;

/// Some feeds that a person gains and loses together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The catalogue and the person's own statements: whoever is in the organisation.
    Everyone,
    /// A workshop's batches and the person's own work there.
    Member(WorkshopId),
    /// A workshop's store and the work of its other members.
    Lead(WorkshopId),
    /// Everything that is not in [`Scope::Everyone`].
    Coordinator,
}

impl Scope {
    /// The scopes of `role`. No feed is in two of them.
    pub fn of(role: Role) -> Vec<Self> {
        match role {
            Role::Coordinator => vec![Self::Everyone, Self::Coordinator],
            Role::Lead(w) => vec![Self::Everyone, Self::Member(w), Self::Lead(w)],
            Role::Artisan(w) => vec![Self::Everyone, Self::Member(w)],
        }
    }

    /// Whether `feed` is in this scope of `person`.
    pub fn covers(self, person: PersonId, feed: Feed) -> bool {
        match self {
            Self::Everyone => feed == Feed::Org || feed == Feed::Private(person),
            Self::Member(w) => feed == Feed::Workshop(w) || feed == Feed::Work(w, person),
            Self::Lead(w) => match feed {
                Feed::Leads(of) => of == w,
                Feed::Work(of, p) => of == w && p != person,
                _ => false,
            },
            Self::Coordinator => !Self::Everyone.covers(person, feed),
        }
    }

    /// The feeds in it that can be named without looking at what exists.
    pub fn fixed(self, person: PersonId) -> Vec<Feed> {
        match self {
            Self::Everyone => vec![Feed::Org, Feed::Private(person)],
            Self::Member(w) => vec![Feed::Workshop(w), Feed::Work(w, person)],
            Self::Lead(w) => vec![Feed::Leads(w)],
            Self::Coordinator => vec![Feed::Office],
        }
    }
}

impl fmt::Display for Scope {
    /// `everyone`, `member:1`, `lead:1`, `coordinator`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("everyone"),
            Self::Member(w) => write!(f, "member:{}", w.0),
            Self::Lead(w) => write!(f, "lead:{}", w.0),
            Self::Coordinator => f.write_str("coordinator"),
        }
    }
}

/// A text that is not the name of a scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a scope")]
pub struct BadScope;

impl FromStr for Scope {
    type Err = BadScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let workshop = |n: &str| n.parse().map(WorkshopId).map_err(|_| BadScope);
        match text.split_once(':') {
            None if text == "everyone" => Ok(Self::Everyone),
            None if text == "coordinator" => Ok(Self::Coordinator),
            Some(("member", w)) => Ok(Self::Member(workshop(w)?)),
            Some(("lead", w)) => Ok(Self::Lead(workshop(w)?)),
            _ => Err(BadScope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::may_read;

    fn roles() -> Vec<Role> {
        let workshops = || (1..4).map(WorkshopId);
        let mut all = vec![Role::Coordinator];
        all.extend(workshops().map(Role::Lead));
        all.extend(workshops().map(Role::Artisan));
        all
    }

    fn feeds() -> Vec<Feed> {
        let mut all = vec![Feed::Org, Feed::Office];
        for w in (1..4).map(WorkshopId) {
            all.extend([Feed::Workshop(w), Feed::Leads(w)]);
            all.extend((1..5).map(|p| Feed::Work(w, PersonId(p))));
        }
        all.extend((1..5).map(|p| Feed::Private(PersonId(p))));
        all
    }

    #[test]
    fn the_scopes_of_a_role_say_what_the_policy_says_and_never_twice() {
        for role in roles() {
            for person in (1..5).map(PersonId) {
                for feed in feeds() {
                    let covering = Scope::of(role).into_iter().filter(|s| s.covers(person, feed)).count();
                    assert_eq!(covering, usize::from(may_read(person, role, feed)), "{role:?} {person:?} {feed}");
                }
            }
        }
    }

    #[test]
    fn what_a_scope_names_it_covers_and_its_name_reads_back() {
        for scope in roles().into_iter().flat_map(Scope::of) {
            assert!(scope.fixed(PersonId(2)).into_iter().all(|f| scope.covers(PersonId(2), f)));
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        assert_eq!("lead:x".parse::<Scope>(), Err(BadScope));
    }
}
