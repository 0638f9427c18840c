//! What `Core.kt` calls, by these very names. A panic must not cross into Java, so what does work is caught.

#![allow(unsafe_code, reason = "a name that Java looks up has to be exported as it is")]
#![allow(non_snake_case, reason = "JNI makes the names")]

use super::vault::Keystore;
use super::{PLACE, Place, phone};
use client::api::Language;
use client::{Bounds, Platform, Vault, sync_once};
use jni::JNIEnv;
use jni::objects::{JObject, JString};
use jni::sys::{JNI_FALSE, jboolean, jlong, jstring};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::ptr::null_mut;
use std::sync::Arc;
use std::time::Duration;

/// What one sync in the background may cost in all, both ways: a day's work of a workshop is a tenth of it.
const BYTES: u64 = 512 << 10;

/// Before anything else: the vault, the phone's folder, and the folder that no backup takes along.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_prepare<'a>(
    mut env: JNIEnv<'a>,
    _core: JObject<'a>,
    vault: JObject<'a>,
    folder: JString<'a>,
    no_backup: JString<'a>,
) {
    let (Some(folder), Some(markers)) = (text(&mut env, &folder), text(&mut env, &no_backup)) else { return };
    let vault = Keystore::of(&env, &vault).ok().map(|keystore| Arc::new(keystore) as Arc<dyn Vault>);
    let platform = Platform { vault, markers: Some(PathBuf::from(markers)) };
    PLACE.get_or_init(|| Place { folder: PathBuf::from(folder), platform });
}

/// Syncs everybody once and says as JSON what it brought; says nothing when it could not begin.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_syncOnce<'a>(
    mut env: JNIEnv<'a>,
    _core: JObject<'a>,
    folder: JString<'a>,
    deadline_millis: jlong,
) -> jstring {
    let folder = text(&mut env, &folder).unwrap_or_default();
    let time = Duration::from_millis(u64::try_from(deadline_millis).unwrap_or(0));
    let synced = catch_unwind(AssertUnwindSafe(|| {
        let brought = sync_once(Path::new(&folder), Bounds { time, bytes: BYTES }, &super::platform());
        brought.inspect_err(|error| tracing::warn!(code = error.code, "no sync in the background")).ok()
    }));
    let said = synced.ok().flatten().and_then(|brought| serde_json::to_string(&brought).ok());
    java(&env, &said.unwrap_or_default())
}

/// Whether people can see the app.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_inFront(_env: JNIEnv<'_>, _core: JObject<'_>, yes: jboolean) {
    if let Some(phone) = phone() {
        phone.in_front(yes != JNI_FALSE);
    }
}

/// The network is back, or the background worker was at it.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_wake(_env: JNIEnv<'_>, _core: JObject<'_>) {
    if let Some(phone) = phone() {
        phone.wake();
    }
}

/// The language chosen in the app, or nothing.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_language<'a>(env: JNIEnv<'a>, _core: JObject<'a>) -> jstring {
    let language = super::folder().and_then(|folder| client::language_in(&folder));
    let word = match language {
        Some(Language::Sw) => "sw",
        Some(Language::En) => "en",
        None => "",
    };
    java(&env, word)
}

/// Chooses the language of the app.
#[unsafe(no_mangle)]
pub extern "system" fn Java_org_karakana_app_Core_setLanguage<'a>(
    mut env: JNIEnv<'a>,
    _core: JObject<'a>,
    language: JString<'a>,
) {
    let language = match text(&mut env, &language).as_deref() {
        Some("sw") => Language::Sw,
        Some("en") => Language::En,
        _ => return,
    };
    if let Some(Err(error)) = phone().map(|phone| phone.set_language(&language)) {
        tracing::warn!(%error, "the language could not be kept");
    }
}

fn text(env: &mut JNIEnv<'_>, string: &JString<'_>) -> Option<String> {
    env.get_string(string).ok().map(String::from)
}

fn java(env: &JNIEnv<'_>, text: &str) -> jstring {
    env.new_string(text).map_or(null_mut(), |string| string.into_raw())
}
