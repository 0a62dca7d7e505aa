//! [`Refusal`]: what is answered to a request that the guard does not let in.

use http::header::{ACCEPT, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{Answer, text, view};

/// Why a request is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is for a host that is not ours.
    Host,
    /// A page of another site has made it.
    Elsewhere,
    /// Its password is missing or wrong.
    Password,
}

impl Refusal {
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::Host | Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::Password => StatusCode::UNAUTHORIZED,
        }
    }

    /// The reason, for a program.
    const fn line(self) -> &'static str {
        match self {
            Self::Host => {
                "this host name is not listed, so a page elsewhere may be behind it; admin.hosts \
                 lists names\n"
            }
            Self::Elsewhere => "a page elsewhere has made this request\n",
            Self::Password => "the password is missing or wrong\n",
        }
    }

    /// The answer: a page where a page is asked for, else a line.
    pub(super) fn answer(self, headers: &HeaderMap) -> Answer {
        let mut answer = if wants_page(headers) {
            view::refused(self)
        } else {
            view::protected(text(self.status(), self.line()))
        };
        if self == Self::Password {
            let scheme = HeaderValue::from_static("Basic realm=\"postal-webhooks\"");
            answer.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        answer
    }
}

/// Whether a browser asks for a page: what a page loads, and programs, do not name this type.
fn wants_page(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut kinds = values.flat_map(|value| value.split(',')).map(|kind| kind.split(';').next());
    kinds.any(|kind| kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html")))
}
