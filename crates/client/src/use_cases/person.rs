//! Who the person is.

use crate::api::Nothing;
use crate::api::person::{Contact, Me};
use crate::app::App;
use crate::error::Result;
use crate::store::settings;
use crate::use_cases::{names, phone};
use rusqlite::OptionalExtension;
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
