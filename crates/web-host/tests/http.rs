//! The host as a browser meets it: the real program, a real socket, requests written by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const JSON: &str = "content-type: application/json\r\n";

/// A running host with an empty phone and a UI of two files.
struct Host {
    process: Child,
    port: u16,
    _folder: TempDir,
}

/// An answer: status, headers in lower case, body.
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Host {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ui = folder.path().join("ui");
        fs::create_dir_all(ui.join("assets")).unwrap();
        fs::write(ui.join("index.html"), "<title>Karakana</title>").unwrap();
        fs::write(ui.join("assets/app.js"), "export {}").unwrap();
        let mut process = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--phone"])
            .arg(folder.path().join("phone"))
            .arg("--ui")
            .arg(ui)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://127.0.0.1:").expect(&line);
        let port = address.strip_suffix('/').unwrap().parse().unwrap();
        Self { process, port, _folder: folder }
    }

    /// Sends a request with the host's own name, more headers and a body.
    fn send(&self, request: &str, headers: &str, body: &str) -> Answer {
        self.send_as(&format!("127.0.0.1:{}", self.port), request, headers, body)
    }

    /// Sends a request that calls the host by another name.
    fn send_as(&self, name: &str, request: &str, headers: &str, body: &str) -> Answer {
        let mut text = String::new();
        self.open(name, request, headers, body).read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers: head.to_lowercase(), body: body.to_owned() }
    }

    fn open(&self, name: &str, request: &str, headers: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let head = format!("{request} HTTP/1.1\r\nhost: {name}\r\nconnection: close\r\ncontent-length: {length}\r\n");
        stream.write_all(format!("{head}{headers}\r\n{body}").as_bytes()).unwrap();
        stream
    }

    fn ask_to_stop(&self) {
        let sent = Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    /// Asserts that this is a refusal, in the shape of a call's.
    fn refuses(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(self.json()["code"], code, "{}", self.body);
        assert_eq!(self.json()["permanent"], true, "{}", self.body);
    }
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_karakana-web-host"));
    program.env_remove("KARAKANA_PHONE").env_remove("KARAKANA_SERVER").stdin(Stdio::null());
    program
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

#[test]
fn a_call_is_answered_from_the_table() {
    let host = Host::start();
    let answer = host.send("POST /api/call/phone.open", JSON, r#"{"profile":null,"args":{}}"#);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["people"], json!([]));
    assert_eq!(answer.json()["demo"], false);
}

#[test]
fn what_goes_wrong_in_a_call_arrives_with_its_code() {
    let host = Host::start();
    host.send("POST /api/call/no.such_call", JSON, "{}").refuses(404, "unknown_call");
    let answer = host.send("POST /api/call/work.list", JSON, r#"{"profile":"nobody","args":{}}"#);
    assert_eq!((answer.status, &answer.json()["permanent"]), (400, &json!(true)), "{}", answer.body);
}

#[test]
fn a_body_that_is_no_call_is_refused() {
    let host = Host::start();
    host.send("POST /api/call/phone.open", JSON, "{").refuses(400, "bad_arguments");
    host.send("POST /api/call/phone.open", JSON, r#"{"args":7}"#).refuses(422, "bad_arguments");
    host.send("POST /api/call/phone.open", "content-type: text/plain\r\n", "{}").refuses(415, "not_json");
    host.send("POST /api/call/phone.open", "", "{}").refuses(415, "not_json");
    let long = format!(r#"{{"args":{{"code":"{}"}}}}"#, "x".repeat(8 << 20));
    host.send("POST /api/call/phone.open", JSON, &long).refuses(413, "too_large");
}

#[test]
fn a_page_of_another_origin_gets_nothing() {
    let host = Host::start();
    for foreign in ["origin: http://evil.example\r\n", "origin: null\r\n", "sec-fetch-site: cross-site\r\n"] {
        let headers = format!("{JSON}{foreign}");
        host.send("POST /api/call/phone.open", &headers, "{}").refuses(403, "foreign_page");
        host.send("GET /api/events", foreign, "").refuses(403, "foreign_page");
    }
    let own = format!("{JSON}origin: http://127.0.0.1:{}\r\nsec-fetch-site: same-origin\r\n", host.port);
    assert_eq!(host.send("POST /api/call/phone.open", &own, "{}").status, 200);
}

#[test]
fn a_name_that_was_made_to_point_here_gets_nothing() {
    let host = Host::start();
    for address in ["GET /", "GET /assets/app.js", "GET /api/events", "POST /api/call/phone.open"] {
        host.send_as("karakana.evil.example", address, JSON, "{}").refuses(403, "foreign_host");
    }
    assert_eq!(host.send_as("localhost", "GET /", "", "").status, 200);
}

#[test]
fn the_ui_is_served_with_its_page_for_its_own_addresses() {
    let host = Host::start();
    for own in ["GET /", "GET /work", "GET /batch/12"] {
        let page = host.send(own, "", "");
        assert_eq!((page.status, page.body.as_str()), (200, "<title>Karakana</title>"), "{own}");
        assert!(page.headers.contains("content-type: text/html"), "{}", page.headers);
        assert!(page.headers.contains("content-security-policy: default-src 'self';"), "{}", page.headers);
        assert!(page.headers.contains("x-content-type-options: nosniff"), "{}", page.headers);
    }
    let script = host.send("GET /assets/app.js", "", "");
    assert!(script.headers.contains("content-type: text/javascript"), "{}", script.headers);
}

#[test]
fn what_is_not_there_is_not_there() {
    let host = Host::start();
    assert_eq!(host.send("GET /assets/old.js", "", "").status, 404);
    assert_eq!(host.send("GET /../../Cargo.toml", "", "").status, 404);
    host.send("GET /api/no-such-thing", "", "").refuses(404, "no_such_address");
    assert_eq!(host.send("GET /api/call/phone.open", "", "").status, 405);
}

#[test]
fn asked_to_stop_it_ends_the_events_and_leaves() {
    let mut host = Host::start();
    let mut events = BufReader::new(host.open("localhost", "GET /api/events", "", ""));
    let mut line = String::new();
    events.read_line(&mut line).unwrap();
    assert_eq!(line.trim(), "HTTP/1.1 200 OK");
    host.ask_to_stop();
    let mut rest = String::new();
    events.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("content-type: text/event-stream"), "{rest}");
    assert!(host.process.wait().unwrap().success());
    let mut more = String::new();
    host.process.stdout.take().unwrap().read_to_string(&mut more).unwrap();
    assert_eq!(more, "", "one line on stdout and no more");
}

#[test]
fn it_does_not_listen_where_other_machines_could_reach_it() {
    let folder = tempfile::tempdir().unwrap();
    let phone = folder.path().to_str().unwrap();
    let output = run(&["serve", "--phone", phone, "--listen", "0.0.0.0:0"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("only loopback addresses"), "{output:?}");
}

#[test]
fn a_port_that_is_taken_is_said_so() {
    let host = Host::start();
    let folder = tempfile::tempdir().unwrap();
    let phone = folder.path().to_str().unwrap();
    let output = run(&["serve", "--phone", phone, "--listen", &format!("127.0.0.1:{}", host.port)]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("choose another port with --listen"), "{output:?}");
}

#[test]
fn an_invitation_for_a_server_that_is_not_there_enrols_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let phone = folder.path().to_str().unwrap();
    let output = run(&["enrol", "--phone", phone, "--server", "http://127.0.0.1:9", "ABCDEFGHJKMN"]);
    assert!(!output.status.success());
    assert!(output.stdout.is_empty(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the invitation did not work"), "{output:?}");
}
