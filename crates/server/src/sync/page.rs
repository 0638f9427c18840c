//! One answer's worth of documents.

use domain::kind::DocId;
use protocol::{DocPull, limits};
use std::collections::BTreeMap;

/// What a document takes in an answer beside its chunks: its name.
const NAME: usize = 24;

/// What a run leaves out of a change, about.
const LEFT_OUT: usize = 56;

/// Documents up to a budget of bytes. Takes at least one, however large.
pub struct Page {
    budget: usize,
    /// Whether the phone reads runs.
    runs: bool,
    bytes: usize,
    places: BTreeMap<DocId, usize>,
    pull: Vec<DocPull>,
}

impl Page {
    /// An empty page for a phone that asks for at most `budget` bytes, and reads runs or does not.
    pub fn new(budget: u32, runs: bool) -> Self {
        let budget = budget.clamp(limits::LEAST_BUDGET, limits::MOST_BUDGET);
        let budget = usize::try_from(budget).unwrap_or(usize::MAX);
        Self { budget, runs, bytes: 0, places: BTreeMap::new(), pull: Vec::new() }
    }

    /// Adds chunks of a document after those it has; `false` when they no longer fit, and then the page is full.
    pub fn add(&mut self, id: DocId, chunks: Vec<Vec<u8>>) -> bool {
        let left_out = if self.runs { LEFT_OUT } else { 0 };
        let size = chunks.iter().map(|c| c.len().saturating_sub(left_out)).fold(NAME, usize::saturating_add);
        let place = self.places.get(&id).and_then(|at| self.pull.get_mut(*at));
        let beside = place.as_ref().map_or(0, |there| there.chunks.len());
        let fits = self.bytes.saturating_add(size) <= self.budget
            && self.places.len() < limits::DOCUMENTS
            && beside.saturating_add(chunks.len()) <= limits::CHANGES;
        if !fits && self.bytes > 0 {
            return false;
        }
        self.bytes = self.bytes.saturating_add(size);
        match place {
            Some(there) => there.chunks.extend(chunks),
            None => {
                self.places.insert(id, self.pull.len());
                self.pull.push(DocPull { doc: id.into(), chunks, run: None });
            }
        }
        true
    }

    /// The documents, changes packed as runs when the phone reads these.
    pub fn done(mut self) -> Vec<DocPull> {
        if self.runs {
            self.pull.iter_mut().for_each(as_run);
        }
        self.pull
    }
}

/// Packs the changes of a document, which come behind the whole of it, as a run.
fn as_run(pull: &mut DocPull) {
    let wholes = pull.chunks.iter().take_while(|chunk| documents::is_whole(chunk)).count();
    if let Some((_, changes)) = pull.chunks.split_at_checked(wholes)
        && !changes.is_empty()
        && let Some(run) = documents::pack_run(changes)
    {
        pull.run = Some(run);
        pull.chunks.truncate(wholes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::DocKey;
    use domain::kind::{Feed, Kind};

    #[test]
    fn what_fits_to_the_byte_fits_and_the_first_fits_always() {
        let id = |name| DocId::new(Feed::Org, Kind::Product, DocKey::named("product", name));
        let half = usize::try_from(limits::LEAST_BUDGET).unwrap() / 2 - NAME;
        let mut page = Page::new(0, false);
        assert!(page.add(id("a"), vec![vec![0; half]]) && page.add(id("b"), vec![vec![0; half]]));
        assert!(!page.add(id("b"), vec![]));
        let mut page = Page::new(0, false);
        assert!(page.add(id("a"), vec![vec![0; half]]) && !page.add(id("b"), vec![vec![0; half + 1]]));
        let mut page = Page::new(0, false);
        assert!(page.add(id("a"), vec![vec![0; limits::WHOLE]]) && !page.add(id("a"), vec![vec![0]]));
        assert_eq!(page.done().len(), 1);
    }
}
