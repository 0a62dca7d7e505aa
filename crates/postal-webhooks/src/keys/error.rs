//! [`KeyError`] and [`KeySetError`]: why a key is refused, never with a byte of what it held.

use super::Kid;

/// Why one key is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The key is for another algorithm; Postal signs with RSA only.
    #[error("not an RSA key")]
    NotRsa,
    /// The key is a private one. It does not belong here: whoever holds it can forge every webhook.
    #[error(
        "a private key; give the public one, and treat this one as disclosed if it came over the network"
    )]
    Private,
    /// The JWK says that the key is for encryption (`use`), or not for verifying (`key_ops`).
    #[error("the key is not for signatures (`use`, `key_ops`)")]
    NotForSignatures,
    /// The JWK says that the key is for another algorithm than RS256 (`alg`).
    #[error("the key is for another algorithm than RS256 (`alg`)")]
    OtherAlgorithm,
    /// The PEM block is something else than a public key: a certificate, for instance.
    #[error("not a public key, but another kind of PEM block")]
    OtherPem,
    /// The JWKS entry is no JSON object with a string `kty`.
    #[error("not a JSON Web Key (RFC 7517)")]
    NotJwk,
    /// A number (`n` or `e`) of the JWK is missing or is no unpadded base64url (RFC 7518, 6.3.1).
    #[error("`{member}` is missing or not unpadded base64url")]
    Number {
        /// `n` or `e`.
        member: &'static str,
    },
    /// The key is not padded standard base64.
    #[error("not padded standard base64")]
    NotBase64,
    /// The bytes are neither a `SubjectPublicKeyInfo` (RFC 5280) nor a PKCS#1 `RSAPublicKey` (RFC
    /// 8017).
    #[error("the bytes are not a public key in DER")]
    NotDer,
    /// The DKIM record has an empty `p=`: the key is revoked (RFC 6376, 3.6.1).
    #[error("the key is revoked: `p=` is empty")]
    Revoked,
    /// The modulus is under 1024 bits.
    #[error("the modulus has {bits} bits; 1024 is the least")]
    TooShort {
        /// The bits of the modulus.
        bits: usize,
    },
    /// The modulus is over 8192 bits.
    #[error("the modulus has {bits} bits; 8192 is the most")]
    TooLong {
        /// The bits of the modulus.
        bits: usize,
    },
    /// The modulus is even, so it is no product of two large primes.
    #[error("the modulus is even")]
    EvenModulus,
    /// The exponent is even, under 3, or over 33 bits.
    #[error("the public exponent is not an odd number from 3 to 2^33 - 1")]
    Exponent,
    /// The document claims another `kid` than the key has.
    #[error("the document claims another `kid` than the key has, {computed}")]
    KidMismatch {
        /// The id that the key has.
        computed: Kid,
    },
    /// The crypto library refuses the key.
    #[error("the crypto library refuses the key")]
    Refused,
}

impl KeyError {
    /// The reason in one word, for metrics and logs: it never changes.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotRsa => "not-rsa",
            Self::Private => "private",
            Self::NotForSignatures => "not-for-signatures",
            Self::OtherAlgorithm => "other-algorithm",
            Self::OtherPem => "other-pem",
            Self::NotJwk => "not-jwk",
            Self::Number { .. } => "number",
            Self::NotBase64 => "not-base64",
            Self::NotDer => "not-der",
            Self::Revoked => "revoked",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::EvenModulus => "even-modulus",
            Self::Exponent => "exponent",
            Self::KidMismatch { .. } => "kid-mismatch",
            Self::Refused => "refused",
        }
    }
}

/// A key that was refused while others of the same document are used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key {index}: {reason}")]
#[non_exhaustive]
pub struct RejectedKey {
    /// Its place in the document, from 0.
    pub index: usize,
    /// Why it was refused. The text of this error says it too, so it is not its source.
    pub reason: KeyError,
}

/// Why a document gives no [`KeySet`](super::KeySet).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeySetError {
    /// The document is too long to be keys.
    #[error("longer than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: usize,
    },
    /// The document is an HTML page: a login page or an error page, for instance.
    #[error("an HTML page, not a JWKS")]
    Html,
    /// The document is still compressed.
    #[error("compressed with gzip, not a JWKS")]
    Gzip,
    /// The document is not JSON.
    #[error("not JSON, from line {line} column {column} on")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1; 0 at the start of a line.
        column: usize,
    },
    /// The document is JSON, but no object with an array `keys` (RFC 7517, 5).
    #[error("not a JWKS: no array `keys`")]
    NotJwks,
    /// The document is sound and holds no key at all.
    #[error("no key in it")]
    Empty,
    /// Every key of the document is refused.
    #[error("no usable key: {}", first_reason(rejected))]
    NoUsableKey {
        /// Each of them, with its reason.
        rejected: Vec<RejectedKey>,
    },
    /// The text has no PEM block.
    #[error("no complete PEM block")]
    NotPem,
    /// The text has a BEGIN or END line that is damaged: a hyphen is missing, or a word processor
    /// made dashes of them.
    #[error(
        "line {line} is no whole BEGIN or END line: five hyphens, BEGIN or END, a space, the label, five hyphens"
    )]
    PemBoundary {
        /// From 1.
        line: usize,
    },
    /// The text has a BEGIN without its END, or the other way round. Both have the same label.
    #[error("no complete PEM block: the BEGIN or END in line {line} has no partner")]
    PemUnpaired {
        /// From 1.
        line: usize,
    },
    /// The text has a key that is in no PEM block.
    #[error(
        "line {line} has a key without BEGIN and END lines: \
         `KeySet::from_base64` reads bare base64, and `KeySet::from_dkim_record` a DKIM record"
    )]
    PemOutside {
        /// From 1.
        line: usize,
    },
    /// The text is no DKIM key record: it has another version than `v=DKIM1`, or a part without
    /// `=`.
    #[error("not a DKIM key record")]
    NotDkim,
    /// The DKIM record has a tag twice, which makes the whole record invalid (RFC 6376, 3.2).
    #[error("a tag of the DKIM record is there twice")]
    DkimTagTwice,
    /// The DKIM record has no `p=`.
    #[error("no `p=` in the DKIM record")]
    DkimNoKey,
    /// The text has more than one DKIM key record, or a key besides the record's.
    #[error("more than one key: give one DKIM record alone")]
    DkimSeveral,
    /// One key is refused. Where an operator gives the keys by hand, one bad key refuses them all.
    #[error("{0}")]
    Key(RejectedKey),
    /// None of the keys is a pinned one.
    #[error("none of the keys is pinned")]
    NotPinned {
        /// The ids of the keys that are there.
        found: Vec<Kid>,
    },
}

impl KeySetError {
    /// The reason in one word, for metrics and logs: it never changes.
    ///
    /// One word stands for all that is wrong with a PEM text, `not-pem`, and one for all that is
    /// wrong with a DKIM record, `not-dkim`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Html => "html",
            Self::Gzip => "gzip",
            Self::NotJson { .. } => "not-json",
            Self::NotJwks => "not-jwks",
            Self::Empty => "empty",
            Self::NoUsableKey { .. } => "no-usable-key",
            Self::NotPem
            | Self::PemBoundary { .. }
            | Self::PemUnpaired { .. }
            | Self::PemOutside { .. } => "not-pem",
            Self::NotDkim | Self::DkimTagTwice | Self::DkimNoKey | Self::DkimSeveral => "not-dkim",
            Self::Key(_) => "key",
            Self::NotPinned { .. } => "not-pinned",
        }
    }
}

fn first_reason(rejected: &[RejectedKey]) -> String {
    match rejected {
        [] => String::from("none was given"),
        [only] => only.to_string(),
        [first, others @ ..] => format!("{first}, and {} more", others.len()),
    }
}
