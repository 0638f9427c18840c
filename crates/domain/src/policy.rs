//! Who may read which feed and who may write which kind in it. The server enforces this table; phones
//! ask it first, so that a person hears "no" at once and not after a week.

use crate::id::{PersonId, WorkshopId};
use crate::kind::{DocId, Feed, Kind};

/// What a person is in the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Works at the office and sees all workshops.
    Coordinator,
    /// Leads one workshop, and may also have work there.
    Lead(WorkshopId),
    /// Makes pieces in one workshop.
    Artisan(WorkshopId),
}

impl Role {
    /// The workshop of a lead or an artisan.
    pub fn workshop(self) -> Option<WorkshopId> {
        match self {
            Self::Coordinator => None,
            Self::Lead(w) | Self::Artisan(w) => Some(w),
        }
    }

    fn leads(self, workshop: WorkshopId) -> bool {
        self == Self::Lead(workshop)
    }
}

/// Whether `person` in `role` may read `feed`.
pub fn may_read(person: PersonId, role: Role, feed: Feed) -> bool {
    match feed {
        Feed::Org => true,
        Feed::Office => role == Role::Coordinator,
        Feed::Workshop(w) => role == Role::Coordinator || role.workshop() == Some(w),
        Feed::Leads(w) => role == Role::Coordinator || role.leads(w),
        Feed::Work(w, p) => role == Role::Coordinator || role.leads(w) || (p == person && role.workshop() == Some(w)),
        Feed::Private(p) => role == Role::Coordinator || p == person,
    }
}

/// Whether `person` in `role` may write the document `id`. Documents of the server are nobody's.
pub fn may_write(person: PersonId, role: Role, id: &DocId) -> bool {
    let coordinator = role == Role::Coordinator;
    match (id.kind, id.feed) {
        (Kind::Product | Kind::Material, Feed::Org) | (Kind::Order, Feed::Office) => coordinator,
        (Kind::Batch, Feed::Workshop(_)) => coordinator,
        (Kind::StoreLedger | Kind::Completion, Feed::Leads(w)) => role.leads(w),
        (Kind::Assignment | Kind::Check | Kind::Agreement | Kind::Moves, Feed::Work(w, _))
        | (Kind::Agreement, Feed::Leads(w)) => coordinator || role.leads(w),
        (Kind::Agreement, Feed::Office) => coordinator,
        (Kind::IssueLedger, Feed::Work(w, _)) => role.leads(w),
        (Kind::Work, Feed::Work(w, p)) => role.leads(w) || (p == person && role.workshop() == Some(w)),
        (Kind::HoldingLedger, Feed::Work(w, p)) => p == person && role.workshop() == Some(w),
        (Kind::Statement, Feed::Private(_)) => coordinator,
        _ => false,
    }
}

/// Whether a document of `kind` can live in `feed` at all, whoever writes it.
pub fn belongs(kind: Kind, feed: Feed) -> bool {
    matches!(
        (kind, feed),
        (Kind::Organisation | Kind::Product | Kind::Material, Feed::Org)
            | (Kind::Order | Kind::Agreement, Feed::Office)
            | (Kind::Workshop | Kind::Batch, Feed::Workshop(_))
            | (Kind::StoreLedger | Kind::Completion | Kind::Agreement, Feed::Leads(_))
            | (
                Kind::Agreement
                    | Kind::Assignment
                    | Kind::Work
                    | Kind::HoldingLedger
                    | Kind::Check
                    | Kind::IssueLedger
                    | Kind::Moves,
                Feed::Work(..)
            )
            | (Kind::Statement, Feed::Private(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DocKey;
    use proptest::prelude::*;

    const KIBERA: WorkshopId = WorkshopId(1);
    const RONGAI: WorkshopId = WorkshopId(2);
    const AMINA: (PersonId, Role) = (PersonId(2), Role::Lead(KIBERA));
    const BARAKA: (PersonId, Role) = (PersonId(3), Role::Artisan(KIBERA));
    const ESTHER: (PersonId, Role) = (PersonId(1), Role::Coordinator);

    fn doc(feed: Feed, kind: Kind) -> DocId {
        DocId::new(feed, kind, DocKey::ONLY)
    }

    #[test]
    fn an_artisan_writes_work_and_holdings_of_their_own_and_nothing_else() {
        let mine = Feed::Work(KIBERA, BARAKA.0);
        let allowed: Vec<Kind> =
            Kind::ALL.into_iter().filter(|k| may_write(BARAKA.0, BARAKA.1, &doc(mine, *k))).collect();
        assert_eq!(allowed, [Kind::Work, Kind::HoldingLedger]);
        assert!(!may_write(BARAKA.0, BARAKA.1, &doc(Feed::Workshop(KIBERA), Kind::Batch)));
        assert!(!may_write(BARAKA.0, BARAKA.1, &doc(Feed::Work(KIBERA, PersonId(4)), Kind::Work)));
        assert!(!may_write(BARAKA.0, BARAKA.1, &doc(Feed::Work(RONGAI, BARAKA.0), Kind::Work)));
    }

    #[test]
    fn a_lead_completes_batches_but_does_not_change_their_rate() {
        assert!(may_write(AMINA.0, AMINA.1, &doc(Feed::Leads(KIBERA), Kind::Completion)));
        assert!(!may_write(AMINA.0, AMINA.1, &doc(Feed::Workshop(KIBERA), Kind::Batch)));
        assert!(!may_write(AMINA.0, AMINA.1, &doc(Feed::Leads(RONGAI), Kind::Completion)));
        assert!(!may_write(AMINA.0, AMINA.1, &doc(Feed::Work(KIBERA, BARAKA.0), Kind::HoldingLedger)));
    }

    #[test]
    fn what_one_artisan_earns_is_kept_from_the_others() {
        for feed in [Feed::Work(KIBERA, BARAKA.0), Feed::Private(BARAKA.0)] {
            assert!(may_read(BARAKA.0, BARAKA.1, feed));
            assert!(!may_read(PersonId(4), Role::Artisan(KIBERA), feed));
            assert!(may_read(ESTHER.0, ESTHER.1, feed));
        }
        assert!(!may_read(AMINA.0, AMINA.1, Feed::Private(BARAKA.0)));
        assert!(!may_read(BARAKA.0, BARAKA.1, Feed::Leads(KIBERA)));
        assert!(!may_read(BARAKA.0, BARAKA.1, Feed::Office));
    }

    fn any_feed() -> impl Strategy<Value = Feed> {
        let (w, p) = (1..4_u32, 1..6_u32);
        prop_oneof![
            Just(Feed::Org),
            Just(Feed::Office),
            w.clone().prop_map(|w| Feed::Workshop(WorkshopId(w))),
            w.clone().prop_map(|w| Feed::Leads(WorkshopId(w))),
            (w, p.clone()).prop_map(|(w, p)| Feed::Work(WorkshopId(w), PersonId(p))),
            p.prop_map(|p| Feed::Private(PersonId(p))),
        ]
    }

    fn any_role() -> impl Strategy<Value = Role> {
        (1..4_u32).prop_flat_map(|w| {
            prop_oneof![Just(Role::Coordinator), Just(Role::Lead(WorkshopId(w))), Just(Role::Artisan(WorkshopId(w)))]
        })
    }

    proptest! {
        #[test]
        fn whoever_may_write_a_document_may_read_it(
            person in (1..6_u32).prop_map(PersonId), role in any_role(), feed in any_feed(), kind in prop::sample::select(&Kind::ALL[..]),
        ) {
            if may_write(person, role, &doc(feed, kind)) {
                prop_assert!(may_read(person, role, feed));
                prop_assert!(belongs(kind, feed));
            }
        }

        #[test]
        fn nobody_writes_the_servers_documents(
            person in (1..6_u32).prop_map(PersonId), role in any_role(), feed in any_feed(),
        ) {
            prop_assert!(!may_write(person, role, &doc(feed, Kind::Organisation)));
            prop_assert!(!may_write(person, role, &doc(feed, Kind::Workshop)));
        }
    }
}
