//! Who the person is; and everybody, for the office.

use crate::admin::ask;
use crate::api::people::{AddPerson, ChangePerson, Made, MovePerson, OfPerson, PeopleView, PersonRow};
use crate::api::person::{Contact, Me};
use crate::api::phone::Role;
use crate::api::{Language, Nothing, WorkshopRef};
use crate::app::App;
use crate::error::Result;
use crate::store::settings;
use crate::use_cases::{candidate, names, phone};
use protocol::EnrolRole;
use protocol::admin::{Ask, Hours, PersonLine};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `person.me`
pub fn me(app: &Arc<App>, _: Nothing) -> Result<Me> {
    app.read(|c, me| {
        let workshop = me.role.workshop().map(|w| names::workshop(c, w.0)).transpose()?;
        let sql = "SELECT name, phone FROM member WHERE workshop = ?1 AND lead AND person <> ?2 LIMIT 1";
        let mut statement = c.prepare_cached(sql)?;
        let lead = match (&workshop, me.role) {
            (Some(w), domain::policy::Role::Artisan(_)) => statement
                .query_row([w.workshop, me.person.0], |r| Ok(Contact { name: r.get(0)?, phone: r.get(1)? }))
                .optional()?,
            _ => None,
        };
        Ok(Me {
            person: me.person.0,
            name: me.name.clone(),
            role: phone::role(me),
            organisation: settings::get(c, "organisation")?.unwrap_or_default(),
            workshop,
            lead,
        })
    })
}

/// `person.list`
pub async fn list(app: &Arc<App>, _: Nothing) -> Result<PeopleView> {
    let answer = ask(app, Ask::People).await?;
    let mut workshops: Vec<WorkshopRef> = answer
        .workshops
        .unwrap_or_default()
        .into_iter()
        .map(|w| WorkshopRef { workshop: w.workshop, code: w.code, place: w.place })
        .collect();
    workshops.sort_by(|a, b| a.code.cmp(&b.code));
    let me = app.read(|_, me| Ok(me.person.0))?;
    let row = |p: PersonLine| PersonRow {
        person: p.person,
        name: p.name,
        role: match p.role {
            EnrolRole::Artisan => Role::Artisan,
            EnrolRole::Lead => Role::Lead,
            EnrolRole::Coordinator => Role::Coordinator,
        },
        workshop: workshops.iter().find(|w| Some(w.workshop) == p.workshop).cloned(),
        phone: p.phone,
        skills: p.skills.iter().flat_map(|skills| words(skills)).collect(),
        hours_per_week: p.hours,
        left: (p.ended > 0).then_some(p.ended),
        me: p.person == me,
    };
    let mut people: Vec<PersonRow> = answer.people.unwrap_or_default().into_iter().map(row).collect();
    people.sort_by(|a, b| (a.left.is_some(), &a.name).cmp(&(b.left.is_some(), &b.name)));
    let mut skills: BTreeSet<String> = people.iter().flat_map(|p| p.skills.iter().cloned()).collect();
    skills.extend(app.read(|c, _| asked_for(c))?);
    Ok(PeopleView { people, workshops, skills: skills.into_iter().collect() })
}

/// What the catalogue on this phone asks for, and what working its materials takes.
fn asked_for(c: &Connection) -> Result<BTreeSet<String>> {
    let mut statement = c.prepare_cached("SELECT DISTINCT sku FROM product")?;
    let products = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut skills = BTreeSet::new();
    for sku in products {
        skills.extend(candidate::making(c, &sku)?.skills);
    }
    Ok(skills)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(str::to_owned)
}

/// `person.add`
pub async fn add(app: &Arc<App>, args: AddPerson) -> Result<Made> {
    let AddPerson { name, role, workshop, phone, language, skills, hours_per_week: hours } = args;
    let language = match language {
        Language::En => "en",
        Language::Sw => "sw",
    };
    let (role, language) = (on_the_wire(&role), language.to_owned());
    let skills = (!skills.is_empty()).then(|| skills.join(" "));
    let act = Ask::AddPerson { name, role, workshop, phone, language, skills, hours };
    Ok(Made { number: ask(app, act).await?.made })
}

/// `person.change`
pub async fn change(app: &Arc<App>, args: ChangePerson) -> Result<Nothing> {
    let ChangePerson { person, name, phone, skills, hours } = args;
    let skills = skills.map(|skills| skills.join(" "));
    let hours = hours.map(|hours| Hours { per_week: hours.per_week });
    ask(app, Ask::ChangePerson { person, name, phone, skills, hours }).await?;
    Ok(Nothing {})
}

/// `person.move`
pub async fn move_person(app: &Arc<App>, args: MovePerson) -> Result<Nothing> {
    let MovePerson { person, role, workshop } = args;
    ask(app, Ask::MovePerson { person, role: on_the_wire(&role), workshop }).await?;
    Ok(Nothing {})
}

/// `person.end`
pub async fn end(app: &Arc<App>, args: OfPerson) -> Result<Nothing> {
    ask(app, Ask::EndPerson { person: args.person }).await?;
    Ok(Nothing {})
}

fn on_the_wire(role: &Role) -> EnrolRole {
    match role {
        Role::Artisan => EnrolRole::Artisan,
        Role::Lead => EnrolRole::Lead,
        Role::Coordinator => EnrolRole::Coordinator,
    }
}
