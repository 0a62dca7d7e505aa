//! [`Signer`], which signs as a Postal installation does.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use rsa::PrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts as _;
use sha1::Sha1;

use crate::request::{SIGNATURE, SIGNATURE_256, SIGNATURE_KID_ON_WIRE};
use crate::{KeySet, KeySetError, Kid};

/// Signs bodies as Postal does, and publishes its key as Postal does.
///
/// ```
/// use postal_webhooks::{SignatureHeaders, Verifier, testing::Signer};
///
/// let signer = Signer::generate();
/// let verifier = Verifier::new(signer.key_set());
///
/// let body = br#"{"event":"MessageSent"}"#;
/// let headers = signer.headers(body);
/// let headers = SignatureHeaders::from(&headers);
/// assert!(verifier.verify(&headers, body).is_ok());
/// ```
///
/// It is for tests: its private key is neither kept in locked memory nor meant to protect anything.
#[derive(Clone)]
pub struct Signer {
    key: PrivateKey,
    kid: Kid,
    key_set: KeySet,
    dkim_record: String,
    public_pem: String,
    private_pem: String,
}

/// Why there is no [`Signer`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The text is no unencrypted private RSA key in PEM, PKCS#8 or PKCS#1.
    #[error("not an unencrypted private RSA key in PEM")]
    NotPrivateKey(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No key of this size can be made.
    #[error("no key of {bits} bits can be made")]
    Size {
        /// The bits that were asked for.
        bits: usize,
    },
    /// The public half of the key is one that no verifier takes.
    #[error("the public key is not usable")]
    PublicKey(#[source] KeySetError),
}

impl Signer {
    /// Makes a new key of 2048 bits, as Postal's documentation says to. Takes a few tenths of a
    /// second in a debug build.
    ///
    /// # Panics
    ///
    /// The operating system gives no random numbers.
    #[must_use]
    pub fn generate() -> Self {
        Self::generate_bits(2048).expect("2048 bits is a size that can be made")
    }

    /// Makes a new key of another size, for instance 1024 bits as Postal's installer did for years.
    ///
    /// # Errors
    ///
    /// The size is under 1024 or over 8192 bits.
    ///
    /// # Panics
    ///
    /// The operating system gives no random numbers.
    pub fn generate_bits(bits: usize) -> Result<Self, SignerError> {
        if !(1024..=8192).contains(&bits) {
            return Err(SignerError::Size { bits });
        }
        let key = PrivateKey::new(&mut UnwrapErr(SysRng), bits);
        Self::new(key.map_err(|_| SignerError::Size { bits })?)
    }

    /// Reads the private key of a test installation: Postal's `signing.key`, in PEM, PKCS#8 or
    /// PKCS#1.
    ///
    /// # Errors
    ///
    /// The text is no such key, or is encrypted.
    pub fn from_pem(pem: &str) -> Result<Self, SignerError> {
        let key = match PrivateKey::from_pkcs1_pem(pem) {
            Ok(key) => key,
            Err(_) => PrivateKey::from_pkcs8_pem(pem).map_err(encoding)?,
        };
        Self::new(key)
    }

    fn new(key: PrivateKey) -> Result<Self, SignerError> {
        let public_key = key.as_public_key();
        let spki = public_key.to_public_key_der().map_err(encoding)?;
        let base64 = STANDARD.encode(spki);
        let key_set = KeySet::from_base64(&base64).map_err(SignerError::PublicKey)?;
        let Some(kid) = key_set.kids().next() else {
            return Err(SignerError::PublicKey(KeySetError::Empty));
        };
        let public_pem = public_key.to_public_key_pem(LineEnding::LF);
        let private_pem = key.to_pkcs8_pem(LineEnding::LF).map_err(encoding)?;
        Ok(Self {
            kid,
            key_set,
            dkim_record: format!("v=DKIM1; t=s; h=sha256; p={base64};"),
            public_pem: public_pem.map_err(encoding)?,
            private_pem: private_pem.as_str().into(),
            key,
        })
    }

    /// The headers that Postal 3.2.0 and later send with this body, named and ordered as on the
    /// wire.
    #[must_use]
    pub fn headers(&self, body: &[u8]) -> [(&'static str, String); 3] {
        [
            (SIGNATURE_KID_ON_WIRE, self.kid.to_string()),
            (SIGNATURE, self.signature_sha1(body)),
            (SIGNATURE_256, self.signature_256(body)),
        ]
    }

    /// The one header that Postal before 3.2.0 sends with this body.
    #[must_use]
    pub fn legacy_headers(&self, body: &[u8]) -> [(&'static str, String); 1] {
        [(SIGNATURE, self.signature_sha1(body))]
    }

    /// The value of [`SIGNATURE_256`] for this body.
    #[must_use]
    pub fn signature_256(&self, body: &[u8]) -> String {
        self.signature::<Sha256>(body)
    }

    /// The value of [`SIGNATURE`] for this body.
    #[must_use]
    pub fn signature_sha1(&self, body: &[u8]) -> String {
        self.signature::<Sha1>(body)
    }

    fn signature<D>(&self, body: &[u8]) -> String
    where
        D: rsa::signature::digest::Digest + rsa::pkcs8::AssociatedOid,
    {
        let signature = self.key.pkcs1v15_sign::<D>(body);
        STANDARD.encode(signature.expect("a key from 1024 bits on has room for the digest"))
    }

    /// The id of the key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        self.kid
    }

    /// The public key, to verify with.
    #[must_use]
    pub fn key_set(&self) -> KeySet {
        self.key_set.clone()
    }

    /// The document that Postal 3.2.0 and later serve at `/.well-known/jwks.json`.
    #[must_use]
    pub fn jwks(&self) -> String {
        let n = URL_SAFE_NO_PAD.encode(self.key.n_bytes());
        let e = URL_SAFE_NO_PAD.encode(self.key.e_bytes());
        let kid = self.kid;
        format!(
            r#"{{"keys":[{{"kty":"RSA","n":"{n}","e":"{e}","use":"sig","alg":"RS256","kid":"{kid}"}}]}}"#
        )
    }

    /// What the command `postal default-dkim-record` prints, without the line break.
    #[must_use]
    pub fn dkim_record(&self) -> &str {
        &self.dkim_record
    }

    /// The public key in PEM: a `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }

    /// The private key in PEM, PKCS#8: what [`Signer::from_pem`] reads, and a Postal of a test
    /// takes as `signing.key`.
    #[must_use]
    pub fn private_pem(&self) -> &str {
        &self.private_pem
    }
}

fn encoding(error: impl std::error::Error + Send + Sync + 'static) -> SignerError {
    SignerError::NotPrivateKey(Box::new(error))
}

/// Tells the id of the key and nothing private.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("kid", &self.kid).finish_non_exhaustive()
    }
}
