//! [`Lines`]: events as lines of JSON on standard output.

use std::io::Write;
use std::sync::{Mutex, PoisonError, mpsc};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::sync::oneshot;

use super::{Deliver, Delivering, Outcome};
use crate::event::StoredEvent;

/// Writes on a thread of its own, which a reader that stands still may block: the process can end
/// all the same.
pub(super) struct Lines {
    thread: Mutex<mpsc::Sender<Pending>>,
}

struct Pending {
    line: Vec<u8>,
    written: oneshot::Sender<std::io::Result<()>>,
}

/// An event as a line shows it.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    source: &'a str,
    uuid: &'a str,
    event: &'a str,
    class: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_at: Option<i64>,
    received_at: i64,
    kid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replay: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

impl Lines {
    pub(super) fn to(mut writer: impl Write + Send + 'static) -> Self {
        let (thread, lines) = mpsc::channel::<Pending>();
        std::thread::spawn(move || {
            for Pending { line, written } in lines {
                // Flushed at once: the cursor must not be ahead of what was written.
                let result = writer.write_all(&line).and_then(|()| writer.flush());
                // Nobody waits any more if the sink was stopped.
                let _ = written.send(result);
            }
        });
        Self { thread: Mutex::new(thread) }
    }

    async fn write(&self, line: Vec<u8>) -> Outcome {
        let (written, result) = oneshot::channel();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let _ = thread.send(Pending { line, written });
        match result.await {
            Ok(Ok(())) => Outcome::Delivered,
            Ok(Err(error)) => Outcome::Down(format!("cannot write: {}", error.kind())),
            Err(_) => Outcome::Down("the writing thread ended".to_owned()),
        }
    }
}

fn line_of(event: &StoredEvent, replay: Option<i64>) -> serde_json::Result<Vec<u8>> {
    // A line break between the tokens of a body is JSON, and would break the line.
    let body = serde_json::from_slice::<&RawValue>(&event.body).ok();
    let body = body.filter(|body| !body.get().contains(['\n', '\r']));
    let mut line = serde_json::to_vec(&Line {
        seq: event.seq,
        source: &event.source,
        uuid: &event.uuid,
        event: &event.event,
        class: event.class.as_str(),
        signed_at: event.signed_at,
        received_at: event.received_at,
        kid: &event.kid,
        replay,
        body,
        body_base64: body.is_none().then(|| BASE64_STANDARD.encode(&event.body)),
    })?;
    line.push(b'\n');
    Ok(line)
}

impl Deliver for Lines {
    fn deliver<'a>(&'a self, event: &'a StoredEvent, replay: Option<i64>) -> Delivering<'a> {
        Box::pin(async move {
            match line_of(event, replay) {
                Ok(line) => self.write(line).await,
                Err(_) => Outcome::Refused("no JSON can be made of it".to_owned()),
            }
        })
    }
}
