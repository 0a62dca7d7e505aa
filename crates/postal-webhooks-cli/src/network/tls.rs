//! Connections with TLS, which is verified as Postal does (`OpenSSL::SSL::VERIFY_PEER`).

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result};
use postal_webhooks::testing::postal::{
    Client, Connect, Connection, Outcome, PlainConnect, Stream, Target,
};
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use rustls_platform_verifier::Verifier;

/// A client for this URL. It trusts whom the operating system trusts, or `SSL_CERT_FILE` names.
///
/// There is no way to turn the verification off: Postal has none either, so a receiver that needs
/// it would work here and fail there.
pub(crate) fn client(target: &Target) -> Result<Client> {
    Ok(Client::with_connect(Connector::new(target)?))
}

/// Opens the connections of a [`client`].
pub(crate) struct Connector(Option<Arc<ClientConfig>>);

impl Connector {
    pub(crate) fn new(target: &Target) -> Result<Self> {
        if !target.is_tls() {
            return Ok(Self(None));
        }
        let verifier = verifier()?;
        Ok(Self(Some(Arc::new(config(Arc::new(verifier))?))))
    }
}

/// The verifier of the operating system.
pub(crate) fn verifier() -> Result<Verifier> {
    Verifier::new(Arc::new(provider()))
        .context("cannot read the root certificates of the system; SSL_CERT_FILE can name others")
}

pub(crate) fn config(verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig> {
    let config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .context("cannot set up TLS")?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    Ok(config)
}

/// The crypto library that verifies signatures does TLS as well.
fn provider() -> CryptoProvider {
    #[cfg(feature = "aws-lc-rs")]
    return rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(not(feature = "aws-lc-rs"))]
    return rustls::crypto::ring::default_provider();
}

impl Connect for Connector {
    fn connect(&self, target: &Target, until: Instant) -> Result<Box<dyn Stream>, Outcome> {
        let Some(config) = &self.0 else { return PlainConnect.connect(target, until) };
        let name = ServerName::try_from(target.host().to_owned()).map_err(|_| Outcome::Tls)?;
        let mut tcp = Connection::open(target, until)?;
        let tls = handshake(config, name, &mut tcp).map_err(|error| outcome(&error))?;
        Ok(Box::new(TlsStream(StreamOwned::new(tls, tcp))))
    }
}

/// Agrees on TLS with the other side.
pub(crate) fn handshake(
    config: &Arc<ClientConfig>,
    name: ServerName<'static>,
    tcp: &mut Connection,
) -> io::Result<ClientConnection> {
    let tls = ClientConnection::new(Arc::clone(config), name);
    let mut tls = tls.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    while tls.is_handshaking() {
        tls.complete_io(tcp)?;
    }
    Ok(tls)
}

/// What an error of a handshake is to Postal.
pub(crate) fn outcome(error: &io::Error) -> Outcome {
    match error.kind() {
        // Ruby calls a connection that is closed during the handshake an error of TLS.
        io::ErrorKind::UnexpectedEof => Outcome::Tls,
        _ => Outcome::of_error(error),
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
