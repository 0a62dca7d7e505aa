//! The receiver as a program of its own, with its own server that limits the time and the length of
//! everything, and with an admin port.
//!
//! ```sh
//! cargo run -p postal-webhooks-receiver --example receiver_stand_alone -- jwks.json events.db 127.0.0.1:8000
//! ```

use std::time::Duration;
use std::{env, fs};

use anyhow::{Context as _, Result};
use postal_webhooks::Verifier;
use postal_webhooks_receiver::config::parse_keys;
use postal_webhooks_receiver::{Outcome, Receiver, Sink, Source, Sqlite, StoredEvent};
use tokio::net::TcpListener;
use tokio::signal::ctrl_c;

/// What the program does with an event. It is called again after a failure, after a restart too,
/// so it tells by the uuid whether it was done before.
async fn handle(event: StoredEvent) -> Outcome {
    println!("{} {}", event.event.escape_debug(), event.uuid.escape_debug());
    Outcome::Delivered
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let mut argument = || arguments.next().context("usage: stand_alone KEYS STORE ADDRESS:PORT");
    let (keys, store, address) = (argument()?, argument()?, argument()?);
    let keys = parse_keys(&fs::read_to_string(keys)?)?;

    let receiver = Receiver::builder(Sqlite::at(store))
        .source(Source::new("main", Verifier::new(keys)))
        .sink(Sink::handler("print", handle))
        .start()
        .await?;
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    tokio::select! {
        served = receiver.serve(listener) => served?,
        stopped = ctrl_c() => stopped?,
    }
    receiver.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
