//! Checks of the answer to an unsigned event: its status, who gave it, and whether Postal can take
//! it.

use std::net::SocketAddr;

use postal_webhooks::request::DELIVERED;
use postal_webhooks::testing::postal::{Outcome, Target};

use super::probe;
use super::reply::Reply;
use super::row::Row;

/// What the answer says about the handler, or about what stands before it.
pub(crate) fn check(target: &Target, addresses: &[SocketAddr], reply: &Reply) -> Row {
    let row = match reply.status() {
        Some(status) => by_page(reply)
            .or_else(|| by_protocol(target, addresses, status))
            .unwrap_or_else(|| by_status(target, reply, status)),
        None => without_answer(target, addresses, reply),
    };
    row.outcome(reply.outcome())
}

/// Whether Postal can store the answer.
pub(crate) fn shape(reply: &Reply) -> Row {
    if let Outcome::Status(_) = reply.outcome() {
        let length = reply.attempt.answer.len();
        let what = format!("the answer is whole, and Postal can store its {length} bytes");
        if reply.attempt.answer.is_ascii() {
            return Row::ok("answer-shape", what);
        }
    }
    Row::skipped("answer-shape", "there is no answer of which Postal keeps a body")
}

/// A page that no handler of webhooks writes.
fn by_page(reply: &Reply) -> Option<Row> {
    if reply.header("cf-mitigated").is_some() {
        let what = "Cloudflare answers in place of the handler, with a challenge or a block";
        let remedy = "Make a rule in Cloudflare (WAF, Skip) for the path of the webhook, or for \
            the address of Postal.";
        return Some(Row::fail("proxy-challenge", what, remedy));
    }
    let text = reply.text();
    let status = reply.status()?;
    let refuses = (400..500).contains(&status);
    if refuses && (status == 419 || text.contains("csrf") || text.contains("authenticitytoken")) {
        let what = "the framework asks for a CSRF token, which Postal does not have";
        let remedy = "Exempt the route. Django: `@csrf_exempt`; Rails: `skip_forgery_protection`; \
            Laravel: `validateCsrfTokens(except: …)`. The signature takes its place.";
        return Some(Row::fail("csrf", what, remedy));
    }
    let is_challenge = ["captcha", "just a moment", "checking your browser", "enable javascript"];
    if reply.is_html() && is_challenge.iter().any(|word| text.contains(word)) {
        let what = "a proxy answers in place of the handler, with a page that tests for a browser";
        let remedy = "Exempt the path of the webhook from the protection against bots.";
        return Some(Row::fail("proxy-challenge", what, remedy));
    }
    let asks_for_password = reply.header("WWW-Authenticate").is_some();
    let is_page = reply.is_html()
        && !asks_for_password
        && (DELIVERED.contains(&status) || matches!(status, 401 | 403));
    is_page.then(|| {
        let what = format!(
            "the answer is an HTML page, with the status {status}: a login page, a \
            proxy's or the application's own, hardly that of a handler"
        );
        let remedy = "Look at the page in Postal's history, or by curl; send the URL of the \
            handler itself past what shows it.";
        if DELIVERED.contains(&status) {
            Row::fail("html-page", what, remedy)
        } else {
            Row::warn("html-page", what, remedy)
        }
    })
}

/// TLS on the port of a URL with `http`: some servers say so in plain HTTP.
fn by_protocol(target: &Target, addresses: &[SocketAddr], status: u16) -> Option<Row> {
    let is_asked = status == 400 && !target.is_tls();
    let address = addresses.first().filter(|_| is_asked)?;
    probe::speaks_tls(target, *address).then(https_on_http_port)
}

fn https_on_http_port() -> Row {
    let remedy = "Write `https` into the URL.";
    Row::fail("https-on-http-port", "the port speaks TLS, and the URL says `http`", remedy)
}

fn by_status(target: &Target, reply: &Reply, status: u16) -> Row {
    let (code, what, remedy) = match status {
        200..=299 => {
            let what = format!(
                "an event without a signature is answered {status}: perhaps the handler verifies \
                    nothing"
            );
            let remedy = "Answer 401 to what does not verify. If the handler answers before it \
                verifies, `--replay CAPTURE` does not tell either; look into its log.";
            return Row::warn("unsigned-accepted", what, remedy);
        }
        300..=399 => return redirect(target, reply, status),
        401 if reply.header("WWW-Authenticate").is_some() => (
            "password-refused",
            if target.authorization().is_some() {
                "the server does not take the user name and the password of the URL"
            } else {
                "the server asks for a user name and a password, and the URL has none"
            },
            "Write them into the URL as https://user:password@host/path: Postal sends them as \
                written, percent signs included.",
        ),
        401 | 403 => {
            let what = format!("an event without a signature is refused with {status}");
            return Row::ok("unsigned-refused", what);
        }
        404 | 410 => (
            "not-found",
            "there is nothing at this path",
            "Correct the path in Postal, or the route; look whether a proxy cuts or adds a \
                prefix, and whether a `/` at the end matters.",
        ),
        405 | 501 => (
            "no-post",
            "the path takes no POST",
            "Let the route take POST: Postal sends nothing else.",
        ),
        407 => (
            "proxy-password",
            "a proxy asks for a password",
            "Give the handler a URL that needs no proxy.",
        ),
        411 | 413 => (
            "too-large",
            "even a short event is refused for its length",
            "Raise the limit of the proxy or of the framework (nginx: `client_max_body_size`).",
        ),
        415 | 406 => (
            "content-type-refused",
            "the handler does not take `application/json`",
            "Take `Content-Type: application/json`, without a charset: Postal sends that.",
        ),
        429 => (
            "rate-limited",
            "there were too many requests, so events are refused when many come at once",
            "Exempt the path of the webhook, or the address of Postal, from the limit.",
        ),
        502..=504 => (
            "bad-gateway",
            "the proxy does not reach the handler",
            "Start the handler, and look where the proxy sends its requests, and how long it \
                waits.",
        ),
        500 | 505.. => (
            "server-error",
            "the handler fails over an event without a signature",
            "Look into its log. A signature that is missing is to be answered 401.",
        ),
        _ => {
            let what = format!(
                "an event without a signature is answered {status}, which does not tell why"
            );
            let remedy = "Answer 401 to what does not verify; `--replay CAPTURE` tells whether \
                the genuine is accepted.";
            return Row::warn("refused-otherwise", what, remedy);
        }
    };
    Row::fail(code, format!("{what} (status {status})"), remedy)
}

fn redirect(target: &Target, reply: &Reply, status: u16) -> Row {
    let location = reply.header("Location").unwrap_or_default();
    // Query and user info can be secret, and what is no URL can be anything.
    let path = location.split(['?', '#']).next().unwrap_or_default();
    let to = match path.parse::<Target>() {
        Ok(url) => format!(" to {url}"),
        Err(_) if path.starts_with('/') => format!(" to {path}"),
        Err(_) => String::new(),
    };
    let is_to_https = !target.is_tls() && location.starts_with("https://");
    let is_to_slash = path.ends_with('/') && !target.path().ends_with('/');
    let remedy = if is_to_https {
        "Write `https` into the URL in Postal."
    } else if is_to_slash {
        "Write the `/` at the end into the URL in Postal, or let the route do without."
    } else {
        "Write the URL behind the redirect into Postal; if it leads to a login page, exempt the \
            path from the login."
    };
    let what = format!("the URL redirects{to} (status {status}), and Postal follows none");
    Row::fail("redirect", what, remedy)
}

/// No answer that Postal takes.
fn without_answer(target: &Target, addresses: &[SocketAddr], reply: &Reply) -> Row {
    let first = addresses.first();
    let speaks_tls = || first.is_some_and(|it| probe::speaks_tls(target, *it));
    let speaks_http2 = || first.is_some_and(|it| probe::speaks_http2_alone(target, *it));
    match reply.outcome() {
        Outcome::TimedOut if reply.has_head() => Row::fail(
            "endless-answer",
            "the head of the answer comes, and its body does not end within Postal's deadline",
            "Answer with a short text and its Content-Length, and close: no stream, no waiting \
                connection.",
        ),
        Outcome::TimedOut => Row::fail(
            "too-slow",
            "no answer comes within Postal's deadline",
            "Store the event and answer; do the work after. Look whether the handler reads to the \
                Content-Length alone, and not to the end of the connection.",
        ),
        Outcome::NoAnswer(_) | Outcome::Locked(_) | Outcome::Tls if speaks_http2() => Row::fail(
            "http2-only",
            "the server speaks HTTP/2 alone, and Postal speaks HTTP/1.1",
            "Enable HTTP/1.1 beside it.",
        ),
        Outcome::Tls => Row::fail(
            "tls-cut",
            "the connection ends without the goodbye of TLS, before the answer is complete",
            "Look into the log of the server, whether it fails, and let it end TLS before the \
                connection.",
        ),
        Outcome::NoAnswer(_) | Outcome::Locked(_) if !target.is_tls() && speaks_tls() => {
            https_on_http_port()
        }
        Outcome::Locked(why) => Row::fail(
            "locks-event",
            format!("Postal fails over the answer: {why}"),
            "Answer with a short ASCII text and a Content-Length, without compression; look \
                whether a proxy changes the body and leaves the headers.",
        ),
        Outcome::NoAnswer(why) => Row::fail(
            "no-answer",
            why,
            "Look into the log of the server: it ends the connection without an answer.",
        ),
        outcome => Row::fail("no-answer", outcome.to_string(), "Look into the log of the server."),
    }
}
