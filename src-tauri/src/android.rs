//! What Android does that desktops do not: Kotlin calls the core by itself, the Keystore locks the device's key, and the
//! page shares the screen with bars, a back button and notifications. docs/ANDROID.md says what is agreed with whom.

mod calls;
mod vault;

use client::{Phone, Platform};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Runtime, Url};

/// What Kotlin has said before anything else.
struct Place {
    folder: PathBuf,
    platform: Platform,
}

static PLACE: OnceLock<Place> = OnceLock::new();
/// The phone behind the window, for what Kotlin tells it.
static PHONE: Mutex<Weak<Phone>> = Mutex::new(Weak::new());

/// Where the phone's data is.
pub fn folder() -> Option<PathBuf> {
    PLACE.get().map(|place| place.folder.clone())
}

/// The Keystore, and the folder that no backup takes along.
pub fn platform() -> Platform {
    PLACE.get().map(|place| place.platform.clone()).unwrap_or_default()
}

/// The window has this phone.
pub fn opened(phone: &Arc<Phone>) {
    *PHONE.lock().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(phone);
}

/// The phone behind the window, while there is one.
fn phone() -> Option<Arc<Phone>> {
    PHONE.lock().unwrap_or_else(PoisonError::into_inner).upgrade()
}

/// The page's half of what it has agreed with the activity; and no other page is ever loaded, since it could ask the
/// phone the same.
pub fn page<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("page").js_init_script(include_str!("android/page.js")).on_navigation(|_, url| is_ours(url)).build()
}

fn is_ours(url: &Url) -> bool {
    let development = tauri::is_dev() && url.port() == Some(5173);
    development || (url.scheme() == "https" && url.host_str() == Some("tauri.localhost"))
}
