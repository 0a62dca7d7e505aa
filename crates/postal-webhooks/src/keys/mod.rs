//! Public keys of a Postal installation, from every form in which operators have them.

mod boundary;
mod der;
mod dkim;
mod error;
mod jwks;
mod kid;
mod pem;
mod public_key;
mod set;

pub use error::{KeyError, KeySetError, RejectedKey};
pub use kid::{Kid, ParseKidError};
pub use public_key::PublicKey;
pub(crate) use public_key::{MAX_BITS, MIN_BITS};
pub use set::KeySet;

/// The longest document that is read as keys: 64 KiB. Postal's own is under 1 KiB, even with an
/// 8192-bit key under 2 KiB.
pub(crate) const MAX_DOCUMENT: usize = 64 * 1024;

/// The document without the byte order mark that some editors put before it (RFC 8259, 8.1).
pub(crate) fn without_bom(document: &[u8]) -> &[u8] {
    document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document)
}

/// Refuses a document that is too long to be keys, before anything reads it.
fn check_length(document: &[u8]) -> Result<(), KeySetError> {
    if document.len() > MAX_DOCUMENT {
        return Err(KeySetError::TooLarge { limit: MAX_DOCUMENT });
    }
    Ok(())
}
