//! Faults that `send` makes on purpose, and what a receiver does that is right.

use postal_webhooks::request::{DEADLINE, SIGNATURE_256, SIGNATURE_KID};
use postal_webhooks::testing::postal::Pace;

/// Something wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Fault {
    /// Each request twice, as after an answer that came too late. A receiver accepts both.
    Duplicate,
    /// The last request first. A receiver accepts all, in any order.
    Reorder,
    /// Signatures of other bytes. A receiver refuses.
    WrongSignature,
    /// The SHA-1 signature alone, as before Postal 3.2.0. A receiver refuses, unless SHA-1 is
    /// switched on.
    Sha1Only,
    /// A key that the receiver does not know, with its kid. A receiver refuses.
    UnknownKid,
    /// Half of the body, and nothing more. A receiver refuses.
    CutBody,
    /// A body that takes half of the deadline. A receiver accepts it.
    SlowBody,
}

impl Fault {
    /// As it stands on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::WrongSignature => "wrong-signature",
            Self::Sha1Only => "sha1-only",
            Self::UnknownKid => "unknown-kid",
            Self::CutBody => "cut-body",
            Self::SlowBody => "slow-body",
        }
    }

    /// Whether a receiver is right to accept a request with this fault.
    pub(crate) fn is_to_be_accepted(self) -> bool {
        match self {
            Self::Duplicate | Self::Reorder | Self::SlowBody => true,
            Self::WrongSignature | Self::Sha1Only | Self::UnknownKid | Self::CutBody => false,
        }
    }

    /// How the body goes out.
    pub(crate) fn pace(self) -> Pace {
        match self {
            Self::SlowBody => Pace::Over(DEADLINE / 2),
            Self::CutBody => Pace::Cut,
            _ => Pace::AtOnce,
        }
    }

    /// Changes the headers.
    pub(crate) fn alter<N: AsRef<str>>(self, headers: &mut Vec<(N, String)>) {
        match self {
            Self::WrongSignature => {
                for (name, value) in headers.iter_mut() {
                    if is_signature(name.as_ref()) {
                        change(value);
                    }
                }
            }
            Self::Sha1Only => headers.retain(|(name, _)| {
                let name = name.as_ref();
                !name.eq_ignore_ascii_case(SIGNATURE_256)
                    && !name.eq_ignore_ascii_case(SIGNATURE_KID)
            }),
            _ => {}
        }
    }
}

fn is_signature(name: &str) -> bool {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    is(postal_webhooks::SIGNATURE) || is(SIGNATURE_256)
}

/// Makes another value of the same form: of base64, the first digit is another one.
fn change(value: &mut String) {
    let first = if value.starts_with('A') { "B" } else { "A" };
    if !value.is_empty() && value.is_char_boundary(1) {
        value.replace_range(..1, first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_change_the_headers_that_they_name() {
        let headers = || {
            vec![
                ("X-Postal-Signature-Kid", "k".to_owned()),
                ("X-Postal-Signature", "Abc=".to_owned()),
                ("X-Postal-Signature-256", "xyz=".to_owned()),
            ]
        };
        let mut wrong = headers();
        Fault::WrongSignature.alter(&mut wrong);
        let values: Vec<_> = wrong.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["k", "Bbc=", "Ayz="]);
        let mut old = headers();
        Fault::Sha1Only.alter(&mut old);
        assert_eq!(old, [("X-Postal-Signature", "Abc=".to_owned())]);
    }
}
