//! An HTTP server that does as it is told, on a real socket.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What to do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Status(u16),
    /// Closes without an answer.
    Close,
}

#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) connection: usize,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub(super) type Requests = Arc<Mutex<Vec<Request>>>;

/// Serves on a free port: its authority, and what it was asked.
pub(super) async fn serve(
    reply: impl Fn(&Request) -> Reply + Send + Sync + 'static,
) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    let (requests, reply) = (Requests::default(), Arc::new(reply));
    let kept = Arc::clone(&requests);
    tokio::spawn(async move {
        for connection in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            let (requests, reply) = (Arc::clone(&kept), Arc::clone(&reply));
            tokio::spawn(async move { answer(stream, connection, &*reply, &requests).await });
        }
    });
    (authority, requests)
}

async fn answer(
    mut stream: TcpStream,
    connection: usize,
    reply: &(impl Fn(&Request) -> Reply + Send + Sync),
    requests: &Requests,
) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut read = Vec::with_capacity(16 << 10);
    loop {
        let end = loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut read).await.ok()? == 0 {
                return None;
            }
        };
        let head = String::from_utf8(read[..end].to_vec()).unwrap();
        let mut request = Request { connection, head, body: Vec::new() };
        let length: usize = request.header("content-length").unwrap().parse().unwrap();
        while read.len() < end + length {
            if stream.read_buf(&mut read).await.ok()? == 0 {
                return None;
            }
        }
        request.body = read[end..end + length].to_vec();
        read.drain(..end + length);
        let reply = reply(&request);
        requests.lock().unwrap().push(request);
        if let Reply::Status(status) = reply {
            let location = if status / 100 == 3 { "Location: /elsewhere\r\n" } else { "" };
            let length = if status == 204 { "" } else { "Content-Length: 2\r\n" };
            let body = if status == 204 { "" } else { "ok" };
            let answer = format!("HTTP/1.1 {status} Word\r\n{location}{length}\r\n{body}");
            stream.write_all(answer.as_bytes()).await.ok()?;
        }
        if reply == Reply::Close {
            return None;
        }
    }
}
