//! Bundles over HTTP. Knows nothing of what is in them.

use crate::error::{ClientError, Result};
use crate::syncing::{Reply, ReplyKind};
use protocol::limits;
use reqwest::StatusCode;
use std::sync::{Arc, Once};
use std::time::Duration;

/// Sends bundles to one server or another. Cheap to clone; connections are kept.
#[derive(Debug, Clone)]
pub struct Transport {
    http: reqwest::Client,
}

static RING: Once = Once::new();

impl Transport {
    /// A client that trusts the web's certificate authorities and follows no redirects: the server does not
    /// move, and a captive portal's redirect is not it.
    pub fn new() -> Result<Self> {
        RING.call_once(|| {
            // An error means that somebody installed a provider before: that one serves as well.
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let roots = webpki_roots::TLS_SERVER_ROOTS;
        let mut store = rustls::RootCertStore::empty();
        store.extend(roots.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| ClientError::Internal("TLS"))?
            .with_root_certificates(store)
            .with_no_client_auth();
        #[allow(clippy::disallowed_methods, reason = "the one place that makes HTTP clients")]
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(20))
            // On a bad link bytes may pause for long; what is given up has to be sent again.
            .read_timeout(Duration::from_secs(60))
            .pool_idle_timeout(Duration::from_secs(90))
            .build()
            .map_err(|e| ClientError::Network(e.to_string()))?;
        Ok(Self { http })
    }

    /// Posts a bundle to `server` + `path`. A reply that is cut off in the middle comes as far as it came.
    pub async fn post(&self, server: &str, path: &str, bundle: Vec<u8>) -> Result<Reply> {
        let url = format!("{}{path}", server.trim_end_matches('/'));
        let network = |e: reqwest::Error| ClientError::Network(e.without_url().to_string());
        let mut response = self.http.post(url).body(bundle).send().await.map_err(network)?;
        let kind = match response.status() {
            StatusCode::PARTIAL_CONTENT => ReplyKind::Rest,
            status if status.is_success() => ReplyKind::Answer,
            _ => ReplyKind::Failure,
        };
        let mut body = Vec::new();
        let whole = loop {
            match response.chunk().await {
                Ok(Some(part)) if body.len() + part.len() > limits::ANSWER => {
                    return Err(ClientError::NotTheServer("too long an answer".into()));
                }
                Ok(Some(part)) => body.extend_from_slice(&part),
                Ok(None) => break true,
                Err(error) => {
                    tracing::info!(error = %error.without_url(), bytes = body.len(), "an answer was cut off");
                    break false;
                }
            }
        };
        Ok(Reply { kind, body, whole })
    }
}
