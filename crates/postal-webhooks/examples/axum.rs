//! A web service that receives Postal's webhooks, with axum.
//!
//! ```sh
//! POSTAL_JWKS_URL=https://postal.example.com cargo run --example axum --features axum,jwks-fetch -- 127.0.0.1:8080
//! ```
//!
//! | variable | value |
//! |---|---|
//! | `POSTAL_JWKS_URL` | URL of Postal's web interface (3.2.0 or later): the key is fetched from there |
//! | `POSTAL_PINNED_KID` | the only key that is taken from there; with it, the URL may be `http` |
//! | `POSTAL_KEY_FILE` | instead of the two: a file with what `postal default-dkim-record` prints |

use std::time::Duration;
use std::{env, fs};

use anyhow::Context as _;
use axum::Router;
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use postal_webhooks::web::{Intake, PostalWebhook};
use postal_webhooks::{KeySet, RemoteVerifier, Verifier};
use tokio::net::TcpListener;
use tokio::time::sleep;

async fn receive(PostalWebhook(webhook): PostalWebhook) -> &'static str {
    // Keep it here; the same uuid may come again. What is not stored when this answers 200 does not
    // come a second time. A name can hold anything, line breaks too, so it is escaped.
    println!("{} {}", webhook.event.name().escape_debug(), webhook.uuid);
    "received"
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let router = Router::new().route("/postal", post(receive)).with_state(intake().await?);
    let address = env::args().nth(1).unwrap_or("127.0.0.1:8080".into());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/postal", listener.local_addr()?);
    // `axum::serve` waits for headers without end. This gives them three seconds, and a connection
    // 64 KiB to read into.
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    http.header_read_timeout(Duration::from_secs(3));
    http.max_buf_size(64 * 1024);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many connections, most likely.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async {
            if let Err(error) = connection.await {
                eprintln!("{:#}", anyhow::Error::from(error));
            }
        });
    }
}

/// The keys that are trusted, from the environment.
async fn intake() -> anyhow::Result<Intake> {
    if let Some(file) = env::var_os("POSTAL_KEY_FILE") {
        let record = fs::read_to_string(file).context("POSTAL_KEY_FILE")?;
        let keys = KeySet::from_dkim_record(&record).context("POSTAL_KEY_FILE")?;
        return Ok(Intake::new(Verifier::new(keys)));
    }
    let url = env::var("POSTAL_JWKS_URL").context("no POSTAL_KEY_FILE, no POSTAL_JWKS_URL")?;
    let mut keys = RemoteVerifier::builder(url);
    if let Some(kid) = env::var_os("POSTAL_PINNED_KID") {
        let kid = kid.to_string_lossy().parse();
        keys = keys.pin([kid.context("POSTAL_PINNED_KID")?]);
    }
    let keys = keys.build()?;
    // No reason to stop: a request that needs the key asks for it again.
    if let Err(error) = keys.refresh().await {
        eprintln!("no key yet: {:#}", anyhow::Error::from(error));
    }
    Ok(Intake::new(keys))
}
