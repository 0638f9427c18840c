//! A database on another machine is spoken to over TLS, and only when it is the one that is meant.

use server::store::Store;
use server::store::postgres::Postgres;
use std::path::{Path, PathBuf};
use testkit::Cluster;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/certificates").join(name)
}

#[test]
fn postgresql_is_spoken_to_over_tls_with_an_authority_that_is_named() {
    let (_cluster, address) = Cluster::over_tls("first.example", &file("first.pem"), &file("first.key")).unwrap();
    let with = |roots: &str| {
        let address = format!("{address}&sslmode=require&sslrootcert={}", file(roots).display());
        Postgres::open(address.parse().unwrap(), true)
    };
    let store = with("authority.pem").unwrap();
    assert_eq!(store.read().unwrap().organisations().unwrap(), []);

    // Somebody in between, with a certificate of another authority.
    let refused = with("stranger.pem").err().unwrap();
    assert!(!refused.is_permanent(), "{refused}");
    let refused = Postgres::open(format!("{address}&sslmode=require").parse().unwrap(), true).err().unwrap();
    assert!(!refused.is_permanent(), "the public authorities know nothing of it: {refused}");
}
