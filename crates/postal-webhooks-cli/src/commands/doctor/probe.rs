//! Questions to the server that Postal does not ask: which protocol a port speaks.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use postal_webhooks::testing::postal::{Connect as _, Target};
use rustls::pki_types::ServerName;

use super::address;
use crate::network::tls::{self, Connector};

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
    let Ok(verifier) = tls::verifier() else { return false };
    let Ok(config) = tls::config(Arc::new(verifier)) else { return false };
    let Ok(name) = ServerName::try_from(target.host().to_owned()) else { return false };
    let Ok(mut tcp) = address::open(address, Instant::now() + PATIENCE) else { return false };
    match tls::handshake(&Arc::new(config), name, &mut tcp) {
        Ok(_) => true,
        Err(error) => {
            let error = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            matches!(
                error,
                Some(rustls::Error::InvalidCertificate(_) | rustls::Error::AlertReceived(_))
            )
        }
    }
}

/// Whether a server answers to the greeting of HTTP/2 (RFC 9113, 3.4): its first frame is SETTINGS.
pub(crate) fn speaks_http2(target: &Target) -> bool {
    const GREETING: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    const SETTINGS: u8 = 4;
    let ask = || {
        let connector = Connector::new(target).ok()?;
        let mut stream = connector.connect(target, Instant::now() + PATIENCE).ok()?;
        stream.write_all(GREETING).ok()?;
        stream.flush().ok()?;
        let mut frame = [0; 9];
        stream.read_exact(&mut frame).ok()?;
        Some(frame)
    };
    // An HTTP/1 server answers with a letter here.
    ask().is_some_and(|frame| frame[0] == 0 && frame[3] == SETTINGS && frame[5..] == [0; 4])
}
