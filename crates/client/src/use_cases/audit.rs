//! Who did what about people and devices.

use crate::admin::ask;
use crate::api::people::{AuditBefore, AuditRow};
use crate::app::App;
use crate::error::{ClientError, Result};
use crate::use_cases::names;
use protocol::admin::{Ask, AuditLine};
use std::sync::Arc;

/// `audit.list`
pub async fn list(app: &Arc<App>, args: AuditBefore) -> Result<Vec<AuditRow>> {
    let before = match args.before.as_str() {
        "" => 0,
        line => line.parse().map_err(|_| ClientError::NotFound("line"))?,
    };
    let answer = ask(app, Ask::Audit { before }).await?;
    app.read(|c, _| {
        let row = |line: AuditLine| {
            let by = (line.by > 0).then(|| names::person(c, line.by)).transpose()?;
            let about = if line.about > 0 { names::person(c, line.about)? } else { String::new() };
            Ok(AuditRow { line: line.line.to_string(), at: line.at, by, act: line.act, about, detail: line.detail })
        };
        answer.audit.unwrap_or_default().into_iter().map(row).collect()
    })
}
