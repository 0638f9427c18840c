//! How the shell opens the phone, from the environment and the platform's folders.
//!
//! | variable | meaning |
//! | --- | --- |
//! | `KARAKANA_PHONE` | folder of the phone; else `phone` in the app's data folder |
//! | `KARAKANA_SERVER` | server to enrol with; else the one named when the app was built, if any |
//! | `KARAKANA_DEMO` | `1` for the demonstration, where each person's network can be switched off |

use client::PhoneOptions;
use std::env;
use std::path::PathBuf;
use tauri::Runtime;
use tauri::path::PathResolver;

/// Reads the options. Error: the platform names no data folder.
pub fn read<R: Runtime>(paths: &PathResolver<R>) -> tauri::Result<PhoneOptions> {
    let folder = match variable("KARAKANA_PHONE") {
        Some(folder) => PathBuf::from(folder),
        None => home(paths)?,
    };
    let built_for = option_env!("KARAKANA_SERVER").map(str::to_owned);
    Ok(PhoneOptions {
        folder,
        server: variable("KARAKANA_SERVER").or(built_for),
        demo: variable("KARAKANA_DEMO").as_deref() == Some("1"),
        background: true,
    })
}

#[cfg(not(target_os = "android"))]
fn home<R: Runtime>(paths: &PathResolver<R>) -> tauri::Result<PathBuf> {
    Ok(paths.app_data_dir()?.join("phone"))
}

/// Where Kotlin says, since the background worker has to look in the same place.
#[cfg(target_os = "android")]
fn home<R: Runtime>(_paths: &PathResolver<R>) -> tauri::Result<PathBuf> {
    crate::android::folder().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound).into())
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
