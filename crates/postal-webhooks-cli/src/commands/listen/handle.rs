//! [`Handler`] of the requests: verifies, saves and forwards them.

use std::net::TcpStream;
use std::path::PathBuf;

use postal_webhooks::testing::postal::Outcome;
use postal_webhooks::{KeySet, Kid, SignatureHeaders};

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
    /// The status of the answer.
    pub status: u16,
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
    /// Reads a request, does with it what is to be done, and answers.
    pub(crate) fn handle(&self, stream: &mut TcpStream) -> Handled {
        const NOT_POST: Refusal = Refusal { status: 405, why: "Postal sends POST requests alone" };
        let request = match server::read(stream) {
            Ok(request) if request.method == "POST" => request,
            Ok(_) => return refuse(NOT_POST, stream),
            Err(refusal) => return refuse(refusal, stream),
        };
        let headers = SignatureHeaders::from(&request.headers);
        let verified = self.keys.as_ref().and_then(|keys| {
            let verified = diagnosis::verifier(keys, self.policy).verify(&headers, &request.body);
            verified.ok().map(|verified| verified.kid())
        });
        let saved = self.folder.as_ref().map(|folder| {
            folder.save(&request, verified.is_some()).map_err(|error| format!("{error:#}"))
        });
        let (result, status) = match verified {
            Some(kid) => self.verified(kid, request, stream),
            None => self.unverified(request, stream),
        };
        Handled { result, status, saved }
    }

    fn verified(&self, kid: Kid, request: Received, stream: &mut TcpStream) -> (Result, u16) {
        const NO_ANSWER: &[u8] = b"the receiver behind gave no answer that Postal takes\n";
        let attempt = self.forward.as_ref().map(|forward| forward.send(&request));
        let (status, text) = match &attempt {
            None => (200, &b"OK\n"[..]),
            Some(attempt) => match attempt.outcome {
                Outcome::Status(status) => (status, attempt.answer.as_slice()),
                _ => (502, NO_ANSWER),
            },
        };
        answer(stream, status, text);
        let forwarded = attempt.map(|attempt| attempt.outcome);
        (Result::Verified { kid, body: request.body, forwarded }, status)
    }

    /// Answers before the reason is searched, which can take longer than a sender waits.
    fn unverified(&self, request: Received, stream: &mut TcpStream) -> (Result, u16) {
        let (status, text) =
            if self.allow_unverified { (200, &b"OK\n"[..]) } else { (401, &b"not verified\n"[..]) };
        answer(stream, status, text);
        let place = "request".to_owned();
        let capture = Capture { place, headers: request.headers, body: request.body };
        let reason = self.keys.as_ref().and_then(|keys| {
            let verdict = diagnosis::verify(&capture, keys, self.policy);
            verdict.err()
        });
        let reason = reason.unwrap_or_else(|| Box::new(no_keys()));
        let body = self.allow_unverified.then_some(capture.body);
        (Result::Unverified { reason, body }, status)
    }
}

fn refuse(refusal: Refusal, stream: &mut TcpStream) -> Handled {
    answer(stream, refusal.status, format!("{}\n", refusal.why).as_bytes());
    Handled { result: Result::Refused(refusal), status: refusal.status, saved: None }
}

/// A client that does not wait for its answer is no concern of the server.
fn answer(stream: &mut TcpStream, status: u16, text: &[u8]) {
    let _ = server::answer(stream, status, "text/plain", text);
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
