//! The test kit: sign requests as Postal does, to test a handler without a Postal.

mod signer;

pub use signer::{Signer, SignerError};
