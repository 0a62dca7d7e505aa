//! Connections with TLS, which is verified as Postal does (`OpenSSL::SSL::VERIFY_PEER`).

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result};
use postal_webhooks::testing::postal::{Client, Connect, Connection, Outcome, Stream, Target};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use rustls_platform_verifier::BuilderVerifierExt;

/// A client for this URL. It trusts whom the operating system trusts, or `SSL_CERT_FILE` names.
///
/// There is no way to turn the verification off: Postal has none either, so a receiver that needs
/// it would work here and fail there.
pub(crate) fn client(target: &Target) -> Result<Client> {
    if !target.is_tls() {
        return Ok(Client::new());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .context("cannot read the root certificates of the system; SSL_CERT_FILE can name others")?
        .with_no_client_auth();
    Ok(Client::with_connect(TlsConnect(Arc::new(config))))
}

/// The crypto library that verifies signatures does TLS as well.
fn provider() -> CryptoProvider {
    #[cfg(feature = "aws-lc-rs")]
    return rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(not(feature = "aws-lc-rs"))]
    return rustls::crypto::ring::default_provider();
}

struct TlsConnect(Arc<ClientConfig>);

impl Connect for TlsConnect {
    fn connect(&self, target: &Target, until: Instant) -> Result<Box<dyn Stream>, Outcome> {
        let name = ServerName::try_from(target.host().to_owned()).map_err(|_| Outcome::Tls)?;
        let mut tcp = Connection::open(target, until)?;
        let tls = ClientConnection::new(Arc::clone(&self.0), name);
        let mut tls = tls.map_err(|_| Outcome::Tls)?;
        while tls.is_handshaking() {
            tls.complete_io(&mut tcp).map_err(|error| match error.kind() {
                // Ruby calls a connection that is closed during the handshake an error of TLS.
                io::ErrorKind::UnexpectedEof => Outcome::Tls,
                _ => Outcome::of_error(&error),
            })?;
        }
        Ok(Box::new(TlsStream(StreamOwned::new(tls, tcp))))
    }
}

struct TlsStream(StreamOwned<ClientConnection, Connection>);

impl Read for TlsStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            // Closed without the goodbye of TLS: an error of TLS to Ruby with OpenSSL 3.
            io::ErrorKind::UnexpectedEof => io::ErrorKind::InvalidData.into(),
            _ => error,
        })
    }
}

impl Write for TlsStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream for TlsStream {
    fn close_writing(&mut self) -> io::Result<()> {
        self.0.conn.send_close_notify();
        self.0.flush()?;
        self.0.sock.close_writing()
    }
}
