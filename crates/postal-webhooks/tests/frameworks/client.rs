//! Client of the tests: with `curl`, and byte for byte.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::thread;

use postal_webhooks::testing::SignedRequest;

use crate::program::PATIENCE;

/// What comes back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) content_length: String,
    pub(crate) body: String,
}

impl Answer {
    /// Reads no further than the answer goes: a server may wait for the rest of a body that it has
    /// refused.
    #[track_caller]
    pub(crate) fn read(stream: impl Read) -> Self {
        let mut stream = BufReader::new(stream);
        let mut head = || {
            let lines = stream.by_ref().lines().map(Result::unwrap);
            lines.take_while(|line| !line.is_empty()).collect()
        };
        let mut lines: Vec<String> = head();
        while lines[0] == "HTTP/1.1 100 Continue" {
            lines = head();
        }
        let header = |name| {
            let mut headers = lines.iter().filter_map(|line| line.split_once(": "));
            let header = headers.find(|header| header.0.eq_ignore_ascii_case(name));
            header.map_or_else(String::new, |(_, value)| value.to_owned())
        };
        let content_length = header("content-length");
        let mut body = vec![0; content_length.parse().unwrap_or_default()];
        stream.read_exact(&mut body).unwrap();
        Self {
            status: lines[0].split(' ').nth(1).unwrap().parse().unwrap(),
            content_type: header("content-type"),
            content_length,
            body: String::from_utf8(body).unwrap(),
        }
    }

    /// The status and the line that says why, once it is seen that it is one that Postal can show.
    #[track_caller]
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.content_type, "text/plain");
        assert!(self.body.bytes().all(|byte| matches!(byte, b' '..=b'~')));
        assert!((1..200).contains(&self.body.len()));
        format!("{} {}", self.status, self.body)
    }
}

/// What `curl` gets.
#[track_caller]
pub(crate) fn curl(url: &str, request: &SignedRequest, options: &[&str]) -> Answer {
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--include", "--http1.1"]);
    command.args(["--max-time", "20", "--noproxy", "*", "--data-binary", "@-"]);
    for (name, value) in &request.headers {
        command.arg("--header").arg(format!("{name}: {value}"));
    }
    let mut child = command
        .args(options)
        .arg(url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests need the command `curl`");
    let mut stdin = child.stdin.take().unwrap();
    let body = request.body.clone();
    let writer = thread::spawn(move || stdin.write_all(&body));
    let output = child.wait_with_output().unwrap();
    // It may have its answer before it has read the body.
    let _ = writer.join().unwrap();
    assert!(output.status.success(), "{options:?}");
    Answer::read(&*output.stdout)
}

/// What comes back for these bytes, each part written on its own, while the connection stays open.
#[track_caller]
pub(crate) fn raw(url: &str, parts: &[&[u8]]) -> Answer {
    let mut stream = connect(url);
    for part in parts {
        stream.write_all(part).unwrap();
    }
    Answer::read(stream)
}

#[track_caller]
pub(crate) fn connect(url: &str) -> TcpStream {
    let (authority, _) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let stream = TcpStream::connect(authority).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// The head of a request as Ruby's `Net::HTTP` writes it for Postal; the body follows in a write of
/// its own.
pub(crate) fn net_http_head(url: &str, request: &SignedRequest) -> String {
    let (authority, _) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let signature = request.headers.iter().filter(|(name, _)| name.starts_with("X-Postal-"));
    let signature = signature.map(|(name, value)| format!("{name}: {value}\r\n"));
    format!(
        "POST /postal HTTP/1.1\r\n\
         Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3\r\n\
         Accept: */*\r\n\
         User-Agent: Postal/3.3.6\r\n\
         Content-Type: application/json\r\n\
         {}\
         Connection: close\r\n\
         Host: {authority}\r\n\
         Content-Length: {}\r\n\
         \r\n",
        signature.collect::<String>(),
        request.body.len(),
    )
}
