//! One sync of everybody on a phone while the app is not open: what a platform's background worker calls.
//!
//! It stands beside a running app: one lock for each profile says who syncs, and the cursor is in the database only, so that
//! neither knows more than the other. It is bounded in time and bytes; what was cut off goes on at the next sync.

use crate::api::Language;
use crate::app::{App, Shared};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::error::Result;
use crate::phone;
use crate::platform::Platform;
use crate::store::{Disk, told};
use crate::syncing::{self, Allowance, LastTry};
use crate::transport::Transport;
use crate::use_cases::assignment;
use ::sync::Outcome;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::broadcast;

/// What one sync in the background may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// It ends by then.
    pub time: Duration,
    /// Bytes for everybody together, both ways, give or take a page.
    pub bytes: u64,
}

/// What a sync in the background brought, for notifications.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// The language chosen on this phone, in which to tell it.
    pub language: Option<Language>,
    /// What is new to the people on it.
    pub news: Vec<News>,
    /// Whether trying again soon can help.
    pub again: bool,
    /// People whose sync somebody else had under way.
    pub busy: u32,
    /// Bytes that went over the network, without what HTTP and TLS add.
    pub bytes: u64,
}

/// Something to tell a person. It says nothing that others must not read on a phone that lies on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct News {
    /// What happened.
    pub what: What,
    /// The profile that it is for.
    pub profile: String,
    /// The person's name, since a phone may have several.
    pub person: String,
    /// The product, in the phone's language; empty for a payment.
    pub about: String,
    /// How many pieces; none for a payment, of which no amount is ever told.
    pub pieces: u32,
    /// The address of the screen that shows it.
    pub route: String,
}

/// What can happen while nobody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Work was offered.
    Assignment,
    /// Pieces came back to be made better.
    Rework,
    /// Pay was sent.
    Payment,
}

/// Syncs everybody on the phone in `folder` once. Must not be called inside a tokio runtime. Errors: there is no network
/// stack, or the folder cannot be read; a sync that fails is not one.
pub fn sync_once(folder: &Path, bounds: Bounds, platform: &Platform) -> Result<Brought, crate::api::CallError> {
    Ok(sync_at(folder, bounds, platform)?)
}

fn sync_at(folder: &Path, bounds: Bounds, platform: &Platform) -> Result<Brought> {
    let mut brought = Brought { language: phone::language_in(folder), ..Brought::default() };
    // Installed, and nobody enrolled yet.
    if !folder.exists() {
        return Ok(brought);
    }
    let shared = Shared {
        clock: Clock::system(),
        chance: Chance::system(),
        disk: Disk::default(),
        transport: Transport::new()?,
        platform: platform.clone(),
        changes: broadcast::channel(1).0,
        in_front: Arc::new(AtomicBool::new(false)),
        left: phone::left_in(folder),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let allowance = Allowance::of(bounds.bytes);
    let mut open = Vec::new();
    let everybody = everybody(folder, &shared, &allowance, &mut brought, &mut open);
    let in_time = runtime.block_on(async { tokio::time::timeout(bounds.time, everybody).await });
    // Whatever came before the end has to be told.
    for app in open.iter().filter(|app| !app.has_left()) {
        let news = tell(app, brought.language.as_ref())?;
        brought.news.extend(news);
    }
    match in_time {
        Ok(synced) => synced?,
        Err(_) => brought.again = true,
    }
    brought.bytes = bounds.bytes.saturating_sub(allowance.left());
    Ok(brought)
}

/// Syncs one after the other. Whoever was opened is in `open`, also when this is given up in the middle.
async fn everybody(
    folder: &Path,
    shared: &Shared,
    allowance: &Allowance,
    brought: &mut Brought,
    open: &mut Vec<Arc<App>>,
) -> Result<()> {
    for profile in phone::profiles_in(folder)? {
        // Before the database is opened: its owner may be in the middle of beginning a new life of it.
        let Some(turn) = App::turn_if_free(&profile) else {
            brought.busy += 1;
            continue;
        };
        let app = match App::open(&profile, shared.clone()) {
            Ok(app) => Arc::new(app),
            Err(error) => {
                tracing::warn!(code = error.code(), %error, "a profile could not be opened");
                continue;
            }
        };
        open.push(app.clone());
        let outcome = syncing::sync_within(&app, allowance, Some(turn)).await;
        brought.again |= matches!(outcome, Outcome::TryAgain { .. });
        if let LastTry::Failed { code, .. } = app.last_try() {
            tracing::info!(code, "a sync in the background failed");
        }
    }
    Ok(())
}

/// What the person of `app` is to be told, and told it is.
fn tell(app: &App, language: Option<&Language>) -> Result<Vec<News>> {
    app.store.write(|tx| {
        let me = crate::identity::me(tx)?;
        let offered = assignment::find(tx, told::UNTOLD_ASSIGNMENT, [me.person.0])?;
        let rework = assignment::find(tx, told::UNTOLD_REWORK, [me.person.0])?;
        // Not what has come back made better meanwhile.
        let rework = rework.into_iter().filter(|found| found.progress.to_rework().0 > 0);
        let offered = offered.into_iter().map(|found| (What::Assignment, found.row.open, found));
        let rework = rework.map(|found| (What::Rework, found.progress.to_rework().0, found));
        let news = offered.chain(rework).map(|(what, pieces, found)| News {
            what,
            profile: app.profile.clone(),
            person: me.name.clone(),
            about: match language {
                Some(Language::En) => found.row.product.name_en,
                _ => found.row.product.name_sw,
            },
            pieces,
            route: format!("#/p/{}/work/{}", app.profile, found.row.assignment),
        });
        let payments = told::untold_payments(tx, me.person.0)?;
        let payments = payments.into_iter().map(|month| News {
            what: What::Payment,
            profile: app.profile.clone(),
            person: me.name.clone(),
            about: String::new(),
            pieces: 0,
            route: format!("#/p/{}/earnings/{month}", app.profile),
        });
        let news = news.chain(payments).collect();
        told::catch_up(tx, me.person.0)?;
        Ok(news)
    })
}
