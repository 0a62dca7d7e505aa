//! Server whose answers are exactly what a test says, whether they are HTTP or not.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server does on a connection.
#[derive(Clone, Debug)]
pub(crate) enum Does {
    /// Reads the request, sends this, and closes.
    Answer(Vec<u8>),
    /// Reads the request, sends this, and keeps the connection open.
    AnswerAndHold(Vec<u8>),
    /// Reads the request, and sends this again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// Reads the request, and sends this a byte at a time, with a pause after each.
    Slowly(Vec<u8>),
    /// Leaves the request unread, and closes: the system resets the connection.
    Reset,
    /// Sends this before it reads anything, and closes after the request.
    BeforeRequest(Vec<u8>),
}

/// The server, which does for the path `/3` what is third in its list.
pub(crate) struct Server {
    pub(crate) port: u16,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    /// Starts it; its threads end with the process.
    pub(crate) fn start(does: Vec<Does>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (does, kept) = (Arc::new(does), Arc::clone(&requests));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (does, kept) = (Arc::clone(&does), Arc::clone(&kept));
                // A client that has gone is no concern of the server.
                std::thread::spawn(move || drop(serve(stream.unwrap(), &does, &kept)));
            }
        });
        Self { port, requests }
    }

    pub(crate) fn url(&self, number: usize) -> String {
        format!("http://127.0.0.1:{}/{number}", self.port)
    }

    /// The requests that came since the last call, to the byte.
    pub(crate) fn take_requests(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.requests.lock().unwrap())
    }
}

fn serve(mut stream: TcpStream, does: &[Does], kept: &Mutex<Vec<Vec<u8>>>) -> std::io::Result<()> {
    const HOLD: Duration = Duration::from_secs(10);
    // The path is seen before anything is read.
    let mut start = [0; 32];
    loop {
        let length = stream.peek(&mut start)?;
        if length == 0 || start[..length].contains(&b'H') {
            break;
        }
    }
    let path = start.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    let number = std::str::from_utf8(path).unwrap().split(['?', '/']).nth(1);
    let number: usize = number.and_then(|number| number.parse().ok()).unwrap_or(0);
    let does = &does[number];
    if let Does::Reset = does {
        return Ok(());
    }
    if let Does::BeforeRequest(bytes) = does {
        stream.write_all(bytes)?;
    }
    let request = read_request(&mut stream)?;
    kept.lock().unwrap().push(request);
    match does {
        Does::Answer(bytes) => stream.write_all(bytes),
        Does::AnswerAndHold(bytes) => {
            stream.write_all(bytes)?;
            std::thread::sleep(HOLD);
            Ok(())
        }
        Does::Endless(first, then) => {
            stream.write_all(first)?;
            loop {
                stream.write_all(then)?;
            }
        }
        Does::Slowly(bytes) => {
            for byte in bytes {
                stream.write_all(&[*byte])?;
                std::thread::sleep(Duration::from_millis(100));
            }
            Ok(())
        }
        Does::Reset | Does::BeforeRequest(_) => Ok(()),
    }
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = stream.read(&mut piece)?;
        request.extend_from_slice(&piece[..length]);
        let end = request.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else { continue };
        let head = String::from_utf8_lossy(&request[..end]).into_owned();
        let body = head.rsplit_once("Content-Length: ").unwrap().1.parse::<usize>().unwrap();
        if length == 0 || request.len() >= end + 4 + body {
            return Ok(request);
        }
    }
}
