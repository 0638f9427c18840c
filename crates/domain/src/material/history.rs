//! The books of material over random histories: two phones of Amina, who leads, and two of Baraka, all of them often offline.

use super::*;
use crate::agree::{self, Choice, Effects, Question};
use crate::count::{self, Counted, Counts};
use crate::entry::{AgreementEntry, Count};
use crate::id::{Actor, DocKey, EntryRef, PersonId};
use crate::lot;
use crate::time::Month;
use lots::Places;
use proptest::prelude::*;
use std::collections::BTreeMap;

mod lots;

const NOVEMBER: Month = Month(2026 * 12 + 10);
const BARAKA: PersonId = PersonId(3);
const WANJIRU: PersonId = PersonId(4);
/// Two of Amina's, then two of Baraka's.
const PHONES: usize = 4;

/// What phones write down of wire, each in a ledger of its own.
#[derive(Debug, Clone, PartialEq)]
enum Fact {
    Store(StoreEntry),
    Issue(IssueEntry),
    Holding(HoldingEntry),
    Agreed(AgreementEntry),
}

/// What one phone, or the server, has.
type Facts = BTreeMap<EntryRef, Fact>;

/// An issue with what was confirmed of it, and how much of it people have said where it is.
#[derive(Debug, Clone, Default, PartialEq)]
struct Given {
    issued: Tenths,
    lots: Vec<lot::Part>,
    confirmed: Vec<Tenths>,
    decided: Tenths,
}

impl Given {
    fn missing(&self) -> Option<Tenths> {
        agree::missing_of_issue(self.issued, &self.confirmed)
    }
}

/// What facts add up to.
#[derive(Debug, Clone, Default, PartialEq)]
struct Books {
    store: StoreSums,
    hand: HoldingSums,
    given: BTreeMap<EntryRef, Given>,
    effects: Effects,
    lots: Places,
    /// Of the store, and of the hand.
    last_count: [Option<count::CountId>; 2],
}

impl Books {
    fn of(facts: &Facts) -> Self {
        let mut out = Self::default();
        let mut counts: [Vec<Counted>; 2] = Default::default();
        let mut count = |place: usize, id: &EntryRef, found: Tenths, count: &Count| {
            let difference = found - count.books;
            counts[place].push(Counted { id: (NOVEMBER, *id), after: count.after, difference });
        };
        for (id, fact) in facts {
            match fact {
                Fact::Store(entry) => {
                    out.store.add_store(entry);
                    if let StoreMovement::Counted(said) = &entry.movement {
                        count(0, id, entry.quantity, said);
                    }
                }
                Fact::Issue(entry) => {
                    out.store.add_issue(entry);
                    match &entry.movement {
                        IssueMovement::Issued { lots, .. } => {
                            let given = out.given.entry(*id).or_default();
                            (given.issued, given.lots) = (entry.quantity, lots.clone());
                        }
                        IssueMovement::Counted(said) => count(1, id, entry.quantity, said),
                        IssueMovement::TakenBack { .. } => {}
                    }
                }
                Fact::Holding(entry) => match entry.movement {
                    HoldingMovement::Received { issue: Some((_, issue)) } => {
                        out.given.entry(issue).or_default().confirmed.push(entry.quantity);
                    }
                    _ => out.hand.add(entry),
                },
                Fact::Agreed(_) => {}
            }
        }
        // What two phones confirmed came once.
        out.hand.received = out.received();
        let decisions = agree::in_force(facts.iter().filter_map(|(id, fact)| match fact {
            Fact::Agreed(entry) => Some(((), (NOVEMBER, *id), entry)),
            _ => None,
        }));
        for decision in &decisions {
            if let Some(given) = decision.entry.and_then(|issue| out.given.get_mut(&issue)) {
                given.decided = Tenths(decision.difference);
            }
        }
        out.lots = Places::of(facts, &out.given, &decisions);
        out.effects = Effects::of(decisions);
        (out.store.agreed, out.hand.agreed) = (out.effects.stayed, out.effects.arrived);
        let of_place = |place: usize| Counts::of(&counts[place], &[]);
        (out.store.counted, out.hand.counted) = (of_place(0).difference, of_place(1).difference);
        out.last_count = [of_place(0).last(), of_place(1).last()];
        out.lots.store.moved(out.store.counted - out.store.scrapped);
        out.lots.hand.moved(out.hand.counted - out.hand.used - out.hand.scrapped);
        out
    }

    fn received(&self) -> Tenths {
        self.given.values().filter_map(|given| given.confirmed.iter().min()).copied().sum()
    }

    /// Given out, and nobody has said that it came.
    fn in_transit(&self) -> Tenths {
        self.given.values().filter(|given| given.confirmed.is_empty()).map(|given| given.issued).sum()
    }

    /// Said not to have come, and nobody has said where it is. Below zero where more was said of than is missing.
    fn open(&self) -> Tenths {
        self.given.values().map(|given| given.missing().unwrap_or_default() - given.decided).sum()
    }
}

#[derive(Debug, Clone)]
enum What {
    /// A lot comes into the store.
    Lot,
    Spoilt,
    Give,
    TakeBack,
    CountStore,
    CountHand,
    /// Amina says where what is missing is.
    Decide(Choice),
    /// Baraka confirms what came, all of it or less.
    Confirm,
    Use,
    Return,
    Scrap,
    Sync,
}

/// Who does something, with how much, and with which of several.
type Step = (usize, What, i64, prop::sample::Index);

fn step() -> impl Strategy<Value = Step> {
    let lead = prop_oneof![
        3 => Just(What::Lot),
        1 => Just(What::Spoilt),
        5 => Just(What::Give),
        1 => Just(What::TakeBack),
        1 => Just(What::CountStore),
        1 => Just(What::CountHand),
        4 => prop::sample::select(vec![Choice::Stayed, Choice::Lost, Choice::Arrived]).prop_map(What::Decide),
        5 => Just(What::Sync),
    ];
    let artisan = prop_oneof![
        4 => Just(What::Confirm),
        2 => Just(What::Use),
        1 => Just(What::Return),
        1 => Just(What::Scrap),
        4 => Just(What::Sync),
    ];
    let who = prop_oneof![(0..2_usize, lead), (2..PHONES, artisan)];
    (who, 1..900_i64, any::<prop::sample::Index>()).prop_map(|((phone, what), much, which)| (phone, what, much, which))
}

/// What a phone that sees `now` writes at a step, by the rules that it asks before; nothing when they say no.
fn written(now: &Books, (_, what, much, which): &Step) -> Option<Fact> {
    let quantity = Tenths(*much);
    let material = "BRASS-WIRE".to_owned();
    let store = |material, quantity, movement| Fact::Store(StoreEntry { material, quantity, movement });
    let issue = |material, quantity, movement| Fact::Issue(IssueEntry { material, quantity, movement });
    let holding = |material, quantity, movement| Fact::Holding(HoldingEntry { material, quantity, movement });
    let counted = |books: Tenths, after| {
        let found = (books + Tenths(*much % 120 - 60)).max(Tenths(0));
        let said = Count { books, reason: "counted".into(), after };
        count::count(found, &said).ok().map(|()| (found, said))
    };
    match what {
        What::Lot => Some(store(material, Tenths(much * 3), StoreMovement::Received { lot: lots::name(*much) })),
        What::Spoilt => now.store.take(quantity).ok().map(|()| store(material, quantity, StoreMovement::Scrapped)),
        What::Give => {
            let movement = IssueMovement::Issued { assignment: None, lots: now.lots.store.say(quantity) };
            now.store.take(quantity).ok().map(|()| issue(material, quantity, movement))
        }
        What::TakeBack => {
            let there = quantity <= now.store.issued - now.store.taken_back;
            let lots = lot::brought(&now.lots.returning, &now.lots.hand, quantity);
            there.then(|| issue(material, quantity, IssueMovement::TakenBack { lots }))
        }
        What::CountStore => counted(now.store.in_store(), now.last_count[0])
            .map(|(found, said)| store(material, found, StoreMovement::Counted(said))),
        What::CountHand => counted(now.hand.held(), now.last_count[1])
            .map(|(found, said)| issue(material, found, IssueMovement::Counted(said))),
        What::Decide(choice) => {
            let open: Vec<_> = now.given.iter().filter_map(|(id, of)| Some((id, of, of.missing()?))).collect();
            let (id, given, missing) = if open.is_empty() { return None } else { open[which.index(open.len())] };
            let mut numbers = vec![given.issued.0];
            numbers.extend(given.confirmed.iter().map(|count| count.0));
            Some(Fact::Agreed(AgreementEntry {
                matter: agree::matter(Question::Receipt, &id.to_string(), &numbers),
                question: Question::Receipt,
                choice: *choice,
                difference: missing.0,
                about: material,
                subject: Some(DocKey::month(NOVEMBER)),
                entry: Some(*id),
                seen: 0,
            }))
        }
        What::Confirm => {
            let waits: Vec<_> = now.given.iter().filter(|(_, given)| given.confirmed.is_empty()).collect();
            let (id, given) = if waits.is_empty() { return None } else { waits[which.index(waits.len())] };
            // Two times out of three all of it.
            let less = if much % 3 == 0 { Tenths(much % 50).min(given.issued) } else { Tenths(0) };
            Some(holding(material, given.issued - less, HoldingMovement::Received { issue: Some((NOVEMBER, *id)) }))
        }
        What::Use | What::Return | What::Scrap => {
            let movement = match what {
                What::Use => HoldingMovement::Used { assignment: None },
                What::Return => HoldingMovement::Returned { lots: now.lots.hand.say(quantity) },
                _ => HoldingMovement::Scrapped,
            };
            now.hand.take(quantity).ok().map(|()| holding(material, quantity, movement))
        }
        What::Sync => None,
    }
}

/// What holds on every phone at every moment, whatever it has heard of.
fn add_up(now: &Books) -> Result<(), TestCaseError> {
    let Books { store, hand, effects, .. } = now;
    // Issued is received, in transit, or missing: open, or people have said where it is.
    let said = effects.stayed + effects.lost + effects.arrived;
    prop_assert_eq!(store.issued, now.received() + now.in_transit() + now.open() + said);
    // Whatever came in or was found is somewhere.
    let gone = store.scrapped + hand.scrapped + hand.used + effects.lost;
    let between = now.in_transit() + now.open() + (hand.returned - store.taken_back);
    prop_assert_eq!(store.received + store.counted + hand.counted, store.in_store() + hand.held() + between + gone);
    lots::add_up(now)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_material_is_lost_or_doubled_and_what_is_below_nothing_shows(steps in prop::collection::vec(step(), 0..80)) {
        let mut server = Facts::new();
        let mut phones = vec![Facts::new(); PHONES];
        for step in &steps {
            let (phone, what, ..) = step;
            let facts = &mut phones[*phone];
            let before = Books::of(facts);
            if let Some(fact) = written(&before, step) {
                let counter = facts.keys().next_back().map_or(0, |id| id.counter) + 1;
                facts.insert(EntryRef { counter, actor: Actor([u8::try_from(*phone).unwrap() + 1; 16]) }, fact);
                // Nothing that a phone allows takes what it knows of below nothing.
                let after = Books::of(facts);
                // But a lesser count of another phone, or another word about what is missing, takes back what others went on from.
                if !matches!(what, What::Decide(_)) {
                    prop_assert!(after.store.in_store() >= before.store.in_store().min(Tenths(0)), "{:?}", what);
                }
                if !matches!(what, What::Confirm | What::Decide(_)) {
                    // Nor does it give more out of a lot than it knows to be there.
                    prop_assert!(after.lots.over() <= before.lots.over(), "{:?}", what);
                    prop_assert!(after.hand.held() >= before.hand.held().min(Tenths(0)), "{:?}", what);
                }
            } else if matches!(what, What::Sync) {
                server.extend(facts.clone());
                *facts = server.clone();
            }
            add_up(&Books::of(&phones[*phone]))?;
            add_up(&Books::of(&server))?;
        }
        phones.iter().for_each(|facts| server.extend(facts.clone()));
        add_up(&Books::of(&server))?;
    }
}

#[test]
fn a_later_word_about_an_issue_takes_the_place_of_an_earlier_one_though_its_numbers_are_others() {
    let issue = EntryRef { counter: 4, actor: Actor([1; 16]) };
    let decided = |count: i64, choice| AgreementEntry {
        matter: agree::matter(Question::Receipt, "wire", &[1_900, count]),
        question: Question::Receipt,
        choice,
        difference: 1_900 - count,
        about: "BRASS-WIRE".to_owned(),
        subject: Some(DocKey::month(NOVEMBER)),
        entry: Some(issue),
        seen: 0,
    };
    let id = |counter| (NOVEMBER, EntryRef { counter, actor: Actor([2; 16]) });
    // One of Baraka's phones says that 180 grams came, and Amina finds the ten in the store. His other phone had said 170.
    let (first, second) = (decided(1_800, Choice::Stayed), decided(1_700, Choice::Lost));
    let effects = Effects::of(agree::in_force([(BARAKA, id(12), &second), (BARAKA, id(9), &first)]));
    assert_eq!((effects.stayed, effects.lost), (Tenths(0), Tenths(200)));
    // A decision of an app that did not name the issue yet counts for itself.
    let unnamed = AgreementEntry { entry: None, subject: None, ..first.clone() };
    let effects = Effects::of(agree::in_force([(BARAKA, id(9), &unnamed), (BARAKA, id(12), &second)]));
    assert_eq!((effects.stayed, effects.lost), (Tenths(100), Tenths(200)));
    // What Amina's phone gave Wanjiru first that month has the same identity in her ledger, and is another issue.
    let effects = Effects::of(agree::in_force([(BARAKA, id(9), &first), (WANJIRU, id(12), &second)]));
    assert_eq!((effects.stayed, effects.lost), (Tenths(100), Tenths(200)));
}
