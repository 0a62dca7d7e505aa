//! [`Reply`] to a request, with its head, which Postal reads and forgets.

use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use postal_webhooks::testing::postal::{Attempt, Client, Connect, Outcome, Stream, Target, Wire};

use crate::network::tls::Connector;

/// As much of an answer is kept: heads are shorter.
const KEPT: usize = 64 * 1024;

/// What came back for a request, as Postal takes it.
pub(crate) struct Reply {
    pub attempt: Attempt,
    /// Status line and headers, if they came whole.
    head: Option<String>,
}

impl Reply {
    /// Sends a request as Postal does.
    pub(crate) fn to(target: &Target, wire: &Wire) -> Result<Self> {
        let kept = Arc::<Mutex<Vec<u8>>>::default();
        let keeping = Keeping { inner: Connector::new(target)?, kept: Arc::clone(&kept) };
        let attempt = Client::with_connect(keeping).post(target, wire);
        let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Self { attempt, head: head(&kept) })
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.attempt.outcome
    }

    /// The status, if Postal takes the answer.
    pub(crate) fn status(&self) -> Option<u16> {
        match self.attempt.outcome {
            Outcome::Status(status) => Some(status),
            _ => None,
        }
    }

    pub(crate) fn has_head(&self) -> bool {
        self.head.is_some()
    }

    /// The value of a header, the first if there are more.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.as_ref()?.lines().skip(1);
        let mut pairs = lines.filter_map(|line| line.split_once(':'));
        let found = pairs.find(|(other, _)| other.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// The body in lower case, as far as it is text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.attempt.answer).to_lowercase()
    }

    pub(crate) fn is_html(&self) -> bool {
        let has_type = self.header("Content-Type").is_some_and(|kind| {
            kind.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("text/html"))
        });
        let text = self.text();
        let start = text.trim_start();
        has_type || start.starts_with("<!doctype html") || start.starts_with("<html")
    }
}

/// The head of the last answer; those of 1xx stand before it.
fn head(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let mut rest = text.replace("\r\n", "\n");
    loop {
        let end = rest.find("\n\n")?;
        let is_interim = rest.split(' ').nth(1).is_some_and(|status| status.starts_with('1'));
        if !is_interim {
            rest.truncate(end);
            return Some(rest);
        }
        rest.drain(..end + 2);
    }
}

/// Connections whose answers are kept.
struct Keeping {
    inner: Connector,
    kept: Arc<Mutex<Vec<u8>>>,
}

impl Connect for Keeping {
    fn connect(&self, target: &Target, until: Instant) -> Result<Box<dyn Stream>, Outcome> {
        let inner = self.inner.connect(target, until)?;
        Ok(Box::new(KeepingStream { inner, kept: Arc::clone(&self.kept) }))
    }
}

struct KeepingStream {
    inner: Box<dyn Stream>,
    kept: Arc<Mutex<Vec<u8>>>,
}

impl Read for KeepingStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let room = KEPT.saturating_sub(kept.len()).min(length);
        kept.extend_from_slice(&buffer[..room]);
        Ok(length)
    }
}

impl Write for KeepingStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Stream for KeepingStream {
    fn close_writing(&mut self) -> io::Result<()> {
        self.inner.close_writing()
    }
}
