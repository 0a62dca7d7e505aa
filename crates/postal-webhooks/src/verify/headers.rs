//! [`SignatureHeaders`] of one request, from whatever the web framework has them in.

use std::fmt;

use crate::request::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID};

/// The signature headers of one request, borrowed from it.
///
/// A header that is set a second time is remembered as repeated, and then refused as malformed:
/// which of two values a proxy or a framework looks at must not be a question. Values are taken as
/// they are, without trimming.
///
/// ```
/// use postal_webhooks::SignatureHeaders;
///
/// // One by one …
/// let headers = SignatureHeaders::new().signature_256("G3cFxa5i…").kid("7fa73662…");
///
/// // … or from all the headers of a request, in any case and in any order.
/// let all = [("content-type", "application/json"), ("x-postal-signature-256", "G3cFxa5i…")];
/// let headers = SignatureHeaders::from(&all);
/// ```
#[derive(Clone, Copy, Default)]
pub struct SignatureHeaders<'a> {
    pub(super) sha256: Field<'a>,
    pub(super) sha1: Field<'a>,
    pub(super) kid: Field<'a>,
}

/// How often a header is there.
#[derive(Clone, Copy, Default)]
pub(super) enum Field<'a> {
    #[default]
    Absent,
    Once(&'a [u8]),
    Repeated,
}

impl<'a> SignatureHeaders<'a> {
    /// No headers yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { sha256: Field::Absent, sha1: Field::Absent, kid: Field::Absent }
    }

    /// Picks the signature headers from all the headers of a request; their names in any case.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, &'a V)>) -> Self
    where
        N: AsRef<str>,
        V: AsRef<[u8]> + ?Sized + 'a,
    {
        let mut headers = Self::new();
        for (name, value) in pairs {
            let name = name.as_ref();
            let field = if name.eq_ignore_ascii_case(SIGNATURE_256) {
                &mut headers.sha256
            } else if name.eq_ignore_ascii_case(SIGNATURE_KID) {
                &mut headers.kid
            } else if name.eq_ignore_ascii_case(SIGNATURE) {
                &mut headers.sha1
            } else {
                continue;
            };
            field.add(value.as_ref());
        }
        headers
    }

    /// Picks the signature headers from a [`http::HeaderMap`].
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    pub fn from_header_map(map: &'a http::HeaderMap) -> Self {
        let field = |name: &http::HeaderName| {
            let mut field = Field::Absent;
            for value in map.get_all(name) {
                field.add(value.as_bytes());
            }
            field
        };
        Self {
            sha256: field(&names::SIGNATURE_256),
            sha1: field(&names::SIGNATURE),
            kid: field(&names::SIGNATURE_KID),
        }
    }

    /// Sets [`SIGNATURE_256`].
    #[must_use]
    pub fn signature_256(mut self, value: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        self.sha256.add(value.as_ref());
        self
    }

    /// Sets [`SIGNATURE`], the SHA-1 signature.
    #[must_use]
    pub fn signature_sha1(mut self, value: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        self.sha1.add(value.as_ref());
        self
    }

    /// Sets [`SIGNATURE_KID`].
    #[must_use]
    pub fn kid(mut self, value: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        self.kid.add(value.as_ref());
        self
    }

    /// The value of [`SIGNATURE_256`], [`SIGNATURE`] or [`SIGNATURE_KID`], if it is there once: for
    /// who keeps it beside the body.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        let field = match name {
            SIGNATURE_256 => self.sha256,
            SIGNATURE => self.sha1,
            SIGNATURE_KID => self.kid,
            _ => return None,
        };
        match field {
            Field::Once(value) => Some(value),
            Field::Absent | Field::Repeated => None,
        }
    }
}

impl<'a> Field<'a> {
    fn add(&mut self, value: &'a [u8]) {
        *self = match self {
            Self::Absent => Self::Once(value),
            Self::Once(_) | Self::Repeated => Self::Repeated,
        };
    }
}

/// Picks the signature headers from names and values, as many frameworks have them.
impl<'a, N: AsRef<str>, V: AsRef<[u8]>> From<&'a [(N, V)]> for SignatureHeaders<'a> {
    fn from(pairs: &'a [(N, V)]) -> Self {
        Self::from_pairs(pairs.iter().map(|(name, value)| (name, value)))
    }
}

impl<'a, N: AsRef<str>, V: AsRef<[u8]>> From<&'a Vec<(N, V)>> for SignatureHeaders<'a> {
    fn from(pairs: &'a Vec<(N, V)>) -> Self {
        pairs.as_slice().into()
    }
}

impl<'a, N: AsRef<str>, V: AsRef<[u8]>, const L: usize> From<&'a [(N, V); L]>
    for SignatureHeaders<'a>
{
    fn from(pairs: &'a [(N, V); L]) -> Self {
        pairs.as_slice().into()
    }
}

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl<'a> From<&'a http::HeaderMap> for SignatureHeaders<'a> {
    fn from(map: &'a http::HeaderMap) -> Self {
        Self::from_header_map(map)
    }
}

/// The names, parsed once: a map looks a name of text up by parsing it.
#[cfg(feature = "http")]
mod names {
    use std::sync::LazyLock;

    use http::HeaderName;

    pub(super) static SIGNATURE_256: LazyLock<HeaderName> =
        LazyLock::new(|| name(super::SIGNATURE_256));
    pub(super) static SIGNATURE_KID: LazyLock<HeaderName> =
        LazyLock::new(|| name(super::SIGNATURE_KID));
    pub(super) static SIGNATURE: LazyLock<HeaderName> = LazyLock::new(|| name(super::SIGNATURE));

    fn name(text: &str) -> HeaderName {
        text.parse().expect("the tests parse each name")
    }
}

/// Tells what is there and how long it is, not what it says.
impl fmt::Debug for SignatureHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureHeaders")
            .field("sha256", &self.sha256)
            .field("sha1", &self.sha1)
            .field("kid", &self.kid)
            .finish()
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("absent"),
            Self::Once(value) => write!(f, "[{} bytes]", value.len()),
            Self::Repeated => f.write_str("repeated"),
        }
    }
}
