//! The receiver inside an application of axum: a tower service on one of its routes.
//!
//! ```sh
//! cargo run -p postal-webhooks-receiver --example receiver_axum -- jwks.json events.db 127.0.0.1:8000
//! ```

use std::time::Duration;
use std::{env, fs};

use anyhow::{Context as _, Result};
use axum::Router;
use axum::routing::get;
use postal_webhooks::Verifier;
use postal_webhooks_receiver::config::parse_keys;
use postal_webhooks_receiver::{Outcome, Receiver, Sink, Source, Sqlite, StoredEvent};
use tokio::net::TcpListener;
use tokio::signal::ctrl_c;

/// What the application does with an event. It is called again after a failure, after a restart
/// too, so it tells by the uuid whether it was done before.
async fn handle(event: StoredEvent) -> Outcome {
    println!("{} {}", event.event.escape_debug(), event.uuid.escape_debug());
    Outcome::Delivered
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let mut argument = || arguments.next().context("usage: axum KEYS STORE ADDRESS:PORT");
    let (keys, store, address) = (argument()?, argument()?, argument()?);
    let keys = parse_keys(&fs::read_to_string(keys)?)?;

    let receiver = Receiver::builder(Sqlite::at(store))
        .source(Source::new("main", Verifier::new(keys)))
        .sink(Sink::handler("print", handle))
        .start()
        .await?;
    let app = Router::new()
        .route("/", get(|| async { "the rest of the application\n" }))
        .route_service("/postal/main", receiver.service("main")?);

    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    // It waits for headers without end: put a proxy before it that does not, or see the example
    // `stand_alone`.
    let serving = axum::serve(listener, app).with_graceful_shutdown(async {
        let _ = ctrl_c().await;
    });
    tokio::select! {
        served = serving => served?,
        // Nothing can be received any more: end, so that the supervisor starts another.
        () = receiver.failed() => anyhow::bail!("the store failed"),
    }
    receiver.shutdown(Duration::from_secs(5)).await;
    Ok(())
}
