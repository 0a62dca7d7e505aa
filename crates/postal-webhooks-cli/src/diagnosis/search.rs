//! Search for the change that makes a body the signed one again.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};

use super::{Certainty, Difference, Reason, encodings, rewriting};
use crate::capture::Capture;

/// The most digests that are computed.
const DIGESTS: usize = 50_000;
/// The most bytes that are read for them: about a fifth of a second. Not a time, so that a busy
/// machine finds the same.
const BYTES: usize = 100 << 20;

/// A change that may have happened to a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// One word, which never changes.
    pub code: &'static str,
    /// What happened.
    pub what: String,
}

/// A body with a change undone.
#[derive(Clone, Debug)]
pub(crate) struct Rebuilt {
    pub change: Change,
    pub body: Vec<u8>,
}

impl Rebuilt {
    pub(crate) fn new(code: &'static str, what: impl Into<String>, body: Vec<u8>) -> Self {
        Self { change: Change { code, what: what.into() }, body }
    }
}

struct Search<'a> {
    digest: &'a [u8; 32],
    seen: HashSet<[u8; 32]>,
    bytes: usize,
}

impl Search<'_> {
    /// Whether this is the signed body. `None` when the search is over, or this was tried before.
    fn is_signed(&mut self, body: &[u8]) -> Option<bool> {
        if self.seen.len() >= DIGESTS || self.bytes > BYTES {
            return None;
        }
        self.bytes += body.len();
        let digest: [u8; 32] = Sha256::digest(body).into();
        self.seen.insert(digest).then_some(digest == *self.digest)
    }
}

/// The reason why a body is not the signed one.
pub(super) fn of_body(capture: &Capture, digest: &[u8; 32]) -> Reason {
    let mut search = Search { digest, seen: HashSet::new(), bytes: 0 };
    if let Some((changes, signed)) = find(&capture.body, &mut search) {
        return explained(capture, &changes, &signed, digest);
    }
    unexplained(capture, digest)
}

/// One change, or two of them one after the other.
fn find(body: &[u8], search: &mut Search<'_>) -> Option<(Vec<Change>, Vec<u8>)> {
    let mut first = Vec::new();
    for rebuilt in each(body) {
        match search.is_signed(&rebuilt.body) {
            Some(true) => return Some((vec![rebuilt.change], rebuilt.body)),
            Some(false) => first.push(rebuilt),
            None => {}
        }
    }
    for Rebuilt { change, body } in first {
        for rebuilt in each(&body) {
            if search.is_signed(&rebuilt.body) == Some(true) {
                return Some((vec![change, rebuilt.change], rebuilt.body));
            }
        }
    }
    None
}

/// The body with each change undone that may have happened to it.
fn each(body: &[u8]) -> impl Iterator<Item = Rebuilt> {
    encodings::undone(body).into_iter().chain(rewriting::undone(body))
}

fn explained(capture: &Capture, changes: &[Change], signed: &[u8], digest: &[u8; 32]) -> Reason {
    let code = changes.iter().map(|change| change.code).collect::<Vec<_>>();
    // The change that is undone last happened first, and is what has to be put right.
    let primary = code.last().copied().unwrap_or("unknown");
    let what: Vec<_> = changes.iter().map(|change| change.what.as_str()).collect();
    let mut reason = Reason::new(primary, Certainty::Certain, what.join("; and "));
    if code.contains(&"rewritten") {
        let difference = difference(signed, &capture.body);
        let from = |body| String::from_utf8_lossy(<[u8]>::split_at(body, difference.offset).1);
        let looks = rewriting::looks_like(&from(signed), &from(&capture.body));
        if let Some((who, remedy)) = looks {
            reason.what = format!("{}, {who}", reason.what);
            reason.remedy = format!("{} {remedy}", reason.remedy);
        }
        reason.difference = Some(difference);
    }
    reason.signed_sha256 = Some(hex(digest));
    reason
}

/// Nothing gives the signed body back.
fn unexplained(capture: &Capture, digest: &[u8; 32]) -> Reason {
    let body = &capture.body;
    let length = capture.content_length();
    let with = |code: &str, certainty, what: String| {
        let mut reason = Reason::new(code, certainty, what);
        reason.signed_sha256 = Some(hex(digest));
        reason
    };
    if is_payload(body) {
        return with(
            "payload-only",
            Certainty::Certain,
            "this is a payload without its envelope, as Postal's web page shows it".to_owned(),
        );
    }
    if is_json(body) && !rewriting::is_as_postal_writes(body) {
        let mut reason = with(
            "rewritten",
            Certainty::Likely,
            "the body was parsed and written again, and something of it was lost".to_owned(),
        );
        reason.remedy.push_str(" What was lost may be digits of a number, or blanks of a text.");
        return reason;
    }
    if let Some(length) = length.filter(|length| *length > body.len()) {
        let sizes = format!("the request had {length} bytes, and here are {}", body.len());
        let replaced = "\u{fffd}".as_bytes();
        let lost = body.contains(&b'?') || body.windows(replaced.len()).any(|at| at == replaced);
        return match (is_json(body), lost) {
            (false, _) => with("capture-cut", Certainty::Certain, sizes),
            (true, true) => {
                let what = format!("{sizes}: characters were replaced");
                with("ascii-lost", Certainty::Likely, what)
            }
            (true, false) => {
                with("trimmed", Certainty::Likely, format!("{sizes}: texts were trimmed"))
            }
        };
    }
    with(
        "unknown",
        Certainty::Unknown,
        format!("the key is right, and it signed other bytes, whose SHA-256 is {}", hex(digest)),
    )
}

fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok()
}

fn is_payload(body: &[u8]) -> bool {
    let error = postal_webhooks::Webhook::from_slice(body).err();
    error.is_some_and(|error| matches!(error, postal_webhooks::ParseError::BarePayload { .. }))
}

/// Where two bodies first differ.
fn difference(signed: &[u8], received: &[u8]) -> Difference {
    let offset = signed.iter().zip(received).take_while(|(a, b)| a == b).count();
    let character = |body: &[u8]| {
        let start = String::from_utf8_lossy(&body[offset..body.len().min(offset + 4)]).into_owned();
        start.chars().next().map(String::from).unwrap_or_default()
    };
    Difference { offset, signed: character(signed), received: character(received) }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
