//! What a delivery event means: the SMTP reply inside `output`, the kind of failure it tells of,
//! and why it is that kind.

mod classification;
mod failure_kind;
mod postal;
mod rules;
mod smtp_reply;
#[cfg(test)]
mod tests;
mod words;

pub use classification::{Certainty, Classification, classify};
pub use failure_kind::FailureKind;
pub use smtp_reply::{EnhancedStatus, SmtpReply};
