//! The default transport: one HTTP/1.1 request on a connection of its own, with rustls.

use std::pin::Pin;
use std::sync::Arc;
use std::{fmt, io, task};

use http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::{GaiAddrs, GaiResolver, Name};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::url::check_port;
use super::{FetchError, RemoteVerifierError, Response, Transport, TransportFuture};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Fetches with hyper and rustls, and trusts whom the operating system trusts.
///
/// A certificate authority of your own is added to the system's, or named in the environment
/// variable `SSL_CERT_FILE`. No proxy is used.
#[derive(Clone)]
pub struct HttpTransport {
    connector: HttpConnector<Resolver>,
    /// Absent where only `http` is asked.
    tls: Option<TlsConnector>,
}

impl HttpTransport {
    /// Reads the root certificates of the operating system.
    ///
    /// # Errors
    ///
    /// There are none, or they cannot be read.
    pub fn new() -> Result<Self, RemoteVerifierError> {
        let tls = tls().map_err(|error| RemoteVerifierError::Tls(error.into()))?;
        Ok(Self::with(Some(tls)))
    }

    /// Needs no root certificates, and asks by `http` alone.
    pub(super) fn plain() -> Self {
        Self::with(None)
    }

    fn with(tls: Option<TlsConnector>) -> Self {
        let mut connector = HttpConnector::new_with_resolver(Resolver(GaiResolver::new()));
        // It would refuse `https`, which is added on top of its connections here.
        connector.enforce_http(false);
        Self { connector, tls }
    }

    async fn ask(&self, url: &str, limit: usize) -> Result<Response, FetchError> {
        check_port(url).map_err(connect)?;
        let uri: Uri = url.parse().map_err(connect)?;
        let host = uri.authority().map_or("", |authority| authority.as_str());
        let host = HeaderValue::from_str(host).map_err(connect)?;
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let request = Request::get(path)
            .header(header::HOST, host)
            .header(header::ACCEPT, "application/json")
            .header(header::ACCEPT_ENCODING, "identity")
            .header(header::USER_AGENT, concat!("postal-webhooks/", env!("CARGO_PKG_VERSION")))
            .header(header::CONNECTION, "close")
            .body(Empty::<Bytes>::new())
            .map_err(connect)?;

        let tcp = self.connector.clone().call(uri.clone()).await;
        let tcp = tcp.map_err(|error| {
            if is_not_resolved(&error) {
                FetchError::Dns(error.into())
            } else {
                FetchError::Connect(error.into())
            }
        })?;
        if uri.scheme_str() != Some("https") {
            return exchange(tcp, request, limit).await;
        }
        let tls = self.tls.as_ref();
        let tls = tls.ok_or_else(|| FetchError::Tls("made without TLS".into()))?;
        // An IPv6 address has brackets in a URL, and none in a certificate.
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let name =
            ServerName::try_from(host.to_owned()).map_err(|error| FetchError::Tls(error.into()))?;
        let stream = tls.connect(name, TokioIo::new(tcp)).await;
        let stream = stream.map_err(|error| FetchError::Tls(error.into()))?;
        exchange(TokioIo::new(stream), request, limit).await
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

impl Transport for HttpTransport {
    fn get<'a>(&'a self, url: &'a str, limit: usize) -> TransportFuture<'a> {
        Box::pin(self.ask(url, limit))
    }
}

/// Sends one request, and reads the answer up to the limit.
async fn exchange<S>(
    stream: S,
    request: Request<Empty<Bytes>>,
    limit: usize,
) -> Result<Response, FetchError>
where
    S: hyper::rt::Read + hyper::rt::Write + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(stream).await.map_err(broken)?;
    // The connection is driven beside the request, and ends with it.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let (head, body) = sender.send_request(request).await.map_err(broken)?.into_parts();
    let status = head.status.as_u16();
    if status != 200 {
        return Ok(Response::new(status, []));
    }
    match Limited::new(body, limit).collect().await {
        Ok(body) => Ok(Response::new(status, body.to_bytes())),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(FetchError::TooLarge { limit })
        }
        Err(error) => Err(FetchError::Http(error)),
    }
}

/// The crypto library that verifies signatures does TLS as well, whatever else the program has for
/// it.
fn provider() -> CryptoProvider {
    #[cfg(feature = "aws-lc-rs")]
    return rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(not(feature = "aws-lc-rs"))]
    return rustls::crypto::ring::default_provider();
}

fn tls() -> Result<TlsConnector, rustls::Error> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config).into())
}

fn connect(error: impl Into<BoxError>) -> FetchError {
    FetchError::Connect(error.into())
}

fn broken(error: hyper::Error) -> FetchError {
    FetchError::Http(error.into())
}

/// The system's resolver, with an error that can be told from that of a connection.
#[derive(Clone, Debug)]
struct Resolver(GaiResolver);

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct NotResolved(#[from] io::Error);

impl Service<Name> for Resolver {
    type Response = GaiAddrs;
    type Error = NotResolved;
    type Future = Pin<Box<dyn Future<Output = Result<GaiAddrs, NotResolved>> + Send>>;

    fn poll_ready(
        &mut self,
        context: &mut task::Context<'_>,
    ) -> task::Poll<Result<(), NotResolved>> {
        self.0.poll_ready(context).map_err(NotResolved)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let addresses = self.0.call(name);
        Box::pin(async { Ok(addresses.await?) })
    }
}

fn is_not_resolved(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<NotResolved>() || error.source().is_some_and(is_not_resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Also where it is called by a transport that has a URL of its own.
    #[tokio::test]
    async fn a_port_that_is_none_is_not_taken_for_another() {
        let transport = HttpTransport::plain();
        for url in ["http://127.0.0.1:99999/", "http://127.0.0.1:/", "http://[::1]:+80/"] {
            let error = transport.get(url, 1).await.unwrap_err();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(cause.starts_with("the port \""), "{error}: {cause}");
        }
    }
}
