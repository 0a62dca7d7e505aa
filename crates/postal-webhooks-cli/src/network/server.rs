//! A small HTTP/1.1 server for development: one request a connection, with limits on everything.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use postal_webhooks::request::{DEADLINE, LONGEST_BODY};

/// The longest head that is read: request line and headers.
const HEAD: usize = 32 * 1024;
/// The longest body that is read: Postal's, with room for those of forks.
const BODY: usize = 2 * LONGEST_BODY;

/// A request, as it came.
#[derive(Debug)]
pub(crate) struct Received {
    /// Request line and headers to the byte, with the empty line.
    pub head: Vec<u8>,
    pub method: String,
    pub path: String,
    /// Each value as characters of the same numbers as its bytes.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Why there is no request: the status to answer with, and what was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    pub why: &'static str,
}

const fn refusal(status: u16, why: &'static str) -> Refusal {
    Refusal { status, why }
}

/// Reads a request within Postal's deadline.
pub(crate) fn read(stream: &mut TcpStream) -> Result<Received, Refusal> {
    let mut input = Input { stream, bytes: Vec::new(), until: Instant::now() + DEADLINE };
    let end = loop {
        if let Some(at) = find(&input.bytes, b"\r\n\r\n") {
            break at + 4;
        }
        if input.bytes.len() > HEAD {
            return Err(refusal(431, "the headers are too long"));
        }
        input.fill()?;
    };
    let rest = input.bytes.split_off(end);
    let head = std::mem::replace(&mut input.bytes, rest);
    let (method, path, headers) = parse(&head).ok_or(refusal(400, "the head is no HTTP/1.1"))?;
    let value = |name: &str| {
        let mut values = headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.as_str())
    };
    if value("Expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
        let _ = input.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    let body = match (value("Transfer-Encoding"), value("Content-Length")) {
        (None, None) => Vec::new(),
        (None, Some(length)) => {
            let length =
                length.parse().map_err(|_| refusal(400, "the Content-Length is no number"))?;
            input.take(length)?
        }
        (Some(coding), None) if coding.eq_ignore_ascii_case("chunked") => input.take_chunks()?,
        (Some(_), _) => return Err(refusal(400, "the Transfer-Encoding is not `chunked` alone")),
    };
    Ok(Received { head, method, path, headers, body })
}

/// Answers, and closes the connection once the other side has.
pub(crate) fn answer(
    stream: &mut TcpStream,
    status: u16,
    kind: &str,
    body: &[u8],
) -> io::Result<()> {
    let reason = match status {
        200..=299 => "OK",
        400..=499 => "Refused",
        _ => "Failed",
    };
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.set_write_timeout(Some(DEADLINE))?;
    stream.write_all(&[head.as_bytes(), body].concat())?;
    stream.shutdown(std::net::Shutdown::Write)?;
    // What is left unread would make the system reset the connection, and the answer be lost.
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut rest).unwrap_or(0) == 0 {
            break;
        }
    }
    Ok(())
}

struct Input<'a> {
    stream: &'a mut TcpStream,
    /// What was read and not yet taken.
    bytes: Vec<u8>,
    until: Instant,
}

impl Input<'_> {
    fn fill(&mut self) -> Result<(), Refusal> {
        const TOO_SLOW: Refusal = refusal(408, "the request took longer than Postal would wait");
        const CUT: Refusal = refusal(400, "the request is cut");
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(TOO_SLOW);
        }
        let mut piece = [0; 16 * 1024];
        let read =
            self.stream.set_read_timeout(Some(left)).and_then(|()| self.stream.read(&mut piece));
        match read {
            Ok(0) => Err(CUT),
            Ok(length) => {
                self.bytes.extend_from_slice(&piece[..length]);
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
            Err(error)
                if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) =>
            {
                Err(TOO_SLOW)
            }
            Err(_) => Err(CUT),
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>, Refusal> {
        if length > BODY {
            return Err(refusal(413, "the body is longer than any of Postal"));
        }
        while self.bytes.len() < length {
            self.fill()?;
        }
        let rest = self.bytes.split_off(length);
        Ok(std::mem::replace(&mut self.bytes, rest))
    }

    fn take_line(&mut self) -> Result<String, Refusal> {
        loop {
            if let Some(at) = find(&self.bytes, b"\r\n") {
                let line = self.take(at + 2)?;
                return Ok(String::from_utf8_lossy(&line[..at]).into_owned());
            }
            if self.bytes.len() > HEAD {
                return Err(refusal(400, "a chunk has no size"));
            }
            self.fill()?;
        }
    }

    /// A body in chunks: Postal sends none, proxies do.
    fn take_chunks(&mut self) -> Result<Vec<u8>, Refusal> {
        let mut body = Vec::new();
        loop {
            let line = self.take_line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size =
                usize::from_str_radix(size, 16).map_err(|_| refusal(400, "a chunk has no size"))?;
            if size == 0 {
                break;
            }
            body.extend(self.take(size)?);
            if body.len() > BODY {
                return Err(refusal(413, "the body is longer than any of Postal"));
            }
            self.take_line()?;
        }
        while !self.take_line()?.is_empty() {}
        Ok(body)
    }
}

type Head = (String, String, Vec<(String, String)>);

fn parse(head: &[u8]) -> Option<Head> {
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    let mut lines = text.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, path, version) = (words.next()?, words.next()?, words.next()?);
    if !version.starts_with("HTTP/1.") || words.next().is_some() {
        return None;
    }
    let mut headers = Vec::new();
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
    }
    Some((method.to_owned(), path.to_owned(), headers))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
