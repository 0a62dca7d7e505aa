//! The admin port of a receiver, as a client.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use clap::Args;
use http::{Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::network::tls;

/// Where `serve` has its admin port, if nothing else is configured.
pub(crate) const DEFAULT: &str = "http://127.0.0.1:8001";
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The most bytes of an answer.
const LONGEST: usize = 64 << 20;

/// The admin port of the receiver.
#[derive(Args)]
pub(crate) struct Remote {
    /// The admin port of the receiver that runs.
    #[arg(long, value_name = "URL")]
    pub(crate) admin: Option<String>,
    /// Its password: `env:NAME` or `file:PATH`.
    #[arg(long, value_name = "SOURCE")]
    pub(crate) admin_password: Option<String>,
}

impl Remote {
    /// The port that is named, or the usual one.
    pub(crate) fn admin(&self) -> Result<Admin> {
        let url = self.admin.as_deref().unwrap_or(DEFAULT);
        // The URL is not repeated where it can hold a password.
        let uri: Uri = url.parse().map_err(|_| anyhow!("write --admin as {DEFAULT}"))?;
        let is_tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => bail!("write --admin as {DEFAULT}"),
        };
        let authority = uri.authority().context("the URL of --admin has no host")?.as_str();
        if authority.contains('@') {
            bail!(
                "others can see what stands in an argument: give the password by --admin-password"
            );
        }
        let password = self.admin_password.as_deref().map(secret).transpose()?;
        let authorization =
            password.map(|it| format!("Basic {}", BASE64_STANDARD.encode(format!("admin:{it}"))));
        Ok(Admin {
            host: uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 }),
            path: uri.path().trim_end_matches('/').to_owned(),
            authority: authority.to_owned(),
            authorization,
            is_tls,
        })
    }
}

/// Reads a secret from a variable or a file, without the line break that ends it.
fn secret(source: &str) -> Result<String> {
    let text = if let Some(name) = source.strip_prefix("env:") {
        std::env::var(name).with_context(|| format!("there is no variable {name}; set it"))?
    } else if let Some(path) = source.strip_prefix("file:") {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?
    } else {
        bail!("others can see what stands in an argument: write env:NAME or file:PATH");
    };
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// An admin port.
pub(crate) struct Admin {
    host: String,
    port: u16,
    path: String,
    authority: String,
    authorization: Option<String>,
    is_tls: bool,
}

/// The status and the body of an answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

impl Admin {
    pub(crate) fn url(&self) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://{}{}", self.authority, self.path)
    }

    /// Looks at something; `path` begins with a slash.
    pub(crate) async fn get(&self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "").await
    }

    /// What the API shows there.
    pub(crate) async fn look(&self, path: &str) -> Result<Value> {
        self.value(&self.ask("GET", path, "").await?)
    }

    /// Changes something, and gives what the answer says.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.value(&self.ask("POST", path, &body.to_string()).await?)
    }

    fn value(&self, answer: &Answer) -> Result<Value> {
        let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        match (answer.status, value["error"].as_str()) {
            (200, _) => Ok(value),
            (401, _) => bail!("the admin port asks for a password: give it by --admin-password"),
            (_, Some(error)) => bail!("{error}"),
            (status, None) => bail!(
                "{} answered {status}, so it is no admin port, or this host name is not configured there (admin.hosts)",
                self.url()
            ),
        }
    }

    async fn ask(&self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let failed = || format!("{} does not answer; --admin names another", self.url());
        let connect = TcpStream::connect((self.host.as_str(), self.port));
        let tcp = tokio::time::timeout(CONNECT, connect).await.with_context(failed)?;
        let tcp = tcp.with_context(failed)?;
        if !self.is_tls {
            return self.exchange(tcp, method, path, body).await.with_context(failed);
        }
        let name = ServerName::try_from(self.host.clone()).context("no name of a host")?;
        let connector = TlsConnector::from(Arc::new(tls::config(Arc::new(tls::verifier()?))?));
        let tls = tokio::time::timeout(CONNECT, connector.connect(name, tcp)).await;
        let tls = tls.with_context(failed)?.with_context(failed)?;
        self.exchange(tls, method, path, body).await.with_context(failed)
    }

    async fn exchange<S>(&self, stream: S, method: &str, path: &str, body: &str) -> Result<Answer>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.path))
            .header(header::HOST, &self.authority)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request.body(Full::new(Bytes::copy_from_slice(body.as_bytes())))?;
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        let body = body.map_err(|error| anyhow!("the answer is cut: {error}"))?;
        Ok(Answer { status, body: body.to_bytes() })
    }
}
