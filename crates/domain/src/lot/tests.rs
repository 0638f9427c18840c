use super::*;
use proptest::prelude::*;

fn part(lot: &str, quantity: i64) -> Part {
    Part { lot: lot.to_owned(), quantity: Tenths(quantity) }
}

/// Lots that are there, or that too much went of.
fn shown(lots: &Lots) -> Vec<(String, i64, i64)> {
    let all = lots.left().into_iter().map(|left| (left.lot, left.left.0, left.over.0));
    all.filter(|(_, left, over)| (*left, *over) != (0, 0)).collect()
}

fn wire() -> Lots {
    let mut store = Lots::default();
    store.came("L-1", Tenths(5_000));
    store.came("L-2", Tenths(2_000));
    store
}

#[test]
fn the_store_gives_the_oldest_wire_first() {
    let mut store = wire();
    let given = store.say(Tenths(5_600));
    assert_eq!(given, [part("L-1", 5_000), part("L-2", 600)]);
    store.gone(&given, Tenths(5_600));
    assert_eq!(shown(&store), [("L-2".into(), 1_400, 0)]);
    // Spoilt in the store: nobody says of which lot.
    store.moved(Tenths(-400));
    assert_eq!(shown(&store), [("L-2".into(), 1_000, 0)]);
    // A count finds more than there was.
    store.moved(Tenths(500));
    assert_eq!(shown(&store), [("L-2".into(), 1_400, 0), (String::new(), 100, 0)]);
}

#[test]
fn what_comes_back_is_of_its_lot_though_a_later_one_was_begun() {
    let mut store = wire();
    store.gone(&store.say(Tenths(6_000)), Tenths(6_000));
    store.back(&[part("L-1", 300)], Tenths(300));
    assert_eq!(shown(&store), [("L-1".into(), 300, 0), ("L-2".into(), 1_000, 0)]);
    assert_eq!(store.say(Tenths(400)), [part("L-1", 300), part("L-2", 100)]);
}

#[test]
fn of_a_lot_that_two_phones_gave_out_what_is_too_much_shows_and_is_of_what_came_next() {
    let mut store = wire();
    for _ in 0..2 {
        store.gone(&[part("L-1", 3_000)], Tenths(3_000));
    }
    assert_eq!(shown(&store), [("L-1".into(), 0, 1_000), ("L-2".into(), 1_000, 0)]);
}

#[test]
fn where_no_lot_has_a_number_nothing_is_said_and_books_below_nothing_show() {
    let mut hand = Lots::default();
    hand.came("", Tenths(100));
    assert!(hand.say(Tenths(80)).is_empty());
    hand.moved(Tenths(-140));
    assert_eq!(shown(&hand), [(String::new(), -40, 0)]);
    assert_eq!(hand.take(Tenths(10)), [part("", 10)]);
}

#[test]
fn what_did_not_come_of_an_issue_is_of_its_last_lots() {
    let issued = [part("L-1", 1_500), part("L-2", 400)];
    let (came, missing) = split(&issued, Tenths(1_800));
    assert_eq!((came, missing), (vec![part("L-1", 1_500), part("L-2", 300)], vec![part("L-2", 100)]));
    // An issue of an older app says no lots.
    assert_eq!(split(&[], Tenths(70)), (vec![part("", 70)], vec![]));
}

#[test]
fn an_entry_says_no_more_parts_than_it_may() {
    let mut store = Lots::default();
    (0..40).for_each(|lot| store.came(&format!("L-{lot}"), Tenths(10)));
    let parts = store.say(Tenths(400));
    assert_eq!((parts.len(), parts.last()), (MOST_PARTS, Some(&part("", 250))));
}

#[derive(Debug, Clone)]
enum Step {
    Came(u8),
    /// Goes by what the phone works out.
    Gone,
    /// Goes by what another phone had worked out.
    GoneOf(u8),
    Back(u8),
    Moved(i64),
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
    let lot = 0..4_u8;
    let step = prop_oneof![
        lot.clone().prop_map(Step::Came),
        Just(Step::Gone),
        lot.clone().prop_map(Step::GoneOf),
        lot.prop_map(Step::Back),
        (-300..300_i64).prop_map(Step::Moved),
    ];
    prop::collection::vec((step, 1..900_i64), 0..40)
}

proptest! {
    /// Whatever moved: the lots are all that is there, none is below nothing but where the books are, what is too much of one
    /// shows, and what goes by what this phone works out is too much of none.
    #[test]
    fn the_lots_are_the_balance(steps in steps()) {
        let name = |lot: u8| if lot == 0 { String::new() } else { format!("L-{lot}") };
        let (mut lots, mut balance) = (Lots::default(), Tenths(0));
        for (step, quantity) in steps {
            let quantity = Tenths(quantity);
            // Nobody gives what they know is not there.
            if matches!(step, Step::Gone) && quantity > balance {
                continue;
            }
            let before: Tenths = lots.left().iter().map(|left| left.over).sum();
            match &step {
                Step::Came(lot) => lots.came(&name(*lot), quantity),
                Step::Gone => {
                    let said = lots.say(quantity);
                    prop_assert!(said.is_empty() || said.iter().map(|part| part.quantity).sum::<Tenths>() == quantity);
                    lots.gone(&said, quantity);
                }
                Step::GoneOf(lot) => lots.gone(&[part(&name(*lot), quantity.0)], quantity),
                Step::Back(lot) => lots.back(&[part(&name(*lot), quantity.0)], quantity),
                Step::Moved(by) => lots.moved(Tenths(*by)),
            }
            balance = balance + match step {
                Step::Came(_) | Step::Back(_) => quantity,
                Step::Gone | Step::GoneOf(_) => Tenths(0) - quantity,
                Step::Moved(by) => Tenths(by),
            };
            let left = lots.left();
            prop_assert_eq!(left.iter().map(|left| left.left).sum::<Tenths>(), balance);
            prop_assert!(left.iter().all(|of| of.left >= Tenths(0) || (of.lot.is_empty() && balance < Tenths(0))));
            let over: Tenths = left.iter().map(|left| left.over).sum();
            prop_assert!(matches!(step, Step::GoneOf(_)) || over <= before);
            // The oldest goes first: while some of a lot is there, nothing that said no lot was taken from a later one.
            let named = |part: &Part| left.iter().any(|left| left.lot == part.lot && left.left >= part.quantity);
            prop_assert!(balance < Tenths(1) || lots.take(balance).iter().all(named));
        }
    }
}
