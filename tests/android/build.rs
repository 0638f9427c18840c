//! Gradle: levels, shrinking, what is built in.

use super::{app, read, root};
use serde_json::Value;

const GRADLE: &str = "build.gradle.kts";

/// Whether the line is there, as a line of its own.
fn has_line(text: &str, line: &str) -> bool {
    text.lines().any(|found| found.trim() == line)
}

/// The value of `name = value` in the Gradle file.
fn value(name: &str) -> String {
    let gradle = app(GRADLE);
    let mut found = gradle.lines().filter_map(|line| line.trim().strip_prefix(name)?.trim().strip_prefix('='));
    let value = found.next().unwrap_or_else(|| panic!("{name} is not set")).trim().trim_matches('"').to_owned();
    assert_eq!(found.next(), None, "{name} is set twice");
    value
}

#[test]
fn the_levels_are_those_that_were_decided() {
    assert_eq!(value("minSdk"), "26", "Android 8: below that the WebView cannot be brought to 92 on most phones");
    assert!(value("targetSdk").parse::<u32>().unwrap() >= 35, "stores refuse less");
    assert_eq!(value("targetSdk"), value("compileSdk"));
}

#[test]
fn it_is_one_app_everywhere() {
    let config: Value = serde_json::from_str(&read(&root().join("tauri.conf.json"))).unwrap();
    assert_eq!(config["identifier"], value("applicationId"));
    assert_eq!(value("applicationId"), value("namespace"));
    assert_eq!(config["app"]["windows"][0]["useHttpsScheme"], true, "the camera needs a secure origin");
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    assert!(policy.contains("https://ipc.localhost"), "else no call reaches the core: {policy}");
}

#[test]
fn the_release_is_shrunk() {
    let gradle = app(GRADLE);
    let (_, release) = gradle.split_once("getByName(\"release\")").unwrap();
    for line in ["isMinifyEnabled = true", "isShrinkResources = true"] {
        assert!(has_line(release, line), "{line}");
    }
    assert!(release.contains("getDefaultProguardFile(\"proguard-android-optimize.txt\")"));
    assert!(release.contains("include(\"**/*.pro\")"), "the rules of Tauri and wry are beside ours");
    assert!(has_line(&gradle, "localeFilters += listOf(\"en\", \"sw\")"));
    // Play services, ML Kit and Material would each be megabytes or a way out of the phone.
    for heavy in ["com.google.android.gms", "com.google.mlkit", "com.google.firebase", "com.google.android.material"] {
        assert!(!gradle.contains(heavy), "{heavy}");
    }
}

#[test]
fn one_apk_for_each_processor() {
    let plugin = read(&root().join("gen/android/buildSrc/src/main/java/org/karakana/app/kotlin/RustPlugin.kt"));
    assert!(plugin.contains("listOf(\"arm64-v8a\", \"armeabi-v7a\", \"x86\", \"x86_64\")"));
    let apk = read(&root().join("scripts/apk.sh"));
    assert!(apk.contains("--split-per-abi") && apk.contains("--target aarch64 armv7"), "what is built for phones");
}

#[test]
fn gradle_finds_the_tauri_cli_where_it_is() {
    let task = read(&root().join("gen/android/buildSrc/src/main/java/org/karakana/app/kotlin/BuildTask.kt"));
    assert!(task.contains("listOf(\"--prefix\", \"ui\", \"exec\", \"--\", \"tauri\""), "the root has no package.json");
}
