//! Servers that do what a test says, right or wrong.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let pairs = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    pub(crate) fn has_signature(&self) -> bool {
        self.head.to_ascii_lowercase().contains("\r\nx-postal-signature")
    }
}

/// An answer of this status, with these headers, each with its line end.
pub(crate) fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} Word\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}

/// Listens on a free port, and gives each connection to a thread.
pub(crate) fn listen(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = Arc::new(serve);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, serve) = (stream.unwrap(), Arc::clone(&serve));
            std::thread::spawn(move || serve(stream));
        }
    });
    port
}

/// Answers requests with bytes, by how many came before; gives the URL.
pub(crate) fn http(answer: impl Fn(usize, &Request) -> Vec<u8> + Send + Sync + 'static) -> String {
    let count = AtomicUsize::new(0);
    let port = listen(move |mut stream| {
        // Who only looks whether the port is open sends nothing.
        if let Some(request) = read(&mut stream) {
            let number = count.fetch_add(1, Ordering::Relaxed);
            // A client that has gone is no concern of the server.
            let _ = stream.write_all(&answer(number, &request));
        }
    });
    format!("http://127.0.0.1:{port}/postal")
}

/// Answers by TLS; gives the port.
pub(crate) fn https(config: ServerConfig, answer: Vec<u8>) -> u16 {
    let config = Arc::new(config);
    listen(move |stream| {
        let tls = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(tls, stream);
        if read(&mut stream).is_some() {
            let _ = stream.write_all(&answer);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    })
}

/// Nothing, for longer than Postal waits.
pub(crate) fn hang() {
    std::thread::sleep(Duration::from_secs(20));
}

/// Reads a request with a `Content-Length`.
pub(crate) fn read(stream: &mut impl Read) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut piece = [0; 16 * 1024];
    loop {
        let length = stream.read(&mut piece).ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&piece[..length]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end + 2]).into_owned();
        let lower = head.to_ascii_lowercase();
        let line = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length = line.map_or(0, |length| length.parse::<usize>().unwrap());
        if bytes.len() >= end + 4 + length {
            return Some(Request { head, body: bytes[end + 4..].to_vec() });
        }
    }
}
