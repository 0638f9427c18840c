//! The one command and the one event between the window and the phone.

use client::api::CallError;
use client::{Phone, PhoneOptions};
use serde_json::Value;
use std::sync::Arc;
use tauri::{AppHandle, Emitter, State, async_runtime};
use tokio::sync::broadcast::error::RecvError;

/// The event that says whose data or sync state changed; its payload is the profile.
const CHANGED: &str = "changed";

/// The phone behind the window, or why there is none: then every call answers with that, so that the
/// UI can say it in plain words instead of a window that never opens.
pub struct Core(Result<Arc<Phone>, CallError>);

/// Answers one call of the client's table.
#[tauri::command]
pub async fn call(
    core: State<'_, Core>,
    profile: Option<String>,
    name: String,
    args: Value,
) -> Result<Value, CallError> {
    let phone = core.0.clone()?;
    phone.call(profile.as_deref(), &name, args).await
}

impl Core {
    /// Opens the phone, which starts its own tasks on the shell's runtime.
    pub fn open(options: PhoneOptions) -> Self {
        let opened = async_runtime::block_on(async { open(options) });
        if let Err(error) = &opened {
            tracing::error!(code = error.code, detail = error.detail, "the phone could not be opened");
        }
        Self(opened)
    }

    /// Tells the window whose data changed, for as long as the phone is open.
    pub fn pass_changes_to(&self, app: AppHandle) {
        let Ok(phone) = &self.0 else { return };
        let mut changes = phone.changes();
        async_runtime::spawn(async move {
            loop {
                let profile = match changes.recv().await {
                    Ok(profile) => profile,
                    // Nothing waits in this loop, so what was skipped is followed by what is next.
                    Err(RecvError::Lagged(_)) => continue,
                    Err(RecvError::Closed) => break,
                };
                if let Err(error) = app.emit(CHANGED, profile) {
                    tracing::warn!(%error, "the window was not told of a change");
                }
            }
        });
    }

    /// The window came to the front: sync everybody soon.
    pub fn wake(&self) {
        if let Ok(phone) = &self.0 {
            // The phone may start tasks, and the window's thread is not the runtime's.
            async_runtime::block_on(async { phone.wake() });
        }
    }
}

#[cfg(not(target_os = "android"))]
fn open(options: PhoneOptions) -> Result<Arc<Phone>, CallError> {
    Phone::open(options)
}

#[cfg(target_os = "android")]
fn open(options: PhoneOptions) -> Result<Arc<Phone>, CallError> {
    let phone = Phone::open_on(options, crate::android::platform())?;
    crate::android::opened(&phone);
    Ok(phone)
}
