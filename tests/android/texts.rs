//! Texts in both languages, and pictures from the one mark.

use super::{app, files, read, root};
use roxmltree::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Each text with the places that are filled in, by its name; a plural by its name and number.
fn texts(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = app(&format!("src/main/res/{folder}/strings.xml"));
    let document = Document::parse(&text).unwrap();
    let mut found = BTreeMap::new();
    for node in document.root_element().children().filter(|node| node.is_element()) {
        let name = node.attribute("name").unwrap();
        let mut put = |name: String, text: &str| {
            assert!(!text.trim().is_empty(), "{folder} {name}");
            let places = text
                .split('%')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '$').collect());
            assert!(found.insert(name.clone(), places.collect()).is_none(), "{folder} has {name} twice");
        };
        match node.tag_name().name() {
            "string" => put(name.to_owned(), node.text().unwrap_or_default()),
            "plurals" => {
                for item in node.children().filter(|item| item.is_element()) {
                    put(format!("{name} {}", item.attribute("quantity").unwrap()), item.text().unwrap_or_default());
                }
            }
            other => panic!("{other} in {folder}"),
        }
    }
    found
}

#[test]
fn every_text_is_there_in_both_languages() {
    let (english, swahili) = (texts("values"), texts("values-sw"));
    assert_eq!(english, swahili, "the same names, and the same places to fill in");
    assert!(english.len() > 5);
    for (folder, _) in files(&root().join("gen/android/app/src/main/res"), "strings.xml") {
        let folder = folder.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        assert!(["values", "values-sw"].contains(&folder.as_str()), "{folder}");
    }
}

#[test]
fn the_system_offers_both_languages() {
    let text = app("src/main/res/xml/locales_config.xml");
    let document = Document::parse(&text).unwrap();
    let android = "http://schemas.android.com/apk/res/android";
    let offered: Vec<_> = document.descendants().filter_map(|node| node.attribute((android, "name"))).collect();
    assert_eq!(offered, ["sw", "en"]);
    assert!(app("src/main/AndroidManifest.xml").contains("android:localeConfig=\"@xml/locales_config\""));
}

#[test]
fn every_resource_that_is_named_is_there() {
    let folder = root().join("gen/android/app/src/main/res");
    let xml = files(&folder, ".xml");
    let mut there = BTreeSet::new();
    for (path, text) in &xml {
        let kind = path.parent().unwrap().file_name().unwrap().to_string_lossy().split('-').next().unwrap().to_owned();
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if kind == "values" {
            for node in document.root_element().children().filter(|node| node.is_element()) {
                there.insert(format!("{}/{}", node.tag_name().name(), node.attribute("name").unwrap()));
            }
        } else {
            there.insert(format!("{kind}/{}", path.file_stem().unwrap().to_string_lossy()));
        }
    }
    let mut named = BTreeSet::new();
    for text in xml.iter().map(|(_, text)| text).chain([&app("src/main/AndroidManifest.xml")]) {
        let mentions =
            text.split(['"', '<', '>']).filter_map(|part| part.strip_prefix('@')).filter(|part| part.contains('/'));
        named.extend(mentions.map(str::to_owned));
    }
    for (_, text) in files(&root().join("gen/android/app/src/main/java"), ".kt") {
        for mention in text.split("R.").skip(1) {
            let name: String = mention.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '.').collect();
            if let Some((kind, name)) =
                name.split_once('.').filter(|(kind, _)| ["string", "plurals", "color", "drawable"].contains(kind))
            {
                named.insert(format!("{kind}/{name}"));
            }
        }
    }
    let missing: Vec<_> = named.difference(&there).collect();
    assert!(missing.is_empty() && named.len() > 10, "{missing:?} of {named:?}");
}

#[test]
fn the_pictures_are_those_of_the_mark() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("node")
        .arg(root().join("scripts/icons.mjs"))
        .arg(root().join("ui/public/mark.svg"))
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(made.success());
    let made = files(folder.path(), ".xml");
    assert_eq!(made.len(), 5);
    for (path, text) in made {
        let name = path.strip_prefix(folder.path()).unwrap();
        let committed = read(&root().join("gen/android/app/src/main/res").join(name));
        assert_eq!(text, committed, "{}: run scripts/icons.sh", name.display());
    }
}
