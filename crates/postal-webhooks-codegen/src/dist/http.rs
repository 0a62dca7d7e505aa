//! What the documents say about the HTTP request, beside its body.

use serde_json::{Value, json};

/// A header of the request that a receiver may want to read.
pub(super) struct Header {
    pub name: &'static str,
    /// Whether every Postal sends it that is in use.
    pub required: bool,
    pub description: &'static str,
    /// A value that is shown whole.
    pub example: Option<&'static str>,
    pattern: &'static str,
}

pub(super) const HEADERS: &[Header] = &[
    Header {
        name: "X-Postal-Signature",
        required: true,
        description: "The signature of the raw body with SHA-1: RSASSA-PKCS1-v1_5 in padded standard base64, on one line.\n\nRead it only from servers before Postal 3.2.0, which send no other. Never fall back to it when `X-Postal-Signature-256` is there.",
        example: None,
        pattern: BASE64,
    },
    Header {
        name: "X-Postal-Signature-256",
        required: false,
        description: "The signature of the raw body with SHA-256: RSASSA-PKCS1-v1_5 in padded standard base64, on one line.\n\nPostal sends it since 3.2.0. Verify it over the bytes that arrived, before you parse them.",
        example: None,
        pattern: BASE64,
    },
    Header {
        name: "X-Postal-Signature-KID",
        required: false,
        description: "Names the key that signed: the SHA-256 of its PKCS#1 `RSAPublicKey` DER, as 64 lower-case hexadecimal digits.\n\nPostal sends it since 3.2.0. It is the `kid` of the key in `/.well-known/jwks.json`, and no secret: it proves nothing by itself.",
        example: Some("3a7d0f6e5b1c49288f60d1e2c3b4a5968776655443322110ffeeddccbbaa9988"),
        pattern: "^[0-9a-f]{64}$",
    },
    Header {
        name: "User-Agent",
        required: false,
        description: "`Postal/` and the version of Postal.\n\nIt is for people: let nothing depend on its form.",
        example: Some("Postal/3.3.6"),
        pattern: "^Postal/",
    },
];

const BASE64: &str = "^[0-9A-Za-z+/]+={0,2}$";

impl Header {
    pub(super) fn schema(&self) -> Value {
        json!({"type": "string", "pattern": self.pattern})
    }
}

/// The two kinds of answer, and what Postal does.
pub(super) const TAKEN: &str = "Postal takes the event as delivered.\n\nAnswer so once the event is stored, within 5 seconds, and with a short ASCII body: Postal shows it in its web interface for 10 days.";
pub(super) const RETRIED: &str = "Postal sends the same bytes again, after 2, 3, 6, 10 and 15 minutes, and then drops the event.\n\nAll statuses but 200 to 299 are alike to it, redirects and 410 too, and so is no answer within 5 seconds. It passes over `Retry-After`.";

/// What the documents for programs say about themselves.
pub(super) fn about() -> String {
    format!(
        "The requests that the Postal mail server sends to a webhook: one `POST` for each event.\n\n\
         The schemas here are those for code generators: objects are open, enumerations are closed. \
         A receiver should let unknown events, keys and values pass.\n\n\
         {ANSWERS}"
    )
}

const ANSWERS: &str = "A status from 200 to 299 within 5 seconds takes the event; after any other Postal tries again, 6 times in all over about 36 minutes. \
    Events come in no order, and can come twice: their `uuid` tells.";
