//! Lines of JSON, and a reader of them that goes away.

use std::io::{Read as _, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Store, until};
use crate::sink::Sink;
use crate::sink::stdout::Lines;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    for (n, body) in ["{\"a\": 1.50}", "{\n}", "none"].into_iter().enumerate() {
        store.add(&format!("u-{n}"), body).await;
    }
    let written = Written::default();
    let sink = Sink::new("a", Lines::to(written.clone())).concurrency(1);
    let mut running = store.start(sink).await;
    until("all are written", || running.status().cursor == 3).await;
    running.stop(Instant::now() + Duration::from_secs(5)).await;
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["uuid"], "u-0");
    assert!(text.contains("\"body\":{\"a\": 1.50}"), "{text}");
    assert_eq!(lines[1]["body_base64"], json!("ewp9"));
    assert_eq!(lines[2]["body_base64"], json!("bm9uZQ=="));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_goes_away_takes_the_sink_down_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await;
    store.add_many(100).await;
    let (mut reader, writer) = std::os::unix::net::UnixStream::pair().unwrap();
    let mut running = store.start(Sink::new("a", Lines::to(writer)).concurrency(1)).await;
    let mut first = [0; 100];
    reader.read_exact(&mut first).unwrap();
    drop(reader);
    store.add_many(10_000).await;
    until("it is down", || running.status().state == "down").await;
    assert!(running.status().error.starts_with("cannot write: "), "{:?}", running.status());
    running.stop(Instant::now() + Duration::from_secs(5)).await;
    let row = store.row("a").await;
    assert_eq!((row.parked, row.dead), (0, 0));
    assert!(row.cursor < 10_100);
}
