//! The Tauri shell: the app's own window around one [`client::Phone`].
//!
//! It is to the window what `crates/web-host` is to a browser: it opens the phone, hands every call of
//! the client's table through one command, and passes on whose data changed. It must never name a call, know a
//! rule or keep data of its own; a platform's own matters (files, focus, on desktops what screens save, and on Android the background worker,
//! the Keystore and the screen's edges) are its only reason to grow.
//!
//! Start reading at [`start`].

#[cfg(target_os = "android")]
mod android;
mod core;
#[cfg(desktop)]
mod downloads;
mod options;

use crate::core::Core;
use tauri::{Manager, RunEvent, WindowEvent};
use tracing_subscriber::EnvFilter;

/// Where a phone's system enters the app.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    if let Err(error) = start() {
        tracing::error!(%error, "the app could not start");
    }
}

/// Opens the window and returns when it was closed.
pub fn start() -> tauri::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // An error says that a subscriber is set already, which is as good.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();

    let builder = tauri::Builder::default();
    #[cfg(target_os = "android")]
    let builder = builder.plugin(android::page());
    let app = builder
        .invoke_handler(tauri::generate_handler![core::call])
        .setup(|app| {
            let core = Core::open(options::read(app.path())?);
            core.pass_changes_to(app.handle().clone());
            app.manage(core);
            #[cfg(desktop)]
            downloads::open_windows(app)?;
            Ok(())
        })
        .build(context())?;
    app.run(|app, event| {
        let front =
            matches!(event, RunEvent::Resumed | RunEvent::WindowEvent { event: WindowEvent::Focused(true), .. });
        // Desktops say "resumed" before the core is set up.
        if let Some(core) = app.try_state::<Core>().filter(|_| front) {
            core.wake();
        }
    });
    Ok(())
}

/// What was embedded at build time: configuration, capabilities, icon and UI.
#[allow(clippy::disallowed_types, clippy::disallowed_methods)] // what the macro expands to is Tauri's own
fn embedded() -> tauri::Context {
    tauri::generate_context!()
}

/// The same. Desktops' windows are opened by [`downloads`], where files that screens save get their place.
fn context() -> tauri::Context {
    let mut context = embedded();
    if cfg!(desktop) {
        for window in &mut context.config_mut().app.windows {
            window.create = false;
        }
    }
    context
}
