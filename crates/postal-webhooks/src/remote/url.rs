//! URL of the keys: checked, and completed to that of the document.

use http::Uri;

use super::RemoteVerifierError;
use crate::request::KEY_SET_PATH;

/// The URL of the document, from that of the web interface or its own.
pub(super) fn document(url: &str, pinned: bool) -> Result<String, RemoteVerifierError> {
    check_port(url)?;
    let uri: Uri = url.parse().map_err(|_| RemoteVerifierError::NotUrl)?;
    let authority = uri.authority().ok_or(RemoteVerifierError::NotUrl)?;
    if authority.host().is_empty() {
        return Err(RemoteVerifierError::NotUrl);
    }
    if authority.as_str().contains('@') {
        return Err(RemoteVerifierError::UserInfo);
    }
    let scheme = match uri.scheme_str() {
        Some("https") => "https",
        Some("http") if pinned => "http",
        Some("http") => return Err(RemoteVerifierError::HttpWithoutPin),
        _ => return Err(RemoteVerifierError::Scheme),
    };
    let path = match uri.path_and_query().map_or("/", |path| path.as_str()) {
        "/" => KEY_SET_PATH,
        path => path,
    };
    Ok(format!("{scheme}://{authority}{path}"))
}

/// Refuses a port that is none: `http` takes it for an absent one.
pub(super) fn check_port(url: &str) -> Result<(), RemoteVerifierError> {
    let Some((_, rest)) = url.split_once("://") else {
        return Ok(());
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    // The colons of an IPv6 address are in brackets.
    let after_address = host_and_port.rsplit(']').next().unwrap_or_default();
    let Some((_, port)) = after_address.rsplit_once(':') else {
        return Ok(());
    };
    // `u16` would also read a sign.
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && port.parse::<u16>().is_ok_and(|port| port > 0) {
        return Ok(());
    }
    // With an `@` behind it, this is a piece of a password.
    if url.contains('@') {
        return Err(RemoteVerifierError::UserInfo);
    }
    Err(RemoteVerifierError::Port { port: port.to_owned() })
}

/// The URL without path and query, which may be secrets: `https://postal.example.com:5000`.
pub(super) fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[start..].find(['/', '?', '#']);
    end.map_or(url, |end| &url[..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, pinned: bool, expected: &str) {
        let result = document(url, pinned).unwrap_or_else(|error| error.to_string());
        assert_eq!(result, expected, "{url}");
    }

    #[test]
    fn urls() {
        let well_known = "https://postal.example.com/.well-known/jwks.json";
        check("https://postal.example.com", false, well_known);
        check("https://postal.example.com/", true, well_known);
        check("HTTPS://postal.example.com", true, well_known);
        check(well_known, false, well_known);
        check("https://[::1]:5000/keys?a=b", false, "https://[::1]:5000/keys?a=b");
        check("http://web:5000", true, "http://web:5000/.well-known/jwks.json");
        check("http://web:5000", false, "`http` without a pinned key");
        check("https://user:secret@postal.example.com", true, "a user name or password in the URL");
        check("ftp://postal.example.com/", true, "neither `https` nor `http`");
        for (port, expected) in [
            ("99999", "99999"),
            ("65536", "65536"),
            ("0", "0"),
            ("-1", "-1"),
            ("+80", "+80"),
            ("8o", "8o"),
            ("", ""),
            ("８０", "８０"),
            ("8 0", "8 0"),
            ("80\n", "80\\n"),
        ] {
            let expected =
                format!("the port \"{expected}\" in the URL is not a number from 1 to 65535");
            for host in ["postal.example.com", "127.0.0.1", "[::1]"] {
                for path in ["", "/", "/keys?a=1", "?a", "#a"] {
                    check(&format!("https://{host}:{port}{path}"), true, &expected);
                }
            }
        }
        for (port, number) in [("080", 80), ("65535", 65535), ("1", 1)] {
            let url = format!("https://[::1]:{port}/keys");
            check(&url, true, &url);
            let uri: Uri = url.parse().unwrap();
            assert_eq!(uri.port_u16(), Some(number));
        }
        // Not a port, but a password in the open.
        for url in [
            "https://user:1234@web:99999",
            "https://user:pass/word@web",
            "https://user:secret@web:x",
        ] {
            check(url, true, "a user name or password in the URL");
        }
        for url in [
            "",
            "/",
            "postal.example.com",
            "https://",
            "https:///keys",
            "https://a b/",
            "https://:80/",
        ] {
            let error = document(url, true).unwrap_err();
            assert!(
                matches!(error, RemoteVerifierError::NotUrl | RemoteVerifierError::Scheme),
                "{url}"
            );
        }
    }
}
