//! What a delivery event means: the SMTP reply inside `output`, and the kind of failure it tells of.

mod failure_kind;
mod smtp_reply;

pub use failure_kind::FailureKind;
pub use smtp_reply::{EnhancedStatus, SmtpReply};
