//! What the work of a workshop will still take of a material, against what its people and its store hold.
//!
//! Only material that can be moved counts: what one person holds too much of does not help another, so that what is missing
//! is worked out person by person, and what nobody has to give yet is said apart. What comes with an offer is often given before
//! it is accepted: it counts for what is offered to whoever has it.

use crate::assignment::{Progress, State};
use crate::quantity::{Pieces, Tenths};

impl Progress {
    /// Pieces handed in for the first time: those that came back and were handed in again are the same pieces.
    pub fn handed_in_once(&self) -> Pieces {
        self.work.handed_in - self.checks.rework
    }

    /// Pieces that still have to be handed in for the first time. None of work that nobody does.
    pub fn to_make(&self) -> Pieces {
        match self.state() {
            State::Declined | State::Withdrawn | State::Stopped | State::Done => Pieces(0),
            State::Offered | State::Accepted | State::InProgress | State::HandedIn | State::Rework => {
                self.own() - self.handed_in_once()
            }
        }
    }

    /// What this work will still take of a material of which a piece takes `each`: for the pieces that are not handed in yet,
    /// less what was used for them already. Mending takes nothing.
    pub fn still_takes(&self, each: Tenths, used: Tenths) -> Tenths {
        let for_handed_in = each.times(self.handed_in_once());
        let ahead = (used - for_handed_in).max(Tenths(0));
        (each.times(self.to_make()) - ahead).max(Tenths(0))
    }
}

/// One person's part in it, of one material.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hand {
    /// What the work that they accepted will still take.
    pub takes: Tenths,
    /// What the work that is offered to them will take.
    pub offered: Tenths,
    /// What they hold. Below zero where the books are wrong.
    pub has: Tenths,
    /// What the store gave and they have not confirmed.
    pub on_the_way: Tenths,
}

impl Hand {
    /// What they still have to be given.
    pub fn to_get(&self) -> Tenths {
        self.lacks(self.takes)
    }

    /// What they will have to be given on top of that if they accept what is offered. It is often given with the offer.
    pub fn to_get_for_offers(&self) -> Tenths {
        self.lacks(self.takes + self.offered) - self.to_get()
    }

    fn lacks(&self, of: Tenths) -> Tenths {
        (of - (self.has + self.on_the_way).max(Tenths(0))).max(Tenths(0))
    }
}

/// What a workshop's work will still take of one material.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forecast {
    /// For accepted work.
    pub takes: Tenths,
    /// In the hands of the people.
    pub in_hands: Tenths,
    /// Given to them, and not confirmed.
    pub on_the_way: Tenths,
    /// What people still have to be given for accepted work.
    pub to_give: Tenths,
    /// Of that, what the store does not have.
    pub missing: Tenths,
    /// For work that is offered or not given out yet.
    pub planned: Tenths,
    /// Of that, what people do not have yet to whom it is offered, and all that is not given out.
    pub planned_to_give: Tenths,
    /// Of that, what will be missing in the store when accepted work has got its own.
    pub planned_missing: Tenths,
}

impl Forecast {
    /// Of the people of a workshop, what its store has, and what work will take that is not given out.
    pub fn of(hands: impl IntoIterator<Item = Hand>, in_store: Tenths, not_given_out: Tenths) -> Self {
        let mut forecast = Self { planned: not_given_out, planned_to_give: not_given_out, ..Self::default() };
        for hand in hands {
            forecast.takes = forecast.takes + hand.takes;
            forecast.in_hands = forecast.in_hands + hand.has;
            forecast.on_the_way = forecast.on_the_way + hand.on_the_way;
            forecast.to_give = forecast.to_give + hand.to_get();
            forecast.planned = forecast.planned + hand.offered;
            forecast.planned_to_give = forecast.planned_to_give + hand.to_get_for_offers();
        }
        let there = in_store.max(Tenths(0));
        forecast.missing = (forecast.to_give - there).max(Tenths(0));
        let left = (there - forecast.to_give).max(Tenths(0));
        forecast.planned_missing = (forecast.planned_to_give - left).max(Tenths(0));
        forecast
    }

    /// Whether the store will not do: for accepted work, or for what is planned.
    pub fn is_low(&self) -> bool {
        self.missing > Tenths(0) || self.planned_missing > Tenths(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{CheckSums, WorkSums};
    use proptest::prelude::*;

    const EACH: Tenths = Tenths(64);

    fn work(assigned: u32, logged: u32, handed_in: u32, rework: u32) -> Progress {
        Progress {
            assigned: Pieces(assigned),
            moved: Pieces(0),
            stopped: false,
            withdrawn: false,
            accepted: Some(true),
            work: WorkSums { logged: Pieces(logged), handed_in: Pieces(handed_in), ..WorkSums::default() },
            checks: CheckSums { rework: Pieces(rework), ..CheckSums::default() },
            office_rejected: Pieces(0),
        }
    }

    #[test]
    fn twenty_hoops_take_wire_for_those_not_handed_in_less_what_was_used_for_them() {
        assert_eq!(work(20, 0, 0, 0).still_takes(EACH, Tenths(0)), Tenths(1_280));
        assert_eq!(work(20, 8, 8, 0).still_takes(EACH, Tenths(512)), Tenths(768));
        // Four more are made and the wire of them is written down: they take none again.
        assert_eq!(work(20, 12, 8, 0).still_takes(EACH, Tenths(768)), Tenths(512));
        // Nobody wrote down what the eight took: they are handed in all the same.
        assert_eq!(work(20, 8, 8, 0).still_takes(EACH, Tenths(0)), Tenths(768));
        // Two came back to be mended.
        assert_eq!(work(20, 20, 20, 2).still_takes(EACH, Tenths(1_280)), Tenths(128 - 128));
    }

    #[test]
    fn work_that_nobody_does_takes_nothing() {
        let declined = Progress { accepted: Some(false), ..work(20, 0, 0, 0) };
        let stopped = Progress { stopped: true, ..work(20, 5, 2, 0) };
        assert_eq!(declined.still_takes(EACH, Tenths(0)), Tenths(0));
        assert_eq!(stopped.still_takes(EACH, Tenths(0)), Tenths(0));
    }

    #[test]
    fn what_wanjiru_has_too_much_of_does_not_help_baraka() {
        let baraka = Hand { takes: Tenths(500), has: Tenths(80), on_the_way: Tenths(20), ..Hand::default() };
        let wanjiru = Hand { has: Tenths(900), ..Hand::default() };
        let forecast = Forecast::of([baraka, wanjiru], Tenths(250), Tenths(80));
        assert_eq!((forecast.takes, forecast.in_hands, forecast.on_the_way), (Tenths(500), Tenths(980), Tenths(20)));
        assert_eq!(
            (forecast.to_give, forecast.missing, forecast.planned_missing),
            (Tenths(400), Tenths(150), Tenths(80))
        );
        assert!(forecast.is_low());
        assert!(!Forecast::of([baraka], Tenths(480), Tenths(80)).is_low());
    }

    #[test]
    fn what_amina_got_with_an_offer_is_not_short_for_it() {
        let amina = Hand { offered: Tenths(5_000), on_the_way: Tenths(5_060), ..Hand::default() };
        let baraka = Hand { takes: Tenths(100), offered: Tenths(300), has: Tenths(180), ..Hand::default() };
        let forecast = Forecast::of([amina, baraka], Tenths(400), Tenths(250));
        assert_eq!((forecast.planned, forecast.planned_to_give), (Tenths(5_550), Tenths(470)));
        assert_eq!((forecast.to_give, forecast.planned_missing), (Tenths(0), Tenths(70)));
    }

    proptest! {
        /// Whatever is where: what is given and what is missing cover exactly what each person lacks, and it never looks better
        /// than if all of it lay in one heap.
        #[test]
        fn nothing_is_called_enough_that_is_not(
            hands in prop::collection::vec((0..9_000_i64, 0..4_000_i64, -500..9_000_i64, 0..2_000_i64), 0..12),
            in_store in -500..20_000_i64,
            not_given_out in 0..9_000_i64,
        ) {
            let hands = hands.into_iter().map(|(takes, offered, has, comes)| {
                Hand { takes: Tenths(takes), offered: Tenths(offered), has: Tenths(has), on_the_way: Tenths(comes) }
            });
            let hands: Vec<Hand> = hands.collect();
            let forecast = Forecast::of(hands.iter().copied(), Tenths(in_store), Tenths(not_given_out));
            let there = Tenths(in_store.max(0));
            let in_heap: Tenths = hands.iter().map(|hand| (hand.has + hand.on_the_way).max(Tenths(0))).sum::<Tenths>() + there;
            prop_assert!(forecast.missing >= forecast.takes - in_heap);
            prop_assert!(forecast.to_give <= forecast.takes);
            prop_assert_eq!(forecast.to_give, hands.iter().map(Hand::to_get).sum());
            prop_assert!(forecast.missing == Tenths(0) || forecast.planned_missing == forecast.planned_to_give);
            prop_assert!(forecast.missing + forecast.planned_missing >= forecast.takes + forecast.planned - in_heap);
            prop_assert!(forecast.planned_to_give <= forecast.planned);
            let given = forecast.to_give - forecast.missing;
            prop_assert!(given <= there);
            prop_assert!(forecast.planned_to_give - forecast.planned_missing <= there - given);
        }
    }
}
