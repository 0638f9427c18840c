//! What is late, at risk or waiting: of a lead's workshop, or of all for the office. The rules are [`domain::board`].

use crate::api::Nothing;
use crate::api::board::{BoardBatch, BoardCount, BoardPlace, BoardRows, BoardShare, BoardView, OfBoard};
use crate::app::App;
use crate::error::Result;
use crate::identity::Me;
use crate::use_cases::assignment::{self, Found};
use crate::use_cases::batch::{self, FoundBatch};
use crate::use_cases::{candidate, material, names, store};
use domain::RuleError;
use domain::board::{self, Hands, Load, Standing};
use domain::id::{DocKey, WorkshopId};
use domain::policy::Role;
use domain::quantity::{Minutes, Tenths};
use domain::time::{Day, Timestamp};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The places, as they are shown.
const PLACES: [BoardPlace; 5] =
    [BoardPlace::Late, BoardPlace::AtRisk, BoardPlace::Material, BoardPlace::Check, BoardPlace::Ready];

/// `board.counts`
pub fn counts(app: &Arc<App>, _: Nothing) -> Result<BoardView> {
    let now = app.now();
    app.read(|c, me| {
        let board = Board::of(c, me, now)?;
        let count = |what, standings: &mut dyn Iterator<Item = Standing>| {
            u32::try_from(standings.filter(|s| stands(*s, what)).count()).unwrap_or(u32::MAX)
        };
        let counts = PLACES.map(|what| BoardCount {
            what,
            batches: count(what, &mut board.batches.iter().map(|b| b.standing)),
            shares: count(what, &mut board.shares.iter().map(|s| s.standing)),
        });
        Ok(BoardView { counts: counts.into() })
    })
}

/// `board.rows`
pub fn rows(app: &Arc<App>, args: OfBoard) -> Result<BoardRows> {
    let now = app.now();
    app.read(|c, me| {
        let board = Board::of(c, me, now)?;
        let short = |minutes: u64| u32::try_from(minutes).unwrap_or(u32::MAX);
        let mut batches = Vec::new();
        for found in board.batches.into_iter().filter(|b| stands(b.standing, args.what)) {
            let (needed, left) = (short(found.load.needed), short(found.load.left));
            batches.push(BoardBatch { row: batch::row(c, &found.found)?, needed, left });
        }
        batches.sort_by(|a, b| (&a.row.due, &a.row.batch).cmp(&(&b.row.due, &b.row.batch)));
        let mut shares = Vec::new();
        for on in board.shares.into_iter().filter(|s| stands(s.standing, args.what)) {
            shares.push(BoardShare {
                batch: names::batch_name(on.found.workshop.0, on.found.batch.bytes()),
                workshop: names::workshop(c, on.found.workshop.0)?,
                needed: short(on.load.needed),
                left: short(on.load.left),
                row: on.found.row,
            });
        }
        shares.sort_by(|a, b| (&a.row.due, &a.row.assignment).cmp(&(&b.row.due, &b.row.assignment)));
        Ok(BoardRows { what: args.what, batches, shares })
    })
}

fn stands(standing: Standing, what: BoardPlace) -> bool {
    match what {
        BoardPlace::Late => standing.late,
        BoardPlace::AtRisk => standing.at_risk,
        BoardPlace::Material => standing.waiting_for_material,
        BoardPlace::Check => standing.waiting_for_check,
        BoardPlace::Ready => standing.ready,
    }
}

struct OnBoard<T> {
    found: T,
    load: Load,
    standing: Standing,
}

/// Everything that is open, with where it stands.
struct Board {
    batches: Vec<OnBoard<FoundBatch>>,
    shares: Vec<OnBoard<Found>>,
}

impl Board {
    fn of(c: &Connection, me: &Me, now: Timestamp) -> Result<Self> {
        if matches!(me.role, Role::Artisan(_)) {
            return Err(RuleError::NotAllowed.into());
        }
        let workshop = me.role.workshop();
        // All of a person's work takes their hours, that for another workshop as well.
        let mut all = assignment::find(c, "", [])?;
        let facts = Facts::of(c, workshop, now, &all)?;
        all.retain(|found| workshop.is_none_or(|here| here == found.workshop));
        let mut shares = facts.shares(all.clone());
        let mut by_batch: BTreeMap<(WorkshopId, DocKey), Vec<Standing>> = BTreeMap::new();
        for share in &shares {
            by_batch.entry((share.found.workshop, share.found.batch)).or_default().push(share.standing);
        }
        let batches = batch::with_shares(c, workshop, all)?;
        let open = batches.into_iter().filter(|found| found.completion.is_none() && !found.batch.cancelled);
        let batches = open
            .map(|found| {
                let of_it = by_batch.get(&(found.workshop, found.key)).map(Vec::as_slice).unwrap_or_default();
                facts.batch(c, found, of_it)
            })
            .collect::<Result<_>>()?;
        shares.retain(|share| share.standing != Standing::default());
        Ok(Self { batches, shares })
    }
}

/// What standings are worked out from.
struct Facts {
    today: Day,
    minutes: BTreeMap<String, u32>,
    bills: BTreeMap<String, Vec<(String, Tenths)>>,
    /// Whose hours a week, by workshop.
    hours: BTreeMap<WorkshopId, BTreeMap<u32, Option<u32>>>,
    /// What each person still has to make, by its day.
    work: BTreeMap<u32, Vec<(Day, u64)>>,
    /// What each person holds, by material.
    held: BTreeMap<u32, BTreeMap<String, Tenths>>,
}

impl Facts {
    fn of(c: &Connection, workshop: Option<WorkshopId>, now: Timestamp, all: &[Found]) -> Result<Self> {
        let mut facts = Self {
            today: now.day(),
            minutes: candidate::minutes_each(c)?,
            bills: BTreeMap::new(),
            hours: BTreeMap::new(),
            work: BTreeMap::new(),
            held: BTreeMap::new(),
        };
        let bill =
            "SELECT sku, material, each FROM product_material JOIN product USING (document) ORDER BY sku, material";
        for row in c.prepare_cached(bill)?.query_map([], |r| Ok((r.get(0)?, r.get(1)?, Tenths(r.get(2)?))))? {
            let (sku, material, each): (String, String, Tenths) = row?;
            facts.bills.entry(sku).or_default().push((material, each));
        }
        let members =
            "SELECT workshop, person, hours FROM member WHERE workshop IS NOT NULL AND (?1 IS NULL OR workshop = ?1)";
        let mut statement = c.prepare_cached(members)?;
        let members = statement.query_map([workshop.map(|w| w.0)], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        for row in members {
            let (workshop, person, hours): (u32, u32, Option<u32>) = row?;
            facts.hours.entry(WorkshopId(workshop)).or_default().insert(person, hours);
            let held = material::sums(c, person)?.into_iter().map(|(code, sums)| (code, sums.held())).collect();
            facts.held.insert(person, held);
        }
        for found in all {
            let piece = (due(&found.row.due), facts.needed(found));
            facts.work.entry(found.person.0).or_default().push(piece);
        }
        Ok(facts)
    }

    fn each(&self, sku: &str) -> Minutes {
        Minutes(self.minutes.get(sku).copied().unwrap_or(0))
    }

    fn needed(&self, found: &Found) -> u64 {
        board::minutes_needed(&found.progress, self.each(&found.row.product.sku))
    }

    fn holds(&self, person: u32, code: &str) -> Tenths {
        self.held.get(&person).and_then(|held| held.get(code)).copied().unwrap_or_default()
    }

    fn bill(&self, sku: &str) -> &[(String, Tenths)] {
        self.bills.get(sku).map(Vec::as_slice).unwrap_or_default()
    }

    fn shares(&self, found: Vec<Found>) -> Vec<OnBoard<Found>> {
        let share = |found: Found| {
            let (person, day) = (found.person.0, due(&found.row.due));
            let hours = self.hours.get(&found.workshop).and_then(|people| people.get(&person)).copied().flatten();
            let work = self.work.get(&person).map(Vec::as_slice).unwrap_or_default();
            let load = board::load(hours, self.today, work, day);
            let bill: Vec<_> = self
                .bill(&found.row.product.sku)
                .iter()
                .map(|(code, each)| (*each, self.holds(person, code)))
                .collect();
            let waits = board::share_waits_for_material(&found.progress, &bill);
            let standing = board::share(&found.progress, self.today, day, load, waits);
            OnBoard { found, load, standing }
        };
        found.into_iter().map(share).collect()
    }

    fn batch(&self, c: &Connection, found: FoundBatch, shares: &[Standing]) -> Result<OnBoard<FoundBatch>> {
        let none = BTreeMap::new();
        let members = self.hours.get(&found.workshop).unwrap_or(&none);
        let people: Vec<_> = members
            .iter()
            .map(|(person, hours_per_week)| {
                let work = self.work.get(person).map(Vec::as_slice).unwrap_or_default();
                Hands { hours_per_week: *hours_per_week, work }
            })
            .collect();
        let needed = u64::from(found.sums.unassigned().0) * u64::from(self.each(&found.batch.sku).0);
        let load = board::load_of_rest(needed, &people, self.today, found.batch.due);
        let mut bill = Vec::new();
        for (code, each) in self.bill(&found.batch.sku) {
            let in_hands: Tenths = members.keys().map(|person| self.holds(*person, code)).sum();
            bill.push((*each, store::sums(c, found.workshop, code)?.in_store() + in_hands));
        }
        let waits = board::batch_waits_for_material(&found.sums, &bill);
        let standing = board::batch(&found.sums, self.today, found.batch.due, load, shares, waits);
        Ok(OnBoard { found, load, standing })
    }
}

fn due(text: &str) -> Day {
    Day::parse(text).unwrap_or_default()
}
