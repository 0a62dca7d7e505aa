//! Signature headers that something on the way has changed.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use postal_webhooks::{HeaderFault, KeySet, SIGNATURE, SIGNATURE_256};

use super::{Certainty, Reason, signature};
use crate::capture::Capture;

/// Reads base64 of either alphabet, padded or not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes of a well-formed signature.
pub(super) fn decode(value: &str) -> Option<Vec<u8>> {
    STANDARD.decode(value).ok()
}

/// What was done to a header, and how it is undone.
type Undo = (&'static str, fn(&str) -> String);

const UNDO: [Undo; 6] = [
    ("white space was put into it", |value| value.split_whitespace().collect()),
    ("it is in the URL-safe alphabet", |value| value.replace('-', "+").replace('_', "/")),
    ("it is percent-encoded", |value| {
        value
            .replace("%2B", "+")
            .replace("%2b", "+")
            .replace("%2F", "/")
            .replace("%2f", "/")
            .replace("%3D", "=")
            .replace("%3d", "=")
    }),
    ("each `+` became a blank", |value| value.trim().replace(' ', "+")),
    ("it is in quotes", |value| value.trim_matches(['"', '\'']).to_owned()),
    ("its padding is gone", str::to_owned),
];

/// The reason for a header that is malformed: which change explains it.
pub(super) fn diagnose(capture: &Capture, keys: &KeySet, fault: HeaderFault, text: &str) -> Reason {
    let value = capture.header(SIGNATURE_256).or(capture.header(SIGNATURE));
    let mangled =
        |what: &str| Reason::new("header-mangled", Certainty::Certain, format!("{text}: {what}"));
    for (what, undo) in UNDO {
        let bytes = value.and_then(|value| LENIENT.decode(undo(value)).ok());
        if bytes.is_some_and(|bytes| signature::open(&bytes, keys).is_some()) {
            return mangled(what);
        }
    }
    if fault == HeaderFault::Length {
        let mut reason = signature::wrong_key(capture, keys);
        reason.what = format!("{text}: it was made with a key of another size, or was cut");
        reason.certainty = Certainty::Likely;
        return reason;
    }
    let mut reason = mangled("no known change explains it");
    reason.certainty = Certainty::Likely;
    reason
}
