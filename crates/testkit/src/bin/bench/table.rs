//! The figures of `sync` for people.

#![allow(clippy::disallowed_types, reason = "seconds, for reading only")]

use crate::figures::Cost;
use crate::sync::{Figures, Four};

/// Prints everything.
pub fn print(figures: &Figures) {
    println!("workload with seed {}: {} changes of history by 31 devices", figures.seed, figures.history);
    println!(
        "bytes are TCP payload with HTTP headers, no TLS; medians of {} runs, each from the same",
        figures.extent.runs
    );
    println!("start, the phone in a process of its own; seconds from the call until all is stored, without connecting");
    println!(
        "{:<26} {:>8} {:>8} {:>8} {:>5} {:>8} {:>10} {:>10} {:>8} {:>8} {:>9} {:>9}",
        "", "up", "down", "sum", "trips", "s", "phone CPU s", "srv CPU s", "idle MB", "peak MB", "phone kB", "srv kB"
    );
    four("", &figures.full);
    if let Some(slow) = &figures.slow {
        println!("at 600 ms and 50 kbit/s, one run");
        four("slow ", slow);
    }
    match &figures.w1_cut {
        Some(Ok(cut)) => {
            println!("W1 with every connection cut after 20,000 bytes downwards: {} calls", cut.phone.calls);
            line("W1 cut", cut);
            let uncut = figures.full.w1.sum().max(1);
            println!("  {} bytes for {uncut}: {} % of them", cut.sum(), cut.sum() * 100 / uncut);
        }
        Some(Err(why)) => println!("W1 with every connection cut after 20,000 bytes downwards does not end: {why}"),
        None => {}
    }
    if let Some(c) = &figures.w5 {
        let each = |bytes: u64| bytes / u64::try_from(c.devices).unwrap_or(1).max(1);
        println!("W5 {} phones with one tap each, {} at once", c.devices, c.at_once);
        println!(
            "  {} bytes up, {} down, {} a phone; {} round trips",
            c.up,
            c.down,
            each(c.up + c.down),
            c.round_trips
        );
        println!(
            "  {:.1} s, CPU: phones {:.1} s, server {:.2} s; server memory at most {}, data {} kB",
            c.seconds,
            c.client_cpu_seconds,
            c.server_cpu_seconds,
            mb(c.server_peak_bytes),
            c.server_disk_bytes / 1_000
        );
    }
}

fn four(prefix: &str, four: &Four) {
    let names = ["W1 first sync of a lead", "W2 a week offline", "W3 nothing new", "W4 one tap"];
    for (name, cost) in names.iter().zip([&four.w1, &four.w2, &four.w3, &four.w4]) {
        line(&format!("{prefix}{name}"), cost);
    }
}

fn line(name: &str, c: &Cost) {
    println!(
        "{name:<26} {:>8} {:>8} {:>8} {:>5} {:>8.3} {:>11.3} {:>10.3} {:>8} {:>8} {:>9} {:>9}",
        c.up,
        c.down,
        c.sum(),
        c.round_trips,
        c.phone.seconds,
        c.phone.client_cpu_seconds,
        c.server_cpu_seconds,
        mb(c.phone.client_idle_bytes),
        mb(c.phone.client_peak_bytes),
        c.client_disk_bytes / 1_000,
        c.server_disk_bytes / 1_000
    );
}

fn mb(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10)
}
