//! [`Connector`]: connections to an HTTP sink, made within a time.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long a connection may take, with the name and TLS. After that the sink is down, while a
/// delivery that takes long has failed.
const CONNECT: Duration = Duration::from_secs(4);

/// Connects by TCP, with TLS where the URL asks for it.
#[derive(Clone)]
pub(super) enum Connector {
    Plain(HttpConnector),
    Tls(HttpsConnector<HttpConnector>),
}

impl Connector {
    pub(super) fn plain() -> Self {
        Self::Plain(tcp())
    }

    /// Trusts whom the operating system trusts.
    pub(super) fn tls() -> Result<Self, rustls::Error> {
        let config = crate::tls::client_config()?;
        let mut tcp = tcp();
        // It would refuse `https`, which is added on top of its connections here.
        tcp.enforce_http(false);
        let builder = HttpsConnectorBuilder::new().with_tls_config(config);
        Ok(Self::Tls(builder.https_only().enable_http1().wrap_connector(tcp)))
    }
}

fn tcp() -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.set_nodelay(true);
    tcp
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        match self {
            Self::Plain(tcp) => tcp.poll_ready(context).map_err(Into::into),
            Self::Tls(tls) => tls.poll_ready(context).map_err(Into::into),
        }
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting: Self::Future = match self {
            Self::Plain(tcp) => {
                let connecting = tcp.call(uri);
                Box::pin(async { Ok(MaybeHttpsStream::Http(connecting.await?)) })
            }
            Self::Tls(tls) => Box::pin(tls.call(uri)),
        };
        Box::pin(async { tokio::time::timeout(CONNECT, connecting).await? })
    }
}
