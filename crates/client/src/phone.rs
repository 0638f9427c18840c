//! A phone: one folder that holds the profiles of the people who share it. What hosts open and serve.

use crate::api::CallError;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast;

/// How a host opens a phone.
#[derive(Debug, Clone)]
pub struct PhoneOptions {
    /// The folder that holds everything. Created when it is not there.
    pub folder: PathBuf,
    /// The server that `phone.enrol` uses when it is given none.
    pub server: Option<String>,
    /// Whether each person's network can be switched off by call.
    pub demo: bool,
}

/// A phone and the people on it.
pub struct Phone {
    changes: broadcast::Sender<String>,
}

impl Phone {
    /// Opens the phone in its folder. Never touches the network.
    pub fn open(_options: PhoneOptions) -> Result<Arc<Self>, CallError> {
        Ok(Arc::new(Self { changes: broadcast::channel(64).0 }))
    }

    /// Answers the call `name` of the table, for the person `profile` where it needs one.
    pub async fn call(&self, _profile: Option<&str>, name: &str, _args: Value) -> Result<Value, CallError> {
        Err(CallError { code: "unknown_call".into(), number: None, permanent: true, detail: name.into() })
    }

    /// The profile of each person whose data or sync state changes, as it does.
    pub fn changes(&self) -> broadcast::Receiver<String> {
        self.changes.subscribe()
    }

    /// The host came to the front or the network came back: sync everybody soon.
    pub fn wake(&self) {}
}
