//! The body of a request: at most so large, and moving.

use super::moving::Patience;
use crate::host::Denied;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use protocol::{Code, limits};
use tokio::time::timeout;

/// Reads a body of at most [`limits::BUNDLE`] bytes.
pub async fn read(headers: &HeaderMap, mut body: Body, patience: Patience) -> Result<Vec<u8>, Denied> {
    let too_large = || Denied::new(Code::TooLarge, "larger than a bundle may be");
    let length = headers.get(header::CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limits::BUNDLE) {
        return Err(too_large());
    }
    let slow = |_| Denied::new(Code::Busy, "the body stood still for too long");
    let whole = async {
        let mut bytes = Vec::with_capacity(length.unwrap_or_default());
        while let Some(frame) = timeout(patience.standstill, body.frame()).await.map_err(slow)? {
            let frame = frame.map_err(|_| Denied::new(Code::Malformed, "the body broke off"))?;
            bytes.extend_from_slice(&frame.into_data().unwrap_or_else(|_| Bytes::new()));
            if bytes.len() > limits::BUNDLE {
                return Err(too_large());
            }
        }
        Ok(bytes)
    };
    timeout(patience.longest, whole).await.map_err(slow)?
}
