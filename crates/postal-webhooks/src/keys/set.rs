//! [`KeySet`], the keys that a verifier trusts.

use super::{KeySetError, Kid, PublicKey, RejectedKey, check_length, dkim, jwks, pem, without_bom};

/// The public keys of one Postal installation, at least one, each checked and made ready once.
///
/// An installation has one key for all its tenants, and publishes it in two ways:
///
/// | source | since | read with |
/// |---|---|---|
/// | `https://<web host>/.well-known/jwks.json` | Postal 3.2.0 | [`KeySet::from_jwks`] |
/// | the command `postal default-dkim-record` | always | [`KeySet::from_dkim_record`] |
///
/// A mail domain's own DKIM record, the one that Postal's web interface shows for the domain, holds
/// **another** key: nothing verifies with it.
///
/// ```
/// use postal_webhooks::KeySet;
///
/// # let record = include_str!("../../tests/vectors/dkim-record.txt");
/// let keys = KeySet::from_dkim_record(record)?;
/// for key in &keys {
///     println!("{} with {} bits", key.kid(), key.bits());
/// }
/// # assert_eq!(keys.len(), 1);
/// # Ok::<(), postal_webhooks::KeySetError>(())
/// ```
///
/// Keys from 1024 to 8192 bits can be in a set. Whether one under 2048 bits is used is up to
/// [`Verifier::allow_insecure_short_keys`](crate::Verifier::allow_insecure_short_keys).
#[derive(Clone, Debug)]
pub struct KeySet {
    keys: Vec<PublicKey>,
    rejected: Vec<RejectedKey>,
}

impl KeySet {
    /// Reads a JSON Web Key Set ([RFC 7517]), as Postal 3.2.0 and later serve it at
    /// `/.well-known/jwks.json`. A byte order mark before it is ignored.
    ///
    /// Entries that cannot be used are left out, and listed in [`KeySet::rejected`]. The id of each
    /// key is computed; an entry that claims another one is refused.
    ///
    /// # Errors
    ///
    /// The document is no JWKS, is over 64 KiB, or holds no usable key.
    ///
    /// [RFC 7517]: https://www.rfc-editor.org/rfc/rfc7517
    pub fn from_jwks(json: impl AsRef<[u8]>) -> Result<Self, KeySetError> {
        let json = without_bom(json.as_ref());
        check_length(json)?;
        let (keys, rejected) = jwks::read(json)?;
        Ok(Self::new(keys, rejected))
    }

    /// Reads PEM ([RFC 7468]) with one or more blocks `PUBLIC KEY` (`SubjectPublicKeyInfo`) or `RSA
    /// PUBLIC KEY` (PKCS#1).
    ///
    /// Text around the blocks is ignored. A block may be indented or on one line, its line breaks
    /// may be CR, LF or both, or written as `\n`, and the whole may be in quotes or in base64
    /// once more: so PEM comes out of environment variables.
    ///
    /// # Errors
    ///
    /// There is no complete block, any of them is not a usable public key, a BEGIN or END line is
    /// damaged or without its partner, or there is a key outside of them.
    ///
    /// [RFC 7468]: https://www.rfc-editor.org/rfc/rfc7468
    pub fn from_pem(pem: &str) -> Result<Self, KeySetError> {
        check_length(pem.as_bytes())?;
        Ok(Self::new(pem::read(pem)?, Vec::new()))
    }

    /// Reads the record that `postal default-dkim-record` prints: `v=DKIM1; t=s; h=sha256; p=…;`.
    ///
    /// Other text before and after it is ignored, and it may be in quoted strings, as `dig`, zone
    /// files and DNS panels write it.
    ///
    /// # Errors
    ///
    /// The text is no DKIM key record ([RFC 6376, 3.6.1]), it has more than one of them, or its key
    /// is not usable.
    ///
    /// [RFC 6376, 3.6.1]: https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1
    pub fn from_dkim_record(record: &str) -> Result<Self, KeySetError> {
        check_length(record.as_bytes())?;
        Ok(Self::new(vec![dkim::read(record)?], Vec::new()))
    }

    /// Reads the bare base64 of one key: the `p=` of a DKIM record, or a PEM without its first and
    /// last line.
    ///
    /// # Errors
    ///
    /// The text is not padded standard base64 (white space, also as `\n`, and quotes around it are
    /// left out) of the DER of a usable public key.
    pub fn from_base64(base64: &str) -> Result<Self, KeySetError> {
        check_length(base64.as_bytes())?;
        let key = pem::read_base64(pem::unquoted(base64))
            .map_err(|reason| KeySetError::Key(RejectedKey { index: 0, reason }))?;
        Ok(Self::new(vec![key], Vec::new()))
    }

    fn new(keys: Vec<PublicKey>, rejected: Vec<RejectedKey>) -> Self {
        let mut set = Self { keys: Vec::with_capacity(keys.len()), rejected };
        set.add(keys);
        set
    }

    /// Adds keys, each once: two keys with one id are one key, since the id is computed from the
    /// key.
    fn add(&mut self, keys: impl IntoIterator<Item = PublicKey>) {
        for key in keys {
            if self.get(key.kid()).is_none() {
                self.keys.push(key);
            }
        }
    }

    /// The keys of both sets: of several installations, or the old and the new key while one
    /// replaces the other.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.add(other.keys);
        self.rejected.extend(other.rejected);
        self
    }

    /// Keeps only the keys with these ids. What a pinned key came by need not be trusted: its id
    /// proves it.
    ///
    /// # Errors
    ///
    /// None of the keys is pinned.
    pub fn pin(mut self, kids: impl IntoIterator<Item = Kid>) -> Result<Self, KeySetError> {
        let kids: Vec<Kid> = kids.into_iter().collect();
        let found = self.kids().collect();
        self.keys.retain(|key| kids.contains(&key.kid()));
        if self.keys.is_empty() {
            return Err(KeySetError::NotPinned { found });
        }
        Ok(self)
    }

    /// The keys, in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, PublicKey> {
        self.keys.iter()
    }

    /// The ids of the keys.
    pub fn kids(&self) -> impl Iterator<Item = Kid> + '_ {
        self.keys.iter().map(PublicKey::kid)
    }

    /// The key with this id.
    #[must_use]
    pub fn get(&self, kid: Kid) -> Option<&PublicKey> {
        self.keys.iter().find(|key| key.kid() == kid)
    }

    /// How many keys there are, at least one.
    // There is always a key, so `is_empty` would have one answer.
    #[allow(clippy::len_without_is_empty)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The entries of the JWKS that were refused, with the reasons: worth a line in a log.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedKey] {
        &self.rejected
    }
}

impl<'a> IntoIterator for &'a KeySet {
    type Item = &'a PublicKey;
    type IntoIter = std::slice::Iter<'a, PublicKey>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
