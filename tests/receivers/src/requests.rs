//! Requests that are sent: every example signed right, and wrong in every way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postal_webhooks::testing::{Example, Signer, examples};
use postal_webhooks::{SIGNATURE, SIGNATURE_256};

/// A request, and what must become of it.
pub(crate) struct Request {
    pub(crate) example: Example,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) wanted: Wanted,
}

#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    Accepted,
    /// Refused, with this in the log.
    Refused(&'static str),
}

const MISSING: Wanted = Wanted::Refused(
    "AnymailWebhookValidationFailure: X-Postal-Signature header missing from webhook",
);
const INCORRECT: Wanted = Wanted::Refused(
    "AnymailWebhookValidationFailure: Postal webhook called with incorrect signature",
);

/// Requests of one kind.
pub(crate) struct Group {
    pub(crate) what: &'static str,
    pub(crate) requests: Vec<Request>,
}

/// An example, and the signatures that the installation makes for it.
struct Signed {
    example: Example,
    headers: Vec<(&'static str, String)>,
    sha1: String,
    sha256: String,
}

impl Signed {
    fn request(&self, wanted: Wanted, headers: Vec<(&'static str, String)>) -> Request {
        Request { example: self.example, headers, body: self.example.body.to_vec(), wanted }
    }

    fn with_signature(&self, signature: String) -> Request {
        self.request(INCORRECT, vec![(SIGNATURE, signature)])
    }

    fn with_body(&self, body: Vec<u8>) -> Request {
        Request { body, ..self.request(INCORRECT, self.headers.clone()) }
    }
}

/// Every kind of request for one installation; `stranger` is another, with a key of the same size.
pub(crate) fn groups(signer: &Signer, stranger: &Signer) -> Vec<Group> {
    let all: Vec<Signed> = examples().map(|example| signed(signer, example)).collect();
    let each = |request: &dyn Fn(&Signed) -> Request| all.iter().map(request).collect();
    // Few bytes of every example, and every byte of one.
    let places = |signed: &Signed, length: usize| match signed.example.name().as_str() {
        "MessageSent/typical" => (0..length).collect(),
        _ => vec![0, length / 2, length - 1],
    };
    let changed = |change: &dyn Fn(&Signed) -> Vec<Request>| all.iter().flat_map(change).collect();
    let others = all.iter().skip(1).chain(all.first());
    [
        (
            "signed by Postal 3.2.0 or later",
            each(&|one| one.request(Wanted::Accepted, one.headers.clone())),
        ),
        (
            "signed by an older Postal",
            each(&|one| one.request(Wanted::Accepted, vec![(SIGNATURE, one.sha1.clone())])),
        ),
        (
            "a byte of the body changed",
            changed(&|one| {
                let body = one.example.body;
                let places = places(one, body.len()).into_iter();
                places.map(|place| one.with_body(flip(body, place))).collect()
            }),
        ),
        (
            "a byte taken from the body or added to it",
            changed(&|one| {
                let body = one.example.body;
                let longer = [body, b"\n"].concat();
                vec![one.with_body(body[1..].to_vec()), one.with_body(longer)]
            }),
        ),
        (
            "a byte of the signature changed",
            changed(&|one| {
                let signature = STANDARD.decode(&one.sha1).unwrap_or_default();
                let places = places(one, signature.len()).into_iter();
                let flipped = places.map(|place| STANDARD.encode(flip(&signature, place)));
                flipped.map(|signature| one.with_signature(signature)).collect()
            }),
        ),
        (
            "the signature of another body",
            all.iter()
                .zip(others)
                .map(|(one, other)| one.with_signature(other.sha1.clone()))
                .collect(),
        ),
        (
            "signed with another key",
            each(&|one| one.with_signature(stranger.signature_sha1(one.example.body))),
        ),
        (
            "the SHA-256 signature in place of the SHA-1 one",
            each(&|one| one.with_signature(one.sha256.clone())),
        ),
        ("an empty signature", each(&|one| one.with_signature(String::new()))),
        (
            "without X-Postal-Signature",
            each(&|one| one.request(MISSING, vec![(SIGNATURE_256, one.sha256.clone())])),
        ),
        ("without any signature", each(&|one| one.request(MISSING, Vec::new()))),
    ]
    .into_iter()
    .map(|(what, requests)| Group { what, requests })
    .collect()
}

fn signed(signer: &Signer, example: Example) -> Signed {
    let headers = signer.headers(example.body).to_vec();
    let value = |name| {
        let header = headers.iter().find(|(other, _)| *other == name);
        header.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    Signed { example, sha1: value(SIGNATURE), sha256: value(SIGNATURE_256), headers }
}

/// Changes the lowest bit of one byte.
fn flip(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= 1;
    bytes
}
