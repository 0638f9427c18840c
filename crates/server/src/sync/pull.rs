//! What is new to a phone: whole documents of feeds that it gained, then the rows of the log that it may read.

use super::cursor::Cursor;
use super::page::Page;
use crate::authority::Scope;
use crate::host::Denied;
use crate::store::record::{
    Author, Device, DocHead, FeedRow, Grant, OrgId, Organisation, Person, Reach, RowHead, Seq, Span,
};
use crate::store::{Read, StoreError};
use documents::{Document, unpack_run};
use domain::id::Incarnation;
use domain::kind::Feed;
use domain::policy::may_read;
use protocol::{DocPull, DocPush, SyncRequest, capability, limits};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Rows and documents that are looked up at a time.
const STRIDE: usize = 500;

/// The second half of an answer.
#[derive(Debug, Default)]
pub struct News {
    /// Where the phone is now.
    pub cursor: Vec<u8>,
    /// Whether the page ended before the news did.
    pub more: bool,
    /// Feeds that came within reach on this page.
    pub gained: Vec<Feed>,
    /// Feeds that went out of reach on this page.
    pub lost: Vec<Feed>,
    /// The documents.
    pub pull: Vec<DocPull>,
}

/// Where the request's phone is.
pub fn place(tx: &dyn Read, device: &Device, request: &SyncRequest) -> Result<(Organisation, Cursor), Denied> {
    let org = tx.organisation(device.organisation)?;
    let cursor = match request.cursor.as_slice() {
        [] => Cursor::start(tx, &org, device.person)?,
        bytes => Cursor::read(tx, bytes, &org, device.person)?,
    };
    Ok((org, cursor))
}

/// Reads on from the request's cursor.
pub fn pull(tx: &dyn Read, device: &Device, request: &SyncRequest) -> Result<News, Denied> {
    let (org, before) = place(tx, device, request)?;
    let from = before.today(tx, &org)?;
    if from == before && from.at() == org.head && from.gaining().is_none() && !request.cursor.is_empty() {
        return Ok(News { cursor: request.cursor.clone(), ..News::default() });
    }
    let person = tx.person(org.id, device.person)?.ok_or(StoreError::Corrupt("person of a device"))?;
    let grants = tx.grants(org.id, person.number)?;
    let me = Author { device: device.id, incarnation: Incarnation(request.incarnation) };
    let mut page = Page::new(request.budget, request.capabilities & capability::RUNS != 0);
    let reader = Reader::new(tx, &org, &person, &grants, from.base, Sender { me, request, brought: OnceCell::new() })?;
    let (cursor, more) = reader.fill(from, &mut page)?;
    let passed = |at: Seq| from.at() < at && at <= cursor.at();
    Ok(News {
        cursor: cursor.bytes(),
        more,
        gained: reader.gained(passed)?,
        lost: reader.lost(&grants, from.at(), passed)?,
        pull: page.done(),
    })
}

/// A person's view of the log through one device.
struct Reader<'t> {
    tx: &'t dyn Read,
    org: OrgId,
    head: Seq,
    person: &'t Person,
    sender: Sender<'t>,
    /// What the person holds, and since when it counts.
    holds: Vec<(Scope, Seq)>,
    /// The feeds of the scopes that can be listed, and since when they count.
    feeds: Vec<(FeedRow, Seq)>,
}

impl<'t> Reader<'t> {
    fn new(
        tx: &'t dyn Read,
        org: &Organisation,
        person: &'t Person,
        grants: &[Grant],
        base: Seq,
        sender: Sender<'t>,
    ) -> Result<Self, StoreError> {
        let active = grants.iter().filter(|g| g.lost.is_none());
        let holds: Vec<_> = active.map(|g| (g.scope, g.granted.max(base))).collect();
        // Those that can be named are asked for together.
        let fixed = |scope: &Scope| matches!(scope, Scope::Everyone | Scope::Member(_));
        let named: BTreeMap<Feed, Seq> = (holds.iter().filter(|(scope, _)| fixed(scope)))
            .flat_map(|(scope, since)| scope.fixed(person.number).into_iter().map(|feed| (feed, *since)))
            .collect();
        let names: Vec<_> = named.keys().copied().collect();
        let there = tx.feeds_named(org.id, &names)?.into_iter();
        let mut feeds: Vec<_> = there.filter_map(|(row, feed)| Some((row, *named.get(&feed)?))).collect();
        for (scope, since) in holds.iter().filter(|(scope, _)| !fixed(scope)) {
            feeds.extend(listed(tx, org.id, person, *scope)?.into_iter().map(|(row, _)| (row, *since)));
        }
        Ok(Self { tx, org: org.id, head: org.head, person, sender, holds, feeds })
    }

    /// Fills the page; gives the new place and whether there is more.
    fn fill(&self, mut at: Cursor, page: &mut Page) -> Result<(Cursor, bool), StoreError> {
        loop {
            if let Some(first) = at.gaining() {
                at = match self.gain(at, first, page)? {
                    Reached::All => at.reached(at.at()),
                    Reached::Only(first) => return Ok((at.gaining_at(at.at(), first), true)),
                };
            }
            let next = self.holds.iter().map(|(_, since)| *since).filter(|since| *since > at.at()).min();
            let upto = next.map_or(self.head, |since| since - 1);
            if let Reached::Only(seq) = self.tail(at.at(), upto, page)? {
                return Ok((at.reached(seq), true));
            }
            match next {
                Some(since) => at = at.gaining_at(since, 0),
                None => return Ok((at.reached(self.head), false)),
            }
        }
    }

    /// Serves as wholes the documents of what was gained at `at`, from after the one that began at `first`.
    fn gain(&self, at: Cursor, mut first: Seq, page: &mut Page) -> Result<Reached, StoreError> {
        let gained: Vec<_> = self.feeds.iter().filter(|(_, since)| *since == at.at()).map(|(row, _)| *row).collect();
        let all = self.holds.contains(&(Scope::Coordinator, at.at()));
        let reach = if all { Reach::All } else { Reach::Feeds(&gained) };
        loop {
            let span = Span { after: first, upto: at.at() };
            let found = self.tx.documents(self.org, reach, span, STRIDE)?;
            for head in &found {
                if self.since(head.id.feed) == Some(at.at()) && !page.add(head.id, self.whole(head, at.at())?) {
                    return Ok(Reached::Only(first));
                }
                first = head.first;
            }
            if found.len() < STRIDE {
                return Ok(Reached::All);
            }
        }
    }

    /// Serves the rows after `after` up to `upto` in feeds that counted by then.
    fn tail(&self, after: Seq, upto: Seq, page: &mut Page) -> Result<Reached, StoreError> {
        let counted: Vec<_> = self.feeds.iter().filter(|(_, since)| *since <= after).map(|(row, _)| *row).collect();
        let all = self.holds.iter().any(|(scope, since)| *scope == Scope::Coordinator && *since <= after);
        let reach = if all { Reach::All } else { Reach::Feeds(&counted) };
        let mut span = Span { after, upto };
        while span.after < span.upto {
            let found = self.tx.rows(self.org, reach, span, STRIDE)?;
            for RowHead { seq, id, by } in &found {
                let changes = self.tx.row_changes(self.org, *seq)?;
                if !self.sender.has_brought(*by, &changes) && !page.add(*id, changes) {
                    return Ok(Reached::Only(span.after));
                }
                span.after = *seq;
            }
            if found.len() < STRIDE {
                break;
            }
        }
        Ok(Reached::All)
    }

    /// Since when the feed counts for this person.
    fn since(&self, feed: Feed) -> Option<Seq> {
        self.holds.iter().find(|(scope, _)| scope.covers(self.person.number, feed)).map(|(_, since)| *since)
    }

    /// A document as of the row `upto`: as its changes, which take the fewest bytes as a run; for who reads no runs as one
    /// chunk when that is smaller.
    fn whole(&self, head: &DocHead, upto: Seq) -> Result<Vec<Vec<u8>>, StoreError> {
        let changes = self.tx.changes(head.row, upto)?;
        let raw = changes.iter().map(Vec::len).sum::<usize>();
        if changes.len() < 2 || self.sender.reads_runs() && changes.len() <= limits::CHANGES {
            return Ok(changes);
        }
        match Document::from_chunks(head.id, changes.iter().map(Vec::as_slice)).map(|d| d.whole()) {
            Ok(whole) if whole.len() < raw || changes.len() > limits::CHANGES => Ok(vec![whole]),
            Ok(_) => Ok(changes),
            Err(error) => {
                // The phone will not read it either, shows it as such, and goes on with the others.
                tracing::error!(document = %head.id, %error, "a stored document does not read");
                Ok(changes)
            }
        }
    }

    fn gained(&self, passed: impl Fn(Seq) -> bool) -> Result<Vec<Feed>, StoreError> {
        let mut feeds = BTreeSet::new();
        for (scope, _) in self.holds.iter().filter(|(_, since)| passed(*since)) {
            feeds.extend(self.named(*scope)?);
        }
        Ok(feeds.into_iter().collect())
    }

    /// Feeds of scopes that the phone was served before and that ended on this page. A phone that begins anew may hold
    /// documents of any scope that its person ever held.
    fn lost(&self, grants: &[Grant], from: Seq, passed: impl Fn(Seq) -> bool) -> Result<Vec<Feed>, StoreError> {
        let mut feeds = BTreeSet::new();
        for grant in grants.iter().filter(|g| (from == 0 || g.granted <= from) && g.lost.is_some_and(&passed)) {
            feeds.extend(self.named(grant.scope)?);
        }
        let Person { number, role, .. } = *self.person;
        Ok(feeds.into_iter().filter(|feed| !may_read(number, role, *feed)).collect())
    }

    /// The feeds of a scope by name: those that any such scope has, and those of its sort that exist.
    fn named(&self, scope: Scope) -> Result<BTreeSet<Feed>, StoreError> {
        let mut feeds: BTreeSet<_> = scope.fixed(self.person.number).into_iter().collect();
        match scope {
            Scope::Coordinator => {
                let all = self.tx.feeds(self.org, None)?;
                feeds.extend(all.into_iter().map(|(_, f)| f).filter(|f| scope.covers(self.person.number, *f)));
            }
            _ => feeds.extend(listed(self.tx, self.org, self.person, scope)?.into_iter().map(|(_, f)| f)),
        }
        Ok(feeds)
    }
}

/// Who asks, and what they brought in the same request.
struct Sender<'t> {
    me: Author,
    request: &'t SyncRequest,
    brought: OnceCell<BTreeSet<Vec<u8>>>,
}

impl Sender<'_> {
    fn reads_runs(&self) -> bool {
        self.request.capabilities & capability::RUNS != 0
    }

    /// Whether the changes of a row need not be sent back. That it is the sender's own does not say so: a copy of the
    /// phone, or the phone before it was put back to one, may have written it in the same life.
    fn has_brought(&self, by: Author, changes: &[Vec<u8>]) -> bool {
        if by != self.me {
            return false;
        }
        let brought = self.brought.get_or_init(|| {
            let unpacked =
                |push: &DocPush| push.run.as_deref().and_then(|run| unpack_run(run).ok()).unwrap_or_default();
            let all = self.request.push.iter().flat_map(|push| push.changes.iter().cloned().chain(unpacked(push)));
            all.collect()
        });
        changes.iter().all(|change| brought.contains(change))
    }
}

/// How far a page came.
enum Reached {
    /// To the end.
    All,
    /// To this number, then it was full.
    Only(Seq),
}

/// The feeds of a scope that hold documents. Of [`Scope::Coordinator`] none: it reads the log as it is.
fn listed(tx: &dyn Read, org: OrgId, person: &Person, scope: Scope) -> Result<Vec<(FeedRow, Feed)>, StoreError> {
    match scope {
        Scope::Coordinator => Ok(Vec::new()),
        Scope::Lead(w) => {
            let mut feeds = tx.feeds(org, Some(w))?;
            feeds.retain(|(_, feed)| scope.covers(person.number, *feed));
            Ok(feeds)
        }
        Scope::Everyone | Scope::Member(_) => tx.feeds_named(org, &scope.fixed(person.number)),
    }
}
