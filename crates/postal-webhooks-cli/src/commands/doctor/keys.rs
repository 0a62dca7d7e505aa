//! Checks of keys: whether they can be had, and whether they are the right ones.

use std::error::Error as _;
use std::net::ToSocketAddrs as _;

use anyhow::Result;
use postal_webhooks::remote::{DEADLINE, FetchError, HttpTransport, Response, Transport as _};
use postal_webhooks::request::KEY_SET_PATH;
use postal_webhooks::testing::postal::Target;
use postal_webhooks::{KeyError, KeySet, KeySetError, RejectedKey};

use super::certificate;
use super::row::{Row, Rows};
use crate::source::{self, Source};

const WHERE_FROM: &str = "Take the key of the installation: https://<its web \
    host>/.well-known/jwks.json, or what `postal default-dkim-record` prints there.";
const BY_ANOTHER_WAY: &str = "Fix it, since receivers fetch the keys as doctor does; or save the \
    JWKS by a way that you trust, and give the file.";

/// As long as a JWKS may be for the SDK.
const LONGEST: usize = 64 * 1024;

/// Whether a word on the command line is a source of keys, and not the URL of a webhook.
pub(crate) fn is_source(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    !is_url(text) || path.to_ascii_lowercase().ends_with("jwks.json")
}

fn is_url(text: &str) -> bool {
    text.contains("://")
}

/// Checks the keys of a source; gives them if there are any.
pub(crate) fn check(source: &str, rows: &mut Rows<'_>) -> Result<Option<KeySet>> {
    let read = if is_url(source) {
        match fetch(source)? {
            Ok(keys) => {
                rows.add(
                    "fetch",
                    &Row::ok("keys-fetched", "the JWKS is fetched as a receiver fetches it"),
                )?;
                Ok(Source { text: String::new(), keys })
            }
            Err(Fault::Fetch(row)) => {
                rows.add("fetch", &row)?;
                return Ok(None);
            }
            Err(Fault::Keys(error)) => Err(error),
        }
    } else {
        let text = source::text(source)?;
        match source::parse(&text) {
            Ok(keys) => Ok(Source { text, keys }),
            Err(error) => Err(error.downcast::<KeySetError>()?),
        }
    };
    let source = match read {
        Ok(source) => source,
        Err(error) => {
            for row in unusable(&error) {
                rows.add("keys", &row)?;
            }
            return Ok(None);
        }
    };
    for row in of_set(&source) {
        rows.add("keys", &row)?;
    }
    Ok(Some(source.keys))
}

/// Why there are no keys at a URL.
enum Fault {
    Fetch(Row),
    Keys(KeySetError),
}

fn fetch(url: &str) -> Result<Result<KeySet, Fault>> {
    let fault = |code: &'static str, what: &str, remedy: &'static str| {
        Ok(Err(Fault::Fetch(Row::fail(code, what, remedy))))
    };
    let target: Target = match url.parse() {
        Ok(target) => target,
        Err(error) => {
            let remedy = "Write it as https://postal.example.com, the web interface of Postal.";
            return fault("keys-url", &error.to_string(), remedy);
        }
    };
    if target.authorization().is_some() {
        let remedy = "Leave it out: the JWKS is public.";
        return fault("keys-url", "there is a user name or a password in the URL", remedy);
    }
    if !target.is_tls() && !matches!(target.host(), "localhost" | "127.0.0.1" | "::1") {
        let what = "by `http` anybody on the way can give other keys, and sign what they like";
        return fault(
            "keys-by-http",
            what,
            "Write `https`, or pin the kid: `postal-webhooks keys pin`.",
        );
    }
    let path = if target.path() == "/" { KEY_SET_PATH } else { target.path() };
    let scheme = if target.is_tls() { "https" } else { "http" };
    let url = format!("{scheme}://{}{path}", target.host_header());
    let transport = HttpTransport::new()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let answer = runtime
        .block_on(async { tokio::time::timeout(DEADLINE, transport.get(&url, LONGEST)).await });
    // A look-up that hangs is left behind.
    runtime.shutdown_background();
    match answer {
        Err(_) => {
            let what = "no whole answer came in the time that the SDK waits for keys";
            fault("keys-timed-out", what, BY_ANOTHER_WAY)
        }
        Ok(Ok(response)) => Ok(of_response(&response)),
        Ok(Err(error)) => Ok(Err(Fault::Fetch(unreachable(&target, &error)?))),
    }
}

fn of_response(response: &Response) -> Result<KeySet, Fault> {
    let (code, what, remedy) = match response.status() {
        200 => return KeySet::from_jwks(response.body()).map_err(Fault::Keys),
        status @ 300..=399 => (
            "keys-redirect",
            format!("the URL redirects (status {status}), which no receiver follows for keys"),
            "Give the URL behind it, the web host of Postal by `https`; exempt the path from a \
                login that a proxy asks for.",
        ),
        404 => (
            "keys-not-found",
            "there is no JWKS at this URL (status 404)".to_owned(),
            "Give the host of Postal's web interface. Postal before 3.2.0 has no JWKS: take \
                `postal default-dkim-record` there.",
        ),
        status => (
            "keys-status",
            format!("the answer has the status {status}, and not 200"),
            "Open the URL in a browser; a proxy may ask for a login, or Postal may be down.",
        ),
    };
    Err(Fault::Fetch(Row::fail(code, what, remedy)))
}

fn unreachable(target: &Target, error: &FetchError) -> Result<Row> {
    let (code, what) = match error {
        FetchError::Dns(_) => ("keys-host-unknown", "the host name is not known"),
        FetchError::Connect(_) => ("keys-no-connection", "nothing accepts connections there"),
        FetchError::TooLarge { .. } => ("keys-too-large", "the answer is too long to be a JWKS"),
        FetchError::Tls(_) => {
            let found = (target.host(), target.port()).to_socket_addrs();
            if let Some(address) = found.ok().and_then(|mut found| found.next()) {
                let row = certificate::check(target, address)?;
                if row.is_failed() {
                    return Ok(row.of_keys(BY_ANOTHER_WAY));
                }
            }
            ("keys-no-answer", "TLS failed, and does not do so again")
        }
        _ => ("keys-no-answer", "no whole HTTP answer came"),
    };
    let cause = error.source().map_or(String::new(), |cause| format!(" ({cause})"));
    Ok(Row::fail(code, format!("{what}{cause}"), BY_ANOTHER_WAY))
}

/// What is to be said of keys that are read.
fn of_set(source: &Source) -> Vec<Row> {
    let mut rows = Vec::new();
    if source::is_of_domain(source) {
        let what = "the record is that of a mail domain, as its selector shows; Postal signs \
            webhooks with the key of the installation";
        rows.push(Row::fail("keys-of-domain", what, WHERE_FROM));
    }
    for key in &source.keys {
        let (kid, bits) = (key.kid(), key.bits());
        let what = format!("kid {kid}, {bits} bits");
        rows.push(if bits < 2048 {
            Row::warn(
                "key-short",
                format!(
                    "{what}: verifiers refuse a key under 2048 bits unless they are told not \
                    to, and Postal's installer made 1024 for years"
                ),
                "Allow it in the receiver (SDK: `allow_insecure_short_keys`; here: \
                    --allow-insecure-short-keys), or give Postal a new key, and then the \
                    receivers too.",
            )
        } else {
            Row::ok("key", what)
        });
    }
    if source.keys.len() > 1 {
        let what =
            format!("there are {} keys, and an installation of Postal has one", source.keys.len());
        let remedy = "Keep those of installations that send to this receiver, and an old one only \
            while it is being replaced.";
        rows.push(Row::warn("keys-several", what, remedy));
    }
    rows.extend(source.keys.rejected().iter().map(rejected));
    rows
}

/// Why there is no key.
fn unusable(error: &KeySetError) -> Vec<Row> {
    let remedy = match error {
        KeySetError::NoUsableKey { rejected: several } if !several.is_empty() => {
            return several.iter().map(rejected).collect();
        }
        KeySetError::Key(one) => return vec![rejected(one)],
        KeySetError::Html => {
            "Give the host of Postal's web interface, without what asks for a login; Postal \
                before 3.2.0 has no JWKS: take `postal default-dkim-record` there."
        }
        KeySetError::DkimNoKey | KeySetError::DkimSeveral | KeySetError::DkimTagTwice => {
            "Give one whole record, as `postal default-dkim-record` prints it."
        }
        _ => WHERE_FROM,
    };
    vec![Row::fail(format!("keys-{}", error.reason()), error.to_string(), remedy)]
}

fn rejected(key: &RejectedKey) -> Row {
    let remedy = match key.reason {
        KeyError::Private => {
            "Give the public half alone (`openssl rsa -pubout`). If others have seen this one, \
                make Postal a new key: whoever has it can forge every event."
        }
        KeyError::Revoked => {
            "The owner has withdrawn the key; take the one that Postal signs with now."
        }
        KeyError::KidMismatch { .. } => {
            "The document was changed, or names another kind of id; fetch it from Postal again."
        }
        KeyError::OtherPem => {
            "Give the block `BEGIN PUBLIC KEY`, not a certificate or a private key."
        }
        _ => WHERE_FROM,
    };
    Row::fail(format!("key-{}", key.reason.reason()), key.to_string(), remedy)
}
