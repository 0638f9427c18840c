//! Whether a document that took changes can still be saved and loaded. Automerge reads and applies changes that it would not
//! write; what is wrong with them shows only when the document is saved as a whole, and then the whole does not load.

use crate::error::DocumentError;
use automerge::legacy::OpType;
use automerge::{Automerge, Change, ChangeHash, ChangeMetadata};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Checks the changes that `after` has and `before` has not.
pub(crate) fn check(before: &Automerge, after: &Automerge) -> Result<(), DocumentError> {
    let all = || {
        let (changes, heads) = (after.get_changes_meta(&[]), before.get_heads());
        let new = after.get_changes_meta(&heads);
        counters_go_up(&changes) && builds_on_its_own(&changes, &new) && comes_out_again(after, &heads, &new)
    };
    // Automerge panics when what builds on such a change comes out.
    match catch_unwind(AssertUnwindSafe(all)) {
        Ok(true) => Ok(()),
        _ => Err(DocumentError::Shape("not as automerge writes it")),
    }
}

/// Whether the changes come out of the document as they went in. The same can be written in several ways, and automerge
/// writes one of them: another would come out as the change of another hash.
fn comes_out_again(after: &Automerge, heads: &[ChangeHash], new: &[ChangeMetadata<'_>]) -> bool {
    let written: BTreeMap<_, _> = after.get_changes(heads).into_iter().map(|change| (change.hash(), change)).collect();
    new.iter().all(|change| written.get(&change.hash).is_some_and(|change| !marks(change)))
}

/// Whether a change marks a text. Nothing of ours is such a text; and automerge takes the end of a mark before its beginning, saves
/// it, and does not load it.
fn marks(change: &Change) -> bool {
    change.decode().operations.iter().any(|op| matches!(op.action, OpType::MarkBegin(..) | OpType::MarkEnd(..)))
}

/// Whether each change counts its operations on from those it builds on, and from those that its actor made before. One without
/// an operation counts, too: automerge saves up to where it says that it counts, and misses operations when it loads that.
fn counters_go_up(changes: &[ChangeMetadata<'_>]) -> bool {
    let last: BTreeMap<_, _> = changes.iter().map(|change| (change.hash, change.max_op)).collect();
    let before = |change: &ChangeMetadata<'_>| {
        change.start_op <= change.max_op
            && change.deps.iter().filter_map(|dep| last.get(dep)).all(|counter| *counter < change.start_op)
    };
    let mut by_actor: Vec<_> = changes.iter().map(|c| (c.actor.as_ref(), c.seq, c.start_op, c.max_op)).collect();
    by_actor.sort_unstable();
    let on = by_actor.windows(2).all(|pair| !matches!(pair, [a, b] if a.0 == b.0 && b.2 <= a.3));
    on && changes.iter().all(before)
}

/// Whether each new change builds, at once or through others, on the one that its actor made before. Automerge saves what an actor
/// did as one line, so that a whole in which it forks does not load.
fn builds_on_its_own(changes: &[ChangeMetadata<'_>], new: &[ChangeMetadata<'_>]) -> bool {
    let by_hash: BTreeMap<_, _> = changes.iter().map(|change| (change.hash, change)).collect();
    new.iter().filter(|change| change.seq > 1).all(|change| {
        let own = changes.iter().find(|it| it.actor == change.actor && it.seq + 1 == change.seq);
        own.is_some_and(|own| {
            let (mut to_look, mut seen) = (change.deps.to_vec(), BTreeSet::new());
            while let Some(hash) = to_look.pop() {
                if hash == own.hash {
                    return true;
                }
                // What counts to less than `own` came before it.
                let further = by_hash.get(&hash).filter(|it| it.max_op > own.max_op);
                if let Some(dep) = further.filter(|_| seen.insert(hash)) {
                    to_look.extend(dep.deps.iter().copied());
                }
            }
            false
        })
    })
}
