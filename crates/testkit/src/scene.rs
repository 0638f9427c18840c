//! What most stories begin with: Baraka at Kibera has been offered work.

use crate::{FakeClock, Handset, Office};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// When scenes begin: Monday 23 November 2026, eight in the morning in Nairobi.
pub const MONDAY: i64 = 1_795_410_000;

/// Esther has planned a batch of one order line for KIBERA-1 and Amina has offered it to Baraka in shares.
pub struct Scene {
    /// The coordinator's phone.
    pub esther: Handset,
    /// The lead's phone.
    pub amina: Handset,
    /// The artisan's phone, which has the shares.
    pub baraka: Handset,
    /// The batch.
    pub batch: String,
    /// The shares, in the order in which they were asked for.
    pub assignments: Vec<String>,
}

impl Scene {
    /// Enrols the three at `office` and plays up to the offer. Baraka's phone reaches the office at `baraka_url`.
    pub async fn offered(office: &Office, baraka_url: &str, order: &str, sku: &str, shares: &[u32]) -> Result<Self> {
        let (esther, amina) =
            (phone(office, "Esther", office.url()).await?, phone(office, "Amina", office.url()).await?);
        let baraka = phone(office, "Baraka", baraka_url).await?;
        let orders: Vec<Value> = esther.must("order.list", json!({})).await?;
        let order = find(&orders, "/number", order)?;
        let shops: Vec<Value> = esther.must("workshop.list", json!({})).await?;
        let shop = find(&shops, "/workshop/code", "KIBERA-1")?;
        let plan = json!({ "order": at(order, "/order"), "sku": sku, "workshop": at(shop, "/workshop/workshop"),
                           "pieces": shares.iter().sum::<u32>(), "due": "2027-01-13", "note": "" });
        let planned: Value = esther.must("batch.create", plan).await?;
        esther.sync().await?;
        amina.sync().await?;
        let members: Vec<Value> = amina.must("member.list", json!({})).await?;
        let person = at(find(&members, "/name", "Baraka")?, "/person");
        let given: Vec<Value> = shares.iter().map(|pieces| json!({ "person": person, "pieces": pieces })).collect();
        let batch = at(&planned, "/row/batch").as_str().context("batch")?.to_owned();
        amina.must::<Value>("batch.split", json!({ "batch": batch, "shares": given, "note": "" })).await?;
        amina.sync().await?;
        baraka.sync().await?;
        // His list is by day and then by key, which is random.
        let mut mine: Vec<Value> = baraka.must("work.list", json!({})).await?;
        let mut assignments = Vec::new();
        for pieces in shares {
            let place = mine.iter().position(|row| *at(row, "/pieces") == json!(pieces)).context("a share")?;
            assignments.push(at(&mine.remove(place), "/assignment").as_str().context("a name")?.to_owned());
        }
        Ok(Self { esther, amina, baraka, batch, assignments })
    }

    /// Baraka accepts an assignment.
    pub async fn accept(&self, assignment: &str) -> Result<()> {
        let yes = json!({ "assignment": assignment, "accept": true, "reason": "" });
        self.baraka.must::<Value>("work.decide", yes).await.map(drop)
    }
}

/// The phone of the person of this name, newly enrolled.
pub async fn phone(office: &Office, name: &str, url: &str) -> Result<Handset> {
    let phone = Handset::enrol(url, &office.invite(name)?, FakeClock::at(MONDAY)).await?;
    phone.sync().await?;
    Ok(phone)
}

/// Arguments of `work.log`: so many pieces of 25 minutes each.
pub fn log(assignment: &str, pieces: u32) -> Value {
    json!({ "assignment": assignment, "pieces": pieces, "minutes": 25, "scrap": 0, "note": "", "corrects": null })
}

fn find<'a>(rows: &'a [Value], pointer: &str, value: &str) -> Result<&'a Value> {
    rows.iter().find(|row| at(row, pointer) == value).with_context(|| format!("{value} is not there"))
}

/// What is at a JSON pointer; null when nothing is.
fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}
