//! The organisation's devices, for the office.

use crate::admin::ask;
use crate::api::Nothing;
use crate::api::people::{DeviceRow, OfDevice};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::names;
use domain::id::DeviceId;
use protocol::admin::Ask;
use std::sync::Arc;

/// `device.list`
pub async fn list(app: &Arc<App>, _: Nothing) -> Result<Vec<DeviceRow>> {
    let answer = ask(app, Ask::Devices).await?;
    app.read(|c, _| {
        let row = |d: protocol::admin::DeviceLine| {
            let device = DeviceId(d.device).to_string();
            Ok(DeviceRow {
                mine: device == app.profile,
                device,
                person: d.person,
                name: names::person(c, d.person)?,
                app: d.app,
                unsent: d.unsent,
                enrolled: d.enrolled,
                last_seen: d.last_seen,
                closed: (d.closed > 0).then_some(d.closed),
            })
        };
        answer.devices.unwrap_or_default().into_iter().map(row).collect()
    })
}

/// `device.revoke`
pub async fn revoke(app: &Arc<App>, args: OfDevice) -> Result<Nothing> {
    let device = bytes(&args.device).ok_or(ClientError::NotFound("device"))?;
    ask(app, Ask::RevokeDevice { device }).await?;
    Ok(Nothing {})
}

/// Reads as many bytes as there must be from hexadecimal digits.
pub fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
