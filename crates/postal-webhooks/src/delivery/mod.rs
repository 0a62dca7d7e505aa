//! What a delivery event means: the [`SmtpReply`] inside `output`, the [`FailureKind`] that it
//! tells of, and the [`Classification`] with the reason.

mod classification;
mod failure_kind;
mod postal;
mod rules;
mod smtp_reply;
#[rustfmt::skip]
#[path = "../generated/delivery.rs"]
mod tables;
#[cfg(test)]
mod tests;
mod words;

pub use classification::{Classification, classify};
pub use smtp_reply::{EnhancedStatus, SmtpReply};
pub use tables::{Certainty, FailureKind};
