//! Diagnosis of a request that does not verify: what happened to it, and what to change.
//!
//! A signature of RSA PKCS#1 v1.5 shows the digest that was signed: `s^e mod n` is padding, the name
//! of the digest, and the digest (RFC 8017, 8.2.2). So a wrong key and a changed body are told apart
//! for certain, and each guess about the body costs one SHA-256.

mod encodings;
mod header;
mod remedy;
mod rewriting;
mod search;
mod signature;

use postal_webhooks::{
    HeaderFault, KeySet, Kid, SIGNATURE, SIGNATURE_256, SignatureHeaders, Verifier, VerifyError,
};
use serde::Serialize;

use crate::capture::Capture;

use self::search::Rebuilt;
use self::signature::Signed;

/// What a verifier may accept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Policy {
    pub sha1: bool,
    pub short_keys: bool,
}

/// How sure a reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Certainty {
    Certain,
    Likely,
    Unknown,
}

/// Why a request does not verify.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reason {
    /// One word, which never changes.
    pub code: String,
    pub certainty: Certainty,
    /// What happened, in a sentence.
    pub what: String,
    /// What to change.
    pub remedy: String,
    /// Where the body first differs from the signed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// The SHA-256 that was signed, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_sha256: Option<String>,
}

/// The first byte of a body that is another one in the signed body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Difference {
    /// From 0.
    pub offset: usize,
    /// The character that was signed; empty at the end. One alone: bodies hold private data.
    pub signed: String,
    /// The character that came instead.
    pub received: String,
}

impl Reason {
    fn new(code: &str, certainty: Certainty, what: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            certainty,
            what: what.into(),
            remedy: remedy::of(code).to_owned(),
            difference: None,
            signed_sha256: None,
        }
    }

    /// The key is one of a mail domain, and not of the installation.
    pub(crate) fn of_domain(self) -> Self {
        Self::new(
            "wrong-key-domain",
            Certainty::Likely,
            format!("{}; the record that you gave is that of a mail domain", self.what),
        )
    }

    /// The body is signed by the headers of another request.
    pub(crate) fn of_pair(other: &str) -> Self {
        let what = format!("the body is the one that the headers of {other} are for");
        Self::new("pairs", Certainty::Certain, what)
    }
}

/// The other request whose headers are for the body of the one at this place, if the headers of this
/// one are for a body too. A request that is sent again has the same body, whatever else it lacks.
pub(crate) fn pair(
    captures: &[Capture],
    at: usize,
    keys: &KeySet,
    policy: Policy,
) -> Option<usize> {
    match (is_of_sha1(&captures[at], policy), open(&captures[at], keys, policy)?) {
        (false, Signed::Sha256(_)) | (true, Signed::Sha1(_)) => {}
        _ => return None,
    }
    let verifier = verifier(keys, policy);
    let others = captures.iter().enumerate().filter(|(other, _)| *other != at);
    let mut others = others.filter(|(_, other)| {
        verifier.verify(&SignatureHeaders::from(&other.headers), &captures[at].body).is_ok()
    });
    others.next().map(|(other, _)| other)
}

/// A verifier that accepts what the policy does.
pub(crate) fn verifier(keys: &KeySet, policy: Policy) -> Verifier {
    let mut verifier = Verifier::new(keys.clone());
    if policy.sha1 {
        verifier = verifier.allow_insecure_sha1();
    }
    if policy.short_keys {
        verifier = verifier.allow_insecure_short_keys();
    }
    verifier
}

/// Verifies a captured request.
///
/// # Errors
///
/// Why not: the one reason that comes first.
pub(crate) fn verify(capture: &Capture, keys: &KeySet, policy: Policy) -> Result<Kid, Box<Reason>> {
    let headers = SignatureHeaders::from(&capture.headers);
    match verifier(keys, policy).verify(&headers, &capture.body) {
        Ok(verified) => Ok(verified.kid()),
        Err(error) => Err(Box::new(diagnose(capture, keys, policy, &error))),
    }
}

/// The reason why verifying a request gave `error`.
fn diagnose(capture: &Capture, keys: &KeySet, policy: Policy, error: &VerifyError) -> Reason {
    use Certainty::Certain;
    let text = error.to_string();
    match error {
        VerifyError::HeaderMissing => Reason::new("header-missing", Certain, text),
        VerifyError::Sha1Only => Reason::new("sha1-only", Certain, text),
        VerifyError::HeaderMalformed { fault: HeaderFault::Repeated, .. } => {
            Reason::new("header-twice", Certain, text)
        }
        VerifyError::KeyTooShort { .. } => Reason::new("key-short", Certain, text),
        VerifyError::HeaderMalformed { fault, .. } => {
            header::diagnose(capture, keys, *fault, &text)
        }
        _ => of_signature(capture, keys, policy),
    }
}

/// The headers are well-formed, and the signature is wrong or of no key.
fn of_signature(capture: &Capture, keys: &KeySet, policy: Policy) -> Reason {
    let sha1 = is_of_sha1(capture, policy);
    match open(capture, keys, policy) {
        Some(Signed::Sha256(digest)) => search::of_body(capture, &digest),
        Some(Signed::Sha1(_)) if !sha1 => Reason::new(
            "sha1-in-256",
            Certainty::Certain,
            "the header X-Postal-Signature-256 holds the SHA-1 signature",
        ),
        Some(Signed::Sha1(_) | Signed::Other) => Reason::new(
            "unknown",
            Certainty::Unknown,
            "the key is right, and it signed other bytes",
        ),
        None => signature::wrong_key(capture, keys),
    }
}

/// Whether the request is verified by its SHA-1 signature.
fn is_of_sha1(capture: &Capture, policy: Policy) -> bool {
    policy.sha1 && capture.header(SIGNATURE_256).is_none()
}

/// What the signature of the request signs, if it is one of the keys.
fn open(capture: &Capture, keys: &KeySet, policy: Policy) -> Option<Signed> {
    let name = if is_of_sha1(capture, policy) { SIGNATURE } else { SIGNATURE_256 };
    let signature = capture.header(name).and_then(header::decode).unwrap_or_default();
    signature::open(&signature, keys)
}
