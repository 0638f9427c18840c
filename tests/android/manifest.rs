//! Permissions, backup, what others may start, and plain traffic.

use super::app;
use roxmltree::{Document, Node};

const ANDROID: &str = "http://schemas.android.com/apk/res/android";
const TOOLS: &str = "http://schemas.android.com/tools";
const MANIFEST: &str = "src/main/AndroidManifest.xml";

/// Every permission that the app asks for, and what uses it. What WorkManager adds by itself is in docs/ANDROID.md.
const PERMISSIONS: &[&str] = &[
    "android.permission.INTERNET",             // the sync
    "android.permission.ACCESS_NETWORK_STATE", // NetworkReturn.kt
    "android.permission.CAMERA",               // scanning an invitation
    "android.permission.POST_NOTIFICATIONS",   // Notices.kt
];

/// Permissions that a library would bring and that are taken out.
const REFUSED: &[&str] = &["android.permission.FOREGROUND_SERVICE"];

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((ANDROID, name))
}

fn is_removed(node: &Node<'_, '_>) -> bool {
    node.attribute((TOOLS, "node")) == Some("remove")
}

fn all<'a>(document: &'a Document<'a>, tag: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.has_tag_name(tag))
}

#[test]
fn it_asks_for_these_permissions_and_no_others() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    let (removed, asked): (Vec<_>, Vec<_>) = all(&document, "uses-permission").partition(is_removed);
    let names = |nodes: Vec<Node<'_, '_>>| -> Vec<String> {
        nodes.into_iter().map(|node| attribute(node, "name").unwrap().to_owned()).collect()
    };
    assert_eq!(names(asked), PERMISSIONS);
    assert_eq!(names(removed), REFUSED);
    assert_eq!(all(&document, "uses-permission-sdk-23").count(), 0);
}

#[test]
fn no_feature_keeps_a_cheap_phone_from_installing_it() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    for feature in all(&document, "uses-feature") {
        assert_eq!(attribute(feature, "required"), Some("false"), "{:?}", attribute(feature, "name"));
    }
    let camera = all(&document, "uses-feature").any(|f| attribute(f, "name") == Some("android.hardware.camera"));
    assert!(camera, "the permission CAMERA alone would require one");
}

#[test]
fn others_may_start_the_window_and_nothing_else() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    let mut windows = 0;
    for tag in ["activity", "activity-alias", "service", "receiver", "provider"] {
        for node in all(&document, tag).filter(|node| !is_removed(node)) {
            let exported = attribute(node, "exported");
            if attribute(node, "name") == Some(".MainActivity") {
                assert_eq!(exported, Some("true"));
                windows += 1;
            } else {
                assert_eq!(exported, Some("false"), "<{tag}> {:?}", attribute(node, "name"));
            }
        }
    }
    assert_eq!(windows, 1);
    let actions: Vec<_> = all(&document, "action").map(|node| attribute(node, "name").unwrap()).collect();
    assert_eq!(actions, ["android.intent.action.MAIN"], "no other app can hand it anything");
    assert_eq!(all(&document, "data").count(), 0);
}

#[test]
fn nothing_of_it_is_backed_up_or_moved_to_another_phone() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    let application = all(&document, "application").next().unwrap();
    assert_eq!(attribute(application, "allowBackup"), Some("false"));
    assert_eq!(attribute(application, "fullBackupContent"), Some("false"));
    assert_eq!(attribute(application, "dataExtractionRules"), Some("@xml/data_extraction_rules"));

    let text = app("src/main/res/xml/data_extraction_rules.xml");
    let rules = Document::parse(&text).unwrap();
    for way in ["cloud-backup", "device-transfer"] {
        let way = all(&rules, way).next().unwrap();
        let excluded: Vec<_> = way.children().filter_map(|node| node.attribute("domain")).collect();
        assert_eq!(excluded, ["root", "file", "database", "sharedpref", "external"]);
        assert!(way.children().filter(Node::is_element).all(|node| node.has_tag_name("exclude")));
    }
}

#[test]
fn plain_traffic_goes_to_a_development_host_in_debug_builds_only() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    let application = all(&document, "application").next().unwrap();
    assert_eq!(attribute(application, "networkSecurityConfig"), Some("@xml/network_security_config"));
    assert_eq!(attribute(application, "usesCleartextTraffic"), None, "the file says it, for each host");

    let permits = |text: &str| -> Vec<(String, Vec<String>)> {
        let rules = Document::parse(text).unwrap();
        let permitting = rules.descendants().filter(|n| n.attribute("cleartextTrafficPermitted") == Some("true"));
        let hosts = |node: Node<'_, '_>| node.descendants().filter_map(|n| Some(n.text()?.trim().to_owned())).collect();
        permitting
            .map(|node| {
                let hosts: Vec<String> = hosts(node);
                (node.tag_name().name().to_owned(), hosts.into_iter().filter(|host| !host.is_empty()).collect())
            })
            .collect()
    };
    let main = app("src/main/res/xml/network_security_config.xml");
    assert_eq!(permits(&main), []);
    assert!(main.contains("<base-config cleartextTrafficPermitted=\"false\" />"));
    let debug = app("src/debug/res/xml/network_security_config.xml");
    let [(tag, hosts)] = &permits(&debug)[..] else { panic!("one rule: {debug}") };
    assert_eq!(tag, "domain-config");
    let mut once = hosts.clone();
    once.dedup();
    assert_eq!(once, ["127.0.0.1", "localhost", "10.0.2.2"]);
}

#[test]
fn the_window_bends_instead_of_starting_anew() {
    let text = app(MANIFEST);
    let document = Document::parse(&text).unwrap();
    let window = all(&document, "activity").next().unwrap();
    assert_eq!(attribute(window, "windowSoftInputMode"), Some("adjustResize"));
    assert_eq!(attribute(window, "launchMode"), Some("singleTask"), "a tapped notification opens the running app");
    let changes: Vec<_> = attribute(window, "configChanges").unwrap().split('|').collect();
    for change in
        ["orientation", "screenSize", "keyboard", "keyboardHidden", "locale", "uiMode", "fontScale", "density"]
    {
        assert!(changes.contains(&change), "{change} would reload the page under a half-filled form");
    }
}
