//! Everybody, on one phone with one clock, as in the demonstration.

use super::{HOUR, Plan, Today};
use crate::clock::FakeClock;
use crate::fleet::Dice;
use anyhow::{Context, Result, anyhow, ensure};
use client::api::MaterialRef;
use client::api::person::MemberRow;
use client::api::phone::PersonOnPhone;
use client::api::sync::SyncView;
use client::{Disk, Phone, PhoneOptions};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Somebody, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person(pub &'static str);

impl Person {
    /// A coordinator.
    pub const ESTHER: Self = Self("Esther");
    /// The other one, who approves what Esther prepares.
    pub const NEEMA: Self = Self("Neema");
    /// Leads KIBERA-1.
    pub const AMINA: Self = Self("Amina");
    /// Who makes things at KIBERA-1.
    pub const ARTISANS: [Self; 10] = [
        Self("Baraka"),
        Self("Wanjiru"),
        Self("Otieno"),
        Self("Achieng"),
        Self("Kamau"),
        Self("Njeri"),
        Self("Mutua"),
        Self("Halima"),
        Self("Juma"),
        Self("Akinyi"),
    ];
}

/// The phone and the people on it.
pub struct Cast {
    phone: Arc<Phone>,
    clock: FakeClock,
    profiles: BTreeMap<Person, String>,
    /// Members of KIBERA-1 by name.
    pub members: BTreeMap<String, MemberRow>,
}

impl Cast {
    /// Enrols everybody.
    pub async fn gather(
        plan: &Plan,
        clock: FakeClock,
        dice: &mut Dice,
        invite: impl Fn(&str) -> Result<String>,
    ) -> Result<Self> {
        std::fs::create_dir_all(&plan.phone)?;
        let options = PhoneOptions { folder: plan.phone.clone(), server: None, demo: true, background: false };
        let phone = Phone::open_in(options, clock.clock(), dice.chance(), Disk::default())
            .map_err(|e| anyhow!("{}: {}", e.code, e.detail))?;
        let mut cast = Self { phone, clock, profiles: BTreeMap::new(), members: BTreeMap::new() };
        let office = [Person::ESTHER, Person::NEEMA, Person::AMINA];
        for person in office.into_iter().chain(Person::ARTISANS) {
            // The key is the device's name, and that of its entries: it comes from the seed as well.
            std::fs::write(plan.phone.join("pending.key"), dice.bytes::<32>())?;
            let args = json!({ "server": plan.server, "code": invite(person.0)? });
            let reply = cast.phone.call(None, "phone.enrol", args).await;
            let reply = reply.map_err(|e| anyhow!("{}: {} {}", person.0, e.code, e.detail))?;
            let enrolled: PersonOnPhone = serde_json::from_value(reply)?;
            cast.profiles.insert(person, enrolled.profile);
        }
        cast.everybody_syncs().await?;
        let members: Vec<MemberRow> = cast.must(Person::AMINA, "member.list", json!({})).await?;
        cast.members = members.into_iter().map(|member| (member.name.clone(), member)).collect();
        Ok(cast)
    }

    /// Makes a call that has to work.
    pub async fn must<T: DeserializeOwned>(&self, person: Person, name: &str, args: Value) -> Result<T> {
        let profile = self.profiles.get(&person).context("somebody who is not here")?;
        let reply = self.phone.call(Some(profile), name, args.clone()).await;
        let reply = reply.map_err(|e| anyhow!("{} {name} {args}: {} {:?} {}", person.0, e.code, e.number, e.detail))?;
        serde_json::from_value(reply).with_context(|| name.to_owned())
    }

    /// As [`Cast::must`], where the reply says nothing new.
    pub async fn does(&self, person: Person, name: &str, args: Value) -> Result<()> {
        self.must::<Value>(person, name, args).await.map(drop)
    }

    /// Each syncs until all is sent.
    pub async fn sync(&self, people: &[Person]) -> Result<()> {
        for person in people {
            let view: SyncView = self.must(*person, "sync.now", json!({})).await?;
            ensure!(view.error.is_none() && view.unsent == 0 && view.refused == 0, "{}: {view:?}", person.0);
        }
        Ok(())
    }

    /// All of them, the artisans last.
    pub async fn everybody_syncs(&self) -> Result<()> {
        let people: Vec<_> = self.profiles.keys().copied().collect();
        self.sync(&people).await
    }

    /// It is so many seconds after midnight, but never later than the end.
    pub fn wakes(&self, today: Today, until: Timestamp, second: i64) {
        self.clock.set(today.at_second(second).min(until.0 - HOUR / 4));
    }

    /// Some minutes pass.
    pub fn passes(&self, minutes: u32, until: Timestamp) {
        let now = self.clock.clock().now().0 + i64::from(minutes) * 60;
        self.clock.set(now.min(until.0));
    }

    /// The end has come.
    pub fn until(&self, end: Timestamp) {
        self.clock.set(end.0);
    }
}

/// Hooks and sheets are given out and used whole, as screens have it; no less than `tenths`.
pub fn whole(tenths: i64, material: &MaterialRef) -> i64 {
    if material.unit == "piece" { (tenths + 9) / 10 * 10 } else { tenths }
}
