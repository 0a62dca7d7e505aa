//! A web service that receives Postal's webhooks, with the tower layer on hyper alone.
//!
//! ```sh
//! POSTAL_JWKS_URL=https://postal.example.com cargo run --example tower --features jwks-fetch,tower -- 127.0.0.1:8080
//! ```
//!
//! | variable | value |
//! |---|---|
//! | `POSTAL_JWKS_URL` | URL of Postal's web interface (3.2.0 or later): the key is fetched from there |
//! | `POSTAL_PINNED_KID` | the only key that is taken from there; with it, the URL may be `http` |
//! | `POSTAL_KEY_FILE` | instead of the two: a file with what `postal default-dkim-record` prints |

use std::convert::Infallible;
use std::time::Duration;
use std::{env, fs};

use anyhow::Context as _;
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use postal_webhooks::web::{Intake, VerifyLayer};
use postal_webhooks::{KeySet, RemoteVerifier, Verifier, Webhook};
use tokio::net::TcpListener;
use tokio::time::sleep;
use tower::{Layer, ServiceExt};

type Text = Response<Full<Bytes>>;

/// What the layer lets through.
async fn receive(request: Request<Full<Bytes>>) -> Result<Text, Infallible> {
    if let Some(webhook) = request.extensions().get::<Webhook>() {
        // Keep it here; the same uuid may come again. What is not stored when this answers 200 does
        // not come a second time. A name can hold anything, line breaks too, so it is
        // escaped.
        println!("{} {}", webhook.event.name().escape_debug(), webhook.uuid);
    }
    Ok(text(StatusCode::OK, "received"))
}

/// The layer takes all that it gets for webhooks, so paths and methods are looked at before.
async fn route(
    layer: VerifyLayer,
    request: Request<Incoming>,
) -> Result<Response<Either<Full<Bytes>, Full<Bytes>>>, Infallible> {
    let refused = if request.uri().path() != "/postal" {
        text(StatusCode::NOT_FOUND, "not found")
    } else if request.method() != Method::POST {
        text(StatusCode::METHOD_NOT_ALLOWED, "not a POST")
    } else {
        let receive = tower::service_fn(receive);
        return layer.layer(receive).oneshot(request).await;
    };
    Ok(refused.map(Either::Left))
}

fn text(status: StatusCode, text: &'static str) -> Text {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let layer = VerifyLayer::new(intake().await?);
    let address = env::args().nth(1).unwrap_or("127.0.0.1:8080".into());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/postal", listener.local_addr()?);
    // Headers have three seconds, and a connection has 64 KiB to read into.
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
        let layer = layer.clone();
        let service = service_fn(move |request| route(layer.clone(), request));
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
