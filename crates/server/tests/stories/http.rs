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
    post_saying(to, path, "", body)
}

/// As [`post`]; `None` when there is no answer.
pub fn try_post(to: SocketAddr, path: &str, body: &[u8]) -> Option<Reply> {
    let mut stream = TcpStream::connect(to).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
    try_read(&mut stream)
}

/// With more lines in its head.
pub fn post_saying(to: SocketAddr, path: &str, lines: &str, body: &[u8]) -> Reply {
    let mut stream = connect(to);
    let length = body.len();
    let head =
        format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{lines}content-length: {length}\r\n\r\n");
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

/// Asks on a connection that stays open.
pub fn ask_again(stream: &mut TcpStream, path: &str) -> Reply {
    try_ask(stream, path).expect("an answer")
}

/// As [`ask_again`]; `None` when the connection is closed instead.
pub fn try_ask(stream: &mut TcpStream, path: &str) -> Option<Reply> {
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").ok()?;
    try_read(stream)
}

/// Begins a request with a body of `length` bytes and sends the first of it.
pub fn begin(stream: &mut TcpStream, path: &str, length: usize, first: &[u8]) {
    write!(stream, "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\n\r\n").unwrap();
    stream.write_all(first).unwrap();
}

/// Sends the same request up to `times` times and reads no answer. Ends when the other side takes no more.
pub fn send_without_reading(stream: &mut TcpStream, path: &str, body: &[u8], times: usize) {
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
    let request = [head.as_bytes(), body].concat();
    stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let _ = (0..times).try_for_each(|_| stream.write_all(&request));
}

/// Reads an answer by its content-length.
pub fn read(stream: &mut TcpStream) -> Reply {
    try_read(stream).expect("the answer broke off")
}

/// As [`read`]; `None` when the connection is closed instead.
pub fn try_read(stream: &mut impl Read) -> Option<Reply> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length =
                head.lines().find_map(|l| l.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                return Some(Reply { status, head, body: bytes[end + 4..end + 4 + length].to_vec() });
            }
        }
        let n = stream.read(&mut buffer).ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(&buffer[..n]);
    }
}
