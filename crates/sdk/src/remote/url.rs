//! Where the keys are.

use http::Uri;

use super::RemoteKeysError;

/// Where Postal 3.2.0 and later have the document.
const WELL_KNOWN: &str = "/.well-known/jwks.json";

/// The URL of the document, from that of the web interface or its own.
pub(super) fn document(url: &str, pinned: bool) -> Result<String, RemoteKeysError> {
    let uri: Uri = url.parse().map_err(|_| RemoteKeysError::NotUrl)?;
    let authority = uri.authority().ok_or(RemoteKeysError::NotUrl)?;
    if authority.host().is_empty() {
        return Err(RemoteKeysError::NotUrl);
    }
    if authority.as_str().contains('@') {
        return Err(RemoteKeysError::UserInfo);
    }
    let scheme = match uri.scheme_str() {
        Some("https") => "https",
        Some("http") if pinned => "http",
        Some("http") => return Err(RemoteKeysError::HttpWithoutPin),
        _ => return Err(RemoteKeysError::Scheme),
    };
    let path = match uri.path_and_query().map_or("/", |path| path.as_str()) {
        "/" => WELL_KNOWN,
        path => path,
    };
    Ok(format!("{scheme}://{authority}{path}"))
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
        check(
            "https://[::1]:5000/keys?a=b",
            false,
            "https://[::1]:5000/keys?a=b",
        );
        check(
            "http://web:5000",
            true,
            "http://web:5000/.well-known/jwks.json",
        );
        check("http://web:5000", false, "`http` without a pinned key");
        check(
            "https://user:secret@postal.example.com",
            true,
            "a user name or password in the URL",
        );
        check(
            "ftp://postal.example.com/",
            true,
            "neither `https` nor `http`",
        );
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
                matches!(error, RemoteKeysError::NotUrl | RemoteKeysError::Scheme),
                "{url}"
            );
        }
    }
}
