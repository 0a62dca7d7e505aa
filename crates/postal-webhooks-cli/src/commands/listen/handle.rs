//! [`Handler`] of the requests: verifies, saves and forwards them.

use std::net::TcpStream;
use std::path::PathBuf;

use postal_webhooks::testing::postal::Outcome;
use postal_webhooks::{KeySet, Kid};

use super::forward::Forward;
use super::save::Folder;
use crate::capture::Capture;
use crate::diagnosis::{self, Certainty, Policy, Reason};
use crate::network::server::{self, Received, Refusal};

pub(crate) struct Handler {
    /// Absent, nothing verifies.
    pub keys: Option<KeySet>,
    pub policy: Policy,
    pub forward: Option<Forward>,
    pub folder: Option<Folder>,
    pub allow_unverified: bool,
}

/// A request, and what was done with it.
pub(crate) struct Handled {
    pub result: Result,
    /// The status and body of the answer.
    pub status: u16,
    pub answer: Vec<u8>,
    /// Where the request was saved, or why not.
    pub saved: Option<std::result::Result<PathBuf, String>>,
}

pub(crate) enum Result {
    Verified {
        kid: Kid,
        body: Vec<u8>,
        forwarded: Option<Outcome>,
    },
    /// With the body only where it may be printed.
    Unverified {
        reason: Box<Reason>,
        body: Option<Vec<u8>>,
    },
    /// There was no request that could be verified.
    Refused(Refusal),
}

impl Handler {
    /// Reads a request, and does with it what is to be done.
    pub(crate) fn handle(&self, stream: &mut TcpStream) -> Handled {
        let request = match server::read(stream) {
            Ok(request) if request.method == "POST" => request,
            Ok(_) => {
                return refused(Refusal { status: 405, why: "Postal sends POST requests alone" });
            }
            Err(refusal) => return refused(refusal),
        };
        let capture = Capture {
            place: "request".to_owned(),
            headers: request.headers.clone(),
            body: request.body.clone(),
        };
        let verdict = match &self.keys {
            Some(keys) => diagnosis::verify(&capture, keys, self.policy),
            None => Err(Box::new(no_keys())),
        };
        let saved = self.folder.as_ref().map(|folder| {
            folder.save(&request, verdict.is_ok()).map_err(|error| format!("{error:#}"))
        });
        let handled = match verdict {
            Ok(kid) => self.verified(kid, request),
            Err(reason) => self.unverified(reason, request),
        };
        Handled { saved, ..handled }
    }

    fn verified(&self, kid: Kid, request: Received) -> Handled {
        let (status, answer, forwarded) = match &self.forward {
            None => (200, b"OK\n".to_vec(), None),
            Some(forward) => {
                let attempt = forward.send(&request);
                let (status, answer) = match attempt.outcome {
                    Outcome::Status(status) => (status, attempt.answer),
                    _ => (502, b"the receiver behind gave no answer that Postal takes\n".to_vec()),
                };
                (status, answer, Some(attempt.outcome))
            }
        };
        let result = Result::Verified { kid, body: request.body, forwarded };
        Handled { result, status, answer, saved: None }
    }

    fn unverified(&self, reason: Box<Reason>, request: Received) -> Handled {
        let (status, answer, body) = if self.allow_unverified {
            (200, &b"OK\n"[..], Some(request.body))
        } else {
            (401, &b"not verified\n"[..], None)
        };
        let result = Result::Unverified { reason, body };
        Handled { result, status, answer: answer.to_vec(), saved: None }
    }
}

fn refused(refusal: Refusal) -> Handled {
    let answer = format!("{}\n", refusal.why).into_bytes();
    Handled { result: Result::Refused(refusal), status: refusal.status, answer, saved: None }
}

fn no_keys() -> Reason {
    Reason {
        code: "no-keys".to_owned(),
        certainty: Certainty::Certain,
        what: "there are no keys to verify with".to_owned(),
        remedy: "name the JWKS of the installation with --keys".to_owned(),
        difference: None,
        signed_sha256: None,
    }
}
