//! [`Answer`]: what a request is answered with, all of it in one table.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use postal_webhooks::VerifyError;
use postal_webhooks::web::Rejection;

use crate::event::Accepted;

/// What a request is answered with.
///
/// 2xx if and only if the event is durably stored, or in quarantine since no retry can help.
/// Postal repeats a request after everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    Accepted(Accepted),
    /// The signature, or what stands for it, is wrong; the word says why.
    Unauthorized(&'static str),
    /// It is the receiver that has to change, or its keys that have to come.
    NoKey(&'static str),
    TooLarge,
    Encoded,
    TooSlow,
    NotWhole,
    NotFound,
    NotPost,
    Busy,
    NotStored,
    Panicked,
}

impl Answer {
    /// The status and the line of the answer, which the operator reads in Postal's web interface.
    pub(crate) fn line(self) -> (StatusCode, &'static str) {
        match self {
            Self::Accepted(accepted) => (StatusCode::OK, accepted.word()),
            Self::Unauthorized(why) => (StatusCode::UNAUTHORIZED, why),
            Self::NoKey(why) => (StatusCode::SERVICE_UNAVAILABLE, why),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::Encoded => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "encoded"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow"),
            Self::NotWhole => (StatusCode::BAD_REQUEST, "not-whole"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::NotPost => (StatusCode::METHOD_NOT_ALLOWED, "not-post"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::NotStored => (StatusCode::SERVICE_UNAVAILABLE, "not-stored"),
            Self::Panicked => (StatusCode::INTERNAL_SERVER_ERROR, "panicked"),
        }
    }

    /// All of them, for the documentation.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        use crate::event::Reason;

        let kid = "0".repeat(64).parse().expect("digits of a kid");
        let fault = postal_webhooks::HeaderFault::Repeated;
        let no_key = postal_webhooks::remote::FetchError::Aborted;
        let unverified = [
            VerifyError::HeaderMissing,
            VerifyError::HeaderMalformed { header: "", fault },
            VerifyError::Sha1Only,
            VerifyError::SignatureWrong,
            VerifyError::UnknownKid { kid },
            VerifyError::KeyTooShort { bits: 1024 },
            VerifyError::NoUsableKey(std::sync::Arc::new(no_key)),
        ];
        let accepted = [
            Accepted::Stored { seq: 1 },
            Accepted::Duplicate,
            Accepted::Conflict,
            Accepted::Quarantined(Reason::Late),
        ];
        let mut all: Vec<_> = unverified.iter().map(Self::from).collect();
        all.extend(accepted.map(Self::Accepted));
        all.extend([Self::Unauthorized("password-wrong"), Self::TooLarge, Self::Encoded]);
        all.extend([Self::TooSlow, Self::NotWhole, Self::NotFound, Self::NotPost, Self::Busy]);
        all.extend([Self::NotStored, Self::Panicked]);
        all
    }

    /// The answer as HTTP: one short line of ASCII with its length, and never compressed, since
    /// Postal locks an event for ever over an answer that it cannot read.
    pub(crate) fn response<B: From<Bytes>>(self) -> Response<B> {
        let (status, word) = self.line();
        let line = Bytes::from_static(word.as_bytes());
        let length = HeaderValue::from(line.len());
        let mut response = Response::new(B::from(line));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        headers.insert(header::CONTENT_LENGTH, length);
        if self == Self::NotPost {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }
}

/// Body of an answer.
pub type AnswerBody = Full<Bytes>;

impl From<&Rejection> for Answer {
    fn from(rejection: &Rejection) -> Self {
        match rejection {
            Rejection::BodyTooLarge => Self::TooLarge,
            Rejection::BodyTooSlow => Self::TooSlow,
            Rejection::Unverified(error) => error.into(),
            // What it cannot name is a body that did not come as a whole.
            _ => Self::NotWhole,
        }
    }
}

impl From<&VerifyError> for Answer {
    fn from(error: &VerifyError) -> Self {
        if error.is_retryable() {
            Self::NoKey(error.reason())
        } else {
            Self::Unauthorized(error.reason())
        }
    }
}
