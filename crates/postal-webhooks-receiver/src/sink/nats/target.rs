//! [`Target`]: settings of a NATS sink, checked.

use std::sync::Arc;

use async_nats::{ConnectOptions, ServerAddr};
use http::Uri;
use percent_encoding::percent_decode_str;
use rustls::{ClientConfig, RootCertStore};

use super::subject::Subject;
use super::{Nats, Wrong};
use crate::error::Error;
use crate::sink::http::without_user_info;
use crate::tls::{client_config, provider};

/// Where to connect, and how to sign in there.
pub(super) struct Target {
    pub(super) servers: Vec<ServerAddr>,
    /// Options that sign in.
    pub(super) options: ConnectOptions,
    pub(super) subject: Subject,
    pub(super) stream: Option<String>,
}

impl Target {
    pub(super) fn new(sink: &str, nats: &Nats) -> Result<Self, Error> {
        let target = Self::read(nats).map_err(|Wrong { setting, what, remedy }| {
            Error::SinkNats { sink: sink.to_owned(), setting, what, remedy }
        })?;
        let is_tls = target.servers.iter().any(ServerAddr::tls_required);
        let tls = match client_config() {
            // A server may ask for TLS all the same. Then nobody is trusted.
            Err(_) if !is_tls => without_roots(),
            tls => tls,
        };
        let tls =
            tls.map_err(|error| Error::SinkTls { sink: sink.to_owned(), source: error.into() })?;
        Ok(Self { options: target.options.tls_client_config(tls), ..target })
    }

    /// Checks the settings alone.
    pub(super) fn read(nats: &Nats) -> Result<Self, Wrong> {
        let Nats { url, subject, stream, credentials } = nats;
        let (servers, user_info) = servers(url).map_err(|what| Wrong {
            setting: "url",
            what,
            remedy: "write \"nats://nats.example.com:4222\" or \"tls://nats.example.com\", with \
                     commas between several servers of a cluster",
        })?;
        let mut options = ConnectOptions::new();
        if let Some(user_info) = user_info {
            options = signed_in(options, &user_info).ok_or(Wrong {
                setting: "url",
                what: "has a user or a password that is no UTF-8",
                remedy: "write it in UTF-8, with percent signs",
            })?;
        }
        if let Some(credentials) = credentials {
            options = options.credentials(credentials).map_err(|_| Wrong {
                setting: "credentials",
                what: "is no credentials file",
                remedy: "put there what `nsc generate creds` prints, with both of its parts",
            })?;
        }
        if let Some(stream) = stream
            && (stream.is_empty() || !stream.chars().all(is_of_name))
        {
            return Err(Wrong {
                setting: "stream",
                what: "is no name of a stream",
                remedy: "write the name alone, without dots, spaces and wildcards",
            });
        }
        let (subject, stream) = (Subject::new(subject)?, stream.clone());
        Ok(Self { servers, options, subject, stream })
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Servers of a URL, and the user info of the first that has one.
fn servers(urls: &str) -> Result<(Vec<ServerAddr>, Option<String>), &'static str> {
    let mut user_info = None;
    let mut servers = Vec::new();
    for url in urls.split(',') {
        let uri: Uri = url.trim().parse().map_err(|_| "is not a URL")?;
        let scheme = match uri.scheme_str() {
            Some(scheme @ ("nats" | "tls")) => scheme.to_owned(),
            _ => return Err("does not begin with nats:// or tls://"),
        };
        if !matches!(uri.path_and_query().map_or("", |rest| rest.as_str()), "" | "/") {
            return Err("has a path, which no server has");
        }
        let (uri, its_user_info) = without_user_info(uri)?;
        user_info = user_info.or(its_user_info);
        let authority = uri.authority().ok_or("has no host")?;
        servers.push(format!("{scheme}://{authority}").parse().map_err(|_| "is not a URL")?);
    }
    Ok((servers, user_info))
}

/// Signs in with user and password, or with a token where there is no password.
fn signed_in(options: ConnectOptions, user_info: &str) -> Option<ConnectOptions> {
    let decoded = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    Some(match user_info.split_once(':') {
        Some((user, password)) => options.user_and_password(decoded(user)?, decoded(password)?),
        None => options.token(decoded(user_info)?),
    })
}

fn without_roots() -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_servers_and_a_user() {
        let (servers, user_info) = servers("nats://u:p%40@a:1, tls://b,nats://[::1]:2/").unwrap();
        let servers: Vec<_> = servers.iter().map(|it| (it.host(), it.port())).collect();
        assert_eq!(servers, [("a", 1), ("b", 4222), ("::1", 2)]);
        assert_eq!(user_info.as_deref(), Some("u:p%40"));
    }

    #[test]
    fn what_is_wrong_is_told_without_secrets() {
        let urls = ["", "nats://", "http://u:CANARY@a", "nats://u:CANARY@", "a:4222", "nats://a/x"];
        let urls = urls.into_iter().chain(["nats://CANARY@a,", "nats://u:%ff@a", "nats://a:0"]);
        let wrong = urls.map(|url| (Nats::at(url), "url"));
        let at = || Nats::at("nats://a");
        let wrong = wrong.chain([
            (at().subject("a b"), "subject"),
            (at().stream("a.b"), "stream"),
            (at().stream(""), "stream"),
            (at().credentials("CANARY"), "credentials"),
        ]);
        for (nats, setting) in wrong {
            let error = Target::new("bus", &nats).err().unwrap().to_string();
            let start = format!("`{setting}` of the sink \"bus\" ");
            assert!(error.starts_with(&start) && !error.contains("CANARY"), "{error}");
            assert!(!format!("{nats:?}").contains("CANARY"));
        }
    }
}
