//! [`Kid`], the key id: SHA-256 of the key itself, so a pinned id proves the key.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a key, as Postal 3.2.0 and later put it in `X-Postal-Signature-KID` and in the JWKS:
/// SHA-256 of the key's PKCS#1 `RSAPublicKey` DER ([RFC 8017, A.1.1]), written as 64 lower-case
/// hexadecimal digits.
///
/// It is not a JWK thumbprint ([RFC 7638]), and it is no secret. Since it is computed from the key,
/// and never taken from a document's word, whoever knows the right id needs to trust no one else
/// about the key.
///
/// ```
/// use postal_webhooks::Kid;
///
/// let kid: Kid = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f".parse()?;
/// assert!("27307E9683AFC1B7".parse::<Kid>().is_err());
/// # Ok::<(), postal_webhooks::ParseKidError>(())
/// ```
///
/// [RFC 8017, A.1.1]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
/// [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid([u8; 32]);

/// A text is not a key id: 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key id is 64 lower-case hexadecimal digits")]
pub struct ParseKidError;

impl Kid {
    /// The id of the key with this PKCS#1 `RSAPublicKey` DER.
    pub(crate) fn of_pkcs1_der(der: &[u8]) -> Self {
        Self(crate::crypto::sha256(der))
    }

    /// Reads exactly 64 lower-case hexadecimal digits, nothing around them.
    pub(crate) fn from_ascii(text: &[u8]) -> Result<Self, ParseKidError> {
        let mut bytes = [0; 32];
        if text.len() != 2 * bytes.len() {
            return Err(ParseKidError);
        }
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

fn digit(ascii: u8) -> Result<u8, ParseKidError> {
    match ascii {
        b'0'..=b'9' => Ok(ascii - b'0'),
        b'a'..=b'f' => Ok(ascii - b'a' + 10),
        _ => Err(ParseKidError),
    }
}

impl FromStr for Kid {
    type Err = ParseKidError;

    fn from_str(text: &str) -> Result<Self, ParseKidError> {
        Self::from_ascii(text.as_bytes())
    }
}

/// As its digits.
impl Serialize for Kid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From its digits.
impl<'de> Deserialize<'de> for Kid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::Kid;

    #[test]
    fn serde_reads_what_it_writes_and_nothing_else() {
        let digits = "27307e9683afc1b7fd1a820668ae19f922483e747b744735071a626dcae5658f";
        let kid: Kid = digits.parse().unwrap();
        let json = serde_json::to_string(&kid).unwrap();
        assert_eq!(json, format!("\"{digits}\""));
        assert_eq!(serde_json::from_str::<Kid>(&json).unwrap(), kid);
        assert!(serde_json::from_str::<Kid>("\"27\"").is_err());
    }
}
