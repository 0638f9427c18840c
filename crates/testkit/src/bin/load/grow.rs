//! How cost grows: the same syncs at databases of more and more rows, documents and feeds, each prepared anew and served
//! by a server of its own.

use crate::device::MEMBERS;
use crate::report::Figures;
use crate::{Bring, Grow, Load, Prepare, drive, plot, prepare};
use anyhow::Result;
use serde::Serialize;
use std::process::Command;
use tempfile::TempDir;
use testkit::{Running, binary, bytes_in};

/// Rows for each document.
const ROWS_OF_A_DOCUMENT: u32 = 10;
/// Documents for each device.
const DOCUMENTS_OF_A_DEVICE: u32 = 10;

/// The figures at one size.
#[derive(Debug, Serialize)]
pub struct Size {
    pub rows: u32,
    pub documents: u32,
    pub devices: u32,
    /// Feeds with documents: of each person, of each workshop, and the one of all.
    pub feeds: u32,
    /// Bytes of the database's files; not known on PostgreSQL.
    pub disk_bytes: Option<u64>,
    pub entry: Figures,
    pub nothing: Figures,
    pub first: Figures,
}

/// Measures at each size and prints a table, or JSON; draws a picture where that is wanted.
pub async fn run(plan: &Grow) -> Result<()> {
    let mut sizes = Vec::new();
    for rows in &plan.rows {
        let size = measure(plan, *rows).await?;
        eprintln!("{rows} rows are measured");
        sizes.push(size);
    }
    if plan.json {
        println!("{}", serde_json::to_string_pretty(&sizes)?);
    } else {
        table(&sizes);
    }
    if let Some(picture) = &plan.picture {
        plot::draw(picture, &sizes)?;
    }
    Ok(())
}

async fn measure(plan: &Grow, rows: u32) -> Result<Size> {
    let documents = (rows / ROWS_OF_A_DOCUMENT).max(1);
    let devices = (documents / DOCUMENTS_OF_A_DEVICE).max(MEMBERS);
    let folder = TempDir::new()?;
    let data = folder.path().join("data");
    let address = plan.database.as_ref().map(|url| url.parse()).transpose()?;
    prepare::run(&Prepare { data: data.clone(), database: address, devices, documents, rows })?;
    let mut command = Command::new(binary("karakana-server")?);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&data);
    if let Some(url) = &plan.database {
        command.args(["--database", url]);
    }
    let server = Running::start(&mut command)?;
    let load = |bring| Load {
        server: server.url.clone(),
        devices,
        seconds: plan.seconds,
        connections: 2,
        rate: None,
        bring,
        json: false,
    };
    let entry = drive::run(&load(Bring::Entry)).await?;
    let nothing = drive::run(&load(Bring::Nothing)).await?;
    let first = drive::run(&load(Bring::First)).await?;
    let feeds = devices + devices.div_ceil(MEMBERS) + 1;
    let disk_bytes = if plan.database.is_none() { Some(bytes_in(&data)?) } else { None };
    Ok(Size { rows, documents, devices, feeds, disk_bytes, entry, nothing, first })
}

fn table(sizes: &[Size]) {
    println!(
        "| rows of the log | documents | feeds | one entry: p50 ms | server CPU ms | nothing new: p50 ms | server CPU ms | first sync: p50 ms | server CPU ms | server memory MB | database MB |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for size in sizes {
        let one = |figures: &Figures| format!("{:.2} | {:.2}", figures.middle(), figures.server_cpu_milliseconds());
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            size.rows,
            size.documents,
            size.feeds,
            one(&size.entry),
            one(&size.nothing),
            one(&size.first),
            size.first.server_peak_bytes() / 1_000_000,
            size.disk_bytes.map_or_else(|| "-".to_owned(), |bytes| (bytes / 1_000_000).to_string()),
        );
    }
}
