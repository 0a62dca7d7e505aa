//! Check with a captured request, which needs no private key: it is sent as it was, with a byte
//! changed, and without its signatures.

use std::path::Path;

use anyhow::{Result, bail};
use postal_webhooks::KeySet;
use postal_webhooks::testing::postal::{Outcome, Target};

use super::reply::Reply;
use super::row::{Row, Rows};
use crate::capture::{self, Capture};
use crate::commands::send::plan;
use crate::diagnosis::{self, Policy};

/// Sends the capture in its three forms. With keys, it is looked first whether it is genuine.
pub(crate) fn check(
    target: &Target,
    path: &Path,
    keys: Option<&KeySet>,
    rows: &mut Rows<'_>,
) -> Result<()> {
    let capture = read(path)?;
    if let Some(keys) = keys {
        let policy = Policy { sha1: true, short_keys: true };
        if let Err(reason) = diagnosis::verify(&capture, keys, policy) {
            let what = format!(
                "the capture does not verify with the keys ({}), so it tells nothing about the \
                    handler",
                reason.code
            );
            return rows
                .add("replay", &Row::fail("capture-not-genuine", what, reason.remedy.clone()));
        }
    }
    let send = |capture: &Capture| Reply::to(target, &plan::replay(target, capture, None));
    let genuine = send(&capture)?;
    let flipped = send(&Capture { body: flipped(&capture.body), ..capture.clone() })?;
    let unsigned = send(&unsigned(&capture))?;
    let outcomes = [genuine.outcome(), flipped.outcome(), unsigned.outcome()];
    rows.add("replay", &judge(outcomes, keys.is_some()))
}

fn read(path: &Path) -> Result<Capture> {
    let captures = capture::read(path)?;
    match captures.into_iter().find(Capture::has_signature) {
        Some(capture) if capture.body.iter().any(u8::is_ascii_alphanumeric) => Ok(capture),
        _ => bail!(
            "{} has no request with a signature and a body; capture one with `postal-webhooks \
                listen --save DIR`",
            path.display()
        ),
    }
}

fn judge(outcomes: [Outcome; 3], is_known_genuine: bool) -> Row {
    let [genuine, flipped, unsigned] = outcomes;
    let told =
        format!("genuine: {genuine}; one byte changed: {flipped}; without signature: {unsigned}");
    let accepts = |outcome: Outcome| outcome.is_delivered();
    let refuses = |outcome: Outcome| matches!(outcome, Outcome::Status(400..=499));
    let row = match outcomes {
        [..] if accepts(genuine) && refuses(flipped) && refuses(unsigned) => {
            let what = format!("the handler accepts what is genuine, and nothing else ({told})");
            return Row::ok("replay", what).outcome(genuine);
        }
        [..] if accepts(genuine) && accepts(flipped) && accepts(unsigned) => Row::fail(
            "verifies-nothing",
            format!(
                "the handler VERIFIES NOTHING: whoever knows the URL can make up events ({told})"
            ),
            "Verify the signature over the bytes that came, before anything parses them, and \
                answer 401 when it is wrong.",
        ),
        [..] if accepts(genuine) && accepts(flipped) => Row::fail(
            "body-not-verified",
            format!(
                "the handler looks whether signature headers are there, and does not verify the \
                    body ({told})"
            ),
            "Verify the signature over the bytes that came. The kid alone is public and proves \
                nothing.",
        ),
        [..] if accepts(genuine) && accepts(unsigned) => Row::fail(
            "missing-signature-accepted",
            format!(
                "the handler verifies a signature if there is one, and accepts events without \
                    ({told})"
            ),
            "Answer 401 when the signature header is missing.",
        ),
        [..] if refuses(genuine) && refuses(flipped) && refuses(unsigned) => {
            let what = if is_known_genuine {
                "the handler refuses what is genuine"
            } else {
                "the handler refuses all; `--keys SOURCE` tells whether the capture is genuine"
            };
            Row::fail(
                "genuine-refused",
                format!("{what} ({told})"),
                "Give the handler the key of the Postal that sends, and verify the bytes that \
                    came, before a parser or a proxy changes them. `postal-webhooks verify` names \
                    the cause from a capture taken at the handler.",
            )
        }
        [..] if accepts(genuine) => Row::warn(
            "refused-otherwise",
            format!(
                "the handler accepts what is genuine, and answers what is not with something else \
                    than 4xx ({told})"
            ),
            "Answer 401 to what does not verify.",
        ),
        _ => Row::fail(
            "genuine-not-accepted",
            format!("the handler does not accept what is genuine ({told})"),
            "Look into its log, at the time of this request.",
        ),
    };
    row.outcome(genuine)
}

/// The body with its last digit changed: JSON stays JSON, so a handler that refuses it does so for
/// the signature.
fn flipped(body: &[u8]) -> Vec<u8> {
    let mut flipped = body.to_vec();
    let digit = body.iter().rposition(u8::is_ascii_digit);
    let at = digit.or_else(|| body.iter().rposition(u8::is_ascii_alphabetic));
    if let Some(byte) = at.and_then(|at| flipped.get_mut(at)) {
        *byte ^= if byte.is_ascii_digit() { 1 } else { 0x20 };
    }
    flipped
}

fn unsigned(capture: &Capture) -> Capture {
    let mut unsigned = capture.clone();
    let is_signature = |name: &str| name.to_ascii_lowercase().starts_with("x-postal-signature");
    unsigned.headers.retain(|(name, _)| !is_signature(name));
    unsigned
}

#[cfg(test)]
mod tests {
    use postal_webhooks::testing::examples;

    use super::flipped;

    #[test]
    fn a_changed_byte_leaves_json() {
        for example in examples() {
            let changed = flipped(example.body);
            let differs = changed.iter().zip(example.body).filter(|(a, b)| a != b).count();
            assert_eq!((differs, changed.len()), (1, example.body.len()), "{}", example.name());
            assert!(serde_json::from_slice::<serde_json::Value>(&changed).is_ok());
        }
        assert_eq!(flipped(b"{\"a\":true}"), b"{\"a\":truE}");
    }
}
