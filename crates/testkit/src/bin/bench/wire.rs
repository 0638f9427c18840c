//! The link of the testkit as a program, for drivers in other languages.
//!
//! Prints `listening on URL`. Then each line on standard input is answered by a line of JSON, the count so far:
//! an empty line just asks, `move URL` puts it before another server, `slow` and `full` set its speed from the next
//! connection on. It ends when its standard input does.

use crate::stage::SLOW;
use anyhow::Result;
use serde_json::json;
use testkit::{Link, Quality};
use tokio::io::{AsyncBufReadExt, BufReader};

/// Runs it.
pub async fn run(to: &str) -> Result<()> {
    let link = Link::before(to).await?;
    println!("listening on {}", link.url);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        match line.trim().split_once(' ').unwrap_or((line.trim(), "")) {
            ("move", to) => link.move_to(to),
            ("slow", _) => link.be(SLOW),
            ("full", _) => link.be(Quality::default()),
            _ => {}
        }
        let c = link.count();
        println!(
            "{}",
            json!({ "up": c.up, "down": c.down, "round_trips": c.round_trips, "connections": c.connections })
        );
    }
    Ok(())
}
