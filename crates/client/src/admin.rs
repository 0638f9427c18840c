//! Asks the server what only a coordinator may ask. Unlike everything else this needs the network: who may read and write
//! is not for a phone to decide by itself.

use crate::app::App;
use crate::error::{ClientError, Result};
use crate::identity;
use crate::store::settings;
use crate::syncing::ReplyKind;
use protocol::admin::{AdminAnswer, AdminRequest, Ask};
use protocol::{ADMIN_PATH, Code, Failure, Packing, VERSION, open, seal_from_device};
use std::sync::Arc;

/// Asks, and gives what the server signed.
pub async fn ask(app: &Arc<App>, ask: Ask) -> Result<AdminAnswer> {
    let act = ask.is_act();
    let answer = match once(app, ask.clone()).await {
        // This phone's database was restored or copied: go on after the number that the server knows.
        Err(Asked::Stale(last)) if act => {
            let place = app.clone();
            let known = i64::try_from(last).unwrap_or(i64::MAX);
            blocking(move || place.store.write(|tx| settings::put(tx, "act", known))).await?;
            once(app, ask).await
        }
        answer => answer,
    };
    let answer = answer.map_err(|asked| match asked {
        Asked::Stale(_) => ClientError::Server(Code::StaleBundle),
        Asked::Failed(error) => error,
    })?;
    if act {
        // What it did comes as documents.
        app.sync.want();
    }
    Ok(answer)
}

enum Asked {
    Stale(u64),
    Failed(ClientError),
}

impl<E: Into<ClientError>> From<E> for Asked {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

async fn once(app: &Arc<App>, ask: Ask) -> Result<AdminAnswer, Asked> {
    if !app.sync.online() {
        return Err(ClientError::Offline.into());
    }
    let place = app.clone();
    let (bundle, number) = blocking(move || {
        let number = if ask.is_act() { next_number(&place)? } else { 0 };
        let request = AdminRequest { version: VERSION, number, clock: place.now().0, ask };
        Ok((seal_from_device(&request, &place.key, Packing::Plain)?, number))
    })
    .await?;
    let reply = app.shared.transport.post(&app.server()?, ADMIN_PATH, bundle).await?;
    if !reply.whole {
        return Err(ClientError::Network("the link was cut".into()).into());
    }
    let key = app.store.read(identity::server_key)?;
    if reply.kind == ReplyKind::Failure {
        let failure: Failure = open(&reply.body, &key)?;
        return Err(match failure.code() {
            Code::StaleBundle => Asked::Stale(failure.expected),
            code => ClientError::Server(code).into(),
        });
    }
    let answer: AdminAnswer = open(&reply.body, &key)?;
    if answer.number != number {
        return Err(ClientError::NotTheServer("an answer to something else".into()).into());
    }
    Ok(answer)
}

/// Takes the number of an act, durably: what was signed under a number is never signed differently.
fn next_number(app: &App) -> Result<u64> {
    let number = app.store.write(|tx| {
        let last: i64 = settings::get(tx, "act")?.unwrap_or(0);
        let next = last.saturating_add(1);
        settings::put(tx, "act", next)?;
        Ok(next)
    })?;
    u64::try_from(number).map_err(|_| ClientError::Internal("the number of an act"))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ClientError::Internal("a use case panicked"))?
}
