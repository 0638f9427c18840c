//! Replays the workload through real phones and a real server, and counts what passes between them.

use crate::replay::{ARTISANS, Fleet};
use crate::workload::{self, Event};
use anyhow::{Context, Result};
use domain::id::WorkshopId;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;
use testkit::{Handset, Office, Proxy, phone};

const DAY: i64 = 86_400;

#[derive(Debug, Clone, Copy, Serialize)]
struct Cost {
    up: u64,
    down: u64,
    round_trips: u64,
}

/// Runs the benchmark.
pub async fn run(path: &Path, as_json: bool) -> Result<()> {
    let workload = workload::read(path)?;
    let mut office = Office::empty()?;
    let people: String = (1..=ARTISANS).map(|n| format!("artisan,A{n:02},W,sw,,\n")).collect();
    import(&office, "workshops", "code,place\nW,Nairobi\n")?;
    import(
        &office,
        "people",
        &format!("role,name,workshop,language,skills,hours_per_week\nlead,Lead,W,sw,,\n{people}"),
    )?;
    office.serve()?;
    let proxy = Proxy::before(office.url()).await?;

    let mut phones = vec![phone(&office, "Lead", office.url()).await?];
    for n in 1..=ARTISANS {
        let url = if n == 1 { &proxy.url } else { office.url() };
        phones.push(phone(&office, &format!("A{n:02}"), url).await?);
    }
    let me: Value = phones.get(1).context("a phone")?.must("person.me", json!({})).await?;
    let number = |pointer: &str| me.pointer(pointer).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let workshop = WorkshopId(number("/workshop/workshop").context("workshop")?);
    let fleet = Fleet { phones, workshop, first: number("/person").context("person")? };

    // The history, a day at a time: everybody works, then everybody syncs.
    for day in 0.. {
        let from = workload.t0 + day * DAY;
        let today: Vec<&Event> = workload.w1.iter().filter(|e| (from..from + DAY).contains(&e.time())).collect();
        if today.is_empty() && from > workload.w1.last().map_or(0, Event::time) {
            break;
        }
        today.into_iter().try_for_each(|event| fleet.play(event))?;
        everybody(&fleet.phones).await?;
    }
    everybody(&fleet.phones).await?;

    let before = proxy.traffic.trips();
    let fresh = phone(&office, "Lead", &proxy.url).await?;
    let w1 = cost(&proxy, before + 1); // The first trip is the enrolment.

    let artisan = fleet.phones.get(1).context("a phone")?;
    for event in workload.w2.off.iter().chain(&workload.w2.oth) {
        if fleet.player(event) == 1 {
            artisan.network(false).await?
        }
        fleet.play(event)?;
    }
    for (n, phone) in fleet.phones.iter().enumerate() {
        if n != 1 {
            phone.sync().await?
        }
    }
    let w2 = measured(artisan, &proxy).await?;
    let w3 = measured(artisan, &proxy).await?;
    fresh.sync().await?;
    let lead = Fleet { phones: vec![fresh], ..fleet };
    lead.play(&workload.w4)?;
    let w4 = measured(lead.phones.first().context("a phone")?, &proxy).await?;

    if as_json {
        println!("{}", json!({ "w1": w1, "w2": w2, "w3": w3, "w4": w4 }));
        return Ok(());
    }
    println!("TCP payload with HTTP headers, no TLS; {} changes of history by 31 devices", workload.w1.len());
    println!("{:<42} {:>9} {:>9} {:>9} {:>6}", "", "up", "down", "sum", "trips");
    for (name, c) in
        [("W1 first sync of a lead", w1), ("W2 a week offline", w2), ("W3 nothing new", w3), ("W4 one tap", w4)]
    {
        println!("{name:<42} {:>9} {:>9} {:>9} {:>6}", c.up, c.down, c.up + c.down, c.round_trips);
    }
    Ok(())
}

fn import(office: &Office, what: &str, text: &str) -> Result<()> {
    let file = office.folder().join(format!("{what}.csv"));
    std::fs::write(&file, text)?;
    office.must(&["import", what, &file.to_string_lossy()]).map(drop)
}

async fn everybody(phones: &[Handset]) -> Result<()> {
    for phone in phones {
        phone.sync().await?;
    }
    Ok(())
}

async fn measured(phone: &Handset, proxy: &Proxy) -> Result<Cost> {
    let before = proxy.traffic.trips();
    phone.network(true).await?;
    phone.sync().await?;
    Ok(cost(proxy, before))
}

/// What passed since so many round trips.
fn cost(proxy: &Proxy, since: usize) -> Cost {
    let trips = proxy.traffic.since(since);
    Cost {
        up: trips.iter().map(|t| t.0).sum(),
        down: trips.iter().map(|t| t.1).sum(),
        round_trips: u64::try_from(trips.len()).unwrap_or(u64::MAX),
    }
}
