//! TLS by certificate files, which are read again when they change. rustls with ring, as on the phones.

use crate::settings::Settings;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use thiserror::Error;
use tokio_rustls::TlsAcceptor;

/// Why a certificate cannot be used.
#[derive(Debug, Error)]
pub enum TlsError {
    /// One of the two files was named without the other.
    #[error("a certificate needs its key: set both tls_certificate and tls_key, or neither")]
    Half,
    /// A file does not read as PEM of its sort.
    #[error("{path}: {error}")]
    Pem {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        error: rustls::pki_types::pem::Error,
    },
    /// There is no certificate in the file.
    #[error("{0} holds no certificate")]
    Empty(PathBuf),
    /// Certificate and key do not go together, or are of a sort that nobody should use.
    #[error("the certificate cannot be used: {0}")]
    Unusable(#[from] rustls::Error),
}

impl TlsError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Half => "half_certificate",
            Self::Pem { .. } | Self::Empty(_) => "unreadable_certificate",
            Self::Unusable(_) => "unusable_certificate",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Half)
    }
}

/// A certificate with its key, from files.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: Mutex<Current>,
}

struct Current {
    config: Arc<ServerConfig>,
    /// When the files were changed that it was read from.
    changed: [Option<SystemTime>; 2],
}

impl Tls {
    /// As the settings say; `None` without TLS.
    pub fn of(settings: &Settings) -> Result<Option<Self>, TlsError> {
        match (&settings.tls_certificate.0, &settings.tls_key.0) {
            (None, None) => Ok(None),
            (Some(certificate), Some(key)) => {
                let changed = [changed(certificate), changed(key)];
                let current = Mutex::new(Current { config: read(certificate, key)?, changed });
                Ok(Some(Self { certificate: certificate.clone(), key: key.clone(), current }))
            }
            _ => Err(TlsError::Half),
        }
    }

    /// For the next connection.
    pub fn acceptor(&self) -> TlsAcceptor {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        TlsAcceptor::from(Arc::clone(&current.config))
    }

    /// Reads the files again when they changed, or when `asked`. What does not read is said, and the one before stays.
    pub fn renew(&self, asked: bool) {
        let now = [changed(&self.certificate), changed(&self.key)];
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if !asked && current.changed == now {
            return;
        }
        match read(&self.certificate, &self.key) {
            Ok(config) => {
                *current = Current { config, changed: now };
                tracing::info!("the certificate was read again");
            }
            Err(error) => {
                // Between the writing of one file and the other they do not go together; the next look will do.
                tracing::error!(%error, code = error.code(), "the new certificate is not used, the one before is");
            }
        }
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|about| about.modified()).ok()
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let pem = |path: &Path| {
        let path = path.to_owned();
        move |error| TlsError::Pem { path, error }
    };
    let chain = CertificateDer::pem_file_iter(certificate).map_err(pem(certificate))?;
    let chain = chain.collect::<Result<Vec<_>, _>>().map_err(pem(certificate))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(certificate.into()));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(pem(key))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A phone that comes again within hours spares itself half of the handshake's bytes; nothing is kept here for it.
    config.ticketer = ring::Ticketer::new()?;
    Ok(Arc::new(config))
}
