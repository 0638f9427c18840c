//! The phone as a whole: language, people, enrolment, the demonstration's switch.

use crate::api::Nothing;
use crate::api::phone::{Enrol, PersonOnPhone, PhoneView, Role, SetLanguage, SetNetwork};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::{self, Me};
use crate::phone::Phone;
use crate::store::{outbox, settings};
use crate::syncing;
use crate::use_cases::names;
use protocol::invitation::Invitation;
use protocol::{Code, ENROL_PATH, EnrolAnswer, EnrolRequest, VERSION};
use protocol::{PublicKey, SecretKey, open_enrol_answer, read_enrol_failure, seal_from_device};
use std::fs;
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
    let invitation = Invitation::parse(&args.code).ok_or(ClientError::Server(Code::BadInvitation))?;
    let typed = args.server.trim();
    let server = if typed.is_empty() { phone.options.server.clone() } else { Some(typed.to_owned()) };
    let server = server.ok_or_else(|| ClientError::BadArguments("no server".into()))?;
    if !(server.starts_with("https://") || server.starts_with("http://")) {
        return Err(ClientError::BadArguments("the server's address begins with https://".into()));
    }
    let _one_at_a_time = phone.enrolling.lock().await;
    let key = phone.pending_key()?;
    let request = EnrolRequest {
        version: VERSION,
        invitation: invitation.as_str().to_owned(),
        public_key: key.public().bytes(),
        app: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let reply = phone.shared.transport.post(&server, ENROL_PATH, seal_from_device(&request, &key)?).await?;
    if !reply.ok {
        return Err(ClientError::Server(read_enrol_failure(&reply.body)?.code()));
    }
    let (answer, server_key) = open_enrol_answer(&reply.body)?;
    let app = keep(phone, &server, &key, &answer, server_key)?;
    // The first sync is a part of enrolling: the person then finds their work, and not an empty screen. When it
    // fails they are enrolled all the same, and it is tried again.
    syncing::sync_now(&app).await;
    person(&app)
}

/// Makes the profile beside its place and moves it there whole, so that a cut leaves none or all of it.
fn keep(phone: &Phone, server: &str, key: &SecretKey, answer: &EnrolAnswer, server_key: PublicKey) -> Result<Arc<App>> {
    let bad = || ClientError::NotTheServer("the answer contradicts itself".into());
    let (person, role) = answer.identity().ok_or_else(bad)?;
    let me = Me { person, role, name: answer.name.clone() };
    let profile = key.public().device().to_string();
    let place = i64::try_from(phone.people().len()).unwrap_or(i64::MAX);
    let new = phone.folder(&format!(".new-{profile}"));
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    App::create(&new, key, |c| {
        identity::put_me(c, &me)?;
        settings::put(c, "organisation", &answer.organisation)?;
        settings::put(c, "server", server)?;
        settings::put(c, "server_key", server_key.bytes().as_slice())?;
        settings::put(c, "place", place)
    })?;
    let folder = phone.folder(&profile);
    fs::rename(&new, &folder)?;
    let app = phone.start(&folder)?;
    app.changed();
    Ok(app)
}
