//! How fast stored events are published to a stream, beside a client that does nothing else.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_nats::jetstream::Context;
use async_nats::jetstream::message::PublishMessage;
use tokio::task::JoinSet;

use super::{Requests, send, start};
use crate::bus::Bus;
use crate::oracle::{Size, body};
use crate::process::Place;

const EVENTS: u64 = 20_000;
/// Messages that wait for their acknowledgement, as the sink has them.
const WINDOW: usize = 256;

/// Drains 20,000 stored events three times, each into a new stream, with a baseline before each.
pub(super) fn drain() -> Result<()> {
    let place = Place::new()?;
    let mut running = start(&place, &[])?;
    send(&place.address(), &Requests::signed(&place, 0, EVENTS)?, 16);
    running.terminate()?;
    for _ in 0..3 {
        let plain = Bus::with_stream()?;
        plain.run(publish)?;
        let baseline = rate(&plain)?;
        let bus = Bus::with_stream()?;
        place.open()?.execute_batch("DELETE FROM sink")?;
        let mut running = place.start_with_file(&[], &bus.configure(&place)?)?;
        let cursor = || place.count("SELECT coalesce(max(cursor), 0) FROM sink");
        while cursor()? < i64::try_from(EVENTS)? {
            std::thread::sleep(Duration::from_millis(20));
        }
        running.terminate()?;
        let ours = rate(&bus)?;
        println!(
            "{EVENTS} stored events to NATS: {ours:.0} a second, {:.2} of the baseline of {baseline:.0}",
            ours / baseline
        );
    }
    Ok(())
}

/// Publishes as many messages, with the same bodies and ids.
async fn publish(context: Context) -> Result<()> {
    let mut publishing = JoinSet::new();
    let events: Vec<_> = (0..EVENTS).map(|number| body(number, Size::Usual)).collect();
    for (uuid, body) in events {
        let context = context.clone();
        if publishing.len() == WINDOW {
            publishing.join_next().await.context("nothing is published")???;
        }
        publishing.spawn(async move {
            let message = PublishMessage::build().payload(body.into()).message_id(uuid);
            anyhow::Ok(context.send_publish("postal.main.x", message).await?.await?)
        });
    }
    while let Some(published) = publishing.join_next().await {
        published??;
    }
    Ok(())
}

/// Messages a second between the first and the last, by the server's clock.
fn rate(bus: &Bus) -> Result<f64> {
    let state = bus.state()?;
    if state.messages != EVENTS {
        bail!("{} messages are in the stream", state.messages);
    }
    let took = state.last_timestamp - state.first_timestamp;
    #[allow(clippy::cast_precision_loss, reason = "it is a small number")]
    Ok(EVENTS as f64 / took.as_seconds_f64())
}
