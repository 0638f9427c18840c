//! Assignments as rows with their numbers: what every list and screen of work is made of.

use crate::api::ProductRef;
use crate::api::work::{AssignmentOrigin, AssignmentRow, AssignmentState};
use crate::api::workshop::{BatchView, Move, Withdraw};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::store::Session;
use crate::use_cases::{agreed, batch, names};
use documents::{assignment as terms, entries};
use domain::RuleError;
use domain::agree::{Choice, Question};
use domain::assignment::{CheckSums, Progress, State, WorkSums};
use domain::catalogue::{self, Moving, Origin};
use domain::entry::MoveEntry;
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Minutes, Pieces};
use domain::time::Day;
use rusqlite::{Connection, Params, Row};
use std::sync::Arc;

/// An assignment as it is in the projections.
#[derive(Debug, Clone)]
pub struct Found {
    pub workshop: WorkshopId,
    pub person: PersonId,
    pub key: DocKey,
    pub batch: DocKey,
    pub progress: Progress,
    pub row: AssignmentRow,
    /// Until when its pieces count as handed in on time.
    pub in_time_until: Day,
    /// The day that it was offered for, where its batch has another one since.
    pub first_due: Option<Day>,
    pub note: String,
    pub decline_reason: String,
}

impl Found {
    /// Its document of `kind`.
    pub fn id(&self, kind: Kind) -> DocId {
        DocId::new(Feed::Work(self.workshop, self.person), kind, self.key)
    }
}

/// What people agreed on afterwards about the pieces handed in: those that are there but were not written down, less those
/// that were counted twice.
fn agreed_on() -> String {
    format!(
        "(SELECT coalesce(sum(CASE WHEN {} THEN g.difference WHEN {} THEN -g.difference ELSE 0 END), 0)
          FROM agreed g WHERE g.subject = a.key AND g.person = a.person)",
        agreed::is("g", Question::Checked, Choice::Real),
        agreed::is("g", Question::HandedIn, Choice::Twice)
    )
}

/// That a row of `moved`, which the statement calls `row`, went to nobody.
pub fn ended(row: &str) -> String {
    format!("{row}.how = {}", Moving::Ended.number())
}

const SELECT: &str = "
  SELECT a.workshop, a.person, a.key, a.batch, a.sku, a.rate, a.pieces, a.due, a.note, a.withdrawn,
         w.accepted, coalesce(w.logged, 0), coalesce(w.minutes, 0), coalesce(w.scrap, 0),
         max(0, coalesce(w.handed_in, 0) + {AGREED}),
         coalesce(c.accepted, 0), coalesce(c.rework, 0), coalesce(c.rejected, 0),
         coalesce(p.name_en, a.sku), coalesce(p.name_sw, a.sku), coalesce(w.reason, ''),
         coalesce((SELECT name FROM known_person k WHERE k.person = a.person), ''),
         coalesce((SELECT sum(once) FROM (SELECT min(m.pieces) AS once FROM moved m
           WHERE m.key = a.key AND m.person = a.person AND m.workshop = a.workshop GROUP BY m.target)), 0),
         coalesce((SELECT b.cancelled FROM batch b WHERE b.key = a.batch AND b.workshop = a.workshop), 0),
         a.origin_how, coalesce((SELECT name FROM known_person k WHERE k.person = a.origin_person), ''),
         coalesce((SELECT sum(o.rejected) FROM office_checked o
           WHERE o.key = a.key AND o.person = a.person AND o.workshop = a.workshop), 0),
         (SELECT b.due FROM batch b WHERE b.key = a.batch AND b.workshop = a.workshop),
         (SELECT max(m.at) FROM moved m WHERE m.key = a.key AND m.person = a.person AND m.workshop = a.workshop AND {ENDED})
  FROM assignment a
  LEFT JOIN work w ON w.key = a.key AND w.person = a.person AND w.workshop = a.workshop
  LEFT JOIN checked c ON c.key = a.key AND c.person = a.person AND c.workshop = a.workshop
  LEFT JOIN product p ON p.sku = a.sku ";

/// Assignments that match `filter`, a WHERE clause over `a`.
pub fn find(c: &Connection, filter: &str, values: impl Params) -> Result<Vec<Found>> {
    let select = SELECT.replace("{AGREED}", &agreed_on()).replace("{ENDED}", &ended("m"));
    let mut statement = c.prepare_cached(&format!("{select} {filter}"))?;
    let rows = statement.query_map(values, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one assignment of that name.
pub fn named(c: &Connection, name: &str) -> Result<Found> {
    let id = names::assignment(name)?;
    let Feed::Work(workshop, person) = id.feed else { return Err(ClientError::NotFound("assignment")) };
    let filter = "WHERE a.workshop = ?1 AND a.person = ?2 AND a.key = ?3";
    let found = find(c, filter, rusqlite::params![workshop.0, person.0, id.key.bytes().as_slice()])?;
    found.into_iter().next().ok_or(ClientError::NotFound("assignment"))
}

fn read(r: &Row<'_>) -> rusqlite::Result<Found> {
    let (workshop, person): (u32, u32) = (r.get(0)?, r.get(1)?);
    let (key, batch): (Vec<u8>, Vec<u8>) = (r.get(2)?, r.get(3)?);
    let sku: String = r.get(4)?;
    let (own, of_batch): (String, Option<String>) = (r.get(7)?, r.get(27)?);
    let own = Day::parse(&own).unwrap_or_default();
    let of_batch = of_batch.and_then(|day| Day::parse(&day));
    let pieces = |at: usize| -> rusqlite::Result<Pieces> { Ok(Pieces(r.get(at)?)) };
    let progress = Progress {
        assigned: pieces(6)?,
        moved: pieces(22)?,
        stopped: r.get(23)?,
        withdrawn: r.get(9)?,
        accepted: r.get(10)?,
        work: WorkSums {
            logged: pieces(11)?,
            minutes: Minutes(r.get(12)?),
            scrap: pieces(13)?,
            handed_in: pieces(14)?,
        },
        checks: CheckSums { accepted: pieces(15)?, rework: pieces(16)?, rejected: pieces(17)? },
        office_rejected: pieces(26)?,
    };
    let row = AssignmentRow {
        assignment: names::assignment_name(workshop, person, &key),
        product: ProductRef { sku, name_en: r.get(18)?, name_sw: r.get(19)? },
        person,
        name: r.get(21)?,
        state: state(progress.state()),
        due: catalogue::due(own, of_batch).to_string(),
        rate: r.get(5)?,
        pieces: match progress.state() {
            // What was never theirs to make is shown as it was offered.
            State::Declined | State::Withdrawn => progress.assigned.0,
            _ => progress.own().0,
        },
        logged: progress.work.logged.0,
        minutes: progress.work.minutes.0,
        scrap: progress.work.scrap.0,
        handed_in: progress.work.handed_in.0,
        waiting: progress.waiting().0,
        // What the office rejected afterwards is neither good nor earned; the artisan's part is done all the same.
        accepted: progress.good().0,
        rework: progress.checks.rework.0,
        rejected: (progress.checks.rejected + progress.office_rejected).0,
        open: progress.open().0,
        to_rework: progress.to_rework().0,
        movable: progress.movable().0,
        ended: r.get(28)?,
        origin: origin(r.get(24)?),
        origin_name: r.get(25)?,
    };
    Ok(Found {
        workshop: WorkshopId(workshop),
        person: PersonId(person),
        key: DocKey::from_slice(&key).unwrap_or(DocKey::ONLY),
        batch: DocKey::from_slice(&batch).unwrap_or(DocKey::ONLY),
        progress,
        row,
        in_time_until: catalogue::in_time_until(own, of_batch),
        first_due: Some(own).filter(|own| catalogue::due(*own, of_batch) != *own),
        note: r.get(8)?,
        decline_reason: r.get(20)?,
    })
}

fn origin(how: i64) -> AssignmentOrigin {
    match Moving::from_number(how) {
        Some(Moving::Instead) => AssignmentOrigin::Instead,
        Some(Moving::Help) => AssignmentOrigin::Help,
        Some(Moving::Ended) | None => AssignmentOrigin::Split,
    }
}

fn state(state: State) -> AssignmentState {
    match state {
        State::Offered => AssignmentState::Offered,
        State::Declined => AssignmentState::Declined,
        State::Withdrawn => AssignmentState::Withdrawn,
        State::Stopped => AssignmentState::Stopped,
        State::Accepted => AssignmentState::Accepted,
        State::InProgress => AssignmentState::InProgress,
        State::HandedIn => AssignmentState::HandedIn,
        State::Rework => AssignmentState::Rework,
        State::Done => AssignmentState::Done,
    }
}

/// `assignment.withdraw`
pub fn withdraw(app: &Arc<App>, args: Withdraw) -> Result<BatchView> {
    let name = app.command(|session: &Session<'_>| {
        let found = named(session.tx, &args.assignment)?;
        match found.progress.state() {
            State::Offered | State::Accepted => {}
            _ => return Err(RuleError::Closed.into()),
        }
        session.edit(found.id(Kind::Assignment), terms::withdraw)?;
        Ok(names::batch_name(found.workshop.0, found.batch.bytes()))
    })?;
    batch::view(app, &name)
}

/// `assignment.move`: pieces that are not begun become an assignment of somebody else; what was made stays where it is.
pub fn move_on(app: &Arc<App>, args: Move) -> Result<BatchView> {
    let name = app.command(|session: &Session<'_>| {
        let found = named(session.tx, &args.assignment)?;
        let pieces = Pieces(args.pieces);
        found.progress.move_on(pieces, &args.reason)?;
        let to = PersonId(args.person);
        let member = "SELECT EXISTS (SELECT 1 FROM member WHERE workshop = ?1 AND person = ?2)";
        let member: bool = session.tx.prepare_cached(member)?.query_row([found.workshop.0, to.0], |r| r.get(0))?;
        if !member || to == found.person {
            return Err(ClientError::NotFound("member"));
        }
        let how = if args.help { Moving::Help } else { Moving::Instead };
        // Derived, so that two phones that move the same pieces to the same person without knowing of each other move them once.
        let before = "SELECT count(DISTINCT target) FROM moved WHERE key = ?1 AND person = ?2 AND to_person = ?3";
        let key = found.key.bytes().as_slice();
        let before: u32 =
            session.tx.prepare_cached(before)?.query_row(rusqlite::params![key, found.person.0, to.0], |r| r.get(0))?;
        let target = DocKey::named("moved", &format!("{}:{}:{}:{before}", found.key, found.person.0, to.0));
        let entry = MoveEntry { pieces, to, assignment: target, how, reason: args.reason.trim().to_owned() };
        session.edit(found.id(Kind::Moves), |w| entries::add_move(w, session.now, &entry))?;
        let mut moved = terms::read(&session.load(found.id(Kind::Assignment))?)?;
        moved.pieces = pieces;
        moved.withdrawn = false;
        moved.origin = Some(Origin { how, person: found.person, assignment: found.key });
        let id = DocId::new(Feed::Work(found.workshop, to), Kind::Assignment, target);
        session.edit(id, |w| terms::write(w, &moved))?;
        Ok(names::batch_name(found.workshop.0, found.batch.bytes()))
    })?;
    batch::view(app, &name)
}
