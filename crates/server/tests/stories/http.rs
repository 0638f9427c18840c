//! As much HTTP/1.1 as a phone needs: one request, one connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer: its status, its head, its body.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

pub fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

pub fn post(to: SocketAddr, path: &str, body: &[u8]) -> Reply {
    let mut stream = connect(to);
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).unwrap();
    // A server that refuses by the length alone may close before it has read the body.
    let _ = stream.write_all(body);
    read(&mut stream)
}

pub fn get(to: SocketAddr, path: &str) -> Reply {
    let mut stream = connect(to);
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    read(&mut stream)
}

/// Reads an answer by its content-length.
pub fn read(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length =
                head.lines().find_map(|l| l.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                return Reply { status, head, body: bytes[end + 4..end + 4 + length].to_vec() };
            }
        }
        let n = stream.read(&mut buffer).unwrap();
        assert!(n > 0, "the answer broke off after {} bytes", bytes.len());
        bytes.extend_from_slice(&buffer[..n]);
    }
}
