//! The phone as a whole: language, people, enrolment, the demonstration's switch.

use crate::api::Nothing;
use crate::api::phone::{Enrol, ForgetLeft, PersonOnPhone, PhoneView, Role, SetLanguage, SetNetwork};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::Me;
use crate::phone::Phone;
use crate::store::{outbox, settings};
use crate::syncing;
use crate::use_cases::{enrolment, names};
use protocol::ENROL_PATH;
use std::sync::Arc;

/// `phone.open`
pub fn open(phone: &Arc<Phone>, _: Nothing) -> Result<PhoneView> {
    let mut people = Vec::new();
    for app in phone.people() {
        let place: Option<i64> = app.store.read(|c| settings::get(c, "place"))?;
        people.push((place, person(&app)?));
    }
    people.sort_by_key(|(place, _)| *place);
    Ok(PhoneView {
        language: phone.language(),
        people: people.into_iter().map(|(_, person)| person).collect(),
        demo: phone.options.demo,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        left: phone.left()?,
    })
}

fn person(app: &App) -> Result<PersonOnPhone> {
    app.read(|c, me| {
        Ok(PersonOnPhone {
            profile: app.profile.clone(),
            name: me.name.clone(),
            role: role(me),
            workshop: me.role.workshop().map(|w| names::workshop(c, w.0).map(|w| w.code)).transpose()?,
            unsent: outbox::waiting(c)?,
            network: app.sync.online(),
        })
    })
}

/// The role as front ends know it.
pub fn role(me: &Me) -> Role {
    match me.role {
        domain::policy::Role::Artisan(_) => Role::Artisan,
        domain::policy::Role::Lead(_) => Role::Lead,
        domain::policy::Role::Coordinator => Role::Coordinator,
    }
}

/// `phone.set_language`
pub fn set_language(phone: &Arc<Phone>, args: SetLanguage) -> Result<Nothing> {
    phone.set_language(&args.language)?;
    Ok(Nothing {})
}

/// `phone.forget_left`
pub fn forget_left(phone: &Arc<Phone>, args: ForgetLeft) -> Result<Nothing> {
    phone.forget_left(&args.profile)?;
    Ok(Nothing {})
}

/// `phone.set_network`
pub fn set_network(phone: &Arc<Phone>, args: SetNetwork) -> Result<Nothing> {
    if !phone.options.demo {
        return Err(ClientError::DemoOnly);
    }
    let app = phone.person(Some(&args.profile))?;
    app.sync.set_online(args.on);
    app.changed();
    Ok(Nothing {})
}

/// `phone.enrol`
pub async fn enrol(phone: &Arc<Phone>, args: Enrol) -> Result<PersonOnPhone> {
    let typed = args.server.trim();
    let server = if typed.is_empty() { phone.options.server.clone() } else { Some(typed.to_owned()) };
    let server = server.ok_or_else(|| ClientError::BadArguments("no server".into()))?;
    if !(server.starts_with("https://") || server.starts_with("http://")) {
        return Err(ClientError::BadArguments("the server's address begins with https://".into()));
    }
    if server.starts_with("http://") && !may_be_overheard(&server) {
        return Err(ClientError::BadArguments("the server's address begins with https://".into()));
    }
    let _one_at_a_time = phone.enrolling.lock().await;
    let asking = enrolment::ask(phone, &args.code)?;
    let reply = phone.shared.transport.post(&server, ENROL_PATH, asking.bundle.clone()).await?;
    let app = enrolment::answered(phone, &server, &asking, &reply)?;
    // The first sync is a part of enrolling: the person then finds their work, and not an empty screen. When it
    // fails they are enrolled all the same, and it is tried again.
    syncing::sync_now(&app).await;
    person(&app)
}

/// On Android only this very phone, which a cable may lead on to a developer's, and the development host that the app was
/// built for. Android's own rule for that binds what is written in Java.
fn may_be_overheard(server: &str) -> bool {
    let host = server.trim_start_matches("http://").split(['/', ':']).next();
    !cfg!(target_os = "android")
        || matches!(host, Some("127.0.0.1" | "localhost"))
        || (host.is_some() && host == option_env!("KARAKANA_CLEARTEXT_HOST"))
}
