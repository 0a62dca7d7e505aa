//! Django site, and requests to it as Postal sends them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Where Anymail has its view.
const PATH: &str = "/anymail/postal/tracking/";

pub(crate) struct Site {
    process: Child,
    /// The site stops when this is closed.
    input: Option<ChildStdin>,
    /// Absent once nobody wants to know.
    output: Option<BufReader<ChildStdout>>,
    port: u16,
    pub(crate) versions: String,
}

/// What the site says once it listens.
#[derive(Deserialize)]
struct Started {
    port: u16,
    versions: String,
}

/// What became of one request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) report: Report,
}

/// What the site says about a request.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    /// What arrived in the Django project, through Anymail's signal.
    pub(crate) events: Vec<Event>,
    /// What Django logged.
    pub(crate) log: Vec<String>,
}

/// An event as Anymail understands it.
#[derive(Debug, PartialEq, Deserialize)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) r#type: String,
    pub(crate) uuid: String,
}

impl Site {
    /// Starts the site with the key of an installation, as its DKIM record has it, or without one.
    pub(crate) fn start(python: &Path, dkim_record: Option<&str>) -> Result<Self> {
        let mut command = Command::new(python);
        if let Some(record) = dkim_record {
            let key = record.split_once("p=").context("a record without a key")?.1;
            command.env("POSTAL_WEBHOOK_KEY", key.trim_end_matches(';'));
        }
        let mut process = command
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/server.py"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", python.display()))?;
        let input = process.stdin.take();
        let output = process.stdout.take().context("no standard output")?;
        let mut site = Self {
            process,
            input,
            output: Some(BufReader::new(output)),
            port: 0,
            versions: String::new(),
        };
        Started { port: site.port, versions: site.versions } = site.line()?;
        Ok(site)
    }

    /// The URL of Anymail's view.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// Lets the site say what it wants: another program sends the requests.
    pub(crate) fn ignore_reports(&mut self) {
        if let Some(output) = self.output.take() {
            std::thread::spawn(move || output.lines().map_while(Result::ok).for_each(drop));
        }
    }

    /// Sends a request as Postal sends it: a new connection for each.
    pub(crate) fn post(&mut self, headers: &[(&str, String)], body: &[u8]) -> Result<Answer> {
        let mut head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: Postal/3.3.6\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n",
            self.port,
            body.len()
        );
        for (name, value) in headers {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        connection.set_read_timeout(Some(Duration::from_secs(10)))?;
        connection.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        Ok(Answer {
            status: status(&answer).context("the answer is not HTTP")?,
            report: self.line()?,
        })
    }

    fn line<T: DeserializeOwned>(&mut self) -> Result<T> {
        let mut line = String::new();
        self.output.as_mut().context("its reports are ignored")?.read_line(&mut line)?;
        ensure!(!line.is_empty(), "the site stopped");
        serde_json::from_str(&line).with_context(|| format!("the site says: {line}"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.split(|byte| *byte == b'\r').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    words.next()?.strip_prefix("HTTP/1.")?;
    words.next()?.parse().ok()
}
