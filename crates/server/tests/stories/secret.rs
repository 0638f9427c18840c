//! What must not be told: keys and invitations; and what a stranger in between, or with a copy of the database, can do.

use crate::http;
use crate::office::Office;
use crate::phone::{Phone, enrol_with, server_key};
use protocol::{Packing, SYNC_PATH, SecretKey, SyncAnswer};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::ChildStderr;
use std::sync::Arc;

fn certificate(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/certificates").join(file)
}

/// An office with a certificate that it may be given another for.
fn with_certificate() -> (Office, BufReader<ChildStderr>) {
    let mut office = Office::closed();
    put(&office, "first");
    let (pem, key) = (office.folder.path().join("tls.pem"), office.folder.path().join("tls.key"));
    let log = office.serve_with(&["--tls-certificate", pem.to_str().unwrap(), "--tls-key", key.to_str().unwrap()]);
    (office, log)
}

fn put(office: &Office, name: &str) {
    for end in ["key", "pem"] {
        let to = office.folder.path().join("tls").with_extension(end);
        std::fs::copy(certificate(&format!("{name}.{end}")), to).unwrap();
    }
}

fn wait_for(log: &mut BufReader<ChildStderr>, words: &str) {
    let mut line = String::new();
    while !line.contains(words) {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "the log ended without {words:?}");
    }
}

/// A connection to who can show a certificate of `name`.
fn secure(office: &Office, name: &str) -> Result<StreamOwned<ClientConnection, TcpStream>, std::io::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(certificate("authority.pem")).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = http::connect(office.address());
    connection.complete_io(&mut stream)?;
    Ok(StreamOwned::new(connection, stream))
}

fn health(office: &Office, name: &str) -> Option<u16> {
    let mut stream = secure(office, name).ok()?;
    write!(stream, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    http::try_read(&mut stream).map(|reply| reply.status)
}

#[test]
fn nobody_in_between_reads_or_poses_and_a_new_certificate_needs_no_new_start() {
    let (office, mut log) = with_certificate();
    assert_eq!(health(&office, "first.example"), Some(200));
    assert_eq!(health(&office, "second.example"), None, "a certificate of another name");
    let mut plain = http::connect(office.address());
    write!(plain, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(http::try_read(&mut plain).is_none(), "without TLS nothing is said");

    put(&office, "second");
    office.signal("-HUP");
    wait_for(&mut log, "the certificate was read again");
    assert_eq!(health(&office, "second.example"), Some(200));

    office.file("tls.pem", "nonsense");
    office.signal("-HUP");
    wait_for(&mut log, "unreadable_certificate");
    assert_eq!(health(&office, "second.example"), Some(200), "the one before stays");
}

#[test]
fn half_a_certificate_or_none_in_the_file_is_no_reason_to_serve_without() {
    let office = Office::closed();
    let pem = certificate("first.pem");
    let said = office.run(&["serve", "--listen", "127.0.0.1:0", "--tls-certificate", pem.to_str().unwrap()]);
    assert!(!said.ok && said.err.contains("[half_certificate]"), "{said:?}");
    let empty = office.file("empty.pem", "");
    let key = certificate("second.key");
    let key = key.to_str().unwrap();
    for (file, code) in [(&empty, "[unreadable_certificate]"), (&pem, "[unusable_certificate]")] {
        let flags = ["serve", "--listen", "127.0.0.1:0", "--tls-certificate", file.to_str().unwrap(), "--tls-key", key];
        let said = office.run(&flags);
        assert!(!said.ok && said.err.contains(code), "{said:?}");
    }
}

/// Every word of a phone's life with the log as loud as it gets: none of its secrets is in it.
#[test]
fn no_secret_is_in_the_log_or_in_the_database() {
    let mut office = Office::closed();
    office.log = "trace";
    let mut log = office.serve();
    // Read all the while: a log that nobody reads stops who writes it.
    let reading = std::thread::spawn(move || {
        let mut said = Vec::new();
        log.read_to_end(&mut said).unwrap();
        said
    });
    let key = SecretKey::generate().unwrap();
    let (code, unused) = (office.invite("Baraka"), office.invite("Amina"));
    let wrong = "0000-0000-0000";
    assert_eq!(enrol_with(&office, &key, wrong).0, 400);
    enrol_with(&office, &key, &code).1.unwrap();
    assert_eq!(enrol_with(&office, &SecretKey::generate().unwrap(), &code).0, 400);
    let mut amina = Phone::enrol(&office, "Amina");
    amina.sync_all();
    office.tell_to_stop();
    assert!(office.ended());
    let said = reading.join().unwrap();
    assert!(String::from_utf8_lossy(&said).contains("answered"));
    let mut database = std::fs::read(office.folder.path().join("karakana.sqlite")).unwrap();
    for file in ["karakana.sqlite-wal", "karakana.sqlite-shm"] {
        database.extend(std::fs::read(office.folder.path().join(file)).unwrap_or_default());
    }
    let server = std::fs::read_to_string(office.folder.path().join("server.key")).unwrap();
    let seed = |key: &SecretKey| (key.seed().to_vec(), key.seed().map(|byte| format!("{byte:02x}")).concat());
    let ((mine, mine_hex), (hers, hers_hex)) = (seed(&key), seed(&amina.key));
    let bare = |code: &str| code.replace('-', "");
    let texts =
        [code.clone(), bare(&code), unused.clone(), bare(&unused), server.trim().to_owned(), mine_hex, hers_hex];
    let bytes: Vec<u8> = (0..64).step_by(2).map(|at| u8::from_str_radix(&server[at..at + 2], 16).unwrap()).collect();
    let secrets = texts.into_iter().map(String::into_bytes).chain([mine, hers, bytes]);
    for secret in secrets {
        for (place, held) in [("log", &said), ("database", &database)] {
            assert!(!held.windows(secret.len()).any(|part| part == secret), "a secret is in the {place}");
        }
    }
    // The look would have found what is there: the public key of Amina's phone.
    let public = amina.key.public().bytes();
    assert!(database.windows(public.len()).any(|part| part == public));
}

/// Whoever heard a request can say it again: nothing is stored twice. Without TLS they hear the answer, too.
#[test]
fn what_is_said_again_changes_nothing() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.log("rings", 3);
    let heard = protocol::seal_from_device(&baraka.request(), &baraka.key, Packing::Plain).unwrap();
    baraka.sync();
    let rows = office.count("SELECT count(*) FROM log");
    for _ in 0..3 {
        let reply = http::post(office.address(), SYNC_PATH, &heard);
        let answer: SyncAnswer = protocol::open(&reply.body, &server_key(&office)).unwrap();
        assert_eq!(answer.refused, []);
    }
    assert_eq!(office.count("SELECT count(*) FROM log"), rows);
    assert_eq!(baraka.sync().refused, []);
}

/// Headers that no phone reads cost every phone bytes at every sync; elsewhere they are free.
#[test]
fn careful_headers_are_where_they_cost_nobody_anything() {
    let office = Office::open();
    let mut baraka = Phone::enrol(&office, "Baraka");
    baraka.sync_all();
    let bundle = protocol::seal_from_device(&baraka.request(), &baraka.key, Packing::Plain).unwrap();
    let reply = http::post(office.address(), SYNC_PATH, &bundle);
    let names: Vec<&str> = reply.head.lines().skip(1).filter_map(|line| line.split_once(':')).map(|it| it.0).collect();
    assert_eq!(names, ["content-length", "connection"], "the second is ours, who asked to close");
    for path in ["/healthz", "/readyz"] {
        let head = http::get(office.address(), path).head;
        for line in ["cache-control: no-store", "x-content-type-options: nosniff", "content-security-policy: "] {
            assert!(head.contains(line), "{path}: {head}");
        }
    }
}
