//! The people of a workshop.

use crate::api::Nothing;
use crate::api::person::MemberRow;
use crate::api::phone::Role;
use crate::app::App;
use crate::error::Result;
use crate::use_cases::assignment;
use domain::assignment::State;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `member.list`
pub fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<MemberRow>> {
    app.read(|c, me| {
        let mut open: BTreeMap<u32, u32> = BTreeMap::new();
        for found in assignment::find(c, "", [])? {
            if !matches!(found.progress.state(), State::Declined | State::Withdrawn | State::Done) {
                *open.entry(found.person.0).or_default() += found.progress.open().0;
            }
        }
        let sql = "SELECT person, name, lead, workshop, skills, hours FROM member
                   WHERE workshop IS NOT NULL AND (?1 IS NULL OR workshop = ?1) ORDER BY workshop, name";
        let mut statement = c.prepare_cached(sql)?;
        let rows = statement.query_map([me.role.workshop().map(|w| w.0)], |r| {
            let skills: String = r.get(4)?;
            let person = r.get(0)?;
            Ok(MemberRow {
                person,
                name: r.get(1)?,
                role: if r.get(2)? { Role::Lead } else { Role::Artisan },
                workshop: r.get(3)?,
                skills: skills.split_whitespace().map(str::to_owned).collect(),
                hours_per_week: r.get(5)?,
                open_pieces: open.get(&person).copied().unwrap_or(0),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    })
}
