//! What an operator sees: health, counts, the log, and which settings hold.

use crate::http;
use crate::office::Office;
use crate::phone::Phone;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{ChildStderr, Command};

fn metrics_at(log: &mut BufReader<ChildStderr>) -> SocketAddr {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "the log ended");
        if let Some((_, at)) = line.split_once("metrics on http://") {
            return at.trim().trim_end_matches("/metrics").parse().unwrap();
        }
    }
}

#[test]
fn what_happens_is_counted_where_phones_cannot_look() {
    let mut office = Office::closed();
    let at = metrics_at(&mut office.serve_with(&["--metrics", "127.0.0.1:0"]));
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.log("rings", 3);
    baraka.sync_all();
    let mut stranger = baraka.request();
    stranger.version = 0;
    assert!(baraka.send(&stranger).is_err());
    assert_eq!(http::get(office.address(), "/metrics").status, 404);
    let head = office.count("SELECT head FROM organisation");
    let text = String::from_utf8(http::get(at, "/metrics").body).unwrap();
    for line in [
        "karakana_requests_total{route=\"enrol\",answer=\"ok\"} 1",
        "karakana_requests_total{route=\"sync\",answer=\"ok\"} 1",
        "karakana_requests_total{route=\"sync\",answer=\"too_old\"} 1",
        "karakana_documents_pushed_total 1",
        "karakana_request_seconds_count{route=\"sync\"} 2",
        "karakana_database_up 1",
        &format!("karakana_log_head{{organisation=\"Soko\"}} {head}"),
        "# EOF",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
    }
    assert!(text.contains("karakana_disk_free_bytes "));
}

#[test]
fn a_node_that_should_get_no_requests_says_so_and_answers_all_the_same() {
    let mut office = Office::closed();
    office.serve_with(&["--least-free", "100000000000"]);
    assert_eq!(http::get(office.address(), "/healthz").status, 200);
    let reply = http::get(office.address(), "/readyz");
    assert_eq!((reply.status, reply.body.as_slice()), (503, &b"the disk is nearly full\n"[..]));
    Phone::enrol(&office, "Baraka").sync_all();

    let mut office = Office::open();
    let reply = http::get(office.address(), "/readyz");
    assert_eq!((reply.status, reply.body.as_slice()), (200, &b"ready\n"[..]));
    office.tell_to_stop();
    assert!(office.ended());
    office.database().execute_batch("ALTER TABLE organisation RENAME COLUMN history TO gone").unwrap();
    office.serve();
    let reply = http::get(office.address(), "/readyz");
    assert_eq!((reply.status, reply.body.as_slice()), (503, &b"the database does not answer\n"[..]));
}

#[test]
fn the_log_can_be_read_by_machines_and_each_request_has_an_id() {
    let mut office = Office::closed();
    let mut log = office.serve_with(&["--log", "json", "--metrics", "off"]);
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.sync_all();
    office.tell_to_stop();
    assert!(office.ended());
    let mut text = String::new();
    log.read_to_string(&mut text).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let answered: Vec<_> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answered.len(), 2);
    let id = |line: &Value| line["span"]["id"].as_str().unwrap().to_owned();
    assert_ne!(id(answered[0]), id(answered[1]));
    assert_eq!((&answered[1]["span"]["route"], &answered[1]["span"]["from"]), (&"sync".into(), &"127.0.0.1".into()));
}

#[test]
fn a_flag_counts_before_the_environment_and_that_before_the_file() {
    let office = Office::closed();
    let text = "data = '/from/file'\n[serve]\nlisten = '0.0.0.0:1'\nstandstill = 1\nlongest = 1\nlog = 'json'\n";
    let file = office.file("karakana.toml", text);
    let out = Command::new(env!("CARGO_BIN_EXE_karakana-server"))
        .args(["serve", "--print-config", "--standstill", "3", "--config"])
        .arg(&file)
        .env("KARAKANA_STANDSTILL", "2")
        .env("KARAKANA_LONGEST", "2")
        .output()
        .unwrap();
    let printed = String::from_utf8(out.stdout).unwrap();
    for line in ["data = \"/from/file\"", "listen = \"0.0.0.0:1\"", "standstill = 3", "longest = 2", "log = \"json\""] {
        assert!(printed.lines().any(|it| it == line), "{line} is not in\n{printed}");
    }
    // What it prints, it reads.
    let again = office.file("again.toml", &printed);
    let said = Command::new(env!("CARGO_BIN_EXE_karakana-server"))
        .args(["serve", "--print-config", "--config"])
        .arg(again)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap(), printed);
    office.file("karakana.toml", "[serve]\nlissten = '0.0.0.0:1'\n");
    let said = office.run(&["serve", "--config", file.to_str().unwrap()]);
    assert!(!said.ok && said.err.contains("[bad_settings]") && said.err.contains("lissten"), "{said:?}");
}
