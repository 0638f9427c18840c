//! The Kotlin parses, and every name that one language knows of another is there on both sides.

use super::{app, files, read, root};
use std::collections::BTreeSet;
use tree_sitter::{Node, Parser};

/// Our Kotlin, in the app and in its instrumented tests.
fn kotlin() -> Vec<(std::path::PathBuf, String)> {
    files(&root().join("gen/android/app/src"), ".kt")
}

fn source(name: &str) -> String {
    app(&format!("src/main/java/org/karakana/app/{name}.kt"))
}

/// Each word that follows `before` and ends before the first character that no name has.
fn names_after(text: &str, before: &str) -> BTreeSet<String> {
    let rest = text.split(before).skip(1);
    rest.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

fn first_error(node: Node<'_>) -> Option<usize> {
    if node.is_error() || node.is_missing() {
        return Some(node.start_position().row + 1);
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).find_map(first_error)
}

#[test]
fn all_of_it_parses() {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_kotlin_ng::LANGUAGE.into()).unwrap();
    let all = kotlin();
    assert!(all.len() >= 10, "{}", all.len());
    let gradle = files(&root().join("gen/android"), ".kts");
    for (path, text) in all.into_iter().chain(gradle) {
        let tree = parser.parse(&text, None).unwrap();
        assert_eq!(first_error(tree.root_node()), None, "line of {}", path.display());
    }
    let broken = parser.parse("class Broken { fun (", None).unwrap();
    assert!(first_error(broken.root_node()).is_some(), "the parser tells");
}

#[test]
fn kotlin_and_rust_know_the_same_calls() {
    let declared = names_after(&source("Core"), "external fun ");
    let calls = read(&root().join("src-tauri/src/android/calls.rs"));
    assert_eq!(declared, names_after(&calls, "Java_org_karakana_app_Core_"));
    assert!(declared.contains("syncOnce") && declared.len() == 6, "{declared:?}");
    let exported = calls.matches("#[unsafe(no_mangle)]\npub extern \"system\" fn Java_").count();
    assert_eq!(exported, declared.len(), "each of them is exported");
    assert!(source("Core").contains("System.loadLibrary(\"karakana\")"));
    assert!(read(&root().join("Cargo.toml")).contains("[lib]\nname = \"karakana\""));
}

#[test]
fn the_shrinker_keeps_every_name_that_is_looked_up() {
    let rules = app("proguard-rules.pro");
    let keeps = |class: &str| -> String {
        let (_, rest) = rules.split_once(&format!("class org.karakana.app.{class} {{")).unwrap();
        rest.split('}').next().unwrap().to_owned()
    };
    assert!(keeps("Core").contains("native <methods>;"));
    assert!(keeps("Page").contains("@android.webkit.JavascriptInterface <methods>;"));
    let vault = read(&root().join("src-tauri/src/android/vault.rs"));
    let called = names_after(&vault, "self.call(\"");
    assert_eq!(called, ["lock", "unlock"].map(String::from).into());
    for method in called {
        assert!(keeps("KeyVault").contains(&format!("byte[] {method}(byte[]);")), "{method}");
        assert!(source("KeyVault").contains(&format!("fun {method}(")), "{method}");
    }
}

#[test]
fn the_page_and_the_activity_know_the_same_names() {
    let page = source("Page");
    let offered = names_after(&page, "@JavascriptInterface\n  fun ");
    let script = read(&root().join("src-tauri/src/android/page.js"));
    let used = names_after(&script, "phone.");
    assert!(used.iter().all(|name| offered.contains(name)), "{used:?} of {offered:?}");
    let doc = read(&root().join("docs/ANDROID.md"));
    for name in offered.difference(&used) {
        assert!(doc.contains(&format!("`{name}()`")), "docs/ANDROID.md does not tell the page of {name}");
    }
    // The screens ask for nothing that is not there.
    for (path, text) in files(&root().join("ui/src"), ".ts").into_iter().chain(files(&root().join("ui/src"), ".svelte"))
    {
        for name in names_after(&text, "KarakanaPhone?.").union(&names_after(&text, "KarakanaPhone.")) {
            assert!(name.is_empty() || offered.contains(name), "{}: {name}", path.display());
        }
    }
    for called in ["karakanaInsets", "karakanaOpen"] {
        assert!(
            page.contains(&format!("window.{called}&&")) && script.contains(&format!("window.{called} =")),
            "{called}"
        );
    }
    assert!(page.contains("\"KarakanaPhone\"") && script.contains("window.KarakanaPhone"));
}

#[test]
fn what_rust_tells_the_notifications_is_what_they_read() {
    let brought = client::Brought {
        language: Some(client::api::Language::Sw),
        news: [client::What::Assignment, client::What::Rework, client::What::Payment]
            .map(|what| client::News {
                what,
                profile: "a".into(),
                person: "Baraka".into(),
                about: "Hereni".into(),
                pieces: 4,
                route: "#/p/a/work/b".into(),
            })
            .into(),
        ..client::Brought::default()
    };
    let json = serde_json::to_value(&brought).unwrap();
    let kotlin = source("Brought");
    let read: BTreeSet<_> = ["getString(\"", "getInt(\"", "getBoolean(\"", "getJSONArray(\""]
        .iter()
        .flat_map(|get| names_after(&kotlin, get))
        .collect();
    for name in &read {
        assert!(json.get(name).is_some() || json["news"][0].get(name).is_some(), "{name} is not in {json}");
    }
    assert_eq!(json["language"], "sw", "Android takes it for a language tag");
    for news in json["news"].as_array().unwrap() {
        let what = news["what"].as_str().unwrap();
        let text = format!("news_{what}");
        assert!(source("Notices").contains(&format!("R.string.{text}")), "{text}");
        assert!(app("src/main/res/values/strings.xml").contains(&format!("\"{text}\"")), "{text}");
    }
}

#[test]
fn the_worker_is_as_careful_as_it_was_decided() {
    let worker = source("SyncWorker");
    for part in [
        "setRequiredNetworkType(NetworkType.CONNECTED)",
        "setRequiresBatteryNotLow(true)",
        "BackoffPolicy.EXPONENTIAL",
        "enqueueUniquePeriodicWork(\"sync\"",
    ] {
        assert!(worker.contains(part), "{part}");
    }
    let number = |name: &str| -> u64 {
        let (_, rest) = worker.split_once(&format!("{name} = ")).unwrap();
        rest.chars()
            .take_while(|c| c.is_ascii_digit() || *c == '_')
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .unwrap()
    };
    assert!(number("EVERY_MINUTES") >= 15, "Android does not do it more often");
    assert!(number("DEADLINE_MILLIS") < 10 * 60 * 1_000, "by then Android kills it");
}

#[test]
fn neither_the_vault_nor_the_calls_log_what_they_hold() {
    let vault = source("KeyVault");
    assert!(!vault.contains("Log.") && !vault.contains("println"), "the Kotlin says nothing");
    let rust = read(&root().join("src-tauri/src/android/vault.rs"));
    for line in rust.lines().filter(|line| line.contains("tracing::")) {
        assert!(!line.contains("bytes") && !line.contains("seed") && !line.contains("answer"), "{line}");
    }
}
