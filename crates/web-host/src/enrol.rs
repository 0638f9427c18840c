//! Enrolling a person from the command line, as the app's first screen does.

use crate::command;
use anyhow::{Context, anyhow};
use client::api::CallError;
use client::api::phone::{Enrol, PersonOnPhone, Role};
use client::{Phone, PhoneOptions};

/// Enrols the person that the invitation names and prints who that is, on one line.
pub async fn enrol(args: command::Enrol) -> anyhow::Result<()> {
    let options = PhoneOptions { folder: args.phone, server: Some(args.server.clone()), demo: false, background: true };
    let phone = Phone::open(options).map_err(|e| explain("the phone could not be opened", &e))?;
    let arguments = serde_json::to_value(Enrol { server: args.server, code: args.code })?;
    let reply =
        phone.call(None, "phone.enrol", arguments).await.map_err(|e| explain("the invitation did not work", &e))?;
    let person: PersonOnPhone = serde_json::from_value(reply).context("the reply of phone.enrol")?;
    let workshop = person.workshop.map(|code| format!(" of {code}")).unwrap_or_default();
    println!("{}, {}{workshop}", person.name, word(&person.role));
    Ok(())
}

fn word(role: &Role) -> &'static str {
    match role {
        Role::Artisan => "artisan",
        Role::Lead => "lead",
        Role::Coordinator => "coordinator",
    }
}

fn explain(what: &str, error: &CallError) -> anyhow::Error {
    let again = if error.permanent { "" } else { ", try again later" };
    anyhow!("{what}: {} ({}{again})", error.detail, error.code)
}
