//! Which lots material that is there is of: what came first goes first.
//!
//! Nobody is asked which lot they took from. What has gone is taken from the oldest lot, and what comes back is of the lot
//! that was begun last; so whatever is left is what came last.

use crate::quantity::Tenths;

/// What is left of each lot, in the order given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// Of each lot.
    pub lots: Vec<Tenths>,
    /// Of no lot that is known. Below zero where more has gone than ever came: the books are wrong.
    pub other: Tenths,
}

/// Shares `balance`, all that is there, out over the lots that `came`, the oldest first. Nothing is lost: the lots and the rest
/// are together the balance.
pub fn left(came: &[Tenths], balance: Tenths) -> Left {
    let mut rest = balance;
    let mut lots: Vec<Tenths> = came
        .iter()
        .rev()
        .map(|lot| {
            let of_it = rest.min(*lot).max(Tenths(0));
            rest = rest - of_it;
            of_it
        })
        .collect();
    lots.reverse();
    Left { lots, other: rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_store_gives_the_oldest_wire_first() {
        let came = [Tenths(5_000), Tenths(2_000)];
        assert_eq!(left(&came, Tenths(7_000)).lots, came);
        assert_eq!(left(&came, Tenths(2_600)).lots, [Tenths(600), Tenths(2_000)]);
        assert_eq!(left(&came, Tenths(1_500)).lots, [Tenths(0), Tenths(1_500)]);
        assert_eq!(left(&came, Tenths(7_100)).other, Tenths(100));
        assert_eq!(left(&came, Tenths(-40)), Left { lots: vec![Tenths(0); 2], other: Tenths(-40) });
    }

    proptest! {
        /// The lots and the rest are the balance, whatever moved; no lot is below zero or above what came; and nothing is left of a
        /// lot while some of an older one is not gone.
        #[test]
        fn the_lots_are_the_balance(came in prop::collection::vec(1..9_000_i64, 0..12), balance in -9_000..60_000_i64) {
            let came: Vec<Tenths> = came.into_iter().map(Tenths).collect();
            let left = left(&came, Tenths(balance));
            prop_assert_eq!(left.lots.iter().copied().sum::<Tenths>() + left.other, Tenths(balance));
            prop_assert!(left.lots.iter().zip(&came).all(|(left, came)| Tenths(0) <= *left && left <= came));
            let begun = left.lots.iter().zip(&came).skip_while(|(left, _)| left.0 == 0).skip(1);
            prop_assert!(begun.into_iter().all(|(left, came)| left == came));
            prop_assert!(left.other <= Tenths(0) || left.lots == came);
        }
    }
}
