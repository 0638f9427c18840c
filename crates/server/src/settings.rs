//! What an operator can set: by a flag, by a variable of the environment, or in a file; the first of these that says
//! something counts. [`Layer`] is what one of them says, [`Settings`] what holds in the end.

mod kinds;

pub use kinds::{Log, Maybe, Net, Nets};

use clap::Args;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a settings file is not used. The server then does not start: half of what was meant is worse than nothing.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// It cannot be read.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// It says something that is not known, or in a form that is not.
    #[error("{path}: {error}")]
    Form {
        /// Which.
        path: PathBuf,
        /// What is wrong, and in which line.
        error: toml::de::Error,
    },
}

impl SettingsError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "unreadable_file",
            Self::Form { .. } => "bad_settings",
        }
    }

    /// Whether trying again cannot help.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Form { .. })
    }
}

/// A settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    /// Folder of the key and the database.
    pub data: Option<PathBuf>,
    /// A database elsewhere.
    pub database: Option<String>,
    /// What `serve` goes by.
    pub serve: Layer,
}

impl File {
    /// Reads one.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        let file = |error| SettingsError::File { path: path.into(), error };
        let text = std::fs::read_to_string(path).map_err(file)?;
        toml::from_str(&text).map_err(|error| SettingsError::Form { path: path.into(), error })
    }
}

macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident, $env:literal: $type:ty = $default:expr;)*) => {
        /// What was said in one place.
        #[derive(Debug, Clone, Default, Args, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Layer {
            $($(#[doc = $doc])+ #[arg(long, env = $env)] pub $name: Option<$type>,)*
        }

        /// What holds.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        pub struct Settings {
            $($(#[doc = $doc])+ pub $name: $type,)*
        }

        impl Layer {
            /// What is said here, and where nothing is, what `below` says.
            pub fn over(self, below: Self) -> Self {
                Self { $($name: self.$name.or(below.$name),)* }
            }

            /// With the defaults for what nobody said.
            pub fn settled(self) -> Settings {
                Settings { $($name: self.$name.unwrap_or_else(|| $default),)* }
            }
        }
    };
}

settings! {
    /// Address and port for phones; port 0 takes a free one.
    listen, "KARAKANA_LISTEN": SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8421));
    /// Address and port of /metrics, or "off". Phones must not reach it.
    metrics, "KARAKANA_METRICS": Maybe<SocketAddr> = Maybe(Some(SocketAddr::from(([127, 0, 0, 1], 9421))));
    /// The certificate chain in PEM, or "off" for plain HTTP behind a proxy. Read again when it changes, and at SIGHUP.
    tls_certificate, "KARAKANA_TLS_CERTIFICATE": Maybe<PathBuf> = Maybe(None);
    /// The private key of the certificate, in PEM.
    tls_key, "KARAKANA_TLS_KEY": Maybe<PathBuf> = Maybe(None);
    /// Networks of proxies whose X-Forwarded-For is believed, with commas between: 10.0.0.0/8,::1.
    trusted_proxies, "KARAKANA_TRUSTED_PROXIES": Nets = Nets::default();
    /// Networks that may connect and ask as often as they like. Where a proxy is not trusted, all phones are one address.
    unlimited, "KARAKANA_UNLIMITED": Nets = Nets::loopback();
    /// Connections that are held open at the same time; further ones wait.
    connections, "KARAKANA_CONNECTIONS": u32 = 2_000;
    /// Connections of one address; further ones are closed. Many phones may share one address of their telephone company.
    connections_per_address, "KARAKANA_CONNECTIONS_PER_ADDRESS": u32 = 500;
    /// Requests of one address in a second, on average.
    requests_per_address, "KARAKANA_REQUESTS_PER_ADDRESS": u32 = 100;
    /// Requests that an address may make at once after a silence.
    burst_per_address, "KARAKANA_BURST_PER_ADDRESS": u32 = 1_000;
    /// Requests of one device in a second, on average.
    requests_per_device, "KARAKANA_REQUESTS_PER_DEVICE": u32 = 50;
    /// Requests that a device may make at once after a silence: a first sync in small pages takes many.
    burst_per_device, "KARAKANA_BURST_PER_DEVICE": u32 = 1_000;
    /// Seconds that a request or an answer may stand still.
    standstill, "KARAKANA_STANDSTILL": u64 = 30;
    /// Seconds that a request or an answer may take in all.
    longest, "KARAKANA_LONGEST": u64 = 600;
    /// Megabytes that have to be free where the data is; with less, /readyz says no.
    least_free, "KARAKANA_LEAST_FREE": u64 = 200;
    /// How to write the log: text or json.
    log, "KARAKANA_LOG": Log = Log::Text;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> Layer {
        toml::from_str::<File>(text).unwrap().serve
    }

    #[test]
    fn the_first_that_says_something_counts() {
        let flags = layer("[serve]\nlisten = '0.0.0.0:1'");
        let file =
            layer("[serve]\nlisten = '0.0.0.0:2'\nlog = 'json'\nmetrics = 'off'\ntrusted_proxies = ['10.0.0.0/8']");
        let settings = flags.over(file).settled();
        assert_eq!((settings.listen.port(), settings.log, settings.metrics), (1, Log::Json, Maybe(None)));
        assert!(settings.trusted_proxies.contain([10, 1, 2, 3].into()));
        assert_eq!(settings.connections, 2_000);
    }

    #[test]
    fn what_is_printed_reads_as_the_same() {
        let settings = layer("[serve]\nunlimited = ['10.0.0.0/8', '::1/128']\ntls_key = '/k.pem'").settled();
        let printed = format!("[serve]\n{}", toml::to_string(&settings).unwrap());
        assert_eq!(layer(&printed).settled(), settings);
    }

    #[test]
    fn a_word_that_is_not_known_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karakana.toml");
        for text in ["listen = '0.0.0.0:1'", "[serve]\nlissten = '0.0.0.0:1'", "[serve]\nunlimited = ['everybody']"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(File::read(&path).unwrap_err().code(), "bad_settings", "{text}");
        }
        assert_eq!(File::read(&folder.path().join("none")).unwrap_err().code(), "unreadable_file");
    }
}
