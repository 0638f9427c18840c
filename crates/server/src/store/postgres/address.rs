//! Where a database is, as operators write it: `postgres://user:password@host:5432/name`.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long to try to connect.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long what was sent may stay without any sign of the other side.
const SILENCE: Duration = Duration::from_secs(30);
/// The option that names a file with the certificate of the authority that the database's certificate is from.
const ROOT: &str = "sslrootcert=";

/// An address of a database. It may hold a password, so it is never shown.
#[derive(Clone)]
pub struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

/// Why a text is no address of a database.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadAddress {
    /// It does not read. What it says is not repeated: it may hold a password.
    #[error("not an address of a database; write postgres://USER:PASSWORD@HOST:PORT/NAME")]
    Unreadable,
    /// The file that `sslrootcert` names has no certificate.
    #[error("no certificate can be read from {0}")]
    NoCertificate(String),
}

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err(BadAddress::Unreadable);
        }
        let (address, roots) = without_roots(text);
        let mut config: Config = address.parse().map_err(|_| BadAddress::Unreadable)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        config.keepalives_idle(SILENCE);
        if config.get_application_name().is_none() {
            config.application_name("karakana-server");
        }
        Ok(Self { config, tls: tls(roots)? })
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://…")
    }
}

/// Takes the option out that names the authority: the client library knows it not.
fn without_roots(text: &str) -> (String, Option<&str>) {
    let Some((address, options)) = text.split_once('?') else { return (text.to_owned(), None) };
    let roots = options.split('&').find_map(|option| option.strip_prefix(ROOT));
    let others: Vec<_> = options.split('&').filter(|option| !option.starts_with(ROOT)).collect();
    (format!("{address}?{}", others.join("&")), roots)
}

/// Believes the public authorities, or only the one that was named.
fn tls(roots: Option<&str>) -> Result<MakeRustlsConnect, BadAddress> {
    let mut believed = RootCertStore { roots: Vec::new() };
    match roots {
        None => believed.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(file) => {
            let none = || BadAddress::NoCertificate(file.to_owned());
            let found = CertificateDer::pem_file_iter(file).map_err(|_| none())?;
            let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|_| none())?;
            if believed.add_parsable_certificates(found).0 == 0 {
                return Err(none());
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|_| BadAddress::Unreadable)?.with_root_certificates(believed).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_its_password_never_shown() {
        let address: Address = "postgres://soko:very-secret@db.example:5433/karakana?sslmode=require".parse().unwrap();
        assert_eq!(address.config.get_ports(), [5433]);
        assert_eq!(address.config.get_dbname(), Some("karakana"));
        assert!(!format!("{address:?}").contains("very-secret"));
        for nonsense in ["", "karakana.sqlite", "mysql://localhost/very-secret", "postgres://h:very-secret/x"] {
            let refused = nonsense.parse::<Address>().unwrap_err();
            assert_eq!(refused, BadAddress::Unreadable);
            assert!(!refused.to_string().contains("very-secret"));
        }
    }

    #[test]
    fn the_authority_that_is_named_has_to_be_there() {
        let text = "postgres://h/x?sslmode=require&sslrootcert=/nowhere/ca.pem";
        assert_eq!(text.parse::<Address>().unwrap_err(), BadAddress::NoCertificate("/nowhere/ca.pem".into()));
        assert_eq!(without_roots(text), ("postgres://h/x?sslmode=require".into(), Some("/nowhere/ca.pem")));
    }
}
