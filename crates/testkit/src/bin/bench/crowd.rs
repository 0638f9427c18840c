//! A fleet of a thousand phones, each with one tap, that come back to the server together.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use crate::figures::{Process, now};
use crate::history::import;
use anyhow::{Context, Result};
use documents::work;
use domain::entry::{Decision, WorkEntry};
use domain::id::{DocKey, PersonId, WorkshopId};
use domain::kind::{DocId, Feed, Kind};
use domain::quantity::{Minutes, Pieces};
use domain::time::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use testkit::{FakeClock, Handset, Link, MONDAY, Office, bytes_in};
use tokio::task::JoinSet;

/// People in a workshop.
const MEMBERS: usize = 20;
/// Phones that sync at once.
const AT_ONCE: usize = 32;

/// What it cost.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Crowd {
    pub devices: usize,
    pub at_once: usize,
    pub up: u64,
    pub down: u64,
    pub round_trips: u64,
    pub seconds: f64,
    pub client_cpu_seconds: f64,
    pub server_cpu_seconds: f64,
    pub server_peak_bytes: u64,
    pub server_disk_bytes: u64,
}

/// Enrols `devices` people, gives each an accepted assignment, has each log once, and measures the syncs.
pub async fn run(devices: usize) -> Result<Crowd> {
    let mut office = Office::empty()?;
    let shops: String = (0..devices.div_ceil(MEMBERS)).map(|w| format!("W{w:02},Nairobi\n")).collect();
    let people: String = (0..devices).map(|n| format!("artisan,P{n:04},W{:02},sw,,\n", n / MEMBERS)).collect();
    import(&office, "workshops", &format!("code,place\n{shops}"))?;
    import(&office, "people", &format!("role,name,workshop,language,skills,hours_per_week\n{people}"))?;
    office.serve()?;
    let link = Link::before(office.url()).await?;
    let mut phones = Vec::new();
    for n in 0..devices {
        phones.push(with_one_tap(&office, &link, &format!("P{n:04}")).await?);
    }
    // Its memory and its processor are to be those of the syncs alone.
    office.kill()?;
    office.serve()?;
    link.move_to(office.url());

    let (before, client, server) = (link.count(), Process::read(None)?, Process::read(office.process())?);
    let begin = now();
    let mut syncing = JoinSet::new();
    for mut phone in phones {
        if syncing.len() >= AT_ONCE {
            syncing.join_next().await.context("a phone")???;
        }
        syncing.spawn(async move {
            phone.restart().await?;
            phone.sync().await?;
            phone.switch_off().await;
            anyhow::Ok(())
        });
    }
    while let Some(done) = syncing.join_next().await {
        done??;
    }
    let (seconds, passed) = (begin.elapsed().as_secs_f64(), link.count().since(before));
    let (client_after, after) = (Process::read(None)?, Process::read(office.process())?);
    Ok(Crowd {
        devices,
        at_once: AT_ONCE,
        up: passed.up,
        down: passed.down,
        round_trips: passed.round_trips,
        seconds,
        client_cpu_seconds: client_after.cpu - client.cpu,
        server_cpu_seconds: after.cpu - server.cpu,
        server_peak_bytes: after.peak,
        server_disk_bytes: bytes_in(office.folder())?,
    })
}

/// A phone that has sent an accepted assignment and holds one log entry that it has not sent, switched off.
async fn with_one_tap(office: &Office, link: &Link, name: &str) -> Result<Handset> {
    let mut phone = Handset::enrol(&link.url, &office.invite(name)?, FakeClock::at(MONDAY)).await?;
    let me: Value = phone.must("person.me", json!({})).await?;
    let number = |pointer: &str| me.pointer(pointer).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let workshop = WorkshopId(number("/workshop/workshop").context("workshop")?);
    let feed = Feed::Work(workshop, PersonId(number("/person").context("person")?));
    let doc = DocId::new(feed, Kind::Work, DocKey::named("crowd", name));
    let at = Timestamp(MONDAY);
    let yes = Decision { accepted: true, at, reason: String::new() };
    phone.replay(doc, |w| work::write_decision(w, &yes))?;
    phone.sync().await?;
    let (pieces, minutes, scrap) = (Pieces(4), Minutes(50), Pieces(0));
    let entry = WorkEntry::Log { pieces, minutes, scrap, note: String::new(), corrects: None };
    phone.replay(doc, |w| work::add(w, at, &entry))?;
    phone.switch_off().await;
    Ok(phone)
}
