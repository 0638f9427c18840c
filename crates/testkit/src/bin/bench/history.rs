//! Plays the workload's history on real phones up to each sync that is measured.

use crate::replay::{ARTISANS, Fleet};
use crate::stage::Stage;
use crate::workload::{Event, Workload};
use anyhow::{Context, Result};
use domain::id::WorkshopId;
use serde_json::{Value, json};
use testkit::{FakeClock, Fault, Handset, Link, Office, Proxy, phone};

const DAY: i64 = 86_400;

/// The moment before each sync.
#[derive(Debug)]
pub struct Stages {
    /// A lead's phone that is enrolled and has nothing yet.
    pub first_sync: Stage,
    /// An artisan's phone after a week without network.
    pub week: Stage,
    /// A lead's phone that has everything.
    pub nothing_new: Stage,
    /// The same with one more tap.
    pub one_tap: Stage,
}

/// Plays everything behind `link`.
pub async fn play(workload: &Workload, link: &Link) -> Result<Stages> {
    let mut office = Office::empty()?;
    let people: String = (1..=ARTISANS).map(|n| format!("artisan,A{n:02},W,sw,,\n")).collect();
    import(&office, "workshops", "code,place\nW,Nairobi\n")?;
    import(
        &office,
        "people",
        &format!("role,name,workshop,language,skills,hours_per_week\nlead,Lead,W,sw,,\n{people}"),
    )?;
    office.serve()?;
    link.move_to(office.url());

    let mut fleet = enrol(&office, link).await?;
    all_days(workload, &fleet).await?;
    let end = workload.w1.last().map_or(workload.t0, Event::time);

    let mut lead = enrolled_only(&office, link, end).await?;
    let first_sync = Stage::keep(&mut office, link, &mut lead, end).await?;
    lead.restart().await?;
    lead.sync().await?;
    let nothing_new = Stage::keep(&mut office, link, &mut lead, end).await?;
    lead.restart().await?;
    lead.network(false).await?;
    let only = Fleet { phones: vec![lead], workshop: fleet.workshop, first: fleet.first };
    only.play(&workload.w4)?;
    let mut lead = only.phones.into_iter().next().context("a phone")?;
    let one_tap = Stage::keep(&mut office, link, &mut lead, workload.w4.time()).await?;
    drop(lead);

    fleet.phones.get(1).context("a phone")?.network(false).await?;
    workload.w2.off.iter().chain(&workload.w2.oth).try_for_each(|event| fleet.play(event))?;
    for (n, phone) in fleet.phones.iter().enumerate() {
        if n != 1 {
            phone.sync().await?
        }
    }
    let artisan = fleet.phones.get_mut(1).context("a phone")?;
    let at = workload.w2.off.last().map_or(end, Event::time);
    let week = Stage::keep(&mut office, link, artisan, at).await?;
    Ok(Stages { first_sync, week, nothing_new, one_tap })
}

/// The lead and all artisans, enrolled.
async fn enrol(office: &Office, link: &Link) -> Result<Fleet> {
    let mut phones = vec![phone(office, "Lead", &link.url).await?];
    for n in 1..=ARTISANS {
        phones.push(phone(office, &format!("A{n:02}"), &link.url).await?);
    }
    let me: Value = phones.get(1).context("a phone")?.must("person.me", json!({})).await?;
    let number = |pointer: &str| me.pointer(pointer).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let workshop = WorkshopId(number("/workshop/workshop").context("workshop")?);
    Ok(Fleet { phones, workshop, first: number("/person").context("person")? })
}

/// The history, a day at a time: everybody works, then everybody syncs.
async fn all_days(workload: &Workload, fleet: &Fleet) -> Result<()> {
    let end = workload.w1.last().map_or(workload.t0, Event::time);
    let mut from = workload.t0;
    while from <= end {
        let today = workload.w1.iter().filter(|e| (from..from + DAY).contains(&e.time()));
        today.into_iter().try_for_each(|event| fleet.play(event))?;
        everybody(&fleet.phones).await?;
        from += DAY;
    }
    everybody(&fleet.phones).await
}

/// A new phone of the lead, whose first sync did not come through.
async fn enrolled_only(office: &Office, link: &Link, at: i64) -> Result<Handset> {
    let proxy = Proxy::before(office.url()).await?;
    let mut plan = vec![Fault::None];
    plan.resize(8, Fault::CutRequest(0));
    proxy.plan(&plan);
    link.move_to(&proxy.url);
    let mut lead = Handset::enrol(&link.url, &office.invite("Lead")?, FakeClock::at(at)).await?;
    lead.switch_off().await;
    link.move_to(office.url());
    Ok(lead)
}

async fn everybody(phones: &[Handset]) -> Result<()> {
    for phone in phones {
        phone.sync().await?;
    }
    Ok(())
}

/// Imports `text` as a file of the office.
pub fn import(office: &Office, what: &str, text: &str) -> Result<()> {
    let file = office.folder().join(format!("{what}.csv"));
    std::fs::write(&file, text)?;
    office.must(&["import", what, &file.to_string_lossy()]).map(drop)
}
