//! Guard of the admin port: for which host a request is, from which page, with which password.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, HOST, ORIGIN, WWW_AUTHENTICATE};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use sha2::{Digest as _, Sha256};

use super::{Answer, text};

/// What requests are let in.
#[derive(Clone, Default)]
pub(super) struct Guard {
    /// SHA-256 of the password, so that comparing takes the same time whatever differs.
    pub(super) password: Option<[u8; 32]>,
    pub(super) hosts: Vec<String>,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("hosts", &self.hosts).finish_non_exhaustive()
    }
}

pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Guard {
    /// The answer to a request that is not let in.
    pub(super) fn refuse<B>(&self, request: &Request<B>, asks_password: bool) -> Option<Answer> {
        let headers = request.headers();
        let Some(host) = self.host(request) else {
            let why = "this host name is not listed, so a page elsewhere may be behind it\n";
            return Some(text(StatusCode::FORBIDDEN, why));
        };
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        if !is_read && !is_from_here(headers, host) {
            return Some(text(StatusCode::FORBIDDEN, "a page elsewhere has made this request\n"));
        }
        if asks_password && !self.is_authorized(headers) {
            let mut refusal = text(StatusCode::UNAUTHORIZED, "the password is missing or wrong\n");
            let scheme = HeaderValue::from_static("Basic realm=\"postal-webhooks\"");
            refusal.headers_mut().insert(WWW_AUTHENTICATE, scheme);
            return Some(refusal);
        }
        None
    }

    /// The host that the request is for, if it may be.
    fn host<'a, B>(&self, request: &'a Request<B>) -> Option<&'a str> {
        let mut headers = request.headers().get_all(HOST).iter();
        let (Some(header), None) = (headers.next(), headers.next()) else { return None };
        let header = header.to_str().ok()?;
        // A request line with a whole URL is for that one.
        let line = request.uri().authority().map(Authority::as_str);
        let is_allowed = |text: &str| {
            text.parse::<Authority>().is_ok_and(|it| !text.contains('@') && self.is_ours(it.host()))
        };
        (is_allowed(header) && line.is_none_or(is_allowed)).then_some(header)
    }

    fn is_ours(&self, host: &str) -> bool {
        let plain = host.trim_start_matches('[').trim_end_matches(']');
        plain.parse::<std::net::IpAddr>().is_ok()
            || host.eq_ignore_ascii_case("localhost")
            || self.hosts.iter().any(|name| name.eq_ignore_ascii_case(host))
    }

    fn is_authorized(&self, headers: &HeaderMap) -> bool {
        let Some(expected) = self.password else { return true };
        let mut given = headers.get_all(AUTHORIZATION).iter();
        let (Some(header), None) = (given.next(), given.next()) else { return false };
        let Some((scheme, encoded)) = header.to_str().ok().and_then(|it| it.split_once(' ')) else {
            return false;
        };
        let Ok(pair) = BASE64_STANDARD.decode(encoded.trim()) else { return false };
        let Some(colon) = pair.iter().position(|byte| *byte == b':') else { return false };
        scheme.eq_ignore_ascii_case("basic") && digest(&pair[colon + 1..]) == expected
    }
}

/// Whether no page of another site has made the request, as far as the browser says.
fn is_from_here(headers: &HeaderMap, host: &str) -> bool {
    let same_site = headers
        .get_all("sec-fetch-site")
        .iter()
        .all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"));
    let same_origin = headers.get_all(ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    });
    same_site && same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(guard: &Guard, method: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri("/metrics");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let refusal = guard.refuse(&request.body(()).unwrap(), true);
        refusal.map_or(200, |refusal| refusal.status().as_u16())
    }

    #[test]
    fn the_host_has_to_be_ours() {
        let guard = Guard { password: None, hosts: vec!["Admin.example.com".into()] };
        for (host, expected) in [
            ("127.0.0.1:8001", 200),
            ("[::1]:8001", 200),
            ("10.1.2.3", 200),
            ("localhost:8001", 200),
            ("LOCALHOST", 200),
            ("admin.example.com:8001", 200),
            ("admin.example.com.", 403),
            ("evil.example.com", 403),
            ("localhost.evil.example.com", 403),
            ("127.0.0.1.nip.io", 403),
            ("user@localhost", 403),
            ("", 403),
            ("a b", 403),
        ] {
            assert_eq!(status(&guard, "GET", &[("host", host)]), expected, "{host}");
        }
        assert_eq!(status(&guard, "GET", &[]), 403);
        let twice = [("host", "localhost"), ("host", "evil.example.com")];
        assert_eq!(status(&guard, "GET", &twice), 403);
    }

    #[test]
    fn a_page_elsewhere_changes_nothing() {
        let guard = Guard::default();
        let host = ("host", "localhost:8001");
        for (header, expected) in [
            (("origin", "http://localhost:8001"), 200),
            (("origin", "http://localhost:9"), 403),
            (("origin", "null"), 403),
            (("origin", "https://evil.example.com"), 403),
            (("sec-fetch-site", "same-origin"), 200),
            (("sec-fetch-site", "none"), 200),
            (("sec-fetch-site", "same-site"), 403),
            (("sec-fetch-site", "cross-site"), 403),
        ] {
            assert_eq!(status(&guard, "POST", &[host, header]), expected, "{header:?}");
        }
        assert_eq!(status(&guard, "POST", &[host]), 200, "no browser says so");
    }

    #[test]
    fn the_password_has_to_be_right() {
        let guard = Guard { password: Some(digest(b"p:w")), hosts: Vec::new() };
        let basic = |pair: &str| format!("Basic {}", BASE64_STANDARD.encode(pair));
        let host = ("host", "localhost");
        for (header, expected) in [
            (basic("any:p:w"), 200),
            (basic(":p:w").replace("Basic", "basic"), 200),
            (basic("any:p:"), 401),
            (basic("any:"), 401),
            (basic("p:w"), 401),
            (basic("pw"), 401),
            ("Bearer p:w".to_owned(), 401),
            ("Basic !".to_owned(), 401),
            ("Basic".to_owned(), 401),
        ] {
            let given = status(&guard, "GET", &[host, ("authorization", &header)]);
            assert_eq!(given, expected, "{header}");
        }
        assert_eq!(status(&guard, "GET", &[host]), 401);
        let (right, wrong) = (basic(":p:w"), basic(":x"));
        let twice = [host, ("authorization", &*right), ("authorization", &*wrong)];
        assert_eq!(status(&guard, "GET", &twice), 401);
    }
}
