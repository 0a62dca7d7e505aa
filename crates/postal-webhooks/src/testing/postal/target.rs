//! [`Target`], the URL of a webhook, split as Ruby's `URI` does.

use std::fmt;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The URL that a webhook goes to.
///
/// Printed, its user info is masked.
///
/// ```
/// use postal_webhooks::testing::postal::Target;
///
/// let target: Target = "http://user:secret@localhost:8000/postal?a=1".parse()?;
/// assert_eq!(target.to_string(), "http://***@localhost:8000/postal?a=1");
/// # Ok::<(), postal_webhooks::testing::postal::TargetError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    is_tls: bool,
    user_info: Option<String>,
    host: String,
    port: u16,
    /// Path and query, as in the request line.
    path: String,
}

/// Why a text is no [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// The URL begins with neither `http://` nor `https://`.
    #[error("the URL begins with neither `http://` nor `https://`")]
    Scheme,
    /// The URL names no host.
    #[error("the URL names no host")]
    Host,
    /// The port is no number from 1 to 65535.
    #[error("the port in the URL is not a number from 1 to 65535")]
    Port,
    /// The URL has a character that must be percent-encoded.
    #[error("the URL has a character that must be percent-encoded")]
    Character,
}

impl std::str::FromStr for Target {
    type Err = TargetError;

    fn from_str(url: &str) -> Result<Self, TargetError> {
        if !url.bytes().all(|byte| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte)) {
            return Err(TargetError::Character);
        }
        let (scheme, rest) = url.split_once("://").ok_or(TargetError::Scheme)?;
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(TargetError::Scheme),
        };
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (user_info, address) = match authority.rsplit_once('@') {
            Some((user_info, address)) => (Some(user_info.to_owned()), address),
            None => (None, authority),
        };
        let end_of_host = address.find(']').map_or(0, |at| at + 1);
        let (host, port) = match address[end_of_host..].find(':') {
            Some(at) => {
                let (host, port) = address.split_at(end_of_host + at);
                (host, Some(&port[1..]))
            }
            None => (address, None),
        };
        if host.is_empty() {
            return Err(TargetError::Host);
        }
        let port = match port {
            None | Some("") => default_port(is_tls),
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok().filter(|port| *port > 0).ok_or(TargetError::Port)?
            }
            Some(_) => return Err(TargetError::Port),
        };
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Self { is_tls, user_info, host: host.to_owned(), port, path: format!("{slash}{path}") })
    }
}

impl Target {
    /// Whether the URL is one of `https`.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.is_tls
    }

    /// The host without the brackets of an IPv6 address, as a certificate names it.
    #[must_use]
    pub fn host(&self) -> &str {
        self.host.trim_matches(['[', ']'])
    }

    /// The port, of the scheme if the URL has none.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Path and query, as they stand in the request line.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of `Host`.
    #[must_use]
    pub fn host_header(&self) -> String {
        if self.port == default_port(self.is_tls) {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The value of `Authorization`, if the URL has user info: as written, never percent-decoded.
    #[must_use]
    pub fn authorization(&self) -> Option<String> {
        let user_info = self.user_info.as_ref()?;
        let colon = if user_info.contains(':') { "" } else { ":" };
        Some(format!("Basic {}", STANDARD.encode(format!("{user_info}{colon}"))))
    }

    pub(super) fn address(&self) -> Option<IpAddr> {
        self.host().parse().ok()
    }
}

fn default_port(is_tls: bool) -> u16 {
    if is_tls { 443 } else { 80 }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_tls { "https" } else { "http" };
        let mask = if self.user_info.is_some() { "***@" } else { "" };
        write!(f, "{scheme}://{mask}{}{}", self.host_header(), self.path)
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_split_as_ruby_splits_them() {
        for (url, host, path, authorization) in [
            ("http://a", "a", "/", None),
            ("http://a:80/", "a", "/", None),
            ("HTTPS://A:8443?x=1#y", "A:8443", "/?x=1", None),
            ("https://a:443/b/c?d", "a", "/b/c?d", None),
            ("http://u@a:/b", "a", "/b", Some("Basic dTo=")),
            ("http://us%20er:p%40ss@a/b", "a", "/b", Some("Basic dXMlMjBlcjpwJTQwc3M=")),
            ("http://[::1]:8000/", "[::1]:8000", "/", None),
        ] {
            let target: Target = url.parse().unwrap();
            assert_eq!(target.host_header(), host, "{url}");
            assert_eq!(target.path(), path, "{url}");
            assert_eq!(target.authorization().as_deref(), authorization, "{url}");
        }
        for (url, error) in [
            ("a.example.com", TargetError::Scheme),
            ("ftp://a", TargetError::Scheme),
            ("http://", TargetError::Host),
            ("http://:80/", TargetError::Host),
            ("http://a:0", TargetError::Port),
            ("http://a:65536", TargetError::Port),
            ("http://a:+80", TargetError::Port),
            ("http://a/b c", TargetError::Character),
            ("http://a/\r\nX: y", TargetError::Character),
        ] {
            assert_eq!(url.parse::<Target>(), Err(error), "{url}");
        }
    }

    #[test]
    fn user_info_is_not_printed() {
        let target: Target = "http://u:secret@a/b".parse().unwrap();
        assert_eq!(format!("{target} {target:?}"), "http://***@a/b Target(http://***@a/b)");
    }
}
