//! Decisions that were made.

use crate::api::agree::{DecisionChoice, DecisionRow, MatterQuestion};
use crate::error::Result;
use crate::identity::Me;
use crate::use_cases::names;
use domain::agree::{Choice, Question};
use domain::id::DocKey;
use rusqlite::{Connection, Params, Row, params};

/// Decisions that are shown.
const SHOWN: u32 = 100;

/// How a matter stands.
pub enum Decided {
    /// Nobody has decided.
    Not,
    /// Decided.
    Settled,
    /// People decided differently and did not know of each other.
    Differently(Vec<DecisionRow>),
}

struct Decision {
    actor: Vec<u8>,
    person: u32,
    entry: (i64, Vec<u8>),
    seen: u32,
    choice: u8,
    row: DecisionRow,
}

const SELECT: &str = "SELECT actor, person, entry_counter, entry_actor, seen, choice, question, difference, about, at
    FROM agreement";

/// How many decisions about a matter are known here.
pub fn count(c: &Connection, matter: DocKey) -> Result<u32> {
    let sql = "SELECT count(*) FROM agreement WHERE matter = ?1";
    Ok(c.prepare_cached(sql)?.query_row([matter.bytes().as_slice()], |r| r.get(0))?)
}

/// How a matter stands. The decision with the greatest operation counts; one that says something else and that whoever
/// made the counting one had not seen brings the matter up again. So does one about the same issue when its numbers were
/// others: it counts in the place of all that was decided here.
pub fn on(c: &Connection, matter: DocKey) -> Result<Decided> {
    let sql = "SELECT EXISTS (SELECT 1 FROM agreement WHERE matter = ?1) AND NOT EXISTS (SELECT 1 FROM agreed WHERE matter = ?1)";
    if c.prepare_cached(sql)?.query_row([matter.bytes().as_slice()], |r| r.get(0))? {
        let filter = "WHERE (workshop, person, subject, entry_counter, entry_actor) IN
            (SELECT workshop, person, subject, entry_counter, entry_actor FROM agreement WHERE matter = ?1)
            AND question = 1 ORDER BY month DESC, counter DESC, actor DESC";
        let all = decisions(c, filter, [matter.bytes().as_slice()])?;
        return Ok(Decided::Differently(all.into_iter().map(|decision| decision.row).collect()));
    }
    let filter = "WHERE matter = ?1 ORDER BY month DESC, counter DESC, actor DESC";
    let all = decisions(c, filter, [matter.bytes().as_slice()])?;
    let Some(counts) = all.first() else { return Ok(Decided::Not) };
    let others = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let same = |d: &Decision| (d.choice, &d.entry) == (counts.choice, &counts.entry);
    if counts.seen >= others || all.iter().all(same) {
        return Ok(Decided::Settled);
    }
    Ok(Decided::Differently(all.into_iter().map(|decision| decision.row).collect()))
}

/// The newest decisions of the workshop of a lead, or of all for a coordinator.
pub fn newest(c: &Connection, me: &Me) -> Result<Vec<DecisionRow>> {
    let filter = "WHERE ?1 IS NULL OR workshop = ?1 ORDER BY at DESC, month DESC, counter DESC, actor LIMIT ?2";
    let all = decisions(c, filter, params![me.role.workshop().map(|w| w.0), SHOWN])?;
    Ok(all.into_iter().map(|decision| decision.row).collect())
}

fn decisions(c: &Connection, filter: &str, values: impl Params) -> Result<Vec<Decision>> {
    let mut statement = c.prepare_cached(&format!("{SELECT} {filter}"))?;
    let all = statement.query_map(values, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    all.into_iter()
        .map(|mut decision| {
            decision.row.by = names::author(c, &decision.actor)?.map(|(_, name)| name).unwrap_or_default();
            decision.row.name = if decision.person == 0 { String::new() } else { names::person(c, decision.person)? };
            if matches!(decision.row.question, MatterQuestion::Receipt | MatterQuestion::Count) {
                decision.row.material = Some(names::material(c, &decision.row.about)?);
            }
            Ok(decision)
        })
        .collect()
}

fn read(r: &Row<'_>) -> rusqlite::Result<Decision> {
    let (question, choice): (u8, u8) = (r.get(6)?, r.get(5)?);
    let row = DecisionRow {
        question: self::question(Question::from_number(question).unwrap_or(Question::Field)),
        choice: self::choice(Choice::from_number(choice).unwrap_or(Choice::Leave)),
        name: String::new(),
        material: None,
        about: r.get(8)?,
        difference: r.get(7)?,
        by: String::new(),
        at: r.get(9)?,
    };
    Ok(Decision { actor: r.get(0)?, person: r.get(1)?, entry: (r.get(2)?, r.get(3)?), seen: r.get(4)?, choice, row })
}

/// A question as front ends see it.
pub fn question(question: Question) -> MatterQuestion {
    match question {
        Question::Receipt => MatterQuestion::Receipt,
        Question::HandedIn => MatterQuestion::HandedIn,
        Question::Checked => MatterQuestion::Checked,
        Question::Split => MatterQuestion::Split,
        Question::Completion => MatterQuestion::Completion,
        Question::Field => MatterQuestion::Field,
        Question::Count => MatterQuestion::Count,
    }
}

/// A choice as front ends see it.
pub fn choice(choice: Choice) -> DecisionChoice {
    match choice {
        Choice::Stayed => DecisionChoice::Stayed,
        Choice::Lost => DecisionChoice::Lost,
        Choice::Arrived => DecisionChoice::Arrived,
        Choice::Real => DecisionChoice::Real,
        Choice::Twice => DecisionChoice::Twice,
        Choice::Struck => DecisionChoice::Struck,
        Choice::Leave => DecisionChoice::Leave,
        Choice::Side => DecisionChoice::Side,
    }
}
