//! JWKS of a key, published as a Postal publishes it.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use postal_webhooks::request::KEY_SET_PATH;
use postal_webhooks::testing::Signer;

use super::server;

/// Publishes the key at this address until the process ends, and gives the URL.
///
/// # Errors
///
/// The address cannot be listened at.
pub(crate) fn publish(signer: &Signer, address: &str) -> Result<String> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!("cannot listen at {address}; name another, --listen 127.0.0.1:8001")
    })?;
    let url = format!("http://{}{KEY_SET_PATH}", listener.local_addr()?);
    let jwks: Arc<str> = signer.jwks().into();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let jwks = Arc::clone(&jwks);
            // A client that does not read its answer is no concern of the server.
            std::thread::spawn(move || drop(serve(stream, &jwks)));
        }
    });
    Ok(url)
}

fn serve(mut stream: TcpStream, jwks: &str) -> std::io::Result<()> {
    match server::read(&mut stream) {
        Ok(request) if request.path == KEY_SET_PATH && request.method == "GET" => {
            server::answer(&mut stream, 200, "application/json; charset=utf-8", jwks.as_bytes())
        }
        Ok(_) => server::answer(&mut stream, 404, "text/plain", b"the JWKS alone is here\n"),
        Err(refusal) => {
            server::answer(&mut stream, refusal.status, "text/plain", refusal.why.as_bytes())
        }
    }
}
