//! A phone with many assignments: how long it takes to start, to tap, and what a sync with one new entry costs.

use crate::figures::now;
use crate::stats::Series;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use testkit::{Handset, Office, Proxy, Running, Scene, binary, copy, log};

/// Pieces of each assignment: more than the taps of a run.
const PIECES: u32 = 100;

/// Runs the benchmark.
pub async fn run(assignments: u32, runs: usize, as_json: bool, keep: Option<&Path>) -> Result<()> {
    let office = Office::with_examples()?;
    let proxy = Proxy::before(office.url()).await?;
    let scene = phone_with(&office, &proxy, assignments).await?;
    let count = scene.assignments.len();
    anyhow::ensure!(count == usize::try_from(assignments)?, "{count} assignments");
    let first = scene.assignments.get(count / 2).context("an assignment")?.clone();
    scene.accept(&first).await?;
    let mut baraka = scene.baraka;
    baraka.sync().await?;

    let (bytes, trips) = one_entry(&baraka, &proxy, &first).await?;
    let idle = traffic(&baraka, &proxy).await?;
    baraka.network(false).await?;
    let tap = taps(&baraka, &first, runs).await?;
    let view = calls(&baraka, "work.get", &json!({ "assignment": first }), runs).await?;
    let list = calls(&baraka, "work.list", &json!({}), runs).await?;
    baraka.switch_off().await;
    let start = starts(&baraka.folder(), baraka.profile(), runs)?;

    if let Some(keep) = keep {
        copy(&baraka.folder(), keep)?;
    }

    if as_json {
        let out = json!({ "assignments": assignments, "runs": runs, "start_ms": start, "tap_ms": tap,
            "work_get_ms": view, "work_list_ms": list, "one_entry_bytes": bytes, "one_entry_round_trips": trips,
            "nothing_new_bytes": idle.0, "nothing_new_round_trips": idle.1 });
        println!("{out}");
        return Ok(());
    }
    println!("one phone with {assignments} assignments, {runs} runs each; milliseconds: least, median, most");
    println!("process start to the list (web host, phone.open + person.me + sync.status + work.list) {start}");
    println!("one tap: work.log until durable (synchronous=FULL) and shown                           {tap}");
    println!("opening an assignment (work.get)                                                       {view}");
    println!("the list (work.list)                                                                   {list}");
    println!(
        "a sync with one new entry: {} bytes up, {} down, {trips} round trip(s), HTTP headers included, no TLS",
        bytes.0, bytes.1
    );
    println!("a sync with nothing new:   {} bytes up and down, {} round trip(s)", idle.0, idle.1);
    Ok(())
}

/// Baraka's phone with so many assignments, made by Esther and Amina.
async fn phone_with(office: &Office, proxy: &Proxy, assignments: u32) -> Result<Scene> {
    let pieces = assignments * PIECES;
    let file = office.folder().join("big.csv");
    std::fs::write(&file, format!("order,sku,quantity,due\nPO-BIG,SK-HOOP-01,{pieces},2027-01-13\n"))?;
    office.must(&["import", "orders-wholesale", &file.to_string_lossy()])?;
    let shares = vec![PIECES; usize::try_from(assignments)?];
    Scene::offered(office, &proxy.url, "PO-BIG", "SK-HOOP-01", &shares).await
}

async fn one_entry(phone: &Handset, proxy: &Proxy, assignment: &str) -> Result<((u64, u64), u64)> {
    let before = proxy.traffic.read();
    phone.must::<Value>("work.log", log(assignment, 1)).await?;
    phone.sync().await?;
    let after = proxy.traffic.read();
    Ok(((after.0 - before.0, after.1 - before.1), after.2 - before.2))
}

async fn traffic(phone: &Handset, proxy: &Proxy) -> Result<(u64, u64)> {
    let before = proxy.traffic.read();
    phone.sync().await?;
    let after = proxy.traffic.read();
    Ok((after.0 - before.0 + after.1 - before.1, after.2 - before.2))
}

async fn taps(phone: &Handset, assignment: &str, runs: usize) -> Result<Series> {
    calls(phone, "work.log", &log(assignment, 1), runs).await
}

async fn calls(phone: &Handset, name: &str, args: &Value, runs: usize) -> Result<Series> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let begin = now();
        phone.must::<Value>(name, args.clone()).await?;
        times.push(begin.elapsed());
    }
    Ok(Series::milliseconds(&times))
}

fn starts(folder: &Path, profile: &str, runs: usize) -> Result<Series> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let begin = now();
        let mut command = Command::new(binary("karakana-web-host")?);
        command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--ui", ".", "--phone"]).arg(folder);
        let running = Running::start(&mut command)?;
        post(&running.url, "phone.open", None)?;
        for call in ["person.me", "sync.status", "work.list"] {
            post(&running.url, call, Some(profile))?;
        }
        times.push(begin.elapsed());
    }
    Ok(Series::milliseconds(&times))
}

/// One call as a browser makes it.
fn post(url: &str, call: &str, profile: Option<&str>) -> Result<()> {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let body = json!({ "profile": profile, "args": {} }).to_string();
    write!(
        stream,
        "POST /api/call/{call} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    anyhow::ensure!(reply.starts_with("HTTP/1.1 200"), "{call}: {}", reply.lines().next().unwrap_or_default());
    Ok(())
}
