//! Questions to the server that Postal does not ask: which protocol a port speaks.

use std::io::{self, Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use postal_webhooks::testing::postal::Target;
use rustls::ClientConnection;
use rustls::pki_types::ServerName;

use super::address;
use crate::network::tls;

/// What protocol a port speaks is known at once, or not at all.
const PATIENCE: Duration = Duration::from_secs(2);

/// The start of the answer to a question, on a plain connection.
pub(crate) fn first_bytes(address: SocketAddr, question: &[u8], count: usize) -> Option<Vec<u8>> {
    let mut stream = address::open(address, Instant::now() + PATIENCE).ok()?;
    stream.write_all(question).ok()?;
    let mut start = vec![0; count];
    stream.read_exact(&mut start).ok()?;
    Some(start)
}

/// Whether TLS is spoken there, with whatever certificate.
pub(crate) fn speaks_tls(target: &Target, address: SocketAddr) -> bool {
    match shake(target, address, &[]) {
        None => false,
        Some(Ok(_)) => true,
        Some(Err(error)) => {
            let error = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            matches!(
                error,
                Some(rustls::Error::InvalidCertificate(_) | rustls::Error::AlertReceived(_))
            )
        }
    }
}

/// Whether a server that gave no answer to HTTP/1.1 speaks HTTP/2 alone.
pub(crate) fn speaks_http2_alone(target: &Target, address: SocketAddr) -> bool {
    /// Its first frame is SETTINGS (RFC 9113, 3.4).
    const GREETING: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    const SETTINGS: u8 = 4;
    if target.is_tls() {
        let takes = |protocol: &[u8]| {
            let shaken = shake(target, address, &[protocol]).and_then(Result::ok);
            shaken.is_some_and(|tls| tls.alpn_protocol() == Some(protocol))
        };
        return takes(b"h2") && !takes(b"http/1.1");
    }
    // An HTTP/1 server answers with a letter here.
    first_bytes(address, GREETING, 9)
        .is_some_and(|frame| frame[0] == 0 && frame[3] == SETTINGS && frame[5..] == [0; 4])
}

/// Agrees on TLS, and on one of the protocols above it if there are some.
fn shake(
    target: &Target,
    address: SocketAddr,
    protocols: &[&[u8]],
) -> Option<io::Result<ClientConnection>> {
    let mut config = tls::config(Arc::new(tls::verifier().ok()?)).ok()?;
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    let name = ServerName::try_from(target.host().to_owned()).ok()?;
    let mut tcp = address::open(address, Instant::now() + PATIENCE).ok()?;
    Some(tls::handshake(&Arc::new(config), name, &mut tcp))
}
