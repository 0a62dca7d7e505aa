//! [`Failure`]: where and why reading ended.

use std::borrow::Cow;

use crate::parse_error::{Fault, JsonType};

/// Why a text cannot be read.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It is not JSON.
    NotJson {
        /// The first byte that no JSON has there; the length of the text where it ends too early.
        at: usize,
    },
    /// A key is missing, or a value is not of its type. What comes behind may be no JSON.
    Fault {
        /// Where the value begins; the object's place for a key that is missing.
        at: usize,
        /// The keys and indices that lead there, the innermost first.
        path: Vec<Cow<'static, str>>,
        fault: Fault,
    },
}

impl Failure {
    #[cold]
    pub(super) fn fault(at: usize, fault: Fault) -> Box<Self> {
        Box::new(Self::Fault { at, path: Vec::new(), fault })
    }

    /// The value that begins at a place is not what it must be.
    #[cold]
    pub(crate) fn unexpected(at: usize, expected: &str, found: JsonType) -> Box<Self> {
        Self::fault(at, Fault::Expected { expected: expected.to_owned(), found })
    }

    /// A key is missing in the object that begins at a place.
    #[cold]
    pub(crate) fn missing(at: usize, key: &'static str) -> Box<Self> {
        Self::fault(at, Fault::Missing).under(key)
    }

    /// The failure, of a value that stands under a key or an index.
    #[cold]
    pub(crate) fn under(mut self: Box<Self>, key: impl Into<Cow<'static, str>>) -> Box<Self> {
        if let Self::Fault { path, .. } = &mut *self {
            path.push(key.into());
        }
        self
    }
}
