//! Enrolment: what a phone asks of the server, and what it keeps of the answer.

use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity::{self, Me};
use crate::phone::Phone;
use crate::store::settings;
use crate::syncing::{Reply, ReplyKind};
use protocol::invitation::Invitation;
use protocol::{Code, EnrolAnswer, EnrolRequest, Packing, PublicKey, SecretKey, VERSION};
use protocol::{open_enrol_answer, read_enrol_failure, seal_from_device};
use std::fs;
use std::sync::Arc;

/// A request to enrol, and the key that it brings.
#[derive(Debug)]
pub struct Asking {
    /// To be brought to the server.
    pub bundle: Vec<u8>,
    key: SecretKey,
}

/// Asks to enrol with `code`. Asked again after a lost answer, it brings the same key.
pub fn ask(phone: &Phone, code: &str) -> Result<Asking> {
    let invitation = Invitation::parse(code).ok_or(ClientError::Server(Code::BadInvitation))?;
    let key = phone.pending_key()?;
    let request = EnrolRequest {
        version: VERSION,
        invitation: invitation.as_str().to_owned(),
        public_key: key.public().bytes(),
        app: env!("CARGO_PKG_VERSION").to_owned(),
    };
    Ok(Asking { bundle: seal_from_device(&request, &key, Packing::Plain)?, key })
}

/// Keeps who the person is that `server` says this phone acts for.
pub fn answered(phone: &Phone, server: &str, asking: &Asking, reply: &Reply) -> Result<Arc<App>> {
    if !reply.whole {
        return Err(ClientError::Network("the link was cut".into()));
    }
    if reply.kind == ReplyKind::Failure {
        return Err(ClientError::Server(read_enrol_failure(&reply.body)?.code()));
    }
    let (answer, server_key) = open_enrol_answer(&reply.body)?;
    keep(phone, server, &asking.key, &answer, server_key)
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
    App::create(&new, key, &phone.shared.platform, |c| {
        identity::put_me(c, &me)?;
        settings::put(c, "organisation", &answer.organisation)?;
        settings::put(c, "server", server)?;
        settings::put(c, "server_can", answer.capabilities.unwrap_or(0))?;
        settings::put(c, "server_key", server_key.bytes().as_slice())?;
        settings::put(c, "place", place)
    })?;
    let folder = phone.folder(&profile);
    fs::rename(&new, &folder)?;
    let app = phone.start(&folder)?;
    app.changed();
    Ok(app)
}
