//! [`Rejection`]: why a request is refused, and the answer to it.

use postal_webhooks_types::ParseError;

use crate::VerifyError;

pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a request is refused.
///
/// | variant | status |
/// |---|---|
/// | [`BodyTooLarge`](Self::BodyTooLarge) | 413 |
/// | [`BodyTooSlow`](Self::BodyTooSlow) | 408 |
/// | [`BodyUnread`](Self::BodyUnread) | 400 |
/// | [`Unverified`](Self::Unverified) | [`VerifyError::status`]: 401 or 503 |
/// | [`Unparsed`](Self::Unparsed) | 422 |
///
/// The text of a rejection is the body of the answer: one line of ASCII that holds nothing of the
/// request's body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The body is over the limit, [`Intake::body_limit`](super::Intake::body_limit) or the
    /// framework's own.
    #[error("the body is too large")]
    BodyTooLarge,
    /// The body was not complete in time, [`Intake::body_deadline`](super::Intake::body_deadline).
    #[error("the body is too slow")]
    BodyTooSlow,
    /// The body did not arrive as a whole: the sender hung up, or sent no HTTP.
    #[error("the body is not whole")]
    BodyUnread(#[source] BoxError),
    /// The request is not verified.
    #[error(transparent)]
    Unverified(#[from] VerifyError),
    /// The signature is right, and the body is not what Postal sends.
    ///
    /// No repetition of the request makes that better, and Postal repeats it after a 422 too. A 200
    /// would stop it, but would also say that the event was received where nobody kept it, and
    /// nobody would learn of it: this way Postal shows the operator what is wrong, for ten
    /// days, and for half an hour a receiver that is fixed gets the event. Whoever keeps such
    /// bodies takes a [`Verified<Bytes>`](crate::Verified) and answers 200.
    #[error(transparent)]
    Unparsed(#[from] ParseError),
    /// The application has no [`Intake`](super::Intake): a mistake in its set-up, answered 500.
    #[cfg(feature = "actix-web")]
    #[cfg_attr(docsrs, doc(cfg(feature = "actix-web")))]
    #[error("the receiver is not set up: no `Intake` in `app_data`")]
    NoIntake,
}

impl Rejection {
    /// The HTTP status to answer with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BodyTooLarge => 413,
            Self::BodyTooSlow => 408,
            Self::BodyUnread(_) => 400,
            Self::Unverified(error) => error.status(),
            Self::Unparsed(_) => 422,
            #[cfg(feature = "actix-web")]
            Self::NoIntake => 500,
        }
    }

    /// The line to answer with.
    pub(super) fn line(&self) -> String {
        // The texts are ASCII by themselves; a path into the body is the one thing in them that the
        // sender writes.
        let visible = |c: char| if matches!(c, ' '..='~') { c } else { '?' };
        self.to_string().chars().map(visible).collect()
    }
}

/// The answer, for frameworks that speak `http` 1.x.
#[cfg(any(feature = "axum", feature = "tower"))]
impl<B: From<bytes::Bytes>> From<&Rejection> for http::Response<B> {
    fn from(rejection: &Rejection) -> Self {
        let line = bytes::Bytes::from(rejection.line());
        let length = http::HeaderValue::from(line.len());
        let mut response = Self::new(B::from(line));
        *response.status_mut() = http::StatusCode::from_u16(rejection.status())
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        let text = http::HeaderValue::from_static("text/plain");
        headers.insert(http::header::CONTENT_TYPE, text);
        headers.insert(http::header::CONTENT_LENGTH, length);
        response
    }
}
