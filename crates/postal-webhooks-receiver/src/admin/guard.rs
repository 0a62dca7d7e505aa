//! Guard of the admin port: for which host a request is, from which page, with which password.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, Request};
use sha2::{Digest as _, Sha256};

use super::refusal::Refusal;

/// What who asks may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Everything,
    /// Looks at how things stand: sees no bodies and nothing out of them, and changes nothing.
    Limited,
}

/// What requests are let in.
#[derive(Clone, Default)]
pub(super) struct Guard {
    /// SHA-256 of the password, so that comparing takes the same time whatever differs.
    pub(super) password: Option<[u8; 32]>,
    /// The same of the one that gives [`Access::Limited`].
    pub(super) viewer_password: Option<[u8; 32]>,
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

/// What a path asks of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// No password.
    Open,
    Password,
    /// A password; and the form has a token, which no page elsewhere can know.
    Form,
}

impl Guard {
    /// What a request may do, or why it is not let in.
    pub(super) fn admit<B>(&self, request: &Request<B>, gate: Gate) -> Result<Access, Refusal> {
        let headers = request.headers();
        let host = self.host(request).ok_or(Refusal::Host)?;
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        if !is_read && !is_from_here(headers, host, gate == Gate::Form) {
            return Err(Refusal::Elsewhere);
        }
        if gate == Gate::Open {
            return Ok(Access::Limited);
        }
        self.access(headers).ok_or(Refusal::Password)
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

    fn access(&self, headers: &HeaderMap) -> Option<Access> {
        let Some(password) = self.password else { return Some(Access::Everything) };
        let given = given_password(headers)?;
        if given == password {
            Some(Access::Everything)
        } else {
            (Some(given) == self.viewer_password).then_some(Access::Limited)
        }
    }
}

/// SHA-256 of the password of a request.
fn given_password(headers: &HeaderMap) -> Option<[u8; 32]> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (given.next(), given.next()) else { return None };
    let (scheme, encoded) = header.to_str().ok()?.split_once(' ')?;
    let pair = BASE64_STANDARD.decode(encoded.trim()).ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| digest(&pair[colon + 1..]))
}

/// Whether no page of another site has made the request, as far as the browser says.
///
/// A page that sends no referrer has the origin `null`: then `Sec-Fetch-Site` says where it is from,
/// which browsers send to loopback and over TLS, or else the token of its form.
fn is_from_here(headers: &HeaderMap, host: &str, has_token: bool) -> bool {
    let sites = headers.get_all("sec-fetch-site");
    let is_site = |site: &HeaderValue| matches!(site.as_bytes(), b"same-origin" | b"none");
    let is_told = sites.iter().next().is_some();
    let may_be_null = is_told || has_token;
    let same_origin = headers.get_all(ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        let is_ours = authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host));
        is_ours || (origin == "null" && may_be_null)
    });
    sites.iter().all(is_site) && same_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(guard: &Guard, method: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri("/metrics");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let admitted = guard.admit(&request.body(()).unwrap(), Gate::Password);
        admitted.map_or_else(|refusal| refusal.status().as_u16(), |_| 200)
    }

    #[test]
    fn the_host_has_to_be_ours() {
        let guard = Guard { hosts: vec!["Admin.example.com".into()], ..Guard::default() };
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
        let null = ("origin", "null");
        for (site, expected) in [("same-origin", 200), ("same-site", 403), ("cross-site", 403)] {
            let headers = [host, null, ("sec-fetch-site", site)];
            assert_eq!(status(&guard, "POST", &headers), expected, "{site}");
        }
        let request = Request::post("/").header("host", host.1).header("origin", "null");
        let admitted = guard.admit(&request.body(()).unwrap(), Gate::Form);
        assert!(admitted.is_ok(), "the token of the form decides");
    }

    #[test]
    fn a_viewer_has_a_password_of_its_own() {
        let guard = Guard {
            password: Some(digest(b"all")),
            viewer_password: Some(digest(b"some")),
            ..Guard::default()
        };
        for (password, expected) in
            [("all", Some(Access::Everything)), ("some", Some(Access::Limited)), ("none", None)]
        {
            let basic = format!("Basic {}", BASE64_STANDARD.encode(format!(":{password}")));
            let request = Request::get("/").header("host", "localhost");
            let request = request.header("authorization", basic).body(()).unwrap();
            assert_eq!(guard.admit(&request, Gate::Password).ok(), expected, "{password}");
        }
    }

    #[test]
    fn the_password_has_to_be_right() {
        let guard = Guard { password: Some(digest(b"p:w")), ..Guard::default() };
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
