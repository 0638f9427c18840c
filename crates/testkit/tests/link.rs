//! The link that benchmarks count with: it counts every byte and every turn, and cuts where it should.

#![allow(clippy::unwrap_used)]

use std::time::Duration;
use testkit::{Count, Link, Quality};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that answers each 10 bytes with 1,000.
async fn talker() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut phone, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut question = [0; 10];
                while phone.read_exact(&mut question).await.is_ok() {
                    phone.write_all(&[7; 1_000]).await.unwrap();
                }
            });
        }
    });
    url
}

/// Asks so often on one connection; how many bytes came back.
async fn ask(link: &Link, times: usize) -> usize {
    let mut server = TcpStream::connect(link.url.trim_start_matches("http://")).await.unwrap();
    let mut got = 0;
    for _ in 0..times {
        if server.write_all(&[1; 10]).await.is_err() {
            return got;
        }
        let mut answer = 0;
        let mut part = [0; 1_000];
        while answer < 1_000 {
            match server.read(&mut part).await {
                Ok(n) if n > 0 => answer += n,
                _ => return got + answer,
            }
        }
        got += answer;
    }
    got
}

#[tokio::test]
async fn it_counts_bytes_turns_and_connections() {
    let link = Link::before(&talker().await).await.unwrap();
    assert_eq!(ask(&link, 3).await, 3_000);
    assert_eq!(link.count(), Count { up: 30, down: 3_000, round_trips: 3, connections: 1 });
    let before = link.count();
    assert_eq!(ask(&link, 1).await, 1_000);
    assert_eq!(link.count().since(before), Count { up: 10, down: 1_000, round_trips: 1, connections: 1 });
}

#[tokio::test]
async fn a_slow_link_carries_the_same_bytes() {
    let link = Link::before(&talker().await).await.unwrap();
    link.be(Quality { round_trip: Duration::from_millis(2), bits_per_second: Some(10_000_000), cut_after: None });
    assert_eq!(ask(&link, 5).await, 5_000);
    assert_eq!(link.count(), Count { up: 50, down: 5_000, round_trips: 5, connections: 1 });
}

#[tokio::test]
async fn a_cut_comes_after_so_many_bytes_downwards_on_each_connection() {
    let link = Link::before(&talker().await).await.unwrap();
    link.be(Quality { cut_after: Some(2_500), ..Quality::default() });
    assert_eq!(ask(&link, 5).await, 2_500);
    assert_eq!(ask(&link, 5).await, 2_500);
    assert_eq!((link.count().down, link.count().connections), (5_000, 2));
}

#[tokio::test]
async fn it_moves_to_another_server_with_the_next_connection() {
    let link = Link::before("127.0.0.1:0").await.unwrap();
    assert_eq!(ask(&link, 1).await, 0);
    link.move_to(&talker().await);
    assert_eq!(ask(&link, 1).await, 1_000);
}
